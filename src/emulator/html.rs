//! Pages for people: plain HTML, no scripts.

use super::reply::Reply;

/// Escapes text for HTML content and attribute values.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A page with a title around content that is HTML already.
pub(super) fn page(status: u16, title: &str, content: &str) -> Reply {
    const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;\
        padding:0 1rem}table{border-collapse:collapse;width:100%;margin-bottom:1rem}\
        td,th{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;\
        vertical-align:top}form{display:inline-block;margin:.1rem}code{font-size:.9em}";
    let title = escape(title);
    Reply::html(
        status,
        format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"icon\" href=\"data:,\"><title>{title}</title>\
             <style>{STYLE}</style></head><body><h1>{title}</h1>{content}</body></html>\n"
        ),
    )
}

/// A button that posts to a path, with hidden values.
pub(super) fn button(action: &str, label: &str, values: &[(&str, &str)]) -> String {
    let hidden: String = values
        .iter()
        .map(|(name, value)| {
            let (name, value) = (escape(name), escape(value));
            format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
        })
        .collect();
    format!(
        "<form method=\"post\" action=\"{}\">{hidden}<button>{}</button></form>",
        escape(action),
        escape(label)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        let hostile = "\"><script>'&";
        assert_eq!(escape(hostile), "&quot;&gt;&lt;script&gt;&#39;&amp;");
        assert!(!button(hostile, hostile, &[(hostile, hostile)]).contains("<script>"));
    }
}
