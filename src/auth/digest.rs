//! `digest`: challenge and response (RFC 7616).
//!
//! Where Postman and the RFC differ the RFC wins: the challenge's algorithm is used when the block
//! names none the server offers, a list of `qop` values is a list, `algorithm` is not quoted, a stale
//! nonce is answered, and `nc` is hexadecimal.

use std::collections::HashMap;

use md5::Md5;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256, Sha512_256};

use super::challenge::{Challenge, challenges, quoted};
use super::signing::Signing;
use crate::http::Response;

/// The challenges met during a run, by server, user and the nonce that the block itself names.
pub(super) type Challenges = HashMap<(String, String, String), Known>;

/// A challenge, and how often it was answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Known {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    qop: Option<String>,
    algorithm: Option<String>,
    hashes_user: bool,
    is_utf8: bool,
    client_nonce: String,
    count: u32,
}

/// The hash functions, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hash {
    Md5,
    Sha256,
    Sha512_256,
}

impl Hash {
    /// Reads an algorithm's name; the flag tells whether it is a `-sess` one.
    fn of(algorithm: &str) -> Option<(Self, bool)> {
        let (name, session) = match algorithm.len().checked_sub("-sess".len()) {
            Some(at)
                if algorithm.get(at..).is_some_and(|end| end.eq_ignore_ascii_case("-sess")) =>
            {
                (&algorithm[..at], true)
            }
            _ => (algorithm, false),
        };
        let known =
            [("MD5", Self::Md5), ("SHA-256", Self::Sha256), ("SHA-512-256", Self::Sha512_256)];
        let found = known.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, hash)| (*hash, session))
    }

    fn text(self, text: &str) -> String {
        match self {
            Self::Md5 => hex::<Md5>(|hash| hash.update(text)),
            Self::Sha256 => hex::<Sha256>(|hash| hash.update(text)),
            Self::Sha512_256 => hex::<Sha512_256>(|hash| hash.update(text)),
        }
    }

    fn body(self, signing: &Signing<'_>) -> Result<String, String> {
        fn of<D: Digest>(signing: &Signing<'_>) -> Result<String, String> {
            let mut hash = D::new();
            signing.hash_body(&mut hash)?;
            Ok(hex::<D>(|fresh| *fresh = hash))
        }
        match self {
            Self::Md5 => of::<Md5>(signing),
            Self::Sha256 => of::<Sha256>(signing),
            Self::Sha512_256 => of::<Sha512_256>(signing),
        }
    }
}

