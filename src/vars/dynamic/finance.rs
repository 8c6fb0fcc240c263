//! Money, accounts and where they are kept.

use fake::Fake;
use fake::faker::currency::en::{CurrencyCode, CurrencyName, CurrencySymbol};
use fake::faker::finance::en::Bic;

use super::{Dynamic, Generator};

pub(super) const GENERATORS: &[Generator] = &[
    ("randomBankAccount", |dynamic| dynamic.letters(DIGITS, 8)),
    ("randomBankAccountName", |dynamic| format!("{} Account", dynamic.pick(ACCOUNTS))),
    ("randomCreditCardMask", |dynamic| dynamic.letters(DIGITS, 4)),
    ("randomPrice", price),
    ("randomTransactionType", |dynamic| dynamic.pick(TRANSACTIONS)),
    ("randomCurrencyCode", |dynamic| CurrencyCode().fake_with_rng(&mut dynamic.rng)),
    ("randomCurrencyName", |dynamic| CurrencyName().fake_with_rng(&mut dynamic.rng)),
    ("randomCurrencySymbol", |dynamic| CurrencySymbol().fake_with_rng(&mut dynamic.rng)),
    ("randomBitcoin", bitcoin_address),
    ("randomBankAccountIban", iban),
    ("randomBankAccountBic", |dynamic| Bic().fake_with_rng(&mut dynamic.rng)),
];

const DIGITS: &str = "0123456789";
const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const CAPITALS_AND_DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const BASE58: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

const ACCOUNTS: &[&str] = &[
    "Checking",
    "Savings",
    "Credit Card",
    "Money Market",
    "Investment",
    "Home Loan",
    "Auto Loan",
    "Personal Loan",
];

const TRANSACTIONS: &[&str] = &["deposit", "withdrawal", "payment", "invoice"];

/// Countries with the form of their account numbers (ISO 13616): `n` a digit, `a` a capital, `c`
/// either, each with a count. 15 to 31 characters as a whole.
const IBANS: &[(&str, &[(char, usize)])] = &[
    ("NO", &[('n', 11)]),
    ("BE", &[('n', 12)]),
    ("DK", &[('n', 14)]),
    ("FI", &[('n', 14)]),
    ("NL", &[('a', 4), ('n', 10)]),
    ("AT", &[('n', 16)]),
    ("CH", &[('n', 5), ('c', 12)]),
    ("DE", &[('n', 18)]),
    ("GB", &[('a', 4), ('n', 14)]),
    ("SE", &[('n', 20)]),
    ("ES", &[('n', 20)]),
    ("FR", &[('n', 10), ('c', 11), ('n', 2)]),
    ("PL", &[('n', 24)]),
    ("MT", &[('a', 4), ('n', 5), ('c', 18)]),
];

/// `244.60`, from 0 to 1000.
fn price(dynamic: &mut Dynamic) -> String {
    let cents = dynamic.between(0, 100_000);
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// The form of a legacy address; its check sum is not right, so nobody can be paid by accident.
fn bitcoin_address(dynamic: &mut Dynamic) -> String {
    let length = dynamic.between(25, 33) as usize;
    let kind = dynamic.letters("13", 1);
    kind + &dynamic.letters(BASE58, length)
}

/// An account number with right check digits.
fn iban(dynamic: &mut Dynamic) -> String {
    let choice = dynamic.between(0, u32::try_from(IBANS.len()).unwrap_or(1) - 1) as usize;
    let (country, form) = IBANS[choice];
    let mut account = String::new();
    for (kind, count) in form {
        let alphabet = match kind {
            'n' => DIGITS,
            'a' => CAPITALS,
            _ => CAPITALS_AND_DIGITS,
        };
        account += &dynamic.letters(alphabet, *count);
    }
    let check = 98 - remainder(&format!("{account}{country}00"));
    format!("{country}{check:02}{account}")
}

/// The remainder by 97, letters counting from A = 10 (ISO 7064).
fn remainder(text: &str) -> u32 {
    let digits = text.chars().filter_map(|c| c.to_digit(36));
    digits.fold(0, |sum, digit| (sum * if digit > 9 { 100 } else { 10 } + digit) % 97)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ibans_have_right_check_digits() {
        assert_eq!(remainder("WEST12345698765432GB82"), 1);
        let mut dynamic = Dynamic::new(Some(1));
        for _ in 0..200 {
            let iban = iban(&mut dynamic);
            let (head, account) = iban.split_at(4);
            assert_eq!(remainder(&format!("{account}{head}")), 1, "{iban}");
        }
    }
}
