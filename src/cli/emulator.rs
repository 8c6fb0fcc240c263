//! `postbud emulator`: the built-in test APIs, for use from Postman or any client.

use super::args::EmulatorArgs;
use super::exit::{Exit, Fatal};
use super::interrupt::interrupted;
use crate::emulator::{self, Config, Product};

/// Serves until Ctrl-C.
pub(super) fn serve(arguments: &EmulatorArgs) -> Result<Exit, Fatal> {
    let config = Config { port: arguments.port, seed: arguments.seed, ..Config::default() };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Fatal::not_sent)?;
    runtime.block_on(async {
        let running = emulator::start(config.clone()).await.map_err(Fatal::not_sent)?;
        greet(&running, &config);
        interrupted().await.map_err(Fatal::not_sent)?;
        running.stop().await;
        Ok(Exit::Passed)
    })
}

#[expect(clippy::print_stdout, reason = "the address is what the command is for")]
fn greet(running: &emulator::Running, config: &Config) {
    println!("Vipps test APIs on http://{}", running.addr);
    println!("Use it as base_url in Postman, with these test credentials:");
    for merchant in &config.merchants {
        let unit = merchant.sale_units.first().map_or("-", |unit| unit.msn.as_str());
        println!("\n  {} (merchant serial number {unit})", merchant.name);
        println!("    client_id                  {}", merchant.client_id);
        println!("    client_secret              {}", merchant.client_secret);
        let key = merchant.key(Product::Ecommerce).or_else(|| merchant.key(Product::AccessToken));
        println!("    Ocp-Apim-Subscription-Key  {}", key.unwrap_or("-"));
    }
    println!("\nState and controls: http://{}/_emulator/state. Ctrl-C stops.", running.addr);
}
