//! Native replacements of what the engine does slowly or not at all.

pub(in crate::script::worker) mod define;
