//! What a check found, for people and programs.

use serde::Serialize;

/// What is known about a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The API took it.
    Valid,
    /// The API refused it, or it cannot be right as it stands.
    Wrong,
    /// The API could not say: trouble of its own, or no connection.
    Inconclusive,
    /// No request got that far.
    NotTested,
}

impl Status {
    /// Of two findings about one value, the one that weighs more counts.
    pub(super) fn weight(self) -> u8 {
        match self {
            Self::NotTested => 0,
            Self::Inconclusive => 1,
            Self::Valid => 2,
            Self::Wrong => 3,
        }
    }

    /// The word for people.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Wrong => "wrong",
            Self::Inconclusive => "inconclusive",
            Self::NotTested => "not tested",
        }
    }
}

/// What is known about one credential, secrets masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// The variable that holds it.
    pub variable: String,
    /// The verdict.
    pub status: Status,
    /// What it rests on: the request and the answer, or what is seen in the value itself.
    pub evidence: String,
    /// What to do; empty when nothing is to be done.
    pub advice: String,
}

/// A variable that nobody has filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unfilled {
    /// The variable.
    pub variable: String,
    /// Where the value is found; empty when nobody says.
    pub find: String,
    /// The check needs it; the others are the collection's business.
    pub needed: bool,
}

/// What is known about an environment's credentials for one API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SystemReport {
    /// The API's short name.
    pub system: String,
    /// What people call it.
    pub title: String,
    /// What the user calls the environment.
    pub environment: String,
    /// The host that was asked; empty when nothing was sent.
    pub host: String,
    /// One verdict a credential, and one for each setting that is at fault.
    pub verdicts: Vec<Verdict>,
    /// What is not filled in.
    pub unfilled: Vec<Unfilled>,
    /// What else is worth knowing.
    pub notes: Vec<String>,
    /// Requests that were sent.
    pub requests: u32,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
}

impl SystemReport {
    /// What is not filled in and has no verdict that says so.
    pub fn open(&self) -> impl Iterator<Item = &Unfilled> {
        let judged = |unfilled: &&Unfilled| {
            self.verdicts.iter().any(|verdict| verdict.variable == unfilled.variable)
        };
        self.unfilled.iter().filter(move |unfilled| !judged(unfilled))
    }

    /// The worst verdict: wrong before inconclusive before not tested.
    #[must_use]
    pub fn worst(&self) -> Status {
        let has = |status: Status| self.verdicts.iter().any(|verdict| verdict.status == status);
        let order = [Status::Wrong, Status::Inconclusive, Status::NotTested];
        order.into_iter().find(|status| has(*status)).unwrap_or(Status::Valid)
    }
}
