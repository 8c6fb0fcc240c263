//! V8's words for the errors that users match on.
//!
//! The engine says "cannot convert 'null' or 'undefined' to object" where V8 says "Cannot read
//! properties of undefined (reading 'id')". The place of the error tells what stands in the source;
//! the engine's place is that of the nearest instruction that has one, at or before the culprit.
//! Best effort: what cannot be found out is left out.

mod fixed;
mod nullness;
mod syntax;

use super::declarations;
use super::scan::{self, Access, Unpacked};

pub(super) use nullness::{is_null, written_name};
pub(super) use syntax::{evaluated as evaluated_syntax, syntax};

const NO_OBJECT: &str = "cannot convert 'null' or 'undefined' to object";
const NO_FUNCTION: &str = "not a callable function";
const NO_CONSTRUCTOR: &str = "not a constructor";
const TOO_EARLY: &str = "access of uninitialized binding";
const CLASS_CALL: &str = "class constructor cannot be invoked without 'new'";
/// Messages whose V8 form the source tells.
const BY_SOURCE: [&str; 4] = [NO_OBJECT, NO_FUNCTION, NO_CONSTRUCTOR, TOO_EARLY];
/// The beginning of another one: "value with type `object` is not iterable".
const NOT_ITERABLE: &str = "value with type `";
/// And of one about `const {a} = undefined`: "Cannot destructure 'undefined' value".
const NO_PATTERN: &str = "Cannot destructure '";

/// And of one about `'key' in 5`: "right-hand side of 'in' should be an object, got `number`".
const NOT_SEARCHED: &str = "right-hand side of 'in' should be an object, got `";

/// What native functions of V8 say of `null` and `undefined`.
const NATIVE_NO_OBJECT: &str = "Cannot convert undefined or null to object";

/// Tells whether a message is the engine's and V8 has other words for it.
pub(super) fn is_engines(message: &str) -> bool {
    BY_SOURCE.contains(&message)
        || message.starts_with(NOT_ITERABLE)
        || message.starts_with(NOT_SEARCHED)
        || (message.starts_with(NO_PATTERN) && message.ends_with("value"))
        || fixed::find(message).is_some()
}

/// An error's message, and its place where the source tells it better than the engine.
#[derive(Debug, PartialEq)]
pub(super) struct Worded {
    /// The message.
    pub(super) message: String,
    /// 1-based line and column.
    pub(super) place: (u32, u32),
}

/// Rewords the engine's message for an error at a place of a script.
pub(super) fn v8(message: &str, source: &str, place: (u32, u32)) -> Worded {
    let mut at = place;
    let worded = match message {
        NO_OBJECT => scan::offset(source, place).map(|start| {
            if let Some(callee) = native_callee(source, start) {
                return native_text(&callee);
            }
            let access = scan::access(source, start);
            if let Some((_, offset)) = access
                && scan::place(source, offset) > place
            {
                at = scan::place(source, offset);
            }
            no_object(access.map(|(access, _)| access))
        }),
        NO_FUNCTION => scan::offset(source, place)
            .and_then(|open| scan::callee(source, open))
            .map(|callee| format!("{callee} is not a function")),
        NO_CONSTRUCTOR => scan::offset(source, place)
            .and_then(|start| scan::constructor(source, start))
            .map(|name| format!("{name} is not a constructor")),
        TOO_EARLY => scan::offset(source, place)
            .and_then(|start| declarations::used_too_early(source, start))
            .map(|name| format!("Cannot access '{name}' before initialization")),
        CLASS_CALL => scan::offset(source, place)
            .and_then(|open| scan::callee(source, open))
            .map(|class| format!("Class constructor {class} cannot be invoked without 'new'"))
            .or_else(|| fixed::find(message)),
        other if other.starts_with(NOT_SEARCHED) => {
            let kind = other[NOT_SEARCHED.len()..].trim_end_matches('`');
            scan::offset(source, place)
                .and_then(|start| scan::searched(source, start))
                .map(|key| format!("Cannot use 'in' operator to search for '{key}' in {kind}"))
        }
        other if other.starts_with(NOT_ITERABLE) || other.starts_with(NO_PATTERN) => {
            Some(no_iterable(other, source, place))
        }
        other => fixed::find(other),
    };
    Worded { message: worded.unwrap_or_else(|| message.to_owned()), place: at }
}

/// Words what cannot be looped over, spread or destructured, by the expression that stands there.
fn no_iterable(message: &str, source: &str, place: (u32, u32)) -> String {
    let start = scan::offset(source, place).unwrap_or(0);
    let value = ["null", "undefined"].into_iter().find(|value| message.contains(*value));
    match (scan::unpacked(source, start), value) {
        (Some(Unpacked::Members { first: Some(name), of }), Some(value)) => {
            format!("Cannot destructure property '{name}' of '{of}' as it is {value}.")
        }
        (Some(Unpacked::Members { first: None, of }), Some(value)) => {
            format!("Cannot destructure '{of}' as it is {value}.")
        }
        (Some(Unpacked::Items(of)), _) if !of.is_empty() => format!("{of} is not iterable"),
        (Some(Unpacked::Arguments(of)), Some(_)) => {
            format!("{of} is not iterable (cannot read property undefined)")
        }
        (Some(Unpacked::Arguments(_)), None) => {
            "Spread syntax requires ...iterable[Symbol.iterator] to be a function".to_owned()
        }
        (_, Some(value)) if message.starts_with(NO_PATTERN) => {
            format!("Cannot destructure '{value}' as it is {value}.")
        }
        (_, Some(value)) => {
            format!("{value} is not iterable (cannot read property Symbol(Symbol.iterator))")
        }
        (_, None) => {
            let kind = message.split('`').nth(1).unwrap_or("object");
            format!("{kind} is not iterable (cannot read property Symbol(Symbol.iterator))")
        }
    }
}

