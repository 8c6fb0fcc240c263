//! What scripts ask for while they run: requests and cookies.

use std::sync::{Arc, Mutex, PoisonError};

use super::outbound::{Outbound, Place};
use crate::collection::parse_request;
use crate::http::{Failure, FailureKind, Phase, Transport};
use crate::script::host::HostCalls;
use crate::script::protocol::{Call, Reply};
use crate::vars::{Dynamic, Scopes};

/// Answers the calls of one script.
pub(super) struct ScriptCalls<'a, T> {
    outbound: Outbound<'a, T>,
    scopes: Arc<Scopes>,
    place: Place<'a>,
    dynamic: Mutex<Dynamic>,
}

impl<'a, T: Transport> ScriptCalls<'a, T> {
    pub(super) fn new(
        outbound: Outbound<'a, T>,
        scopes: Arc<Scopes>,
        place: Place<'a>,
        dynamic: Dynamic,
    ) -> Self {
        Self { outbound, scopes, place, dynamic: Mutex::new(dynamic) }
    }

    async fn send(&self, definition: &serde_json::Value) -> Reply {
        let request = match parse_request(definition) {
            Ok(request) => request,
            Err(error) => return Reply::Failed(not_a_request(&error.to_string())),
        };
        // Requests may overlap: each draws on generators of its own.
        let mut dynamic = self.dynamic.lock().unwrap_or_else(PoisonError::into_inner).fork();
        let answer = self.outbound.send(&request, self.place, &self.scopes, &mut dynamic).await;
        match answer.response_data() {
            Ok(data) => Reply::Response(Box::new(data), self.outbound.cookies(answer.url())),
            Err(failure) => Reply::Failed(failure.clone()),
        }
    }
}

impl<T: Transport> HostCalls for ScriptCalls<'_, T> {
    async fn call(&self, call: Call) -> Reply {
        match call {
            Call::SendRequest(definition) => self.send(&definition).await,
            Call::CookiesFor(url) => Reply::Cookies(self.outbound.cookies(&url)),
            Call::SetCookie { url, cookie } => {
                self.outbound.jar().store(&url, &cookie);
                Reply::Unit
            }
            Call::RemoveCookies { url, name } => {
                let mut jar = self.outbound.jar();
                match name {
                    Some(name) => jar.remove(&url, &name),
                    None => jar.clear(&url),
                }
                Reply::Unit
            }
        }
    }
}

fn not_a_request(detail: &str) -> Failure {
    Failure {
        kind: FailureKind::InvalidRequest,
        phase: Phase::Prepare,
        code: None,
        message: format!("pm.sendRequest was given something that is no request: {detail}"),
    }
}
