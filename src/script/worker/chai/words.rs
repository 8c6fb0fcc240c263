//! Every word of the language and the rule behind it, in chai's order: of several words equally
//! like a mistyped one, the first is suggested.

use boa_engine::{Context, JsResult, JsValue};

use super::assertion::{Assertion, Flag};
use super::{
    changes, content, functions, include, keys, measures, members, order, postman, property,
    throws, values,
};

/// A rule that takes no arguments.
pub(super) type PropertyRule = fn(&mut Assertion, &mut Context) -> JsResult<()>;
/// A rule that takes arguments.
pub(super) type MethodRule = fn(&mut Assertion, &[JsValue], &mut Context) -> JsResult<()>;

/// What a word does.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    /// Nothing: it makes a sentence.
    Chain,
    /// Acts when read.
    Property(PropertyRule),
    /// Acts when called.
    Method(MethodRule),
    /// Acts a little when read and more when called.
    Chainable(MethodRule, PropertyRule),
}

use Rule::{Chain, Chainable, Method, Property};

/// The words, grouped by rule.
pub(super) const WORDS: &[(&[&str], Rule)] = &[
    (
        &[
            "to", "be", "been", "is", "and", "has", "have", "with", "that", "which", "at", "of",
            "same", "but", "does", "still", "also",
        ],
        Chain,
    ),
    (&["not"], Property(|a, _| set(a, Flag::Negate))),
    (&["deep"], Property(|a, _| set(a, Flag::Deep))),
    (&["nested"], Property(|a, _| set(a, Flag::Nested))),
    (&["own"], Property(|a, _| set(a, Flag::Own))),
    (&["ordered"], Property(|a, _| set(a, Flag::Ordered))),
    (&["any"], Property(|a, _| choose(a, Flag::Any, Flag::All))),
    (&["all"], Property(|a, _| choose(a, Flag::All, Flag::Any))),
    (&["an", "a"], Chainable(values::an, nothing)),
    (
        &["include", "contain", "contains", "includes"],
        Chainable(include::include, include::include_chain),
    ),
    (&["ok"], Property(postman::ok)),
    (&["true"], Property(values::is_true)),
    (&["false"], Property(values::is_false)),
    (&["null"], Property(values::is_null)),
    (&["undefined"], Property(values::is_undefined)),
    (&["NaN"], Property(values::is_nan)),
    (&["exist", "exists"], Property(values::exist)),
    (&["empty"], Property(values::empty)),
    (&["arguments", "Arguments"], Property(values::arguments)),
    (&["equal", "equals", "eq"], Method(values::equal)),
    (&["eql", "eqls"], Method(values::eql)),
    (&["above", "gt", "greaterThan"], Method(order::above)),
    (&["least", "gte", "greaterThanOrEqual"], Method(order::least)),
    (&["below", "lt", "lessThan"], Method(order::below)),
    (&["most", "lte", "lessThanOrEqual"], Method(order::most)),
    (&["within"], Method(order::within)),
    (&["instanceof", "instanceOf"], Method(functions::instance_of)),
    (&["property"], Method(property::property)),
    (&["ownProperty", "haveOwnProperty"], Method(property::own_property)),
    (
        &["ownPropertyDescriptor", "haveOwnPropertyDescriptor"],
        Method(property::own_property_descriptor),
    ),
    (&["length", "lengthOf"], Chainable(order::length, order::length_chain)),
    (&["match", "matches"], Method(functions::matches)),
    (&["string"], Method(include::string)),
    (&["keys", "key"], Method(keys::keys)),
    (&["throw", "throws", "Throw"], Method(throws::throws)),
    (&["respondTo", "respondsTo"], Method(functions::respond_to)),
    (&["itself"], Property(functions::itself)),
    (&["satisfy", "satisfies"], Method(functions::satisfy)),
    (&["closeTo", "approximately"], Method(order::close_to)),
    (&["members"], Method(members::members)),
    (&["oneOf"], Method(members::one_of)),
    (&["change", "changes"], Method(changes::change)),
    (&["increase", "increases"], Method(changes::increase)),
    (&["decrease", "decreases"], Method(changes::decrease)),
    (&["by"], Method(changes::by)),
    (&["extensible"], Property(values::extensible)),
    (&["sealed"], Property(values::sealed)),
    (&["frozen"], Property(values::frozen)),
    (&["finite"], Property(values::finite)),
    (&["postmanRequest"], Property(postman::postman_request)),
    (&["postmanResponse"], Property(postman::postman_response)),
    (&["postmanRequestOrResponse"], Property(postman::postman_either)),
    (&["statusCodeClass"], Method(postman::status_code_class)),
    (&["info"], Property(postman::info)),
    (&["success"], Property(postman::success)),
    (&["redirection"], Property(postman::redirection)),
    (&["clientError"], Property(postman::client_error)),
    (&["serverError"], Property(postman::server_error)),
    (&["error"], Property(postman::error)),
    (&["statusCode"], Method(postman::status_code)),
    (&["statusReason"], Method(postman::status_reason)),
    (&["accepted"], Property(postman::accepted)),
    (&["withoutContent"], Property(postman::without_content)),
    (&["badRequest"], Property(postman::bad_request)),
    (&["unauthorised"], Property(postman::unauthorised)),
    (&["unauthorized"], Property(postman::unauthorized)),
    (&["forbidden"], Property(postman::forbidden)),
    (&["notFound"], Property(postman::not_found)),
    (&["notAcceptable"], Property(postman::not_acceptable)),
    (&["rateLimited"], Property(postman::rate_limited)),
    (&["status"], Method(postman::status)),
    (&["header"], Method(content::header)),
    (&["withBody"], Property(content::with_body)),
    (&["json"], Property(content::json)),
    (&["body"], Method(content::body)),
    (&["jsonBody"], Method(content::json_body)),
    (&["responseTime"], Chainable(measures::response_time, measures::response_time_chain)),
    (&["responseSize"], Chainable(measures::response_size, measures::response_size_chain)),
    (&["jsonSchema"], Method(content::json_schema)),
];

fn nothing(_: &mut Assertion, _: &mut Context) -> JsResult<()> {
    Ok(())
}

fn set(assertion: &mut Assertion, flag: Flag) -> JsResult<()> {
    assertion.set(flag, true);
    Ok(())
}

fn choose(assertion: &mut Assertion, on: Flag, off: Flag) -> JsResult<()> {
    assertion.set(on, true);
    assertion.set(off, false);
    Ok(())
}
