//! A sandbox with a real worker process, and a runner that remembers.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use postbud::http::Headers;
use postbud::script::host::{
    Definition, HostCalls, InlineWhen, ProcessSandbox, ProcessWorker, Sandbox, ScriptEvent,
    ScriptJob, ScriptResult, Supervisor, apply,
};
use postbud::script::protocol::{
    Call, CookieData, Reply, ResponseBody, ResponseData, ScriptInfo, Target, WorkerSettings,
};
use postbud::vars::Scopes;

/// A sandbox with a runner around it that remembers what it was told.
pub(crate) struct Lab {
    pub(crate) sandbox: ProcessSandbox,
    pub(crate) scopes: Scopes,
    pub(crate) timeout: Option<Duration>,
    pub(crate) target: Target,
    pub(crate) response: Option<Arc<ResponseData>>,
    pub(crate) events: Vec<ScriptEvent>,
    pub(crate) calls: Calls,
}

#[derive(Default)]
pub(crate) struct Calls(pub(crate) Mutex<Vec<Call>>);

impl HostCalls for Calls {
    async fn call(&self, call: Call) -> Reply {
        self.0.lock().unwrap().push(call.clone());
        match call {
            Call::SendRequest(_) => {
                tokio::time::sleep(Duration::from_millis(20)).await;
                Reply::Response(Box::new(response("sent", "{}")), Vec::new())
            }
            Call::CookiesFor(_) => Reply::Cookies(vec![CookieData {
                name: "sid".into(),
                value: "42".into(),
                domain: "example.com".into(),
                path: "/".into(),
                expires: None,
                secure: false,
                http_only: false,
                host_only: true,
            }]),
            Call::SetCookie { .. } | Call::RemoveCookies { .. } => Reply::Unit,
            Call::ResponseBody(_)
            | Call::Request
            | Call::ResolvePackage { .. }
            | Call::ReadPackage(_)
            | Call::VaultGet(_)
            | Call::VaultSet { .. }
            | Call::RunRequest { .. } => Reply::Refused("not in this test".to_owned()),
        }
    }
}

pub(crate) fn response(id: &str, body: &str) -> ResponseData {
    ResponseData {
        id: id.into(),
        code: 200,
        status: "OK".into(),
        headers: Headers::new(),
        body: ResponseBody::Whole(body.to_owned().into()),
        response_time: 12.0,
        downloaded_bytes: body.len() as u64,
    }
}

impl Lab {
    pub(crate) fn new() -> Self {
        Self {
            sandbox: Self::sandbox(512),
            scopes: Scopes::default(),
            timeout: Some(Duration::from_secs(5)),
            target: Target::Test,
            response: None,
            events: Vec::new(),
            calls: Calls::default(),
        }
    }

    /// Makes a sandbox that may use so many megabytes.
    pub(crate) fn sandbox(megabytes: u64) -> ProcessSandbox {
        let settings =
            WorkerSettings { memory_limit: megabytes * 1024 * 1024, ..WorkerSettings::default() };
        let program = Some(env!("CARGO_BIN_EXE_postbud").into());
        Supervisor::new(ProcessWorker { program, settings, inline: InlineWhen::default() })
    }

    pub(crate) async fn run(&mut self, source: &str) -> ScriptResult {
        self.events.clear();
        let job = ScriptJob {
            source,
            target: self.target,
            info: ScriptInfo::default(),
            location: vec!["Collection".into(), "Item".into()],
            current: "Item".into(),
            request: Definition::Text(r#"{"url":"http://localhost/","method":"GET"}"#),
            response: self.response.clone(),
            cookies: Vec::new(),
            scopes: &self.scopes,
            timeout: self.timeout,
            ahead: None,
        };
        let events = &mut self.events;
        let result = self.sandbox.run(job, &self.calls, &mut |event| events.push(event)).await;
        apply(&mut self.scopes, &result.outcome.mutations);
        result
    }

    /// The errors of a script, as `name: message`.
    pub(crate) async fn errors(&mut self, source: &str) -> Vec<String> {
        let result = self.run(source).await;
        result.errors.iter().map(|error| format!("{}: {}", error.name, error.message)).collect()
    }

    /// What a script logged.
    pub(crate) async fn logs(&mut self, source: &str) -> Vec<String> {
        let result = self.run(source).await;
        assert_eq!(result.errors, [], "{source}");
        self.lines()
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        let lines = self.events.iter().filter_map(|event| match event {
            ScriptEvent::Console(line) => Some(line.messages.join(" ")),
            ScriptEvent::Assertion(..) | ScriptEvent::Error(_) => None,
        });
        lines.collect()
    }

    /// The tests of a script: name, and why it failed.
    pub(crate) fn tests(&self) -> Vec<(String, Option<String>)> {
        let tests = self.events.iter().filter_map(|event| match event {
            ScriptEvent::Assertion(test, _) => {
                Some((test.name.clone(), test.error.as_ref().map(|error| error.message.clone())))
            }
            ScriptEvent::Console(_) | ScriptEvent::Error(_) => None,
        });
        tests.collect()
    }
}
