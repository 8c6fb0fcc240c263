//! Requests, headers and cookies as Postman's SDK writes them.

use cookie_store::RawCookie;
use serde_json::{Map, Value, json};

use crate::run::event::{Headers, SentRequest};

/// Writes a request as sent. `definition` is the item it comes from: headers that are not in it were
/// added by the runner (`system: true`), and the body keeps its mode.
pub(super) fn request(sent: &SentRequest, definition: &Value) -> Value {
    let defined = definition.get("request").unwrap_or(&Value::Null);
    let own = |name: &str| {
        let headers = defined.get("header").and_then(Value::as_array);
        headers.is_some_and(|headers| {
            headers
                .iter()
                .filter_map(|header| header.get("key")?.as_str())
                .any(|key| key.eq_ignore_ascii_case(name))
        })
    };
    let header = sent.headers.iter().map(|(key, value)| {
        if own(key) {
            json!({"key": key, "value": value})
        } else {
            json!({"key": key, "value": value, "system": true})
        }
    });
    let header: Vec<Value> = header.collect();
    let mut request = Map::new();
    request.insert("url".to_owned(), url(&sent.url));
    request.insert("header".to_owned(), json!(header));
    request.insert("method".to_owned(), json!(sent.method));
    if let Some(body) = body(&sent.body.bytes, defined.get("body")) {
        request.insert("body".to_owned(), body);
    }
    Value::Object(request)
}

/// Writes the content as sent in the mode of the definition. Content that was streamed (files,
/// multipart) is written as defined.
fn body(sent: &[u8], defined: Option<&Value>) -> Option<Value> {
    if sent.is_empty() {
        return defined.filter(|body| !body.is_null()).cloned();
    }
    let mode = defined.and_then(|body| body.get("mode")?.as_str());
    if mode == Some("urlencoded") {
        let fields = url::form_urlencoded::parse(sent);
        let fields: Vec<Value> =
            fields.map(|(key, value)| json!({"key": key, "value": value})).collect();
        return Some(json!({"mode": "urlencoded", "urlencoded": fields}));
    }
    let mut body = json!({"mode": "raw", "raw": String::from_utf8_lossy(sent)});
    if let Some(options) = defined.and_then(|body| body.get("options")) {
        body["options"] = options.clone();
    }
    Some(body)
}

/// Takes a URL apart without changing any of its text.
fn url(text: &str) -> Value {
    let mut url = Map::new();
    let (text, hash) = split(text, '#');
    let (text, query) = split(text, '?');
    let (protocol, rest) = match text.split_once("://") {
        Some((protocol, rest)) => (Some(protocol), rest),
        None => (None, text),
    };
    let (authority, path) = split(rest, '/');
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match host_and_port.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, Some(port)),
        _ => (host_and_port, None),
    };
    let host: Vec<&str> =
        if host.starts_with('[') { vec![host] } else { host.split('.').collect() };
    if let Some(protocol) = protocol {
        url.insert("protocol".to_owned(), json!(protocol));
    }
    if let Some(port) = port {
        url.insert("port".to_owned(), json!(port));
    }
    if let Some(path) = path {
        url.insert("path".to_owned(), json!(path.split('/').collect::<Vec<_>>()));
    }
    url.insert("host".to_owned(), json!(host));
    let query = query.into_iter().flat_map(|query| query.split('&'));
    let query = query.map(|pair| match pair.split_once('=') {
        Some((key, value)) => json!({"key": key, "value": value}),
        None => json!({"key": pair, "value": null}),
    });
    url.insert("query".to_owned(), query.collect());
    url.insert("variable".to_owned(), json!([]));
    if let Some(hash) = hash {
        url.insert("hash".to_owned(), json!(hash));
    }
    Value::Object(url)
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// Writes out what files may abbreviate and the SDK does not: requests and URLs that are just text,
/// the kind of a script.
pub(super) fn complete(node: &mut Value) {
    if let Some(items) = node.get_mut("item").and_then(Value::as_array_mut) {
        items.iter_mut().for_each(complete);
    }
    match node.get_mut("request") {
        Some(request @ Value::String(_)) => {
            let text = request.as_str().unwrap_or_default();
            *request = json!({"url": url(text), "method": "GET"});
        }
        Some(Value::Object(request)) => {
            if let Some(Value::String(text)) = request.get("url") {
                let parsed = url(text);
                request.insert("url".to_owned(), parsed);
            }
        }
        _ => {}
    }
    let events = node.get_mut("event").and_then(Value::as_array_mut).into_iter().flatten();
    for script in events.filter_map(|event| event.get_mut("script")?.as_object_mut()) {
        script.entry("type").or_insert_with(|| json!("text/javascript"));
    }
}

/// Writes header lines.
pub(super) fn headers(headers: &Headers) -> Vec<Value> {
    headers.iter().map(|(key, value)| json!({"key": key, "value": value})).collect()
}

/// Writes the cookies a response sets.
pub(super) fn cookies(headers: &Headers) -> Vec<Value> {
    let parsed = headers.get_all("set-cookie").filter_map(|line| RawCookie::parse(line).ok());
    parsed.map(|cookie| cookie_form(&cookie)).collect()
}

fn cookie_form(cookie: &RawCookie<'_>) -> Value {
    let mut form = Map::new();
    let mut add = |name: &str, value: Value| {
        if !value.is_null() {
            form.insert(name.to_owned(), value);
        }
    };
    add("name", json!(cookie.name()));
    add("value", json!(cookie.value()));
    add("domain", json!(cookie.domain()));
    add("path", json!(cookie.path()));
    add("httpOnly", json!(cookie.http_only().unwrap_or(false)));
    add("secure", json!(cookie.secure().unwrap_or(false)));
    add("maxAge", json!(cookie.max_age().map(|age| age.whole_seconds())));
    Value::Object(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_come_apart_as_in_newman() {
        assert_eq!(
            url("http://127.0.0.1:38451/c.json?a=1&b#top"),
            json!({"protocol": "http", "port": "38451", "path": ["c.json"],
                "host": ["127", "0", "0", "1"],
                "query": [{"key": "a", "value": "1"}, {"key": "b", "value": null}],
                "variable": [], "hash": "top"})
        );
        assert_eq!(url("http://[::1]/")["host"], json!(["[::1]"]));
        assert_eq!(url("http://[::1]:80/")["port"], "80");
    }

    #[test]
    fn what_files_abbreviate_is_written_out() {
        let mut node =
            json!({"item": [{"request": "{{base}}/a", "event": [{"script": {"exec": []}}]}]});
        complete(&mut node);
        let item = &node["item"][0];
        assert_eq!(item["request"]["method"], "GET");
        assert_eq!(item["request"]["url"]["host"], json!(["{{base}}"]));
        assert_eq!(item["request"]["url"]["path"], json!(["a"]));
        assert_eq!(item["event"][0]["script"]["type"], "text/javascript");
    }

    #[test]
    fn a_body_keeps_its_mode() {
        let defined = json!({"mode": "urlencoded", "urlencoded": []});
        assert_eq!(
            body(b"a=b+c", Some(&defined)),
            Some(json!({"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "b c"}]}))
        );
        let file = json!({"mode": "file", "file": {"src": "a.bin"}});
        assert_eq!(body(b"", Some(&file)), Some(file));
        assert_eq!(body(b"", None), None);
    }
}
