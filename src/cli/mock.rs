//! `postbud mock`: a collection's saved examples as a server.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::net::TcpListener;

use super::args::MockArgs;
use super::exit::{Exit, Fatal};
use super::interrupt::interrupted;
use super::remote::Remote;
use super::source::{self, Document};
use crate::mock::{self, Example, MockOptions};
use crate::report::visible;
use crate::vars::{Scope, Scopes};

/// Serves until Ctrl-C.
///
/// # Errors
/// Fails when the collection cannot be loaded or has no saved example, and when the port is taken.
pub(super) fn mock(arguments: &MockArgs) -> Result<Exit, Fatal> {
    let remote = Remote::new(&arguments.input, &arguments.network);
    let loaded = match source::document(&arguments.collection, remote)? {
        Document::Collection(loaded) => loaded,
        Document::Environment { .. } => {
            let name = &arguments.collection;
            return Err(Fatal::usage(format!("{name}: is an environment; pass it with -e")));
        }
    };
    let environment = source::environments(&arguments.environment, remote)?;
    let scopes = Scopes {
        environment: environment.into(),
        collection: Scope::new(loaded.collection.variables.iter().cloned()),
        ..Scopes::default()
    };
    let (examples, notes) = mock::examples(&loaded.collection, &scopes);
    if examples.is_empty() {
        return Err(Fatal::not_loaded(format!(
            "{}: this collection has no saved example to serve; save responses as examples in \
             Postman",
            loaded.origin
        )));
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Fatal::not_sent)?;
    runtime.block_on(serve(arguments, examples, scopes, &notes))
}

async fn serve(
    arguments: &MockArgs,
    examples: Vec<Example>,
    scopes: Scopes,
    notes: &[String],
) -> Result<Exit, Fatal> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port));
    let failed = |cause: std::io::Error| {
        Fatal::not_sent(format!("cannot listen on {address}: {cause}; choose another --port"))
    };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    greet(listener.local_addr().map_err(failed)?, &examples, notes);
    let options = MockOptions {
        delay: Duration::from_millis(arguments.delay),
        cors: arguments.cors,
        seed: arguments.seed,
        log: if arguments.silent { None } else { Some(print) },
    };
    let stopped = async {
        // Where signals cannot be listened for, the process ends by them all the same.
        if interrupted().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    // Open keep-alive connections must not hold the process back.
    tokio::select! {
        served = mock::serve(listener, examples, scopes, options) => {
            served.map_err(failed)?;
        }
        () = stopped => {}
    }
    Ok(Exit::Passed)
}

#[expect(clippy::print_stdout, reason = "the address is what the command is for")]
fn greet(address: SocketAddr, examples: &[Example], notes: &[String]) {
    println!("{} examples on http://{address}", examples.len());
    for example in examples {
        let (method, path) = (&example.method, visible(&example.path));
        println!("  {method:6} {path} → {} \"{}\"", example.status, visible(&example.name));
    }
    for note in notes {
        println!("note: {}", visible(note));
    }
    println!("Ctrl-C stops.");
}

#[expect(clippy::print_stdout, reason = "a line for every request, as asked for")]
fn print(line: &str) {
    println!("{}", visible(line));
}
