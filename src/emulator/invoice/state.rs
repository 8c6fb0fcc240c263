//! An invoice's life: a state machine without chance or network.
//!
//! ```text
//! created --5 seconds--> pending, or rejected when the account is not the issuer's
//! created, pending --issuer--> revoked
//! pending --recipient--> approved, deleted
//! approved --who approved--> approved again, pending, deleted
//! ```

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::super::clock::later;
use super::super::config::{Config, Issuer};
use super::super::ids::Ids;
use super::checks;
use super::error::Problem;

/// How long the account is looked up.
const VALIDATION: SignedDuration = SignedDuration::from_secs(5);
/// Seconds until the invoice that exists from the start is due.
const FORTNIGHT: i64 = 14 * 86_400;

/// An invoice.
#[derive(Debug, Clone)]
pub(super) struct Invoice {
    pub(super) id: String,
    /// The merchant who sent it; empty for the one that exists from the start.
    pub(super) sender: String,
    /// Phone of the recipient.
    pub(super) recipient: String,
    /// How the recipient was named: type and value.
    pub(super) named: (String, String),
    pub(super) content: Content,
    pub(super) attachment_ids: Vec<String>,
    pub(super) created: Timestamp,
    pub(super) state: State,
    pub(super) modified: Timestamp,
    pub(super) etag: String,
    /// What was approved: when to pay, and how many øre.
    pub(super) approved: Option<Approval>,
}

/// What the sender wrote. Equal content may be sent again.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Content {
    /// `kid` or `message`, its value, and the account.
    pub(super) payment: [String; 3],
    pub(super) kind: &'static str,
    pub(super) due: Timestamp,
    pub(super) amount: i64,
    pub(super) min_amount: Option<i64>,
    pub(super) subject: String,
    pub(super) issuer_name: Option<String>,
    pub(super) icon_url: Option<String>,
    pub(super) commercial: Vec<Document>,
    /// Titles, and the documents in their formats.
    pub(super) attachments: Vec<(String, Vec<Document>)>,
    pub(super) metadata: Value,
}

/// A document in one format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) mime_type: String,
    pub(super) url: String,
}

/// Where an invoice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Created,
    Pending,
    Rejected,
    Revoked,
    Approved,
    Deleted,
}

/// A recipient's approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Approval {
    /// The merchant through whom it came: nobody else may change it.
    pub(super) by: String,
    pub(super) due: Timestamp,
    pub(super) amount: i64,
}

impl State {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Pending => "pending",
            Self::Rejected => "rejected",
            Self::Revoked => "revoked",
            Self::Approved => "approved",
            Self::Deleted => "deleted",
        }
    }
}

impl Invoice {
    /// Lets time pass: the account is looked up.
    pub(super) fn settle(&mut self, issuers: &[Issuer], now: Timestamp) {
        if self.state != State::Created || now.duration_since(self.created) < VALIDATION {
            return;
        }
        let org_no = checks::organization(&self.id).unwrap_or_default();
        let account = &self.content.payment[2];
        let known = issuers.iter().any(|i| i.org_no == org_no && i.account == *account);
        let state = if known { State::Pending } else { State::Rejected };
        // The lookup changes the tag as well, without chance: it happens once.
        let etag = format!("{}-1", self.etag);
        self.modified = self.created.saturating_add(VALIDATION).unwrap_or(now);
        self.state = state;
        self.etag = etag;
    }

    /// Changes the state, if the etag is the current one and the states allow it.
    pub(super) fn change(
        &mut self,
        to: State,
        by: &str,
        if_match: &str,
        (etag, now): (String, Timestamp),
    ) -> Result<(), Problem> {
        if if_match.trim_matches('"') != self.etag {
            let detail = "If-Match is not the invoice's current etag; read the invoice again.";
            return Err(Problem::new(409, "invoice-status-etag-mismatch", detail));
        }
        let allowed = matches!(
            (self.state, to),
            (State::Created | State::Pending, State::Revoked)
                | (State::Pending, State::Approved | State::Deleted)
                | (State::Approved, State::Approved | State::Pending | State::Deleted)
        );
        if !allowed {
            let detail = format!("From {} to {} is no way.", self.state.name(), to.name());
            return Err(Problem::new(409, "state-transition-not-allowed", detail));
        }
        if self.approved.as_ref().is_some_and(|approval| approval.by != by) {
            let detail = "The approval came through somebody else.";
            return Err(Problem::new(403, "invoice-operation-unauthorized", detail));
        }
        if to != State::Approved {
            self.approved = None;
        }
        self.state = to;
        self.modified = now;
        self.etag = etag;
        Ok(())
    }
}

