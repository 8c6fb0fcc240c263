//! An answer, before it becomes HTTP.

use std::time::Duration;

use serde_json::{Value, json};

/// What a handler answers with.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
    /// How long to hold the answer back.
    pub(super) delay: Duration,
}

impl Reply {
    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self::typed(status, "application/json;charset=UTF-8", body.to_string())
    }

    pub(super) fn html(status: u16, page: String) -> Self {
        Self::typed(status, "text/html; charset=utf-8", page)
    }

    pub(super) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), delay: Duration::ZERO }
    }

    /// The gateway's own error: an object, where the APIs behind it mostly answer with arrays.
    pub(super) fn gateway(status: u16, message: &str) -> Self {
        Self::json(status, &json!({"statusCode": status, "message": message}))
    }

    pub(super) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn typed(status: u16, media_type: &str, body: String) -> Self {
        Self { body: body.into_bytes(), ..Self::empty(status) }
            .with_header("content-type", media_type)
    }
}
