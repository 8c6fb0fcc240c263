//! "Run in Postman" links: the collection they name and the environments they carry.
//!
//! `…/run-collection/<id>#?env%5B<name>%5D=<base64>&env%5B…`: every name is percent-encoded, every
//! value is the base64 of an environment's variables. Only percent-encoding is undone: base64 has
//! plus signs, which form-decoding would turn into spaces. HTML buttons spread the same over
//! `data-postman-var-1` and `data-postman-param`.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::WINDOWS_1252;
use percent_encoding::percent_decode_str;

use super::{Environment, ParseError, parse_environment};

/// What precedes the collection's id in a link.
const MARK: &str = "run-collection/";

/// What precedes the collection's id in an HTML button, and its environments.
const BUTTON_ID: &str = "data-postman-var-1=";
const BUTTON_ENVIRONMENTS: &str = "data-postman-param=";

/// Base64 with or without padding, as links are found in the wild.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A link, or an HTML button that does what a link does.
#[derive(Debug, Clone, PartialEq)]
pub struct RunLink {
    /// The collection's id at Postman: a share id of 20 hex digits, or a UUID with its owner.
    pub collection: String,
    /// The 1-based line it stands in.
    pub line: usize,
    /// The environments it carries, in order.
    pub environments: Vec<LinkEnvironment>,
}

/// An environment inside a link.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkEnvironment {
    /// The name, percent-decoded; spaces stay as they are.
    pub name: String,
    /// The environment, or why it cannot be read.
    pub content: Result<Environment, LinkError>,
}

/// Why an environment inside a link cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// The value is not base64.
    #[error(
        "not valid base64 ({0}); the link was cut off or changed on its way, copy it again whole"
    )]
    Base64(base64::DecodeError),
    /// The value is base64 of something else than an environment.
    #[error("{0}\n  the link may have been cut off; copy it again whole")]
    Content(ParseError),
}

/// Finds every link and button in a text: Markdown, HTML, JSON, plain text, or a link alone.
#[must_use]
pub fn find_links(text: &str) -> Vec<RunLink> {
    let mut found: Vec<(usize, RunLink)> = Vec::new();
    for (at, _) in text.match_indices(MARK) {
        let (id, parameters) = split_id(link_end(&text[at + MARK.len()..]));
        push(&mut found, text, at, id, parameters);
    }
    for (at, _) in text.match_indices(BUTTON_ID) {
        let id = attribute(&text[at + BUTTON_ID.len()..]);
        let tag = tag_around(text, at);
        let environments = tag.split_once(BUTTON_ENVIRONMENTS).map(|(_, rest)| attribute(rest));
        push(&mut found, text, at, id, environments.unwrap_or_default());
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, link)| link).collect()
}

fn push(found: &mut Vec<(usize, RunLink)>, text: &str, at: usize, id: &str, parameters: &str) {
    let id = percent_decode_str(id).decode_utf8_lossy();
    let is_id =
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_id {
        let line = text[..at].matches('\n').count() + 1;
        let environments = environments(parameters);
        found.push((at, RunLink { collection: id.into_owned(), line, environments }));
    }
}

/// Cuts a text off where a link in Markdown, HTML or prose ends. Inside the brackets of `env[…]` a
/// name that nobody has encoded may hold spaces and parentheses.
fn link_end(text: &str) -> &str {
    let mut in_brackets = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            '\n' | '\r' | '"' | '<' | '>' | '`' => return &text[..at],
            ' ' | '\t' | '\'' | ')' | '|' if !in_brackets => return &text[..at],
            _ => {}
        }
    }
    text
}

/// Parts the id from what follows it.
fn split_id(link: &str) -> (&str, &str) {
    let end = link.find(['#', '?', '/', '&']).unwrap_or(link.len());
    link.split_at(end)
}

/// The value of an HTML attribute, its quotes taken off.
fn attribute(text: &str) -> &str {
    let Some(quote) = text.chars().next().filter(|first| matches!(first, '"' | '\'')) else {
        let end = text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len());
        return &text[..end];
    };
    text[1..].split(quote).next().unwrap_or_default()
}

/// The HTML tag that holds this offset.
fn tag_around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('<').unwrap_or(0);
    let end = text[at..].find('>').map_or(text.len(), |length| at + length);
    &text[start..end]
}

/// Reads `env[<name>]=<base64>` parameters; others are none of ours.
fn environments(parameters: &str) -> Vec<LinkEnvironment> {
    let parameters = parameters.replace("&amp;", "&");
    let parameters = parameters.split(['#', '?', '&']).filter_map(parameter);
    parameters
        .map(|(name, value)| LinkEnvironment { content: environment(&name, value), name })
        .collect()
}

/// Parts `env[<name>]=<value>` at the first `=` after the bracket: padding has equal signs too.
fn parameter(text: &str) -> Option<(String, &str)> {
    let lower = text.to_ascii_lowercase();
    let start = ["env[", "env%5b"].into_iter().find(|start| lower.starts_with(start))?.len();
    let ends = ["]=", "%5d="].into_iter();
    let (end, length) =
        ends.filter_map(|end| Some((lower.find(end)?, end.len()))).min_by_key(|(at, _)| *at)?;
    let name = percent_decode_str(text.get(start..end)?).decode_utf8_lossy().into_owned();
    Some((name, &text[end + length..]))
}

