//! The built-in test APIs: `postbud emulator`, for use from Postman or any client, and
//! `--emulator`, which starts them for one run.

use std::io::Write as _;
use std::path::Path;

use super::args::{EmulatorArgs, RunArgs, RunEmulatorArgs};
use super::exit::{Exit, Fatal};
use super::interrupt::interrupted;
use crate::emulator::{self, Config, Product, Running};
use crate::files;
use crate::run::Plan;

/// Serves until Ctrl-C.
pub(super) fn serve(arguments: &EmulatorArgs) -> Result<Exit, Fatal> {
    let mut config = load(arguments.config.as_deref())?;
    config.port = arguments.port.unwrap_or(config.port);
    config.seed = arguments.seed.or(config.seed);
    config.lenient |= arguments.lenient;
    config.https |= arguments.https;
    if let Some(url) = &arguments.public_url {
        config.public_url = Some(url.trim_end_matches('/').to_owned());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Fatal::not_sent)?;
    runtime.block_on(async {
        let running = emulator::start(config.clone()).await.map_err(Fatal::not_sent)?;
        if let (Some(path), Some(authority)) = (&arguments.ca_export, &running.authority) {
            files::write_atomic(path, authority.as_bytes()).map_err(Fatal::not_loaded)?;
        }
        greet(&running, &config);
        interrupted().await.map_err(Fatal::not_sent)?;
        running.stop().await;
        Ok(Exit::Passed)
    })
}

/// Starts the test APIs for a run, and fills what nobody has filled in.
pub(super) async fn start_for(
    arguments: &RunArgs,
    plans: &mut [Plan],
) -> Result<Option<Running>, Fatal> {
    let Some(mut config) = configuration(&arguments.emulator)? else { return Ok(None) };
    config.seed = arguments.seed.or(config.seed);
    for plan in plans {
        let mut environment = plan.scopes.environment.to_environment();
        emulator::fill(&mut environment.variables, &config);
        plan.scopes.environment = environment.into();
    }
    emulator::start(config).await.map(Some).map_err(Fatal::not_sent)
}

/// The configuration of test APIs that are started on the side; `None` when they are not wanted.
///
/// # Errors
/// Fails when the configuration file cannot be read or is wrong.
pub(super) fn configuration(arguments: &RunEmulatorArgs) -> Result<Option<Config>, Fatal> {
    let Some(path) = &arguments.emulator else { return Ok(None) };
    let mut config = load(path.as_deref())?;
    // Nothing must fail because a port is taken that nobody will see.
    config.port = 0;
    config.lenient |= arguments.lenient;
    Ok(Some(config))
}

fn load(path: Option<&Path>) -> Result<Config, Fatal> {
    let Some(path) = path else { return Ok(Config::default()) };
    let text = files::read_text(path).map_err(Fatal::not_loaded)?;
    Config::from_toml(&text)
        .map_err(|error| Fatal::not_loaded(format!("{}: {error}", path.display())))
}

/// Says where the test APIs are, and with which credentials.
fn greet(running: &Running, config: &Config) {
    let also = if running.authority.is_some() { ", and https on the same port" } else { "" };
    let mut text = format!(
        "Vipps test APIs on http://{}{also}\n\
         Use it as base_url in Postman, with these test credentials:\n",
        running.addr
    );
    text.extend(config.merchants.iter().map(credentials));
    text.push_str(&format!(
        "\nState and buttons: http://{}/_emulator/. Ctrl-C stops.\n",
        running.addr
    ));
    // Whoever has closed the output does not want to know.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn credentials(merchant: &emulator::Merchant) -> String {
    let unit = merchant.sale_units.first().map_or("-", |unit| unit.msn.as_str());
    let psp_id = merchant.psp_id.as_ref();
    let psp_id = psp_id.map(|id| format!("    PSP-ID                     {id}\n"));
    format!(
        "\n  {} (merchant serial number {unit})\n    client_id                  {}\n    \
         client_secret              {}\n    Ocp-Apim-Subscription-Key  {}\n{}",
        merchant.name,
        merchant.client_id,
        merchant.client_secret,
        keys(merchant),
        psp_id.unwrap_or_default()
    )
}

/// The one key, or each product's.
fn keys(merchant: &emulator::Merchant) -> String {
    if let emulator::Keys::One(key) = &merchant.keys {
        return key.clone();
    }
    let named = Product::NAMED
        .iter()
        .filter_map(|(name, product)| merchant.key(*product).map(|key| format!("{key} ({name})")));
    named.collect::<Vec<_>>().join("\n                               ")
}
