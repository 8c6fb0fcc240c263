//! An order's life: a state machine without clock, chance or network.
//!
//! ```text
//! INITIATE --user approves--> RESERVE (or SALE)   --rejects--> CANCEL
//!          --10 minutes-----> REJECTED            --card refused--> FAILED
//!          --merchant-------> CANCEL
//! RESERVE  --merchant cancels, nothing captured--> VOID
//! RESERVE  --capture--> CAPTURE (repeats until nothing remains) --refund--> REFUND (likewise)
//! ```

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::super::config::User;
use super::error::Refusal;

/// How long the user has to react.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// How long a reservation can be captured.
const CAPTURE_WITHIN: SignedDuration = SignedDuration::from_hours(180 * 24);
/// How long captured money can be refunded.
const REFUND_WITHIN: SignedDuration = SignedDuration::from_hours(365 * 24);

/// An order, unique within its sale unit.
#[derive(Debug, Clone)]
pub(in crate::emulator) struct Order {
    pub(in crate::emulator) msn: String,
    pub(in crate::emulator) id: String,
    /// Øre.
    pub(in crate::emulator) amount: i64,
    pub(in crate::emulator) phase: Phase,
    /// Øre captured and refunded so far.
    pub(in crate::emulator) captured: i64,
    pub(in crate::emulator) refunded: i64,
    /// Oldest first.
    pub(in crate::emulator) log: Vec<Entry>,
    /// The token of the landing page URL.
    pub(in crate::emulator) page_token: String,
    pub(super) page_url: String,
    /// The number the merchant gave.
    pub(super) phone: Option<String>,
    /// The sale unit captures at once.
    pub(super) direct_capture: bool,
    /// What the user chose in an express checkout.
    pub(super) express: Option<Shipping>,
    pub(super) payer: Option<User>,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emulator) enum Phase {
    /// The user has not reacted yet.
    Initiated,
    /// The user has approved; captures and refunds happen here.
    Reserved,
    /// Given up before approval, by user or merchant.
    Cancelled,
    /// Given up after approval.
    Voided,
    /// The user did not react in time.
    Rejected,
    /// The card was refused.
    Failed,
}

/// A line of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::emulator) struct Entry {
    pub(in crate::emulator) operation: Operation,
    pub(super) amount: i64,
    pub(super) stamp: Stamp,
    pub(super) success: bool,
}

/// The words of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emulator) enum Operation {
    Initiate,
    Reserve,
    Sale,
    Capture,
    Refund,
    Cancel,
    Void,
}

/// The circumstances of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::emulator) struct Stamp {
    pub(in crate::emulator) time: Timestamp,
    pub(in crate::emulator) transaction_id: String,
    pub(super) text: String,
    /// `X-Request-Id`; empty when there was none.
    pub(super) request_id: String,
}

/// Shipping of an express checkout.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shipping {
    pub(super) cost: Value,
    pub(super) method: String,
    pub(super) method_id: String,
}

impl Operation {
    pub(in crate::emulator) fn name(self) -> &'static str {
        match self {
            Self::Initiate => "INITIATE",
            Self::Reserve => "RESERVE",
            Self::Sale => "SALE",
            Self::Capture => "CAPTURE",
            Self::Refund => "REFUND",
            Self::Cancel => "CANCEL",
            Self::Void => "VOID",
        }
    }
}

impl Order {
    /// Lets time pass: an order that nobody reacted to is rejected.
    pub(in crate::emulator) fn settle(&mut self, now: Timestamp) {
        let started = self.log.first().map_or(now, |entry| entry.stamp.time);
        if self.phase == Phase::Initiated && now.duration_since(started) >= PATIENCE {
            self.phase = Phase::Rejected;
        }
    }