fn environment(name: &str, value: &str) -> Result<Environment, LinkError> {
    let decoded = percent_decode_str(value).decode_utf8_lossy();
    let standard: String = decoded.trim().chars().map(standard_letter).collect();
    let bytes = BASE64.decode(standard).map_err(LinkError::Base64)?;
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| WINDOWS_1252.decode(error.as_bytes()).0.into_owned());
    let mut environment = parse_environment(&text, name).map_err(LinkError::Content)?;
    environment.name.get_or_insert_with(|| name.to_owned());
    Ok(environment)
}

/// The letter of the standard alphabet (RFC 4648 §4) for one of the URL-safe alphabet (§5), and the
/// plus sign that somebody's form-decoding made a space.
fn standard_letter(letter: char) -> char {
    match letter {
        '-' | ' ' => '+',
        '_' => '/',
        other => other,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use base64::engine::general_purpose::{STANDARD as PADDED, URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    use super::*;

    /// Its base64 has plus sign, slash and padding.
    const VARIABLES: &str = r#"[{"key":"a","value":"~~?>>>"},{"key":"b","value":"ÿþ "}]"#;

    fn keys(link: &RunLink) -> Vec<Vec<String>> {
        let keys = |environment: &Environment| {
            environment.variables.iter().map(|variable| variable.key.clone()).collect()
        };
        link.environments.iter().map(|each| keys(each.content.as_ref().unwrap())).collect()
    }

    #[test]
    fn links_are_found_in_markdown_html_and_prose() {
        let base64 = PADDED.encode(VARIABLES);
        assert!(base64.contains('+') && base64.contains('/') && base64.ends_with('='), "{base64}");
        let link = format!(
            "https://app.getpostman.com/run-collection/0123456789abcdef0123#?env%5BMy%20%20Env%5D={base64}"
        );
        for text in [
            link.clone(),
            format!("| x | [![Run](https://x/b.svg)]({link}) |"),
            format!("<a href=\"{link}\">Run</a>"),
            format!("{{\"link\": \"{link}\"}}"),
            format!("Import {link} and go"),
            link.replace("%5B", "[").replace("%5D", "]").replace("%20", " "),
        ] {
            let links = find_links(&text);
            assert_eq!(links.len(), 1, "{text}");
            assert_eq!(links[0].collection, "0123456789abcdef0123");
            assert_eq!(links[0].environments[0].name, "My  Env", "{text}");
            assert_eq!(keys(&links[0]), [["a", "b"]], "{text}");
        }
    }

    #[test]
    fn every_writing_of_base64_is_read() {
        let padded = PADDED.encode(VARIABLES);
        for value in [
            padded.clone(),
            padded.trim_end_matches('=').to_owned(),
            URL_SAFE_NO_PAD.encode(VARIABLES),
            padded.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D"),
            padded.replace('+', "%20"),
        ] {
            let links = find_links(&format!("/run-collection/0a#?env%5Bx%5D={value}"));
            assert_eq!(keys(&links[0]), [["a", "b"]], "{value}");
        }
    }

    #[test]
    fn several_environments_and_buttons() {
        let (one, two) = (PADDED.encode(r#"[{"key":"1"}]"#), PADDED.encode(r#"[{"key":"2"}]"#));
        let newer = format!(
            "line\nhttps://god.gw.postman.com/run-collection/12345678-6d3e9a17-4c80-4f25-b1a9-7e02c58d3f64?action=collection%2Ffork&source=rip_markdown&collection-url=entityId%3D1#?env%5Bone%5D={one}&amp;env%5Btwo%5D={two}"
        );
        let link = &find_links(&newer)[0];
        assert_eq!(link.line, 2);
        assert_eq!(link.collection, "12345678-6d3e9a17-4c80-4f25-b1a9-7e02c58d3f64");
        assert_eq!(keys(link), [["1"], ["2"]]);
        let button = format!(
            "<div class=\"postman-run-button\"\ndata-postman-action=\"collection/import\"\ndata-postman-var-1=\"0a1b\"\ndata-postman-param=\"env%5Bone%5D={one}\"></div>"
        );
        let link = &find_links(&button)[0];
        assert_eq!((link.collection.as_str(), link.line), ("0a1b", 3));
        assert_eq!(keys(link), [["1"]]);
    }

    #[test]
    fn what_is_broken_says_so() {
        let error = |value: &str| {
            let links = find_links(&format!("run-collection/0a#?env[x]={value}"));
            links[0].environments[0].content.clone().unwrap_err().to_string()
        };
        let base64 = PADDED.encode(VARIABLES);
        assert!(error("W3s*").contains("not valid base64"), "{}", error("W3s*"));
        assert!(error(&base64[..40]).contains("cut off"), "{}", error(&base64[..40]));
        let other = error(&PADDED.encode("{\"item\": []}"));
        assert!(other.contains("found a Postman collection"), "{other}");
        assert_eq!(find_links("run-collection/:collection_id and run-collection/"), []);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "(run-collection/|data-postman-var-1=|env\\[|%5|\\]=|[a-f=&#?\"'<> \u{e6}]){0,24}") {
            let _ = find_links(&text);
        }

        #[test]
        fn any_name_and_content_come_back(name in "\\PC{1,20}", value in "\\PC{0,40}") {
            let content = serde_json::json!([{"key": "k", "value": value}]).to_string();
            let name_encoded = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
            let links = find_links(&format!("run-collection/0#?env%5B{name_encoded}%5D={}", PADDED.encode(content)));
            let environment = &links[0].environments[0];
            prop_assert_eq!(&environment.name, &name);
            prop_assert_eq!(environment.content.as_ref().unwrap().variables[0].value.as_str(), Some(value.as_str()));
        }
    }
}
