//! Secrets in XML: `<ns:SessionToken id="1">…</ns:SessionToken>`.

/// Lists the texts of elements with a secret name, without the space around them. A reading of tags,
/// not of the grammar. An element called just `key` is left out: in lists of stores it holds what is
/// stored.
pub(super) fn texts(source: &str, is_secret: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for part in source.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else { continue };
        let name = tag.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default();
        let text = text.trim();
        if !text.is_empty() && !name.eq_ignore_ascii_case("key") && is_secret(name) {
            found.push(unescaped(text));
        }
    }
    found
}

/// Undoes the escapes of markup.
fn unescaped(text: &str) -> String {
    let escapes = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'")];
    let text = escapes.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::super::is_secret_name;
    use super::*;

    #[test]
    fn texts_of_secret_elements_are_found() {
        for (source, expected) in [
            ("<a><password>hunter-22</password></a>", vec!["hunter-22"]),
            ("<s:SessionToken id='1'>\n t-1 \n</s:SessionToken>", vec!["t-1"]),
            ("<ApiKey>a&amp;b&lt;&quot;</ApiKey><name>n</name>", vec!["a&b<\""]),
            ("<Key>photos/1.jpg</Key><token/><password", vec![]),
            ("1 < 2 > password", vec![]),
        ] {
            assert_eq!(texts(source, is_secret_name), expected, "{source}");
        }
    }
}