    /// The word of the status call.
    pub(in crate::emulator) fn status(&self) -> &'static str {
        match self.phase {
            Phase::Rejected => "REJECTED",
            Phase::Failed => "FAILED",
            _ => self.last_success().map_or("INITIATE", |entry| entry.operation.name()),
        }
    }

    /// The latest operation that worked.
    pub(super) fn last_success(&self) -> Option<&Entry> {
        self.log.iter().rev().find(|entry| entry.success)
    }

    pub(in crate::emulator) fn remaining_to_capture(&self) -> i64 {
        if self.phase == Phase::Reserved { self.amount - self.captured } else { 0 }
    }

    pub(in crate::emulator) fn remaining_to_refund(&self) -> i64 {
        self.captured - self.refunded
    }

    /// The user approves; the transaction id is that of the start.
    pub(super) fn approve(&mut self, payer: User, stamp: Stamp) -> Result<(), Refusal> {
        self.react(Phase::Reserved, stamp)?;
        self.payer = Some(payer);
        Ok(())
    }

    /// Whether the approval came from a call with this idempotency key.
    pub(super) fn was_approved_by(&self, request_id: &str) -> bool {
        let approval = |entry: &&Entry| {
            entry.success && matches!(entry.operation, Operation::Reserve | Operation::Sale)
        };
        let approval = self.log.iter().find(approval);
        !request_id.is_empty() && approval.is_some_and(|entry| entry.stamp.request_id == request_id)
    }

    /// The user says no.
    pub(super) fn reject(&mut self, stamp: Stamp) -> Result<(), Refusal> {
        self.react(Phase::Cancelled, stamp)
    }

    /// The user approves, but the card is refused.
    pub(super) fn fail(&mut self, stamp: Stamp) -> Result<(), Refusal> {
        self.react(Phase::Failed, stamp)
    }

    fn react(&mut self, phase: Phase, mut stamp: Stamp) -> Result<(), Refusal> {
        if self.phase != Phase::Initiated {
            return Err(Refusal::AlreadyProcessed);
        }
        if let Some(first) = self.log.first() {
            stamp.transaction_id.clone_from(&first.stamp.transaction_id);
            stamp.text.clone_from(&first.stamp.text);
        }
        self.phase = phase;
        let operation = match phase {
            Phase::Cancelled => Operation::Cancel,
            _ if self.direct_capture => Operation::Sale,
            _ => Operation::Reserve,
        };
        if operation == Operation::Sale && phase == Phase::Reserved {
            self.captured = self.amount;
        }
        let success = phase != Phase::Failed;
        self.log.push(Entry { operation, amount: self.amount, stamp, success });
        Ok(())
    }

    /// The merchant gives the order up.
    pub(super) fn cancel(&mut self, stamp: Stamp) -> Result<(), Refusal> {
        let (operation, outcome) = match self.phase {
            Phase::Initiated => (Operation::Cancel, Ok(Phase::Cancelled)),
            Phase::Reserved if self.captured > 0 => {
                (Operation::Void, Err(Refusal::CancelAfterCapture))
            }
            Phase::Reserved => (Operation::Void, Ok(Phase::Voided)),
            Phase::Cancelled | Phase::Voided | Phase::Rejected | Phase::Failed => {
                (Operation::Cancel, Err(Refusal::CancelImpossible))
            }
        };
        self.note(operation, self.amount, stamp, outcome).map(|phase| self.phase = phase)
    }

    /// The merchant takes money; 0 means all that remains. Returns how much was taken.
    pub(super) fn capture(&mut self, amount: i64, stamp: Stamp) -> Result<i64, Refusal> {
        let remaining = self.remaining_to_capture();
        let amount = if amount == 0 { remaining } else { amount };
        let outcome = match self.phase {
            Phase::Reserved if self.is_older(CAPTURE_WITHIN, Operation::Reserve, &stamp) => {
                Err(Refusal::CaptureTooLate)
            }
            Phase::Reserved if amount == 0 || amount > remaining => Err(Refusal::CaptureTooMuch),
            Phase::Reserved => Ok(amount),
            _ => Err(Refusal::CaptureUnreserved),
        };
        let taken = self.note(Operation::Capture, amount, stamp, outcome)?;
        self.captured += taken;
        Ok(taken)
    }

    /// The merchant gives money back; 0 means all that remains. Returns how much was given.
    pub(super) fn refund(&mut self, amount: i64, stamp: Stamp) -> Result<i64, Refusal> {
        let remaining = self.remaining_to_refund();
        let amount = if amount == 0 { remaining } else { amount };
        let outcome = match self.phase {
            Phase::Initiated => Err(Refusal::RefundUncaptured),
            Phase::Reserved if self.captured == 0 => Err(Refusal::RefundUncaptured),
            Phase::Reserved if amount == 0 || amount > remaining => Err(Refusal::RefundTooMuch),
            // No code is documented for a late refund: nothing remains to be refunded.
            Phase::Reserved
                if self.is_older(REFUND_WITHIN, Operation::Capture, &stamp)
                    || self.is_older(REFUND_WITHIN, Operation::Sale, &stamp) =>
            {
                Err(Refusal::RefundTooMuch)
            }
            Phase::Reserved => Ok(amount),
            _ => Err(Refusal::RefundCancelled),
        };
        let given = self.note(Operation::Refund, amount, stamp, outcome)?;
        self.refunded += given;
        Ok(given)
    }

    /// Whether the last operation of that kind lies further back than `limit`.
    fn is_older(&self, limit: SignedDuration, operation: Operation, stamp: &Stamp) -> bool {
        let mut entries = self.log.iter().rev().filter(|entry| entry.success);
        entries
            .find(|entry| entry.operation == operation)
            .is_some_and(|entry| stamp.time.duration_since(entry.stamp.time) > limit)
    }

    /// Writes an attempt into the history, whether it worked or not.
    fn note<T>(
        &mut self,
        operation: Operation,
        amount: i64,
        stamp: Stamp,
        outcome: Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.log.push(Entry { operation, amount, stamp, success: outcome.is_ok() });
        outcome
    }
}

#[cfg(test)]
mod tests;
