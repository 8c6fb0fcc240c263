//! Problems (RFC 7807, nearly): an object with `error` inside.

use serde_json::json;

use super::super::call::Call;
use super::super::reply::Reply;
use super::super::state::World;

/// Why a call is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) status: u16,
    pub(super) slug: &'static str,
    pub(super) detail: String,
}

impl Problem {
    pub(super) fn new(status: u16, slug: &'static str, detail: impl Into<String>) -> Self {
        Self { status, slug, detail: detail.into() }
    }

    /// The request is wrong.
    pub(super) fn invalid(slug: &'static str, detail: impl Into<String>) -> Self {
        Self::new(400, slug, detail)
    }

    /// The address that stands for the kind of problem.
    pub(super) fn kind(&self) -> String {
        format!("https://vipps.no/invoice/v1/problems/{}", self.slug)
    }

    pub(super) fn title(&self) -> String {
        let words = self.slug.replace('-', " ");
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().collect::<String>() + letters.as_str()
        })
    }

    pub(super) fn reply(&self, world: &mut World, call: &Call) -> Reply {
        let error = json!({
            "type": self.kind(),
            "title": self.title(),
            "detail": self.detail,
            "instance": format!("/{}", call.segments.join("/")),
            "correlationId": world.ids.uuid(),
        });
        Reply::json(self.status, &json!({"error": error}))
    }
}
