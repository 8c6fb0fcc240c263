//! V8's error for an object that contains itself.

use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsError, JsNativeError};

use super::stringify::{Frame, constructor_name};

/// Describes the way from the object (`frames[0]`) back to itself through `closing`.
pub(super) fn error(frames: &[Frame], closing: &PropertyKey, context: &mut Context) -> JsError {
    let mut text = String::from("Converting circular structure to JSON");
    for (index, frame) in frames.iter().enumerate() {
        let class = match constructor_name(&frame.object, context) {
            Ok(class) => class,
            Err(error) => return error,
        };
        match index {
            0 => text.push_str(&format!("\n    --> starting at object with constructor '{class}'")),
            // V8 shows the first and the last step of a long way.
            1 => step(&mut text, &frame.name, &class),
            _ if index == frames.len() - 1 => {
                if index > 2 {
                    text.push_str("\n    |     ...");
                }
                step(&mut text, &frame.name, &class);
            }
            _ => {}
        }
    }
    text.push_str(&format!("\n    --- {} closes the circle", place(closing)));
    JsNativeError::typ().with_message(text).into()
}

fn step(text: &mut String, key: &PropertyKey, class: &str) {
    text.push_str(&format!("\n    |     {} -> object with constructor '{class}'", place(key)));
}

fn place(key: &PropertyKey) -> String {
    match key {
        PropertyKey::Index(index) => format!("index {}", index.get()),
        PropertyKey::String(name) => format!("property '{}'", name.to_std_string_lossy()),
        PropertyKey::Symbol(_) => "property".to_owned(),
    }
}