/// The function that takes objects whose call is at a place: `Object.keys(…)`. Accesses have places of
/// their own.
fn native_callee(source: &str, place: usize) -> Option<String> {
    let callee = source[place..].starts_with('(').then(|| scan::callee(source, place))??;
    (callee.starts_with("Object.") || callee == "Array.from").then_some(callee)
}

fn native_text(callee: &str) -> String {
    match callee {
        "Array.from" => {
            "undefined is not iterable (cannot read property Symbol(Symbol.iterator))".to_owned()
        }
        _ => NATIVE_NO_OBJECT.to_owned(),
    }
}

/// Words what a native function says of its arguments.
pub(super) fn native(message: &str) -> Option<String> {
    if message == NO_OBJECT {
        return Some(NATIVE_NO_OBJECT.to_owned());
    }
    let kind = message.strip_prefix(NOT_ITERABLE)?.split('`').next()?;
    Some(format!("{kind} is not iterable (cannot read property Symbol(Symbol.iterator))"))
}

fn no_object(access: Option<Access<'_>>) -> String {
    match access {
        Some(Access::Read { name, of_null }) => {
            let base = if of_null { "null" } else { "undefined" };
            format!("Cannot read properties of {base} (reading '{name}')")
        }
        Some(Access::Write(name)) => {
            format!("Cannot set properties of undefined (setting '{name}')")
        }
        Some(Access::Loop(over)) => format!("{over} is not iterable"),
        None => "Cannot read properties of undefined".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_read_as_in_v8() {
        const CALL: &str = "not a callable function";
        for (engine, source, place, v8_text) in [
            (
                NO_OBJECT,
                "let a; a.foo",
                (1, 10),
                "Cannot read properties of undefined (reading 'foo')",
            ),
            (NO_OBJECT, "Object.keys(a.b)", (1, 12), NATIVE_NO_OBJECT),
            (NO_OBJECT, "null.x", (1, 6), "Cannot read properties of null (reading 'x')"),
            (
                NO_OBJECT,
                "let a; a['k']",
                (1, 10),
                "Cannot read properties of undefined (reading 'k')",
            ),
            (
                NO_OBJECT,
                "let a; a[0]",
                (1, 10),
                "Cannot read properties of undefined (reading '0')",
            ),
            (NO_OBJECT, "let a; a[k]", (1, 10), "Cannot read properties of undefined"),
            (
                NO_OBJECT,
                "let a; a.b = 1",
                (1, 8),
                "Cannot set properties of undefined (setting 'b')",
            ),
            (
                NO_OBJECT,
                "let a={}; a.b.c()",
                (1, 1),
                "Cannot read properties of undefined (reading 'c')",
            ),
            (NO_OBJECT, "for (const z of a.items) {}", (1, 1), "a.items is not iterable"),
            (CALL, "let a = {}; a.foo()", (1, 18), "a.foo is not a function"),
            (CALL, "a.b.foo(1, 2)", (1, 8), "a.b.foo is not a function"),
            (CALL, "a['foo']()", (1, 9), "a.foo is not a function"),
            (CALL, "a[k]()", (1, 5), "a[k] is not a function"),
            (CALL, "pm.test('x', 1)()", (1, 16), "pm.test(...) is not a function"),
            (CALL, "x.f(1).g()", (1, 9), "x.f(...).g is not a function"),
            (CALL, "'abc'.foo()", (1, 10), "\"abc\".foo is not a function"),
            (CLASS_CALL, "A()", (1, 2), "Class constructor A cannot be invoked without 'new'"),
            (
                "right-hand side of 'in' should be an object, got `undefined`",
                "if ('id' in body.x) f()",
                (1, 1),
                "Cannot use 'in' operator to search for 'id' in undefined",
            ),
            ("not a constructor", "new (f)()", (1, 1), "(intermediate value) is not a constructor"),
            (NO_OBJECT, "r?.a.b", (1, 1), "Cannot read properties of undefined (reading 'b')"),
            (NO_OBJECT, "r?.a[b] }); x.y()", (1, 1), "Cannot read properties of undefined"),
            (CALL, "(() => 1)()()", (1, 12), "(intermediate value)(...) is not a function"),
            ("not a constructor", "new a.B()", (1, 1), "a.B is not a constructor"),
            (
                "access of uninitialized binding",
                "c2; const c2 = 1",
                (1, 1),
                "Cannot access 'c2' before initialization",
            ),
            (
                "cannot mutate an immutable binding 'c'",
                "c = 2",
                (1, 1),
                "Assignment to constant variable.",
            ),
            ("x is not defined", "x", (1, 1), "x is not defined"),
            (NO_OBJECT, "", (7, 7), NO_OBJECT),
        ] {
            assert_eq!(v8(engine, source, place).message, v8_text, "{source}");
        }
    }

    #[test]
    fn the_place_moves_to_the_culprit() {
        let source = "let a = {};\nlet b = 1;\n  a.b.split(',')";
        let worded = v8(NO_OBJECT, source, (1, 1));
        assert_eq!(worded.message, "Cannot read properties of undefined (reading 'split')");
        assert_eq!(worded.place, (3, 7));
    }
}
