//! The engine: a run is a function, plan in and events out.
//!
//! [`plan`] is what is to be run; [`cursor`] the order, as a pure state machine; [`engine`] walks
//! it; `series` runs several, `jobs` side by side; `step` carries out one item; [`event`] is all that anyone outside hears of it.

pub mod cursor;
pub mod engine;
pub mod event;
pub mod pace;
pub mod plan;

pub mod retry;
pub mod selection;
pub mod shard;
pub mod span;
pub mod status;

mod answer;
mod attempts;
mod calls;
mod clock;
mod drive;
mod emit;
mod jobs;
mod mask;
mod nested;
mod outbound;
mod overview;
mod resolve;
mod rows;
mod series;
mod step;
mod visualizer;

pub use clock::now;
pub use drive::drive;
pub use emit::{LaneState, Sink};
pub use engine::{Finished, Tools, learn_scopes, run};
pub use jobs::{Ended, Lane, run_jobs};
pub use plan::{Bail, Plan, PlannedItem, PlannedScript, Settings, select};
pub use series::run_all;
