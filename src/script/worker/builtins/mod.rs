//! Native replacements of what the engine does slowly or not at all.

mod base64;
pub(in crate::script::worker) mod define;
mod strings;
mod text;

use boa_engine::Context;

pub(in crate::script::worker) use base64::binary_text;
pub use text::js_text;

/// Replaces the slow string methods and adds `atob` and `btoa`.
pub fn register(context: &mut Context) {
    strings::register(context);
    base64::register(context);
}
