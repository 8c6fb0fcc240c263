//! The child side of the sandbox: the engine and everything a script sees.

pub mod chai;
pub mod inspect;
