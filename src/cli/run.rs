//! `postbud run`: load, run, report.

use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::{Arc, PoisonError};

use super::args::RunArgs;
use super::exit::{Exit, Fatal};
use super::exports::{self, Leftovers};
use super::interrupt::interrupted;
use super::report::Output;
use super::resume::{Continuation, Resume};
use super::{cookie_file, dry_run, emulator, last_words, load, network, waiting};
use crate::collection::to_json;
use crate::http::Client;
use crate::redact::Secrets;
use crate::run::{self, Ended, Finished, Lane, Plan, Sink, Tools};
use crate::script::host::{ProcessSandbox, ProcessWorker, Sandbox};
use crate::script::protocol::{Offers, WorkerSettings};

/// Runs collections; the exit code is the verdict.
///
/// # Errors
/// Fails when something could not be loaded, set up or written. A failed test is not an error.
pub(super) fn run(arguments: &Rc<RunArgs>) -> Result<Exit, Fatal> {
    let loading = waiting::on("loading");
    let mut plans = load::plans(arguments)?;
    drop(loading);
    if arguments.secrets.show_secrets {
        warn_of_secrets(&mut plans);
    }
    if arguments.dry_run {
        return dry_run(arguments, &plans);
    }
    let resume = match &arguments.scale.resume {
        Some(path) => Resume::open(path, &mut plans)?,
        None => None,
    };
    let output = Output::new(&arguments.report, resume.as_ref().map(Resume::continued))?;
    if let Some(resume) = &resume {
        resume.retell(&output)?;
        if resume.has_ended() {
            return Ok(verdict(arguments, output.finish()?));
        }
    }
    let carrying_out = carry_out(Rc::clone(arguments), plans, output, resume.is_some());
    let exit = run::drive(carrying_out).map_err(Fatal::not_sent)??;
    Ok(verdict(arguments, exit))
}

/// The exit code, unless `-x` says that it does not matter.
fn verdict(arguments: &RunArgs, exit: Exit) -> Exit {
    if arguments.report.suppress_exit_code { Exit::Passed } else { exit }
}

fn dry_run(arguments: &RunArgs, plans: &[Plan]) -> Result<Exit, Fatal> {
    let secrets = secrets(arguments);
    for plan in plans {
        run::learn_scopes(&plan.scopes, &secrets);
        secrets.learn_document(&to_json(&plan.collection));
        dry_run::show(plan, &secrets)?;
    }
    Ok(Exit::Passed)
}

/// Says it where people look, and in every report, so that nobody passes one on unaware.
#[expect(clippy::print_stderr, reason = "nobody may overlook it, whatever the reports are")]
fn warn_of_secrets(plans: &mut [Plan]) {
    const WARNING: &str = "--show-secrets: this run's reports hold passwords and tokens in clear; do not keep or share them";
    eprintln!("warning: {WARNING}");
    if let Some(first) = plans.first_mut() {
        first.notes.insert(0, WARNING.to_owned());
    }
}

/// The secrets of the run; from now on they are masked in errors and panics, too.
fn secrets(arguments: &RunArgs) -> Arc<Secrets> {
    let secrets = if arguments.secrets.show_secrets { Secrets::shown() } else { Secrets::new() };
    let secrets = Arc::new(secrets.with_names(&arguments.secrets.secret));
    last_words::mask_with(&secrets);
    secrets
}

async fn carry_out(
    arguments: Rc<RunArgs>,
    mut plans: Vec<Plan>,
    output: Output,
    resumed: bool,
) -> Result<Exit, Fatal> {
    let arguments = arguments.as_ref();
    let emulator = emulator::start_for(arguments, &mut plans).await?;
    let gear = Gear {
        arguments,
        secrets: secrets(arguments),
        emulator: emulator.as_ref().map(|running| running.addr),
        resumed,
    };
    let collection = plans.first().map(|plan| plan.collection.clone()).unwrap_or_default();
    let lanes = lanes(arguments, &plans);
    let (ended, output) = if lanes > 1 {
        gear.side_by_side(plans, lanes, output).await?
    } else {
        gear.one_by_one(plans, output).await?
    };
    if let Some(running) = emulator {
        running.stop().await;
    }
    let exported = match &ended {
        None => Ok(()),
        Some(Ended { finished: Finished { scopes, .. }, cookies }) => {
            exports::write(arguments, &Leftovers { collection: &collection, scopes, cookies })
        }
    };
    let exit = output.finish()?;
    exported.map(|()| exit)
}