/// The invoice that exists from the start: pending, with an attachment, for the last user.
pub(super) fn waiting(config: &Config, ids: &mut Ids, now: Timestamp) -> Option<Invoice> {
    let (user, issuer) = (config.users.last()?, config.issuers.first()?);
    let document = |name: &str, mime_type: &str| Document {
        mime_type: mime_type.to_owned(),
        url: format!("{}/documents/{name}", config.values.merchant_url),
    };
    let content = Content {
        payment: ["kid".to_owned(), "26059765131".to_owned(), issuer.account.clone()],
        kind: "invoice",
        due: later(now, FORTNIGHT),
        amount: 25_043,
        min_amount: None,
        subject: "Electricity".to_owned(),
        issuer_name: Some(issuer.name.clone()),
        icon_url: None,
        commercial: vec![
            document("invoice.pdf", "application/pdf"),
            document("invoice.html", "text/html"),
        ],
        attachments: vec![(
            "Meter readings".to_owned(),
            vec![document("readings.pdf", "application/pdf")],
        )],
        metadata: Value::Null,
    };
    Some(Invoice {
        id: config.values.invoice_id.clone(),
        sender: String::new(),
        recipient: user.phone.clone(),
        named: ("msisdn".to_owned(), format!("47{}", user.phone)),
        content,
        attachment_ids: vec![ids.uuid()],
        created: now,
        state: State::Pending,
        modified: now,
        etag: ids.uuid(),
        approved: None,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn invoice() -> (Invoice, Vec<Issuer>) {
        let config = Config::default();
        let invoice = waiting(&config, &mut Ids::new(Some(1)), NOW).unwrap();
        (invoice, config.issuers)
    }

    /// Walks through states with the current etag; returns the last problem.
    fn walk(invoice: &mut Invoice, states: &[State], by: &str) -> Option<&'static str> {
        let mut last = None;
        for (step, state) in states.iter().enumerate() {
            let etag = invoice.etag.clone();
            let outcome = invoice.change(*state, by, &etag, (format!("e{step}"), NOW));
            if *state == State::Approved && outcome.is_ok() {
                invoice.approved = Some(Approval { by: by.to_owned(), due: NOW, amount: 1 });
            }
            last = outcome.err().map(|problem| problem.slug);
        }
        last
    }

    #[test]
    fn states_follow_each_other() {
        use State::{Approved, Created, Deleted, Pending, Rejected, Revoked};
        const NO: Option<&str> = Some("state-transition-not-allowed");
        for (from, steps, expected) in [
            (Pending, vec![Approved, Approved, Pending, Deleted], None),
            (Pending, vec![Pending], NO),
            (Pending, vec![Revoked], None),
            (Pending, vec![Approved, Revoked], NO),
            (Created, vec![Revoked], None),
            (Created, vec![Approved], NO),
            (Rejected, vec![Revoked], NO),
            (Deleted, vec![Pending], NO),
            (Revoked, vec![Deleted], NO),
        ] {
            let (mut invoice, _) = invoice();
            invoice.state = from;
            assert_eq!(walk(&mut invoice, &steps, "one"), expected, "{from:?} {steps:?}");
        }
    }

    #[test]
    fn only_the_approver_changes_an_approval() {
        let (mut invoice, _) = invoice();
        assert_eq!(walk(&mut invoice, &[State::Approved], "one"), None);
        let refused = walk(&mut invoice, &[State::Pending], "two");
        assert_eq!(refused, Some("invoice-operation-unauthorized"));
        let stale = invoice.change(State::Pending, "one", "old", ("new".to_owned(), NOW));
        assert_eq!(stale.unwrap_err().slug, "invoice-status-etag-mismatch");
    }

    #[test]
    fn the_account_is_looked_up() {
        for (account, expected) in
            [("15038366383", State::Pending), ("12345678903", State::Rejected)]
        {
            let (mut invoice, issuers) = invoice();
            invoice.state = State::Created;
            invoice.content.payment[2] = account.to_owned();
            let etag = invoice.etag.clone();
            invoice.settle(&issuers, Timestamp::from_second(4).unwrap());
            assert_eq!(invoice.state, State::Created);
            invoice.settle(&issuers, Timestamp::from_second(5).unwrap());
            assert_eq!(invoice.state, expected, "{account}");
            assert_ne!(invoice.etag, etag);
        }
    }
}
