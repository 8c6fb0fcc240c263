//! From method and path to a handler.

use super::call::Call;
use super::config::{Merchant, Product};
use super::reply::Reply;
use super::state::World;
use super::{control, ecommerce, invoice, landing, login, psp, recurring, token};

/// Every API's routes.
static TABLES: [&[Route]; 8] = [
    token::ROUTES,
    ecommerce::ROUTES,
    recurring::ROUTES,
    login::ROUTES,
    invoice::ROUTES,
    psp::ROUTES,
    landing::ROUTES,
    control::ROUTES,
];

/// A call that the emulator knows.
#[derive(Debug)]
pub(super) struct Route {
    /// The method, upper case.
    pub(super) method: &'static str,
    /// The path without its first slash, lower case; `{}` stands for one non-empty segment.
    pub(super) path: &'static str,
    /// Who may call, and what happens then.
    pub(super) handler: Handler,
}

/// A handler, and what must be in order before it is called.
#[derive(Debug)]
pub(super) enum Handler {
    /// Anybody may call.
    Open(fn(&mut World, &Call) -> Reply),
    /// The caller needs a subscription key that covers the product.
    Key(Product, fn(&mut World, &Call, &Merchant) -> Reply),
    /// The caller needs such a key and an access token of the same merchant.
    Bearer(Product, fn(&mut World, &Call, &Merchant) -> Reply),
}

/// What a method and path lead to.
#[derive(Debug)]
pub(super) enum Found {
    /// A route, and what its `{}` stand for.
    Route(&'static Route, Vec<String>),
    /// The path exists with these methods.
    OtherMethods(Vec<&'static str>),
    /// Nothing.
    Nothing,
}

/// Finds the route of a call. Paths match in any case, as real clients write them.
pub(super) fn find(call: &Call) -> Found {
    let mut others = Vec::new();
    for route in TABLES.iter().copied().flatten() {
        let Some(params) = matches(route.path, &call.segments) else { continue };
        if call.method.as_str() == route.method {
            return Found::Route(route, params);
        }
        others.push(route.method);
    }
    if others.is_empty() { Found::Nothing } else { Found::OtherMethods(others) }
}

fn matches(template: &str, segments: &[String]) -> Option<Vec<String>> {
    if template.split('/').count() != segments.len() {
        return None;
    }
    let mut params = Vec::new();
    for (expected, segment) in template.split('/').zip(segments) {
        match expected {
            "{}" if segment.is_empty() => return None,
            "{}" => params.push(segment.clone()),
            _ if expected.eq_ignore_ascii_case(segment) => {}
            _ => return None,
        }
    }
    Some(params)
}

#[cfg(test)]
mod tests {
    use super::super::call::tests::call;
    use super::*;

    #[test]
    fn finds_routes_in_any_case() {
        for line in ["POST /accesstoken/get", "POST /accessToken/get/", "POST /ACCESSTOKEN/GET"] {
            assert!(matches!(find(&call(line, &[], "")), Found::Route(..)), "{line}");
        }
        let Found::Route(_, params) = find(&call("GET /Ecomm/v2/payments/aB-1/Details", &[], ""))
        else {
            panic!("no route");
        };
        assert_eq!(params, ["aB-1"]);
    }

    #[test]
    fn tells_a_wrong_method_from_a_wrong_path() {
        let wrong = find(&call("GET /accesstoken/get", &[], ""));
        assert!(matches!(wrong, Found::OtherMethods(methods) if methods == ["POST"]));
        for line in ["GET /", "GET /ecomm/v2/payments//details", "GET /ecomm/v3/payments/x/details"]
        {
            assert!(matches!(find(&call(line, &[], "")), Found::Nothing), "{line}");
        }
    }
}
