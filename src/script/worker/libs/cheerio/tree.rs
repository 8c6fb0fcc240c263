//! A document as it was read, before it becomes nodes.

/// What stands in a document.
#[derive(Debug, PartialEq)]
pub(super) enum Tree {
    Element {
        name: String,
        attributes: Vec<(String, String)>,
        children: Vec<Tree>,
    },
    Text(String),
    Comment(String),
    /// What stands between `<` and `>`, as `!DOCTYPE html`.
    Directive(String),
    CData(String),
}

impl Tree {
    /// Changes every text of the document; `is_text` tells texts from attributes and comments.
    pub(super) fn change(&mut self, change: &impl Fn(&mut String, bool)) {
        match self {
            Self::Text(text) => change(text, true),
            Self::Comment(text) | Self::Directive(text) | Self::CData(text) => change(text, false),
            Self::Element { attributes, children, .. } => {
                attributes.iter_mut().for_each(|(_, value)| change(value, false));
                children.iter_mut().for_each(|child| child.change(change));
            }
        }
    }
}

/// Puts a text behind others; texts next to each other are one.
pub(super) fn push_text(list: &mut Vec<Tree>, text: &str) {
    if let Some(Tree::Text(before)) = list.last_mut() {
        before.push_str(text);
    } else {
        list.push(Tree::Text(text.to_owned()));
    }
}
