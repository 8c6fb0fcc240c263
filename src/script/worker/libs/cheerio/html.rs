//! Reading HTML. As in htmlparser2 elements stand where the text has
//! them: nothing is added to a document and nothing moves, and only a few elements end others.

use std::cell::RefCell;

use boa_engine::{JsNativeError, JsResult};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::tree::{Tree, push_text};

/// Deepest nesting of elements that is read.
const MAX_DEPTH: usize = 500;

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "basefont", "br", "circle", "col", "command", "ellipse", "embed", "frame",
    "hr", "img", "input", "isindex", "keygen", "line", "link", "meta", "param", "path", "polygon",
    "polyline", "rect", "source", "stop", "track", "use", "wbr",
];
const FORM: &[&str] = &["input", "option", "optgroup", "select", "button", "datalist", "textarea"];

/// Which open elements the start of one ends.
fn ends(name: &str) -> &'static [&'static str] {
    match name {
        "tr" => &["tr", "th", "td"],
        "th" => &["th"],
        "td" => &["thead", "th", "td"],
        "body" => &["head", "link", "script"],
        "li" => &["li"],
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => &["p"],
        "select" | "input" | "output" | "button" | "datalist" | "textarea" => FORM,
        "option" => &["option"],
        "optgroup" => &["optgroup"],
        _ => &[],
    }
}

/// Reads HTML.
///
/// # Errors
///
/// Throws for elements nested deeper than [`MAX_DEPTH`].
pub(super) fn parse(text: &str) -> JsResult<Vec<Tree>> {
    let too_deep = || {
        let message = format!("HTML is nested deeper than {MAX_DEPTH} levels");
        JsNativeError::range().with_message(message).into()
    };
    read(text).ok_or_else(too_deep)
}

fn read(text: &str) -> Option<Vec<Tree>> {
    let root = Element { name: "root".to_owned(), attributes: Vec::new(), children: Vec::new() };
    let doctype = text.find("<!").and_then(|at| Some(&text[at + 1..at + text[at..].find('>')?]));
    let open = RefCell::new(Open { stack: vec![root], doctype, too_deep: false });
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    let tokenizer = Tokenizer::new(Sink(open), TokenizerOpts::default());
    // The tokenizer stops after every script.
    while !queue.is_empty() {
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    let mut open = tokenizer.sink.0.into_inner();
    while open.stack.len() > 1 {
        open.close();
    }
    let children = open.stack.pop()?.children;
    (!open.too_deep).then_some(children)
}

struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Tree>,
}

/// The elements that are not closed yet, the root first.
struct Open<'a> {
    stack: Vec<Element>,
    /// The document's type in the words of the text.
    doctype: Option<&'a str>,
    too_deep: bool,
}

impl Open<'_> {
    fn put(&mut self, node: Tree) {
        if let Some(top) = self.stack.last_mut() {
            top.children.push(node);
        }
    }

    fn close(&mut self) {
        if let Some(Element { name, attributes, children }) = self.stack.pop() {
            self.put(Tree::Element { name, attributes, children });
        }
    }

    fn is_top(&self, names: &[&str]) -> bool {
        self.stack.len() > 1 && self.stack.last().is_some_and(|top| names.contains(&&*top.name))
    }

    fn text(&mut self, text: &str) {
        if let Some(top) = self.stack.last_mut() {
            push_text(&mut top.children, text);
        }
    }

    fn start(&mut self, name: &str, attributes: Vec<(String, String)>) {
        while self.is_top(ends(name)) {
            self.close();
        }
        self.stack.push(Element { name: name.to_owned(), attributes, children: Vec::new() });
        if self.stack.len() > MAX_DEPTH {
            self.too_deep = true;
            self.stack.pop();
        } else if VOID.contains(&name) {
            self.close();
        }
    }

    fn end(&mut self, name: &str) {
        if VOID.contains(&name) {
            if name == "br" {
                self.start("br", Vec::new());
            }
            return;
        }
        let open = self.stack.iter().skip(1).rposition(|element| element.name == name);
        if let Some(at) = open {
            while self.stack.len() > at + 1 {
                self.close();
            }
        } else if name == "p" {
            self.start("p", Vec::new());
            self.close();
        }
    }
}

struct Sink<'a>(RefCell<Open<'a>>);

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut open = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return tagged(&mut open, &tag),
            Token::CharacterTokens(text) => open.text(&text),
            Token::NullCharacterToken => open.text("\0"),
            Token::CommentToken(text) => open.put(Tree::Comment(text.to_string())),
            Token::DoctypeToken(_) => {
                let said = open.doctype.unwrap_or("!doctype html").to_owned();
                open.put(Tree::Directive(said));
            }
            Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

fn tagged(open: &mut Open<'_>, tag: &Tag) -> TokenSinkResult<()> {
    if tag.kind == TagKind::EndTag {
        open.end(&tag.name);
        return TokenSinkResult::Continue;
    }
    let attributes =
        tag.attrs.iter().map(|one| (one.name.local.to_string(), one.value.to_string()));
    open.start(&tag.name, attributes.collect());
    match &*tag.name {
        "script" => TokenSinkResult::RawData(ScriptData),
        "style" => TokenSinkResult::RawData(Rawtext),
        _ => TokenSinkResult::Continue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        read(text).map(|trees| trees.iter().map(show).collect()).unwrap_or_default()
    }

    /// Elements in parentheses, texts in quotes.
    fn show(tree: &Tree) -> String {
        match tree {
            Tree::Element { name, attributes, children } => {
                let attributes: String =
                    attributes.iter().map(|(key, value)| format!(" {key}={value}")).collect();
                let children: String = children.iter().map(show).collect();
                format!("({name}{attributes}{children})")
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn elements_stand_where_the_text_has_them() {
        assert_eq!(
            shown("<table><tr><td>1<td>2</table>"),
            r#"(table(tr(tdText("1"))(tdText("2"))))"#
        );
        assert_eq!(shown("<td a=b c>x</td>"), r#"(td a=b c=Text("x"))"#);
        assert_eq!(shown("a</p></b>"), r#"Text("a")(p)"#);
        assert_eq!(
            shown("<!DOCTYPE html><script>a<b</script><!--c-->&amp;"),
            r#"Directive("!DOCTYPE html")(scriptText("a<b"))Comment("c")Text("&")"#
        );
    }

    #[test]
    fn too_deep_is_refused() {
        assert_eq!(shown(&"<i>".repeat(600)), "");
        assert!(read(&"<i>".repeat(400)).is_some());
    }
}
