//! What a harmless script may name.

/// Members of `pm`, and what may be looked at and called of them: what answers from what the script was
/// given, in no time.
pub(super) const PM: [(&str, &[&str]); 10] = [
    ("environment", VARIABLES),
    ("globals", VARIABLES),
    ("collectionVariables", VARIABLES),
    ("variables", VARIABLES),
    ("iterationData", VARIABLES),
    ("cookies", &["get", "has"]),
    ("execution", &["setNextRequest"]),
    ("expect", &["fail"]),
    ("info", &["eventName", "iteration", "iterationCount", "requestId", "requestName"]),
    (
        "response",
        &["code", "headers", "json", "responseSize", "responseTime", "status", "text", "to"],
    ),
];

const VARIABLES: &[&str] = &["get", "has", SET, "unset", "name"];

/// Puts a value into a variable. With a third argument, a type, it would last longer than is told.
pub(super) const SET: &str = "set";

/// Runs a function once.
pub(super) const TEST: &str = "test";

/// Global values that may be looked at.
pub(super) const VALUES: [&str; 6] =
    ["undefined", "NaN", "Infinity", "responseBody", "responseTime", "responseCode"];

/// Global functions.
pub(super) const FUNCTIONS: [&str; 11] = [
    "String",
    "Number",
    "Boolean",
    "parseInt",
    "parseFloat",
    "isNaN",
    "isFinite",
    "atob",
    "btoa",
    "decodeURIComponent",
    "encodeURIComponent",
];

/// Global objects, and their functions.
pub(super) const OBJECTS: [(&str, &[&str]); 7] = [
    ("JSON", &["parse", "stringify"]),
    ("Array", &["isArray"]),
    ("Number", &["isInteger", "isNaN", "isFinite"]),
    ("Date", &["now"]),
    ("Math", &["abs", "ceil", "floor", "max", "min", "random", "round", "trunc"]),
    ("console", &["log", "info", "warn", "error", "debug"]),
    (
        "postman",
        &[
            "getEnvironmentVariable",
            "getGlobalVariable",
            "getResponseHeader",
            "setEnvironmentVariable",
            "setGlobalVariable",
            "setNextRequest",
        ],
    ),
];

/// Functions whose result tells nothing of what they are given.
pub(super) const ENDS: [&str; 6] = ["log", "info", "warn", "error", "debug", TEST];

/// Functions that keep a value in a variable.
pub(super) const SETTERS: [&str; 3] = [SET, "setEnvironmentVariable", "setGlobalVariable"];

/// Functions that make many small values of a text, or a text of many.
pub(super) const MAKERS: [&str; 4] = ["parse", "stringify", "json", "jsonBody"];

/// Functions that search one value for another, which takes the product of both sizes: only for what is
/// written out.
pub(super) const SEARCHES: [&str; 8] =
    ["contain", "contains", "include", "includes", "indexOf", "lastIndexOf", "oneOf", "string"];

/// Expectations of a member, which the ones behind them are about: only of one that is written out.
pub(super) const OF_MEMBERS: [&str; 3] = ["haveOwnProperty", "ownProperty", "property"];

/// Methods that may be called on any value: those of headers, expectations, texts, lists, numbers and
/// dates that call nothing that they are given, and look at it a few times at most.
pub(super) const METHODS: [&str; 64] = [
    // Headers.
    "get",
    "has",
    // Expectations.
    "a",
    "above",
    "an",
    "approximately",
    "below",
    "closeTo",
    "contain",
    "contains",
    "eq",
    "eql",
    "eqls",
    "equal",
    "equals",
    "greaterThan",
    "gt",
    "gte",
    "haveOwnProperty",
    "header",
    "include",
    "includes",
    "jsonBody",
    "least",
    "length",
    "lengthOf",
    "lessThan",
    "lt",
    "lte",
    "most",
    "oneOf",
    "ownProperty",
    "property",
    "status",
    "string",
    "within",
    // Texts.
    "charAt",
    "charCodeAt",
    "endsWith",
    "indexOf",
    "lastIndexOf",
    "slice",
    "startsWith",
    "substr",
    "substring",
    "toLowerCase",
    "toString",
    "toUpperCase",
    "trim",
    // Lists.
    "at",
    "hasOwnProperty",
    // Numbers and dates.
    "getDate",
    "getDay",
    "getFullYear",
    "getHours",
    "getMilliseconds",
    "getMinutes",
    "getMonth",
    "getSeconds",
    "getTime",
    "toFixed",
    "toISOString",
    "toPrecision",
    "valueOf",
];

/// Members that lead to what all scripts share.
const SHARED: [&str; 8] =
    ["__flags", "__proto__", "_obj", "arguments", "callee", "caller", "constructor", "prototype"];

/// Members by which the engine itself finds functions to call.
const HOOKS: [&str; 4] = ["inspect", "then", "toJSON", TEST];

/// Whether a name means something here, so that a script may not give it another meaning.
pub(super) fn is_taken(name: &str) -> bool {
    matches!(name, "pm" | "tests" | "arguments" | "eval" | "await" | "yield")
        || VALUES.contains(&name)
        || FUNCTIONS.contains(&name)
        || OBJECTS.iter().any(|(known, _)| *known == name)
}

/// Whether something may be called by that name, so that a script may not put it into its own objects.
pub(super) fn is_called(name: &str) -> bool {
    METHODS.contains(&name) || HOOKS.contains(&name) || is_shared(name)
}

/// Whether a member leads to what all scripts share.
pub(super) fn is_shared(name: &str) -> bool {
    SHARED.contains(&name)
}
