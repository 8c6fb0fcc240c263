//! Numbers with check digits, and invoice ids.

use super::super::fields::is_digits;
use super::error::Problem;

/// Longest invoice id in bytes.
const ID_LIMIT: usize = 200;

/// The check character by weights 2 to 7 from the right, modulo 11: accounts, organizations, KID.
fn mod11(digits: &[u8]) -> u8 {
    let weights = (2..=7).cycle();
    let sum: u32 = digits.iter().rev().zip(weights).map(|(d, w)| u32::from(d - b'0') * w).sum();
    match 11 - sum % 11 {
        11 => b'0',
        10 => b'-',
        digit => b'0' + u8::try_from(digit).unwrap_or(0),
    }
}

/// The check digit after Luhn.
fn mod10(digits: &[u8]) -> u8 {
    let double = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let weighted = digits.iter().rev().enumerate().map(|(place, digit)| {
        let digit = u32::from(digit - b'0');
        if place % 2 == 0 { double(digit) } else { digit }
    });
    b'0' + u8::try_from((10 - weighted.sum::<u32>() % 10) % 10).unwrap_or(0)
}

/// A number of so many digits, the last of which checks the others.
fn is_checked(text: &str, length: usize) -> bool {
    is_digits(text, length) && {
        let (digits, check) = text.as_bytes().split_at(length - 1);
        mod11(digits) == check[0]
    }
}

/// A bank account: eleven digits.
pub(super) fn is_account(text: &str) -> bool {
    is_checked(text, 11)
}

/// An organization number: nine digits.
pub(super) fn is_org_no(text: &str) -> bool {
    is_checked(text, 9)
}

/// A customer's identification of a payment: 4 to 25 digits, checked one way or the other.
pub(super) fn is_kid(text: &str) -> bool {
    let Some((check, digits)) = text.as_bytes().split_last() else { return false };
    (4..=25).contains(&text.len())
        && digits.iter().all(u8::is_ascii_digit)
        && [mod10(digits), mod11(digits)].contains(check)
}

/// A national identity number: eleven digits, the last two of which check the others.
pub(super) fn is_nin(text: &str) -> bool {
    const FIRST: [u32; 10] = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
    const SECOND: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    let holds = |weights: &[u32]| {
        let digits = text.bytes().map(|digit| u32::from(digit - b'0'));
        digits.zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11 == 0
    };
    is_digits(text, 11) && holds(&FIRST) && holds(&SECOND)
}

/// A phone number with Norway's country code.
pub(super) fn is_msisdn(text: &str) -> bool {
    is_digits(text, 10) && text.starts_with("47")
}

/// Reads an invoice id, `orgno-no.<organization>.<reference>`; returns the organization.
pub(super) fn organization(id: &str) -> Result<&str, Problem> {
    if id.len() > ID_LIMIT {
        let detail = format!("The invoice id is longer than {ID_LIMIT} bytes.");
        return Err(Problem::invalid("invalid-invoice-id-length", detail));
    }
    let mut parts = id.splitn(3, '.');
    let (Some(kind), Some(org_no), Some(reference)) = (parts.next(), parts.next(), parts.next())
    else {
        let detail = "An invoice id looks like orgno-no.<organization number>.<reference>.";
        return Err(Problem::invalid("invalid-invoice-id-format", detail));
    };
    if kind != "orgno-no" {
        let detail = format!("The issuer's kind is {kind}; only orgno-no is known.");
        return Err(Problem::invalid("invalid-invoice-id-issuer-ident-type", detail));
    }
    if !is_org_no(org_no) {
        let detail = format!("{org_no} is no organization number.");
        return Err(Problem::invalid("invalid-invoice-id-issuer-ident-value", detail));
    }
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if reference.is_empty() || !reference.bytes().all(letters) {
        let detail = "The reference consists of letters, digits and dashes.";
        return Err(Problem::invalid("invalid-invoice-id-reference-value", detail));
    }
    Ok(org_no)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_test_numbers_pass() {
        assert!(is_org_no("918130047") && !is_org_no("918130048") && !is_org_no("91813004"));
        assert!(is_account("15038366383") && !is_account("15038366384"));
        assert!(is_kid("26059765131") && !is_kid("26059765132") && !is_kid("123"));
        assert!(is_kid("2345676"), "the example of Luhn with check digit 6");
        for nin in ["22105000352", "18045831147", "01032300371"] {
            assert!(is_nin(nin), "{nin}");
        }
        assert!(!is_nin("01032300372") && !is_nin("0103230037a"));
        assert!(is_msisdn("4797777776") && !is_msisdn("97777776") && !is_msisdn("4697777776"));
    }

    #[test]
    fn an_id_names_its_issuer() {
        assert_eq!(organization("orgno-no.918130047.ref-1"), Ok("918130047"));
        for (id, slug) in [
            ("{{invoiceId}}", "invalid-invoice-id-format"),
            ("orgno-no.918130047", "invalid-invoice-id-format"),
            ("nin-no.918130047.1", "invalid-invoice-id-issuer-ident-type"),
            ("orgno-no.918130048.1", "invalid-invoice-id-issuer-ident-value"),
            ("orgno-no.918130047.a_b", "invalid-invoice-id-reference-value"),
            ("orgno-no.918130047.", "invalid-invoice-id-reference-value"),
        ] {
            assert_eq!(organization(id).map_err(|problem| problem.slug), Err(slug), "{id}");
        }
        let long = format!("orgno-no.918130047.{}", "1".repeat(200));
        assert!(organization(&long).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = (is_kid(&text), is_nin(&text), is_account(&text), organization(&text));
        }
    }
}
