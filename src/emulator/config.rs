//! Who the emulator knows, and how it behaves.

use std::time::Duration;

/// Everything the emulator is started with. The default is ready for use.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The loopback port; 0 lets the system choose a free one.
    pub port: u16,
    /// The merchants. The first one is the one whose values [`fill`](super::fill()) hands out.
    pub merchants: Vec<Merchant>,
    /// The people who can pay.
    pub users: Vec<User>,
    /// Makes ids, order tokens and trace ids the same in every run. Not the signing key.
    pub seed: Option<u64>,
    /// Where the clock starts.
    pub time: StartTime,
    /// Where the emulator is to be stricter, or odder, than needed.
    pub strict: Strict,
    /// Values for environment keys that belong to nobody.
    pub values: TestValues,
}

/// Where the virtual clock starts. A control call can move it forward in either case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StartTime {
    /// Follow the system's clock.
    #[default]
    Now,
    /// Stand still at this moment until moved.
    Fixed(jiff::Timestamp),
}

/// A customer of Vipps: one set of API keys and the sale units they belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct Merchant {
    /// A name for people.
    pub name: String,
    /// The client id of the access token call, a GUID.
    pub client_id: String,
    /// The client secret, base64 text.
    pub client_secret: String,
    /// The subscription keys.
    pub keys: Keys,
    /// The sale units. With none, every call but the token's answers "Subscription not found".
    pub sale_units: Vec<SaleUnit>,
    /// The id of a payment service provider, 32 hex digits.
    pub psp_id: Option<String>,
    /// What goes wrong for this merchant from the start.
    pub faults: Faults,
}

impl Merchant {
    /// The subscription key that this merchant uses for a product.
    #[must_use]
    pub fn key(&self, product: Product) -> Option<&str> {
        match &self.keys {
            Keys::One(key) => Some(key),
            Keys::PerProduct(keys) => {
                keys.iter().find(|(covered, _)| *covered == product).map(|(_, key)| key.as_str())
            }
        }
    }

    /// Finds one of this merchant's sale units.
    #[must_use]
    pub fn sale_unit(&self, msn: &str) -> Option<&SaleUnit> {
        self.sale_units.iter().find(|unit| unit.msn == msn)
    }
}

/// Subscription keys of a merchant (header `Ocp-Apim-Subscription-Key`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keys {
    /// One key for everything, as the portal hands out since 2020.
    One(String),
    /// A key for each product, as older subscriptions have; cross use is refused.
    PerProduct(Vec<(Product, String)>),
}

/// What a subscription key opens and a sale unit may be allowed to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// The access token call.
    AccessToken,
    /// eCommerce v2.
    Ecommerce,
    /// Recurring v2.
    Recurring,
    /// Both invoice APIs.
    Invoice,
    /// PSP v2.
    Psp,
    /// Login.
    Login,
}

/// A point of sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleUnit {
    /// The merchant serial number, six digits.
    pub msn: String,
    /// What the sale unit may use; an API outside of it answers 403.
    pub products: Vec<Product>,
    /// Approved payments are captured at once (SALE instead of RESERVE).
    pub direct_capture: bool,
    /// Vipps has closed the sale unit: error 37.
    pub blocked: bool,
}

/// What goes wrong for a merchant on purpose. The default is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// Time that passes before each answer.
    pub latency: Duration,
    /// Calls a second above which the gateway answers 429; `Some(0)` refuses every call.
    pub calls_per_second: Option<u32>,
    /// A 5xx status that every call answers with.
    pub failure: Option<u16>,
}

/// Deviations from the lenient default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches, each named where set")]
pub struct Strict {
    /// Only `Bearer` with a capital B is a scheme.
    pub bearer_case: bool,
    /// A merchant serial number given as a JSON number is refused.
    pub msn_is_text: bool,
    /// A field of the wrong JSON type answers 500 instead of 400, as Vipps was seen to do.
    pub wrong_type_is_500: bool,
    /// A POST or PUT without `Content-Length` answers 411, as the front end of Vipps seems to do.
    pub length_required: bool,
}

/// A person with the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Phone number, eight digits, no country code.
    pub phone: String,
    /// National identity number.
    pub nin: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Mail address.
    pub email: String,
    /// Whether the person has approved something in the app before: force approve needs it.
    pub verified: bool,
}

/// Values that [`fill`](super::fill()) puts into environments beside the first merchant's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestValues {
    /// Amount of a payment in øre.
    pub amount: u32,
    /// Start of every merchant URL, without a last slash. Nothing is ever sent there.
    pub merchant_url: String,
    /// Id of the invoice that exists from the start.
    pub invoice_id: String,
}

const ALL: [Product; 6] = [
    Product::AccessToken,
    Product::Ecommerce,
    Product::Recurring,
    Product::Invoice,
    Product::Psp,
    Product::Login,
];

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
    /// for each product; Login only. Two users: the common test user, and one who has never
    /// approved anything in the app.
    fn default() -> Self {
        Self {
            port: 0,
            merchants: vec![one_key(), key_per_product(), login_only()],
            users: vec![common_user(), new_user()],
            seed: None,
            time: StartTime::Now,
            strict: Strict::default(),
            values: TestValues {
                amount: 100,
                merchant_url: "https://shop.example.com/vipps".to_owned(),
                invoice_id: "orgno-no.918130047.2562032543412545".to_owned(),
            },
        }
    }
}

/// Secrets decode to "emulator one: no secret" and the like, so that nobody mistakes them.
fn one_key() -> Merchant {
    let direct = SaleUnit { direct_capture: true, ..SaleUnit::new("100002", &ALL) };
    Merchant {
        name: "Test shop".to_owned(),
        client_id: "e0000000-0000-4000-8000-000000000001".to_owned(),
        client_secret: "ZW11bGF0b3Igb25lOiBubyBzZWNyZXQ+Pw==".to_owned(),
        keys: Keys::One("e0000000000000000000000000000001".to_owned()),
        sale_units: vec![SaleUnit::new("100001", &ALL), direct],
        psp_id: Some("e000000000000000000000000000b001".to_owned()),
        faults: Faults::default(),
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
        sale_units: vec![SaleUnit::new("200001", &ALL)],
        psp_id: Some("e000000000000000000000000000b002".to_owned()),
        faults: Faults::default(),
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
        faults: Faults::default(),
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_merchants_share_nothing() {
        let config = Config::default();
        for product in ALL {
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
