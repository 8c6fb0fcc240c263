//! A charge's life: a state machine without chance or network.
//!
//! ```text
//! PENDING --30 days before due--> DUE --batch on the due day--> PROCESSING --> CHARGED
//!                                     --no attempt worked within retryDays--> FAILED
//! PENDING, DUE --merchant--> CANCELLED
//! initial charge, when the user approves: CHARGED, or RESERVED --capture--> CHARGED
//! CHARGED --refund--> PARTIALLY_REFUNDED --refund--> REFUNDED
//! ```

use jiff::civil::{Date, Time, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::error::Refusal;

/// Days before its due date at which a charge becomes DUE.
const DUE_WITHIN_DAYS: i32 = 30;
/// When the daily attempts are, UTC.
const ATTEMPTS: [Time; 2] = [time(8, 0, 0, 0), time(16, 0, 0, 0)];
/// How long an attempt takes: the emulator's choice.
const PROCESSING: SignedDuration = SignedDuration::from_mins(1);
/// How long a charge can be refunded.
const REFUND_WITHIN: SignedDuration = SignedDuration::from_hours(365 * 24);

/// A charge.
#[derive(Debug, Clone)]
pub(super) struct Charge {
    pub(super) id: String,
    pub(super) initial: bool,
    /// An initial charge that is only reserved when the user approves.
    pub(super) reserve: bool,
    pub(super) status: Status,
    /// Øre.
    pub(super) amount: i64,
    pub(super) refunded: i64,
    pub(super) description: String,
    pub(super) due: Date,
    pub(super) retry_days: i64,
    /// Shown once money has moved.
    pub(super) transaction_id: String,
    /// The last attempt, or the moment it was made.
    pub(super) attempted: Timestamp,
    pub(super) charged: Option<Timestamp>,
    /// The card fails at every attempt.
    pub(super) refused: bool,
}

/// Where a charge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Pending,
    Due,
    Processing,
    Reserved,
    Charged,
    Failed,
    Cancelled,
    PartiallyRefunded,
    Refunded,
}

impl Status {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Due => "DUE",
            Self::Processing => "PROCESSING",
            Self::Reserved => "RESERVED",
            Self::Charged => "CHARGED",
            Self::Failed => "FAILED",
            Self::Cancelled => "CANCELLED",
            Self::PartiallyRefunded => "PARTIALLY_REFUNDED",
            Self::Refunded => "REFUNDED",
        }
    }
}

/// The UTC date of a moment.
pub(super) fn date(moment: Timestamp) -> Date {
    moment.to_zoned(TimeZone::UTC).date()
}

