//! The modules that scripts can `require`.
