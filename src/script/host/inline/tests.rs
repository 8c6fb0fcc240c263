#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use super::*;
use crate::collection::Variable;
use crate::http::Headers;
use crate::script::frame::FrameError;
use crate::script::host::link::{Link, Start};
use crate::script::host::thread::ThreadLink;
use crate::script::host::{Definition, HostCalls, Sandbox, Supervisor, ThreadWorker, apply};
use crate::script::protocol::{
    Call, Reply, ResponseBody, ResponseData, ScriptInfo, Target, ToWorker,
};
use crate::vars::{Scope, Scopes};

/// Workers that count the scripts they are handed.
#[derive(Clone)]
struct Counted {
    workers: ThreadWorker,
    scripts: Arc<AtomicUsize>,
}

struct CountedLink {
    link: ThreadLink,
    scripts: Arc<AtomicUsize>,
}

impl Start for Counted {
    type Link = CountedLink;

    fn settings(&self) -> &WorkerSettings {
        self.workers.settings()
    }

    fn inline(&self) -> InlineWhen {
        self.workers.inline()
    }

    fn start(&mut self) -> Result<CountedLink, String> {
        let link = self.workers.start()?;
        Ok(CountedLink { link, scripts: Arc::clone(&self.scripts) })
    }
}

impl Link for CountedLink {
    async fn send(&mut self, messages: &[ToWorker]) -> Result<(), FrameError> {
        let scripts = messages.iter().filter(|message| matches!(message, ToWorker::Run(_)));
        self.scripts.fetch_add(scripts.count(), Ordering::Relaxed);
        self.link.send(messages).await
    }

    async fn receive(&mut self) -> Result<FromWorker, FrameError> {
        self.link.receive().await
    }

    async fn end(self) {
        self.link.end().await;
    }

    async fn bury(self) -> String {
        self.link.bury().await
    }
}

struct NoCalls;

impl HostCalls for NoCalls {
    async fn call(&self, _: Call) -> Reply {
        Reply::Unit
    }
}

/// A run of scripts.
struct Bench {
    sandbox: Supervisor<Counted>,
    handed_over: Arc<AtomicUsize>,
    scopes: Scopes,
    body: String,
    name: String,
}

impl Bench {
    fn new(inline: InlineWhen) -> Self {
        let handed_over = Arc::default();
        let workers = ThreadWorker { inline, ..ThreadWorker::default() };
        let start = Counted { workers, scripts: Arc::clone(&handed_over) };
        Self {
            sandbox: Supervisor::new(start),
            handed_over,
            scopes: Scopes::default(),
            body: "{\"a\": [1]}".to_owned(),
            name: String::new(),
        }
    }

    /// Runs a script so many times, and tells how often a worker did it.
    async fn run(&mut self, times: usize, source: &str) -> usize {
        let before = self.handed_over.load(Ordering::Relaxed);
        for _ in 0..times {
            let response = ResponseData {
                id: self.body.len().to_string(),
                code: 200,
                status: "OK".into(),
                headers: Headers::new(),
                body: ResponseBody::Whole(self.body.clone().into()),
                response_time: 1.0,
                downloaded_bytes: 0,
            };
            let job = ScriptJob {
                source,
                target: Target::Test,
                info: ScriptInfo { request_name: self.name.clone(), ..ScriptInfo::default() },
                location: Vec::new(),
                current: String::new(),
                request: Definition::Text("{}"),
                response: Some(Arc::new(response)),
                cookies: Vec::new(),
                scopes: &self.scopes,
                timeout: Some(Duration::from_secs(10)),
                ahead: None,
            };
            let result = self.sandbox.run(job, &NoCalls, &mut |_| {}).await;
            assert_eq!(result.errors, [], "{source}");
            apply(&mut self.scopes, &result.outcome.mutations);
        }
        self.handed_over.load(Ordering::Relaxed) - before
    }

    fn environment(&self, key: &str) -> Value {
        self.scopes.environment.get(key).map(|found| found.value.clone()).unwrap_or_default()
    }
}

