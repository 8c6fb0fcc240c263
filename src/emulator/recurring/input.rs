//! Bodies of the Recurring calls. Numbers may be texts that hold one, as the collection sends them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use super::super::fields::{FieldError, Fields};
use super::agreement::Interval;

/// Least amount in øre, and the largest: an int32.
const AMOUNTS: std::ops::RangeInclusive<i64> = 100..=i32::MAX as i64;
/// Longest product name, and longest description of a charge.
const NAME_LIMIT: usize = 45;
const DESCRIPTION_LIMIT: usize = 100;
const ORDER_ID_LIMIT: usize = 15;

/// A checked draft.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) price: i64,
    pub(super) interval: Interval,
    pub(super) interval_count: i64,
    pub(super) product_name: String,
    pub(super) product_description: String,
    pub(super) phone: Option<String>,
    pub(super) is_app: bool,
    pub(super) initial: Option<Initial>,
    pub(super) campaign: Option<(Timestamp, i64)>,
}

/// A checked initial charge.
#[derive(Debug)]
pub(super) struct Initial {
    pub(super) amount: i64,
    pub(super) description: String,
    pub(super) reserve: bool,
    pub(super) order_id: Option<String>,
}

/// A checked update.
#[derive(Debug, Default)]
pub(super) struct Update {
    pub(super) product_name: Option<String>,
    pub(super) product_description: Option<String>,
    pub(super) price: Option<i64>,
    pub(super) stop: bool,
    /// Start if given, end, price.
    pub(super) campaign: Option<(Option<Timestamp>, Timestamp, i64)>,
}

impl Update {
    /// Whether anything but the status is to be changed.
    pub(super) fn changes_more_than_status(&self) -> bool {
        self.product_name.is_some()
            || self.product_description.is_some()
            || self.price.is_some()
            || self.campaign.is_some()
    }
}

/// A checked charge.
#[derive(Debug)]
pub(super) struct NewCharge {
    pub(super) amount: i64,
    pub(super) description: String,
    pub(super) due: Date,
    pub(super) retry_days: i64,
    pub(super) order_id: Option<String>,
}

