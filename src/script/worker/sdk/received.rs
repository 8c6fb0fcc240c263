//! A response as it came, and its content as soon as a script reads it.

use std::cell::OnceCell;
use std::ops::Deref;

use boa_engine::{Context, JsNativeError, JsResult};
use bytes::Bytes;

use super::super::calls;
use crate::script::protocol::{Call, Reply, ResponseBody, ResponseData};

/// Most bytes of a small content.
const MAX_SMALL: u64 = 64 * 1024;

/// A response. Large content stays with the host until a script reads it, and is fetched once,
/// however many scripts share the response.
#[derive(Debug)]
pub struct Received {
    data: ResponseData,
    fetched: OnceCell<Bytes>,
}

impl Received {
    /// Gives the content, asking the host for it when that has not been done.
    ///
    /// # Errors
    /// The host holds it no more: a script kept the response of another request.
    pub(super) fn bytes(&self, context: &Context) -> JsResult<Bytes> {
        match &self.data.body {
            ResponseBody::Absent => return Ok(Bytes::new()),
            ResponseBody::Whole(content) => return Ok(content.clone()),
            ResponseBody::Held(_) => {}
        }
        if let Some(content) = self.fetched.get() {
            return Ok(content.clone());
        }
        let content = match calls::ask_now(Call::ResponseBody(self.data.id.clone()), context)? {
            Reply::ResponseBody(content) => content,
            Reply::Refused(reason) => {
                return Err(JsNativeError::error().with_message(reason).into());
            }
            _ => {
                let message = "the runner did not give the response's content";
                return Err(JsNativeError::error().with_message(message).into());
            }
        };
        Ok(self.fetched.get_or_init(|| content).clone())
    }
}

impl Received {
    /// Reads the content as JSON, unless it is too large to be read for the sake of an error's words.
    pub(in super::super) fn small_json(&self, context: &Context) -> Option<serde_json::Value> {
        if self.data.body.size() > MAX_SMALL {
            return None;
        }
        serde_json::from_slice(&self.bytes(context).ok()?).ok()
    }
}

impl From<ResponseData> for Received {
    fn from(data: ResponseData) -> Self {
        Self { data, fetched: OnceCell::new() }
    }
}

impl Deref for Received {
    type Target = ResponseData;

    fn deref(&self) -> &ResponseData {
        &self.data
    }
}
