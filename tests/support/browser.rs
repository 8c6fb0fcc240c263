//! A real headless Chromium, spoken to over the DevTools protocol.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base64::Engine as _;
use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket, connect};

/// A browser with one page; it ends when it is dropped.
pub(crate) struct Browser {
    process: Child,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    session: Option<String>,
    calls: u64,
    /// The page has loaded.
    loaded: bool,
    /// Errors and warnings of the page's console, exceptions, and what it loaded from elsewhere.
    problems: Vec<String>,
    _profile: TempDir,
}

/// The size of the window, and the theme that the system asks for.
#[derive(Clone, Copy)]
pub(crate) struct Screen {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dark: bool,
}

pub(crate) const DESKTOP: Screen = Screen { width: 1360, height: 900, dark: false };
pub(crate) const PHONE: Screen = Screen { width: 390, height: 844, dark: false };

impl Browser {
    /// Starts the browser; `None`, with a line that says so, on a machine that has none.
    pub(crate) fn start() -> Option<Self> {
        let Some(program) = program() else {
            eprintln!("skipped: there is no chromium on this machine (apt-get install chromium)");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let mut process = Command::new(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"])
            .args(["--no-first-run", "--disable-background-networking"])
            .args(["--disable-component-update", "--disable-sync", "--remote-debugging-port=0"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines().map_while(Result::ok);
        let address = lines
            .into_iter()
            .find_map(|line| Some(line.strip_prefix("DevTools listening on ")?.to_owned()));
        let (socket, _) = connect(address.unwrap().as_str()).unwrap();
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        }
        let (session, problems) = (None, Vec::new());
        let mut browser =
            Self { process, socket, session, calls: 0, loaded: false, problems, _profile: profile };
        let target = browser.call("Target.createTarget", &json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = browser.call("Target.attachToTarget", &attach);
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page.enable", "Runtime.enable", "Log.enable", "Network.enable"] {
            browser.call(domain, &json!({}));
        }
        Some(browser)
    }

    /// Sets the size of the window and the system's theme.
    pub(crate) fn screen(&mut self, screen: Screen) {
        let (width, height) = (screen.width, screen.height);
        let phone = width < 600;
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone});
        self.call("Emulation.setDeviceMetricsOverride", &metrics);
        let scheme = if screen.dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.call("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Opens a file and waits until its script says that it is ready.
    pub(crate) fn open(&mut self, file: &Path) {
        self.visit(&format!("file://{}", file.display()));
        self.wait_for("document.documentElement?.dataset.ready === 'true'");
    }

    /// Opens an address and waits until it has loaded.
    pub(crate) fn visit(&mut self, url: &str) {
        self.loaded = false;
        self.call("Page.navigate", &json!({ "url": url }));
        self.await_load();
    }

    /// Clicks on what leads to another page, and waits until that has loaded.
    pub(crate) fn follow(&mut self, selector: &str) {
        self.loaded = false;
        self.click(selector);
        self.await_load();
    }

    fn await_load(&mut self) {
        while !self.loaded {
            let event = self.read();
            self.note(&event);
        }
    }

    /// Runs JavaScript in the page and returns its value.
    pub(crate) fn eval(&mut self, script: &str) -> Value {
        let parameters = json!({"expression": script, "awaitPromise": true, "returnByValue": true});
        let answer = self.call("Runtime.evaluate", &parameters);
        assert!(answer.get("exceptionDetails").is_none(), "{script}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Waits, by looking at every frame, until an expression is true.
    pub(crate) fn wait_for(&mut self, condition: &str) {
        let script = format!(
            "new Promise((done) => {{
                const began = Date.now();
                const look = () => {{
                    if ({condition}) done(true);
                    else if (Date.now() - began > 20000) done(false);
                    else setTimeout(look, 10);
                }};
                look();
            }})"
        );
        assert_eq!(self.eval(&script), true, "{condition}");
    }

    /// Presses and releases a key.
    pub(crate) fn press(&mut self, key: &str) {
        let text = if key.chars().count() == 1 { key } else { "" };
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            let event = json!({"type": kind, "key": key, "text": text});
            self.call("Input.dispatchKeyEvent", &event);
        }
    }

    /// Clicks in the middle of the first element that a selector finds.
    pub(crate) fn click(&mut self, selector: &str) {
        let place = self.eval(&format!(
            "(() => {{
                const node = document.querySelector({});
                node.scrollIntoView({{ block: 'nearest' }});
                const box = node.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2];
            }})()",
            Value::from(selector)
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1});
            self.call("Input.dispatchMouseEvent", &event);
        }
    }

    /// Takes a picture, where the variable `POSTBUD_SCREENSHOTS` names a folder for them.
    pub(crate) fn screenshot(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("POSTBUD_SCREENSHOTS").map(PathBuf::from) else {
            return;
        };
        let picture = self.call("Page.captureScreenshot", &json!({"format": "png"}));
        let bytes =
            base64::engine::general_purpose::STANDARD.decode(picture["data"].as_str().unwrap());
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), bytes.unwrap()).unwrap();
    }

    /// Takes what went wrong in the page so far.
    pub(crate) fn problems(&mut self) -> Vec<String> {
        std::mem::take(&mut self.problems)
    }

    fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.calls += 1;
        let mut message = json!({"id": self.calls, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            message["sessionId"] = session.as_str().into();
        }
        self.socket.send(Message::text(message.to_string())).unwrap();
        loop {
            let mut answer = self.read();
            if answer["id"] == self.calls {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].take();
            }
            self.note(&answer);
        }
    }

    fn read(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().unwrap() {
                return serde_json::from_str(&text).unwrap();
            }
        }
    }

    fn note(&mut self, event: &Value) {
        let parameters = &event["params"];
        self.loaded |= event["method"] == "Page.loadEventFired";
        let wrong = match event["method"].as_str() {
            Some("Runtime.exceptionThrown" | "Log.entryAdded") => true,
            Some("Runtime.consoleAPICalled") => parameters["type"] != "log",
            Some("Network.requestWillBeSent") => {
                let url = parameters["request"]["url"].as_str().unwrap_or_default();
                !url.starts_with("file:") && !url.starts_with("data:") && !url.starts_with("about:")
            }
            _ => false,
        };
        if wrong {
            self.problems.push(event.to_string());
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn program() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let candidates =
        names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.into_iter().find(|candidate| candidate.is_file())
}
