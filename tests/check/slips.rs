//! Faults that have a message of their own.

use postbud::check::{Status, Verdict};

use super::bench::{Bench, Values, right};

async fn verdict(bench: &Bench, system: &str, variable: &str, values: &Values) -> Verdict {
    let report = bench.check(system, values).await;
    report.verdicts.into_iter().find(|verdict| verdict.variable == variable).unwrap()
}

fn with(system: &str, variable: &str, change: impl Fn(&str) -> String) -> Values {
    let mut values = right(system);
    for (_, text) in values.iter_mut().filter(|(key, _)| *key == variable) {
        *text = change(text);
    }
    values
}

#[tokio::test]
async fn slips_of_copying_are_told_from_wrong_values() {
    let bench = Bench::new().await;
    for (change, evidence) in [
        ("{} ", "ends in a space; without it the value is accepted"),
        ("{}\n", "ends in a line break; without it the value is accepted"),
        ("\t{}", "begins with a tab; without it the value is accepted"),
        ("\"{}\"", "is wrapped in quotes (\"); without it the value is accepted"),
        ("<Go to the portal", "is not filled in"),
        ("{{nobody}}", "refers to {{nobody}}, which nothing defines"),
    ] {
        let values = with("ecommerce", "client_id", |text| {
            change
                .replace("{}", text)
                .replace("{nobody}", "{{nobody}}")
                .replace("{{{nobody}}}", "{{nobody}}")
        });
        let verdict = verdict(&bench, "ecommerce", "client_id", &values).await;
        assert_eq!((verdict.status, verdict.evidence.as_str()), (Status::Wrong, evidence));
        assert!(!verdict.advice.is_empty());
    }
}

#[tokio::test]
async fn refusals_are_explained() {
    let bench = Bench::new().await;
    for (system, variable, value, evidence, advice) in [
        (
            "ecommerce",
            "client_id",
            "11111111-2222-3333-4444-555555555555",
            "access token: 400",
            "nobody there has this client id",
        ),
        (
            "ecommerce",
            "client_secret",
            "bm8gc3VjaCBzZWNyZXQgaGVyZQ==",
            "AADSTS7000215",
            "copy the client secret again",
        ),
        (
            "ecommerce",
            "Ocp-Apim-Subscription-Key",
            "00000000000000000000000000000000",
            "invalid subscription key",
            "copy the subscription key again",
        ),
        (
            "ecommerce",
            "merchantSerialNumber",
            "999999",
            "Invalid MSN",
            "does not belong to these keys",
        ),
        (
            "recurring",
            "Ocp-Apim-Subscription-Key-Ecom",
            "00000000000000000000000000000000",
            "list of agreements: 401",
            "another product",
        ),
        (
            "login",
            "client_id",
            "11111111-2222-3333-4444-555555555555",
            "begin of a login: 401",
            "nobody there has this client id",
        ),
        (
            "login",
            "redirect_uri",
            "https://shop.example.com/elsewhere",
            "begin of a login: 401",
            "not registered",
        ),
        (
            "login",
            "client_secret",
            "bm8gc3VjaCBzZWNyZXQgaGVyZQ==",
            "invalid_client",
            "copy id and secret again",
        ),
        (
            "psp",
            "PSP-ID",
            "00000000000000000000000000000000",
            "details of an unknown transaction: 403",
            "PSP id",
        ),
        (
            "psp",
            "MERCHANT-SERIAL-NUMBER",
            "999999",
            "details of an unknown transaction: 400",
            "number is another's",
        ),
        (
            "isp",
            "subscription-key",
            "00000000000000000000000000000000",
            "an unknown invoice: 401",
            "another product",
        ),
    ] {
        let values = with(system, variable, |_| value.to_owned());
        let verdict = verdict(&bench, system, variable, &values).await;
        assert_eq!(verdict.status, Status::Wrong, "{system} {variable}");
        assert!(verdict.evidence.contains(evidence), "{system} {variable}: {}", verdict.evidence);
        assert!(verdict.advice.contains(advice), "{system} {variable}: {}", verdict.advice);
    }
}

#[tokio::test]
async fn a_wrong_address_is_no_wrong_key() {
    let bench = Bench::new().await;
    let mut values = right("ecommerce");
    values.push(("base_url", "https://apitest.vipps.no/nowhere".to_owned()));
    let report = bench.check("ecommerce", &values).await;
    assert_eq!(report.worst(), Status::Valid, "only the origin counts: {:?}", report.verdicts);
    values.pop();
    values.push(("base_url", "https://no-such-host.invalid".to_owned()));
    let report = bench.check("ecommerce", &values).await;
    assert_eq!(report.worst(), Status::Inconclusive, "{:?}", report.verdicts);
    assert!(report.verdicts[0].evidence.contains("ENOTFOUND"), "{:?}", report.verdicts);
}

#[tokio::test]
async fn the_encoding_trap_of_login_is_noted() {
    let bench = Bench::new().await;
    let report = bench.check("login", &right("login")).await;
    assert_eq!(report.worst(), Status::Valid);
    assert!(report.notes[0].contains("form-encoded before base64"), "{:?}", report.notes);
}
