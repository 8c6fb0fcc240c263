//! Text that was encoded twice: UTF-8 read as Latin-1 or Windows-1252 and encoded again.

use encoding_rs::WINDOWS_1252;

/// Undoes one such round: `Ã¸re` becomes `øre`. Only runs of letters outside ASCII that are whole
/// UTF-8 when read as bytes are changed, so that text which is right stays as it is.
///
/// Returns `None` when there is nothing to repair.
#[must_use]
pub fn repair_mojibake(text: &str) -> Option<String> {
    let mut repaired = String::with_capacity(text.len());
    let mut changed = false;
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        let (ascii, tail) = rest.split_at(start);
        let (run, after) = tail.split_at(tail.find(|c: char| c.is_ascii()).unwrap_or(tail.len()));
        let bytes: Option<Vec<u8>> = run.chars().map(byte).collect();
        let whole = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        changed |= whole.is_some();
        repaired.push_str(ascii);
        repaired.push_str(whole.as_deref().unwrap_or(run));
        rest = after;
    }
    repaired.push_str(rest);
    changed.then_some(repaired)
}

/// The byte that Latin-1, or else Windows-1252, shows as this letter.
fn byte(letter: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(letter)) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
    match (unmappable, &*bytes) {
        (false, [byte]) => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repairs_what_was_encoded_twice_and_nothing_else() {
        for (text, expected) in [
            ("minimum 100 in \u{c3}\u{98}re>", Some("minimum 100 in Øre>")),
            ("\u{c3}\u{2dc}re", Some("Øre")),
            ("blÃ¥bÃ¦r", Some("blåbær")),
            ("Øre", None),
            ("blåbær 🫐", None),
            ("Ã", None),
            ("plain", None),
            ("", None),
        ] {
            assert_eq!(repair_mojibake(text).as_deref(), expected, "{text}");
        }
    }
}
