//! An agreement's life: PENDING until the user approves (ACTIVE) or does not (EXPIRED); ACTIVE
//! until the merchant stops it.

use indexmap::IndexMap;
use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp, ToSpan as _};

use super::super::landing::is_refused_amount;
use super::charge::{Charge, Status as ChargeStatus, date};
use super::error::Refusal;

/// How long the user has to react.
const PATIENCE: SignedDuration = SignedDuration::from_mins(5);
/// How many times its price may be taken within an interval.
const PRICES_PER_INTERVAL: i64 = 10;

/// An agreement.
#[derive(Debug, Clone)]
pub(super) struct Agreement {
    pub(super) id: String,
    pub(super) msn: String,
    pub(super) status: Status,
    pub(super) made: Timestamp,
    pub(super) start: Option<Timestamp>,
    pub(super) stop: Option<Timestamp>,
    pub(super) product_name: String,
    pub(super) product_description: String,
    /// Øre.
    pub(super) price: i64,
    pub(super) interval: Interval,
    pub(super) interval_count: i64,
    pub(super) campaign: Option<Campaign>,
    pub(super) page_token: String,
    /// By id, in the order they were made.
    pub(super) charges: IndexMap<String, Charge>,
}

/// Where an agreement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Pending,
    Active,
    Stopped,
    Expired,
}

/// The unit of an agreement's period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Interval {
    Month,
    Week,
    Day,
}

/// A lower price for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Campaign {
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
    pub(super) price: i64,
}

impl Status {
    pub(super) const ALL: [Self; 4] = [Self::Pending, Self::Active, Self::Stopped, Self::Expired];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Active => "ACTIVE",
            Self::Stopped => "STOPPED",
            Self::Expired => "EXPIRED",
        }
    }
}

impl Interval {
    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Month, Self::Week, Self::Day].into_iter().find(|interval| interval.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Month => "MONTH",
            Self::Week => "WEEK",
            Self::Day => "DAY",
        }
    }

    fn times(self, count: i64) -> Option<Span> {
        match self {
            Self::Month => Span::new().try_months(count).ok(),
            Self::Week => Span::new().try_weeks(count).ok(),
            Self::Day => Span::new().try_days(count).ok(),
        }
    }
}

impl Agreement {
    /// Lets time pass.
    pub(super) fn settle(&mut self, now: Timestamp) {
        if self.status == Status::Pending && now.duration_since(self.made) >= PATIENCE {
            self.expire();
        }
        for charge in self.charges.values_mut() {
            charge.settle(now);
        }
    }

    fn expire(&mut self) {
        self.status = Status::Expired;
        for charge in self.charges.values_mut() {
            charge.status = ChargeStatus::Cancelled;
        }
    }

    /// The user approves; an initial charge whose card fails ends the agreement.
    pub(super) fn approve(&mut self, now: Timestamp) -> Result<(), String> {
        self.refuse_unless_pending()?;
        let initial = self.charges.values_mut().find(|charge| charge.initial);
        if let Some(charge) = initial {
            if is_refused_amount(charge.amount) {
                charge.status = ChargeStatus::Failed;
                self.status = Status::Expired;
                return Ok(());
            }
            charge.approve(now);
        }
        self.status = Status::Active;
        self.start = Some(now);
        Ok(())
    }

    /// The user says no.
    pub(super) fn reject(&mut self) -> Result<(), String> {
        self.refuse_unless_pending()?;
        self.expire();
        Ok(())
    }

    fn refuse_unless_pending(&self) -> Result<(), String> {
        if self.status == Status::Pending {
            return Ok(());
        }
        Err(format!("the agreement is not waiting, it is {}", self.status.name()))
    }

    /// The merchant ends it, and with it every charge that has not begun.
    pub(super) fn end(&mut self, now: Timestamp) {
        self.status = Status::Stopped;
        self.stop = Some(now);
        for charge in self.charges.values_mut() {
            // What has begun is not touched.
            let _ = charge.cancel();
        }
    }

