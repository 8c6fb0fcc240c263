//! The sandbox's speed, each line as a ratio of medians taken in one run: absolute times drift on
//! shared machines. `cargo bench --bench sandbox`; `POSTBUD_BENCH_LODASH` names lodash's own bundle.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run stops")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use boa_engine::{Context, JsString, Source};
use hmac::{Hmac, Mac};
use postbud::script::host::{
    Definition, HostCalls, InlineWhen, ProcessSandbox, ProcessWorker, Sandbox, ScriptJob,
    Supervisor,
};
use postbud::script::protocol::{
    Call, Offers, Reply, ResponseBody, ResponseData, ScriptInfo, Target, WorkerSettings,
};
use postbud::vars::Scopes;
use serde_json::Value;

struct NoCalls;

impl HostCalls for NoCalls {
    async fn call(&self, _: Call) -> Reply {
        Reply::Unit
    }
}

struct Line {
    what: &'static str,
    ours: Duration,
    base: Duration,
    goal: f64,
}

fn median(rounds: usize, mut work: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..rounds).map(|_| work()).collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

struct Bench {
    runtime: tokio::runtime::Runtime,
    sandbox: ProcessSandbox,
    scopes: Scopes,
}

impl Bench {
    /// All scripts go to a worker.
    fn new() -> Self {
        Self::with(InlineWhen::Never)
    }

    fn with(inline: InlineWhen) -> Self {
        // As the command line runs it.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { runtime, sandbox: fresh(inline), scopes: Scopes::default() }
    }

    /// One script, from handing it over to its end; it must not throw.
    fn script(&mut self, source: &str, body: Option<&Arc<ResponseData>>) -> Duration {
        let job = ScriptJob {
            source,
            target: Target::Test,
            info: ScriptInfo::default(),
            location: Vec::new(),
            current: String::new(),
            request: Definition::Text(r#"{"url":"http://localhost/","method":"GET"}"#),
            response: body.cloned(),
            cookies: Vec::new(),
            scopes: &self.scopes,
            timeout: None,
            ahead: None,
        };
        let start = Instant::now();
        let result = self.runtime.block_on(self.sandbox.run(job, &NoCalls, &mut |_| {}));
        let took = start.elapsed();
        assert!(result.errors.is_empty(), "{:?}", result.errors);
        took
    }

    /// What a script takes beyond an empty one, in a world where `setup` was run.
    fn beyond(
        &mut self,
        setup: &str,
        source: &str,
        body: Option<&Arc<ResponseData>>,
        rounds: usize,
    ) -> Duration {
        self.script(setup, None);
        let empty = median(rounds, || self.script("1", body));
        median(rounds, || self.script(source, body)).saturating_sub(empty)
    }
}

fn fresh(inline: InlineWhen) -> ProcessSandbox {
    let settings = WorkerSettings { memory_limit: 4 << 30, seed: None, offers: Offers::default() };
    Supervisor::new(ProcessWorker {
        program: Some(env!("CARGO_BIN_EXE_postbud").into()),
        settings,
        inline,
    })
}

fn response(body: &[u8]) -> Arc<ResponseData> {
    Arc::new(ResponseData {
        id: body.len().to_string(),
        code: 200,
        status: "OK".to_owned(),
        headers: [("Content-Type".to_owned(), "application/json".to_owned())].into_iter().collect(),
        body: ResponseBody::Whole(body.to_vec().into()),
        response_time: 1.0,
        downloaded_bytes: body.len() as u64,
    })
}

/// A line of text to a process that sends it back.
fn echo() -> Duration {
    let mut child =
        Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let line = format!("{}\n", "x".repeat(400));
    let mut back = String::new();
    let took = median(2000, || {
        back.clear();
        timed(|| {
            input.write_all(line.as_bytes()).unwrap();
            output.read_line(&mut back).unwrap();
        })
    });
    drop(input);
    child.wait().unwrap();
    took
}

fn round_trips(bench: &mut Bench, lines: &mut Vec<Line>) {
    let base = echo();
    bench.script("1", None);
    let ours = median(1000, || bench.script("1", None));
    lines.push(Line { what: "round trip of a trivial script / bare echo", ours, base, goal: 12.0 });
    let tests = ["a", "b", "c"].map(|name| {
        format!("pm.test('{name}', () => {{ pm.expect(pm.info.iteration).to.equal(0) }});")
    });
    let tests = tests.concat();
    let ours = median(1000, || bench.script(&tests, None));
    lines.push(Line { what: "script with three tests / bare echo", ours, base, goal: 35.0 });
    let mut own = Bench::with(InlineWhen::Soon);
    own.script(&tests, None);
    let ours = median(1000, || own.script(&tests, None));
    lines.push(Line { what: "the same in the runner itself / bare echo", ours, base, goal: 3.0 });
    let spawn = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postbud"));
        timed(|| command.arg("--version").stdout(Stdio::null()).status().unwrap())
    };
    let base = median(30, spawn);
    let ours = median(30, || {
        let mut first = Bench::new();
        let took = first.script("1", None);
        drop(first);
        took
    });
    lines.push(Line { what: "first script of a run / bare spawn", ours, base, goal: 6.0 });
}

fn rows(count: usize) -> Value {
    let row = |at: usize| serde_json::json!({ "id": at, "name": format!("row {at}"), "price": 1.5 * at as f64, "tags": ["a", "b"], "active": at.is_multiple_of(2) });
    (0..count).map(row).collect()
}

