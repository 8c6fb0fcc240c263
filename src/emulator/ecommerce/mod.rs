//! The eCommerce API, version 2.

mod access;
mod error;
mod input;
mod order;
mod view;

mod approval;
mod payments;

pub(super) use approval::{decide, waiting};
pub(super) use order::Order;
pub(super) use view::orders;

use super::config::Product::Ecommerce;
use super::route::{Handler, Route};

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "POST",
        path: "ecomm/v2/payments",
        handler: Handler::Bearer(Ecommerce, payments::initiate),
    },
    Route {
        method: "GET",
        path: "ecomm/v2/payments/{}/details",
        handler: Handler::Bearer(Ecommerce, payments::details),
    },
    Route {
        method: "GET",
        path: "ecomm/v2/payments/{}/status",
        handler: Handler::Bearer(Ecommerce, payments::status),
    },
    Route {
        method: "PUT",
        path: "ecomm/v2/payments/{}/cancel",
        handler: Handler::Bearer(Ecommerce, payments::cancel),
    },
    Route {
        method: "POST",
        path: "ecomm/v2/payments/{}/capture",
        handler: Handler::Bearer(Ecommerce, payments::capture),
    },
    Route {
        method: "POST",
        path: "ecomm/v2/payments/{}/refund",
        handler: Handler::Bearer(Ecommerce, payments::refund),
    },
    Route {
        method: "POST",
        path: "ecomm/v2/integration-test/payments/{}/approve",
        handler: Handler::Bearer(Ecommerce, approval::force),
    },
];
