//! Secrets: put everywhere, found nowhere.

use std::io::Read;

use serde_json::{Value, json};

use crate::support::command::Desk;
use crate::support::wire::{Reply, Server, response};

/// Distinctive, even in packed data, and with what encodings change.
fn secret(number: usize) -> String {
    format!("zqzq{number:02}/Xk+\"w'&JvJv{number:02}")
}

/// How many secrets there are.
const COUNT: usize = 60;

/// Traces of secrets: in clear, percent-encoded, base64 (in all three alignments), escaped.
fn traces(number: usize) -> Vec<String> {
    // What is left of a secret in any encoding that keeps letters.
    vec![format!("zqzq{number:02}"), format!("JvJv{number:02}")]
}

fn base64_traces(number: usize) -> Vec<String> {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD_NO_PAD;
    let secret = secret(number);
    let shifted = (0..3).map(|shift| {
        let text = format!("{}{secret}", "x".repeat(shift));
        let encoded = STANDARD_NO_PAD.encode(text);
        // Without what the neighbours decide.
        encoded[4 * usize::from(shift > 0)..encoded.len() - 4].to_owned()
    });
    shifted.collect()
}

fn pair(key: &str, number: usize) -> Value {
    json!({"key": key, "value": secret(number)})
}

fn auth(kind: &str, params: Value) -> Value {
    json!({"type": kind, kind: params})
}

