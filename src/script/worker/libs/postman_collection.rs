//! The module `postman-collection`: the classes of the SDK model.

use boa_engine::{Context, JsResult, JsValue};

use super::not_implemented;
use crate::script::worker::sdk;

/// Classes of the real SDK that are missing; no script of a large sample used them.
const MISSING: &[&str] = &[
    "Certificate",
    "CertificateList",
    "Collection",
    "Event",
    "EventList",
    "Item",
    "ItemGroup",
    "MutationTracker",
    "ProxyConfig",
    "ProxyConfigList",
    "Response",
    "Script",
    "UrlMatchPattern",
    "UrlMatchPatternList",
    "VariableScope",
    "Version",
];

pub(super) fn module(context: &mut Context) -> JsResult<JsValue> {
    let exports = sdk::exports(context)?;
    not_implemented(&exports, "postman-collection", MISSING, context);
    Ok(exports.into())
}