    /// Adds a charge, if the agreement allows for it.
    pub(super) fn add(&mut self, charge: Charge, now: Timestamp) -> Result<(), Refusal> {
        if self.status != Status::Active {
            return Err(Refusal::AgreementNotActive);
        }
        let today = date(now);
        if charge.due <= today {
            return Err(Refusal::DueTooSoon);
        }
        if today.checked_add(2.years()).is_ok_and(|latest| charge.due > latest) {
            return Err(Refusal::DueTooLate);
        }
        let most = self.price * PRICES_PER_INTERVAL;
        if charge.amount > most {
            return Err(Refusal::ChargeTooHigh);
        }
        if charge.amount + self.taken_in_interval_of(charge.due) > most {
            return Err(Refusal::IntervalTooHigh);
        }
        if self.charges.contains_key(&charge.id) {
            return Err(Refusal::OrderIdTaken);
        }
        self.charges.insert(charge.id.clone(), charge);
        Ok(())
    }

    /// The sum of the charges due in the same interval as a date, initial ones apart.
    fn taken_in_interval_of(&self, due: Date) -> i64 {
        let Some((from, to)) = self.interval_of(due) else { return 0 };
        let counted = |charge: &&Charge| {
            !charge.initial && charge.counts() && from <= charge.due && charge.due < to
        };
        self.charges.values().filter(counted).map(|charge| charge.amount).sum()
    }

    /// The interval that a date lies in, counted from the agreement's start; its end is outside.
    fn interval_of(&self, due: Date) -> Option<(Date, Date)> {
        let start = date(self.start?);
        // Whole intervals are counted on, so that months do not drift after the 31st.
        let nth = |n: i64| {
            let span = self.interval.times(self.interval_count.checked_mul(n)?)?;
            start.checked_add(span).ok()
        };
        let mut n = 0;
        loop {
            let (from, to) = (nth(n)?, nth(n + 1)?);
            if due < to {
                return Some((from, to));
            }
            n += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use super::*;

    fn agreement(interval: Interval, count: i64, start: &str) -> Agreement {
        let start = start.parse().unwrap();
        Agreement {
            id: "agr_1".to_owned(),
            msn: "100001".to_owned(),
            status: Status::Pending,
            made: start,
            start: None,
            stop: None,
            product_name: String::new(),
            product_description: String::new(),
            price: 1000,
            interval,
            interval_count: count,
            campaign: None,
            page_token: String::new(),
            charges: IndexMap::new(),
        }
    }

    #[test]
    fn intervals_follow_the_calendar() {
        for (interval, count, due, expected) in [
            (Interval::Month, 1, "2020-02-10", ("2020-01-31", "2020-02-29")),
            (Interval::Month, 1, "2020-03-30", ("2020-02-29", "2020-03-31")),
            (Interval::Month, 12, "2021-05-01", ("2021-01-31", "2022-01-31")),
            (Interval::Week, 2, "2020-02-14", ("2020-02-14", "2020-02-28")),
            (Interval::Day, 100, "2020-02-01", ("2020-01-31", "2020-05-10")),
        ] {
            let mut agreement = agreement(interval, count, "2020-01-31T10:00:00Z");
            agreement.approve(agreement.made).unwrap();
            let (from, to) = agreement.interval_of(due.parse().unwrap()).unwrap();
            assert_eq!((from.to_string().as_str(), to.to_string().as_str()), expected, "{due}");
        }
    }

    #[test]
    fn an_agreement_waits_five_minutes() {
        let mut waiting = agreement(Interval::Week, 1, "2020-01-31T10:00:00Z");
        waiting.settle("2020-01-31T10:04:59Z".parse().unwrap());
        assert_eq!(waiting.status, Status::Pending);
        waiting.settle("2020-01-31T10:05:00Z".parse().unwrap());
        assert_eq!(waiting.status, Status::Expired);
        assert_eq!(
            waiting.approve(waiting.made).unwrap_err(),
            "the agreement is not waiting, it is EXPIRED"
        );
    }
}
