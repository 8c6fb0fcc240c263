//! Nodes as the text of HTML or XML.

use boa_engine::{Context, JsObject, JsResult, JsString, JsValue, js_string};

use super::super::super::builtins::js_text;
use super::super::super::inspect::{enumerable_keys, key_value};
use super::dom::{Dom, MAX_DEPTH, too_deep};
use super::node::{Attributes, Kind};

/// Elements whose texts are written as they are.
const RAW: &[&str] =
    &["script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext", "noscript"];

/// Elements without an end.
const VOID: &[&str] = &[
    "area", "base", "basefont", "br", "col", "command", "embed", "frame", "hr", "img", "input",
    "isindex", "keygen", "link", "meta", "param", "source", "track", "wbr",
];

/// How nodes are written.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) xml: bool,
    /// Whether what was an entity becomes one.
    pub(super) encode: bool,
}

/// Text in UTF-16, as scripts have it.
type Units = Vec<u16>;

impl Dom {
    /// Writes a node and what is in it.
    pub(super) fn render(
        &self,
        node: &JsObject,
        style: Style,
        context: &mut Context,
    ) -> JsResult<JsString> {
        let mut out = Units::new();
        self.write(node, style, 0, &mut out, context)?;
        Ok(match String::from_utf16(&out) {
            Ok(text) => js_text(&text),
            Err(_) => JsString::from(&out[..]),
        })
    }

    fn write(
        &self,
        node: &JsObject,
        style: Style,
        depth: u32,
        out: &mut Units,
        context: &mut Context,
    ) -> JsResult<()> {
        if depth > MAX_DEPTH {
            return Err(too_deep());
        }
        let around: Option<(&str, &str)> = match self.kind(node, context)? {
            Kind::Root => {
                for child in self.children(node, context)? {
                    self.write(&child, style, depth + 1, out, context)?;
                }
                return Ok(());
            }
            Kind::Text | Kind::Other(_) => return self.write_text(node, style, out, context),
            Kind::CData => {
                push(out, "<![CDATA[");
                for child in self.children(node, context)? {
                    let data = self.data(&child, context)?.to_string(context)?;
                    out.extend(data.iter());
                }
                push(out, "]]>");
                return Ok(());
            }
            Kind::Comment => Some(("<!--", "-->")),
            Kind::Directive => Some(("<", ">")),
            Kind::Tag | Kind::Script | Kind::Style => None,
        };
        let Some((before, after)) = around else {
            return self.write_element(node, style, depth, out, context);
        };
        push(out, before);
        out.extend(self.data(node, context)?.to_string(context)?.iter());
        push(out, after);
        Ok(())
    }

    fn write_text(
        &self,
        node: &JsObject,
        style: Style,
        out: &mut Units,
        context: &mut Context,
    ) -> JsResult<()> {
        let data = self.data(node, context)?;
        if !data.to_boolean() {
            return Ok(());
        }
        let data = data.to_string(context)?;
        let raw = match self.up(node, context)? {
            Some(up) => {
                let name = self.name(&up, context)?.as_string();
                name.is_some_and(|name| RAW.iter().any(|one| name == *one))
            }
            None => false,
        };
        if raw || !style.encode {
            out.extend(data.iter());
        } else {
            escape(&data, out);
        }
        Ok(())
    }

    fn write_element(
        &self,
        node: &JsObject,
        style: Style,
        depth: u32,
        out: &mut Units,
        context: &mut Context,
    ) -> JsResult<()> {
        let name = self.name(node, context)?.to_string(context)?;
        let style = if name == *"svg" { Style { xml: true, ..style } } else { style };
        out.push(u16::from(b'<'));
        out.extend(name.iter());
        for (key, value) in self.attributes(node, context)? {
            out.push(u16::from(b' '));
            out.extend(key.iter());
            let is_null = value.is_null();
            let value = value.to_string(context)?;
            if style.xml || !(is_null || value.is_empty()) {
                push(out, "=\"");
                write_value(&value, style, out);
                out.push(u16::from(b'"'));
            }
        }
        let children = self.children(node, context)?;
        if style.xml && children.is_empty() {
            push(out, "/>");
            return Ok(());
        }
        out.push(u16::from(b'>'));
        for child in children {
            self.write(&child, style, depth + 1, out, context)?;
        }
        if style.xml || !VOID.iter().any(|void| name == *void) {
            push(out, "</");
            out.extend(name.iter());
            out.push(u16::from(b'>'));
        }
        Ok(())
    }

    /// The attributes of an element in their order.
    fn attributes(
        &self,
        node: &JsObject,
        context: &mut Context,
    ) -> JsResult<Vec<(JsString, JsValue)>> {
        if let Some(Attributes::Read(list)) =
            self.node(node).as_deref().map(|node| &node.attributes)
        {
            let own = |(key, value): &(JsString, JsString)| (key.clone(), value.clone().into());
            return Ok(list.iter().map(own).collect());
        }
        let attributes = node.get(js_string!("attribs"), context)?;
        let Some(attributes) = attributes.as_object() else { return Ok(Vec::new()) };
        let mut list = Vec::new();
        for key in enumerable_keys(&attributes, context)? {
            let value = attributes.get(key.clone(), context)?;
            list.push((key_value(&key).to_string(context)?, value));
        }
        Ok(list)
    }
}

fn push(out: &mut Units, text: &str) {
    out.extend(text.encode_utf16());
}

fn write_value(value: &JsString, style: Style, out: &mut Units) {
    if style.encode {
        return escape(value, out);
    }
    for unit in value.iter() {
        match unit {
            0x22 => push(out, "&quot;"),
            unit => out.push(unit),
        }
    }
}

/// Writes what is not ASCII, or means something in markup, as entities.
fn escape(text: &JsString, out: &mut Units) {
    for point in char::decode_utf16(text.iter()) {
        let code = match point {
            Ok(char) => u32::from(char),
            Err(lone) => u32::from(lone.unpaired_surrogate()),
        };
        match u8::try_from(code) {
            Ok(b'&') => push(out, "&amp;"),
            Ok(b'<') => push(out, "&lt;"),
            Ok(b'>') => push(out, "&gt;"),
            Ok(b'"') => push(out, "&quot;"),
            Ok(b'\'') => push(out, "&apos;"),
            Ok(ascii) if ascii.is_ascii() => out.push(u16::from(ascii)),
            _ => push(out, &format!("&#x{code:X};")),
        }
    }
}
