//! `postbud check`: whether credentials work, and which one is wrong.

mod json;
mod junit;
mod markdown;
mod plan;
mod text;

use std::path::Path;
use std::time::Duration;

use futures_util::future::join_all;

use self::plan::Planned;
use super::args::{CheckArgs, CheckFormat};
use super::exit::{Exit, Fatal};
use super::terminal::style;
use super::{network, output, waiting};
use crate::check::{Options, Status, Subject, SystemReport, examine, production_host};
use crate::emulator;
use crate::files::write_atomic;
use crate::http::Client;

/// Checks every environment against the APIs it is for, all at the same time.
///
/// # Errors
/// Fails when nothing can be checked: an environment is missing, or for another API; and when
/// level 2 would meet a production host.
pub(super) fn check(arguments: &CheckArgs) -> Result<Exit, Fatal> {
    let mut plan = plan::plan(arguments)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Fatal::not_sent)?;
    let reports = runtime.block_on(async {
        let config = super::emulator::configuration(&arguments.emulator)?;
        plan::fill_in(&mut plan, config.as_ref(), arguments.ask)?;
        refuse_production(&plan, arguments.level)?;
        let emulator = match config {
            Some(config) => Some(emulator::start(config).await.map_err(Fatal::not_sent)?),
            None => None,
        };
        let address = emulator.as_ref().map(|running| running.addr);
        let client = network::client(&arguments.network, Path::new("."), address)?;
        let waiting = waiting::on("checking the credentials");
        let reports = examine_all(&plan, &client, &options(arguments)).await;
        drop(waiting);
        if let Some(running) = emulator {
            running.stop().await;
        }
        Ok(reports)
    })?;
    for (format, path) in &arguments.export {
        let bytes = written(*format, &reports, arguments)?;
        write_atomic(path, bytes.as_bytes()).map_err(Fatal::not_loaded)?;
    }
    output::print(&written(arguments.format, &reports, arguments)?)?;
    Ok(exit(&reports))
}

fn options(arguments: &CheckArgs) -> Options {
    Options {
        level: arguments.level,
        timeout: Duration::from_millis(arguments.timeout_request),
        strict_tls: !arguments.network.insecure,
        other_hosts: !arguments.no_other_host,
    }
}

async fn examine_all(plan: &[Planned], client: &Client, options: &Options) -> Vec<SystemReport> {
    let examinations = plan.iter().map(|planned| {
        let Planned { system, environment, name } = planned;
        examine(Subject { system, environment, name }, client, options)
    });
    join_all(examinations).await
}

/// Level 2 changes something, which never happens at a production host.
fn refuse_production(plan: &[Planned], level: u8) -> Result<(), Fatal> {
    for Planned { system, environment, name } in plan {
        if let Some(host) = production_host(system, environment, level) {
            return Err(Fatal::usage(format!(
                "{name}: level 2 creates something at {}, and {host} is a production host; use \
                 level 1 there, or the test environment's keys and URLs",
                system.title
            )));
        }
    }
    Ok(())
}

fn written(
    format: CheckFormat,
    reports: &[SystemReport],
    arguments: &CheckArgs,
) -> Result<String, Fatal> {
    match format {
        CheckFormat::Text => {
            Ok(text::text(reports, style(arguments.color, arguments.disable_unicode)))
        }
        CheckFormat::Json => Ok(json::text(reports, exit(reports))),
        CheckFormat::Junit => junit::xml(reports),
        CheckFormat::Markdown => Ok(markdown::text(reports)),
    }
}

/// Wrong before anything else; a credential that nothing could be said about is not valid either.
fn exit(reports: &[SystemReport]) -> Exit {
    let worst = |status: Status| reports.iter().any(|report| report.worst() == status);
    if worst(Status::Wrong) {
        Exit::TestFailed
    } else if worst(Status::Inconclusive) || worst(Status::NotTested) {
        Exit::NotSent
    } else {
        Exit::Passed
    }
}
