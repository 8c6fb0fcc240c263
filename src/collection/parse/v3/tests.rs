use serde_json::{Value, json};

use super::*;
use crate::collection::{Listen, Node, environment_to_json, item_to_json, to_json, walk};

fn file(path: &str, text: &str) -> V3File {
    V3File { path: path.to_owned(), text: text.to_owned() }
}

fn read(files: &[(&str, &str)]) -> V3Collection {
    let files: Vec<V3File> = files.iter().map(|(path, text)| file(path, text)).collect();
    parse_v3(&files, "Dir", "dir").unwrap()
}

fn fault(files: &[(&str, &str)]) -> String {
    let files: Vec<V3File> = files.iter().map(|(path, text)| file(path, text)).collect();
    parse_v3(&files, "Dir", "dir").unwrap_err().to_string()
}

/// One request file, as v2.1 JSON.
fn request(text: &str) -> Value {
    let read = read(&[("R.request.yaml", text)]);
    match &read.collection.items[0] {
        Node::Item(item) => item_to_json(item),
        Node::Folder(_) => panic!("expected a request"),
    }
}

const GET: &str = "$kind: http-request\nurl: http://x/\n";

fn ordered(order: &str) -> String {
    format!("{GET}order: {order}\n")
}

#[test]
fn folders_and_requests_share_one_order() {
    let (one, two, five) = (ordered("1000"), ordered("2000.5"), ordered("1776941879123"));
    let read = read(&[
        ("last.request.yaml", GET),
        ("b.request.yaml", &five),
        ("Folder/.resources/definition.yaml", "$kind: collection\nname: F/1\norder: 1500\n"),
        ("Folder/x.request.yml", &two),
        ("Folder/w.request.yaml", &two),
        ("a.request.yaml", &one),
        ("docs/readme.yaml", "no: request"),
        (".resources/definition.yaml", "$kind: collection\n"),
        (
            ".resources/a.resources/examples/e.example.yaml",
            "$kind: http-example\nresponse: {statusCode: 200}\n",
        ),
    ]);
    let entries = walk(&read.collection);
    let names: Vec<String> = entries
        .iter()
        .map(|e| [e.path(), vec![e.item.name.clone()]].concat().join(" > "))
        .collect();
    assert_eq!(names, ["a", "F/1 > w", "F/1 > x", "b", "last"]);
    assert_eq!(read.files[1], "Folder/w.request.yaml");
    assert_eq!(entries[0].item.responses[0]["code"], 200);
    assert_eq!(entries[0].item.responses[0]["name"], "e");
    assert_eq!(read.collection.info.name, "Dir");
    assert!(read.collection.is_v3());
    assert_eq!(read.notes, Vec::<String>::new());
}

#[test]
fn maps_and_lists_are_the_same() {
    let lists = "$kind: http-request\nurl: 'http://x/:id?a=1'\nmethod: POST\nheaders:\n- {key: A, value: 1.10}\nqueryParams:\n- {key: a, value: '1'}\npathVariables:\n- {key: id, value: 007}\nbody:\n  type: urlencoded\n  content:\n  - {key: u, value: v}\nauth:\n  type: basic\n  credentials:\n  - {key: username, value: u}\n";
    let maps = "$kind: http-request\nurl: 'http://x/:id?a=1'\nmethod: POST\nheaders: {A: 1.10}\nqueryParams: {a: 1}\npathVariables: {id: 007}\nbody:\n  type: urlencoded\n  content: {u: v}\nauth:\n  type: basic\n  credentials: {username: u}\n";
    assert_eq!(request(lists), request(maps));
    let read = request(maps);
    assert_eq!(read["request"]["header"], json!([{"key": "A", "value": "1.10"}]));
    assert_eq!(
        read["request"]["auth"]["basic"],
        json!([{"key": "username", "value": "u", "type": "string"}])
    );
    assert_eq!(read["request"]["url"]["variable"][0]["value"], "007");
}

