//! Rules about scripts: syntax, targets of `setNextRequest`; and what scripts define.

use std::collections::HashSet;
use std::io;

use super::finding::{Finding, Severity};
use super::subject::{NodeAt, Subject};
use crate::collection::{Listen, walk};
use crate::script::check;

/// Variables that scripts set.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) names: HashSet<String>,
    /// Some script sets a name that only a run can tell.
    pub(super) computed: bool,
}

/// Calls that set a variable by name.
const SETTERS: [&str; 5] =
    [".set(", "setEnvironmentVariable(", "setGlobalVariable(", "environment[", "globals["];

/// The scripts that run, with the index of their event.
fn running<'n>(node: &'n NodeAt<'_>) -> impl Iterator<Item = (usize, String)> + 'n {
    let events = node.events.iter().enumerate();
    let runs = events.filter(|(_, event)| {
        !event.disabled && !matches!(event.listen, Listen::Other(_)) && !event.script.is_blank()
    });
    runs.map(|(index, event)| (index, event.script.source()))
}

/// Collects the names of variables that any script sets.
pub(super) fn written(subjects: &[Subject<'_>]) -> Written {
    let mut written = Written::default();
    for node in subjects.iter().flat_map(|subject| &subject.nodes) {
        for (_, source) in running(node) {
            for setter in SETTERS {
                for argument in arguments(&source, setter) {
                    match argument.text {
                        Some(name) => {
                            written.names.insert(name);
                        }
                        // A computed index is often only read.
                        None => written.computed |= setter.ends_with('('),
                    }
                }
            }
        }
    }
    written
}

/// Finds scripts that do not compile.
///
/// # Errors
/// Fails when the system gives no thread for the parser.
pub(super) fn syntax(subject: &Subject<'_>) -> io::Result<Vec<Finding>> {
    let scripts: Vec<(&NodeAt<'_>, usize, String)> = subject
        .nodes
        .iter()
        .flat_map(|node| running(node).map(move |(index, source)| (node, index, source)))
        .collect();
    let sources: Vec<String> = scripts.iter().map(|(_, _, source)| source.clone()).collect();
    let faults = check::syntax(&sources)?;
    let found = scripts.iter().zip(faults).filter_map(|(script, fault)| Some((script, fault?)));
    let finding = |((node, index, _), fault): (
        &(&NodeAt<'_>, usize, String),
        crate::script::protocol::ScriptError,
    )| {
        let line = fault.line.unwrap_or(1);
        let inner = format!("/event/{index}/script/exec/{}", line.saturating_sub(1));
        let message = format!("{}: {} (line {line} of the script)", fault.name, fault.message);
        subject.finding(node, &inner, (Severity::Error, "script-syntax"), message)
    };
    Ok(found.map(finding).collect())
}

/// Finds `setNextRequest` with names that no request has, or that several have.
pub(super) fn targets(subject: &Subject<'_>) -> Vec<Finding> {
    let entries = walk(&subject.loaded.collection);
    let mut findings = Vec::new();
    for node in &subject.nodes {
        for (index, source) in running(node) {
            for target in arguments(&source, "setNextRequest(") {
                let Some(name) = target.text else { continue };
                let by_name = entries.iter().filter(|entry| entry.item.name == name).count();
                let known = by_name > 0 || entries.iter().any(|entry| entry.id == name);
                let inner = format!("/event/{index}/script/exec/{}", target.line - 1);
                if !known {
                    let message = format!(
                        "setNextRequest(\"{name}\") names no request of the collection: the iteration would end here"
                    );
                    findings.push(subject.finding(
                        node,
                        &inner,
                        (Severity::Error, "unknown-next-request"),
                        message,
                    ));
                } else if by_name > 1 {
                    let message = format!(
                        "setNextRequest(\"{name}\"): {by_name} requests have this name; the last one is meant"
                    );
                    findings.push(subject.finding(
                        node,
                        &inner,
                        (Severity::Warning, "ambiguous-next-request"),
                        message,
                    ));
                }
            }
        }
    }
    findings
}

/// The first argument of a call.
#[derive(Debug, PartialEq, Eq)]
struct Argument {
    /// The text of a string literal; `None` for anything that only a run can tell.
    text: Option<String>,
    /// The 1-based line of the call.
    line: usize,
}

/// Finds the first arguments of all calls in code (not behind `//`); `null` is no argument.
fn arguments(source: &str, call: &str) -> Vec<Argument> {
    let mut found = Vec::new();
    for (index, line) in source.lines().enumerate() {
        for (at, _) in line.match_indices(call) {
            let before = &line[..at];
            if before.trim_start().starts_with("//") || before.contains(" //") {
                continue;
            }
            let rest = line[at + call.len()..].trim_start();
            if rest.starts_with("null") || rest.starts_with(')') {
                continue;
            }
            found.push(Argument { text: literal(rest), line: index + 1 });
        }
    }
    found
}

/// Reads a string literal without escapes and placeholders that ends the argument.
fn literal(text: &str) -> Option<String> {
    let quote = text.chars().next().filter(|quote| "'\"`".contains(*quote))?;
    let (inner, rest) = text[1..].split_once(quote)?;
    let ends = rest.trim_start().starts_with([',', ')', ']']);
    (ends && !inner.contains('\\') && !inner.contains("${")).then(|| inner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_arguments_of_calls() {
        let source = "pm.environment.set('a', 1);\n// x.set('b', 1)\nx.set(`c${d}`, 1); y.set( \"e\" , 2);\nz.set('f' + g, 1);";
        let found: Vec<_> =
            arguments(source, ".set(").into_iter().map(|found| (found.text, found.line)).collect();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(found, [(text("a"), 1), (None, 3), (text("e"), 3), (None, 4)]);
        assert_eq!(arguments("postman.setNextRequest(null)", "setNextRequest("), []);
    }
}
