//! `postbud run`: load, run, report.

use super::args::RunArgs;
use super::exit::{Exit, Fatal};
use super::interrupt::interrupted;
use super::report::Output;
use super::{load, network};
use crate::emulator::{self, Config, Running};
use crate::redact::Secrets;
use crate::run::{self, Plan, Tools};
use crate::script::host::{ProcessSandbox, ProcessWorker, Sandbox};
use crate::script::protocol::WorkerSettings;

/// Runs a collection; the exit code is the verdict.
///
/// # Errors
/// Fails when something could not be loaded, set up or written. A failed test is not an error.
pub(super) fn run(arguments: &RunArgs) -> Result<Exit, Fatal> {
    let plan = load::plan(arguments)?;
    let output = Output::new(arguments)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Fatal::not_sent)?;
    let exit = runtime.block_on(carry_out(arguments, plan, output))?;
    Ok(if arguments.suppress_exit_code { Exit::Passed } else { exit })
}

async fn carry_out(arguments: &RunArgs, mut plan: Plan, output: Output) -> Result<Exit, Fatal> {
    let emulator =
        if arguments.emulator { Some(start_emulator(arguments, &mut plan).await?) } else { None };
    let client = network::client(arguments, emulator.as_ref().map(|running| running.addr))?;
    let secrets = if arguments.show_secrets { Secrets::shown() } else { Secrets::new() };
    let mut sandbox = ProcessSandbox::new(ProcessWorker {
        program: None,
        settings: WorkerSettings {
            memory_limit: arguments.script_memory << 20,
            seed: arguments.seed,
        },
    });
    sandbox.warm_up().await;
    let cookies = client.cookies();
    let tools =
        Tools { transport: &client, cookies: &cookies, sandbox, secrets: &secrets, sink: &output };
    run::run(&plan, tools, stop_signal()).await;
    if let Some(running) = emulator {
        running.stop().await;
    }
    output.finish()
}

/// Resolves at Ctrl-C or SIGTERM; never where signals cannot be listened for.
async fn stop_signal() {
    if interrupted().await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn start_emulator(arguments: &RunArgs, plan: &mut Plan) -> Result<Running, Fatal> {
    let config = Config { seed: arguments.seed, ..Config::default() };
    let mut environment = plan.scopes.environment.to_environment();
    emulator::fill(&mut environment.variables, &config);
    plan.scopes.environment = environment.into();
    emulator::start(config).await.map_err(Fatal::not_sent)
}
