//! A run in which everything happens, for the tests of all reporters.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::run::event::{
    Abort, Assertion, AssertionData, Console, ConsoleData, Cursor, Documents, Failure, FailureKind,
    ItemEnd, ItemRef, ItemStart, IterationEnd, IterationStart, Origin, Phase, PlannedRef, REVISION,
    ReceivedResponse, Redirect, RequestEnd, Retry, RunEnd, RunEvent, RunInfo, ScriptEnd,
    ScriptError, ScriptFailure, SentRequest, Source, Target, Timings, VERSION, Visualizer, Warning,
    WarningKind,
};

/// A name that breaks terminals and XML.
const ODD: &str = "Odd \u{1b}[31mname\u{0} ]]> <&>";
/// When the runs began.
const STARTED: u64 = 1_795_373_759_532;

/// A writer whose content a test can look at afterwards.
#[derive(Clone, Default)]
pub(super) struct Screen(Arc<Mutex<Vec<u8>>>);

impl Screen {
    /// What was written.
    pub(super) fn text(&self) -> String {
        let bytes = self.0.lock().map(|bytes| bytes.clone()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().map_err(|_| io::ErrorKind::Other)?.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Shortens the texts and the lists of a document that nobody reads to their end.
pub(super) fn shortened(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some((end, _)) = text.char_indices().nth(400) {
                *text = format!("{}… ({} bytes)", &text[..end], text.len());
            }
        }
        Value::Array(items) => {
            if items.len() > 100 {
                *items = vec![json!(format!("{} elements", items.len()))];
            }
            items.iter_mut().for_each(shortened);
        }
        Value::Object(members) => members.values_mut().for_each(shortened),
        _ => {}
    }
}

/// Two iterations of four items. Failures of all kinds in the first iteration; the second one passes
/// where the first failed, and is interrupted in its second item.
pub(super) fn rich_run() -> Vec<RunEvent> {
    let mut events = vec![start(), begun(cursor(0, 0), 100)];
    events.extend(create_order(0));
    events.extend(capture());
    events.extend(odd());
    events.extend(skipped());
    events.push(RunEvent::Iteration(IterationEnd { cursor: cursor(0, 3), cut: false }));
    events.push(begun(cursor(1, 0), 200));
    events.extend(create_order(1));
    events.extend(unfinished());
    events.push(RunEvent::Problem(Warning {
        cursor: None,
        item: None,
        kind: WarningKind::UnknownNextRequest,
        message: "setNextRequest named \"Cpature\", which is not there".to_owned(),
    }));
    events.push(done(Some(Abort::Interrupt)));
    events
}

/// One item, one passed test.
pub(super) fn green_run() -> Vec<RunEvent> {
    let item = item("1", "Ping", &[]);
    let at = Cursor { position: 0, iteration: 0, length: 1, cycles: 1 };
    let definition = json!({"id": "1", "name": "Ping", "request": {"method": "GET"}});
    let plan = [planned(&item, "/item/0")];
    let collection = json!({"info": {"name": "Shop"}, "item": [definition]});
    let documents = Documents { collection, ..Documents::default() };
    let mut events = vec![RunEvent::Start(RunInfo {
        iterations: 1,
        total_iterations: 1,
        items: 1,
        plan: plan.into(),
        documents: Arc::new(documents),
        ..info()
    })];
    events.push(RunEvent::BeforeIteration(IterationStart { cursor: at, data: None }));
    events.push(before(at, &item));
    events.push(answered(at, &item, "GET", "http://localhost/ping", 200));
    events.push(tested(at, &item, 0, "is up", None));
    events.push(script(at, &item, vec![]));
    events.push(ended(at, &item, false));
    events.push(RunEvent::Iteration(IterationEnd { cursor: at, cut: false }));
    events.push(done(None));
    events
}

fn create_order(iteration: u64) -> Vec<RunEvent> {
    let item = item("10", "Create order", &["Orders", "Blåbær 🫐"]);
    let at = cursor(iteration, 0);
    let failure = (iteration == 0).then(|| ScriptError {
        name: "AssertionError".to_owned(),
        message: "expected response to have status code 201 but got 200".to_owned(),
        line: Some(2),
        ..ScriptError::default()
    });
    let mut events = vec![
        before(at, &item),
        logged(at, &item, "log", &["creating", "{ amount: 100 }"]),
        logged(at, &item, "warn", &["two\nlines\twith a tab"]),
        unresolved(at, &item),
        RunEvent::Request(Box::new(RequestEnd {
            origin: Origin::Script,
            ..exchange(at, &item, ("GET", "https://auth.example.com/token"), 200)
        })),
        answered(at, &item, "POST", &long_url(), 200),
        tested(at, &item, 0, "status is 201", failure),
        tested(at, &item, 1, "has an id", None),
    ];
    events.push(RunEvent::Assertion(Assertion {
        cursor: at,
        item: Arc::clone(&item),
        target: Target::Test,
        assertion: AssertionData {
            name: "not yet".to_owned(),
            index: 2,
            skipped: true,
            error: None,
        },
        duration: 0.125,
    }));
    events.push(script(at, &item, vec![]));
    events.push(ended(at, &item, false));
    events
}

fn capture() -> Vec<RunEvent> {
    let item = item("11", "Capture", &["Orders"]);
    let at = cursor(0, 1);
    let error = Failure {
        kind: FailureKind::Connect,
        phase: Phase::Connect,
        code: Some("ECONNREFUSED".to_owned()),
        message: "no connection to localhost:1 (refused); is the server running?".to_owned(),
    };
    let request = RequestEnd {
        attempt: 2,
        response: None,
        error: Some(error),
        ..exchange(at, &item, ("POST", "http://localhost:1/capture"), 0)
    };
    let retry = Retry {
        cursor: at,
        item: Arc::clone(&item),
        attempt: 1,
        attempts: 2,
        reason: "the answer was 503".to_owned(),
    };
    vec![
        before(at, &item),
        unresolved(at, &item),
        RunEvent::Retry(retry),
        RunEvent::Request(Box::new(request)),
        script(at, &item, vec![type_error()]),
        ended(at, &item, false),
    ]
}

/// Names and messages that break terminals and XML.
fn odd() -> Vec<RunEvent> {
    let item = item("12", ODD, &[]);
    let at = cursor(0, 2);
    let error = ScriptError {
        name: "AssertionError".to_owned(),
        message: "bell \u{7} and ]]> inside\nexpected '漢字' to deeply equal a text that is much \
                  too long to stand in one line of a terminal of eighty columns"
            .to_owned(),
        ..ScriptError::default()
    };
    vec![
        before(at, &item),
        RunEvent::Request(Box::new(large(exchange(
            at,
            &item,
            ("GET", "http://localhost/odd"),
            200,
        )))),
        tested(at, &item, 0, "odd \u{1b}]0;title\u{7} test \"quoted\"", Some(error)),
        script(at, &item, vec![]),
        RunEvent::Visualizer(Box::new(Visualizer {
            cursor: at,
            item: Arc::clone(&item),
            html: Some("<b onclick='x()'>漢字</b><script>alert(1)</script>".to_owned()),
            error: None,
            data: json!({"rows": [1, "two"]}),
        })),
        ended(at, &item, false),
    ]
}

/// A content of bytes that are no text in, 1 MB of text with control characters out.
fn large(mut end: RequestEnd) -> RequestEnd {
    end.request.body = vec![0xff, 0, 0xfe].into();
    end.redirects = vec![Redirect {
        code: 302,
        status: "Found".to_owned(),
        method: "GET".to_owned(),
        url: "http://localhost/old".to_owned(),
        to: "http://localhost/new".to_owned(),
    }];
    if let Some(response) = &mut end.response {
        let line = "漢字 \u{1b}[31mred\u{7} </script> ]]>\n";
        response.body = line.repeat(1_000_000 / line.len()).into();
        response.wire_size = 1234;
    }
    end
}

/// An item that an interrupt cuts off before its tests.
fn unfinished() -> Vec<RunEvent> {
    let item = item("11", "Capture", &["Orders"]);
    let at = cursor(1, 1);
    vec![before(at, &item), answered(at, &item, "POST", "http://localhost:1/capture", 404)]
}

fn skipped() -> Vec<RunEvent> {
    let item = item("13", "Refund", &["Orders"]);
    let at = cursor(0, 3);
    let mut end = ended(at, &item, true);
    if let RunEvent::Item(end) = &mut end {
        end.next_request = Some(None);
    }
    vec![before(at, &item), end]
}

fn info() -> RunInfo {
    let collection = json!({"info": {"name": "Shop", "_postman_id": "c1"}, "item": [
        {"id": "f1", "name": "Orders", "item": [
            {"id": "f2", "name": "Blåbær 🫐", "item": [
                {"id": "10", "name": "Create order", "request": {
                    "method": "POST", "url": "{{base}}/orders",
                    "header": [{"key": "X-Id", "value": "1"}],
                    "body": {"mode": "raw", "raw": "{{body}}"}}}]},
            {"id": "11", "name": "Capture", "request": {"method": "POST"}},
            {"id": "13", "name": "Refund", "request": {"method": "POST"}}]},
        {"id": "12", "name": ODD, "request": "http://localhost/odd"}]});
    let plan = [
        planned(&item("10", "Create order", &["Orders", "Blåbær 🫐"]), "/item/0/item/0/item/0"),
        planned(&item("11", "Capture", &["Orders"]), "/item/0/item/1"),
        planned(&item("12", ODD, &[]), "/item/1"),
        planned(&item("13", "Refund", &["Orders"]), "/item/0/item/2"),
    ];
    RunInfo {
        version: VERSION,
        revision: REVISION,
        id: "8f2b7a52-6d0f-4c3e-9a41-0d1c2b3a4f5e".to_owned(),
        plan: plan.into(),
        generator: "postbud/0.1.0".to_owned(),
        collection_id: "c1".to_owned(),
        collection_name: "Shop".to_owned(),
        environment_name: Some("local".to_owned()),
        iterations: 2,
        first_iteration: 0,
        total_iterations: 2,
        shard: None,
        items: 4,
        started: STARTED,
        documents: Arc::new(Documents {
            collection,
            environment: json!({"id": "e1", "name": "local", "values": []}),
            globals: json!({"id": "g1", "values": []}),
        }),
    }
}

fn start() -> RunEvent {
    RunEvent::Start(info())
}

fn done(aborted: Option<Abort>) -> RunEvent {
    RunEvent::Done(RunEnd {
        completed: 1_795_373_760_766,
        aborted,
        environment: Arc::new(
            json!({"id": "e1", "name": "local", "values": [{"key": "a", "value": "1"}]}),
        ),
        globals: Arc::new(json!({"id": "g1", "values": []})),
    })
}

fn cursor(iteration: u64, position: usize) -> Cursor {
    Cursor { position, iteration, length: 4, cycles: 2 }
}

fn item(id: &str, name: &str, path: &[&str]) -> Arc<ItemRef> {
    let path = path.iter().map(|name| (*name).to_owned()).collect();
    Arc::new(ItemRef { id: id.to_owned(), name: name.to_owned(), path })
}

fn planned(item: &Arc<ItemRef>, pointer: &str) -> PlannedRef {
    let (item, pointer) = (Arc::clone(item), pointer.to_owned());
    let source = Source {
        file: "shop.json".to_owned(),
        line: Some(10),
        test: Some(20),
        ..Source::default()
    };
    let source = (item.id == "10").then(|| Arc::new(source));
    PlannedRef { item, collection: "Shop".to_owned(), pointer, source }
}

fn begun(cursor: Cursor, amount: u64) -> RunEvent {
    let data = json!({"amount": amount, "name": "Blåbær 🫐", "active": true, "note": null});
    RunEvent::BeforeIteration(IterationStart { cursor, data: data.as_object().cloned() })
}

fn before(cursor: Cursor, item: &Arc<ItemRef>) -> RunEvent {
    let started = STARTED + 10 * (cursor.position as u64 + 4 * cursor.iteration);
    RunEvent::BeforeItem(ItemStart { cursor, item: Arc::clone(item), started })
}

fn ended(cursor: Cursor, item: &Arc<ItemRef>, skipped: bool) -> RunEvent {
    RunEvent::Item(ItemEnd { cursor, item: Arc::clone(item), skipped, next_request: None })
}

fn logged(cursor: Cursor, item: &Arc<ItemRef>, level: &str, messages: &[&str]) -> RunEvent {
    let messages = messages.iter().map(|text| (*text).to_owned()).collect();
    let console = ConsoleData { level: level.to_owned(), messages };
    RunEvent::Console(Console { cursor, item: Arc::clone(item), console })
}

fn unresolved(cursor: Cursor, item: &Arc<ItemRef>) -> RunEvent {
    RunEvent::Warning(Warning {
        cursor: Some(cursor),
        item: Some(Arc::clone(item)),
        kind: WarningKind::UnresolvedVariable,
        message: "{{merchant}} is not defined in any scope and was sent as it stands".to_owned(),
    })
}

fn tested(
    cursor: Cursor,
    item: &Arc<ItemRef>,
    index: usize,
    name: &str,
    error: Option<ScriptError>,
) -> RunEvent {
    let assertion = AssertionData { name: name.to_owned(), index, skipped: false, error };
    RunEvent::Assertion(Assertion {
        cursor,
        item: Arc::clone(item),
        target: Target::Test,
        assertion,
        duration: 0.5,
    })
}

fn script(cursor: Cursor, item: &Arc<ItemRef>, errors: Vec<ScriptFailure>) -> RunEvent {
    RunEvent::Script(ScriptEnd {
        cursor,
        item: Arc::clone(item),
        target: Target::Test,
        owner: item.name.clone(),
        duration: 2.5,
        errors,
    })
}

fn type_error() -> ScriptFailure {
    ScriptFailure {
        error: ScriptError {
            name: "TypeError".to_owned(),
            message: "cannot convert 'null' or 'undefined' to object".to_owned(),
            line: Some(3),
            column: Some(14),
            stack: vec!["at test-script:3:14".to_owned()],
        },
        source_line: Some("const id = pm.response.json().id.length;".to_owned()),
    }
}

fn answered(cursor: Cursor, item: &Arc<ItemRef>, method: &str, url: &str, code: u16) -> RunEvent {
    RunEvent::Request(Box::new(exchange(cursor, item, (method, url), code)))
}

fn exchange(
    cursor: Cursor,
    item: &Arc<ItemRef>,
    (method, url): (&str, &str),
    code: u16,
) -> RequestEnd {
    RequestEnd {
        cursor,
        item: Arc::clone(item),
        origin: Origin::Item,
        started: STARTED + 5,
        attempt: 1,
        request: SentRequest {
            method: method.to_owned(),
            url: url.to_owned(),
            headers: [("x-id", "1"), ("User-Agent", "postbud/0.1.0")].into_iter().collect(),
            body: "{\"amount\":100}".into(),
        },
        response: Some(ReceivedResponse {
            code,
            status: "OK".to_owned(),
            headers: [
                ("Content-Type", "application/json"),
                ("Set-Cookie", "a=1; Path=/; HttpOnly"),
            ]
            .into_iter()
            .collect(),
            body: "{}\n".into(),
            protocol: "HTTP/1.1".to_owned(),
            wire_size: 3,
            response_time: 34.25,
        }),
        error: None,
        redirects: Vec::new(),
        timings: Timings { first_byte: Some(30.0), total: 34.25, ..Timings::default() },
    }
}

fn long_url() -> String {
    "https://api.example.com/ecomm/v2/payments/order-1234567890/details?expand=lines,customer"
        .to_owned()
}