fn moment(date: Date, time: Time) -> Option<Timestamp> {
    date.to_datetime(time).to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

impl Charge {
    /// Lets time pass: makes every attempt that lies between the last one and now.
    pub(super) fn settle(&mut self, now: Timestamp) {
        if self.initial {
            return;
        }
        loop {
            match self.status {
                Status::Pending if self.is_due_by(date(now), DUE_WITHIN_DAYS) => {
                    self.status = Status::Due;
                }
                Status::Due => match self.next_attempt().filter(|at| *at <= now) {
                    Some(at) => {
                        self.status = Status::Processing;
                        self.attempted = at;
                    }
                    None => return,
                },
                Status::Processing if now.duration_since(self.attempted) >= PROCESSING => {
                    self.conclude();
                }
                _ => return,
            }
        }
    }

    /// Makes an attempt at once, if the due date has come. Tells whether it did.
    pub(super) fn attempt(&mut self, now: Timestamp) -> bool {
        let due = matches!(self.status, Status::Due | Status::Processing);
        if self.initial || !due || !self.is_due_by(date(now), 0) {
            return false;
        }
        self.attempted = now;
        self.conclude();
        true
    }

    fn is_due_by(&self, today: Date, days: i32) -> bool {
        today.checked_add(days.days()).is_ok_and(|horizon| self.due <= horizon)
    }

    /// The next attempt after the last one.
    fn next_attempt(&self) -> Option<Timestamp> {
        let first = self.due.max(date(self.attempted));
        let days = [Some(first), first.checked_add(1.day()).ok()];
        let moments = days.into_iter().flatten().flat_map(|day| ATTEMPTS.map(|at| moment(day, at)));
        moments.flatten().find(|at| *at > self.attempted)
    }

    /// Ends an attempt: the money is there, another attempt will follow, or it was the last one.
    fn conclude(&mut self) {
        if !self.refused {
            self.take(self.attempted);
            return;
        }
        let last_day = self.due.checked_add(self.retry_days.days()).unwrap_or(self.due);
        let more = self.next_attempt().is_some_and(|at| date(at) <= last_day);
        self.status = if more { Status::Due } else { Status::Failed };
    }

    /// The money is there.
    fn take(&mut self, now: Timestamp) {
        self.status = Status::Charged;
        self.charged = Some(now);
    }

    /// The user approved the agreement of this initial charge.
    pub(super) fn approve(&mut self, now: Timestamp) {
        if self.reserve {
            self.status = Status::Reserved;
        } else {
            self.take(now);
        }
    }

    pub(super) fn cancel(&mut self) -> Result<(), Refusal> {
        if !matches!(self.status, Status::Pending | Status::Due) {
            return Err(Refusal::Conflict);
        }
        self.status = Status::Cancelled;
        Ok(())
    }

    /// Captures all of a reserved charge.
    pub(super) fn capture(&mut self, now: Timestamp) -> Result<(), Refusal> {
        if self.status != Status::Reserved {
            return Err(Refusal::NotCapturable);
        }
        self.take(now);
        Ok(())
    }

    pub(super) fn refund(&mut self, amount: i64, now: Timestamp) -> Result<(), Refusal> {
        let charged = matches!(self.status, Status::Charged | Status::PartiallyRefunded);
        let recent =
            self.charged.is_some_and(|charged| now.duration_since(charged) <= REFUND_WITHIN);
        if !charged || !recent {
            return Err(Refusal::NotRefundable);
        }
        if amount > self.amount - self.refunded {
            return Err(Refusal::RefundTooHigh);
        }
        self.refunded += amount;
        let all = self.refunded == self.amount;
        self.status = if all { Status::Refunded } else { Status::PartiallyRefunded };
        Ok(())
    }

    /// Whether the charge counts against what may be taken in its interval.
    pub(super) fn counts(&self) -> bool {
        !matches!(self.status, Status::Cancelled | Status::Failed)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// Made at noon on 23 April 2020.
    fn charge(due: &str, retry_days: i64, refused: bool) -> Charge {
        Charge {
            id: "chr_1".to_owned(),
            initial: false,
            reserve: false,
            status: Status::Pending,
            amount: 1000,
            refunded: 0,
            description: String::new(),
            due: due.parse().unwrap(),
            retry_days,
            transaction_id: String::new(),
            attempted: at("2020-04-23T12:00:00Z"),
            charged: None,
            refused,
        }
    }

    #[test]
    fn time_charges() {
        for (due, refused, moment, expected) in [
            ("2020-06-01", false, "2020-04-23T12:00:00Z", "PENDING"),
            ("2020-06-01", false, "2020-05-01T23:59:59Z", "PENDING"),
            ("2020-06-01", false, "2020-05-02T00:00:00Z", "DUE"),
            ("2020-04-24", false, "2020-04-23T12:00:00Z", "DUE"),
            ("2020-04-24", false, "2020-04-24T07:59:59Z", "DUE"),
            ("2020-04-24", false, "2020-04-24T08:00:00Z", "PROCESSING"),
            ("2020-04-24", false, "2020-04-24T08:01:00Z", "CHARGED"),
            ("2020-04-24", true, "2020-04-24T08:01:00Z", "DUE"),
            ("2020-04-24", true, "2020-04-24T16:00:30Z", "PROCESSING"),
            ("2020-04-24", true, "2020-04-26T16:00:30Z", "PROCESSING"),
            ("2020-04-24", true, "2020-04-26T16:01:00Z", "FAILED"),
            ("2020-04-24", true, "2029-01-01T00:00:00Z", "FAILED"),
        ] {
            let mut charge = charge(due, 2, refused);
            charge.settle(at(moment));
            assert_eq!(charge.status.name(), expected, "{due} at {moment}");
            let mut step_by_step = self::charge(due, 2, refused);
            let mut now = step_by_step.attempted;
            while now < at(moment) && now < at("2020-07-01T00:00:00Z") {
                step_by_step.settle(now);
                now = now.checked_add(SignedDuration::from_mins(61)).unwrap();
            }
            step_by_step.settle(at(moment));
            assert_eq!(step_by_step.status.name(), expected, "{due} at {moment}, in steps");
        }
    }

    #[test]
    fn an_attempt_can_be_made_at_once() {
        let mut charge = charge("2020-04-24", 0, false);
        charge.settle(at("2020-04-24T01:00:00Z"));
        assert!(charge.attempt(at("2020-04-24T01:00:00Z")));
        assert_eq!(charge.status, Status::Charged);
        assert!(!charge.attempt(at("2020-04-24T01:00:00Z")), "it is charged once");
        let mut early = self::charge("2020-04-25", 0, false);
        early.settle(at("2020-04-24T01:00:00Z"));
        assert!(!early.attempt(at("2020-04-24T01:00:00Z")));
    }

    #[test]
    fn refunds_end_when_nothing_remains() {
        let now = at("2020-04-24T10:00:00Z");
        let mut charge = charge("2020-04-24", 0, false);
        assert_eq!(charge.refund(100, now), Err(Refusal::NotRefundable));
        charge.settle(now);
        charge.refund(400, now).unwrap();
        assert_eq!(charge.status, Status::PartiallyRefunded);
        assert_eq!(charge.refund(601, now), Err(Refusal::RefundTooHigh));
        assert_eq!(charge.refund(100, at("2022-01-01T00:00:00Z")), Err(Refusal::NotRefundable));
        charge.refund(600, now).unwrap();
        assert_eq!(charge.status, Status::Refunded);
        assert_eq!(charge.cancel(), Err(Refusal::Conflict));
    }

    #[test]
    fn only_what_is_reserved_is_captured() {
        let now = at("2020-04-23T12:00:00Z");
        let mut charge = Charge { initial: true, reserve: true, ..charge("2020-04-23", 0, false) };
        assert_eq!(charge.capture(now), Err(Refusal::NotCapturable));
        charge.approve(now);
        assert_eq!(charge.status, Status::Reserved);
        charge.capture(now).unwrap();
        assert_eq!((charge.status, charge.charged), (Status::Charged, Some(now)));
    }
}
