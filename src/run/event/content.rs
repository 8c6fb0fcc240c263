//! The content of a request or response in the event stream.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Headers, RequestEnd};

/// The content of a request or response, secrets masked. Serialised as `{"text", "size",
/// "truncated"}`, or with `base64` in place of `text` where it is not UTF-8.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// The content, or its beginning.
    pub bytes: Bytes,
    /// Bytes of the whole content before masking.
    pub size: u64,
    /// [`Content::bytes`] is not all of it: cut at [`Content::LIMIT`], left out on request, or a
    /// content that was streamed and never in memory.
    pub truncated: bool,
}

impl Content {
    /// Most bytes of a content that the stream carries: 1 MiB.
    pub const LIMIT: usize = 1 << 20;

    /// Takes a whole content.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self { size: bytes.len() as u64, bytes, truncated: false }
    }

    /// Returns the content as text, when it is UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// Tells where to cut so that `limit` bytes are left: not inside a character of a text.
    pub(crate) fn cut_at(&self, limit: usize) -> usize {
        if self.bytes.len() <= limit {
            return self.bytes.len();
        }
        // The later bytes of a character are 0b10…: three at most.
        let inside = |at: &usize| self.bytes[*at] & 0b1100_0000 == 0b1000_0000;
        (limit.saturating_sub(3)..=limit).rev().find(|at| !inside(at)).unwrap_or(limit)
    }

    /// Returns the content without its bytes.
    #[must_use]
    fn omitted(&self) -> Self {
        let truncated = self.truncated || !self.bytes.is_empty();
        Self { bytes: Bytes::new(), size: self.size, truncated }
    }
}

impl RequestEnd {
    /// Returns the exchange without the bytes of its contents.
    #[must_use]
    pub(crate) fn without_bodies(&self) -> Self {
        let mut end = self.clone();
        end.request.body = end.request.body.omitted();
        if let Some(response) = &mut end.response {
            response.body = response.body.omitted();
        }
        end
    }

    /// Returns the exchange without its header lines.
    #[must_use]
    pub(crate) fn without_headers(mut self) -> Self {
        self.request.headers = Headers::new();
        if let Some(response) = &mut self.response {
            response.headers = Headers::new();
        }
        self
    }
}

impl<B: Into<Bytes>> From<B> for Content {
    fn from(bytes: B) -> Self {
        Self::new(bytes)
    }
}

#[derive(Serialize, Deserialize)]
struct Form<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    text: Option<std::borrow::Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
    size: u64,
    truncated: bool,
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.text();
        let base64 = text.is_none().then(|| STANDARD.encode(&self.bytes));
        let text = text.filter(|text| !text.is_empty()).map(Into::into);
        Form { text, base64, size: self.size, truncated: self.truncated }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Form { text, base64, size, truncated } = Form::deserialize(deserializer)?;
        let bytes = match (text, base64) {
            (Some(text), _) => Bytes::from(text.into_owned()),
            (None, Some(base64)) => Bytes::from(STANDARD.decode(base64).map_err(D::Error::custom)?),
            (None, None) => Bytes::new(),
        };
        Ok(Self { bytes, size, truncated })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn text_is_text_and_the_rest_base64() {
        let form = |content: &Content| serde_json::to_value(content).unwrap();
        assert_eq!(
            form(&"å".as_bytes().to_vec().into()),
            json!({"text": "å", "size": 2, "truncated": false})
        );
        assert_eq!(
            form(&vec![0xff, 0].into()),
            json!({"base64": "/wA=", "size": 2, "truncated": false})
        );
        assert_eq!(form(&Content::default()), json!({"size": 0, "truncated": false}));
        let omitted = Content::new("abc").omitted();
        assert_eq!(form(&omitted), json!({"size": 3, "truncated": true}));
        let broken: Result<Content, _> =
            serde_json::from_value(json!({"base64": "?", "size": 1, "truncated": false}));
        assert!(broken.is_err());
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        let cut_at = |text: &'static str, limit| Content::new(text).cut_at(limit);
        assert_eq!((cut_at("abc", 3), cut_at("abc", 2), cut_at("abc", 0)), (3, 2, 0));
        assert_eq!((cut_at("æøå", 4), cut_at("æøå", 3), cut_at("æøå", 1)), (4, 2, 0));
        assert_eq!((cut_at("🫐🫐", 7), cut_at("🫐🫐", 4), cut_at("🫐🫐", 3)), (4, 4, 0));
        assert_eq!(Content::new(vec![0x80; 9]).cut_at(5), 5);
    }

    proptest! {
        #[test]
        fn comes_back_as_it_was(bytes in prop::collection::vec(any::<u8>(), 0..40), cut: bool) {
            let content = Content { truncated: cut, ..Content::new(bytes) };
            let line = serde_json::to_string(&content).unwrap();
            prop_assert_eq!(serde_json::from_str::<Content>(&line).unwrap(), content);
        }
    }
}
