//! Which example answers a request.
//!
//! Postman's algorithm: examples of another method are out; so are those that the `x-mock-*`
//! headers exclude; of the rest the one whose path and query match best answers, a successful one
//! first among equals. Postman publishes the steps and not the numbers; the numbers here only have
//! to keep its order: exact before other case, before a variable in the path; parameters that fit
//! before parameters that are missing.

use serde_json::Value;

use super::example::{Example, Segment, decoded};
use crate::http::Headers;

/// What a request asks for.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) method: String,
    /// Path segments as they came.
    pub(super) segments: Vec<String>,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Headers,
    pub(super) body: String,
}

impl Asked {
    pub(super) fn new(
        method: &str,
        path: &str,
        query: &str,
        headers: Headers,
        body: String,
    ) -> Self {
        let mut segments: Vec<String> =
            path.trim_start_matches('/').split('/').map(decoded).collect();
        if segments.last().is_some_and(String::is_empty) {
            segments.pop();
        }
        let query = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Self { method: method.to_uppercase(), segments, query, headers, body }
    }
}

/// Finds the example that answers.
///
/// # Errors
/// Says what there is not: no example of that path, or none that the headers leave.
pub(super) fn find<'e>(examples: &'e [Example], asked: &Asked) -> Result<&'e Example, String> {
    let method = |example: &&Example| {
        example.method == asked.method || (asked.method == "HEAD" && example.method == "GET")
    };
    if let Some(id) = asked.headers.get("x-mock-response-id") {
        let same =
            |example: &&Example| example.id.as_deref().is_some_and(|own| is_same_id(own, id));
        return examples.iter().find(same).ok_or_else(|| format!("no example has the id {id}"));
    }
    let mut best: Option<(u32, &Example)> = None;
    let mut of_path = 0;
    for example in examples.iter().filter(method) {
        let Some(score) = score(example, asked) else { continue };
        of_path += 1;
        if !is_wanted(example, asked) {
            continue;
        }
        let better = best.is_none_or(|(known, other)| {
            (score, example.status / 100 == 2) > (known, other.status / 100 == 2)
        });
        if better {
            best = Some((score, example));
        }
    }
    best.map(|(_, example)| example).ok_or_else(|| {
        let path = format!("{} /{}", asked.method, asked.segments.join("/"));
        match of_path {
            0 => format!("no saved example is for {path}"),
            count => format!(
                "{count} examples are for {path}, and none of them fits the x-mock-… headers"
            ),
        }
    })
}

/// Ids with or without their owner's number in front are the same.
fn is_same_id(own: &str, asked: &str) -> bool {
    own == asked || asked.ends_with(&format!("-{own}")) || own.ends_with(&format!("-{asked}"))
}

/// Tells whether the `x-mock-*` headers leave an example.
fn is_wanted(example: &Example, asked: &Asked) -> bool {
    let header = |name: &str| asked.headers.get(name).map(str::trim);
    let code = header("x-mock-response-code").is_none_or(|code| code == example.status.to_string());
    let name =
        header("x-mock-response-name").is_none_or(|name| name.eq_ignore_ascii_case(&example.name));
    let by_body =
        header("x-mock-match-request-body").is_some_and(|on| on.eq_ignore_ascii_case("true"));
    let body = !by_body || is_same_body(example.body.as_deref().unwrap_or_default(), &asked.body);
    let names = header("x-mock-match-request-headers").unwrap_or_default();
    let headers = names.split(',').map(str::trim).filter(|name| !name.is_empty()).all(|name| {
        let own = example.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        own.map(|(_, value)| value.as_str()) == asked.headers.get(name)
    });
    code && name && body && headers
}

