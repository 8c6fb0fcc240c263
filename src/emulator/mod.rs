//! The built-in test APIs: an emulator of Vipps' APIs as they were in spring 2020.
//!
//! Everything happens in memory, on a loopback address, on a clock that can be moved. What a
//! merchant's developer sees when a credential is wrong is as close to the real thing as is known;
//! where nothing is documented, the code says that it chose.
//!
//! To add an API: a file (or folder) with a `ROUTES` table and its handlers, one line in
//! `route::TABLES`, and its environment keys in `fill`.

mod config;
mod defaults;
mod fill;
mod server;
mod settings;
mod tls;

mod call;
mod gateway;
mod reply;
mod route;

mod access;
mod clock;
mod fields;
mod html;
mod idempotency;
mod ids;
mod jwt;
mod state;

mod control;
mod ecommerce;
mod invoice;
mod landing;
mod login;
mod psp;
mod recurring;
mod token;

pub use config::{
    Config, Faults, Issuer, Keys, LoginClient, Merchant, Product, SaleUnit, StartTime, Strict,
    TestValues, User,
};
pub use fill::fill;
pub use server::{Running, StartError, start};
pub use settings::ConfigError;
pub use tls::CertificateError;

/// The hosts whose requests the emulator answers in place of the real ones: test, production, and
/// production of the invoice APIs.
pub const HOSTS: [&str; 3] = ["apitest.vipps.no", "api.vipps.no", "invoice-api.vipps.no"];
