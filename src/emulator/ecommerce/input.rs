//! Bodies of the eCommerce calls, checked field by field; every wrong field is named.

use serde_json::Value;

use super::super::config::Strict;
use super::error::{FieldError, Refusal};
use super::order::Shipping;

/// Longest text of a transaction.
const TEXT_LIMIT: usize = 100;
/// Longest URL.
const URL_LIMIT: usize = 255;
/// Longest order id and `X-Request-Id`.
pub(super) const ID_LIMIT: usize = 30;
/// Least amount in øre.
const LEAST_AMOUNT: i64 = 100;

/// A checked initiate body.
#[derive(Debug)]
pub(super) struct Initiate {
    pub(super) msn: String,
    pub(super) order_id: String,
    pub(super) amount: i64,
    pub(super) text: String,
    pub(super) phone: Option<String>,
    pub(super) is_app: bool,
    pub(super) express: Option<Shipping>,
}

/// A checked capture, refund or cancel body.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) msn: String,
    /// 0 means everything that remains.
    pub(super) amount: i64,
    pub(super) text: String,
}

/// A checked force-approve body.
#[derive(Debug)]
pub(super) struct Approval {
    pub(super) phone: String,
    pub(super) token: String,
}

/// Checks an initiate body.
pub(super) fn initiate(body: &Value, strict: Strict) -> Result<Initiate, Refusal> {
    let mut check = Check::new(body, strict);
    let msn = check.msn();
    check.url("merchantInfo.callbackPrefix", true);
    let is_app = check.flag("merchantInfo.isApp");
    if is_app {
        check.text("merchantInfo.fallBack", URL_LIMIT, true);
    } else {
        check.url("merchantInfo.fallBack", true);
    }
    check.text("merchantInfo.authToken", URL_LIMIT, false);
    let express = check.payment_type();
    let phone = check.phone("customerInfo.mobileNumber", false);
    let order_id = check.matching(
        "transaction.orderId",
        true,
        "1 to 30 letters, digits or dashes",
        is_order_id,
    );
    let amount = check.integer("transaction.amount", LEAST_AMOUNT, true).unwrap_or_default();
    let text = check.text("transaction.transactionText", TEXT_LIMIT, true).unwrap_or_default();
    check.matching("transaction.timeStamp", false, "an ISO 8601 time", is_time);
    check.flag("transaction.skipLandingPage");
    if !body["customerInfo"].is_object() {
        check.wrong(
            "customerInfo",
            "must be an object; {} is enough",
            !body["customerInfo"].is_null(),
        );
    }
    check.done()?;
    Ok(Initiate {
        msn,
        order_id: order_id.unwrap_or_default(),
        amount,
        text,
        phone,
        is_app,
        express,
    })
}

/// Checks a capture, refund or cancel body; a cancel has no amount.
pub(super) fn change(body: &Value, strict: Strict, with_amount: bool) -> Result<Change, Refusal> {
    let mut check = Check::new(body, strict);
    let msn = check.msn();
    let text = check.text("transaction.transactionText", TEXT_LIMIT, true).unwrap_or_default();
    let amount = if with_amount { check.integer("transaction.amount", 0, false) } else { None };
    check.done()?;
    Ok(Change { msn, amount: amount.unwrap_or_default(), text })
}

/// Checks a force-approve body.
pub(super) fn approval(body: &Value, strict: Strict) -> Result<Approval, Refusal> {
    let mut check = Check::new(body, strict);
    let phone = check.phone("customerPhoneNumber", true).unwrap_or_default();
    let token = check.text("token", usize::MAX, true).unwrap_or_default();
    check.done()?;
    Ok(Approval { phone, token })
}

