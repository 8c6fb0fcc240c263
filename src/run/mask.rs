//! Masks every event once, on its way from the engine to the reporters.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;

use super::event::{
    Assertion, Console, Content, ItemRef, IterationStart, ReceivedResponse, RequestEnd, RunEvent,
    RunInfo, ScriptEnd, SentRequest, Visualizer, Warning,
};
use crate::http::Headers;
use crate::redact::{MASK, Secrets};
use crate::script::protocol::ScriptError;

/// Replaces all known secrets in an event. Bodies are cut at `body_limit`, and never longer than
/// [`Content::LIMIT`].
pub(super) fn mask(event: &mut RunEvent, secrets: &Secrets, body_limit: impl FnOnce() -> usize) {
    if let Some(item) = event.place_mut().item {
        mask_item(item, secrets);
    }
    match event {
        RunEvent::Assertion(assertion) => mask_assertion(assertion, secrets),
        RunEvent::Console(console) => mask_console(console, secrets),
        RunEvent::Visualizer(page) => mask_page(page, secrets),
        RunEvent::Script(script) => mask_script(script, secrets),
        RunEvent::Request(request) => {
            mask_request(request, secrets);
            mask_bodies(request, secrets, body_limit().min(Content::LIMIT));
        }
        RunEvent::Retry(retry) => mask_text(&mut retry.reason, secrets),
        RunEvent::Warning(warning) | RunEvent::Problem(warning) => mask_warning(warning, secrets),
        RunEvent::Item(item) => {
            if let Some(Some(name)) = &mut item.next_request {
                mask_text(name, secrets);
            }
        }
        RunEvent::BeforeIteration(start) => mask_row(start, secrets),
        RunEvent::Start(info) => mask_info(info, secrets),
        // The documents are masked where they are made.
        RunEvent::BeforeItem(_) | RunEvent::Iteration(_) | RunEvent::Done(_) => {}
    }
}

fn mask_info(info: &mut RunInfo, secrets: &Secrets) {
    mask_text(&mut info.collection_name, secrets);
    info.environment_name.iter_mut().for_each(|name| mask_text(name, secrets));
    let mut plan = info.plan.to_vec();
    for planned in &mut plan {
        mask_item(&mut planned.item, secrets);
        mask_text(&mut planned.collection, secrets);
    }
    info.plan = plan.into();
}

/// Masks names: a secret may stand in a request's name. Nearly always there is nothing to change.
fn mask_item(item: &mut Arc<ItemRef>, secrets: &Secrets) {
    let is_open = |name: &String| secrets.mask(name) == name.as_str();
    if !item.path.iter().chain([&item.name, &item.id]).all(is_open) {
        let item = Arc::make_mut(item);
        mask_text(&mut item.name, secrets);
        mask_text(&mut item.id, secrets);
        item.path.iter_mut().for_each(|name| mask_text(name, secrets));
    }
}

fn mask_row(start: &mut IterationStart, secrets: &Secrets) {
    for (name, value) in start.data.iter_mut().flatten() {
        if secrets.is_secret_name(name) && !value.is_null() && !secrets.are_shown() {
            *value = MASK.into();
        } else {
            secrets.mask_json(value);
        }
    }
}

fn mask_page(page: &mut Visualizer, secrets: &Secrets) {
    page.html.iter_mut().chain(&mut page.error).for_each(|text| mask_text(text, secrets));
    secrets.mask_json(&mut page.data);
}

fn mask_text(text: &mut String, secrets: &Secrets) {
    if let Cow::Owned(masked) = secrets.mask(text) {
        *text = masked;
    }
}

fn mask_url(url: &mut String, secrets: &Secrets) {
    if let Cow::Owned(masked) = secrets.mask_url(url) {
        *url = masked;
    }
}

fn mask_assertion(assertion: &mut Assertion, secrets: &Secrets) {
    mask_text(&mut assertion.assertion.name, secrets);
    if let Some(error) = &mut assertion.assertion.error {
        mask_error(error, secrets);
    }
}

fn mask_console(console: &mut Console, secrets: &Secrets) {
    console.console.messages.iter_mut().for_each(|text| mask_text(text, secrets));
}

fn mask_script(script: &mut ScriptEnd, secrets: &Secrets) {
    for failure in &mut script.errors {
        mask_error(&mut failure.error, secrets);
        if let Some(line) = &mut failure.source_line {
            mask_text(line, secrets);
        }
    }
}

fn mask_error(error: &mut ScriptError, secrets: &Secrets) {
    mask_text(&mut error.name, secrets);
    mask_text(&mut error.message, secrets);
    error.stack.iter_mut().for_each(|frame| mask_text(frame, secrets));
}

fn mask_warning(warning: &mut Warning, secrets: &Secrets) {
    mask_text(&mut warning.message, secrets);
}

fn mask_request(end: &mut RequestEnd, secrets: &Secrets) {
    mask_sent(&mut end.request, secrets);
    if let Some(response) = &mut end.response {
        mask_response(response, secrets);
    }
    if let Some(error) = &mut end.error {
        mask_text(&mut error.message, secrets);
    }
    for hop in &mut end.redirects {
        mask_url(&mut hop.url, secrets);
        mask_url(&mut hop.to, secrets);
    }
}

fn mask_sent(request: &mut SentRequest, secrets: &Secrets) {
    mask_url(&mut request.url, secrets);
    mask_headers(&mut request.headers, secrets);
}

fn mask_response(response: &mut ReceivedResponse, secrets: &Secrets) {
    mask_text(&mut response.status, secrets);
    mask_headers(&mut response.headers, secrets);
}

fn mask_headers(headers: &mut Headers, secrets: &Secrets) {
    headers.map_values(|name, value| match secrets.mask_header(name, value) {
        Cow::Owned(masked) => Some(masked),
        Cow::Borrowed(same) if same == value => None,
        Cow::Borrowed(mask) => Some(mask.to_owned()),
    });
}

fn mask_bodies(end: &mut RequestEnd, secrets: &Secrets, limit: usize) {
    mask_body(&mut end.request.body, secrets, limit);
    if let Some(response) = &mut end.response {
        mask_body(&mut response.body, secrets, limit);
    }
}

/// Masks a body as far as it is wanted; a secret at the edge does not stay as a half.
fn mask_body(body: &mut Content, secrets: &Secrets, limit: usize) {
    let end = body.cut_at(limit);
    body.truncated |= end < body.bytes.len();
    let masked = secrets.mask_beginning(&body.bytes, end);
    if body.truncated || matches!(masked, Cow::Owned(_)) {
        // A copy, so that the rest is not kept alive.
        body.bytes = Bytes::from(masked.into_owned());
    }
}

/// Hands a shared value out masked; used for documents that reporters repeat.
#[must_use]
pub(super) fn masked_document(
    mut document: serde_json::Value,
    secrets: &Secrets,
) -> Arc<serde_json::Value> {
    secrets.mask_document(&mut document);
    Arc::new(document)
}
