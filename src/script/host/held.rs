//! Contents that stay with the host until a script reads them.

use std::collections::HashMap;

use bytes::Bytes;

use crate::script::protocol::{Reply, ResponseBody, ResponseData};

/// The largest content that goes along with its response, in bytes: to ask for it would cost more.
pub(super) const INLINE: usize = 32 * 1024;

/// The large contents of the responses that the running script has been given, by response id.
#[derive(Debug, Default)]
pub(super) struct Held(HashMap<String, Bytes>);

impl Held {
    /// Makes of a response what the worker is told: content that is large, or that the worker
    /// `knows`, is kept back.
    pub(super) fn told(&mut self, response: &ResponseData, knows: bool) -> ResponseData {
        let body = match &response.body {
            ResponseBody::Whole(content) if knows || content.len() > INLINE => {
                self.0.insert(response.id.clone(), content.clone());
                ResponseBody::Held(content.len() as u64)
            }
            other => other.clone(),
        };
        ResponseData {
            id: response.id.clone(),
            code: response.code,
            status: response.status.clone(),
            headers: response.headers.clone(),
            body,
            response_time: response.response_time,
            downloaded_bytes: response.downloaded_bytes,
        }
    }

    /// Keeps back the large content of a response that answers a call.
    pub(super) fn keep(&mut self, reply: &mut Reply) {
        match reply {
            Reply::Response(response, _) => **response = self.told(response, false),
            Reply::Ran(ran) => {
                ran.response = ran.response.take().map(|response| self.told(&response, false));
            }
            _ => {}
        }
    }

    /// Answers a script that reads a content.
    pub(super) fn content(&self, id: &str) -> Reply {
        match self.0.get(id) {
            Some(content) => Reply::ResponseBody(content.clone()),
            None => Reply::Refused(
                "the content of this response is gone: read it in the script that the response was \
                 given to, and keep what it says"
                    .to_owned(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Headers;

    fn response(size: usize) -> ResponseData {
        ResponseData {
            id: size.to_string(),
            code: 200,
            status: "OK".to_owned(),
            headers: Headers::new(),
            body: ResponseBody::Whole(vec![b'x'; size].into()),
            response_time: 1.0,
            downloaded_bytes: 0,
        }
    }

    #[test]
    fn large_and_known_contents_stay() {
        let mut held = Held::default();
        assert_eq!(held.told(&response(INLINE), false).body, response(INLINE).body);
        let large = INLINE + 1;
        assert_eq!(held.told(&response(large), false).body, ResponseBody::Held(large as u64));
        assert_eq!(held.told(&response(9), true).body, ResponseBody::Held(9));
        let content = |held: &Held, id: &str| match held.content(id) {
            Reply::ResponseBody(content) => Some(content.len()),
            _ => None,
        };
        assert_eq!(content(&held, "9"), Some(9));
        assert_eq!(content(&held, &large.to_string()), Some(large));
        assert_eq!(content(&held, "other"), None);
    }
}
