//! `ntlm`: Windows logon over HTTP ([MS-NLMP], [MS-NTHT]), NTLMv2 only.
//!
//! The three messages belong to one connection, which the request has leased for itself.

mod message;
mod response;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::challenge::challenges;
use super::signing::Signing;
use crate::http::Response;
use crate::redact::Secret;
use message::Challenge;

/// Who logs on, and from where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Account {
    user: String,
    password: Secret<String>,
    domain: String,
    workstation: String,
}

impl Account {
    /// Reads the block; without `domain` the user may be `DOMAIN\user` or `user@domain`.
    fn of(signing: &Signing<'_>) -> Result<Self, String> {
        let text = |key: &str| signing.text(key).unwrap_or_default();
        let user = signing.required("username")?;
        let domain = text("domain");
        let (user, domain) =
            if domain.is_empty() { split_user(&user) } else { (user.clone(), domain) };
        Ok(Self {
            user,
            password: text("password").into(),
            domain,
            workstation: text("workstation"),
        })
    }
}

fn split_user(text: &str) -> (String, String) {
    let parts = match (text.split_once('\\'), text.split_once('@')) {
        (Some((domain, user)), None) if !user.contains('\\') => Some((user, domain)),
        (None, Some((user, domain))) if !domain.contains('@') => Some((user, domain)),
        _ => None,
    };
    let parts = parts.filter(|(user, domain)| !user.is_empty() && !domain.is_empty());
    let (user, domain) = parts.unwrap_or((text, ""));
    (user.to_owned(), domain.to_owned())
}

/// Does nothing: the server asks first.
pub(super) fn sign(signing: &mut Signing<'_>) -> Result<(), String> {
    signing.required("username").map(|_| ())
}

/// Says hello when the server offers NTLM, then answers its challenge, then gives up.
pub(super) fn answer(
    signing: &mut Signing<'_>,
    response: &Response,
    answered: usize,
) -> Result<bool, String> {
    let account = Account::of(signing)?;
    let message = match answered {
        0 if is_offered(response) => message::negotiate(),
        1 => {
            let challenge = challenge(response)?;
            message::authenticate(&account, &challenge, signing.fresh)
        }
        _ => return Ok(false),
    };
    signing.authorize(&format!("NTLM {}", STANDARD.encode(message)))?;
    Ok(true)
}

fn is_offered(response: &Response) -> bool {
    let fits =
        |scheme: &str| ["ntlm", "negotiate"].iter().any(|each| scheme.eq_ignore_ascii_case(each));
    challenges(response).iter().any(|challenge| fits(&challenge.scheme))
}

fn challenge(response: &Response) -> Result<Challenge, String> {
    let lines = || response.headers.get_all("WWW-Authenticate");
    let text = lines().find_map(|line| {
        let (scheme, rest) = line.trim().split_once(' ')?;
        scheme.eq_ignore_ascii_case("ntlm").then(|| rest.trim())
    });
    let text = text.ok_or(
        "the server did not send its challenge (NTLM type 2 message); does something on the way \
         close or share the connection?",
    )?;
    let bytes = STANDARD.decode(text.split(',').next().unwrap_or(text));
    let bytes = bytes.map_err(|error| format!("the server's challenge is not base64: {error}"))?;
    Challenge::read(&bytes).ok_or_else(|| "the server's challenge cannot be read".to_owned())
}

#[cfg(test)]
mod tests {
    use super::split_user;

    #[test]
    fn finds_the_domain_in_the_user() {
        let cases = [
            ("dom\\user", "user", "dom"),
            ("user@dom", "user", "dom"),
            ("user", "user", ""),
            ("dom\\us@er", "dom\\us@er", ""),
            ("a\\b\\c", "a\\b\\c", ""),
            ("\\user", "\\user", ""),
        ];
        for (text, user, domain) in cases {
            assert_eq!(split_user(text), (user.to_owned(), domain.to_owned()));
        }
    }
}
