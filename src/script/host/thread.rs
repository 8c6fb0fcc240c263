//! Workers as threads: for unit tests, and where no process can be started. A script that hangs
//! leaves its thread behind, and one that exhausts memory takes the process along.

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::script::frame::FrameError;
use crate::script::protocol::{FromWorker, ToWorker, WorkerSettings};
use crate::script::worker::{self, Inbox, Outbox};

use super::inline::InlineWhen;
use super::link::{Link, Start};
use super::supervisor::Supervisor;

/// The sandbox on a thread of this process.
pub type ThreadSandbox = Supervisor<ThreadWorker>;

/// Starts the worker's loop on a thread. The memory limit of the settings is not kept there.
#[derive(Debug, Clone, Default)]
pub struct ThreadWorker {
    /// Settings for the workers.
    pub settings: WorkerSettings,
    /// When scripts are run without a worker.
    pub inline: InlineWhen,
}

impl Start for ThreadWorker {
    type Link = ThreadLink;

    fn settings(&self) -> &WorkerSettings {
        &self.settings
    }

    fn inline(&self) -> InlineWhen {
        self.inline
    }

    fn start(&mut self) -> Result<ThreadLink, String> {
        let (to_worker, inbox) = std::sync::mpsc::channel();
        let (outbox, from_worker) = unbounded_channel();
        let outbox = Outbox::Channel(Box::new(move |message| {
            outbox.send(message).map_err(|_| FrameError::Closed)
        }));
        worker::spawn(self.settings.clone(), Inbox::Channel(inbox), outbox)
            .map_err(|error| error.to_string())?;
        Ok(ThreadLink { to_worker, from_worker })
    }
}

/// The channels of a worker thread.
#[derive(Debug)]
pub struct ThreadLink {
    to_worker: std::sync::mpsc::Sender<ToWorker>,
    from_worker: UnboundedReceiver<FromWorker>,
}

impl Link for ThreadLink {
    async fn send(&mut self, messages: &[ToWorker]) -> Result<(), FrameError> {
        let send = |message: &ToWorker| self.to_worker.send(message.clone());
        messages.iter().try_for_each(send).map_err(|_| FrameError::Closed)
    }

    async fn receive(&mut self) -> Result<FromWorker, FrameError> {
        self.from_worker.recv().await.ok_or(FrameError::Closed)
    }

    async fn end(self) {}

