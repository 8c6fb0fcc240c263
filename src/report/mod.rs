//! Reporters: each reads the event stream and nothing else.
//!
//! To add a reporter: write a file that implements [`Reporter`], and add a line to the table in
//! `registry.rs`.

mod error;
mod options;
mod output;
mod registry;
mod reporters;
mod stdout;

pub mod saved;

pub mod style;
pub mod summary;
mod text;

mod digest;
mod execution;
mod lines;

mod cli;
mod csv;
mod events;
mod external;
mod github;
mod html;
mod json;
mod junit;
mod markdown;
mod progress;
mod tap;
mod teamcity;

#[cfg(test)]
mod fixture;

pub(crate) use junit::xml_text;
pub(crate) use style::Ink;
pub(crate) use text::visible;

pub use error::ReportError;
pub use options::{Options, Setting};
pub use registry::{Continued, Setup, build, exists, is_switch, names};
pub use reporters::Reporters;
pub use style::Style;
pub use summary::{Outcome, Summary};

use crate::run::LaneState;
use crate::run::event::RunEvent;

/// Something that turns the event stream into a report.
pub trait Reporter: Send {
    /// Takes the next event. The report is complete when [`RunEvent::Done`] has been taken.
    ///
    /// # Errors
    /// Returns an error when the report cannot be written; the reporter is given no further event.
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError>;

    /// Hears at once what a lane of `--jobs` does; its events come in order, and later.
    fn lane(&mut self, _: LaneState<'_>) {}

    /// Tells how many bytes of the bodies of requests and responses the reporter reads. What no reporter
    /// reads, the engine leaves out of the events.
    fn body_limit(&self) -> usize {
        0
    }
}
