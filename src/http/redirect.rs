//! Redirects as Postman follows them: a pure decision about what to send next.

use super::url::{parse, to_wire};
use super::{Body, Failure, FailureKind, Phase, Request, Response};

/// Decides what to send after `response`: the next request, or `None` when `response` is the end.
/// `request` is what was asked, without the cookies of the jar; `followed` counts earlier hops.
///
/// Any 3xx with `Location` redirects, 304 too. 307 and 308 keep method and body, the others turn
/// into GET (HEAD stays). On another host `Authorization` and `Cookie` are left out.
///
/// # Errors
/// Fails when the chain is too long, or leads to something that cannot be requested.
pub(super) fn next(
    request: &Request,
    response: &Response,
    followed: usize,
) -> Result<Option<Request>, Failure> {
    let location = response.headers.get("Location").filter(|text| !text.is_empty());
    let Some(location) = location else { return Ok(None) };
    if !(300..400).contains(&response.code) || !request.options.follow_redirects {
        return Ok(None);
    }
    if followed >= request.options.max_redirects {
        return Err(failure(
            FailureKind::TooManyRedirects,
            format!("Exceeded maxRedirects. Probably stuck in a redirect loop {}", request.url),
        ));
    }
    let target = resolve(&request.url, &as_utf8(location));
    let url = to_wire(&parse(&target), true).map_err(|cause| {
        let message = format!("{} redirects to \"{target}\": {cause}", request.url);
        failure(FailureKind::InvalidRequest, message)
    })?;
    Ok(Some(redirected(request, response.code, url)))
}

fn redirected(request: &Request, code: u16, url: String) -> Request {
    let options = &request.options;
    let mut next = Request { url, ..request.clone() };
    let authority = authority(&next.url);
    let other_host = host(authority) != host(self::authority(&request.url));
    if other_host && !options.keep_auth_on_redirect {
        next.headers.remove("Authorization");
        next.headers.remove("Cookie");
    }
    if !matches!(code, 307 | 308) && !options.keep_method_on_redirect {
        if next.method != "HEAD" {
            "GET".clone_into(&mut next.method);
        }
        next.body = Body::Empty;
        next.headers.remove("Content-Type");
        next.headers.remove("Content-Length");
    }
    if !options.drop_referer_on_redirect {
        let page = request.url.split('#').next().unwrap_or_default();
        next.headers.set("Referer", page);
    }
    // newman makes `Host` anew for every hop, so that it comes last and a user's own is gone.
    if next.headers.contains("Host") {
        let host = self::authority(&next.url).to_owned();
        next.headers.remove("Host");
        next.headers.push("Host", host);
    }
    next
}

/// Resolves a `Location` as postman-url-encoder does: nothing is normalised.
fn resolve(base: &str, location: &str) -> String {
    let (scheme, rest) = base.split_once("://").unwrap_or(("http", base));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let no_hash = path.split('#').next().unwrap_or_default();
    let no_query = no_hash.split('?').next().unwrap_or_default();
    let absolute = location.split_once(':').is_some_and(|(scheme, rest)| {
        let word = |c: char| c.is_ascii_alphanumeric() || ".+-".contains(c);
        !scheme.is_empty()
            && scheme.chars().all(word)
            && (rest.starts_with("//") || rest.starts_with("\\\\"))
    });
    if absolute {
        return location.to_owned();
    }
    match location.as_bytes() {
        [b'/', b'/', ..] | [b'\\', b'\\', ..] => format!("{scheme}:{location}"),
        [b'/' | b'\\', ..] => format!("{scheme}://{authority}{location}"),
        [b'#', ..] => format!("{scheme}://{authority}{no_hash}{location}"),
        [b'?', ..] => format!("{scheme}://{authority}{no_query}{location}"),
        _ => {
            let folder = no_query.rfind('/').map_or("/", |at| &no_query[..=at]);
            format!("{scheme}://{authority}{folder}{location}")
        }
    }
}

/// Header text is latin-1 here; servers write UTF-8 into `Location`.
fn as_utf8(location: &str) -> String {
    let bytes: Option<Vec<u8>> = location.chars().map(|c| u8::try_from(c).ok()).collect();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| location.to_owned())
}

fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

fn host(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => host,
        _ => authority,
    }
}

