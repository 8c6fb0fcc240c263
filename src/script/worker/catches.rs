//! Makes a script tell when it catches an error, so that the error can be put into V8's words
//! before the script reads them: `catch (e) {` becomes `catch (e) {__caught(e);`.
//!
//! Only places inside lines move, and [`Edits`](super::edits::Edits) moves them back.

use super::compile::CAUGHT;
use super::edits::Edit;
use super::pieces::Pieces;
use super::tokens::Token;

/// Lists the changes, in order.
pub(super) fn edits(pieces: &Pieces<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    if !pieces.mentions("catch") {
        return edits;
    }
    let words = (1..pieces.tokens().len()).filter(|at| pieces.at(*at) == "catch");
    for (parameter, body) in words.filter_map(|at| clause(pieces, at)) {
        if is_name(parameter.text(pieces.source)) {
            let inserted = format!("{CAUGHT}({});", parameter.text(pieces.source));
            edits.push(Edit::insert(body, inserted));
        } else if !parameter.text(pieces.source).contains('\n') {
            let pattern = parameter.text(pieces.source);
            let (at, removed) = (parameter.start, pattern.len());
            edits.push(Edit { at, removed, inserted: "_e".to_owned() });
            edits.push(Edit::insert(body, format!("let {pattern}={CAUGHT}(_e);")));
        }
    }
    edits
}

/// Reads `} catch (parameter) {`: the parameter, and the offset behind the last `{`.
fn clause(pieces: &Pieces<'_>, word: usize) -> Option<(Token, usize)> {
    let open = word + 1;
    let close = pieces.twin(open);
    if pieces.before(word) != "}" || pieces.at(open) != "(" || pieces.at(close + 1) != "{" {
        return None;
    }
    let (first, last) = (pieces.tokens().get(open + 1)?, pieces.tokens().get(close - 1)?);
    let parameter = Token { start: first.start, end: last.end };
    (close > open + 1).then_some((parameter, pieces.tokens()[close + 1].end))
}

fn is_name(text: &str) -> bool {
    text.chars().all(|char| char.is_alphanumeric() || char == '_' || char == '$')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::edits::{Edits, apply};
    use super::*;

    fn instrument(source: &str) -> (String, Edits) {
        apply(source, edits(&Pieces::new(source)))
    }

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
            ("if (x) /\"/.test(x); '} catch (e) {'", "if (x) /\"/.test(x); '} catch (e) {'"),
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
