//! The body with which an invoice is sent; each mistake is a problem of its own.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::checks;
use super::error::Problem;
use super::state::{Content, Document};

/// Formats of documents.
const MIME_TYPES: [&str; 6] =
    ["application/pdf", "text/html", "image/jpeg", "image/png", "image/jpg", "text/plain"];

/// Kinds of invoices, with the names that Nets has for them.
const KINDS: [(&str, &str); 6] = [
    ("invoice", "INVOICE"),
    ("paymentReminder", "REMINDER"),
    ("debtCollectionWarning", "DUNNING"),
    ("debtCollectionNotice", "COLLECTION_NOTICE"),
    ("debtCollectionReminder", "PAYMENT_REQUEST"),
    ("noticeOfLegalProceedings", "ENFORCEMENT_WARNING"),
];

/// Latest moment that something may be due.
const YEAR: SignedDuration = SignedDuration::from_hours(366 * 24);
/// Days that a recipient has at least.
const NOTICE: SignedDuration = SignedDuration::from_hours(3 * 24);

/// When something may be due.
#[derive(Debug, Clone, Copy)]
pub(super) struct DueRule {
    pub(super) now: Timestamp,
    /// Dates in the past pass.
    pub(super) lenient: bool,
}

/// Checks a send body, its recipient token apart.
pub(super) fn content(body: &Value, rule: DueRule) -> Result<Content, Problem> {
    if !body.is_object() {
        return Err(Problem::invalid("input-validation-failed", "The body is no object."));
    }
    let payment = payment(&body["paymentInformation"])?;
    let kind = kind(&body["invoiceType"])?;
    let due = due(&body["due"])?;
    let start_of_day = rule.now.as_second() - rule.now.as_second().rem_euclid(86_400);
    let earliest = Timestamp::from_second(start_of_day).unwrap_or(rule.now);
    in_time(due, earliest.saturating_add(NOTICE).unwrap_or(rule.now), rule)?;
    let amount = amount(&body["amount"])?;
    let min_amount = match &body["minAmount"] {
        Value::Null => None,
        value => Some(self::amount(value)?),
    };
    if min_amount.is_some_and(|least| least > amount) {
        let detail = "minAmount is more than amount.";
        return Err(Problem::invalid("invalid-min-amount", detail));
    }
    let subject = text(&body["subject"]);
    let subject =
        subject.ok_or_else(|| Problem::invalid("missing-subject", "The subject is missing."))?;
    let issuer_name = optional_text(&body["issuerName"], 40, "invalid-issuer-name")?;
    let icon_url = optional_text(&body["issuerIconUrl"], usize::MAX, "invalid-issuer-icon-url")?;
    if icon_url.as_deref().is_some_and(|url| !is_https(url)) {
        return Err(Problem::invalid("invalid-issuer-icon-url", "The URL must be https."));
    }
    let metadata = body["metadata"].clone();
    let texts = metadata.as_object().is_none_or(|all| all.values().all(Value::is_string));
    if !texts || !(metadata.is_object() || metadata.is_null()) {
        let detail = "metadata is an object of texts.";
        return Err(Problem::invalid("input-validation-failed", detail));
    }
    Ok(Content {
        payment,
        kind,
        due,
        amount,
        min_amount,
        subject: subject.to_owned(),
        issuer_name,
        icon_url,
        commercial: commercial(&body["commercialInvoice"])?,
        attachments: attachments(&body["attachments"])?,
        metadata,
    })
}

fn text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}

fn optional_text(
    value: &Value,
    limit: usize,
    slug: &'static str,
) -> Result<Option<String>, Problem> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) if (1..=limit).contains(&text.chars().count()) => {
            Ok(Some(text.clone()))
        }
        _ => Err(Problem::invalid(slug, "It must be a text that is not empty or too long.")),
    }
}

fn payment(value: &Value) -> Result<[String; 3], Problem> {
    let wrong = |slug, detail: &str| Err(Problem::invalid(slug, detail));
    let given = value["value"].as_str().unwrap_or_default();
    let account = value["account"].as_str().unwrap_or_default();
    let kind = value["type"].as_str().unwrap_or_default();
    match kind {
        "kid" if !checks::is_kid(given) => {
            return wrong("invalid-payment-information-kid", "The KID's check digit is wrong.");
        }
        "message" if given.is_empty() => {
            return wrong("missing-payment-information-message", "The message is missing.");
        }
        "kid" | "message" => {}
        _ => return wrong("invalid-payment-information-type", "The type is kid or message."),
    }
    if !checks::is_account(account) {
        return wrong("invalid-payment-information-account", "The account does not exist.");
    }
    Ok([kind, given, account].map(str::to_owned))
}

fn kind(value: &Value) -> Result<&'static str, Problem> {
    let name = value.as_str().unwrap_or_default();
    let known = KINDS.iter().find(|(ours, nets)| *ours == name || *nets == name);
    known.map(|(ours, _)| *ours).ok_or_else(|| {
        let all = KINDS.map(|(ours, _)| ours).join(", ");
        Problem::invalid("invalid-invoice-type", format!("invoiceType is one of {all}."))
    })
}

/// Reads an RFC 3339 time.
pub(super) fn due(value: &Value) -> Result<Timestamp, Problem> {
    let text = value.as_str().unwrap_or_default();
    text.parse().map_err(|_| {
        let detail = "due must be a time with a zone, like 2020-04-23T10:00:00Z.";
        Problem::invalid("RFC3339-parse-error", detail)
    })
}

