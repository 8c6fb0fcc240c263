//! Turning JavaScript values into text for people.
//!
//! [`loupe()`] is the short, bounded form that assertion messages use; [`console()`] is the form in
//! which Node prints the arguments of `console.log`.

mod body;
mod console;
mod grouping;
mod keys;
mod kind;
mod loupe;
mod prefix;
mod quoting;
mod regexp;
mod special;

pub use console::console;
pub use loupe::{NO_LIMIT, loupe};

pub(in crate::script::worker) use keys::{
    enumerable_keys, get_of, key_value, own_names, symbol_keys,
};
pub(in crate::script::worker) use kind::{function_name, object_tag};
pub(in crate::script::worker) use regexp::regexp_parts;