/// Bodies are compared as JSON where both are, else as text.
fn is_same_body(one: &str, other: &str) -> bool {
    let json = |text: &str| serde_json::from_str::<Value>(text).ok();
    match (json(one), json(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.trim() == other.trim(),
    }
}

/// How well path and query match; `None` when the path does not.
fn score(example: &Example, asked: &Asked) -> Option<u32> {
    if example.segments.len() != asked.segments.len() {
        return None;
    }
    let mut score = 100_000;
    for (own, asked) in example.segments.iter().zip(&asked.segments) {
        score -= match own {
            Segment::Text(text) if text == asked => 0,
            Segment::Text(text) if text.eq_ignore_ascii_case(asked) => 100,
            Segment::Any if !asked.is_empty() => 200,
            _ => return None,
        };
    }
    Some(score - misfits(&example.query, &asked.query))
}

/// Counts what is different in two queries: a parameter that only one has, or another value.
fn misfits(example: &[(String, String)], asked: &[(String, String)]) -> u32 {
    let find = |list: &[(String, String)], key: &str| {
        list.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone())
    };
    let mut misfits = 0;
    for (key, value) in example {
        misfits += match find(asked, key) {
            Some(other) if other == *value || value.contains("{{") => 0,
            Some(_) => 2,
            None => 3,
        };
    }
    misfits + asked.iter().map(|(key, _)| u32::from(find(example, key).is_none())).sum::<u32>()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::collection::parse_collection;
    use crate::mock::examples;
    use crate::vars::Scopes;

    const COLLECTION: &str = r#"{"info": {"name": "c"}, "item": [
        {"name": "One", "request": {"method": "GET", "url": "{{base_url}}/orders/:id"}, "response": [
            {"name": "missing", "code": 404, "body": "{}"},
            {"name": "found", "id": "12-ab", "code": 200, "body": "{}"},
            {"name": "the seventh", "code": 200, "originalRequest": {"method": "GET", "url": "{{base_url}}/orders/7"}}]},
        {"name": "List", "request": {"method": "GET", "url": "https://api.example.com/orders?page=1"}, "response": [
            {"name": "page 1", "code": 200},
            {"name": "page 2", "code": 200, "originalRequest": {"method": "GET", "url": {"raw": "", "host": ["{{base_url}}"], "path": ["orders"], "query": [{"key": "page", "value": "2"}]}}}]},
        {"name": "New", "request": {"method": "POST", "url": "{{api}}orders", "body": {"mode": "raw", "raw": "{\"a\": 1}"}, "header": [{"key": "X-Kind", "value": "k"}]}, "response": [
            {"name": "created", "code": 201}]},
        {"name": "Odd", "request": {"url": "x"}, "response": [{"name": "odd", "code": "nonsense"}]}]}"#;

    fn answer(line: &str, headers: &[(&str, &str)], body: &str) -> String {
        let collection = parse_collection(COLLECTION, "c").unwrap();
        let (found, notes) = examples(&collection, &Scopes::default());
        assert_eq!(notes, ["Odd: example \"odd\" is left out: its code \"nonsense\" is no status"]);
        let (method, target) = line.split_once(' ').unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let headers = headers.iter().copied().collect();
        let asked = Asked::new(method, path, query, headers, body.to_owned());
        find(&found, &asked).map_or_else(|error| error, |example| example.name.clone())
    }

    #[test]
    fn the_best_match_answers() {
        for (line, expected) in [
            ("GET /orders/7", "the seventh"),
            ("GET /orders/8", "found"),
            ("GET /Orders/8/", "found"),
            ("HEAD /orders/8", "found"),
            ("GET /orders", "page 1"),
            ("GET /orders?page=2", "page 2"),
            ("GET /orders?page=3", "page 1"),
            ("GET /ORDERS?page=2&size=5", "page 2"),
            ("POST /orders", "created"),
            ("PUT /orders", "no saved example is for PUT /orders"),
            ("GET /orders/8/lines", "no saved example is for GET /orders/8/lines"),
        ] {
            assert_eq!(answer(line, &[], ""), expected, "{line}");
        }
    }

    #[test]
    fn headers_choose_among_examples() {
        let get = |name: &str, value: &str| answer("GET /orders/8", &[(name, value)], "");
        assert_eq!(get("x-mock-response-code", "404"), "missing");
        assert_eq!(get("X-Mock-Response-Name", "Missing"), "missing");
        assert_eq!(get("x-mock-response-id", "ab"), "found");
        assert_eq!(get("x-mock-response-id", "12-ab"), "found");
        assert!(get("x-mock-response-id", "zz").contains("no example has the id"));
        assert!(
            get("x-mock-response-code", "500").contains("2 examples are for GET /orders/8"),
            "{}",
            get("x-mock-response-code", "500")
        );
        let post = |headers: &[(&str, &str)], body: &str| answer("POST /orders", headers, body);
        let by_body = [("x-mock-match-request-body", "true")];
        assert_eq!(post(&by_body, "{ \"a\":1 }"), "created");
        assert!(post(&by_body, "{\"a\": 2}").contains("none of them fits"));
        let by_header = ("x-mock-match-request-headers", "x-kind");
        assert_eq!(post(&[by_header, ("X-KIND", "k")], ""), "created");
        assert!(post(&[by_header], "").contains("none of them fits"));
    }
}