#[test]
fn the_query_of_the_url_counts_and_the_list_adds() {
    for (rest, sent, raw) in [
        ("url: http://x/?a=1", "a=1", "http://x/?a=1"),
        ("url: http://x/?a=1\nqueryParams: {a: '1'}", "a=1", "http://x/?a=1"),
        ("url: http://x/?a=1\nqueryParams: {a: '2', b: '3'}", "a=1&b=3", "http://x/?a=1&b=3"),
        ("url: 'http://x/#f'\nqueryParams: {b: '3'}", "b=3", "http://x/?b=3#f"),
        (
            "url: http://x/?a=1\nqueryParams: [{key: c, value: d, disabled: true}, {key: a, value: '1'}]",
            "-c=d&a=1",
            "http://x/?a=1",
        ),
        ("url: http://x/\nqueryParams: [{key: c, value: d, disabled: true}]", "-c=d", "http://x/"),
        ("url: http://x/\nqueryParams: [{key: c, value: d, '$type': ''}]", "c=d", "http://x/?c=d"),
    ] {
        let url = request(&format!("$kind: http-request\n{rest}\n"))["request"]["url"].clone();
        let shown = |param: &Value| {
            let off = if param["disabled"] == true { "-" } else { "" };
            format!("{off}{}={}", param["key"].as_str().unwrap(), param["value"].as_str().unwrap())
        };
        let query: Vec<String> = url["query"].as_array().unwrap().iter().map(shown).collect();
        assert_eq!((query.join("&").as_str(), url["raw"].as_str().unwrap()), (sent, raw), "{rest}");
    }
}

#[test]
fn bodies_of_every_type() {
    let body = |text: &str| {
        let indented = text.lines().map(|line| format!("  {line}\n")).collect::<String>();
        request(&format!("{GET}method: POST\nbody:\n{indented}"))["request"]["body"].clone()
    };
    for (text, expected) in [
        ("type: none", json!(null)),
        ("type: text", json!({"mode": "raw", "raw": ""})),
        (
            "type: json\ncontent: |-\n  {\n    \"a\": 1.50\n  }",
            json!({"mode": "raw", "raw": "{\n  \"a\": 1.50\n}", "options": {"raw": {"language": "json"}}}),
        ),
        ("type: file\ncontent: {src: a.bin}", json!({"mode": "file", "file": {"src": "a.bin"}})),
        ("type: file\ncontent: a.bin", json!({"mode": "file", "file": {"src": "a.bin"}})),
        (
            "type: formdata\ncontent:\n- {type: file, key: p, src: [a, b], disabled: false}\n- {type: text, key: m, value: '1', contentType: x/y}",
            json!({"mode": "formdata", "formdata": [{"key": "p", "type": "file", "src": ["a", "b"]}, {"key": "m", "value": "1", "type": "text", "contentType": "x/y"}]}),
        ),
    ] {
        assert_eq!(body(text), expected, "{text}");
    }
    assert!(
        fault(&[("r.request.yaml", &format!("{GET}body:\n  type: yaml\n"))])
            .contains("dir/r.request.yaml:4:9: body.type: expected json,")
    );
}

#[test]
fn scripts_run_by_their_prefix() {
    let script = |kind: &str| format!("  - {{type: '{kind}', code: \"{kind}\\r\\n2\"}}\n");
    let definition = format!(
        "$kind: collection\nscripts:\n{}{}{}{}",
        script("http:beforeRequest"),
        script("graphql:afterResponse"),
        script("beforeRequest"),
        script("grpc:beforeInvoke")
    );
    let own = format!("{GET}scripts:\n{}{}", script("afterResponse"), script("http:beforeRequest"));
    let read = read(&[(".resources/definition.yaml", &definition), ("r.request.yaml", &own)]);
    let listens: Vec<&Listen> = read.collection.events.iter().map(|event| &event.listen).collect();
    let other = |name: &str| Listen::Other(name.to_owned());
    let expected = [
        Listen::PreRequest,
        other("graphql:afterResponse"),
        other("beforeRequest"),
        other("grpc:beforeInvoke"),
    ];
    assert_eq!(listens, expected.iter().collect::<Vec<_>>());
    assert_eq!(read.collection.events[0].script.exec, ["http:beforeRequest\r", "2"]);
    assert_eq!(read.notes.len(), 2, "{:?}", read.notes);
    assert!(read.notes[0].contains("`beforeRequest` never runs here"), "{:?}", read.notes);
}

