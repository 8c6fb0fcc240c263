//! A payment as Vipps records it. The PSP owns the truth; what it reports is written down.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::clock::iso;

/// A payment.
#[derive(Debug, Clone)]
pub(super) struct Payment {
    pub(super) psp_id: String,
    pub(super) msn: String,
    pub(super) id: String,
    pub(super) order_id: String,
    /// Øre.
    pub(super) amount: i64,
    pub(super) phase: Phase,
    pub(super) captured: i64,
    pub(super) refunded: i64,
    /// Oldest first.
    pub(super) log: Vec<Line>,
    pub(super) page_token: String,
    /// The PSP asked to be allowed to charge again.
    pub(super) again: bool,
}

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Initiated,
    Reserved,
    Cancelled,
    /// The user said no, or the PSP could not.
    Failed,
}

/// A line of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) operation: &'static str,
    pub(super) amount: i64,
    pub(super) text: String,
    pub(super) time: Timestamp,
    pub(super) success: bool,
}

/// A status update that a PSP sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Update {
    pub(super) id: String,
    pub(super) status: Status,
    pub(super) amount: i64,
    pub(super) text: String,
    pub(super) success: bool,
}

/// What a PSP reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Reserved,
    Captured,
    Cancelled,
    Refunded,
}

impl Status {
    const NAMED: [(&str, Self); 4] = [
        ("RESERVED", Self::Reserved),
        ("CAPTURED", Self::Captured),
        ("CANCELLED", Self::Cancelled),
        ("REFUNDED", Self::Refunded),
    ];

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, status)| *status)
    }

    fn name(self) -> &'static str {
        Self::NAMED.iter().find(|(_, status)| *status == self).map_or("", |(name, _)| name)
    }
}

impl Payment {
    /// The word of the newest line that worked.
    pub(super) fn status(&self) -> &'static str {
        match self.phase {
            Phase::Failed => "FAILED",
            _ => self.log.iter().rev().find(|line| line.success).map_or("", |line| line.operation),
        }
    }

    /// The user confirms, and the PSP's answer is OK; or one of them does not.
    pub(super) fn react(&mut self, confirmed: bool, time: Timestamp) -> Result<(), String> {
        if self.phase != Phase::Initiated {
            return Err(format!("the payment is not waiting, it is {}", self.status()));
        }
        self.phase = if confirmed { Phase::Reserved } else { Phase::Failed };
        let text = if confirmed { "" } else { "not confirmed" };
        self.note("RESERVED", self.amount, text, (time, confirmed));
        Ok(())
    }

    /// Writes a status update down. One that contradicts what is known is a failed attempt.
    pub(super) fn update(&mut self, update: &Update, time: Timestamp) {
        let amount = update.amount;
        let possible = update.success
            && match update.status {
                Status::Reserved => self.phase == Phase::Initiated,
                // The PSP may capture before Vipps has heard of the reservation.
                Status::Captured => {
                    matches!(self.phase, Phase::Initiated | Phase::Reserved)
                        && amount <= self.amount - self.captured
                }
                Status::Refunded => amount <= self.captured - self.refunded,
                Status::Cancelled => {
                    matches!(self.phase, Phase::Initiated | Phase::Reserved) && self.captured == 0
                }
            };
        if possible {
            match update.status {
                Status::Reserved => self.phase = Phase::Reserved,
                Status::Captured => {
                    self.phase = Phase::Reserved;
                    self.captured += amount;
                }
                Status::Refunded => self.refunded += amount,
                Status::Cancelled => self.phase = Phase::Cancelled,
            }
        }
        self.note(update.status.name(), amount, &update.text, (time, possible));
    }

    pub(super) fn note(
        &mut self,
        operation: &'static str,
        amount: i64,
        text: &str,
        (time, success): (Timestamp, bool),
    ) {
        self.log.push(Line { operation, amount, text: text.to_owned(), time, success });
    }

    /// Answer of the details call: the history, newest first, and what it sums up to.
    pub(super) fn details(&self) -> Value {
        let reserved = self.phase == Phase::Reserved;
        let remaining = if reserved { self.amount - self.captured } else { 0 };
        let line = |line: &Line| {
            json!({
                "amount": line.amount,
                "paymentText": line.text,
                "timeStamp": iso(line.time),
                "operation": line.operation,
                "operationSuccess": line.success,
            })
        };
        json!({
            "pspTransactionId": self.id,
            "merchantOrderId": self.order_id,
            "transactionSummary": {
                "capturedAmount": self.captured,
                "remainingAmountToCapture": remaining,
                "refundedAmount": self.refunded,
                "remainingAmountToRefund": self.captured - self.refunded,
            },
            "transactionLogHistory": self.log.iter().rev().map(line).collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use super::*;

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    fn payment() -> Payment {
        let mut payment = Payment {
            psp_id: String::new(),
            msn: String::new(),
            id: "tx".to_owned(),
            order_id: "order".to_owned(),
            amount: 1000,
            phase: Phase::Initiated,
            captured: 0,
            refunded: 0,
            log: Vec::new(),
            page_token: String::new(),
            again: false,
        };
        payment.note("INITIATED", 1000, "", (START, true));
        payment
    }

    #[test]
    fn reports_are_written_down() {
        // Reports as STATUS:AMOUNT; then status, captured, to capture, refunded, to refund.
        for (reports, expected) in [
            ("", ("INITIATED", 0, 0, 0, 0)),
            ("RESERVED:1000", ("RESERVED", 0, 1000, 0, 0)),
            ("RESERVED:1000 CAPTURED:400", ("CAPTURED", 400, 600, 0, 400)),
            ("CAPTURED:400 CAPTURED:600 REFUNDED:100", ("REFUNDED", 1000, 0, 100, 900)),
            ("CAPTURED:400 CAPTURED:601", ("CAPTURED", 400, 600, 0, 400)),
            ("RESERVED:1000 CANCELLED:1000", ("CANCELLED", 0, 0, 0, 0)),
            ("CANCELLED:1000 CAPTURED:1", ("CANCELLED", 0, 0, 0, 0)),
            ("REFUNDED:1", ("INITIATED", 0, 0, 0, 0)),
        ] {
            let mut payment = payment();
            for report in reports.split_whitespace() {
                let (status, amount) = report.split_once(':').unwrap();
                let update = Update {
                    id: "tx".to_owned(),
                    status: Status::named(status).unwrap(),
                    amount: amount.parse().unwrap(),
                    text: String::new(),
                    success: true,
                };
                payment.update(&update, START);
            }
            let summary = &payment.details()["transactionSummary"];
            let sum = |name: &str| summary[name].as_i64().unwrap();
            let seen = (
                payment.status(),
                sum("capturedAmount"),
                sum("remainingAmountToCapture"),
                sum("refundedAmount"),
                sum("remainingAmountToRefund"),
            );
            assert_eq!(seen, expected, "{reports}");
        }
    }

    #[test]
    fn the_user_reacts_once() {
        let mut payment = payment();
        payment.react(false, START).unwrap();
        assert_eq!(payment.status(), "FAILED");
        let error = payment.react(true, START).unwrap_err();
        assert_eq!(error, "the payment is not waiting, it is FAILED");
        assert_eq!(payment.details()["transactionLogHistory"][0]["operationSuccess"], false);
    }
}