/// A collection with secrets 0 to 21 in every place of its own.
fn collection(base: &str) -> Value {
    let script = |listen: &str, source: String| json!({"listen": listen, "script": {"exec": source.lines().collect::<Vec<_>>()}});
    let quoted = |number: usize| serde_json::to_string(&secret(number)).unwrap();
    let test = format!(
        "const answer = pm.response.json();
         pm.environment.set('session_token', answer.access_token);
         pm.globals.set('apiKey', {});
         const password = {};
         console.log('token', answer.access_token, password, {{password}}, pm.environment.toObject());
         console.warn(encodeURIComponent(answer.access_token), btoa(password));
         pm.test('leaks ' + password, () => pm.expect(answer.access_token).to.eql(password));
         pm.test('deep', () => pm.expect({{refresh_token: answer.refresh_token}}).to.eql({{}}));
         const codeToken = {};
         pm.sendRequest({{url: pm.request.url.toString() + '&code_token=' + encodeURIComponent(codeToken),
             header: {{'X-Api-Key': {}}}}}, () => {{}});
         throw new Error('with ' + answer.access_token);",
        quoted(0),
        quoted(1),
        quoted(2),
        quoted(3)
    );
    let urlencoded = |number: usize| json!({"mode": "urlencoded", "urlencoded": [{"key": "grant_type", "value": "password"}, pair("password", number)]});
    let raw = json!({"mode": "raw", "raw": json!({"client_secret": secret(4), "nested": {"apiKey": secret(5)}}).to_string()});
    let url = format!("{base}/echo?access_token={{{{urlToken}}}}&x=1");
    json!({
        "info": {"name": "leaks", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "auth": auth("bearer", json!([pair("token", 6)])),
        "variable": [pair("collection_secret", 7), pair("urlToken", 8), {"key": "plain", "type": "secret", "value": secret(9)}],
        "event": [script("prerequest", format!("pm.variables.set('local_password', {});", quoted(10)))],
        "item": [
            {"name": "bearer", "event": [script("test", test)],
             "request": {"method": "POST", "url": url, "body": raw,
                "header": [pair("X-Api-Key", 11), {"key": "Cookie", "value": format!("sid={}", "zqzq12XkJvJv12")}]},
             "response": [{"name": "saved", "body": json!({"refresh_token": secret(13)}).to_string()}]},
            {"name": "basic", "request": {"method": "POST", "url": url, "body": urlencoded(14),
                "auth": auth("basic", json!([{"key": "username", "value": "me"}, pair("password", 15)]))}},
            {"name": "apikey", "request": {"url": url,
                "auth": auth("apikey", json!([{"key": "key", "value": "X-Shop"}, pair("value", 16), {"key": "in", "value": "header"}]))}},
            {"name": "digest", "request": {"url": url,
                "auth": auth("digest", json!([{"key": "username", "value": "me"}, pair("password", 17)]))}},
            {"name": "aws", "request": {"url": url,
                "auth": auth("awsv4", json!([{"key": "accessKey", "value": "AKIDEXAMPLE"}, pair("secretKey", 18), pair("sessionToken", 19)]))}},
            {"name": "data {{data_password}}", "request": {"url": format!("{base}/echo?q={{{{data_password}}}}"), "header": [{"key": "X-Merchant", "value": secret(20)}]}},
            {"name": "refused", "request": {"url": "http://127.0.0.1:1/?token={{urlToken}}"}},
            further_schemes(base),
            further_places(base),
        ],
    })
}

/// Secrets 30 to 42: authorization that signs, or asks for a token.
fn further_schemes(base: &str) -> Value {
    let item = |kind: &str, params: Value| json!({"name": kind, "request": {"url": format!("{base}/echo"), "auth": auth(kind, params)}});
    let plain = |key: &str, value: &str| json!({"key": key, "value": value});
    let oauth2 = json!([
        plain("grant_type", "password_credentials"),
        plain("accessTokenUrl", &format!("{base}/token")),
        plain("clientId", "client"),
        pair("clientSecret", 30),
        plain("username", "me"),
        pair("password", 31),
        plain("client_authentication", "body")
    ]);
    let oauth1 = json!([
        plain("consumerKey", "consumer"), pair("consumerSecret", 33), pair("token", 34), pair("tokenSecret", 35),
        plain("signatureMethod", "PLAINTEXT"), plain("version", "1.0"), {"key": "addParamsToHeader", "value": true}]);
    json!({"name": "schemes", "item": [
        item("oauth2", oauth2),
        item("oauth1", oauth1),
        item("hawk", json!([plain("authId", "id"), pair("authKey", 36), plain("algorithm", "sha256")])),
        item("ntlm", json!([plain("username", "me"), pair("password", 37)])),
        item("edgegrid", json!([pair("accessToken", 38), pair("clientToken", 39), pair("clientSecret", 40)])),
        item("jwt", json!([plain("algorithm", "HS256"), pair("secret", 41), plain("payload", "{}")])),
        item("asap", json!([plain("alg", "RS256"), plain("kid", "k"), plain("iss", "i"), pair("privateKey", 42)])),
    ]})
}

/// Secrets 43 to 59: in URLs, bodies, answers that are no JSON, and what scripts do late.
fn further_places(base: &str) -> Value {
    let host = base.trim_start_matches("http://");
    let quoted = |number: usize| serde_json::to_string(&secret(number)).unwrap();
    let test = |source: String| json!([{"listen": "test", "script": {"exec": source}}]);
    let late = format!(
        "const late = {}.split('').reverse().join('');
         console.log('before it is stored', late, [late], Buffer.from(late));
         pm.test('early ' + late, () => {{ throw new Error(late); }});
         pm.environment.set('late_token', late);
         pm.visualizer.set('<p>{{{{late}}}}</p>', {{ late, passcode: {} }});",
        serde_json::to_string(&secret(51).chars().rev().collect::<String>()).unwrap(),
        quoted(53)
    );
    let vault = format!(
        "const held = await pm.vault.get('shop'); console.log('held', held, pm.environment.get('api_key'),
            pm.environment.get('MAIL_PASSWORD'));
         await pm.vault.set('other', {}); console.log(await pm.vault.get('other'));
         pm.sendRequest({{url: '{base}/echo', auth: {{type: 'basic', basic: [{{key: 'username', value: 'me'}},
            {{key: 'password', value: {}}}]}}}}, () => {{}});",
        quoted(46),
        quoted(54)
    );
    let form = json!({"mode": "formdata", "formdata": [{"key": "password", "value": secret(50), "type": "text"}]});
    let xml = format!("<login><password>{}</password></login>", secret(59).replace('&', "&amp;"));
    let graphql = json!({"mode": "graphql", "graphql": {"query": "{ me }", "variables": json!({"password": secret(45)}).to_string()}});
    json!({"name": "places", "item": [
        {"name": "user in the url", "request": {"url": format!("http://me:zqzq43XkJvJv43@{host}/echo")}},
        {"name": "path variable", "request": {"url": {"raw": format!("{base}/echo/:token"), "protocol": "http",
            "host": host.split(':').next().unwrap(), "port": host.split(':').nth(1).unwrap(), "path": ["echo", ":token"],
            "variable": [{"key": "token", "value": "zqzq44XkJvJv44"}]}}},
        {"name": "graphql", "request": {"method": "POST", "url": format!("{base}/echo"), "body": graphql}},
        {"name": "multipart", "request": {"method": "POST", "url": format!("{base}/echo"), "body": form}},
        {"name": "xml", "request": {"method": "POST", "url": format!("{base}/echo"), "body": {"mode": "raw", "raw": xml}}},
        {"name": "late", "event": test(late), "request": {"url": format!("{base}/echo")}},
        {"name": "vault", "event": test(vault), "request": {"url": format!("{base}/echo")}},
        {"name": "redirect", "event": test("console.log(pm.response.text())".to_owned()), "request": {"url": format!("{base}/redirect")}},
        {"name": "form answer", "event": test("console.log(pm.response.text())".to_owned()), "request": {"url": format!("{base}/form")}},
        {"name": "xml answer", "event": test("console.log(pm.response.text()); throw new Error(pm.response.text())".to_owned()),
         "request": {"url": format!("{base}/xml")}},
        {"name": "saved", "request": {"url": format!("{base}/echo")}, "response": [{"name": "example",
            "originalRequest": {"url": format!("{base}/?api_key={}", "zqzq58XkJvJv58"), "header": [pair("Authorization", 58)]},
            "header": [{"key": "Set-Cookie", "value": "sid=zqzq55XkJvJv55; Path=/"}], "body": ""}]},
    ]})
}

