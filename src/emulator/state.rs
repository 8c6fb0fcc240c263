//! Everything the emulator remembers.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use jiff::Timestamp;
use serde_json::Value;

use super::clock::Clock;
use super::config::{Config, Faults, Merchant, Product};
use super::ecommerce::Order;
use super::idempotency::Answers;
use super::ids::Ids;
use super::jwt::Keyring;
use super::{invoice, login, psp, recurring};

/// The emulated world: configuration, time, chance, and what clients made.
#[derive(Debug)]
pub(super) struct World {
    pub(super) config: Arc<Config>,
    pub(super) clock: Clock,
    pub(super) ids: Ids,
    /// Access tokens by their text.
    pub(super) tokens: HashMap<String, IssuedToken>,
    /// eCommerce orders in the order they were made, by sale unit and order id.
    pub(super) orders: IndexMap<OrderKey, Order>,
    /// Answers to eCommerce calls that changed something.
    pub(super) changes: Answers<Value>,
    pub(super) recurring: recurring::Store,
    pub(super) login: login::Store,
    pub(super) invoices: invoice::Store,
    pub(super) psp: psp::Store,
    /// Signs the tokens of landing pages and recipients.
    pub(super) secret: [u8; 64],
    /// Signs access tokens, ID tokens and the tokens of documents.
    pub(super) keyring: Keyring,
    /// By client id and product; without a product for all the others.
    faults: HashMap<(String, Option<Product>), Faults>,
    windows: HashMap<String, RateWindow>,
}

/// An order's name: it is unique within a sale unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct OrderKey {
    pub(super) msn: String,
    pub(super) order_id: String,
}

/// An access token that has been handed out.
#[derive(Debug, Clone)]
pub(super) struct IssuedToken {
    pub(super) client_id: String,
    pub(super) expires: Timestamp,
}

/// The calls of one second.
#[derive(Debug, Default)]
struct RateWindow {
    second: i64,
    calls: u32,
}

impl World {
    pub(super) fn new(config: Arc<Config>, keyring: Keyring) -> Self {
        let mut ids = Ids::new(config.seed);
        let clock = Clock::new(config.time);
        Self {
            tokens: HashMap::new(),
            orders: IndexMap::new(),
            changes: Answers::default(),
            recurring: recurring::Store::default(),
            login: login::Store::new(&config),
            invoices: invoice::Store::new(&config, &mut ids, clock.now()),
            psp: psp::Store::default(),
            secret: ids.bytes(),
            keyring,
            faults: faults(&config),
            windows: HashMap::new(),
            clock,
            ids,
            config,
        }
    }

    /// What goes wrong at present when a merchant uses a product.
    pub(super) fn faults(&self, merchant: &Merchant, product: Product) -> Faults {
        let of = |product| self.faults.get(&(merchant.client_id.clone(), product));
        of(Some(product)).or_else(|| of(None)).cloned().unwrap_or_default()
    }

    /// What goes wrong for a merchant at present, product by product where they differ.
    pub(super) fn faults_of(
        &self,
        merchant: &Merchant,
        product: Option<Product>,
    ) -> Option<Faults> {
        self.faults.get(&(merchant.client_id.clone(), product)).cloned()
    }

    /// Changes what goes wrong for a merchant: with one product, or with all the others.
    pub(super) fn set_faults(
        &mut self,
        merchant: &Merchant,
        product: Option<Product>,
        faults: Faults,
    ) {
        self.faults.insert((merchant.client_id.clone(), product), faults);
    }

    /// Counts a merchant's call; tells whether it is within the limit for this second.
    pub(super) fn within_rate(&mut self, merchant: &Merchant, limit: u32) -> bool {
        let second = self.clock.now().as_second();
        let window = self.windows.entry(merchant.client_id.clone()).or_default();
        if window.second != second {
            *window = RateWindow { second, calls: 0 };
        }
        window.calls = window.calls.saturating_add(1);
        window.calls <= limit
    }

    /// Remembers an access token, and forgets those long expired when there are many.
    pub(super) fn issue(&mut self, token: String, issued: IssuedToken) {
        const MANY: usize = 1024;
        if self.tokens.len() > MANY {
            let now = self.clock.now();
            self.tokens.retain(|_, known| known.expires > now);
        }
        self.tokens.insert(token, issued);
    }
}

fn faults(config: &Config) -> HashMap<(String, Option<Product>), Faults> {
    let mut all = HashMap::new();
    for merchant in &config.merchants {
        all.insert((merchant.client_id.clone(), None), merchant.faults.clone());
        for (product, faults) in &merchant.product_faults {
            all.insert((merchant.client_id.clone(), Some(*product)), faults.clone());
        }
    }
    all
}
