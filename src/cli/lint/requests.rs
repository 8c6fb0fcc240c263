//! Rules about requests: variables, files, names, tests.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::finding::{Finding, Severity};
use super::scripts::Written;
use super::subject::{NodeAt, Subject};
use crate::collection::{Body, FormSource, Request, Url, request_to_json};
use crate::vars::{Dynamic, Resolver, Scopes};

/// What defines variables.
pub(super) struct Known<'w> {
    pub(super) scopes: Scopes,
    /// Names that scripts set.
    pub(super) written: &'w Written,
    /// An environment was given: then what is missing is missing.
    pub(super) with_environment: bool,
}

/// Finds `{{names}}` that nothing defines.
pub(super) fn variables(subject: &Subject<'_>, known: Known<'_>) -> Vec<Finding> {
    let Known { mut scopes, written, with_environment } = known;
    let disabled: Vec<String> = [&scopes.environment, &scopes.collection, &scopes.globals]
        .iter()
        .flat_map(|scope| scope.iter_all())
        .filter(|variable| variable.disabled)
        .map(|variable| variable.key.clone())
        .collect();
    for name in &written.names {
        scopes.local.set(name, "".into());
    }
    let severity =
        if with_environment && !written.computed { Severity::Error } else { Severity::Warning };
    let mut findings = Vec::new();
    for (node, item) in subject.items() {
        for (inner, part) in parts(&item.request, node) {
            let mut dynamic = Dynamic::new(Some(0));
            let mut resolver = Resolver::new(&scopes, &mut dynamic);
            let _ = resolver.json(&part);
            for name in &resolver.unresolved {
                let why = if disabled.contains(name) {
                    "is disabled where it is defined (`enabled: false`): enable it"
                } else if with_environment {
                    "is defined nowhere: not in the collection, the environment or the globals, and no script sets it"
                } else {
                    "is not in the collection and no script sets it; give the environment with -e"
                };
                let message = format!("`{{{{{name}}}}}` {why}");
                findings.push(subject.finding(
                    node,
                    inner,
                    (severity, "unresolved-variable"),
                    message,
                ));
            }
            for name in &resolver.circular {
                let message = format!("`{{{{{name}}}}}` leads back to itself");
                findings.push(subject.finding(
                    node,
                    inner,
                    (Severity::Error, "circular-variable"),
                    message,
                ));
            }
        }
    }
    findings
}

/// The parts of a request that are resolved and sent, with their places.
fn parts(request: &Request, node: &NodeAt<'_>) -> Vec<(&'static str, serde_json::Value)> {
    let mut sent = request.clone();
    sent.headers.retain(|header| !header.disabled);
    if let Url::Parts(parts) = &mut sent.url {
        parts.query.retain(|param| !param.disabled);
        // Shown, not sent.
        parts.raw = None;
    }
    sent.body = sent.body.filter(|body| !body.disabled).map(only_mode);
    sent.auth = node.auth.cloned();
    sent.description = None;
    let mut whole = request_to_json(&sent);
    let mut part = |key: &str| whole.get_mut(key).map(serde_json::Value::take).unwrap_or_default();
    vec![
        ("/request/url", part("url")),
        ("/request/header", part("header")),
        ("/request/body", part("body")),
        ("/request/auth", part("auth")),
    ]
}

/// Keeps the content of the mode that is sent.
fn only_mode(body: Body) -> Body {
    let mode = body.mode.clone().unwrap_or_default();
    let mut sent = Body { mode: body.mode, ..Body::default() };
    match mode.as_str() {
        "raw" => sent.raw = body.raw,
        "urlencoded" => sent.urlencoded = body.urlencoded,
        "formdata" => sent.formdata = body.formdata,
        "file" => sent.file = body.file,
        "graphql" => sent.graphql = body.graphql,
        _ => {}
    }
    sent.urlencoded.iter_mut().for_each(|fields| fields.retain(|field| !field.disabled));
    sent.formdata.iter_mut().for_each(|fields| fields.retain(|field| !field.disabled));
    sent
}

/// Finds files to send that are not there.
pub(super) fn uploads(subject: &Subject<'_>, working_dir: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (node, item) in subject.items() {
        let Some(body) = item.request.body.clone().filter(|body| !body.disabled).map(only_mode)
        else {
            continue;
        };
        let fields = body.formdata.iter().flatten().filter_map(|field| match &field.source {
            FormSource::File { src, .. } => Some(src.as_slice()),
            FormSource::Text(_) => None,
        });
        let file = body.file.as_ref().and_then(|file| file.get("src")?.as_str());
        let paths = fields.flatten().map(String::as_str).chain(file);
        for path in paths.filter(|path| !path.is_empty() && !path.contains("{{")) {
            let own =
                node.file.and_then(Path::parent).is_some_and(|folder| folder.join(path).exists());
            if !own && !working_dir.join(path).exists() {
                let message = format!(
                    "the file to send, `{path}`, is not there; paths start at --working-dir ({})",
                    working_dir.display()
                );
                findings.push(subject.finding(
                    node,
                    "/request/body",
                    (Severity::Error, "missing-file"),
                    message,
                ));
            }
        }
    }
    findings
}

/// Finds requests and folders that share a name with a sibling.
pub(super) fn names(subject: &Subject<'_>) -> Vec<Finding> {
    let mut seen: HashMap<&[&str], usize> = HashMap::new();
    let mut findings = Vec::new();
    for node in subject.nodes.iter().filter(|node| !node.names.is_empty()) {
        let count = seen.entry(node.names.as_slice()).or_default();
        *count += 1;
        if *count == 2 {
            let message = "another one beside it has the same name: reports and --folder cannot tell them apart".to_owned();
            findings.push(subject.finding(
                node,
                "/name",
                (Severity::Warning, "duplicate-name"),
                message,
            ));
        }
    }
    findings
}

/// Finds requests that share an id with an earlier one.
pub(super) fn ids(subject: &Subject<'_>) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let doubled =
        subject.items().filter(|(_, item)| item.id.as_deref().is_some_and(|id| !seen.insert(id)));
    let finding = |(node, _): (&NodeAt<'_>, _)| {
        let message =
            "an earlier request has the same id: setNextRequest and reports cannot tell them apart"
                .to_owned();
        subject.finding(node, "/id", (Severity::Warning, "duplicate-id"), message)
    };
    doubled.map(finding).collect()
}

/// Finds requests whose answer nothing checks.
pub(super) fn untested(subject: &Subject<'_>) -> Vec<Finding> {
    let untested = subject.items().filter(|(node, _)| !node.tested);
    let finding = |(node, _): (&NodeAt<'_>, _)| {
        let message = "no test checks the answer: any status passes; add pm.test(…)".to_owned();
        subject.finding(node, "", (Severity::Warning, "no-test"), message)
    };
    untested.map(finding).collect()
}
