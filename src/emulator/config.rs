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
    /// Lets requests pass that Vipps would refuse today, but not when they were written: invoices
    /// due in the past, and Login credentials that were not form-encoded before Base64.
    pub lenient: bool,
    /// Who owns which bank account: an invoice over another one is rejected.
    pub issuers: Vec<Issuer>,
    /// Users approve everything the moment they are asked.
    pub auto_approve: bool,
    /// PSP status updates show at once, and not after the batch.
    pub psp_updates_at_once: bool,
    /// Speaks TLS too, on the same port, with a certificate made at start.
    pub https: bool,
    /// Starts every URL that is handed out, without a last slash; without one they start with the
    /// scheme and host of the request.
    pub public_url: Option<String>,
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
    /// How Login knows this merchant; without it every Login call answers `invalid_client`.
    pub login: Option<LoginClient>,
    /// What goes wrong for this merchant from the start.
    pub faults: Faults,
    /// What goes wrong with single products, in place of [`faults`](Self::faults).
    pub product_faults: Vec<(Product, Faults)>,
}

/// A merchant's registration at Login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginClient {
    /// Where users may be sent back to; they match byte for byte.
    pub redirect_uris: Vec<String>,
    /// The scopes that were granted.
    pub scopes: Vec<String>,
    /// The secret travels in the form (`client_secret_post`), and not in the header.
    pub post: bool,
}

/// Somebody who sends invoices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// Organization number, nine digits.
    pub org_no: String,
    /// Bank account, eleven digits.
    pub account: String,
    /// Name on invoices.
    pub name: String,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

impl Product {
    /// Every product, by the name it has in configurations and control calls.
    pub const NAMED: [(&str, Self); 6] = [
        ("token", Self::AccessToken),
        ("ecommerce", Self::Ecommerce),
        ("recurring", Self::Recurring),
        ("invoice", Self::Invoice),
        ("psp", Self::Psp),
        ("login", Self::Login),
    ];

    /// Finds a product by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, product)| *product)
    }
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
#[expect(clippy::struct_excessive_bools, reason = "independent switches, each named where set")]
pub struct Faults {
    /// Time that passes before each answer.
    pub latency: Duration,
    /// Calls a second above which the gateway answers 429; `Some(0)` refuses every call.
    pub calls_per_second: Option<u32>,
    /// A 5xx status that every call answers with.
    pub failure: Option<u16>,
    /// The subscription key is refused as if it were revoked. Login has none: there the client is.
    pub wrong_key: bool,
    /// Access tokens are expired on arrival.
    pub expired_token: bool,
    /// Every sale unit is closed.
    pub blocked: bool,
    /// No sale unit may use anything but Login.
    pub login_only: bool,
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
    /// Whether the person takes invoices in the app.
    pub invoices: bool,
}

/// Values that [`fill`](super::fill()) puts into environments beside the first merchant's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestValues {
    /// Amount of a payment in øre.
    pub amount: u32,
    /// Start of every merchant URL, without a last slash. Nothing is ever sent there.
    pub merchant_url: String,
    /// Id of the invoice that exists from the start, and waits for the last user.
    pub invoice_id: String,
    /// A Login code that exists from the start: the first user has logged in at the first
    /// merchant. It works once.
    pub login_code: String,
}
