//! `--dry-run`: what would be sent, variables resolved as far as they are known before the run.

use std::fmt::Write as _;

use super::exit::{Exit, Fatal};
use super::output;
use crate::collection::Url;
use crate::http::url;
use crate::redact::Secrets;
use crate::run::{Plan, PlannedItem};
use crate::vars::{Dynamic, Resolver};

/// Prints the plan and sends nothing.
pub(super) fn show(plan: &Plan, secrets: &Secrets) -> Result<Exit, Fatal> {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} · {} requests × {} iterations",
        plan.collection.info.name,
        plan.items.len(),
        plan.iterations.count()
    );
    let mut dynamic = Dynamic::new(plan.settings.seed);
    for item in &plan.items {
        describe(&mut text, (plan, item), secrets, &mut dynamic);
    }
    let masked = secrets.mask(&text);
    output::print(&masked)?;
    Ok(Exit::Passed)
}

fn describe(
    text: &mut String,
    (plan, item): (&Plan, &PlannedItem),
    secrets: &Secrets,
    dynamic: &mut Dynamic,
) {
    let mut resolver = Resolver::new(&plan.scopes, dynamic);
    let method = resolver.text(&item.request.method);
    let target = match &item.request.url {
        Url::Raw(raw) => resolver.text(raw),
        parts @ Url::Parts(_) => resolver.text(&url::unparse(parts)),
    };
    let _ = writeln!(text, "\n{}", item.item.full_name());
    let _ = writeln!(text, "  {method} {}", secrets.mask_url(&target));
    for header in item.request.headers.iter().filter(|header| !header.disabled) {
        let value = resolver.text(&header.value);
        let masked = secrets.mask_header(&header.key, &value);
        let _ = writeln!(text, "  {}: {masked}", header.key);
    }
    let scripts = |count: usize| if count == 1 { "script" } else { "scripts" };
    let (before, after) = (item.prerequest.len(), item.test.len());
    let _ = writeln!(
        text,
        "  {before} pre-request {}, {after} test {}",
        scripts(before),
        scripts(after)
    );
    for name in &resolver.unresolved {
        let _ = writeln!(text, "  {{{{{name}}}}} is not known before the run");
    }
}
