//! Iteration data from a file, and the rules of variables, seen on the wire.

use serde_json::{Value, json};

use crate::support::command::{Desk, Ran};
use crate::support::wire::{Server, ok};

/// A collection of one POST with this raw body and test script.
fn posting(url: &str, body: &str, test: &str) -> Value {
    json!({
        "info": {"name": "posting"},
        "item": [{
            "name": "post",
            "event": [{"listen": "test", "script": {"exec": test}}],
            "request": {"method": "POST", "url": url, "body": {"mode": "raw", "raw": body}},
        }],
    })
}

/// A server, and a desk with a collection that posts `body` to it.
fn set_up(body: &str, test: &str) -> (Server, Desk) {
    let server = Server::start(|_| ok("{}"));
    let desk = Desk::new();
    desk.file("c.json", posting(&server.url("/"), body, test).to_string());
    (server, desk)
}

fn bodies(server: &Server) -> Vec<String> {
    server.seen().iter().map(|seen| String::from_utf8_lossy(&seen.body).into_owned()).collect()
}

fn assert_ran(ran: &Ran, code: i32) {
    assert_eq!(ran.code, code, "{}\n{}", ran.stdout, ran.stderr);
}

const TEST: &str = "pm.test('t', () => {});";

#[test]
fn every_csv_row_is_an_iteration_and_nothing_changes_on_the_way() {
    let (server, desk) = set_up("{{msn}}|{{phone}}|{{price}}|{{name}}|{{big}}", TEST);
    let text = "\u{feff}msn,phone,price,name,big\r\n\
                007123,+4712345678,1.50,\"Å, \"\"B\"\"\",12345678901234567890\r\n\
                42, 43 ,2.5,\"00\",1e5\r\n\r\n";
    desk.file("d.csv", text);
    assert_ran(&desk.postbud(&["run", "c.json", "-d", "d.csv"]), 0);
    assert_eq!(
        bodies(&server),
        ["007123|+4712345678|1.50|Å, \"B\"|12345678901234567890", "42|43|2.5|00|1e5"]
    );
}

#[test]
fn newmans_casts_on_request() {
    let (server, desk) = set_up("{{msn}}|{{phone}}|{{price}}|{{hex}}|{{text}}", TEST);
    desk.file("d.csv", "msn,phone,price,hex,text\n007123,+4712345678,1.50,0x10,\"007\"\n");
    let ran = desk.postbud(&["run", "c.json", "--iteration-data", "d.csv", "--csv-cast", "newman"]);
    assert_ran(&ran, 0);
    assert_eq!(bodies(&server), ["7123|4712345678|1.5|0|007"]);
}

