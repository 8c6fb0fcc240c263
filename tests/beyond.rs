//! What scripts can do here and not in newman: packages, requests inside of scripts, the vault, and
//! the visualizer's page in the event stream.

use serde_json::{Value, json};

use crate::support::command::{Desk, Ran, collection};
use crate::support::echo::Echo;

/// Runs a collection of one request with a test script.
fn run(desk: &Desk, script: &str, options: &[&str]) -> Ran {
    let echo = Echo::start();
    let url = format!("http://127.0.0.1:{}/get", echo.port());
    desk.file("c.json", collection(&url, script));
    desk.postbud(&[&["run", "c.json"], options].concat())
}

/// A desk with installed packages of every kind.
fn installed() -> Desk {
    let desk = Desk::new();
    for (path, text) in [
        ("sums/package.json", r#"{"name": "sums", "version": "1.2.0", "main": "./lib"}"#),
        (
            "sums/lib/index.js",
            "const two = require('./two'); exports.sum = (a, b) => a + b; exports.two = two.value; exports.name = __filename;",
        ),
        (
            "sums/lib/two.js",
            "exports.value = 2; exports.whole = require('.'); exports.data = require('./data.json');",
        ),
        ("sums/lib/data.json", r#"{"x": [1]}"#),
        ("lodash/package.json", r#"{"version": "0.0.1"}"#),
        ("lodash/index.js", "module.exports = { VERSION: 'theirs' };"),
        (
            "@org/esm/package.json",
            r#"{"type": "module", "version": "2.0.0", "exports": {".": "./m.js", "./sub": {"import": "./sub.js"}}}"#,
        ),
        (
            "@org/esm/m.js",
            "import { sum } from 'sums'; import path from 'node:path'; import { other } from '@org/esm/sub'; export default sum(1, 2); export const joined = path.join('a', 'b'); export { other };",
        ),
        ("@org/esm/sub.js", "export const other = typeof import.meta.url;"),
        ("unmarked/package.json", r#"{"exports": {".": "./esm.js"}}"#),
        ("unmarked/esm.js", "export const value = 3;"),
        ("broken/index.js", "const x = ;"),
        ("thrower/index.js", "throw new TypeError('at load');"),
        (
            "buffers/index.js",
            "module.exports = require('buffer').Buffer.from('ab').toString('hex') + process.browser + typeof globalThis.Array;",
        ),
    ] {
        desk.file(&format!("node_modules/{path}"), text);
    }
    desk
}

#[test]
fn packages_of_the_users_folder_run() {
    let desk = installed();
    let script = "const {sum, two, name} = require('sums');
        pm.test('common', () => pm.expect([sum(1, 2), two, name]).to.eql([3, 2, '/sums/lib/index.js']));
        pm.test('cycle', () => pm.expect(require('sums/lib/two').whole).to.equal(require('sums')));
        pm.test('json', () => pm.expect(require('sums/lib/data.json').x[0]).to.equal(1));
        pm.test('theirs wins', () => pm.expect(require('lodash').VERSION).to.equal('theirs'));
        pm.test('ours otherwise', () => pm.expect(require('uuid').v4()).to.have.lengthOf(36));
        pm.test('pm.require', () => pm.expect(pm.require('npm:sums@1.2.0')).to.equal(require('sums')));
        const esm = pm.require('@org/esm');
        pm.test('esm', () => pm.expect([esm.default, esm.joined, esm.other]).to.eql([3, 'a/b', 'string']));
        pm.test('unmarked esm', () => pm.expect(require('unmarked').value).to.equal(3));
        pm.test('node', () => pm.expect(require('buffers')).to.equal('6162truefunction'));";
    let ran = run(&desk, script, &["--node-modules", "."]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let ran = run(&desk, script, &["--node-modules", "node_modules"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn packages_that_cannot_be_loaded_are_told_by_name() {
    let desk = installed();
    for (script, wanted) in [
        (
            "pm.require('npm:sums@9.0.0')",
            "Cannot find package 'npm:sums@9.0.0': . has version 1.2.0",
        ),
        ("pm.require('absent')", "npm install absent"),
        ("require('absent')", "npm install absent"),
        ("pm.require('../c.json')", "leads out of"),
        ("require('broken')", "Error in package 'broken/index.js'"),
        ("require('thrower')", "at load"),
        ("pm.require('@org/esm/hidden')", "not defined by \"exports\""),
    ] {
        let ran = run(&desk, script, &["--node-modules", "."]);
        let text = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(ran.code, 1, "{script}");
        assert!(text.contains(wanted), "{script}: {text}");
    }
    let ran = run(&desk, "pm.require('sums')", &[]);
    assert!(ran.stdout.contains("--node-modules"), "{}", ran.stdout);
    assert_eq!(run(&desk, "1", &["--node-modules", "nowhere"]).code, 3);
}

#[test]
fn the_vault_opens_by_consent_and_its_secrets_are_masked() {
    let desk = Desk::new();
    desk.file("secrets.env", "API=hunter2-hunter2\nOTHER=\"two words\"\n");
    let script = "const api = await pm.vault.get('API'); console.log('read', api);
        pm.test('read', () => pm.expect(api.length).to.equal(15));
        pm.test('quoted', async () => {});
        pm.expect(await pm.vault.get('OTHER')).to.equal('two words');
        pm.expect(await pm.vault.get('nope')).to.equal(null);
        await pm.vault.set('new', 'brand-new-secret'); console.log(await pm.vault.get('new'));
        await pm.vault.unset('new'); pm.expect(await pm.vault.get('new')).to.equal(null);";
    let ran = run(&desk, script, &["--vault", "secrets.env"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("read *****"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("hunter2") && !ran.stdout.contains("brand-new"), "{}", ran.stdout);
    let ran = run(&desk, "await pm.vault.get('API')", &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("Vault access denied"), "{}", ran.stdout);
}

/// A collection whose second request is there to be run by the first one's script.
fn two_requests(url: &str, script: &str) -> String {
    let event = |listen: &str, exec: &str| json!({"listen": listen, "script": {"exec": [exec]}});
    json!({
        "info": {"name": "two", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": [
            {"name": "caller", "event": [event("test", script)], "request": {"method": "GET", "url": url}},
            {"id": "login-id", "name": "login", "request": {"method": "POST", "url": format!("{url}?user={{{{user}}}}&seen={{{{seen}}}}")},
                "event": [
                    event("prerequest", "if (pm.variables.get('skip')) pm.execution.skipRequest(); pm.globals.set('from', 'prerequest')"),
                    event("test", "pm.test('inner', () => pm.response.to.have.status(200)); pm.collectionVariables.set('token', 't-1'); console.log('inside', pm.info.requestName)"),
                ]},
        ],
    })
    .to_string()
}

#[test]
fn scripts_run_requests_of_the_collection() {
    let desk = Desk::new();
    let echo = Echo::start();
    let url = format!("http://127.0.0.1:{}/anything", echo.port());
    let script = "pm.globals.set('seen', 'yes');
        const response = await pm.execution.runRequest('login-id', {variables: {user: 'ann'}});
        pm.test('response', () => pm.expect(response.code).to.equal(200));
        pm.test('variables', () => pm.expect([pm.collectionVariables.get('token'), pm.globals.get('from')]).to.eql(['t-1', 'prerequest']));
        pm.test('overrides end', () => pm.expect(pm.variables.get('user')).to.equal(undefined));
        pm.expect(await pm.execution.runRequest('login', {variables: {skip: true}})).to.equal(null);
        try { await pm.execution.runRequest('nope') } catch (e) { console.log(e.message) }
        try { await pm.execution.runRequest() } catch (e) { console.log(e.message) }";
    desk.file("c.json", two_requests(&url, script));
    let ran = desk.postbud(&["run", "c.json", "--folder", "caller"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    for part in
        ["✓ inner", "✓ overrides end", "inside login", "no request with the id", "not provided"]
    {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
    let urls: Vec<String> = echo.seen().iter().map(|seen| seen.target()).collect();
    assert_eq!(urls, ["/anything", "/anything?user=ann&seen=yes"]);
}

#[test]
fn requests_that_run_themselves_end() {
    let desk = Desk::new();
    let echo = Echo::start();
    let url = format!("http://127.0.0.1:{}/get", echo.port());
    let script = "await pm.execution.runRequest('caller')";
    desk.file("c.json", two_requests(&url, script));
    let ran = desk.postbud(&["run", "c.json", "--folder", "caller"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("more than 5 deep"), "{}", ran.stdout);
}

#[test]
fn a_visualizer_page_is_an_event() {
    let desk = Desk::new();
    let script =
        "pm.visualizer.set('<b>{{#each rows}}{{name}};{{/each}}</b>', {rows: [{name: 'a&b'}]})";
    let ran = run(&desk, script, &["-r", "events"]);
    let events = ran.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let page = events.into_iter().find(|event| event["event"] == "visualizer").unwrap();
    assert_eq!(page["html"], "<b>a&amp;b;</b>");
    assert_eq!(page["data"]["rows"][0]["name"], "a&b");
    let ran = run(&desk, "pm.visualizer.set('{{#each x}}')", &["-r", "events"]);
    assert!(ran.stdout.contains("\"html\":null"), "{}", ran.stdout);
}