fn server() -> Server {
    Server::start(|request| {
        let path = request.line().split(' ').nth(1).unwrap_or_default().to_owned();
        if path.starts_with("/redirect") {
            let lines = [("Location", "/echo?access_token=zqzq52XkJvJv52")];
            return Reply::Send(response("302 Found", &lines, b""));
        }
        if path.starts_with("/form") {
            let lines = [("Content-Type", "application/x-www-form-urlencoded")];
            let body = "access_token=zqzq56%2FXk%2BJvJv56&token_type=bearer";
            return Reply::Send(response("200 OK", &lines, body.as_bytes()));
        }
        if path.starts_with("/xml") {
            let body = "<s:Envelope><s:Body><s:SessionToken id='1'>zqzq57/Xk+JvJv57</s:SessionToken></s:Body></s:Envelope>";
            return Reply::Send(response(
                "200 OK",
                &[("Content-Type", "text/xml")],
                body.as_bytes(),
            ));
        }
        let echo = [request.lines().join(" "), String::from_utf8_lossy(&request.body).into_owned()];
        let body = json!({
            "access_token": secret(21), "refresh_token": secret(22), "token_type": "Bearer", "echo": echo,
        });
        let cookie = format!("session={}; Path=/; HttpOnly", "zqzq23XkJvJv23");
        let lines = [
            ("Content-Type", "application/json"),
            ("Set-Cookie", cookie.as_str()),
            ("X-Auth-Token", "zqzq24XkJvJv24"),
        ];
        Reply::Send(response("200 OK", &lines, body.to_string().as_bytes()))
    })
}

