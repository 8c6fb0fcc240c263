//! What a response's headers say of its content.

use crate::http::Headers;

/// What `contentInfo()` tells.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ContentInfo {
    /// The media type without parameters, in lower case; `text/plain` when there is none.
    pub(super) content_type: String,
    /// `text`, `image`, `audio`, `video`, `embed` or `unknown`.
    pub(super) kind: &'static str,
    /// The syntax of a text (`json`, `xml`, `html`, `script`, `plain`), or what the kind is.
    pub(super) format: &'static str,
    /// The declared charset, or `utf8`.
    pub(super) charset: String,
    /// The usual extension of such files; empty when unknown.
    pub(super) extension: &'static str,
    /// From `Content-Disposition`, or `response.<extension>`.
    pub(super) file_name: String,
}

/// Reads `Content-Type` and `Content-Disposition`.
pub(super) fn content_info(headers: &Headers) -> ContentInfo {
    let header = headers.get("content-type").unwrap_or("text/plain");
    let mut parts = header.split(';').map(str::trim);
    let content_type = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_ascii_lowercase())
        .map(|charset| if charset == "utf-8" { "utf8".to_owned() } else { charset });
    let (kind, format) = kind(&content_type);
    let extension = extension(&content_type);
    let file_name = headers.get("content-disposition").and_then(file_name).unwrap_or_else(|| {
        if extension.is_empty() { "response".to_owned() } else { format!("response.{extension}") }
    });
    ContentInfo {
        kind,
        format,
        extension,
        file_name,
        charset: charset.filter(|charset| !charset.is_empty()).unwrap_or_else(|| "utf8".to_owned()),
        content_type,
    }
}

fn kind(content_type: &str) -> (&'static str, &'static str) {
    let (top, sub) = content_type.split_once('/').unwrap_or((content_type, ""));
    match top {
        _ if sub.ends_with("json") => ("text", "json"),
        "image" if sub != "svg+xml" => ("image", "image"),
        "audio" => ("audio", "audio"),
        "video" => ("video", "video"),
        _ if sub.ends_with("javascript") || sub.ends_with("ecmascript") => ("text", "script"),
        _ if sub == "html" || sub == "xhtml+xml" => ("text", "html"),
        _ if sub.ends_with("xml") => ("text", "xml"),
        "text" | "message" => ("text", "plain"),
        "application" if sub == "x-www-form-urlencoded" => ("text", "plain"),
        "application" if sub == "pdf" => ("embed", "pdf"),
        _ => ("unknown", "raw"),
    }
}

fn extension(content_type: &str) -> &'static str {
    match content_type {
        "text/plain" => "txt",
        "application/json" => "json",
        "text/html" => "html",
        "application/xml" | "text/xml" => "xml",
        "text/css" => "css",
        "text/csv" => "csv",
        "application/javascript" | "text/javascript" => "js",
        "application/pdf" => "pdf",
        "application/zip" => "zip",
        "application/gzip" => "gz",
        "application/octet-stream" => "bin",
        "image/png" => "png",
        "image/jpeg" => "jpeg",
        "image/gif" => "gif",
        "image/svg+xml" => "svg",
        "image/webp" => "webp",
        "application/yaml" | "text/yaml" => "yaml",
        _ => "",
    }
}

/// Reads `filename*` (RFC 8187), else `filename`, of a `Content-Disposition`.
fn file_name(disposition: &str) -> Option<String> {
    let param = |wanted: &str| {
        disposition.split(';').skip(1).filter_map(|part| part.split_once('=')).find_map(
            |(name, value)| name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim()),
        )
    };
    if let Some((charset, encoded)) = param("filename*").and_then(|value| value.split_once('\'')) {
        let encoded = encoded.split_once('\'').map_or(encoded, |(_, encoded)| encoded);
        let bytes: Vec<u8> = percent_encoding::percent_decode_str(encoded).collect();
        let encoding = encoding_rs::Encoding::for_label(charset.as_bytes())?;
        return Some(encoding.decode(&bytes).0.into_owned());
    }
    let value = param("filename")?;
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    Some(inner.map_or_else(
        || value.to_owned(),
        |inner| inner.replace("\\\"", "\"").replace("\\\\", "\\"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_tell_what_the_content_is() {
        let table = [
            (
                "application/json; charset=UTF-8",
                "",
                "application/json|text|json|utf8|json|response.json",
            ),
            ("text/html", "", "text/html|text|html|utf8|html|response.html"),
            ("application/problem+json", "", "application/problem+json|text|json|utf8||response"),
            (
                "image/png",
                "attachment; filename=\"a \\\"b\\\".png\"",
                "image/png|image|image|utf8|png|a \"b\".png",
            ),
            (
                "text/plain",
                "attachment; filename*=UTF-8''na%C3%AFve.txt",
                "text/plain|text|plain|utf8|txt|naïve.txt",
            ),
        ];
        for (content_type, disposition, expected) in table {
            let headers: Headers =
                [("Content-Type", content_type), ("Content-Disposition", disposition)]
                    .into_iter()
                    .filter(|(_, value)| !value.is_empty())
                    .collect();
            let info = content_info(&headers);
            let ContentInfo { content_type, kind, format, charset, extension, file_name } = info;
            let told =
                [content_type.as_str(), kind, format, &charset, extension, &file_name].join("|");
            assert_eq!(told, expected);
        }
    }
}
