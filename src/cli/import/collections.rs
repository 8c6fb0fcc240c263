//! The collections that links name: fetched where there is a network, and named where not.

use super::super::args::ImportArgs;
use super::super::remote::Remote;
use super::super::source::is_postman_id;
use super::found::Import;
use crate::collection::{file_name, parse_collection, to_json};
use crate::files::write_atomic;

/// What came of a collection.
pub(super) enum Fetched {
    /// It is in a file.
    Written(String),
    /// It cannot be had; says why and what to do.
    Unavailable(String),
    /// It was had and could not be written.
    Failed(String),
}

/// Fetches every collection once, all at the same time.
pub(super) fn fetch(imports: &[Import], arguments: &ImportArgs) -> Vec<Fetched> {
    let mut ids: Vec<&str> = Vec::new();
    for import in imports {
        if !ids.contains(&import.collection.as_str()) {
            ids.push(&import.collection);
        }
    }
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            ids.into_iter().map(|id| (id, scope.spawn(|| fetch_one(id, arguments)))).collect();
        let ended = |(id, thread): (&str, std::thread::ScopedJoinHandle<'_, Fetched>)| {
            let broken = |_| Fetched::Failed(format!("collection {id}: fetching it ended early"));
            thread.join().unwrap_or_else(broken)
        };
        threads.into_iter().map(ended).collect()
    })
}

fn fetch_one(id: &str, arguments: &ImportArgs) -> Fetched {
    let unavailable = |reason: &dyn std::fmt::Display| {
        Fetched::Unavailable(format!("collection {id}: not fetched: {reason}"))
    };
    if arguments.offline {
        return unavailable(&"a link holds its id only, and --offline was given");
    }
    let remote = Remote::new(&arguments.input, &arguments.network);
    let shared = arguments.postman_share_url.trim_end_matches('/');
    let text = if is_postman_id(id) {
        remote.postman("collections", id)
    } else {
        remote.get(&format!("{shared}/collections/{id}"))
    };
    let text = match text {
        Ok(text) => text,
        Err(reason) => return unavailable(&format!("{reason}; export it from Postman instead")),
    };
    let collection = match parse_collection(&text, id) {
        Ok(collection) => collection,
        Err(reason) => return unavailable(&reason),
    };
    let name = format!("{}.postman_collection.json", file_name(&collection.info.name));
    let path = arguments.output.join(name);
    if path.exists() && !arguments.force {
        let path = path.display();
        return Fetched::Failed(format!(
            "collection {id}: {path} is there already; overwrite it with --force"
        ));
    }
    match write_atomic(&path, format!("{:#}\n", to_json(&collection)).as_bytes()) {
        Ok(()) => Fetched::Written(format!("collection {id}: written to {}", path.display())),
        Err(error) => Fetched::Failed(format!("collection {id}: {error}")),
    }
}
