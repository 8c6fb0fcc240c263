//! What configuration files say, and what is wrong with them.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::*;

const FULL: &str = r#"
    port = 8080
    seed = 7
    time = "2020-04-23T10:00:00Z"
    lenient = true
    strict = { bearer_case = true }

    [[merchants]]
    name = "Shop"
    client_id = "a"
    client_secret = "b"
    keys = { token = "t", recurring = "r" }
    login = { redirect_uris = ["https://a.example/cb"], auth_method = "client_secret_post" }

    [[merchants.sale_units]]
    msn = "123456"
    products = ["recurring", "login"]

    [merchants.faults]
    latency_ms = 20

    [merchants.faults.recurring]
    failure = 503

    [[users]]
    phone = "97777776"
    nin = "01032300371"
    first_name = "A"
    last_name = "B"
    email = "a@example.com"
    verified = false
"#;

#[test]
fn every_part_is_read() {
    let config = Config::from_toml(FULL).unwrap();
    assert_eq!((config.port, config.seed, config.lenient), (8080, Some(7), true));
    assert!(config.strict.bearer_case && !config.strict.msn_is_text);
    let shop = &config.merchants[0];
    assert_eq!(shop.key(Product::Recurring), Some("r"));
    assert_eq!(shop.key(Product::Psp), None);
    assert_eq!(shop.sale_units[0].products, [Product::Recurring, Product::Login]);
    assert!(shop.login.as_ref().unwrap().post);
    assert_eq!(shop.faults.latency, Duration::from_millis(20));
    assert_eq!(shop.product_faults[0].1.failure, Some(503));
    assert!(!config.users[0].verified && config.users[0].invoices);
    assert_eq!(config.issuers, Config::default().issuers);
}

#[test]
fn an_empty_file_is_the_default() {
    assert_eq!(Config::from_toml("").unwrap(), Config::default());
}

#[test]
fn the_documented_example_is_true() {
    let manual = include_str!("../README.md");
    let example = manual.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let config = Config::from_toml(example).unwrap();
    assert_eq!((config.merchants.len(), config.users.len()), (2, 1));
    assert_eq!(config.merchants[1].key(Product::Psp), Some("a6"));
    assert_eq!(config.values, Config::default().values);
}

#[test]
fn faults_of_all_leave_a_merchants_own_alone() {
    let config = Config::from_toml("[faults]\nwrong_key = true\npsp = { blocked = true }");
    let config = config.unwrap();
    assert!(config.merchants.iter().all(|merchant| merchant.faults.wrong_key));
    assert!(config.merchants[0].product_faults[0].1.blocked);
    let config = Config::from_toml(&format!("faults = {{ blocked = true }}\n{FULL}")).unwrap();
    assert!(!config.merchants[0].faults.blocked);
}

#[test]
fn what_is_wrong_is_named() {
    let merchant = "[[merchants]]\nname = \"a\"\nclient_id = \"i\"\nclient_secret = \"s\"\n";
    let keyed = format!("{merchant}key = \"k\"\n");
    for (text, expected) in [
        ("prot = 1", "unknown field `prot`"),
        ("port = 70000", "u16"),
        ("time = \"noon\"", "time: "),
        (merchant, "merchants[0]: give `key"),
        (&format!("{keyed}keys = {{ token = \"t\" }}"), "not both"),
        (&format!("{keyed}scret = 1"), "unknown field `scret`"),
        (&format!("{keyed}faults = {{ failure = 404 }}"), "merchants[0].faults.failure"),
        (
            &format!("{keyed}faults = {{ psp = {{ psp = {{ }} }} }}"),
            "merchants[0].faults.psp: has no tables",
        ),
        (&format!("{keyed}{keyed}"), "merchants[1]: merchants[0] has the same client_id"),
        (&format!("{keyed}[[merchants.sale_units]]\nmsn = \"1\""), "is not 6 digits"),
        (
            &format!("{keyed}[[merchants.sale_units]]\nmsn = \"123456\"\nproducts = [\"x\"]"),
            "\"x\" is no product; there are token, ecommerce",
        ),
        (
            &format!("{keyed}login = {{ redirect_uris = [], auth_method = \"x\" }}"),
            "merchants[0].login.auth_method",
        ),
    ] {
        let error = Config::from_toml(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{text}: {error}");
    }
}
