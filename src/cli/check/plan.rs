//! Which environments are checked against which APIs.

use super::super::args::CheckArgs;
use super::super::exit::Fatal;
use super::super::prompt::{self, Question};
use super::super::remote::Remote;
use super::super::{source, variables};
use crate::check::{Inputs, Mismatch, System, Systems, detect, fits};
use crate::collection::{Environment, Variable};
use crate::emulator::{self, Config};
use crate::files::read_text;

/// One check.
pub(super) struct Planned {
    pub(super) system: System,
    pub(super) environment: Environment,
    /// What the user calls the environment.
    pub(super) name: String,
}

/// Finds out what is to be checked.
///
/// # Errors
/// Fails when an environment cannot be read or is for none of the APIs, and when an API is named
/// that there is not or that no environment is for.
pub(super) fn plan(arguments: &CheckArgs) -> Result<Vec<Planned>, Fatal> {
    let systems = systems(arguments)?;
    let named = named(arguments, &systems)?;
    let provided = variables::provided(&arguments.provided)?;
    if arguments.environment.is_empty() {
        return without_environment(&named, &provided);
    }
    let mut plan = Vec::new();
    let mut mismatches = Vec::new();
    let remote = Remote::new(&arguments.input, &arguments.network);
    for name in &arguments.environment {
        let mut environment = source::environments(std::slice::from_ref(name), remote)?;
        put(&mut environment, &provided);
        let found = if named.is_empty() { detect(&systems, &environment) } else { Vec::new() };
        if named.is_empty() && found.is_empty() {
            return Err(unknown(name, &systems));
        }
        for system in &named {
            match fits(system, &systems, &environment) {
                Ok(()) => plan.push(planned(system, &environment, name)),
                Err(mismatch) => mismatches.push((system.name.as_str(), name, mismatch)),
            }
        }
        plan.extend(found.into_iter().map(|system| planned(system, &environment, name)));
    }
    let lost = named.iter().find(|system| !plan.iter().any(|each| each.system.name == system.name));
    match lost {
        Some(system) => Err(other_system(system, &mismatches)),
        None => Ok(plan),
    }
}

/// Fills what is still open: from the emulator's test values, or by asking.
///
/// # Errors
/// Fails when there is no terminal to ask on.
pub(super) fn fill_in(
    plan: &mut [Planned],
    emulator: Option<&Config>,
    asking: bool,
) -> Result<(), Fatal> {
    for planned in plan {
        if let Some(config) = emulator {
            emulator::fill(&mut planned.environment.variables, config);
        }
        if asking {
            ask(planned)?;
        }
    }
    Ok(())
}

fn systems(arguments: &CheckArgs) -> Result<Systems, Fatal> {
    let mut systems = Systems::built_in().map_err(Fatal::not_loaded)?;
    for path in &arguments.probes {
        let text = read_text(path).map_err(Fatal::not_loaded)?;
        systems.add(Systems::parse(&text, path).map_err(Fatal::not_loaded)?);
    }
    Ok(systems)
}

fn named<'s>(arguments: &CheckArgs, systems: &'s Systems) -> Result<Vec<&'s System>, Fatal> {
    let find = |name: &String| {
        systems.get(name).ok_or_else(|| {
            let known: Vec<&str> = systems.iter().map(|system| system.name.as_str()).collect();
            Fatal::usage(format!(
                "there is no API \"{name}\" to check; there are {}, and more with --probes FILE",
                known.join(", ")
            ))
        })
    };
    arguments.systems.iter().map(find).collect()
}

fn planned(system: &System, environment: &Environment, name: &str) -> Planned {
    Planned { system: system.clone(), environment: environment.clone(), name: name.to_owned() }
}

/// Puts values over an environment's.
fn put(environment: &mut Environment, provided: &[(String, String)]) {
    let variables = provided.iter().map(|(key, value)| Variable::new(key, value.as_str()));
    for variable in variables {
        environment.variables.retain(|known| known.key != variable.key);
        environment.variables.push(variable);
    }
}

/// Checks values that come from elsewhere alone.
fn without_environment(
    named: &[&System],
    provided: &[(String, String)],
) -> Result<Vec<Planned>, Fatal> {
    if named.is_empty() {
        return Err(Fatal::usage(
            "name an environment with -e, or the APIs (and give their values with --env-file, \
             --env-var-from or --ask)",
        ));
    }
    let planned_one = |system: &&System| {
        let mut environment = Environment::default();
        put(&mut environment, provided);
        for credential in &system.credential {
            let there = |key: &String| environment.variables.iter().any(|known| known.key == *key);
            if let (false, Some(first)) =
                (credential.variables.iter().any(there), credential.variables.first())
            {
                environment.variables.push(Variable::new(first, ""));
            }
        }
        planned(system, &environment, "values given")
    };
    Ok(named.iter().map(planned_one).collect())
}

fn ask(planned: &mut Planned) -> Result<(), Fatal> {
    if !prompt::is_possible() {
        return Err(Fatal::usage(
            "--ask needs a terminal; give values with --env-file or --env-var-from instead",
        ));
    }
    let inputs = Inputs::new(&planned.system, &planned.environment);
    let mut answers: Vec<(String, String)> = Vec::new();
    for (variable, hint, _) in inputs.unfilled() {
        if answers.iter().any(|(key, _)| key == variable) {
            continue;
        }
        let answer = prompt::ask(&Question { key: variable, hint, secret: true })?;
        answers.push((variable.to_owned(), answer));
    }
    answers.retain(|(_, answer)| !answer.is_empty());
    put(&mut planned.environment, &answers);
    Ok(())
}

fn unknown(name: &str, systems: &Systems) -> Fatal {
    let credentials = |system: &System| {
        let variables = system.credential.iter().filter_map(|each| each.variables.first());
        let mut variables: Vec<&str> = variables.map(String::as_str).collect();
        variables.dedup();
        format!("\n  {} ({}): {}", system.title, system.name, variables.join(", "))
    };
    let known: String = systems.iter().map(credentials).collect();
    Fatal::not_loaded(format!(
        "{name}: this environment is for none of the APIs that can be checked; name one \
         (postbud check SYSTEM -e …) or describe yours (--probes FILE). Their credentials are:{known}"
    ))
}

/// Says that a named API is none of the environments', and whose they are.
fn other_system(system: &System, mismatches: &[(&str, &String, Mismatch)]) -> Fatal {
    let own = mismatches.iter().filter(|(name, _, _)| *name == system.name);
    let reasons = own.map(|(_, environment, mismatch)| {
        let missing = match mismatch.missing.as_slice() {
            [] => String::new(),
            missing => format!("; it has no {}", missing.join(", no ")),
        };
        let instead = match mismatch.instead.as_slice() {
            [] => String::new(),
            instead => format!(" but for {}", instead.join(" and ")),
        };
        format!("{environment}: this environment is not for {}{instead}{missing}", system.title)
    });
    Fatal::not_loaded(reasons.collect::<Vec<_>>().join("\n"))
}
