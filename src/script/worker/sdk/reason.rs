//! Status codes in words, for `reason()` and `details()`.

/// Returns the registered name of a status code, with a capital only at its words' beginnings, and
/// a sentence that explains it.
pub(super) fn lookup(code: u16) -> Option<(String, &'static str)> {
    let status = http::StatusCode::from_u16(code).ok()?;
    let name = match code {
        413 => "Request Entity Too Large",
        414 => "Request-URI Too Long",
        416 => "Requested Range Not Satisfiable",
        418 => "I'm a teapot",
        422 => "Unprocessable Entity",
        other => status.canonical_reason().filter(|_| other != 0)?,
    };
    Some((name.to_owned(), detail(code)))
}

fn detail(code: u16) -> &'static str {
    match code / 100 {
        1 => "The request was received and is being processed.",
        2 => "The request was received, understood and accepted.",
        3 => "Further action is needed to fulfil the request.",
        4 => "The request is wrong or cannot be fulfilled as it is.",
        _ => "The server failed to fulfil a request that looks right.",
    }
}
