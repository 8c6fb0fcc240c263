//! Connections for schemes that authorize a connection instead of a request.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::redact::Secret;

/// Numbers of connections, lent to one request at a time. An account meets the same connections again
/// and never those of another.
#[derive(Debug, Default)]
pub(super) struct Connections {
    stock: Mutex<Stock>,
}

#[derive(Debug, Default)]
struct Stock {
    made: u64,
    free: HashMap<Secret<String>, Vec<u64>>,
}

impl Connections {
    /// Lends a connection of an account until the [`Lease`] is dropped.
    pub(super) fn lend(&self, account: Secret<String>) -> Lease<'_> {
        let mut stock = self.stock();
        let free = stock.free.get_mut(&account).and_then(Vec::pop);
        let number = free.unwrap_or_else(|| {
            stock.made += 1;
            stock.made
        });
        Lease { number, account, connections: self }
    }

    fn stock(&self) -> MutexGuard<'_, Stock> {
        self.stock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that nobody else uses meanwhile.
#[derive(Debug)]
pub struct Lease<'a> {
    number: u64,
    account: Secret<String>,
    connections: &'a Connections,
}

impl Lease<'_> {
    /// The number for [`SendOptions::connection`](crate::http::SendOptions::connection).
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        let account = std::mem::take(&mut self.account);
        self.connections.stock().free.entry(account).or_default().push(self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lent_connection_is_nobody_elses() {
        let connections = Connections::default();
        let lend = |account: &str| connections.lend(account.to_owned().into());
        let (one, two, other) = (lend("a"), lend("a"), lend("b"));
        assert_eq!([one.number(), two.number(), other.number()], [1, 2, 3]);
        drop(one);
        assert_eq!(lend("b").number(), 4);
        assert_eq!(lend("a").number(), 1);
    }
}
