//! Media types of the files people upload to APIs.

/// Guesses the media type from the extension of a file name; `None` for one it does not know.
pub(super) fn of(name: &str) -> Option<&'static str> {
    let extension = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?.1.to_ascii_lowercase();
    let media_type = match extension.as_str() {
        "avif" => "image/avif",
        "bin" | "exe" | "dll" | "so" => "application/octet-stream",
        "bmp" => "image/bmp",
        "css" => "text/css",
        "csv" => "text/csv",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "gif" => "image/gif",
        "gz" => "application/gzip",
        "htm" | "html" => "text/html",
        "ico" => "image/vnd.microsoft.icon",
        "jpeg" | "jpg" => "image/jpeg",
        "js" | "mjs" => "application/javascript",
        "json" => "application/json",
        "md" => "text/markdown",
        "mov" => "video/quicktime",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "ppt" => "application/vnd.ms-powerpoint",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "rtf" => "text/rtf",
        "svg" => "image/svg+xml",
        "tar" => "application/x-tar",
        "tif" | "tiff" => "image/tiff",
        "log" | "text" | "txt" => "text/plain",
        "wasm" => "application/wasm",
        "wav" => "audio/wav",
        "webp" => "image/webp",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml" => "application/xml",
        "yaml" | "yml" => "text/yaml",
        "zip" => "application/zip",
        _ => return None,
    };
    Some(media_type)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn knows_types_by_extension() {
        assert_eq!(of("a/b.tar.GZ"), Some("application/gzip"));
        assert_eq!(of("dir.json/plain"), None);
        assert_eq!(of("x.unheard-of"), None);
    }
}