#[test]
fn graphql_requests_run_with_their_scripts_alone() {
    let graphql = "$kind: graphql-request\nurl: http://x/graphql\nquery: '{ a }'\nvariables: '{\"b\": 1}'\nscripts:\n- {type: afterResponse, code: own}\n";
    let definition = "$kind: collection\nscripts:\n- {type: 'http:beforeRequest', code: h}\n- {type: 'graphql:beforeQuery', code: g}\n";
    let read = read(&[
        (".resources/definition.yaml", definition),
        ("g.request.yaml", graphql),
        ("h.request.yaml", GET),
    ]);
    assert!(read.collection.events.is_empty());
    let scripts: Vec<Vec<String>> = walk(&read.collection)
        .iter()
        .map(|entry| entry.item.events.iter().map(|event| event.script.source()).collect())
        .collect();
    assert_eq!(scripts, [vec!["g", "own"], vec!["h"]]);
    let body = item_to_json(walk(&read.collection)[0].item)["request"]["body"].clone();
    assert_eq!(
        body,
        json!({"mode": "graphql", "graphql": {"query": "{ a }", "variables": "{\"b\": 1}"}})
    );
}

#[test]
fn multi_auth_lists_give_the_first_or_the_chosen_one() {
    let definition = "$kind: collection\nauth:\n- {id: one, type: bearer, credentials: {token: t}}\n- {id: two, type: apikey, credentials: {key: k}}\n";
    let chosen = format!("{GET}auth: {{type: inherit, credentials: {{id: two}}}}\n");
    let read = read(&[(".resources/definition.yaml", definition), ("F/r.request.yaml", &chosen)]);
    assert_eq!(read.collection.auth.as_ref().unwrap().kind, "bearer");
    let own = walk(&read.collection)[0].item.request.auth.clone().unwrap();
    assert_eq!((own.kind.as_str(), own.param("key")), ("apikey", Some(&json!("k"))));
    let unknown = chosen.replace("two", "three");
    assert!(
        fault(&[(".resources/definition.yaml", definition), ("r.request.yaml", &unknown)])
            .contains("`three`")
    );
    assert!(
        request(&format!("{GET}auth: {{type: noauth}}\n"))["request"]["auth"]
            == json!({"type": "noauth"})
    );
}

