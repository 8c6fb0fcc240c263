//! Native replacements of what the engine does slowly or not at all.

mod base64;
mod compare;
mod date;
mod date_text;
pub(in crate::script::worker) mod define;
mod errors;
mod sizes;
mod strings;
mod text;
mod zone_name;

use boa_engine::Context;

pub(in crate::script::worker) use base64::binary_text;
pub use text::js_text;

/// Replaces the slow string methods, reads dates and orders texts as V8 does, gives error stacks
/// their first line, caps what could eat all memory, and adds `atob` and `btoa`.
pub fn register(context: &mut Context) {
    strings::register(context);
    base64::register(context);
    compare::register(context);
    date::register(context);
    errors::register(context);
    sizes::register(context);
}
