//! The child side of the sandbox: the only code that names the JavaScript engine.

pub mod builtins;
pub mod json;
pub mod libs;
pub mod sdk;
