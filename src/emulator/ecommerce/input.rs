//! Bodies of the eCommerce calls, checked field by field; every wrong field is named.

use serde_json::Value;

use super::super::config::Strict;
use super::super::fields::{Fields, is_digits, is_id, is_time};
use super::error::Refusal;
use super::order::Shipping;

/// Longest text of a transaction.
const TEXT_LIMIT: usize = 100;
/// Longest URL.
const URL_LIMIT: usize = 255;
/// Longest `X-Request-Id`.
pub(super) const ID_LIMIT: usize = 30;
/// Least amount in øre.
const LEAST_AMOUNT: i64 = 100;
/// Largest amount in øre: an int32.
const MOST_AMOUNT: i64 = i32::MAX as i64;

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
    let mut check = Fields::new(body);
    let msn = msn(&mut check, strict);
    check.url("merchantInfo.callbackPrefix", true);
    let is_app = check.flag("merchantInfo.isApp");
    if is_app {
        check.text("merchantInfo.fallBack", URL_LIMIT, true);
    } else {
        check.url("merchantInfo.fallBack", true);
    }
    check.text("merchantInfo.authToken", URL_LIMIT, false);
    let express = payment_type(&mut check);
    let phone = check.phone("customerInfo.mobileNumber", false);
    let order_id =
        check.matching("transaction.orderId", true, "1 to 30 letters, digits or dashes", is_id);
    let amount =
        check.integer("transaction.amount", LEAST_AMOUNT..=MOST_AMOUNT, true).unwrap_or_default();
    let text = check.text("transaction.transactionText", TEXT_LIMIT, true).unwrap_or_default();
    check.matching("transaction.timeStamp", false, "an ISO 8601 time", is_time);
    check.flag("transaction.skipLandingPage");
    if !body["customerInfo"].is_object() {
        let rule = "must be an object; {} is enough";
        if body["customerInfo"].is_null() {
            check.wrong("customerInfo", rule);
        } else {
            check.mistyped("customerInfo", rule);
        }
    }
    done(check, strict)?;
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
    let mut check = Fields::new(body);
    let msn = msn(&mut check, strict);
    let text = check.text("transaction.transactionText", TEXT_LIMIT, true).unwrap_or_default();
    let amount = if with_amount {
        check.integer("transaction.amount", 0..=MOST_AMOUNT, false)
    } else {
        None
    };
    done(check, strict)?;
    Ok(Change { msn, amount: amount.unwrap_or_default(), text })
}

/// Checks a force-approve body.
pub(super) fn approval(body: &Value, strict: Strict) -> Result<Approval, Refusal> {
    let mut check = Fields::new(body);
    let phone = check.phone("customerPhoneNumber", true).unwrap_or_default();
    let token = check.text("token", usize::MAX, true).unwrap_or_default();
    done(check, strict)?;
    Ok(Approval { phone, token })
}

/// The merchant serial number of a body, if there is one that could be real.
pub(super) fn msn_of(body: &Value) -> Option<String> {
    let msn = &body["merchantInfo"]["merchantSerialNumber"];
    let msn = msn.as_str().map(str::to_owned).or_else(|| msn.as_u64().map(|msn| msn.to_string()));
    msn.filter(|msn| is_digits(msn, 6))
}

/// Ends a check; the quirk for wrong JSON types is this API's own.
fn done(fields: Fields<'_>, strict: Strict) -> Result<(), Refusal> {
    let quirk = fields.wrong_type && strict.wrong_type_is_500;
    fields
        .finish()
        .map_err(|errors| if quirk { Refusal::WrongType } else { Refusal::Fields(errors) })
}

/// The merchant serial number: a text, or a number where that is let pass.
fn msn(fields: &mut Fields<'_>, strict: Strict) -> String {
    const PATH: &str = "merchantInfo.merchantSerialNumber";
    let msn = match fields.find(PATH, true) {
        Some(Value::Number(number)) if !strict.msn_is_text => number.to_string(),
        Some(Value::String(text)) => text.clone(),
        Some(_) => {
            fields.mistyped(PATH, "must be a string");
            return String::new();
        }
        None => return String::new(),
    };
    if !is_digits(&msn, 6) {
        fields.wrong(PATH, "must be six digits");
    }
    msn
}

/// Checks the payment type and what an express checkout needs; returns its shipping.
fn payment_type(fields: &mut Fields<'_>) -> Option<Shipping> {
    let kind = fields.text("merchantInfo.paymentType", usize::MAX, false);
    match kind.as_deref() {
        None | Some("eComm Regular Payment") => return None,
        Some("eComm Express Payment") => {}
        Some(_) => {
            let rule = "must be \"eComm Regular Payment\" or \"eComm Express Payment\"";
            fields.wrong("merchantInfo.paymentType", rule);
            return None;
        }
    }
    fields.url("merchantInfo.consentRemovalPrefix", true);
    const STATIC: &str = "merchantInfo.staticShippingDetails";
    let offered = fields.find(STATIC, false);
    fields.url("merchantInfo.shippingDetailsPrefix", offered.is_none());
    let offered = offered.map_or(&[][..], |offered| {
        offered.as_array().map_or_else(
            || {
                fields.mistyped(STATIC, "must be an array");
                &[][..]
            },
            Vec::as_slice,
        )
    });
    let mut chosen = None;
    for method in offered {
        let shipping = shipping(fields, STATIC, method);
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

fn shipping(fields: &mut Fields<'_>, path: &str, method: &Value) -> Option<Shipping> {
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
    fields.wrong(path, rule);
    None
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