#[test]
fn settings_and_unknown_keys() {
    let text = format!(
        "{GET}header: {{A: b}}\nevents: []\nsettings:\n  strictSSL: false\n  maxRedirects: 3\n  disabledSystemHeaders: [user-agent]\n"
    );
    let read = read(&[("r.request.yaml", &text)]);
    let item = walk(&read.collection)[0].item;
    assert_eq!(
        Value::Object(item.behavior.clone()),
        json!({"strictSSL": false, "maxRedirects": 3, "disabledSystemHeaders": {"user-agent": true}})
    );
    insta::assert_snapshot!(read.notes.join("\n"), @r"
        r.request.yaml: `header` is no key of this format and has no effect; v3 calls it `headers`
        r.request.yaml: `events` is no key of this format and has no effect; v3 calls it `scripts`
        ");
}

#[test]
fn other_kinds_are_kept_and_named() {
    let grpc = "$kind: grpc-request\nurl: '{{host}}'\nmethodPath: a.B/C\nmessage: {content: '{}'}\norder: 1\n";
    let read = read(&[("g.request.yaml", grpc)]);
    let item = walk(&read.collection)[0].item;
    assert_eq!(
        (item.name.as_str(), &item.extra["$kind"], &item.extra["methodPath"]),
        ("g", &json!("grpc-request"), &json!("a.B/C"))
    );
}

#[test]
fn examples_become_saved_responses() {
    let example = "$kind: http-example\nname: Created\nrequest:\n  url: http://x/a?b=c\n  method: POST\n  headers: {A: b}\n  body: {type: json, content: '{}'}\nresponse:\n  statusCode: 201\n  statusText: Created\n  headers: {C: d}\n  body: {type: json, content: '{\"id\":1}'}\norder: 1\n";
    let read = read(&[("r.request.yaml", GET), ("r.resources/examples/201.example.yaml", example)]);
    let response = walk(&read.collection)[0].item.responses[0].clone();
    assert_eq!(response["originalRequest"]["url"]["raw"], "http://x/a?b=c");
    let mut rest = response;
    rest.as_object_mut().unwrap().remove("originalRequest");
    assert_eq!(
        rest,
        json!({"name": "Created", "status": "Created", "code": 201, "_postman_previewlanguage": "json",
        "header": [{"key": "C", "value": "d"}], "cookie": [], "body": "{\"id\":1}"})
    );
}

#[test]
fn errors_name_file_line_and_key() {
    insta::assert_snapshot!(fault(&[("F/r.request.yaml", "$kind: http-request\nheaders:\n  - key: A\n    value: [1]\n")]), @r"
        dir/F/r.request.yaml:4:12: headers[0].value: expected text, found an array
          | value: [1]
        ");
    insta::assert_snapshot!(fault(&[("r.request.yaml", "url: x\n")]), @r"dir/r.request.yaml: a request file must say `$kind: http-request`");
    insta::assert_snapshot!(fault(&[("r.request.yaml", "$kind: http-request\norder: soon\n")]), @r#"
        dir/r.request.yaml:2:8: order: expected a number, found the text "soon"
          | order: soon
        "#);
    insta::assert_snapshot!(fault(&[("F/folder.yaml", "type: folder\n")]), @r"dir/F/folder.yaml: this is an early draft of the v3 format (`collection.yaml`, `folder.yaml`); open the collection in a current Postman and save it again");
}

#[test]
fn environments_in_yaml() {
    let text = "name: Staging\nvalues:\n  - {key: host, value: h, enabled: true, type: default}\n  - {key: off, value: 1.10, enabled: false}\n  - key: api_key\n    enabled: true\n    type: secret\n    secret: true\n    source: {provider: postman}\ncolor: null\n";
    let environment = crate::collection::parse_environment(text, "e.yaml").unwrap();
    let shown: Vec<_> =
        environment.variables.iter().map(|v| (v.key.as_str(), v.disabled, v.is_secret())).collect();
    assert_eq!(shown, [("host", false, false), ("off", true, false), ("api_key", true, true)]);
    assert_eq!(environment_to_json(&environment)["values"][1]["value"], "1.10");
    let map = crate::collection::parse_environment("name: m\nvalues:\n  a: b\n", "e.yaml").unwrap();
    assert_eq!(map.variables[0].key, "a");
    let wrong =
        crate::collection::parse_environment("$kind: collection\nname: x\n", "e.yaml").unwrap_err();
    assert!(wrong.to_string().contains("a file of a v3 collection"), "{wrong}");
}

#[test]
fn a_whole_collection_reads_as_v2_1() {
    let definition = "$kind: collection\nname: Books\ndescription: Small.\nvariables: {base_url: http://localhost}\n";
    let read = read(&[(".resources/definition.yaml", definition), ("List.request.yaml", GET)]);
    assert_eq!(
        to_json(&read.collection),
        json!({
            "info": {"name": "Books", "description": "Small.", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
            "item": [{"name": "List", "request": {"method": "GET", "header": [], "url": {"raw": "http://x/", "protocol": "http", "host": ["x"], "path": [""]}}, "response": []}],
            "variable": [{"key": "base_url", "value": "http://localhost"}],
        })
    );
}