fn failure(kind: FailureKind, message: String) -> Failure {
    Failure { kind, phase: Phase::Exchange, code: None, message }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::http::SendOptions;

    fn request(method: &str) -> Request {
        let headers = [
            ("Authorization", "secret"),
            ("cookie", "a=1"),
            ("Host", "h:81"),
            ("Content-Type", "text/plain"),
            ("Content-Length", "2"),
        ];
        Request {
            method: method.to_owned(),
            url: "http://h:81/a/b?c=d#e".to_owned(),
            headers: headers.into_iter().collect(),
            body: Body::Bytes("zz".into()),
            options: SendOptions::default(),
        }
    }

    fn response(code: u16, location: &str) -> Response {
        let headers = [("location", location)].into_iter().collect();
        Response { code, headers, ..Response::default() }
    }

    #[test]
    fn resolves_without_normalising() {
        let cases = [
            ("/x", "http://h:81/x"),
            ("x/../y", "http://h:81/a/x/../y"),
            ("?q", "http://h:81/a/b?q"),
            ("#f", "http://h:81/a/b?c=d#f"),
            ("//i/x", "http://i/x"),
            ("https://i", "https://i/"),
            ("\\x y", "http://h:81/x%20y"),
            ("/\u{c3}\u{a9}", "http://h:81/%C3%A9"),
            ("/?u=http://z", "http://h:81/?u=http://z"),
        ];
        for (location, expected) in cases {
            let next = next(&request("GET"), &response(302, location), 0).unwrap().unwrap();
            assert_eq!(next.url, expected, "{location}");
        }
    }

    #[test]
    fn keeps_method_and_body_as_the_status_says() {
        let cases = [
            (301, "POST", "GET"),
            (302, "PUT", "GET"),
            (303, "HEAD", "HEAD"),
            (304, "DELETE", "GET"),
            (307, "POST", "POST"),
            (308, "PATCH", "PATCH"),
        ];
        for (code, method, expected) in cases {
            let next = next(&request(method), &response(code, "/"), 0).unwrap().unwrap();
            assert_eq!(next.method, expected);
            assert_eq!(matches!(next.body, Body::Empty), code < 307);
            assert_eq!(next.headers.contains("Content-Type"), code >= 307);
            assert_eq!(next.headers.get("Referer"), Some("http://h:81/a/b?c=d"));
            assert_eq!(next.headers.get("Authorization"), Some("secret"));
        }
    }

    #[test]
    fn credentials_stay_with_their_host() {
        let next_for = |location: &str| {
            next(&request("GET"), &response(302, location), 0).unwrap().unwrap().headers
        };
        assert!(!next_for("http://i/").contains("Authorization"));
        assert!(!next_for("http://i/").contains("Cookie"));
        assert_eq!(next_for("http://i/").get("Host"), Some("i"));
        assert!(next_for("http://h:99/").contains("Authorization"));
        assert_eq!(next_for("http://h:99/").get("Host"), Some("h:99"));
    }

    #[test]
    fn options_change_the_rules() {
        let mut asked = request("POST");
        asked.options.keep_method_on_redirect = true;
        asked.options.keep_auth_on_redirect = true;
        asked.options.drop_referer_on_redirect = true;
        let sent = next(&asked, &response(303, "http://i/"), 9).unwrap().unwrap();
        assert_eq!(sent.method, "POST");
        assert!(matches!(sent.body, Body::Bytes(_)));
        assert!(sent.headers.contains("Authorization"));
        assert!(!sent.headers.contains("Referer"));
        asked.options.follow_redirects = false;
        assert!(next(&asked, &response(303, "/"), 0).unwrap().is_none());
    }

    #[test]
    fn ends_where_nothing_redirects_or_too_much_does() {
        assert!(next(&request("GET"), &response(200, "/"), 0).unwrap().is_none());
        assert!(next(&request("GET"), &Response::default(), 0).unwrap().is_none());
        let failure = next(&request("GET"), &response(302, "/"), 10).unwrap_err();
        assert_eq!(failure.kind, FailureKind::TooManyRedirects);
        let failure = next(&request("GET"), &response(302, "ftp://x/"), 0).unwrap_err();
        assert!(failure.message.contains("Invalid protocol: ftp:"), "{failure}");
    }
}
