//! What scripts ask for while they run: requests and cookies.

use std::sync::{Mutex, PoisonError};

use super::nested::{Asked, Nested};
use super::outbound::{Outbound, Place};
use crate::collection::parse_request;
use crate::http::{Failure, FailureKind, Phase, Transport};
use crate::script::host::packages::Reference;
use crate::script::host::{HostCalls, Sandbox, Vault};
use crate::script::protocol::{Call, Reply};
use crate::vars::{Dynamic, Scopes};

/// What scripts hear when the user gave no secrets; Postman's words first.
const NO_VAULT: &str = "Vault access denied: give the secrets to scripts with --vault FILE";

/// Answers the calls of one script.
pub(super) struct ScriptCalls<'a, T, S> {
    nested: Nested<'a, T, S>,
    scopes: &'a Scopes,
    place: Place<'a>,
    dynamic: Mutex<Dynamic>,
}

impl<'a, T: Transport, S> ScriptCalls<'a, T, S> {
    pub(super) fn new(
        nested: Nested<'a, T, S>,
        scopes: &'a Scopes,
        place: Place<'a>,
        dynamic: Dynamic,
    ) -> Self {
        Self { nested, scopes, place, dynamic: Mutex::new(dynamic) }
    }

    fn outbound(&self) -> Outbound<'a, T> {
        self.nested.outbound
    }

    /// Requests may overlap: each draws on generators of its own.
    fn dynamic(&self) -> Dynamic {
        self.dynamic.lock().unwrap_or_else(PoisonError::into_inner).fork()
    }

    async fn send(&self, definition: &serde_json::Value) -> Reply {
        let request = match parse_request(definition) {
            Ok(request) => request,
            Err(error) => return Reply::Failed(not_a_request(&error.to_string())),
        };
        let mut dynamic = self.dynamic();
        let (answer, _) =
            self.outbound().send(&request, self.place, self.scopes, &mut dynamic).await;
        match answer.response_data() {
            Ok(data) => Reply::Response(Box::new(data), self.outbound().cookies(answer.url())),
            Err(failure) => Reply::Failed(failure.clone()),
        }
    }
}

impl<T: Transport, S> ScriptCalls<'_, T, S> {
    fn resolve(&self, reference: Reference<'_>) -> Reply {
        let Some(packages) = &self.nested.plan.settings.packages else {
            return Reply::Refused(format!(
                "Cannot find package '{}': say with --node-modules where packages are installed",
                reference.specifier
            ));
        };
        match packages.resolve(reference) {
            Ok(id) => Reply::Resolved(id),
            Err(error) => Reply::Refused(error.to_string()),
        }
    }

    fn read(&self, id: &str) -> Reply {
        match self.nested.plan.settings.packages.as_ref().map(|packages| packages.read(id)) {
            Some(Ok((format, text))) => Reply::PackageFile { format, text },
            Some(Err(error)) => Reply::Refused(error.to_string()),
            None => Reply::Refused(format!("{id} cannot be read: there is no --node-modules")),
        }
    }

    /// Opens the vault, when the user said that scripts may.
    fn vault(&self, visit: impl FnOnce(&Vault) -> Reply) -> Reply {
        match &self.nested.plan.settings.vault {
            Some(vault) => visit(vault),
            None => Reply::Refused(NO_VAULT.to_owned()),
        }
    }
}

impl<T: Transport, S: Sandbox<Sibling = S> + Send> HostCalls for ScriptCalls<'_, T, S> {
    async fn call(&self, call: Call) -> Reply {
        match call {
            Call::SendRequest(definition) => self.send(&definition).await,
            Call::CookiesFor(url) => Reply::Cookies(self.outbound().cookies(&url)),
            Call::SetCookie { url, cookie } => {
                self.outbound().jar().store(&url, &cookie);
                Reply::Unit
            }
            Call::RemoveCookies { url, name } => {
                let outbound = self.outbound();
                let mut jar = outbound.jar();
                match name {
                    Some(name) => jar.remove(&url, &name),
                    None => jar.clear(&url),
                }
                Reply::Unit
            }
            // The sandbox's host answers these itself.
            Call::ResponseBody(_) | Call::Request => {
                Reply::Refused("this is not the runner's to answer".to_owned())
            }
            Call::ResolvePackage { specifier, from, import } => {
                self.resolve(Reference { specifier: &specifier, from: from.as_deref(), import })
            }
            Call::ReadPackage(id) => self.read(&id),
            Call::VaultGet(name) => self.vault(|vault| Reply::Secret(vault.get(&name))),
            Call::VaultSet { name, secret } => self.vault(|vault| {
                if let Some(secret) = &secret {
                    self.outbound().emitter.secrets.learn(secret.expose());
                }
                vault.set(&name, secret);
                Reply::Unit
            }),
            Call::RunRequest { request, variables, changed } => {
                let asked = Asked { request, variables, changed };
                self.nested.run(asked, self.scopes, self.dynamic()).await
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
