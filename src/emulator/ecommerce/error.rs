//! The error table. Vipps documents groups and codes; most statuses are the emulator's choice.

use serde_json::json;

use super::super::access::Barred;
use super::super::fields::FieldError;
use super::super::reply::Reply;
use super::super::state::World;

/// Why a call is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Fields of the request are missing or invalid.
    Fields(Vec<FieldError>),
    /// The body's type is not JSON.
    MediaType,
    /// A field has the wrong JSON type, and the quirk for it is on.
    WrongType,
    /// The merchant serial number does not belong to the keys.
    ForeignMsn(String),
    /// The sale unit does not have eCommerce.
    NotAllowed,
    /// The sale unit is closed.
    Blocked,
    OrderIdTaken,
    OrderNotFound,
    UnknownUser,
    UnverifiedUser,
    CancelAfterCapture,
    CancelImpossible,
    CaptureTooMuch,
    CaptureUnreserved,
    CaptureTooLate,
    RefundTooMuch,
    RefundUncaptured,
    RefundCancelled,
    OtherAmount,
    ApprovalNotAllowed,
    AlreadyProcessed,
}

impl From<Barred> for Refusal {
    fn from(barred: Barred) -> Self {
        match barred {
            Barred::Foreign(msn) => Self::ForeignMsn(msn),
            Barred::NotEnabled => Self::NotAllowed,
            Barred::Closed => Self::Blocked,
        }
    }
}

impl Refusal {
    /// One wrong field.
    pub(super) fn field(field: &str, message: impl Into<String>) -> Self {
        Self::Fields(vec![FieldError::new(field, message)])
    }

    /// Writes the answer: an array of errors.
    pub(super) fn reply(&self, world: &mut World) -> Reply {
        let context = world.ids.uuid();
        let error = |group: &str, code: &str, message: &str| {
            json!({
                "errorGroup": group,
                "errorCode": code,
                "errorMessage": message,
                "contextId": context,
            })
        };
        if let Self::Fields(fields) = self {
            let list: Vec<_> = fields
                .iter()
                .map(|wrong| error("InvalidRequest", &wrong.field, &wrong.message))
                .collect();
            return Reply::json(400, &list.into());
        }
        let (status, group, code, message) = self.row();
        let message = match self {
            Self::ForeignMsn(msn) => format!("Invalid MSN: {msn}. {message}"),
            _ => message.to_owned(),
        };
        Reply::json(status, &json!([error(group, code, &message)]))
    }

    /// Status, group, code and message.
    fn row(&self) -> (u16, &'static str, &'static str, &'static str) {
        match self {
            Self::Fields(_) => (400, "InvalidRequest", "body", "Invalid request"),
            Self::MediaType => {
                (415, "InvalidRequest", "Content-Type", "The body must be application/json")
            }
            Self::WrongType => (500, "VippsError", "99", "Internal error"),
            Self::ForeignMsn(_) => {
                (401, "Merchant", "Unauthorized", "It does not belong to these API keys")
            }
            Self::NotAllowed => {
                (403, "Merchant", "Forbidden", "Merchant Not Allowed for Ecommerce Payment")
            }
            Self::Blocked => {
                (403, "Merchant", "37", "Merchant is unavailable, deactivated or blocked")
            }
            Self::OrderIdTaken => (400, "Merchant", "34", "The order id has been used already"),
            Self::OrderNotFound => (404, "Merchant", "35", "Order not found"),
            Self::UnknownUser => (400, "User", "81", "The phone number has no Vipps user"),
            Self::UnverifiedUser => {
                (400, "Payment", "1082", "The user has never approved a payment in the app")
            }
            Self::CancelAfterCapture => {
                (400, "Payment", "51", "Cannot cancel: something has been captured")
            }
            Self::CancelImpossible => (400, "Payment", "53", "Cannot cancel: nothing is reserved"),
            Self::CaptureTooMuch => {
                (400, "Payment", "61", "Cannot capture more than what remains reserved")
            }
            Self::CaptureUnreserved => {
                (400, "Payment", "62", "Cannot capture: nothing is reserved")
            }
            Self::CaptureTooLate => {
                (400, "Payment", "96", "Cannot capture: the reservation is over 180 days old")
            }
            Self::RefundTooMuch => {
                (400, "Payment", "71", "Cannot refund more than what remains captured")
            }
            Self::RefundUncaptured => {
                (400, "Payment", "72", "Cannot refund: nothing has been captured")
            }
            Self::RefundCancelled => (400, "Payment", "73", "Cannot refund a cancelled order"),
            Self::OtherAmount => {
                (400, "Payment", "93", "This X-Request-Id was used with another amount")
            }
            Self::ApprovalNotAllowed => {
                (400, "VippsError", "91", "This order cannot be approved without the app")
            }
            Self::AlreadyProcessed => {
                (400, "VippsError", "92", "The order has been processed already")
            }
        }
    }
}
