//! Errors: arrays. Statuses beside 400 are the emulator's choice.

use serde_json::json;

use super::super::access::Barred;
use super::super::reply::Reply;

/// Why a call is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    status: u16,
    code: &'static str,
    message: String,
    field: String,
    key: &'static str,
}

impl Refusal {
    fn new(status: u16, code: &'static str, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), field: String::new(), key: "" }
    }

    /// A field is wrong; some fields have codes of their own.
    pub(super) fn field(field: &str, message: String) -> Self {
        let (code, key) = match field {
            "amount" => ("amount", "amount.less.than.one"),
            "currency" => ("currency", "transaction.currency.invalid"),
            "makePaymentUrl" => ("makePaymentUrl", "makepaymenturl.invalid"),
            _ => ("51", "invalid.request"),
        };
        Self { status: 400, code, message, field: field.to_owned(), key }
    }

    pub(super) fn wrong_psp() -> Self {
        Self::new(403, "PSP-ID", "The PSP-ID does not belong to these keys")
    }

    pub(super) fn taken() -> Self {
        Self::new(400, "99", "pspTransactionId or merchantOrderId already exists")
    }

    pub(super) fn unknown() -> Self {
        Self::new(404, "51", "There is no transaction with this pspTransactionId")
    }

    pub(super) fn unknown_user() -> Self {
        Self::new(400, "51", "The userToken is unknown, or its agreement has been deleted")
    }

    pub(super) fn other_request() -> Self {
        Self::new(400, "51", "This Request-Id was used with another request")
    }

    pub(super) fn reply(&self) -> Reply {
        let error = json!({
            "errorCode": self.code,
            "errorMessage": self.message,
            "developerMsg": self.message,
            "errorField": self.field,
            "errorKey": self.key,
        });
        Reply::json(self.status, &json!([error]))
    }
}

impl From<Barred> for Refusal {
    fn from(barred: Barred) -> Self {
        let why = match barred {
            Barred::Foreign(msn) => {
                format!("Merchant {msn} is not available: it does not belong to these keys")
            }
            Barred::NotEnabled => "Merchant is not active for PSP payments".to_owned(),
            Barred::Closed => "Merchant is not available or active".to_owned(),
        };
        Self::new(400, "21", &why)
    }
}