fn hex<D: Digest>(feed: impl FnOnce(&mut D)) -> String {
    let mut hash = D::new();
    feed(&mut hash);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Signs at once when the challenge is known: from the block's own `nonce` and `realm`, or from an
/// earlier answer of the same server. Otherwise the request goes out unsigned to be challenged.
pub(super) fn sign(signing: &mut Signing<'_>) -> Result<(), String> {
    let key = key(signing)?;
    let known = match signing.challenges.get(&key) {
        Some(known) => known.clone(),
        None => match written(signing) {
            Some(known) => known,
            None => return Ok(()),
        },
    };
    respond(signing, key, known)
}

/// Answers the first challenge it understands, once, and again when the server calls it stale.
pub(super) fn answer(
    signing: &mut Signing<'_>,
    response: &Response,
    answered: usize,
) -> Result<bool, String> {
    let offered: Vec<Challenge> = challenges(response)
        .into_iter()
        .filter(|challenge| challenge.scheme.eq_ignore_ascii_case("digest"))
        .collect();
    if offered.is_empty() {
        return Ok(false);
    }
    let challenge = choose(signing, &offered)?;
    let stale = challenge.param("stale").is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let key = key(signing)?;
    let nonce = challenge.param("nonce").unwrap_or_default();
    let refused = signing.challenges.get(&key).is_some_and(|known| known.nonce == nonce);
    if !stale && (answered > 0 || refused) {
        return Ok(false);
    }
    let known = Known {
        realm: challenge.param("realm").unwrap_or_default().to_owned(),
        nonce: nonce.to_owned(),
        opaque: challenge.param("opaque").map(str::to_owned),
        qop: choose_qop(signing, challenge),
        algorithm: algorithm(signing, challenge).map(str::to_owned),
        hashes_user: challenge
            .param("userhash")
            .is_some_and(|text| text.eq_ignore_ascii_case("true")),
        is_utf8: challenge.param("charset").is_some_and(|text| text.eq_ignore_ascii_case("utf-8")),
        client_nonce: client_nonce(signing),
        count: 0,
    };
    respond(signing, key, known)?;
    Ok(true)
}

fn key(signing: &Signing<'_>) -> Result<(String, String, String), String> {
    let user = signing.required("username")?;
    Ok((signing.target().origin(), user, signing.filled("nonce").unwrap_or_default()))
}

/// The challenge that the block itself carries.
fn written(signing: &Signing<'_>) -> Option<Known> {
    let count = signing.filled("nonceCount").and_then(|text| u32::from_str_radix(&text, 16).ok());
    Some(Known {
        realm: signing.filled("realm")?,
        nonce: signing.filled("nonce")?,
        opaque: signing.filled("opaque"),
        qop: signing.filled("qop"),
        algorithm: signing.filled("algorithm"),
        client_nonce: client_nonce(signing),
        count: count.unwrap_or(1).saturating_sub(1),
        ..Known::default()
    })
}

fn client_nonce(signing: &Signing<'_>) -> String {
    signing.filled("clientNonce").unwrap_or_else(|| signing.fresh.nonce(16))
}

/// Prefers a challenge with the block's algorithm, then the strongest hash, then the server's order:
/// RFC 7616 §3.7 leaves that to the client's policy.
fn choose<'a>(signing: &Signing<'_>, offered: &'a [Challenge]) -> Result<&'a Challenge, String> {
    let named = |challenge: &Challenge| challenge.param("algorithm").unwrap_or("MD5").to_owned();
    let wanted = signing.filled("algorithm");
    let wanted = wanted.and_then(|wanted| {
        offered.iter().find(|challenge| named(challenge).eq_ignore_ascii_case(&wanted))
    });
    let strength = |challenge: &Challenge| Hash::of(&named(challenge)).map(|(hash, _)| hash);
    let known = offered.iter().filter_map(|each| Some((strength(each)?, each)));
    // Of equals the last one wins there, so the first offer comes last.
    let strongest = known.rev().max_by_key(|(strength, _)| *strength).map(|(_, each)| each);
    wanted.or(strongest).ok_or_else(|| {
        let names: Vec<String> = offered.iter().map(named).collect();
        format!("the server asks for a digest algorithm that is unknown: {}", names.join(", "))
    })
}

/// The algorithm to answer with: the challenge's, or where it names none the block's.
fn algorithm<'a>(signing: &Signing<'_>, challenge: &'a Challenge) -> Option<&'a str> {
    challenge.param("algorithm").or_else(|| {
        let written = signing.filled("algorithm")?;
        let known = ["MD5", "MD5-sess"];
        known.into_iter().find(|known| known.eq_ignore_ascii_case(&written))
    })
}

/// The block's `qop` where the server offers it, else `auth`, else what it does offer.
fn choose_qop(signing: &Signing<'_>, challenge: &Challenge) -> Option<String> {
    let offered: Vec<&str> = challenge.param("qop")?.split(',').map(str::trim).collect();
    let offers = |qop: &&str| offered.iter().any(|each| each.eq_ignore_ascii_case(qop));
    let wanted = signing.filled("qop");
    let wanted = wanted.as_deref().into_iter().chain(["auth", "auth-int"]);
    wanted.into_iter().find(|qop| offers(qop)).map(str::to_owned)
}

/// Writes the header for a challenge and remembers that it was answered once more.
fn respond(
    signing: &mut Signing<'_>,
    key: (String, String, String),
    mut known: Known,
) -> Result<(), String> {
    known.count = known.count.saturating_add(1);
    let header = header(signing, &key.1, &known)?;
    signing.challenges.insert(key, known);
    signing.authorize(&header)
}

fn header(signing: &Signing<'_>, user: &str, known: &Known) -> Result<String, String> {
    let algorithm = known.algorithm.as_deref().unwrap_or("MD5");
    let (hash, session) =
        Hash::of(algorithm).ok_or_else(|| format!("unsupported digest algorithm: {algorithm}"))?;
    let Known { realm, nonce, client_nonce, count, .. } = known;
    let password = signing.text("password").unwrap_or_default();
    let uri = signing.target().resource();
    let mut secret = hash.text(&format!("{user}:{realm}:{password}"));
    if session {
        secret = hash.text(&format!("{secret}:{nonce}:{client_nonce}"));
    }
    let qop = known.qop.as_deref();
    let method = &signing.request.method;
    let asked = match qop {
        Some("auth-int") => hash.text(&format!("{method}:{uri}:{}", hash.body(signing)?)),
        _ => hash.text(&format!("{method}:{uri}")),
    };
    let response = match qop {
        Some(qop) => format!("{secret}:{nonce}:{count:08x}:{client_nonce}:{qop}:{asked}"),
        None => format!("{secret}:{nonce}:{asked}"),
    };
    let mut params = vec![
        user_param(user, known, hash),
        format!("realm={}", quoted(realm)),
        format!("nonce={}", quoted(nonce)),
        format!("uri={}", quoted(&uri)),
        format!("algorithm={algorithm}"),
    ];
    if let Some(qop) = qop {
        params.extend([format!("qop={qop}"), format!("nc={count:08x}")]);
    }
    if qop.is_some() || session {
        params.push(format!("cnonce={}", quoted(client_nonce)));
    }
    params.push(format!("response=\"{}\"", hash.text(&response)));
    params.extend(known.opaque.as_deref().map(|opaque| format!("opaque={}", quoted(opaque))));
    if known.hashes_user {
        params.push("userhash=true".to_owned());
    }
    Ok(format!("Digest {}", params.join(", ")))
}

/// The user's name: hashed, or in RFC 8187's form where it is not ASCII and the server reads UTF-8.
fn user_param(user: &str, known: &Known, hash: Hash) -> String {
    if known.hashes_user {
        return format!("username=\"{}\"", hash.text(&format!("{user}:{}", known.realm)));
    }
    if known.is_utf8 && !user.is_ascii() {
        return format!("username*=UTF-8''{}", utf8_percent_encode(user, NON_ALPHANUMERIC));
    }
    format!("username={}", quoted(user))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::auth::Session;
    use crate::auth::tests::{auth, request, sign_at};
    use crate::http::{Body, Request};

    fn challenged(challenge: &str) -> Response {
        let headers = [("WWW-Authenticate", challenge)].into_iter().collect();
        Response { code: 401, headers, ..Response::default() }
    }

    fn answered(params: &Value, url: &str, challenge: &str) -> String {
        let mut request = request(url);
        let answer =
            Session::new().answer(&auth("digest", params), &challenged(challenge), &mut request, 0);
        assert_eq!(answer, Ok(true));
        authorization(&request)
    }

    fn authorization(request: &Request) -> String {
        request.headers.get("Authorization").unwrap().to_owned()
    }

    /// RFC 7616 §3.9.1, and RFC 2617 §3.5.
    #[test]
    fn reproduces_the_examples_of_the_rfcs() {
        let challenge = |algorithm: &str| {
            format!(
                "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", \
                 algorithm={algorithm}, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", \
                 opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
            )
        };
        let params = json!({
            "username": "Mufasa",
            "password": "Circle of Life",
            "clientNonce": "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        });
        let url = "http://www.example.org/dir/index.html";
        assert_eq!(
            answered(&params, url, &challenge("SHA-256")),
            "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", \
             nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\", \
             algorithm=SHA-256, qop=auth, nc=00000001, \
             cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", \
             response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\", \
             opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
        );
        let md5 = answered(&params, url, &challenge("MD5"));
        assert!(md5.contains("response=\"8ca523f5e9506fed4657c9700eebdbec\""), "{md5}");

        let params = json!({
            "username": "Mufasa", "password": "Circle Of Life", "clientNonce": "0a4f113b",
        });
        let old = answered(
            &params,
            url,
            "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", \
             nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"",
        );
        assert!(old.contains("response=\"6629fae49393a05397450978507c4ef1\""), "{old}");
    }

    /// RFC 7616 §3.9.2 as corrected by erratum 4897.
    #[test]
    fn hashes_the_user_where_the_server_asks_for_it() {
        let params = json!({
            "username": "Jäsøn Doe",
            "password": "Secret, or not?",
            "clientNonce": "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
        });
        let header = answered(
            &params,
            "http://api.example.org/doe.json",
            "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256, \
             nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", \
             opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", charset=UTF-8, userhash=true",
        );
        let user = "username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\"";
        let response =
            "response=\"3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5\"";
        assert!(header.contains(user) && header.contains(response), "{header}");
        assert!(header.ends_with("userhash=true"), "{header}");
    }

    #[test]
    fn sessions_and_bodies_are_hashed() {
        let mut asked = request("http://h/x?y");
        asked.method = "POST".to_owned();
        asked.body = Body::Bytes("v=1".into());
        let params = json!({
            "username": "u", "password": "p", "realm": "r", "nonce": "n", "qop": "auth-int",
            "clientNonce": "c", "algorithm": "MD5-sess",
        });
        sign_at(0, "digest", &params, &mut asked).unwrap();
        let md5 = |text: &str| Hash::Md5.text(text);
        let secret = md5(&format!("{}:n:c", md5("u:r:p")));
        let body = md5(&format!("POST:/x?y:{}", md5("v=1")));
        let response = md5(&format!("{secret}:n:00000001:c:auth-int:{body}"));
        assert_eq!(
            authorization(&asked),
            format!(
                "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"/x?y\", \
                 algorithm=MD5-sess, qop=auth-int, nc=00000001, cnonce=\"c\", \
                 response=\"{response}\""
            )
        );
    }

    #[test]
    fn counts_uses_of_a_nonce_and_takes_a_stale_one_for_what_it_is() {
        let session = Session::new();
        let auth = auth("digest", &json!({ "username": "u", "password": "p" }));
        let mut first = request("http://h/");
        assert_eq!(session.sign(&auth, &mut first), Ok(Vec::new()));
        assert_eq!(authorization(&first), "old", "nothing is known yet");
        let challenge = challenged("Digest realm=\"r\", nonce=\"1\", qop=\"auth\"");
        assert_eq!(session.answer(&auth, &challenge, &mut first, 0), Ok(true));
        assert!(authorization(&first).contains("nc=00000001"));
        assert_eq!(session.answer(&auth, &challenge, &mut first, 1), Ok(false), "refused");

        let mut second = request("http://h/");
        assert_eq!(session.sign(&auth, &mut second), Ok(Vec::new()));
        assert!(authorization(&second).contains("nonce=\"1\""));
        assert!(authorization(&second).contains("nc=00000002"));
        assert_eq!(session.answer(&auth, &challenge, &mut second, 0), Ok(false), "refused");
        let stale = challenged("Digest realm=\"r\", nonce=\"2\", qop=\"auth\", stale=true");
        assert_eq!(session.answer(&auth, &stale, &mut second, 1), Ok(true));
        assert!(authorization(&second).contains("nonce=\"2\""));

        let mut elsewhere = request("http://other/");
        assert_eq!(session.sign(&auth, &mut elsewhere), Ok(Vec::new()));
        assert_eq!(authorization(&elsewhere), "old", "another server");
    }

    #[test]
    fn chooses_what_it_understands() {
        let mut request = request("http://h/");
        let answer = |params: &Value, challenge: &str, request: &mut Request| {
            Session::new().answer(&auth("digest", params), &challenged(challenge), request, 0)
        };
        let both = "Digest realm=\"r\", nonce=\"s\", algorithm=SHA-256, \
                    Digest realm=\"r\", nonce=\"m\", algorithm=MD5, Basic realm=\"b\"";
        let user = json!({ "username": "u" });
        assert_eq!(answer(&user, both, &mut request), Ok(true));
        assert!(authorization(&request).contains("algorithm=SHA-256"));
        let weak_first = "Digest realm=\"r\", nonce=\"m\", algorithm=MD5, \
                          Digest realm=\"r\", nonce=\"s\", algorithm=SHA-256, \
                          Digest realm=\"r\", nonce=\"t\", algorithm=SHA-256-sess";
        assert_eq!(answer(&user, weak_first, &mut request), Ok(true));
        assert!(authorization(&request).contains("nonce=\"s\""), "{}", authorization(&request));
        let md5 = json!({ "username": "u", "algorithm": "MD5" });
        assert_eq!(answer(&md5, both, &mut request), Ok(true));
        assert!(authorization(&request).contains("nonce=\"m\""));
        let notice = answer(&user, "Digest realm=\"r\", algorithm=X", &mut request).unwrap_err();
        assert!(notice.message.contains("unknown: X"), "{notice:?}");
        assert_eq!(answer(&user, "Basic realm=\"r\"", &mut request), Ok(false));
        let off = json!({ "username": "u", "disableRetryRequest": true });
        assert_eq!(answer(&off, both, &mut request), Ok(false));
    }
}
