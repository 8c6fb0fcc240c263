//! Dynamic variables in requests and in scripts.

use serde_json::{Value, json};

use crate::support::command::Desk;
use crate::support::wire::{Server, ok};

/// Sends the same dynamic variables by template, by `replaceIn` and by `pm.sendRequest`.
fn sent(arguments: &[&str]) -> Vec<String> {
    let server = Server::start(|_| ok("{}"));
    let template = "{{$guid}} {{$guid}} {{$randomEmail}} {{$randomLoremSentence}} {{$randomInt}}";
    let url = server.url("/");
    let script = format!(
        "const text = pm.variables.replaceIn('{template}');
         pm.test('known', () => pm.expect(text).to.not.include('$'));
         pm.sendRequest({{ url: '{url}', method: 'POST', body: {{ mode: 'raw', raw: text }} }}, () => {{
             pm.sendRequest({{ url: '{url}', method: 'POST', body: {{ mode: 'raw', raw: '{template}' }} }});
         }});"
    );
    let collection = json!({
        "info": {"name": "dynamic"},
        "item": [{
            "name": "post",
            "event": [{"listen": "test", "script": {"exec": script.lines().collect::<Vec<_>>()}}],
            "request": {"method": "POST", "url": url, "body": {"mode": "raw", "raw": template}},
        }],
    });
    let desk = Desk::new();
    desk.file("c.json", collection.to_string());
    let mut words = vec!["run", "c.json"];
    words.extend(arguments);
    let ran = desk.postbud(&words);
    assert_eq!(ran.code, 0, "{}\n{}", ran.stdout, ran.stderr);
    server.seen().iter().map(|seen| String::from_utf8_lossy(&seen.body).into_owned()).collect()
}

#[test]
fn a_seed_makes_every_value_reproducible_and_no_two_alike() {
    let first = sent(&["--seed", "7"]);
    assert_eq!(first.len(), 3);
    assert_eq!(first, sent(&["--seed", "7"]));
    assert_ne!(first, sent(&["--seed", "8"]));
    assert_ne!(sent(&[]), sent(&[]));
    let ids: Vec<&str> = first.iter().flat_map(|body| body.split(' ').take(2)).collect();
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(
        distinct.len(),
        6,
        "template, replaceIn and sendRequest each draw their own: {ids:?}"
    );
}

#[test]
fn a_variable_of_that_name_comes_first() {
    let server = Server::start(|_| ok("{}"));
    let desk = Desk::new();
    let collection: Value = json!({
        "info": {"name": "own"},
        "item": [{"name": "get", "request": {"method": "POST", "url": server.url("/"),
            "body": {"mode": "raw", "raw": "{{$guid}} {{$nope}}"}}}],
    });
    desk.file("c.json", collection.to_string());
    let ran = desk.postbud(&["run", "c.json", "--env-var", "$guid=mine"]);
    assert_eq!(server.seen()[0].body, b"mine {{$nope}}");
    assert!(ran.stdout.contains("{{$nope}} is not defined"), "{}", ran.stdout);
}
