//! Makes the URL that is sent.

use super::{encode, unparse};
use crate::collection::{Url, UrlParts};
use crate::http::{Failure, FailureKind, Phase};

/// Makes the absolute, percent-encoded URL of parsed parts. `encode: false` is Postman's
/// `disableUrlEncoding`: only the host is still lower-cased and made ASCII.
///
/// The protocol defaults to `http`. Neither `//` nor `..` is normalised.
///
/// # Errors
/// Fails when the URL is empty, has no host, or is neither `http` nor `https`.
pub fn to_wire(parts: &UrlParts, encode: bool) -> Result<String, Failure> {
    check_not_empty(parts)?;
    let protocol = protocol(parts)?;
    let host = ascii_host(&parts.host.join("."));
    if host.is_empty() {
        let url = unparse(&Url::Parts(Box::new(parts.clone())));
        return Err(invalid(format!("Invalid URI \"{url}\": it names no host")));
    }
    let apply = |encoder: fn(&str) -> String, text: &str| {
        if encode { encoder(text) } else { text.to_owned() }
    };
    let mut url = format!("{protocol}://");
    if let Some((user, password)) = unparse::credentials(parts) {
        url.push_str(&apply(encode::userinfo, user.unwrap_or_default()));
        if let Some(password) = password {
            url.push(':');
            url.push_str(&apply(encode::userinfo, password));
        }
        url.push('@');
    }
    url.push_str(&host);
    if let Some(port) = &parts.port {
        url.push(':');
        url.push_str(port);
    }
    url.push_str(&apply(encode::path, &unparse::path(parts)));
    if let Some(query) = unparse::query(parts) {
        url.push('?');
        url.push_str(&apply(encode::query, &query));
    }
    if let Some(hash) = &parts.hash {
        url.push('#');
        url.push_str(&apply(encode::fragment, hash));
    }
    Ok(url)
}

fn check_not_empty(parts: &UrlParts) -> Result<(), Failure> {
    let nothing = parts.protocol.is_none()
        && parts.host.iter().all(|label| label.trim().is_empty())
        && parts.port.is_none()
        && parts.path.is_empty()
        && parts.query.is_empty()
        && parts.hash.is_none();
    if nothing {
        return Err(invalid(
            "request url is empty: write it as a string, or with host and path \
             (Postman ignores \"raw\" when url is an object)"
                .to_owned(),
        ));
    }
    Ok(())
}

fn protocol(parts: &UrlParts) -> Result<String, Failure> {
    let text = parts.protocol.as_deref().unwrap_or("http");
    let protocol = text.trim_end_matches("://").to_ascii_lowercase();
    match protocol.as_str() {
        "http" | "https" => Ok(protocol),
        "" => Ok("http".to_owned()),
        other => {
            Err(invalid(format!("Invalid protocol: {other}: only http and https can be sent")))
        }
    }
}

/// Lower-cases a host and makes it ASCII (IDN); what is no host name stays as it is, so that the
/// failure to connect names it.
fn ascii_host(host: &str) -> String {
    let lower = host.to_lowercase();
    url::Host::parse(&lower).map_or(lower, |host| host.to_string())
}

fn invalid(message: String) -> Failure {
    Failure { kind: FailureKind::InvalidRequest, phase: Phase::Prepare, code: None, message }
}
