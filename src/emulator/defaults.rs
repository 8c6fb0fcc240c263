//! The configuration that is ready for use.

use super::config::{
    Config, Faults, Issuer, Keys, LoginClient, Merchant, Product, SaleUnit, StartTime, Strict,
    TestValues, User,
};

/// Where the test values' URLs start. Nothing is ever sent there.
const MERCHANT_URL: &str = "https://shop.example.com/vipps";

/// Every scope of Login.
const SCOPES: [&str; 7] =
    ["openid", "name", "email", "phoneNumber", "address", "birthDate", "nnin"];

impl SaleUnit {
    fn new(msn: &str, products: &[Product]) -> Self {
        Self {
            msn: msn.to_owned(),
            products: products.to_vec(),
            direct_capture: false,
            blocked: false,
        }
    }
}

impl Default for Config {
    /// Three merchants: one key for everything and a second sale unit with direct capture; a key
    /// for each product; Login only. Three users: the common test user, one who has never approved
    /// anything in the app, and one for whom an invoice waits.
    fn default() -> Self {
        Self {
            port: 0,
            merchants: vec![one_key(), key_per_product(), login_only()],
            users: vec![common_user(), new_user(), invoiced_user()],
            seed: None,
            time: StartTime::Now,
            strict: Strict::default(),
            lenient: false,
            issuers: vec![Issuer {
                org_no: "918130047".to_owned(),
                account: "15038366383".to_owned(),
                name: "Emulated Power".to_owned(),
            }],
            auto_approve: false,
            psp_updates_at_once: false,
            https: false,
            public_url: None,
            values: TestValues {
                amount: 100,
                merchant_url: MERCHANT_URL.to_owned(),
                invoice_id: "orgno-no.918130047.2562032543412545".to_owned(),
                login_code: "emulated-login-code".to_owned(),
            },
        }
    }
}

fn all() -> [Product; 6] {
    Product::NAMED.map(|(_, product)| product)
}

fn login() -> Option<LoginClient> {
    Some(LoginClient {
        redirect_uris: vec![format!("{MERCHANT_URL}/login")],
        scopes: SCOPES.map(str::to_owned).to_vec(),
        post: false,
    })
}

/// Secrets decode to "emulator one: no secret" and the like, so that nobody mistakes them.
fn one_key() -> Merchant {
    let direct = SaleUnit { direct_capture: true, ..SaleUnit::new("100002", &all()) };
    Merchant {
        name: "Test shop".to_owned(),
        client_id: "e0000000-0000-4000-8000-000000000001".to_owned(),
        client_secret: "ZW11bGF0b3Igb25lOiBubyBzZWNyZXQ+Pw==".to_owned(),
        keys: Keys::One("e0000000000000000000000000000001".to_owned()),
        sale_units: vec![SaleUnit::new("100001", &all()), direct],
        psp_id: Some("e000000000000000000000000000b001".to_owned()),
        login: login(),
        faults: Faults::default(),
        product_faults: Vec::new(),
    }
}

fn key_per_product() -> Merchant {
    let key = |digit: u32| format!("e000000000000000000000000000000{digit:x}");
    Merchant {
        name: "Older shop".to_owned(),
        client_id: "e0000000-0000-4000-8000-000000000002".to_owned(),
        client_secret: "ZW11bGF0b3IgdHdvOiBubyBzZWNyZXQ+Pw==".to_owned(),
        keys: Keys::PerProduct(vec![
            (Product::AccessToken, key(0xa)),
            (Product::Ecommerce, key(0xb)),
            (Product::Recurring, key(0xc)),
            (Product::Invoice, key(0xd)),
            (Product::Psp, key(0xe)),
        ]),
        sale_units: vec![SaleUnit::new("200001", &all())],
        psp_id: Some("e000000000000000000000000000b002".to_owned()),
        login: login(),
        faults: Faults::default(),
        product_faults: Vec::new(),
    }
}

fn login_only() -> Merchant {
    Merchant {
        name: "Login only".to_owned(),
        client_id: "e0000000-0000-4000-8000-000000000003".to_owned(),
        client_secret: "ZW11bGF0b3IgdGhyZWU6IG5vIHNlY3JldA==".to_owned(),
        keys: Keys::One("e0000000000000000000000000000003".to_owned()),
        sale_units: vec![SaleUnit::new("300001", &[Product::Login])],
        psp_id: None,
        login: login(),
        faults: Faults::default(),
        product_faults: Vec::new(),
    }
}

fn common_user() -> User {
    User {
        phone: "97777776".to_owned(),
        nin: "01032300371".to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Testperson".to_owned(),
        email: "ada@example.com".to_owned(),
        verified: true,
        invoices: true,
    }
}

fn new_user() -> User {
    User {
        phone: "40000001".to_owned(),
        nin: "18045831147".to_owned(),
        first_name: "Bo".to_owned(),
        last_name: "Nyperson".to_owned(),
        email: "bo@example.com".to_owned(),
        verified: false,
        invoices: true,
    }
}

fn invoiced_user() -> User {
    User {
        phone: "90412443".to_owned(),
        nin: "22105000352".to_owned(),
        first_name: "Cai".to_owned(),
        last_name: "Regning".to_owned(),
        email: "cai@example.com".to_owned(),
        verified: true,
        invoices: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_merchants_share_nothing() {
        let config = Config::default();
        for product in all() {
            let mut keys: Vec<_> = config.merchants.iter().filter_map(|m| m.key(product)).collect();
            let count = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), count, "{product:?}");
        }
        let mut msns: Vec<_> =
            config.merchants.iter().flat_map(|m| &m.sale_units).map(|unit| &unit.msn).collect();
        msns.sort_unstable();
        msns.dedup();
        assert_eq!(msns.len(), 4);
    }

    #[test]
    fn a_key_per_product_covers_that_product_alone() {
        let older = key_per_product();
        assert_ne!(older.key(Product::AccessToken), older.key(Product::Ecommerce));
        assert_eq!(older.key(Product::Login), None);
    }
}