fn desk(base: &str) -> Desk {
    let desk = Desk::new();
    desk.file("c.json", collection(base).to_string());
    let environment = json!({"name": "e", "values": [
        {"key": "db", "value": secret(25), "type": "secret", "enabled": true},
        {"key": "client_secret", "value": secret(26), "enabled": true},
        {"key": "off_token", "value": secret(27), "enabled": false}]});
    desk.file("e.json", environment.to_string());
    desk.file("g.json", json!({"values": [pair("global_password", 28)]}).to_string());
    desk.file("d.json", json!([{"data_password": secret(29), "row": 1}]).to_string());
    desk.file("vault.env", format!("shop={}\n", quoted(47)));
    desk.file("mail.env", format!("MAIL_PASSWORD={}\n", quoted(49)));
    desk
}

/// As a line of an env file wants it: in quotes, with escapes.
fn quoted(number: usize) -> String {
    serde_json::to_string(&secret(number)).unwrap()
}

/// Everything in a folder.
fn written(desk: &Desk, folder: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for entry in std::fs::read_dir(desk.path(folder)).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let text = desk.read(&format!("{folder}/{name}"));
        files.push((name, text));
    }
    files
}

fn assert_tight(name: &str, text: &str) {
    for number in 0..COUNT {
        for trace in traces(number).into_iter().chain(base64_traces(number)) {
            if let Some(at) = text.find(&trace) {
                let from = text.floor_char_boundary(at.saturating_sub(200));
                let to = text.ceil_char_boundary((at + 60).min(text.len()));
                panic!("{name} holds secret {number} ({trace}): …{}…", &text[from..to]);
            }
        }
    }
}

/// All reporters that write files.
const FILES: [&str; 9] =
    ["json", "junit", "html", "csv", "markdown", "github", "teamcity", "tap", "events"];

/// `-r` with all reporters, those of files into a folder.
fn all_reporters(folder: &str) -> Vec<String> {
    let mut words = vec!["-r".to_owned(), format!("cli,progress,{}", FILES.join(","))];
    words.extend(FILES.map(|name| format!("--reporter-{name}-export={folder}/{name}")));
    words.push("--reporter-csv-include-body".to_owned());
    words
}

