//! Selectors: CSS with the additions of jQuery, as css-select 1.2 knows them.

mod nth;
mod parse;

use boa_engine::JsString;

pub(super) use nth::Nth;
pub(super) use parse::parse;

/// A selector: what passes one of its groups passes it.
#[derive(Debug, PartialEq)]
pub(in super::super) struct Selector {
    pub(super) groups: Vec<Group>,
}

/// What stands between commas.
#[derive(Debug, PartialEq)]
pub(super) struct Group {
    pub(super) steps: Vec<Step>,
}

/// What stands between combinators.
#[derive(Debug, PartialEq)]
pub(super) struct Step {
    pub(super) combinator: Combinator,
    /// Those that cost least come first.
    pub(super) tests: Vec<Test>,
}

/// How an element stands to the one that the step before is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Combinator {
    /// There is no step before.
    Start,
    Descendant,
    Child,
    /// `<`: it has the other as its child.
    Parent,
    Sibling,
    Adjacent,
}

#[derive(Debug, PartialEq)]
pub(super) enum Test {
    Name(JsString),
    Attribute(AttributeTest),
    Pseudo(Pseudo),
}

#[derive(Debug, PartialEq)]
pub(super) struct AttributeTest {
    pub(super) name: JsString,
    pub(super) action: Action,
    pub(super) value: JsString,
    pub(super) ignore_case: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Exists,
    Equals,
    /// `~=`: one of its words.
    Word,
    Start,
    End,
    Any,
    /// `!=`
    Not,
    /// `|=`
    Hyphen,
}

#[derive(Debug, PartialEq)]
pub(super) enum Pseudo {
    Contains(String),
    ContainsInAnyCase(String),
    Nth {
        nth: Nth,
        from_end: bool,
        of_type: bool,
    },
    Only {
        of_type: bool,
    },
    Not(Selector),
    Has(Selector),
    Matches(Selector),
    Root,
    Scope,
    /// `:checkbox` and the like: the attribute `type` is this.
    Type(JsString),
    /// `:link` and the like: there is this attribute.
    Attribute(JsString),
    NoAttribute(JsString),
    Empty,
    Parent,
    Selected,
    Checked,
    Header,
    Button,
    Input,
    Text,
    Visited,
}

impl Selector {
    /// Whether it says how elements stand to others.
    pub(super) fn has_combinators(&self) -> bool {
        let combines = |step: &Step| step.combinator != Combinator::Start;
        self.groups.iter().any(|group| group.steps.iter().any(combines))
    }
}

impl Group {
    /// Whether it says itself where the place is from which elements are looked for.
    pub(super) fn has_scope(&self) -> bool {
        self.steps.iter().flat_map(|step| &step.tests).any(|test| match test {
            Test::Pseudo(Pseudo::Scope) => true,
            Test::Pseudo(Pseudo::Not(inner) | Pseudo::Has(inner) | Pseudo::Matches(inner)) => {
                inner.groups.iter().any(Self::has_scope)
            }
            _ => false,
        })
    }
}

impl Test {
    /// Order in which tests are made.
    pub(super) fn cost(&self) -> u8 {
        match self {
            Self::Name(_) => 0,
            Self::Attribute(_) => 1,
            Self::Pseudo(
                Pseudo::Contains(_)
                | Pseudo::ContainsInAnyCase(_)
                | Pseudo::Has(_)
                | Pseudo::Not(_)
                | Pseudo::Matches(_)
                | Pseudo::Nth { .. },
            ) => 3,
            Self::Pseudo(_) => 2,
        }
    }
}
