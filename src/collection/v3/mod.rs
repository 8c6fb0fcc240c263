//! Writing: the model to a directory of format v3.

/// The file beside the collection's definition that keeps what v3 has no place for.
pub const V2_REST: &str = "postbud-v2.json";