#[test]
fn no_report_holds_a_secret() {
    let server = server();
    let desk = desk(&server.url(""));
    let mut words =
        "run c.json -e e.json -g g.json -d d.json --verbose --secret X-Merchant --vault vault.env \
        --env-file mail.env --env-var"
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>();
    words.push(format!("api_key={}", secret(48)));
    words.extend(all_reporters("out"));
    words.extend(["--retry", "1", "--retry-delay", "1"].map(str::to_owned));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let summary = desk.path("summary.md");
    let ran = desk.postbud_with(&words, &[("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())]);
    assert_eq!(ran.code, 4, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("> POST") && ran.stdout.contains("*****"), "{}", ran.stdout);
    assert_tight("stdout", &ran.stdout);
    assert_tight("stderr", &ran.stderr);
    assert_tight("the job's summary", &desk.read("summary.md"));
    assert_all_tight(&desk, "out");
    assert_everything_was_sent(&server, &desk.read("out/events"));

    let mut words = vec!["report", "out/events", "--verbose"];
    let again = all_reporters("again");
    words.extend(again.iter().map(String::as_str));
    assert_tight("report", &desk.postbud(&words).stdout);
    assert_all_tight(&desk, "again");
    let words = "run c.json -e e.json -d d.json --secret X-Merchant --dry-run";
    let dry = desk.postbud(&words.split(' ').collect::<Vec<_>>());
    assert_tight("the dry run", &dry.stdout);
    assert_tight("lint", &desk.postbud(&["lint", "c.json", "-e", "e.json"]).stdout);
}

fn assert_all_tight(desk: &Desk, folder: &str) {
    let written = written(desk, folder);
    assert_eq!(written.len(), FILES.len());
    for (name, text) in &written {
        // Buffers of bytes and compressed blocks hide what they hold.
        let shown = match name.as_str() {
            "json" => with_bodies(text),
            "html" => with_blocks(text),
            _ => text.clone(),
        };
        assert_tight(name, &shown);
    }
}

/// The secrets were in use: a run that sends nothing leaks nothing.
fn assert_everything_was_sent(server: &Server, events: &str) {
    let sent: String = server
        .seen()
        .iter()
        .map(|seen| format!("{} {}", seen.lines().join(" "), String::from_utf8_lossy(&seen.body)))
        .collect();
    for number in [4, 5, 6, 11, 14, 16, 19, 20, 30, 31, 33, 34, 35, 38, 39, 45, 50, 59] {
        assert!(sent.contains(&format!("zqzq{number:02}")), "secret {number} was not sent: {sent}");
    }
    assert!(events.contains("before it is stored") && events.contains("\"held\""), "{events}");
}

/// The page with its blocks inflated.
fn with_blocks(page: &str) -> String {
    use base64::Engine as _;
    let (_, rest) = page.split_once("id=\"blocks\">").unwrap();
    let blocks: Vec<String> =
        serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    let mut shown = page.to_owned();
    for block in blocks {
        let bytes = base64::engine::general_purpose::STANDARD.decode(block).unwrap();
        flate2::read::DeflateDecoder::new(bytes.as_slice()).read_to_string(&mut shown).unwrap();
    }
    shown
}

/// A proxy's credentials, when it is not there and when it refuses.
#[test]
fn no_report_holds_the_credentials_of_a_proxy() {
    let server = server();
    let desk = desk(&server.url(""));
    for host in ["127.0.0.1:1".to_owned(), server.url("").trim_start_matches("http://").to_owned()]
    {
        let proxy = format!("http://me:zqzq32XkJvJv32@{host}");
        let words = ["run", "c.json", "--folder", "apikey", "--proxy", &proxy, "-r", "cli,events"];
        let export = ["--reporter-events-export=e.ndjson", "--secret=X-Merchant"];
        let ran = desk.postbud(&[words.as_slice(), &export].concat());
        assert_tight("stdout", &ran.stdout);
        assert_tight("stderr", &ran.stderr);
        assert_tight("events", &desk.read("e.ndjson"));
    }
}

/// The document with its buffers as text.
fn with_bodies(text: &str) -> String {
    let document: Value = serde_json::from_str(text).unwrap();
    let mut shown = text.to_owned();
    for execution in document["run"]["executions"].as_array().unwrap() {
        let data = execution["response"]["stream"]["data"].as_array();
        let bytes = data.into_iter().flatten().map(|byte| byte.as_u64().unwrap() as u8);
        shown.push_str(&String::from_utf8_lossy(&bytes.collect::<Vec<u8>>()));
    }
    shown
}

#[test]
fn exports_hold_them_because_that_file_was_asked_for() {
    let server = server();
    let desk = desk(&server.url(""));
    let ran = desk.postbud(&[
        "run",
        "c.json",
        "-e",
        "e.json",
        "--folder",
        "bearer",
        "--export-environment",
        "out.json",
    ]);
    assert_tight("stdout", &ran.stdout);
    assert!(desk.read("out.json").contains("zqzq25"));
}

#[test]
fn show_secrets_is_loud() {
    let server = server();
    let desk = desk(&server.url(""));
    let ran =
        desk.postbud(&["run", "c.json", "-e", "e.json", "--folder", "bearer", "--show-secrets"]);
    assert!(ran.stderr.starts_with("warning: --show-secrets"), "{}", ran.stderr);
    assert!(ran.stdout.contains("--show-secrets: this run's reports hold"), "{}", ran.stdout);
    assert!(ran.stdout.contains("zqzq21"), "{}", ran.stdout);
    let words = ["run", "c.json", "--show-secrets", "--dry-run"];
    assert!(desk.postbud(&words).stderr.starts_with("warning: --show-secrets"));
}
