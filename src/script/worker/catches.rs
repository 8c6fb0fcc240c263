//! Makes a script tell when it catches an error, so that the error can be put into V8's words
//! before the script reads them: `catch (e) {` becomes `catch (e) {__caught(e);`.
//!
//! Only places inside lines move, and [`Edits`] moves them back.

use super::compile::CAUGHT;
use super::tokens::{Token, Tokens};

/// A change of a source text within a line.
#[derive(Debug, Clone, PartialEq)]
struct Edit {
    /// Byte offset in the original text.
    at: usize,
    /// Bytes taken out there.
    removed: usize,
    /// What stands there instead.
    inserted: String,
}

/// Where a text was changed: leads from places in the changed text to those in the original.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<Move>);

#[derive(Debug)]
struct Move {
    line: u32,
    /// Column in the changed text behind what was inserted.
    from: u32,
    /// What to take off columns from there on.
    by: i64,
}

impl Edits {
    /// Tells whether nothing was changed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Finds the original's column of a place in the changed text, all 1-based.
    pub(super) fn original(&self, (line, column): (u32, u32)) -> u32 {
        let mut moves = self.0.iter().filter(|one| one.line == line && one.from <= column);
        let by = moves.next_back().map_or(0, |one| one.by);
        u32::try_from(i64::from(column) - by).unwrap_or(1).max(1)
    }
}

/// Rewrites the catch clauses of a script.
pub(super) fn instrument(source: &str) -> (String, Edits) {
    let mut text = String::with_capacity(source.len() + 64);
    let mut moves = Vec::new();
    let mut done = 0;
    let (mut line, mut line_start, mut by) = (1_u32, 0, 0_i64);
    for edit in edits(source) {
        let newlines = memchr::memchr_iter(b'\n', &source.as_bytes()[done..edit.at]);
        if let Some((count, last)) = newlines.enumerate().last() {
            line += u32::try_from(count + 1).unwrap_or(u32::MAX);
            line_start = done + last + 1;
            by = 0;
        }
        text.push_str(&source[done..edit.at]);
        text.push_str(&edit.inserted);
        done = edit.at + edit.removed;
        let characters = |text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        by += characters(&edit.inserted) - characters(&source[edit.at..done]);
        let from = characters(&source[line_start..done]) + by + 1;
        moves.push(Move { line, from: u32::try_from(from).unwrap_or(u32::MAX), by });
    }
    text.push_str(&source[done..]);
    (text, Edits(moves))
}

/// Lists the changes, in order.
fn edits(source: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    if memchr::memmem::find(source.as_bytes(), b"catch").is_none() {
        return edits;
    }
    let mut tokens = Tokens::new(source);
    let mut last = Token::default();
    while let Some(token) = tokens.next() {
        let clause = token.text(source) == "catch" && last.text(source) == "}";
        last = token;
        if clause && let Some((parameter, body)) = clause_at(&tokens) {
            if is_name(parameter.text(source)) {
                let inserted = format!("{CAUGHT}({});", parameter.text(source));
                edits.push(Edit { at: body, removed: 0, inserted });
            } else if !parameter.text(source).contains('\n') {
                let pattern = parameter.text(source);
                let (at, removed) = (parameter.start, pattern.len());
                edits.push(Edit { at, removed, inserted: "_e".to_owned() });
                let inserted = format!("let {pattern}={CAUGHT}(_e);");
                edits.push(Edit { at: body, removed: 0, inserted });
            }
        }
    }
    edits
}

/// Reads `(parameter) {` behind `catch`: the parameter, and the offset behind the `{`.
fn clause_at(tokens: &Tokens<'_>) -> Option<(Token, usize)> {
    let mut ahead = tokens.clone();
    let source = tokens.source;
    let open = ahead.next().filter(|token| token.text(source) == "(")?;
    let mut depth = 1;
    while let Some(token) = ahead.next() {
        match token.text(source) {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let body = ahead.next().filter(|token| token.text(source) == "{")?;
            let inside = &source[open.end..token.start];
            let start = open.end + inside.len() - inside.trim_start().len();
            let end = start + inside.trim().len();
            return (start < end).then_some((Token { start, end }, body.end));
        }
    }
    None
}

fn is_name(text: &str) -> bool {
    text.chars().all(|char| char.is_alphanumeric() || char == '_' || char == '$')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn catch_clauses_are_told() {
        for (source, wanted) in [
            ("1", "1"),
            ("try{}catch(e){}", "try{}catch(e){__caught(e);}"),
            ("try {} catch (err) { f(err) }", "try {} catch (err) {__caught(err); f(err) }"),
            ("try {} catch { f() }", "try {} catch { f() }"),
            ("p.catch(e => {})", "p.catch(e => {})"),
            ("'} catch (e) {'", "'} catch (e) {'"),
            ("/} catch (e) {/.test(x)", "/} catch (e) {/.test(x)"),
            ("a / b / c; try{}catch(e){}", "a / b / c; try{}catch(e){__caught(e);}"),
            ("`} catch (e) {${'}'} catch (e) {`", "`} catch (e) {${'}'} catch (e) {`"),
            (
                "`${(() => { try {} catch (e) {} })()}`",
                "`${(() => { try {} catch (e) {__caught(e);} })()}`",
            ),
            ("try {} // }\ncatch (e) {}", "try {} // }\ncatch (e) {__caught(e);}"),
            (
                "try {} catch ({message: m}) {}",
                "try {} catch (_e) {let {message: m}=__caught(_e);}",
            ),
        ] {
            assert_eq!(instrument(source).0, wanted);
        }
    }

    #[test]
    fn places_lead_back() {
        let source = "x;\nø(); try{}catch(e){a()} b(); try{}catch(e){c()}\nd()";
        let (text, edits) = instrument(source);
        for name in ["a()", "b()", "c()", "d()", "ø()"] {
            let place = |text: &str| {
                let (line, rest) = text
                    .lines()
                    .enumerate()
                    .find(|(_, line)| line.contains(name))
                    .unwrap_or((0, ""));
                let column = rest.find(name).map_or(0, |at| rest[..at].chars().count());
                (line as u32 + 1, column as u32 + 1)
            };
            let changed = place(&text);
            assert_eq!(edits.original(changed), place(source).1, "{name}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(source in "(catch|try|[(){}`$/'\"\\\\ \n]|ø|e){0,30}") {
            let (text, _) = instrument(&source);
            prop_assert!(text.len() + 2 >= source.len() || text.contains("_e"));
        }
    }
}
