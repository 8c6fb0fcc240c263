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

    /// Cuts the content at [`Content::LIMIT`], never inside a character of a text.
    pub(crate) fn cut(&mut self) {
        if self.bytes.len() <= Self::LIMIT {
            return;
        }
        let end = match self.text() {
            Some(text) => text.floor_char_boundary(Self::LIMIT),
            None => Self::LIMIT,
        };
        // A copy, so that the rest is not kept alive.
        self.bytes = Bytes::copy_from_slice(&self.bytes[..end]);
        self.truncated = true;
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
    fn a_long_text_is_cut_between_characters() {
        let mut content = Content::new("æ".repeat(Content::LIMIT / 2 + 1));
        content.cut();
        assert_eq!((content.bytes.len(), content.truncated), (Content::LIMIT, true));
        let mut odd = Content::new(format!("x{}", "æ".repeat(Content::LIMIT / 2)));
        odd.cut();
        assert_eq!((odd.bytes.len(), odd.size), (Content::LIMIT - 1, Content::LIMIT as u64 + 1));
        assert!(odd.text().is_some());
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