/// As many lanes as are asked for, and no more than there are iterations.
fn lanes(arguments: &RunArgs, plans: &[Plan]) -> usize {
    let iterations: u64 = plans.iter().map(|plan| plan.iterations.count()).sum();
    usize::from(arguments.scale.jobs).min(usize::try_from(iterations).unwrap_or(usize::MAX))
}

/// What runs are made with.
struct Gear<'a> {
    arguments: &'a RunArgs,
    secrets: Arc<Secrets>,
    emulator: Option<SocketAddr>,
    /// The beginning of the run was told before.
    resumed: bool,
}

impl Gear<'_> {
    async fn one_by_one(
        &self,
        plans: Vec<Plan>,
        output: Output,
    ) -> Result<(Option<Ended>, Output), Fatal> {
        let Lane { transport, cookies, mut sandbox } = self.lane()?;
        sandbox.warm_up().await;
        let continuation = Continuation::new(&output);
        let sink: &dyn Sink = if self.resumed { &continuation } else { &output };
        let (transport, secrets) = (&transport, self.secrets.as_ref());
        let tools = Tools { transport, cookies: &cookies, sandbox: &mut sandbox, secrets, sink };
        let finished = run::run_all(plans, tools, stop_signal()).await;
        sandbox.close().await;
        let cookies = cookies.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok((finished.map(|finished| Ended { finished, cookies }), output))
    }

    async fn side_by_side(
        &self,
        plans: Vec<Plan>,
        lanes: usize,
        output: Output,
    ) -> Result<(Option<Ended>, Output), Fatal> {
        let lanes: Result<Vec<_>, Fatal> = (0..lanes).map(|_| self.lane()).collect();
        let output = Arc::new(output);
        let sink: Arc<dyn Sink> = match self.resumed {
            true => Arc::new(Continuation::new(Arc::clone(&output))),
            false => Arc::clone(&output) as _,
        };
        let secrets = Arc::clone(&self.secrets);
        let ended = run::run_jobs(plans, lanes?, secrets, sink, stop_signal()).await;
        let ended = ended.map_err(Fatal::not_sent)?;
        // The lanes have ended, and nobody else holds it.
        let output = Arc::into_inner(output).ok_or_else(|| Fatal::not_sent("a lane goes on"))?;
        Ok((ended, output))
    }

    /// A way out, with its cookies, and a sandbox.
    fn lane(&self) -> Result<Lane<Client, ProcessSandbox>, Fatal> {
        let arguments = self.arguments;
        let folder = &arguments.files.working_dir;
        let transport = network::client(&arguments.network, folder, self.emulator)?;
        let sandbox = ProcessSandbox::new(ProcessWorker {
            program: None,
            settings: WorkerSettings {
                memory_limit: arguments.scripts.script_memory << 20,
                // Other values than the requests get.
                seed: arguments.seed.map(|seed| !seed),
                offers: Offers {
                    packages: true,
                    package_folder: arguments.scripts.node_modules.is_some(),
                    run_request: true,
                },
            },
            inline: arguments.scripts.inline_scripts.into(),
        });
        let cookies = transport.cookies();
        if let Some(path) = &arguments.exports.cookie_jar {
            cookie_file::load(path, &mut cookies.lock().unwrap_or_else(PoisonError::into_inner))?;
        }
        Ok(Lane { transport, cookies, sandbox })
    }
}

/// Resolves at Ctrl-C or SIGTERM; never where signals cannot be listened for.
async fn stop_signal() {
    if interrupted().await.is_err() {
        std::future::pending::<()>().await;
    }
}
