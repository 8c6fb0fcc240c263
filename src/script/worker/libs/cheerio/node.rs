//! The nodes of a document: objects of Rust's that scripts see as plain ones.

use boa_engine::{Finalize, JsData, JsObject, JsString, JsValue, Trace, js_string};

/// What cheerio calls the `type` of a node.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) enum Kind {
    Tag,
    Script,
    Style,
    Root,
    Text,
    Comment,
    Directive,
    CData,
    /// What a script made of it.
    Other(JsValue),
}

impl Kind {
    /// The kind that a script gives a node.
    pub(super) fn of(value: JsValue) -> Self {
        let Some(name) = value.as_string() else { return Self::Other(value) };
        match name.to_std_string_lossy().as_str() {
            "tag" => Self::Tag,
            "script" => Self::Script,
            "style" => Self::Style,
            "root" => Self::Root,
            "text" => Self::Text,
            "comment" => Self::Comment,
            "directive" => Self::Directive,
            "cdata" => Self::CData,
            _ => Self::Other(value),
        }
    }

    /// The kind of an element with this name.
    pub(super) fn of_element(name: &str) -> Self {
        match name {
            "script" => Self::Script,
            "style" => Self::Style,
            _ => Self::Tag,
        }
    }

    pub(super) fn value(&self) -> JsValue {
        match self {
            Self::Tag => js_string!("tag").into(),
            Self::Script => js_string!("script").into(),
            Self::Style => js_string!("style").into(),
            Self::Root => js_string!("root").into(),
            Self::Text => js_string!("text").into(),
            Self::Comment => js_string!("comment").into(),
            Self::Directive => js_string!("directive").into(),
            Self::CData => js_string!("cdata").into(),
            Self::Other(value) => value.clone(),
        }
    }

    pub(super) fn is_element(&self) -> bool {
        matches!(self, Self::Tag | Self::Script | Self::Style)
    }

    pub(super) fn is_root(&self) -> bool {
        matches!(self, Self::Root)
    }
}

/// Attributes: as they were read until a script looks at them.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) enum Attributes {
    Read(Vec<(JsString, JsString)>),
    Value(JsValue),
}

/// What is in a node: a list of Rust's until a script looks at it.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) enum Children {
    Nodes(Vec<JsObject>),
    Value(JsValue),
}

/// A node. Scripts may give every field any value.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) name: JsValue,
    pub(super) attributes: Attributes,
    pub(super) children: Children,
    pub(super) data: JsValue,
    /// What it is in: an element or the root; null at the top.
    pub(super) up: JsValue,
    /// It was put where it is, or taken out: its `root` is null then, and the root is its parent.
    pub(super) moved: bool,
}

impl Node {
    pub(super) fn element(
        kind: Kind,
        name: JsString,
        attributes: Vec<(JsString, JsString)>,
    ) -> Self {
        Self {
            name: name.into(),
            attributes: Attributes::Read(attributes),
            children: Children::Nodes(Vec::new()),
            ..Self::other(kind)
        }
    }

    pub(super) fn text(kind: Kind, data: JsString) -> Self {
        Self { data: data.into(), ..Self::other(kind) }
    }

    fn other(kind: Kind) -> Self {
        Self {
            kind,
            name: JsValue::undefined(),
            attributes: Attributes::Value(JsValue::undefined()),
            children: Children::Value(JsValue::undefined()),
            data: JsValue::undefined(),
            up: JsValue::null(),
            moved: false,
        }
    }

    pub(super) fn cdata() -> Self {
        Self { children: Children::Nodes(Vec::new()), ..Self::other(Kind::CData) }
    }
}

/// The fields that scripts see.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Type,
    Name,
    Attribs,
    Children,
    Data,
}

impl Field {
    pub(super) const ALL: [Self; 5] =
        [Self::Type, Self::Name, Self::Attribs, Self::Children, Self::Data];

    pub(super) fn key(self) -> JsString {
        match self {
            Self::Type => js_string!("type"),
            Self::Name => js_string!("name"),
            Self::Attribs => js_string!("attribs"),
            Self::Children => js_string!("children"),
            Self::Data => js_string!("data"),
        }
    }
}

/// Which fields a node has, in the order in which scripts see them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Element,
    Text,
    Directive,
    CData,
}

impl Layout {
    pub(super) const ALL: [Self; 4] = [Self::Element, Self::Text, Self::Directive, Self::CData];

    pub(super) fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Text | Kind::Comment => Self::Text,
            Kind::Directive => Self::Directive,
            Kind::CData => Self::CData,
            Kind::Tag | Kind::Script | Kind::Style | Kind::Root | Kind::Other(_) => Self::Element,
        }
    }

    pub(super) fn fields(self) -> &'static [Field] {
        match self {
            Self::Element => &[Field::Type, Field::Name, Field::Attribs, Field::Children],
            Self::Text => &[Field::Data, Field::Type],
            Self::Directive => &[Field::Name, Field::Data, Field::Type],
            Self::CData => &[Field::Children, Field::Type],
        }
    }
}