fn json(bench: &mut Bench, lines: &mut Vec<Line>) {
    for (what, own, count, rounds) in [
        (
            "pm.response.json() of 1 MB / serde_json",
            "pm.response.json() of 1 MB / Boa's JSON.parse",
            11_000,
            9,
        ),
        (
            "pm.response.json() of 10 MB / serde_json",
            "pm.response.json() of 10 MB / Boa's JSON.parse",
            110_000,
            3,
        ),
    ] {
        let text = rows(count).to_string();
        let body = response(text.as_bytes());
        let untouched = median(101, || bench.script("1", Some(&body)));
        let none = median(101, || bench.script("1", None));
        lines.push(Line {
            what: "script that reads no body / script without one",
            ours: untouched,
            base: none,
            goal: 1.5,
        });
        let ours = bench.beyond("1", "pm.response.json()", Some(&body), rounds);
        let base = median(rounds, || timed(|| serde_json::from_slice::<Value>(text.as_bytes())));
        lines.push(Line { what, ours, base, goal: 6.0 });
        let mut context = Context::default();
        let global = context.global_object();
        global
            .set(JsString::from("text"), JsString::from(text.as_str()), true, &mut context)
            .unwrap();
        let base = timed(|| context.eval(Source::from_bytes("JSON.parse(text)")).unwrap());
        lines.push(Line { what: own, ours, base, goal: 1.0 / 6.0 });
    }
}

fn libraries(bench: &mut Bench, lines: &mut Vec<Line>) {
    let script = "for (let n = 0; n < 50; n += 1) String(C.HmacSHA256('message ' + n, 'a key'))";
    let ours =
        bench.beyond("C = require('crypto-js'); String(C.HmacSHA256('a', 'b'))", script, None, 51);
    let base = median(51, || {
        timed(|| {
            for n in 0..50 {
                let mut mac = Hmac::<sha2::Sha256>::new_from_slice(b"a key").unwrap();
                mac.update(format!("message {n}").as_bytes());
                let hex =
                    mac.finalize().into_bytes().iter().fold(String::new(), |mut out, byte| {
                        let _ = write!(out, "{byte:02x}");
                        out
                    });
                black_box(hex);
            }
        })
    });
    lines.push(Line { what: "50 HMAC-SHA256 / plain Rust", ours, base, goal: 4.0 });
    lodash(lines);
    let schema = serde_json::json!({ "type": "array", "items": { "type": "object", "required": ["id", "name"], "properties": { "id": { "type": "integer", "minimum": 0 }, "name": { "type": "string", "minLength": 1 }, "price": { "type": "number" }, "tags": { "type": "array", "items": { "enum": ["a", "b"] } }, "active": { "type": "boolean" } } } });
    let data = rows(1000);
    let setup = format!(
        "data = {data}; schema = {schema}; ajv = new (require('ajv'))(); check = ajv.compile(schema); if (!check(data)) throw new Error('invalid');"
    );
    let ours = bench.beyond(&setup, "check(data)", None, 51);
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let base = median(51, || timed(|| assert!(validator.is_valid(&data))));
    lines.push(Line {
        what: "JSON schema on 1,000 rows / the schema crate",
        ours,
        base,
        goal: 4.0,
    });
    let html = format!(
        "<ul>{}</ul>",
        (0..1500)
            .map(|n| format!(
                "<li class=\"c{}\"><a href=\"/x/{n}\">item {n}</a><b>bold</b></li>",
                n % 100
            ))
            .collect::<String>()
    );
    let setup = format!(
        "html = {}; cheerio = require('cheerio'); cheerio.load('<p>')('p')",
        Value::from(html.as_str())
    );
    let script = "const $ = cheerio.load(html); for (let n = 0; n < 100; n += 1) if ($('li.c' + n + ' > a').length !== 15) throw new Error('wrong');";
    let ours = bench.beyond(&setup, script, None, 3);
    let base = median(11, || {
        timed(|| {
            let document = dom_query::Document::from(html.as_str());
            for n in 0..100 {
                assert_eq!(document.select(&format!("li.c{n} > a")).length(), 15);
            }
        })
    });
    lines.push(Line {
        what: "cheerio: load and 100 selects on 100 KB / the HTML crate",
        ours,
        base,
        goal: 4.0,
    });
}

fn lodash(lines: &mut Vec<Line>) {
    let Some(path) = std::env::var_os("POSTBUD_BENCH_LODASH") else {
        println!("skipped: POSTBUD_BENCH_LODASH does not name lodash's bundle");
        return;
    };
    let bundle = std::fs::read_to_string(path).unwrap();
    let wrapped = format!(
        "(function () {{ var module = {{ exports: {{}} }}, exports = module.exports; {bundle}\n; return module.exports.VERSION; }}).call(this)"
    );
    let base = median(5, || {
        let mut context = Context::default();
        timed(|| context.eval(Source::from_bytes(&wrapped)).unwrap())
    });
    let ours = median(9, || {
        let mut bench = Bench::new();
        bench.script("1", None);
        let empty = bench.script("2", None);
        bench.script("require('lodash').VERSION", None).saturating_sub(empty)
    });
    lines.push(Line {
        what: "require('lodash') / the real bundle in Boa",
        ours,
        base,
        goal: 1.0 / 20.0,
    });
}

fn main() {
    let mut bench = Bench::new();
    let mut lines = Vec::new();
    round_trips(&mut bench, &mut lines);
    json(&mut bench, &mut lines);
    libraries(&mut bench, &mut lines);
    println!("{:<58} {:>12} {:>12} {:>9} {:>9}", "", "ours", "base", "ratio", "goal");
    for Line { what, ours, base, goal } in lines {
        let ratio = ours.as_secs_f64() / base.as_secs_f64();
        let mark = if ratio <= goal { "" } else { "  missed" };
        println!("{what:<58} {ours:>12.1?} {base:>12.1?} {ratio:>9.3} {goal:>9.3}{mark}");
    }
}
