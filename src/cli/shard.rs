//! `--shard`: which part of a run this machine does.

use std::ffi::OsString;

use super::exit::Fatal;
use crate::run::Plan;
use crate::run::shard::{Shard, ShardBy};

/// How a CI system tells a job its number and how many there are.
struct System {
    name: &'static str,
    number: &'static str,
    count: &'static str,
    /// What the first job is called.
    first: u64,
}

/// The systems in the order they are looked for: a job that sets the first pair says so on purpose.
/// Kubernetes does not tell an Indexed Job how many completions it has; its pod template does.
const SYSTEMS: [System; 8] = [
    System { name: "SHARD_INDEX", number: "SHARD_INDEX", count: "SHARD_TOTAL", first: 1 },
    System {
        name: "Kubernetes",
        number: "JOB_COMPLETION_INDEX",
        count: "JOB_COMPLETIONS",
        first: 0,
    },
    System { name: "GitLab", number: "CI_NODE_INDEX", count: "CI_NODE_TOTAL", first: 1 },
    System { name: "CircleCI", number: "CIRCLE_NODE_INDEX", count: "CIRCLE_NODE_TOTAL", first: 0 },
    System { name: "GitHub", number: "STRATEGY_JOB_INDEX", count: "STRATEGY_JOB_TOTAL", first: 0 },
    System {
        name: "Buildkite",
        number: "BUILDKITE_PARALLEL_JOB",
        count: "BUILDKITE_PARALLEL_JOB_COUNT",
        first: 0,
    },
    System {
        name: "Bitbucket",
        number: "BITBUCKET_PARALLEL_STEP",
        count: "BITBUCKET_PARALLEL_STEP_COUNT",
        first: 0,
    },
    System {
        name: "Azure Pipelines",
        number: "SYSTEM_JOBPOSITIONINPHASE",
        count: "SYSTEM_TOTALJOBSINPHASE",
        first: 1,
    },
];

/// A shard as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShardChoice {
    /// `2/5`.
    Given(Shard),
    /// `auto`, `auto/5`: as the CI system says; the number of parts may be given.
    Auto(Option<u64>),
}

/// Reads `2/5`, `auto` and `auto/5`.
pub(super) fn choice(text: &str) -> Result<ShardChoice, String> {
    let Some(rest) = text.strip_prefix("auto") else {
        return text.parse().map(ShardChoice::Given).map_err(|error| format!("{error}; or auto"));
    };
    match rest.strip_prefix('/').map(str::parse) {
        None if rest.is_empty() => Ok(ShardChoice::Auto(None)),
        Some(Ok(count)) if count > 0 => Ok(ShardChoice::Auto(Some(count))),
        _ => Err("write it as 2/5, auto or auto/5".to_owned()),
    }
}

/// Leaves of the plans what this machine does.
///
/// # Errors
/// Fails when no CI system says which part that is.
pub(super) fn cut(
    plans: &mut Vec<Plan>,
    choice: ShardChoice,
    by: Option<ShardBy>,
) -> Result<(), Fatal> {
    let shard = match choice {
        ShardChoice::Given(shard) => shard,
        ShardChoice::Auto(count) => detect(count, |name| std::env::var_os(name))?,
    };
    let by = by.unwrap_or_else(|| ShardBy::of(plans));
    shard.cut(plans, by);
    if let Some(first) = plans.first_mut()
        && (first.items.is_empty() || first.iterations.count() == 0)
    {
        let note = format!(
            "shard {} of {} has nothing to run: there are fewer {} than shards",
            shard.number(),
            shard.count(),
            match by {
                ShardBy::Iterations => "iterations",
                ShardBy::Collections => "collections",
                ShardBy::Folders => "folders",
            }
        );
        first.notes.push(note);
    }
    Ok(())
}

/// Finds out which part the CI system means this job to do.
fn detect(count: Option<u64>, variable: impl Fn(&str) -> Option<OsString>) -> Result<Shard, Fatal> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    for System { name, number, count: total, first } in &SYSTEMS {
        let Some(index) = set(number) else { continue };
        let index = read(number, &index)?;
        let count = match (count, set(total)) {
            (Some(count), _) => count,
            (None, Some(value)) => read(total, &value)?,
            (None, None) => {
                return Err(Fatal::usage(format!(
                    "--shard auto: {number} says that this is part {index} of {name}'s jobs, but not of how many; \
                     set {total}, or write --shard auto/N"
                )));
            }
        };
        let shard = Shard::new((index + 1).saturating_sub(*first), count);
        return shard.map_err(|error| Fatal::usage(format!("--shard auto: {number}: {error}")));
    }
    let names = SYSTEMS.map(|system| system.number).join(", ");
    Err(Fatal::usage(format!(
        "--shard auto: nothing says which part this is: none of {names} is set; write --shard 2/5"
    )))
}

fn read(name: &str, value: &OsString) -> Result<u64, Fatal> {
    let number = value.to_str().and_then(|text| text.trim().parse().ok());
    number.ok_or_else(|| {
        Fatal::usage(format!("--shard auto: {name}={} is no number", value.to_string_lossy()))
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn found(count: Option<u64>, variables: &[(&str, &str)]) -> Result<String, String> {
        let variable = |wanted: &str| {
            let found = variables.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| OsString::from(value))
        };
        match detect(count, variable) {
            Ok(shard) => Ok(format!("{}/{}", shard.number(), shard.count())),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn every_system_counts_in_its_own_way() {
        for system in &SYSTEMS {
            let first = system.first.to_string();
            let variables = [(system.number, first.as_str()), (system.count, "3")];
            assert_eq!(found(None, &variables).unwrap(), "1/3", "{}", system.name);
        }
    }

    #[test]
    fn the_count_may_be_given() {
        let index = [("JOB_COMPLETION_INDEX", "4")];
        assert_eq!(found(Some(5), &index).unwrap(), "5/5");
        assert!(found(None, &index).unwrap_err().contains("--shard auto/N"));
        assert!(found(Some(4), &index).unwrap_err().contains("no part 5 of 4"));
    }

    #[test]
    fn what_is_not_known_is_said() {
        assert!(found(None, &[]).unwrap_err().contains("CI_NODE_INDEX"));
        let odd = [("CI_NODE_INDEX", "x"), ("CI_NODE_TOTAL", "3")];
        assert!(found(None, &odd).unwrap_err().contains("CI_NODE_INDEX=x is no number"));
        // GitLab sets the number of nodes in every job.
        assert!(found(None, &[("CI_NODE_TOTAL", "1")]).is_err());
    }

    #[test]
    fn choices_are_read() {
        assert_eq!(choice("auto"), Ok(ShardChoice::Auto(None)));
        assert_eq!(choice("auto/7"), Ok(ShardChoice::Auto(Some(7))));
        assert_eq!(choice("2/5").map(|_| ()), Ok(()));
        for text in ["", "auto/", "auto/0", "automatic", "auto/x", "5/2", "0/2"] {
            assert!(choice(text).is_err(), "{text}");
        }
    }
}
