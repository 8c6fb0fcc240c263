//! Messages whose V8 form does not depend on the source.

/// Engine's beginning, V8's text. A `{}` stands for what follows the beginning up to a `` ` ``,
/// a `'` or the end.
const TEXTS: &[(&str, &str)] = &[
    ("cannot mutate an immutable binding", "Assignment to constant variable."),
    (
        "Array.prototype.reduceRight: called on an empty",
        "Reduce of empty array with no initial value",
    ),
    ("Array.prototype.reduce: called on an empty", "Reduce of empty array with no initial value"),
    ("invalid array length", "Invalid array length"),
    ("bad length for array", "Invalid array length"),
    ("invalid escape character found", "URI malformed"),
    ("trying to encode an invalid string", "URI malformed"),
    ("can't convert symbol to string", "Cannot convert a Symbol value to a string"),
    ("argument must not be a symbol", "Cannot convert a Symbol value to a number"),
    ("argument must not be a bigint", "Cannot convert a BigInt value to a number"),
    ("cannot mix BigInt", "Cannot mix BigInt and other types, use explicit conversions"),
    ("cannot convert string '", "Cannot convert {} to a BigInt"),
    (
        "right-hand side of 'instanceof' should be a callable",
        "Right-hand side of 'instanceof' is not callable",
    ),
    (
        "right-hand side of 'instanceof' should be an object, got `object`",
        "Right-hand side of 'instanceof' is not callable",
    ),
    ("right-hand side of 'instanceof'", "Right-hand side of 'instanceof' is not an object"),
    ("String.prototype.repeat: count must be", "Invalid count value"),
    ("invalid layout Layout", "Array buffer allocation failed"),
    ("radix must be an integer", "toString() radix argument must be between 2 and 36"),
    ("precision must be an integer", "toPrecision() argument must be between 1 and 100"),
    ("Object.defineProperty: expected 'this'", "Object.defineProperty called on non-object"),
    (
        "cannot set non-writable property: ",
        "Cannot assign to read only property '{}' of object '#<Object>'",
    ),
    ("cannot delete non-configurable property: ", "Cannot delete property '{}' of #<Object>"),
    ("Object.setPrototypeOf: expected 'proto'", "Object prototype may only be an Object or null"),
    ("cannot bind `this` without", "Bind must be called on a function"),
    ("cannot create list from a primitive", "CreateListFromArrayLike called on non-object"),
    ("no promise in Promise.any was fulfilled", "All promises were rejected"),
    (
        "failed to create matcher: Unbalanced parenthesis",
        "Invalid regular expression: Unterminated group",
    ),
    (
        "failed to create matcher: Unbalanced bracket",
        "Invalid regular expression: Unterminated character class",
    ),
    ("failed to create matcher: ", "Invalid regular expression: {}"),
    ("cannot assign to uninitialized global property `", "{} is not defined"),
    ("superclass must be a constructor", "Class extends value is not a constructor or null"),
    ("class constructor cannot be invoked", "Class constructor cannot be invoked without 'new'"),
    (
        "Promise NewTarget cannot be undefined",
        "Promise constructor cannot be invoked without 'new'",
    ),
    ("Promise executor is not callable", "Promise resolver is not a function"),
    ("Promise.resolve() called on a non-object", "PromiseResolve called on non-object"),
    ("cannot call `", "Constructor {} requires 'new'"),
    ("Symbol.keyFor: sym", "Symbol.keyFor argument is not a symbol"),
    (
        "Proxy constructor called with non-object",
        "Cannot create proxy with a non-object as target or handler",
    ),
    (
        "replaceAll must be called with a global RegExp",
        "String.prototype.replaceAll called with a non-global RegExp argument",
    ),
    ("codepoint `", "Invalid code point {}"),
    ("'this' is not a Date", "this is not a Date object."),
    ("method `", "Method {} called on incompatible receiver"),
    ("WeakMap.set: expected target", "Invalid value used as weak map key"),
    ("WeakSet.add: expected target", "Invalid value used in weak set"),
    ("cannot get key and value from primitive item", "Iterator value is not an entry object"),
    ("cannot convert null or undefined to Object", "Cannot convert undefined or null to object"),
    ("Cannot construct a property descriptor", "Property description must be an object"),
    (
        "First argument to String.prototype.startsWith must",
        "First argument to String.prototype.startsWith must not be a regular expression",
    ),
    ("module resolution is disabled", "A dynamic import callback was not specified."),
];

/// What array methods say of callbacks that are none.
const NO_CALLBACK: &str = "not callable";

/// Finds V8's text for an engine's message.
pub(super) fn find(message: &str) -> Option<String> {
    let found = TEXTS.iter().find_map(|(engine, v8)| {
        let rest = message.strip_prefix(engine)?;
        let end = rest.find(['`', '\'']).unwrap_or(rest.len());
        Some(v8.replace("{}", &rest[..end]))
    });
    found.or_else(|| {
        let array = message.starts_with("Array.prototype.");
        let callback = message.ends_with(NO_CALLBACK)
            || message.ends_with("must be callable")
            || message.ends_with("invalid callback function");
        (array && callback).then(|| "undefined is not a function".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_the_engine_become_those_of_v8() {
        for (engine, v8) in [
            ("cannot mutate an immutable binding 'c'", Some("Assignment to constant variable.")),
            ("cannot convert string 'x' to bigint primitive", Some("Cannot convert x to a BigInt")),
            ("cannot call `Map` constructor without new", Some("Constructor Map requires 'new'")),
            (
                "Array.prototype.map: Callbackfn is not callable",
                Some("undefined is not a function"),
            ),
            ("cannot assign to uninitialized global property `x`", Some("x is not defined")),
            ("my own message", None),
        ] {
            assert_eq!(find(engine).as_deref(), v8, "{engine}");
        }
    }
}
