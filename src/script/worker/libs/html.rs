//! HTML for `cheerio`: the text's tree as plain data. As in htmlparser2 elements stand where the text has
//! them: nothing is added to a document and nothing moves, and only a few elements end others.

use std::cell::RefCell;

use boa_engine::builtins::object::OrdinaryObject;
use boa_engine::object::builtins::JsArray;
use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{Context, JsArgs, JsNativeError, JsObject, JsResult, JsString, JsValue};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use serde_json::{Value, json};

use super::super::builtins::{define, js_text};
use super::super::json;

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

/// `html(text)`: `['root', 'root', [], children]`, where a child is `['tag', name, [[attribute,
/// value], …], children]`, `['text', text]`, `['comment', text]` or `['directive', text]`.
///
/// # Errors
///
/// Throws for elements nested deeper than [`MAX_DEPTH`].
pub(super) fn tree(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let tree = read_argument(args, context)?;
    Ok(json::to_js(&tree, context))
}

/// `htmlNodes(text, prototype, up)`: the same as cheerio's nodes, which know through the symbol `up`
/// what they are in.
///
/// # Errors
///
/// As [`tree`].
pub(super) fn nodes(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let tree = read_argument(args, context)?;
    let (prototype, up) = (args.get_or_undefined(1).as_object(), args.get_or_undefined(2));
    let up = up.to_property_key(context)?;
    Ok(Nodes { prototype, up }.node(&tree, JsValue::null(), context).into())
}

fn read_argument(args: &[JsValue], context: &mut Context) -> JsResult<Value> {
    let text = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    let too_deep = || {
        let message = format!("HTML is nested deeper than {MAX_DEPTH} levels");
        JsNativeError::range().with_message(message).into()
    };
    read(&text).ok_or_else(too_deep)
}

/// Makes cheerio's nodes.
struct Nodes {
    prototype: Option<JsObject>,
    up: PropertyKey,
}

impl Nodes {
    fn node(&self, tree: &Value, up: JsValue, context: &mut Context) -> JsObject {
        let kind = tree[0].as_str().unwrap_or_default();
        let text = js_text(tree[1].as_str().unwrap_or_default());
        let node = define::shaped(self.prototype.clone(), OrdinaryObject, context);
        if matches!(kind, "tag" | "root") {
            let raw = tree[1].as_str().filter(|name| matches!(*name, "script" | "style"));
            define::property(&node, "type", JsString::from(raw.unwrap_or(kind)));
            define::property(&node, "name", text);
            define::property(&node, "attribs", attributes(&tree[2], context));
            let children = tree[3].as_array().into_iter().flatten();
            let children: Vec<JsValue> = children
                .map(|child| self.node(child, node.clone().into(), context).into())
                .collect();
            define::property(&node, "children", JsArray::from_iter(children, context));
        } else {
            define::property(&node, "type", JsString::from(kind));
            define::property(&node, "data", text);
        }
        let property = PropertyDescriptor::builder()
            .value(up)
            .writable(true)
            .enumerable(true)
            .configurable(true);
        node.insert_property(self.up.clone(), property);
        node
    }
}

fn attributes(tree: &Value, context: &Context) -> JsObject {
    let attributes = define::object(context);
    for attribute in tree.as_array().into_iter().flatten() {
        let text = |at: usize| attribute[at].as_str().unwrap_or_default();
        define::property(&attributes, text(0), js_text(text(1)));
    }
    attributes
}

fn read(text: &str) -> Option<Value> {
    let root = Element { name: "root".to_owned(), attributes: Vec::new(), children: Vec::new() };
    let doctype = text.find("<!").and_then(|at| Some(&text[at + 1..at + text[at..].find('>')?]));
    let open = RefCell::new(Open { stack: vec![root], doctype, too_deep: false });
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    let tokenizer = Tokenizer::new(Tree(open), TokenizerOpts::default());
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
    (!open.too_deep).then(|| json!(["root", "root", [], children]))
}

struct Element {
    name: String,
    attributes: Vec<Value>,
    children: Vec<Value>,
}

/// The elements that are not closed yet, the root first.
struct Open<'a> {
    stack: Vec<Element>,
    /// The document's type in the words of the text.
    doctype: Option<&'a str>,
    too_deep: bool,
}

impl Open<'_> {
    fn put(&mut self, node: Value) {
        if let Some(top) = self.stack.last_mut() {
            top.children.push(node);
        }
    }

    fn close(&mut self) {
        if let Some(Element { name, attributes, children }) = self.stack.pop() {
            self.put(json!(["tag", name, attributes, children]));
        }
    }

    fn is_top(&self, names: &[&str]) -> bool {
        self.stack.len() > 1 && self.stack.last().is_some_and(|top| names.contains(&&*top.name))
    }

    fn text(&mut self, text: &str) {
        let Some(top) = self.stack.last_mut() else { return };
        if let Some(Value::Array(last)) = top.children.last_mut()
            && let [Value::String(kind), Value::String(before)] = &mut last[..]
            && kind == "text"
        {
            before.push_str(text);
        } else {
            top.children.push(json!(["text", text]));
        }
    }

    fn start(&mut self, name: &str, attributes: Vec<Value>) {
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

struct Tree<'a>(RefCell<Open<'a>>);

impl TokenSink for Tree<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut open = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return tagged(&mut open, &tag),
            Token::CharacterTokens(text) => open.text(&text),
            Token::NullCharacterToken => open.text("\0"),
            Token::CommentToken(text) => open.put(json!(["comment", &*text])),
            Token::DoctypeToken(_) => {
                let said = open.doctype.unwrap_or("!doctype html").to_owned();
                open.put(json!(["directive", said]));
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
    let attributes = tag.attrs.iter().map(|one| json!([&*one.name.local, &*one.value])).collect();
    open.start(&tag.name, attributes);
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
        read(text).map(|tree| tree[3].to_string()).unwrap_or_default()
    }

    #[test]
    fn elements_stand_where_the_text_has_them() {
        assert_eq!(
            shown("<table><tr><td>1<td>2</table>"),
            r#"[["tag","table",[],[["tag","tr",[],[["tag","td",[],[["text","1"]]],["tag","td",[],[["text","2"]]]]]]]]"#
        );
        assert_eq!(shown("<td>x</td>"), r#"[["tag","td",[],[["text","x"]]]]"#);
        assert_eq!(shown("a</p></b>"), r#"[["text","a"],["tag","p",[],[]]]"#);
        assert_eq!(
            shown("<!DOCTYPE html><script>a<b</script><!--c-->&amp;"),
            r#"[["directive","!DOCTYPE html"],["tag","script",[],[["text","a<b"]]],["comment","c"],["text","&"]]"#
        );
    }

    #[test]
    fn too_deep_is_refused() {
        assert_eq!(shown(&"<i>".repeat(600)), "");
        assert!(read(&"<i>".repeat(400)).is_some());
    }
}