/// Checks that a moment lies between the earliest one and a year from now.
pub(super) fn in_time(due: Timestamp, earliest: Timestamp, rule: DueRule) -> Result<(), Problem> {
    let latest = rule.now.saturating_add(YEAR).unwrap_or(rule.now);
    if due > latest || due < earliest && !rule.lenient {
        let detail = format!("due must lie between {earliest:.0} and {latest:.0}.");
        return Err(Problem::invalid("invalid-due-date", detail));
    }
    Ok(())
}

/// Reads an amount in øre.
pub(super) fn amount(value: &Value) -> Result<i64, Problem> {
    let amount = value.as_i64().ok_or_else(|| {
        Problem::invalid("input-validation-failed", "amount must be an integer, in øre.")
    })?;
    if amount < 0 {
        return Err(Problem::invalid("amount-negative", "amount is negative."));
    }
    Ok(amount)
}

fn is_https(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| url.scheme() == "https" && url.has_host())
}

fn document(value: &Value) -> Result<Document, Problem> {
    let mime_type = text(&value["mimeType"])
        .ok_or_else(|| Problem::invalid("missing-mimetype", "A document's mimeType is missing."))?;
    if !MIME_TYPES.contains(&mime_type) {
        let detail = format!("mimeType is one of {}.", MIME_TYPES.join(", "));
        return Err(Problem::invalid("invalid-commercial-invoice-mimetype", detail));
    }
    let url = text(&value["url"]).filter(|url| is_https(url)).ok_or_else(|| {
        Problem::invalid("invalid-commercial-invoice-url", "A document's URL must be https.")
    })?;
    Ok(Document { mime_type: mime_type.to_owned(), url: url.to_owned() })
}

fn commercial(value: &Value) -> Result<Vec<Document>, Problem> {
    let documents = value.as_array().filter(|documents| !documents.is_empty());
    let documents = documents.ok_or_else(|| {
        let detail = "commercialInvoice must hold at least one document.";
        Problem::invalid("input-validation-failed", detail)
    })?;
    documents.iter().map(document).collect()
}

fn attachments(value: &Value) -> Result<Vec<(String, Vec<Document>)>, Problem> {
    let each = |attachment: &Value| {
        let (Some(title), Some(urls)) = (text(&attachment["title"]), attachment["urls"].as_array())
        else {
            let detail = "An attachment has a title and urls.";
            return Err(Problem::invalid("input-validation-failed", detail));
        };
        Ok((title.to_owned(), urls.iter().map(document).collect::<Result<_, _>>()?))
    };
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(attachments) => attachments.iter().map(each).collect(),
        _ => Err(Problem::invalid("input-validation-failed", "attachments must be a list.")),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use serde_json::json;

    use super::*;

    const RULE: DueRule = DueRule { now: Timestamp::UNIX_EPOCH, lenient: false };

    fn body() -> Value {
        json!({
            "paymentInformation": {
                "type": "kid", "value": "26059765131", "account": "15038366383",
            },
            "invoiceType": "INVOICE",
            "due": "1970-01-11T00:00:00+01:00",
            "amount": 300,
            "minAmount": 300,
            "subject": "Food",
            "commercialInvoice": [{"mimeType": "application/pdf", "url": "https://localhost/pdf"}],
            "attachments": [{"title": "More", "urls": [
                {"mimeType": "text/html", "url": "https://localhost/html"},
            ]}],
        })
    }

    #[test]
    fn a_body_is_read() {
        let content = content(&body(), RULE).unwrap();
        assert_eq!((content.kind, content.amount), ("invoice", 300));
        assert_eq!(content.attachments[0].1[0].mime_type, "text/html");
    }

    #[test]
    fn each_mistake_has_its_problem() {
        for (pointer, value, slug) in [
            ("/paymentInformation/type", json!("cash"), "invalid-payment-information-type"),
            ("/paymentInformation/value", json!("1234"), "invalid-payment-information-kid"),
            ("/paymentInformation/account", json!("1"), "invalid-payment-information-account"),
            ("/invoiceType", json!("creditNote"), "invalid-invoice-type"),
            ("/due", json!("1970-01-11"), "RFC3339-parse-error"),
            ("/due", json!("1970-01-03T23:59:59Z"), "invalid-due-date"),
            ("/due", json!("1972-01-01T00:00:00Z"), "invalid-due-date"),
            ("/amount", json!(-1), "amount-negative"),
            ("/amount", json!("300"), "input-validation-failed"),
            ("/minAmount", json!(301), "invalid-min-amount"),
            ("/subject", json!(""), "missing-subject"),
            ("/issuerName", json!("x".repeat(41)), "invalid-issuer-name"),
            ("/issuerIconUrl", json!("http://a.no/"), "invalid-issuer-icon-url"),
            ("/commercialInvoice", json!([]), "input-validation-failed"),
            ("/commercialInvoice/0/mimeType", json!(null), "missing-mimetype"),
            (
                "/commercialInvoice/0/mimeType",
                json!("video/mp4"),
                "invalid-commercial-invoice-mimetype",
            ),
            ("/commercialInvoice/0/url", json!("http://a.no/"), "invalid-commercial-invoice-url"),
            ("/attachments", json!("x"), "input-validation-failed"),
            ("/metadata", json!({"a": 1}), "input-validation-failed"),
        ] {
            let mut body = body();
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            body.pointer_mut(parent).unwrap()[name] = value;
            assert_eq!(content(&body, RULE).unwrap_err().slug, slug, "{pointer}");
        }
    }

    #[test]
    fn dates_of_old_files_pass_when_lenient() {
        let mut body = body();
        body["due"] = json!("1969-03-28T15:00:00+00:00");
        assert!(content(&body, RULE).is_err());
        assert!(content(&body, DueRule { lenient: true, ..RULE }).is_ok());
    }
}
