//! Errors: arrays for 400, no body for 404 and 409.

use serde_json::{Value, json};

use super::super::access::Barred;
use super::super::fields::FieldError;
use super::super::reply::Reply;
use super::super::state::World;

/// Why a call is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Fields of the request are missing or invalid.
    Fields(Vec<FieldError>),
    /// A draft that is no JSON.
    Unreadable(String),
    /// The body's type is not JSON.
    MediaType,
    /// The serial number in the header is not one of these keys.
    ForeignMsn(String),
    /// The sale unit does not have Recurring.
    NotAllowed,
    /// The sale unit is closed.
    Closed,
    NotFound,
    /// A charge that cannot be cancelled any more.
    Conflict,
    KeyMissing,
    OtherRequest,
    AgreementNotActive,
    /// Something beside `status: STOPPED`.
    StopAlone,
    ChargeTooHigh,
    IntervalTooHigh,
    DueTooSoon,
    DueTooLate,
    OrderIdTaken,
    NotCapturable,
    NotRefundable,
    RefundTooHigh,
    UnknownUser,
}

impl Refusal {
    /// Writes the answer. Statuses and codes beside the known ones are the emulator's choice.
    pub(super) fn reply(&self, world: &mut World) -> Reply {
        let context = world.ids.uuid();
        let error = |field: Option<&str>, code: &str, message: &str| {
            let mut error = json!({});
            if let Some(field) = field {
                error["field"] = field.into();
            }
            error["code"] = code.into();
            error["message"] = message.into();
            error["contextId"] = Value::from(context.as_str());
            error
        };
        match self {
            Self::NotFound => Reply::empty(404),
            Self::Conflict => Reply::empty(409),
            Self::Fields(fields) => {
                let each = |wrong: &FieldError| {
                    // The validator's name, as it was seen for URLs.
                    let rule = if wrong.field.ends_with("Url") {
                        "apacheurlvalidation"
                    } else {
                        "invalid"
                    };
                    let code = format!("{}.{rule}", wrong.field.to_lowercase());
                    error(Some(&wrong.field), &code, &wrong.message)
                };
                Reply::json(400, &fields.iter().map(each).collect())
            }
            Self::Unreadable(problem) => {
                Reply::json(422, &json!([error(None, "json.invalid", problem)]))
            }
            Self::ForeignMsn(msn) => {
                let message = format!("Invalid MSN: {msn}. It does not belong to these API keys");
                Reply::json(401, &json!([error(None, "unauthorized", &message)]))
            }
            other => {
                let (status, code, message) = other.row();
                Reply::json(status, &json!([error(None, code, message)]))
            }
        }
    }

    /// Status, code and message of an error that needs no more.
    fn row(&self) -> (u16, &'static str, &'static str) {
        match self {
            Self::MediaType => (415, "media.type", "The body must be application/json"),
            Self::NotAllowed => (
                403,
                "merchant.not.allowed.for.recurring.operation",
                "The merchant is not allowed to use recurring payments",
            ),
            Self::Closed => (403, "merchant.not.active", "The merchant is deactivated or blocked"),
            Self::KeyMissing => {
                (400, "idempotencykey.required", "The header Idempotency-Key is required")
            }
            Self::OtherRequest => (
                400,
                "idempotentkey.hash.mismatch",
                "The Idempotency-Key was used with another request",
            ),
            Self::AgreementNotActive => {
                (400, "agreement.not.active", "The agreement is not active")
            }
            Self::StopAlone => {
                (400, "illegal.update", "An agreement that is stopped takes no other change")
            }
            Self::ChargeTooHigh => {
                (400, "charge.amount.too.high", "The amount is more than ten times the price")
            }
            Self::IntervalTooHigh => (
                400,
                "charge.amount.too.high.for.interval",
                "The charges of this interval would be more than ten times the price",
            ),
            Self::DueTooSoon => {
                (400, "charge.due.too.soon", "The due date must be at least one day ahead")
            }
            Self::DueTooLate => {
                (400, "charge.due.too.late", "The due date must be within two years")
            }
            Self::OrderIdTaken => (400, "orderid.taken", "The orderId has been used already"),
            Self::NotCapturable => {
                (400, "charge.not.reserved", "Only a reserved charge can be captured")
            }
            Self::NotRefundable => (
                400,
                "charge.not.charged",
                "Only what has been charged within 365 days can be refunded",
            ),
            Self::RefundTooHigh => {
                (400, "refund.amount.too.high", "The amount is more than what remains charged")
            }
            Self::UnknownUser => {
                (400, "customerphonenumber.unknown", "The phone number has no Vipps user")
            }
            // Written where they have a form of their own.
            Self::Fields(_)
            | Self::Unreadable(_)
            | Self::ForeignMsn(_)
            | Self::NotFound
            | Self::Conflict => (400, "invalid", "Invalid request"),
        }
    }
}

impl From<Barred> for Refusal {
    fn from(barred: Barred) -> Self {
        match barred {
            Barred::Foreign(msn) => Self::ForeignMsn(msn),
            Barred::NotEnabled => Self::NotAllowed,
            Barred::Closed => Self::Closed,
        }
    }
}

impl From<Vec<FieldError>> for Refusal {
    fn from(fields: Vec<FieldError>) -> Self {
        Self::Fields(fields)
    }
}
