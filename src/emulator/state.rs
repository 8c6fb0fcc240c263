//! Everything the emulator remembers.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use jiff::Timestamp;

use super::clock::Clock;
use super::config::{Config, Faults, Merchant};
use super::ecommerce::Order;
use super::ids::Ids;

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
    /// Signs the tokens of landing pages.
    pub(super) page_secret: [u8; 64],
    faults: HashMap<String, Faults>,
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
    pub(super) fn new(config: Arc<Config>) -> Self {
        let mut ids = Ids::new(config.seed);
        let faults = config
            .merchants
            .iter()
            .map(|merchant| (merchant.client_id.clone(), merchant.faults.clone()));
        Self {
            clock: Clock::new(config.time),
            tokens: HashMap::new(),
            orders: IndexMap::new(),
            page_secret: ids.bytes(),
            faults: faults.collect(),
            windows: HashMap::new(),
            ids,
            config,
        }
    }

    /// What goes wrong for a merchant at present.
    pub(super) fn faults(&self, merchant: &Merchant) -> Faults {
        self.faults.get(&merchant.client_id).cloned().unwrap_or_default()
    }

    /// Changes what goes wrong for a merchant.
    pub(super) fn set_faults(&mut self, merchant: &Merchant, faults: Faults) {
        self.faults.insert(merchant.client_id.clone(), faults);
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
