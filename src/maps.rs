//! Hash maps for what is looked up for every request and every script: the standard library's, with a
//! hash that is several times as fast. It is seeded, but no guard against a patient attacker: for maps
//! that end with a run.

use foldhash::fast::RandomState;

/// A hash map.
pub(crate) type FastMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A hash map that keeps the order.
pub(crate) type FastIndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;
