//! Ids that newman draws at random, derived from the run's own: a report made again is the same.

use md5::{Digest, Md5};
use uuid::Builder;

/// Where ids come from: what they are made of, joined.
#[derive(Clone, Default)]
pub(super) struct Ids(String);

impl Ids {
    /// Begins with the id of a run.
    pub(super) fn of_run(id: &str) -> Self {
        Self(id.to_owned())
    }

    /// Goes on with the id of a part.
    pub(super) fn of(&self, part: impl std::fmt::Display) -> Self {
        Self(format!("{}/{part}", self.0))
    }

    /// Makes the id: a UUID in the shape of version 3 (RFC 9562 §5.3).
    pub(super) fn id(&self) -> String {
        Builder::from_md5_bytes(Md5::digest(&self.0).into()).into_uuid().to_string()
    }
}
