//! Multipart bodies (RFC 7578), as Postman builds them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::Value;

use super::media_type;
use super::notice::{Notice, NoticeKind};
use super::source::Sources;
use crate::collection::{FormParam, FormSource};
use crate::http::{Headers, Part, PartContent};

/// Makes the parts of the enabled fields. A file that cannot be read is left out with a notice; a
/// field without any file goes out empty, with `filename=""`.
pub(super) fn parts(
    fields: &[FormParam],
    sources: &Sources,
    notices: &mut Vec<Notice>,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for field in fields.iter().filter(|field| !field.disabled) {
        match &field.source {
            FormSource::Text(value) => parts.push(text_part(field, value)),
            FormSource::File { src, value: Some(value), .. } if src.is_empty() => {
                parts.push(inline_part(field, value, notices));
            }
            FormSource::File { src, .. } => parts.extend(file_parts(field, src, sources, notices)),
        }
    }
    parts
}

fn text_part(field: &FormParam, value: &Value) -> Part {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let guessed = field.file_name.as_deref().and_then(media_type::of);
    let headers = part_headers(field, field.file_name.as_deref(), guessed);
    Part { headers, content: PartContent::Bytes(text.into()) }
}

fn inline_part(field: &FormParam, value: &str, notices: &mut Vec<Notice>) -> Part {
    let content = STANDARD.decode(value.trim()).unwrap_or_else(|error| {
        notices.push(trouble(field, &format!("its inline content is not base64: {error}")));
        Vec::new()
    });
    let name = field.file_name.as_deref().unwrap_or_default();
    let headers = part_headers(field, Some(name), file_type(name));
    Part { headers, content: PartContent::Bytes(content.into()) }
}

fn file_parts(
    field: &FormParam,
    src: &[String],
    sources: &Sources,
    notices: &mut Vec<Notice>,
) -> Vec<Part> {
    if src.is_empty() {
        notices.push(trouble(field, "missing file source"));
        let headers = part_headers(field, Some(field.file_name.as_deref().unwrap_or("")), None);
        return vec![Part { headers, content: PartContent::Bytes(Bytes::new()) }];
    }
    let part = |src: &String| match sources.find(src) {
        Ok(found) => {
            let name = field.file_name.as_deref().unwrap_or(&found.name);
            let headers = part_headers(field, Some(name), file_type(name));
            Some(Part { headers, content: PartContent::File(found.path) })
        }
        Err(reason) => {
            notices.push(trouble(field, &reason));
            None
        }
    };
    src.iter().filter_map(part).collect()
}

fn file_type(name: &str) -> Option<&'static str> {
    Some(media_type::of(name).unwrap_or("application/octet-stream"))
}

fn trouble(field: &FormParam, reason: &str) -> Notice {
    let message = format!("Form param `{}`, file load error: {reason}", field.key);
    Notice::new(NoticeKind::MissingFile, message)
}

fn part_headers(field: &FormParam, file_name: Option<&str>, guessed: Option<&str>) -> Headers {
    let mut disposition = format!("form-data; name=\"{}\"", quote(&field.key));
    if let Some(name) = file_name {
        disposition.push_str(&format!("; filename=\"{}\"", quote(name)));
    }
    let mut headers = Headers::new();
    headers.push("Content-Disposition", disposition);
    let explicit = field.content_type.as_deref().filter(|text| !text.is_empty());
    if let Some(media_type) = explicit.or(guessed) {
        headers.push("Content-Type", media_type.replace(['\r', '\n'], " "));
    }
    headers
}

/// Escapes what would end a quoted name, as browsers do.
fn quote(text: &str) -> String {
    text.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}