/// The merchant serial number of a body, if there is one that could be real.
pub(super) fn msn_of(body: &Value) -> Option<String> {
    let msn = &body["merchantInfo"]["merchantSerialNumber"];
    let msn = msn.as_str().map(str::to_owned).or_else(|| msn.as_u64().map(|msn| msn.to_string()));
    msn.filter(|msn| is_digits(msn, 6))
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_order_id(text: &str) -> bool {
    (1..=ID_LIMIT).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_time(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok() || text.parse::<jiff::civil::DateTime>().is_ok()
}

/// What Apache Commons' validator lets pass, as far as it is known: http or https, and a host
/// that is an address or a name with a dot (so not `localhost`).
fn is_url(text: &str) -> bool {
    let Ok(url) = url::Url::parse(text) else { return false };
    let scheme = matches!(url.scheme(), "http" | "https");
    let host = match url.host() {
        Some(url::Host::Domain(name)) => name.trim_end_matches('.').contains('.'),
        Some(url::Host::Ipv4(_) | url::Host::Ipv6(_)) => true,
        None => false,
    };
    scheme && host && !text.contains(char::is_whitespace)
}

/// Collects what is wrong with a body. Unknown fields are ignored, and null means absent.
struct Check<'a> {
    body: &'a Value,
    strict: Strict,
    errors: Vec<FieldError>,
    wrong_type: bool,
}

impl<'a> Check<'a> {
    fn new(body: &'a Value, strict: Strict) -> Self {
        let mut check = Self { body, strict, errors: Vec::new(), wrong_type: false };
        if !body.is_object() {
            check.wrong("body", "must be a JSON object", true);
        }
        check
    }

    fn done(self) -> Result<(), Refusal> {
        if self.errors.is_empty() {
            Ok(())
        } else if self.wrong_type && self.strict.wrong_type_is_500 {
            Err(Refusal::WrongType)
        } else {
            Err(Refusal::Fields(self.errors))
        }
    }

    /// Notes an error; Vipps uses the field's own name as the code, the message has the path.
    fn wrong(&mut self, path: &str, problem: &str, wrong_type: bool) {
        let field = path.rsplit('.').next().unwrap_or(path).to_owned();
        self.errors.push(FieldError { field, message: format!("{path}: {problem}") });
        self.wrong_type |= wrong_type;
    }

    fn find(&mut self, path: &str, required: bool) -> Option<&'a Value> {
        let found = path.split('.').try_fold(self.body, |value, key| value.get(key));
        let found = found.filter(|value| !value.is_null());
        if found.is_none() && required {
            self.wrong(path, "is required", false);
        }
        found
    }

    fn text(&mut self, path: &str, limit: usize, required: bool) -> Option<String> {
        let Some(text) = self.find(path, required)?.as_str() else {
            self.wrong(path, "must be a string", true);
            return None;
        };
        if text.is_empty() && required {
            self.wrong(path, "is required", false);
        } else if text.chars().count() > limit {
            self.wrong(path, &format!("must not be longer than {limit} characters"), false);
        }
        Some(text.to_owned())
    }

    fn matching(
        &mut self,
        path: &str,
        required: bool,
        rule: &str,
        holds: fn(&str) -> bool,
    ) -> Option<String> {
        let text = self.text(path, usize::MAX, required)?;
        if !(holds(&text) || required && text.is_empty()) {
            self.wrong(path, &format!("must be {rule}"), false);
        }
        Some(text)
    }

    fn url(&mut self, path: &str, required: bool) {
        if let Some(url) = self.text(path, URL_LIMIT, required)
            && !url.is_empty()
            && !is_url(&url)
        {
            self.wrong(path, "must be a valid http or https URL; localhost is none", false);
        }
    }

    fn phone(&mut self, path: &str, required: bool) -> Option<String> {
        // Many clients send an empty number rather than none.
        let phone = self.text(path, usize::MAX, required)?;
        if phone.is_empty() {
            return None;
        }
        if !is_digits(&phone, 8) {
            self.wrong(path, "must be eight digits, without country code", false);
        }
        Some(phone)
    }

    fn msn(&mut self) -> String {
        const PATH: &str = "merchantInfo.merchantSerialNumber";
        let msn = match self.find(PATH, true) {
            Some(Value::Number(number)) if !self.strict.msn_is_text => number.to_string(),
            Some(Value::String(text)) => text.clone(),
            Some(_) => {
                self.wrong(PATH, "must be a string", true);
                return String::new();
            }
            None => return String::new(),
        };
        if !is_digits(&msn, 6) {
            self.wrong(PATH, "must be six digits", false);
        }
        msn
    }

    fn flag(&mut self, path: &str) -> bool {
        let Some(value) = self.find(path, false) else { return false };
        if !value.is_boolean() {
            self.wrong(path, "must be true or false", true);
        }
        value.as_bool().unwrap_or(false)
    }

    /// An amount in øre, an int32.
    fn integer(&mut self, path: &str, least: i64, required: bool) -> Option<i64> {
        let value = self.find(path, required)?;
        if !value.is_i64() && !value.is_u64() {
            self.wrong(path, "must be an integer, in øre", true);
            return None;
        }
        let amount = value.as_i64().filter(|amount| (least..=i64::from(i32::MAX)).contains(amount));
        if amount.is_none() {
            self.wrong(path, &format!("must be from {least} to {}, in øre", i32::MAX), false);
        }
        amount
    }

    /// Checks the payment type and what an express checkout needs; returns its shipping.
    fn payment_type(&mut self) -> Option<Shipping> {
        let kind = self.text("merchantInfo.paymentType", usize::MAX, false);
        match kind.as_deref() {
            None | Some("eComm Regular Payment") => return None,
            Some("eComm Express Payment") => {}
            Some(_) => {
                let rule = "must be \"eComm Regular Payment\" or \"eComm Express Payment\"";
                self.wrong("merchantInfo.paymentType", rule, false);
                return None;
            }
        }
        self.url("merchantInfo.consentRemovalPrefix", true);
        const STATIC: &str = "merchantInfo.staticShippingDetails";
        let offered = self.find(STATIC, false);
        self.url("merchantInfo.shippingDetailsPrefix", offered.is_none());
        let offered = offered.map_or(&[][..], |offered| {
            offered.as_array().map_or_else(
                || {
                    self.wrong(STATIC, "must be an array", true);
                    &[][..]
                },
                Vec::as_slice,
            )
        });
        let mut chosen = None;
        for method in offered {
            let shipping = self.shipping(STATIC, method);
            if chosen.is_none() || method["isDefault"] == "Y" {
                chosen = shipping.or(chosen);
            }
        }
        Some(chosen.unwrap_or_else(|| Shipping {
            cost: 0.into(),
            method: "Emulated delivery".to_owned(),
            method_id: "emulated".to_owned(),
        }))
    }

    fn shipping(&mut self, path: &str, method: &Value) -> Option<Shipping> {
        let text = |name: &str, limit: usize| {
            method[name].as_str().filter(|text| !text.is_empty() && text.chars().count() <= limit)
        };
        let wanted = (text("shippingMethod", 256), text("shippingMethodId", 100));
        let default = matches!(method["isDefault"].as_str(), Some("Y" | "N"));
        let cost = &method["shippingCost"];
        if let (Some(name), Some(id)) = wanted
            && default
            && cost.is_number()
        {
            return Some(Shipping {
                cost: cost.clone(),
                method: name.to_owned(),
                method_id: id.to_owned(),
            });
        }
        let rule = "each needs isDefault (\"Y\" or \"N\"), shippingCost (a number), \
                    shippingMethod and shippingMethodId";
        self.wrong(path, rule, false);
        None
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn body() -> Value {
        json!({
            "merchantInfo": {
                "merchantSerialNumber": "100001",
                "callbackPrefix": "https://shop.example.com/cb",
                "fallBack": "https://shop.example.com/back",
            },
            "customerInfo": {},
            "transaction": {"orderId": "order-1", "amount": 100, "transactionText": "A text"},
        })
    }

    /// The body with one member replaced, by JSON pointer.
    fn with(pointer: &str, value: Value) -> Value {
        let mut body = body();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        body.pointer_mut(parent).unwrap()[name] = value;
        body
    }

    fn wrong_fields(body: &Value) -> Vec<String> {
        match initiate(body, Strict::default()) {
            Ok(_) => Vec::new(),
            Err(Refusal::Fields(fields)) => fields.into_iter().map(|wrong| wrong.field).collect(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn names_the_wrong_field() {
        assert_eq!(wrong_fields(&body()), [""; 0]);
        for (pointer, value, field) in [
            ("/merchantInfo/merchantSerialNumber", json!("12345"), "merchantSerialNumber"),
            ("/merchantInfo/merchantSerialNumber", json!(true), "merchantSerialNumber"),
            ("/merchantInfo/callbackPrefix", json!("localhost"), "callbackPrefix"),
            ("/merchantInfo/callbackPrefix", json!("https://localhost/x"), "callbackPrefix"),
            ("/merchantInfo/fallBack", json!(null), "fallBack"),
            ("/merchantInfo/fallBack", json!("shop://back"), "fallBack"),
            (
                "/merchantInfo/fallBack",
                json!(format!("https://a.no/{}", "x".repeat(255))),
                "fallBack",
            ),
            ("/merchantInfo/isApp", json!("yes"), "isApp"),
            ("/merchantInfo/paymentType", json!("Express"), "paymentType"),
            ("/merchantInfo/authToken", json!("x".repeat(256)), "authToken"),
            ("/customerInfo", json!(null), "customerInfo"),
            ("/customerInfo/mobileNumber", json!("+4797777776"), "mobileNumber"),
            ("/transaction/orderId", json!("order_1"), "orderId"),
            ("/transaction/orderId", json!("x".repeat(31)), "orderId"),
            ("/transaction/orderId", json!(""), "orderId"),
            ("/transaction/amount", json!(99), "amount"),
            ("/transaction/amount", json!("100"), "amount"),
            ("/transaction/amount", json!(100.5), "amount"),
            ("/transaction/amount", json!(2_147_483_648_u64), "amount"),
            ("/transaction/transactionText", json!("x".repeat(101)), "transactionText"),
            ("/transaction/timeStamp", json!("yesterday"), "timeStamp"),
        ] {
            assert_eq!(wrong_fields(&with(pointer, value)), [field], "{pointer}");
        }
    }

    #[test]
    fn accepts_what_vipps_accepts() {
        for (pointer, value) in [
            ("/merchantInfo/merchantSerialNumber", json!(100_001)),
            ("/merchantInfo/fallBack", json!("http://127.0.0.1:8080/x")),
            ("/customerInfo/mobileNumber", json!("97777776")),
            ("/customerInfo/mobileNumber", json!("")),
            ("/transaction/timeStamp", json!("2020-04-23T10:00:00.000+02:00")),
            ("/transaction/unknown", json!([1, 2])),
        ] {
            assert_eq!(wrong_fields(&with(pointer, value.clone())), [""; 0], "{pointer} {value}");
        }
        let mut app = with("/merchantInfo/isApp", json!(true));
        app["merchantInfo"]["fallBack"] = json!("shop://back");
        assert_eq!(wrong_fields(&app), [""; 0]);
    }

    #[test]
    fn express_needs_more() {
        let express = with("/merchantInfo/paymentType", json!("eComm Express Payment"));
        assert_eq!(wrong_fields(&express), ["consentRemovalPrefix", "shippingDetailsPrefix"]);
        let mut complete = express;
        complete["merchantInfo"]["consentRemovalPrefix"] = json!("https://shop.example.com/c");
        complete["merchantInfo"]["staticShippingDetails"] = json!([
            {"isDefault": "N", "shippingCost": 30, "shippingMethod": "A", "shippingMethodId": "a"},
            {"isDefault": "Y", "shippingCost": 10.5, "shippingMethod": "B", "shippingMethodId": "b"},
        ]);
        let shipping = initiate(&complete, Strict::default()).unwrap().express.unwrap();
        assert_eq!((shipping.method.as_str(), shipping.cost), ("B", json!(10.5)));
        complete["merchantInfo"]["staticShippingDetails"][0]["shippingCost"] = json!("30");
        assert_eq!(wrong_fields(&complete), ["staticShippingDetails"]);
    }

    #[test]
    fn strict_switches_work() {
        let numeric = with("/merchantInfo/merchantSerialNumber", json!(100_001));
        let strict = Strict { msn_is_text: true, ..Strict::default() };
        assert!(initiate(&numeric, strict).is_err());
        let strict = Strict { wrong_type_is_500: true, ..Strict::default() };
        let wrong = initiate(&with("/transaction/amount", json!("100")), strict);
        assert_eq!(wrong.unwrap_err(), Refusal::WrongType);
        let small = initiate(&with("/transaction/amount", json!(1)), strict);
        assert!(matches!(small.unwrap_err(), Refusal::Fields(_)));
    }

    proptest! {
        #[test]
        fn any_text_is_judged_without_panic(text in ".{0,300}", pick in 0_usize..6) {
            let pointers = [
                "/merchantInfo/merchantSerialNumber",
                "/merchantInfo/callbackPrefix",
                "/merchantInfo/paymentType",
                "/customerInfo",
                "/transaction/orderId",
                "/transaction/timeStamp",
            ];
            let _ = initiate(&with(pointers[pick], json!(text)), Strict::default());
        }
    }
}
