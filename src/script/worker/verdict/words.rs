//! What a harmless script may name.

/// Members of `pm` whose objects answer from what the script was given.
pub(super) const PM: [&str; 11] = [
    "test",
    "expect",
    "response",
    "environment",
    "globals",
    "collectionVariables",
    "variables",
    "iterationData",
    "info",
    "cookies",
    "execution",
];

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

/// Functions of global objects.
pub(super) const STATICS: [(&str, &[&str]); 8] = [
    ("JSON", &["parse", "stringify"]),
    ("Object", &["keys", "values", "entries"]),
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

/// Functions that take things into parts, or make lists: not for every element of a list.
pub(super) const PARTING: [&str; 10] =
    ["parse", "stringify", "json", "split", "keys", "values", "entries", "filter", "map", SCHEMA];

/// Compares a response with a schema.
pub(super) const SCHEMA: &str = "jsonSchema";

/// Texts in scripts with schemas that may take long to compare: patterns, references, comparisons of
/// all with all; and what may stand for them.
pub(super) const SLOW_SCHEMAS: [&str; 5] = ["pattern", "format", "$", "uniqueItems", "\\"];

/// Functions that look at all of what they are given.
pub(super) const WHOLE: [&str; 8] =
    ["log", "info", "warn", "error", "debug", "eql", "eqls", "include"];

/// Functions whose result tells nothing of what they are given.
pub(super) const ENDS: [&str; 6] = ["log", "info", "warn", "error", "debug", "test"];

/// Methods that keep a value in a variable.
pub(super) const SETTERS: [&str; 3] = ["set", "setEnvironmentVariable", "setGlobalVariable"];

/// Methods that run a function once.
pub(super) const ONCE: [&str; 2] = ["test", "skip"];

/// Methods that run a function for every element of a list.
pub(super) const EACH: [&str; 7] = ["forEach", "filter", "find", "findIndex", "some", "every", MAP];

/// Makes a list of what the function makes.
pub(super) const MAP: &str = "map";

/// All other methods that may be called: those of variables, responses, expectations, texts, lists,
/// numbers and dates that take a time and a room in proportion to what they are given, and call
/// nothing that the script wrote.
pub(super) const METHODS: [&str; 75] = [
    // Variables, headers, cookies.
    "get",
    "has",
    "set",
    "unset",
    "setNextRequest",
    // Responses.
    "json",
    "text",
    // Expectations.
    "expect",
    "fail",
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
    "exist",
    "greaterThan",
    "gt",
    "gte",
    "haveOwnProperty",
    "header",
    "include",
    "includes",
    "jsonBody",
    "key",
    "keys",
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
    "split",
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
    "getMinutes",
    "getMonth",
    "getSeconds",
    "getTime",
    "getMilliseconds",
    "toFixed",
    "toISOString",
    "toPrecision",
    "valueOf",
];

/// Names of members that lead to what all scripts share.
pub(super) const SHARED: [&str; 10] = [
    "__proto__",
    "arguments",
    "callee",
    "caller",
    "constructor",
    "jar",
    "prototype",
    "request",
    "sendRequest",
    "vault",
];

/// Texts in scripts that may change what all scripts share: built-in objects and libraries.
pub(super) const REACHING: [&str; 15] = [
    "__proto__",
    "addMethod",
    "addProperty",
    "assign(",
    "constructor",
    "defineProp",
    "eval",
    "Function",
    "globalThis",
    "mixin",
    "overwrite",
    "prototype",
    "PrototypeOf",
    "Reflect",
    ".use(",
];

/// Whether a global name means something to harmless scripts.
pub(super) fn is_taken(name: &str) -> bool {
    matches!(name, "pm" | "tests")
        || VALUES.contains(&name)
        || FUNCTIONS.contains(&name)
        || is_object(name)
}

/// Whether a global name is that of an object whose functions harmless scripts call.
pub(super) fn is_object(name: &str) -> bool {
    !FUNCTIONS.contains(&name) && STATICS.iter().any(|(known, _)| *known == name)
}

/// Whether harmless scripts may use a member of that name.
pub(super) fn is_member(name: &str) -> bool {
    let statics = || STATICS.iter().flat_map(|(_, names)| names.iter());
    [PM.as_slice(), &SETTERS, &ONCE, &EACH, &METHODS].concat().contains(&name)
        || statics().any(|known| *known == name)
}