    async fn bury(self) -> String {
        "the script worker's thread ended unexpectedly".to_owned()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::script::host::{
        Definition, HostCalls, Sandbox, ScriptEvent, ScriptJob, ScriptResult, apply,
    };
    use crate::script::protocol::{Call, Reply, ScriptInfo, Target};
    use crate::vars::{Scope, Scopes};

    struct NoCalls;

    impl HostCalls for NoCalls {
        async fn call(&self, _: Call) -> Reply {
            Reply::Unit
        }
    }

    fn job<'a>(source: &'a str, target: Target, scopes: &'a Scopes) -> ScriptJob<'a> {
        ScriptJob {
            source,
            target,
            info: ScriptInfo { iteration: 2, request_name: "Name".into(), ..ScriptInfo::default() },
            location: vec!["C".into(), "I".into()],
            current: "C".into(),
            request: Definition::Text(r#"{"url": "http://localhost/", "method": "GET"}"#),
            response: None,
            cookies: Vec::new(),
            scopes,
            timeout: Some(Duration::from_secs(10)),
            ahead: None,
        }
    }

    async fn run(
        sandbox: &mut ThreadSandbox,
        scopes: &mut Scopes,
        target: Target,
        source: &str,
    ) -> (ScriptResult, Vec<ScriptEvent>) {
        let mut events = Vec::new();
        let job = job(source, target, scopes);
        let result = sandbox.run(job, &NoCalls, &mut |event| events.push(event)).await;
        apply(scopes, &result.outcome.mutations);
        (result, events)
    }

    async fn log(target: Target, scopes: &mut Scopes, source: &str) -> Vec<String> {
        let mut sandbox = Supervisor::new(ThreadWorker::default());
        let (result, events) = run(&mut sandbox, scopes, target, source).await;
        assert_eq!(result.errors, [], "{source}");
        let lines = events.into_iter().filter_map(|event| match event {
            ScriptEvent::Console(line) if line.level == "log" => Some(line.messages.join(" ")),
            ScriptEvent::Console(_) | ScriptEvent::Assertion(..) | ScriptEvent::Error(_) => None,
        });
        lines.collect()
    }

    #[tokio::test]
    async fn info_and_location_are_there() {
        let lines = log(
            Target::Test,
            &mut Scopes::default(),
            "console.log(pm.info.eventName, pm.info.iteration, pm.info.requestName);
             console.log(Object.keys(pm).join(), Object.keys(pm.info).length);
             console.log(pm.execution.location.join('/'), pm.execution.location.current);
             pm.info = 5; console.log(typeof pm.info, typeof pm.execution.skipRequest);",
        )
        .await;
        assert_eq!(lines, ["test 2 Name", "test 0", "C/I C", "object undefined"]);
    }

    #[tokio::test]
    async fn declared_types_cast_and_data_last_for_a_script() {
        let mut scopes = Scopes::default();
        let typed = |key: &str, kind: &str| crate::collection::Variable {
            kind: Some(kind.to_owned()),
            ..crate::collection::Variable::new(key, "")
        };
        scopes.environment = Scope::new([typed("n", "number"), typed("b", "boolean")]);
        scopes.data = Scope::new([crate::collection::Variable::new("row", 1)]);
        let lines = log(
            Target::PreRequest,
            &mut scopes,
            "pm.environment.set('n', '42'); pm.environment.set('b', 'false');
             console.log(typeof pm.environment.get('n'), pm.environment.get('b'));
             pm.iterationData.set('row', 2); console.log(pm.variables.get('row'));
             const o = {a: 1}; pm.globals.set('o', o); o.a = 2;
             console.log(pm.globals.get('o') === o);
             console.log(pm.variables.replaceIn('{{row}} {{n}} {{nope}}'));",
        )
        .await;
        assert_eq!(lines, ["number true", "2", "true", "2 42 {{nope}}"]);
        assert_eq!(scopes.environment.get("n").unwrap().value, json!(42));
        assert_eq!(scopes.data.get("row").unwrap().value, json!(1));
        assert_eq!(scopes.globals.get("o").unwrap().value, json!({"a": 2}));
    }

    #[tokio::test]
    async fn timers_run_in_order() {
        let lines = log(
            Target::Test,
            &mut Scopes::default(),
            "setTimeout(() => console.log('timer'), 0); setImmediate(() => console.log('immediate'));
             Promise.resolve().then(() => console.log('micro')); console.log('sync');
             let n = 0; const i = setInterval(() => { if (++n == 3) clearInterval(i) }, 1);
             console.log(typeof i);",
        )
        .await;
        assert_eq!(lines, ["sync", "number", "micro", "immediate", "timer"]);
    }

    #[tokio::test]
    async fn legacy_globals_warn_once() {
        let mut sandbox = Supervisor::new(ThreadWorker::default());
        let source = "tests.a = 1; tests.b = 2; postman.setEnvironmentVariable('k', 5);";
        for _ in 0..2 {
            let mut scopes = Scopes::default();
            let (_, events) = run(&mut sandbox, &mut scopes, Target::Test, source).await;
            let warnings: Vec<_> = events
                .iter()
                .filter_map(|event| match event {
                    ScriptEvent::Console(line) => Some(line.messages.concat()),
                    ScriptEvent::Assertion(..) | ScriptEvent::Error(_) => None,
                })
                .collect();
            assert_eq!(
                warnings,
                [
                    r#"Using "tests" is deprecated. Use "pm.test()" instead."#,
                    r#"Using "postman.setEnvironmentVariable" is deprecated. Use "pm.environment.set()" instead."#,
                ]
            );
            assert_eq!(scopes.environment.get("k").unwrap().value, json!("5"));
        }
    }

    #[tokio::test]
    async fn sandbox2_hides_legacy_globals() {
        let source = "\"use sandbox2\"; console.log(typeof tests, typeof postman, typeof pm)";
        let lines = log(Target::Test, &mut Scopes::default(), source).await;
        assert_eq!(lines, ["undefined undefined object"]);
    }

    #[tokio::test]
    async fn requests_that_scripts_look_at_come_back() {
        let mut sandbox = Supervisor::new(ThreadWorker::default());
        let mut scopes = Scopes::default();
        let target = Target::PreRequest;
        let (result, _) = run(&mut sandbox, &mut scopes, target, "1").await;
        assert_eq!(result.outcome.request, None);
        let source = "pm.request.method = 'PUT'";
        let (result, _) = run(&mut sandbox, &mut scopes, target, source).await;
        assert_eq!(result.outcome.request.unwrap()["method"], json!("PUT"));
        let (result, _) = run(&mut sandbox, &mut scopes, Target::Test, source).await;
        assert_eq!(result.outcome.request.unwrap()["method"], json!("PUT"));
    }

    fn next<'a>(source: &'a str, scopes: &'a Scopes) -> ScriptJob<'a> {
        let info = ScriptInfo { request_id: "next".into(), ..ScriptInfo::default() };
        ScriptJob { info, ..job(source, Target::PreRequest, scopes) }
    }

    /// Runs a test script and the pre-request script sent along with it; tells what both logged.
    async fn two(first: &str, second: &str, before: &[&str]) -> (Vec<String>, ScriptResult) {
        let mut sandbox = Supervisor::new(ThreadWorker::default());
        let mut scopes = Scopes::default();
        for source in before {
            run(&mut sandbox, &mut scopes, Target::PreRequest, source).await;
        }
        let mut lines = Vec::new();
        let mut log = |event| {
            if let ScriptEvent::Console(line) = event {
                lines.push(line.messages.join(" "));
            }
        };
        let ahead = Some(Box::new(next(second, &scopes)));
        let first = ScriptJob { ahead, ..job(first, Target::Test, &scopes) };
        let result = sandbox.run(first, &NoCalls, &mut log).await;
        apply(&mut scopes, &result.outcome.mutations);
        log(ScriptEvent::Console(crate::script::protocol::ConsoleData {
            level: "log".into(),
            messages: vec!["between".into()],
        }));
        let last = sandbox.run(next(second, &scopes), &NoCalls, &mut log).await;
        (lines, last)
    }

    #[tokio::test]
    async fn a_script_sent_along_runs_once_after_the_one_before() {
        let second = "n = typeof n === 'number' ? n + 1 : 1;
             console.log(pm.environment.get('v'), n, pm.info.eventName); pm.environment.set('w', 1);";
        for before in [&[][..], &["n = 0", second, "n = 0"]] {
            let first = "await new Promise((done) => setTimeout(done, 5));
                 pm.environment.set('v', 'set'); console.log('first');";
            let (lines, last) = two(first, second, before).await;
            assert_eq!(lines, ["first", "between", "set 1 prerequest"], "{before:?}");
            assert_eq!(last.outcome.mutations.len(), 1);
            assert_eq!(last.errors, []);
        }
    }

    #[tokio::test]
    async fn a_script_sent_along_is_dropped_where_the_one_before_goes_elsewhere() {
        let second = "console.log(typeof n === 'number' ? ++n : 'n is gone')";
        let first = "pm.execution.setNextRequest('elsewhere')";
        let (lines, _) = two(first, second, &["n = 0", second]).await;
        assert_eq!(lines, ["between", "2"]);
    }

    #[tokio::test]
    async fn another_script_than_the_one_sent_along_finds_a_new_worker() {
        let mut sandbox = Supervisor::new(ThreadWorker::default());
        let mut scopes = Scopes::default();
        run(&mut sandbox, &mut scopes, Target::PreRequest, "n = 1").await;
        let ahead = Some(Box::new(next("n = 1", &scopes)));
        let first = ScriptJob { ahead, ..job("2", Target::Test, &scopes) };
        sandbox.run(first, &NoCalls, &mut |_| {}).await;
        let source = "console.log(typeof n)";
        let (_, events) = run(&mut sandbox, &mut scopes, Target::PreRequest, source).await;
        assert!(format!("{events:?}").contains("undefined"), "{events:?}");
    }

    #[tokio::test]
    async fn a_wait_without_end_is_told_when_there_is_no_deadline() {
        let mut sandbox = Supervisor::new(ThreadWorker::default());
        let scopes = Scopes::default();
        let job = ScriptJob {
            timeout: None,
            ..job("await new Promise(() => {})", Target::Test, &scopes)
        };
        let result = sandbox.run(job, &NoCalls, &mut |_| {}).await;
        assert!(result.errors[0].message.contains("nothing will settle"));
    }
}
