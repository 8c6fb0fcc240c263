//! `postbud run`: load, run, report.

use std::sync::{Arc, PoisonError};

use super::args::RunArgs;
use super::exit::{Exit, Fatal};
use super::exports::{self, Leftovers};
use super::interrupt::interrupted;
use super::report::Output;
use super::{cookie_file, dry_run, emulator, last_words, load, network, waiting};
use crate::collection::to_json;
use crate::redact::Secrets;
use crate::run::{self, Finished, Plan, Tools};
use crate::script::host::{ProcessSandbox, ProcessWorker, Sandbox};
use crate::script::protocol::{Offers, WorkerSettings};

/// Runs collections; the exit code is the verdict.
///
/// # Errors
/// Fails when something could not be loaded, set up or written. A failed test is not an error.
pub(super) fn run(arguments: &RunArgs) -> Result<Exit, Fatal> {
    let loading = waiting::on("loading");
    let mut plans = load::plans(arguments)?;
    drop(loading);
    if arguments.secrets.show_secrets {
        warn_of_secrets(&mut plans);
    }
    if arguments.dry_run {
        return dry_run(arguments, &plans);
    }
    let output = Output::new(&arguments.report)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Fatal::not_sent)?;
    let exit = runtime.block_on(carry_out(arguments, plans, output))?;
    Ok(if arguments.report.suppress_exit_code { Exit::Passed } else { exit })
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
    arguments: &RunArgs,
    mut plans: Vec<Plan>,
    output: Output,
) -> Result<Exit, Fatal> {
    let emulator = emulator::start_for(arguments, &mut plans).await?;
    let client = network::client(
        &arguments.network,
        &arguments.files.working_dir,
        emulator.as_ref().map(|running| running.addr),
    )?;
    let secrets = secrets(arguments);
    let mut sandbox = ProcessSandbox::new(ProcessWorker {
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
    });
    sandbox.warm_up().await;
    let cookies = client.cookies();
    if let Some(path) = &arguments.exports.cookie_jar {
        cookie_file::load(path, &mut cookies.lock().unwrap_or_else(PoisonError::into_inner))?;
    }
    let tools =
        Tools { transport: &client, cookies: &cookies, sandbox, secrets: &secrets, sink: &output };
    let collection = plans.first().map(|plan| plan.collection.clone()).unwrap_or_default();
    let finished = run::run_all(plans, tools, stop_signal()).await;
    if let Some(running) = emulator {
        running.stop().await;
    }
    let exported = match &finished {
        None => Ok(()),
        Some(Finished { scopes, .. }) => exports::write(
            arguments,
            &Leftovers { collection: &collection, scopes, cookies: &cookies },
        ),
    };
    let exit = output.finish()?;
    exported.map(|()| exit)
}

/// Resolves at Ctrl-C or SIGTERM; never where signals cannot be listened for.
async fn stop_signal() {
    if interrupted().await.is_err() {
        std::future::pending::<()>().await;
    }
}