pub(super) fn draft(body: &Value) -> Result<Draft, Vec<FieldError>> {
    let mut fields = Fields::new(body);
    fields.one_of("currency", &["NOK"], true);
    let interval = fields.one_of("interval", &["MONTH", "WEEK", "DAY"], true);
    let interval = interval.and_then(|name| Interval::named(&name)).unwrap_or(Interval::Month);
    // The guide shows 12 months and 100 days, the specification says 31.
    let interval_count = fields.numeric("intervalCount", 1..=366, true).unwrap_or(1);
    if fields.find("isApp", true).is_some_and(|value| !value.is_boolean()) {
        fields.mistyped("isApp", "must be true or false");
    }
    let is_app = body["isApp"] == true;
    fields.url("merchantAgreementUrl", true);
    if is_app {
        fields.text("merchantRedirectUrl", 255, true);
    } else {
        fields.url("merchantRedirectUrl", true);
    }
    let price = fields.numeric("price", AMOUNTS, true).unwrap_or_default();
    let product_description =
        fields.text("productDescription", DESCRIPTION_LIMIT, true).unwrap_or_default();
    let product_name = fields.text("productName", NAME_LIMIT, true).unwrap_or_default();
    let phone = fields.matching(
        "customerPhoneNumber",
        false,
        "eight digits, or up to 15 with the country code",
        |text| {
            text.is_empty()
                || (8..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        },
    );
    let initial = body["initialCharge"].is_object().then(|| initial(&mut fields));
    let campaign = body["campaign"].is_object().then(|| campaign(&mut fields));
    fields.finish()?;
    Ok(Draft {
        price,
        interval,
        interval_count,
        product_name,
        product_description,
        phone: phone.filter(|phone| !phone.is_empty()),
        is_app,
        initial,
        campaign: campaign.map(|(_, end, price)| (end, price)),
    })
}

fn initial(fields: &mut Fields<'_>) -> Initial {
    let amount = fields.numeric("initialCharge.amount", AMOUNTS, true).unwrap_or_default();
    fields.one_of("initialCharge.currency", &["NOK"], true);
    let description = fields.text("initialCharge.description", NAME_LIMIT, true);
    let kind = fields.one_of(
        "initialCharge.transactionType",
        &["DIRECT_CAPTURE", "RESERVE_CAPTURE"],
        true,
    );
    let order_id = fields.text("initialCharge.orderId", ORDER_ID_LIMIT, false);
    Initial {
        amount,
        description: description.unwrap_or_default(),
        reserve: kind.as_deref() == Some("RESERVE_CAPTURE"),
        order_id: order_id.filter(|id| !id.is_empty()),
    }
}

fn campaign(fields: &mut Fields<'_>) -> (Option<Timestamp>, Timestamp, i64) {
    let price = fields.numeric("campaign.campaignPrice", AMOUNTS, true).unwrap_or_default();
    let start = moment(fields, "campaign.start", false);
    let end = moment(fields, "campaign.end", true).unwrap_or(Timestamp::MAX);
    (start, end, price)
}

fn moment(fields: &mut Fields<'_>, path: &str, required: bool) -> Option<Timestamp> {
    let text = fields.text(path, usize::MAX, required)?;
    let parsed = text.parse().ok();
    if parsed.is_none() && !text.is_empty() {
        fields.wrong(path, "must be an RFC 3339 time with a zone");
    }
    parsed
}

pub(super) fn update(body: &Value) -> Result<Update, Vec<FieldError>> {
    let mut fields = Fields::new(body);
    let update = Update {
        product_name: fields.text("productName", NAME_LIMIT, false),
        product_description: fields.text("productDescription", DESCRIPTION_LIMIT, false),
        price: fields.numeric("price", AMOUNTS, false),
        stop: fields.one_of("status", &["ACTIVE", "STOPPED"], false).as_deref() == Some("STOPPED"),
        campaign: body["campaign"].is_object().then(|| campaign(&mut fields)),
    };
    fields.finish().map(|()| update)
}

pub(super) fn charge(body: &Value) -> Result<NewCharge, Vec<FieldError>> {
    let mut fields = Fields::new(body);
    let amount = fields.numeric("amount", AMOUNTS, true).unwrap_or_default();
    fields.one_of("currency", &["NOK"], false);
    let description = fields.text("description", NAME_LIMIT, true).unwrap_or_default();
    let due = fields.text("due", usize::MAX, true);
    let due = due.filter(|due| !due.is_empty()).and_then(|due| {
        // Ten characters: the library would take a time as well.
        let date = due.parse::<Date>().ok().filter(|_| due.len() == 10);
        if date.is_none() {
            fields.wrong("due", "must be a date like 2020-04-23");
        }
        date
    });
    let retry_days = fields.numeric("retryDays", 0..=14, false).unwrap_or(0);
    let order_id = fields.text("orderId", ORDER_ID_LIMIT, false).filter(|id| !id.is_empty());
    fields.finish()?;
    Ok(NewCharge { amount, description, due: due.unwrap_or_default(), retry_days, order_id })
}

/// Amount of a refund.
pub(super) fn refund(body: &Value) -> Result<i64, Vec<FieldError>> {
    let mut fields = Fields::new(body);
    let amount = fields.numeric("amount", AMOUNTS, true).unwrap_or_default();
    fields.text("description", NAME_LIMIT, true);
    fields.finish().map(|()| amount)
}

/// Phone number of a forced acceptance.
pub(super) fn acceptance(body: &Value) -> Result<String, Vec<FieldError>> {
    let mut fields = Fields::new(body);
    let phone = fields.text("customerPhoneNumber", 15, true).unwrap_or_default();
    fields.finish().map(|()| phone)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use serde_json::json;

    use super::*;

    fn body() -> Value {
        json!({
            "currency": "NOK",
            "interval": "WEEK",
            "intervalCount": "2",
            "isApp": false,
            "merchantAgreementUrl": "https://shop.example.com/a",
            "merchantRedirectUrl": "https://shop.example.com/r",
            "price": 1000,
            "productDescription": "News",
            "productName": "Paper",
            "initialCharge": {
                "amount": 500, "currency": "NOK", "description": "First",
                "transactionType": "RESERVE_CAPTURE",
            },
            "campaign": {"campaignPrice": 500, "end": "2040-01-01T00:00:00Z"},
        })
    }

    #[test]
    fn a_draft_is_read() {
        let draft = draft(&body()).unwrap();
        assert_eq!((draft.interval, draft.interval_count), (Interval::Week, 2));
        assert!(draft.initial.unwrap().reserve);
        assert_eq!(draft.campaign.unwrap().1, 500);
    }

    #[test]
    fn wrong_fields_are_named() {
        for (pointer, value, field) in [
            ("/currency", json!("SEK"), "currency"),
            ("/interval", json!("YEAR"), "interval"),
            ("/intervalCount", json!(0), "intervalCount"),
            ("/isApp", json!("no"), "isApp"),
            ("/isApp", json!(null), "isApp"),
            ("/price", json!(99), "price"),
            ("/productName", json!("x".repeat(46)), "productName"),
            ("/merchantRedirectUrl", json!("<url>"), "merchantRedirectUrl"),
            ("/customerPhoneNumber", json!("+47"), "customerPhoneNumber"),
            ("/initialCharge/amount", json!(1), "amount"),
            ("/initialCharge/transactionType", json!("X"), "transactionType"),
            ("/campaign/end", json!("2040-01-01"), "end"),
        ] {
            let mut body = body();
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            body.pointer_mut(parent).unwrap()[name] = value;
            let wrong = draft(&body).unwrap_err();
            assert_eq!(wrong.iter().map(|w| w.field.as_str()).collect::<Vec<_>>(), [field]);
        }
    }

    #[test]
    fn a_due_date_is_a_date() {
        let due_of = |due: &str| {
            charge(&json!({"amount": 100, "description": "x", "due": due})).map(|c| c.due)
        };
        assert_eq!(due_of("2020-04-23").unwrap().to_string(), "2020-04-23");
        for due in ["{{dueDate}}", "2020-04-23T10:00:00", "2020-02-30", "", "tomorrow"] {
            assert_eq!(due_of(due).unwrap_err()[0].field, "due", "{due}");
        }
    }
}