#[test]
fn the_iteration_count_cuts_rows_off_or_repeats_the_last() {
    for (count, expected) in [("1", vec!["1"]), ("4", vec!["1", "2", "2", "2"])] {
        let (server, desk) = set_up("{{a}}", TEST);
        desk.file("d.json", r#"[{"a": 1}, {"a": 2}]"#);
        assert_ran(&desk.postbud(&["run", "c.json", "-d", "d.json", "-n", count]), 0);
        assert_eq!(bodies(&server), expected);
    }
}

#[test]
fn json_values_are_rendered_as_postman_renders_them() {
    let (server, desk) = set_up("{{list}} {{object}} {{no}} {{zero}} {{null}} {{nul}}", TEST);
    desk.file(
        "d.json",
        r#"[{"list": [1, 2], "object": {"a": 1}, "no": false, "zero": 0, "null": null}]"#,
    );
    desk.file("e.json", r#"{"name": "e", "values": [{"key": "nul", "value": null}, {"key": "null", "value": "hidden"}]}"#);
    let ran = desk.postbud(&["run", "c.json", "-d", "d.json", "-e", "e.json"]);
    assert_ran(&ran, 0);
    assert_eq!(bodies(&server), ["1,2 [object Object] false 0 {{null}} null"]);
    assert!(ran.stdout.contains("{{null}} is not defined"), "{}", ran.stdout);
}

#[test]
fn scripts_see_the_row_with_its_types_and_cannot_change_the_next() {
    let test = r#"
        pm.test('row ' + pm.info.iteration, () => {
            pm.expect(pm.iterationData.get('n')).to.equal(pm.info.iteration + 1);
            pm.expect(pm.iterationData.get('id')).to.equal('00' + pm.iterationData.get('n'));
            pm.expect(pm.variables.get('n')).to.equal(data.n);
            pm.expect(pm.iterationData.toObject()).to.have.all.keys('n', 'id');
            pm.expect(pm.info.iterationCount).to.equal(2);
        });
        pm.iterationData.set('n', 'changed');"#;
    let (_server, desk) = set_up("{{n}}", test);
    desk.file("d.csv", "n,id\n1,001\n2,002\n");
    let ran = desk.postbud(&["run", "c.json", "-d", "d.csv"]);
    assert_ran(&ran, 0);
    assert!(ran.stdout.contains("row 0") && ran.stdout.contains("row 1"), "{}", ran.stdout);
}

#[cfg(unix)]
#[test]
fn rows_may_come_through_a_pipe() {
    let (server, desk) = set_up("{{a}}", TEST);
    let line = "printf 'a\n1\n2\n' | \"$0\" run c.json -d /dev/stdin";
    let status = std::process::Command::new("sh")
        .args(["-c", line, env!("CARGO_BIN_EXE_postbud")])
        .current_dir(desk.path(""))
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(bodies(&server), ["1", "2"]);
}

#[test]
fn wrong_data_stop_the_run_before_the_first_request() {
    for (name, content, part) in [
        ("d.json", "\n{\"a\": 1}", "d.json:2: iteration data are an array of objects"),
        ("d.json", "[{\"a\": 1},\n 5]", "d.json:2:"),
        ("d.json", "[{\"a\": 1},\n{\"a\": tru}]", "d.json:2: this is not JSON"),
        ("d.json", "[]", "d.json: the iteration data have no rows"),
        ("d.csv", "a,b\n", "d.csv: the iteration data have no rows"),
        ("d.csv", "a,b\n1,2\n\"3,4\n5,6\n", "d.csv:3: a quote opens here"),
        ("d.csv", "a,b\n1,\0\n", "d.csv:2: there is a NUL byte"),
    ] {
        let (server, desk) = set_up("x", TEST);
        desk.file(name, content);
        let ran = desk.postbud(&["run", "c.json", "-d", name]);
        assert_ran(&ran, 3);
        assert!(ran.stderr.contains(part), "{content:?}: {}", ran.stderr);
        assert!(server.seen().is_empty());
    }
    let (_, desk) = set_up("x", TEST);
    desk.file("rows.csv", "a\n1\n");
    let ran = desk.postbud(&["run", "c.json", "-d", "row.csv"]);
    assert_ran(&ran, 3);
    assert!(ran.stderr.contains("did you mean rows.csv?"), "{}", ran.stderr);
}

#[test]
fn ragged_rows_run_with_a_warning() {
    let (server, desk) = set_up("{{a}}{{b}}", TEST);
    desk.file("d.csv", "a,b\n1,2,3\n4\n");
    let ran = desk.postbud(&["run", "c.json", "-d", "d.csv"]);
    assert_ran(&ran, 0);
    assert_eq!(bodies(&server), ["12", "4{{b}}"]);
    for part in ["d.csv:2: more values than columns", "d.csv:3: fewer values"] {
        assert!(ran.stdout.contains(part), "{}", ran.stdout);
    }
}

#[test]
fn secrets_in_rows_are_masked() {
    let (server, desk) = set_up("{{password}}", "console.log(pm.iterationData.get('password'));");
    desk.file("d.csv", "password\nfirst-sesame\nother-sesame\n");
    let ran = desk.postbud(&["run", "c.json", "-d", "d.csv"]);
    assert_eq!(bodies(&server), ["first-sesame", "other-sesame"]);
    assert!(!ran.stdout.contains("sesame"), "{}", ran.stdout);
    assert!(ran.stdout.contains("*****"), "{}", ran.stdout);
}

#[test]
fn circular_variables_are_named() {
    let (server, desk) = set_up("{{ping}}", TEST);
    desk.file(
        "e.json",
        r#"[{"key": "ping", "value": "{{pong}}"}, {"key": "pong", "value": "{{ping}}"}]"#,
    );
    let ran = desk.postbud(&["run", "c.json", "-e", "e.json"]);
    assert_ran(&ran, 0);
    assert!(ran.stdout.contains("leads back to itself"), "{}", ran.stdout);
    assert_eq!(server.seen().len(), 1);
    assert_ran(&desk.postbud(&["run", "c.json", "-e", "e.json", "--strict"]), 1);
}

#[test]
fn typed_disabled_and_doubled_variables() {
    let test = "pm.test('typed', () => pm.expect(pm.environment.get('number')).to.equal(7));";
    let (server, desk) = set_up("{{number}} {{yes}} {{list}} {{off}} {{off2}} {{twice}}", test);
    desk.file(
        "e.json",
        json!([
            {"key": "number", "value": "007", "type": "number"},
            {"key": "yes", "value": "false", "type": "boolean"},
            {"key": "list", "value": "[1,2]", "type": "array"},
            {"key": "off", "value": "x", "disabled": true},
            {"key": "off2", "value": "x", "enabled": false},
            {"key": "twice", "value": "first"},
            {"key": "twice", "value": "second"},
            {"key": "twice", "value": "third", "enabled": false},
        ])
        .to_string(),
    );
    assert_ran(&desk.postbud(&["run", "c.json", "-e", "e.json"]), 0);
    assert_eq!(bodies(&server), ["7 true 1,2 {{off}} {{off2}} second"]);
}

#[test]
fn folder_variables_count_in_v3_collections_only() {
    let server = Server::start(|_| ok("{}"));
    let inner = json!({
        "name": "inner",
        "variable": [{"key": "a", "value": "inner"}],
        "item": [{"name": "one", "request": {"method": "POST", "url": server.url("/"),
            "body": {"mode": "raw", "raw": "{{a}} {{b}} {{c}}"}},
            "event": [{"listen": "test", "script": {"exec":
                "pm.test('t', () => pm.expect(pm.variables.get('a')).to.equal(pm.variables.replaceIn('{{a}}')))"}}]}],
    });
    let collection = |schema: &str| {
        json!({
            "info": {"name": "c", "schema": schema},
            "variable": [
                {"key": "a", "value": "collection"},
                {"key": "b", "value": "collection"},
                {"key": "c", "value": "collection"},
            ],
            "item": [{"name": "outer", "item": [inner],
                "variable": [{"key": "a", "value": "outer"}, {"key": "b", "value": "outer"}]}],
        })
    };
    let desk = Desk::new();
    desk.file(
        "v2.json",
        collection("https://schema.getpostman.com/json/collection/v2.1.0/collection.json")
            .to_string(),
    );
    assert_ran(&desk.postbud(&["run", "v2.json"]), 0);
    assert_eq!(bodies(&server), ["collection collection collection"]);
}

#[test]
fn a_slice_keeps_numbers_and_rows() {
    let test =
        "pm.test('iteration ' + pm.info.iteration + ' of ' + pm.info.iterationCount, () => {});";
    for (range, expected) in
        [("2..3", vec!["b", "c"]), ("4..", vec!["d", "d"]), ("..1", vec!["a"]), ("5", vec!["d"])]
    {
        let (server, desk) = set_up("{{v}}", test);
        desk.file("d.csv", "v\na\nb\nc\nd\n");
        let arguments = ["run", "c.json", "-d", "d.csv", "-n", "5", "--iteration-range", range];
        let ran = desk.postbud(&arguments);
        assert_ran(&ran, 0);
        assert_eq!(bodies(&server), expected, "{range}");
        let first = format!("iteration {} of 5", first_of(range));
        assert!(ran.stdout.contains(&first), "{first}: {}", ran.stdout);
    }
}

/// The 0-based iteration a range begins with.
fn first_of(range: &str) -> usize {
    range.split("..").next().and_then(|first| first.parse::<usize>().ok()).map_or(0, |n| n - 1)
}

#[test]
fn a_slice_beyond_the_end_is_an_error() {
    let (_, desk) = set_up("x", TEST);
    for (range, part) in [("7..9", "begins at 7, but the run has 1"), ("0..1", "counted from 1")] {
        let ran = desk.postbud(&["run", "c.json", "--iteration-range", range]);
        assert_ran(&ran, 2);
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
}

#[test]
fn data_come_from_a_url_too() {
    let data = Server::start(|_| ok("[{\"v\": 1}, {\"v\": 2}]"));
    let (server, desk) = set_up("{{v}}", TEST);
    let url = data.url("/rows?x=1");
    assert_ran(&desk.postbud(&["run", "c.json", "-d", &url]), 0);
    assert_eq!(bodies(&server), ["1", "2"]);
}

#[test]
fn several_collections_share_data_from_a_pipe() {
    let (server, desk) = set_up("{{v}}", TEST);
    desk.file("other.json", desk.read("c.json"));
    desk.file("d.csv", "v\n1\n2\n");
    let program = env!("CARGO_BIN_EXE_postbud");
    let output = std::process::Command::new(program)
        .args(["run", "c.json", "other.json", "-d", "-"])
        .current_dir(desk.path(""))
        .stdin(std::fs::File::open(desk.path("d.csv")).unwrap())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(bodies(&server), ["1", "2", "1", "2"]);
}
