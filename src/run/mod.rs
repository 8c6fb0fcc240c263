//! The engine: a run is a function, plan in and events out.

pub mod event;
