//! Large runs: iterations side by side, shards, runs that are taken up again.

mod deploy;
mod jobs;
mod resume;
mod shards;

use serde_json::{Value, json};

use crate::support::command::Desk;
use crate::support::echo::Echo;

/// A collection of requests in folders, each with a test, and rows for it.
fn desk(echo: &Echo, rows: usize) -> Desk {
    let desk = Desk::new();
    let lines: String = (0..rows).map(|row| format!("{row},name {row}\n")).collect();
    desk.file("rows.csv", format!("id,name\n{lines}"));
    desk.file("c.json", collection("Rows", echo, "").to_string());
    desk
}

/// Two requests in one folder and one beside it; all carry the row's id.
fn collection(name: &str, echo: &Echo, script: &str) -> Value {
    let request = |name: &str| {
        let url = format!("http://127.0.0.1:{}/get?id={{{{id}}}}&of={name}", echo.port());
        let test = format!("{script}\npm.test('{name} answers', () => pm.response.to.be.ok);");
        let event = json!({"listen": "test", "script": {"exec": [test]}});
        json!({"id": name, "name": name, "event": [event], "request": {"method": "GET", "url": url}})
    };
    json!({
        "info": {
            "name": name,
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "item": [
            {"name": "first", "item": [request("a"), request("b")]},
            {"name": "second", "item": [request("c")]},
        ],
    })
}

/// The lines of an event stream.
fn events(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Iteration and item of every request in a stream, in order.
fn requests(text: &str) -> Vec<(u64, String)> {
    let asked = events(text).into_iter().filter(|event| event["event"] == "request");
    let place = |event: Value| {
        let iteration = event["cursor"]["iteration"].as_u64().unwrap();
        (iteration, event["item"]["id"].as_str().unwrap().to_owned())
    };
    asked.map(place).collect()
}

/// Every iteration with every item once, in order.
fn all(iterations: u64) -> Vec<(u64, String)> {
    let items = ["a", "b", "c"].map(str::to_owned);
    let of = |iteration| items.iter().map(move |item| (iteration, item.clone()));
    (0..iterations).flat_map(of).collect()
}
