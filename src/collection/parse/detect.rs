//! What a document really is, so that the wrong file is named instead of its first odd member.

use std::fmt;

use serde_json::Value;

/// The kinds of JSON documents people pass to a collection runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Collection,
    WrappedCollection,
    CollectionV1,
    Environment,
    WrappedEnvironment,
    List,
    OpenApi,
    Har,
    NewmanReport,
    PostmanDump,
    PostmanApiError,
    Insomnia,
    Other,
}

/// Recognises a document by its members, the surest signs first.
pub(super) fn kind(document: &Value) -> Kind {
    let Value::Object(members) = document else {
        return if document.is_array() { Kind::List } else { Kind::Other };
    };
    let has = |key: &str| members.get(key).is_some_and(|value| !value.is_null());
    let has_in = |outer: &str, inner: &str| members.get(outer).is_some_and(|v| !v[inner].is_null());
    let is_list = |key: &str| members.get(key).is_some_and(Value::is_array);
    let signs = [
        (has_in("run", "executions") || has_in("run", "stats"), Kind::NewmanReport),
        (has("item") || (has("info") && has_in("info", "schema")), Kind::Collection),
        (has("openapi") || has("swagger"), Kind::OpenApi),
        (has_in("log", "entries"), Kind::Har),
        (is_list("requests"), Kind::CollectionV1),
        (is_list("collections"), Kind::PostmanDump),
        (has("values"), Kind::Environment),
        (members.get("collection").is_some_and(Value::is_object), Kind::WrappedCollection),
        (members.get("environment").is_some_and(Value::is_object), Kind::WrappedEnvironment),
        (has_in("error", "message"), Kind::PostmanApiError),
        (has("_type") && has("resources"), Kind::Insomnia),
        (has("info"), Kind::Collection),
    ];
    signs.into_iter().find_map(|(sign, kind)| sign.then_some(kind)).unwrap_or(Kind::Other)
}

impl Kind {
    /// Says what to do with a file of this kind when `wanted` was asked for.
    pub(super) fn hint(self, wanted: Kind) -> Option<&'static str> {
        Some(match (self, wanted) {
            (
                Self::Collection | Self::WrappedCollection | Self::CollectionV1,
                Self::Environment,
            ) => "pass it as the collection, and an environment file with -e",
            (Self::Environment | Self::WrappedEnvironment, Self::Collection) => {
                "pass it with -e (environment) or -g (globals), and a collection as the argument"
            }
            (Self::OpenApi | Self::Har | Self::Insomnia, _) => {
                "import it into Postman and export it as a collection v2.1"
            }
            (Self::NewmanReport, _) => "pass the collection that the report was made from",
            (Self::PostmanDump, _) => "export the collection alone (Export, Collection v2.1)",
            (Self::PostmanApiError, _) => "check the collection's id and the API key",
            _ => return None,
        })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Collection | Self::WrappedCollection => "a Postman collection",
            Self::CollectionV1 => "a Postman collection of the old format v1",
            Self::Environment | Self::WrappedEnvironment => "a Postman environment",
            Self::List => "a list",
            Self::OpenApi => "an OpenAPI description",
            Self::Har => "a HAR recording",
            Self::NewmanReport => "a JSON report of a run",
            Self::PostmanDump => "a Postman data dump",
            Self::PostmanApiError => "an error answer of the Postman API",
            Self::Insomnia => "an Insomnia export",
            Self::Other => "something else",
        })
    }
}