const COUNT: &str = "pm.environment.set('n', Number(pm.environment.get('n') || 0) + 1)";
/// The same, but with a loop.
const LOOP: &str =
    "for (const one of [1]) pm.environment.set('n', Number(pm.environment.get('n') || 0) + one)";

#[tokio::test]
async fn harmless_scripts_are_handed_over_until_it_pays() {
    for (when, expected) in
        [(InlineWhen::WorthIt, WORTH as usize + 1), (InlineWhen::Soon, 1), (InlineWhen::Never, 110)]
    {
        let mut bench = Bench::new(when);
        assert_eq!(bench.run(110, COUNT).await, expected, "{when:?}");
        assert_eq!(bench.environment("n"), json!(110));
    }
}

#[tokio::test]
async fn one_script_that_is_not_harmless_keeps_all_others_with_it() {
    let mut bench = Bench::new(InlineWhen::Soon);
    bench.run(1, COUNT).await;
    assert_eq!(bench.run(2, COUNT).await, 0);
    bench.run(1, LOOP).await;
    assert_eq!(bench.run(3, COUNT).await, 3);
    assert_eq!(bench.environment("n"), json!(7));
}

#[tokio::test]
async fn many_names_and_headers_are_handed_over() {
    let mut bench = Bench::new(InlineWhen::Soon);
    bench.run(1, COUNT).await;
    bench.name = "n".repeat(MOST + 1);
    assert_eq!(bench.run(2, COUNT).await, 2);
    bench.name.clear();
    assert_eq!(bench.run(2, COUNT).await, 0);
}

#[tokio::test]
async fn what_turns_out_to_be_too_much_is_handed_over_after_all() {
    let read = "pm.environment.set('deep', JSON.stringify(pm.response.json()).length)";
    let mut bench = Bench::new(InlineWhen::Soon);
    bench.run(1, read).await;
    assert_eq!(bench.run(1, read).await, 0);
    bench.body = "[".repeat(100) + &"]".repeat(100);
    assert_eq!(bench.run(2, read).await, 2);
    assert_eq!(bench.environment("deep"), json!(200));

    let mut bench = Bench::new(InlineWhen::Soon);
    bench.run(1, read).await;
    bench.body = format!("[{}1]", "1,".repeat(INLINE));
    assert_eq!(bench.run(1, read).await, 1);
    bench.body = "[1]".to_owned();
    assert_eq!(bench.run(1, read).await, 0);
    bench.scopes.globals = Scope::new([Variable::new("large", "x".repeat(MOST + 1))]);
    assert_eq!(bench.run(1, read).await, 1);
}

#[tokio::test]
async fn what_a_script_made_large_is_looked_at_again() {
    let double = "pm.environment.set('a', pm.environment.get('a') + pm.environment.get('a'))";
    let mut bench = Bench::new(InlineWhen::Soon);
    bench.scopes.environment = Scope::new([Variable::new("a", "x".repeat(MOST / 2 - VALUE))]);
    assert_eq!(bench.run(1, double).await, 1);
    assert_eq!(bench.run(1, double).await, 0);
    assert_eq!(bench.run(3, double).await, 3);
    let length = (MOST / 2 - VALUE) << 5;
    assert_eq!(bench.environment("a").as_str().unwrap().len(), length);
}

#[test]
fn large_and_deep_values_are_seen() {
    let deep = |depth| (0..depth).fold(json!(1), |value, _| json!([value]));
    let text = |length| json!("x".repeat(length));
    for (value, small) in [
        (text(MOST - VALUE), true),
        (text(MOST - VALUE + 1), false),
        (json!({"a": [text(MOST)]}), false),
        (json!({"x".repeat(MOST): 1}), false),
        (json!([text(MOST / 2), text(MOST / 2)]), false),
        (deep(DEEPEST), true),
        (deep(DEEPEST + 1), false),
        (Value::Array(vec![json!(1); MOST / VALUE]), false),
    ] {
        assert_eq!(is_small(&value), small);
    }
}
