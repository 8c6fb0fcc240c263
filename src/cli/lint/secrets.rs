//! Credentials in clear.

use super::finding::{Finding, Severity};
use super::subject::Subject;
use crate::collection::{Environment, Variable};
use crate::redact::{is_secret_header, is_secret_name};

/// Shorter values are placeholders.
const SHORTEST: usize = 6;

/// Parameters of authorization blocks that are credentials.
const PARAMS: [&str; 12] = [
    "password",
    "token",
    "value",
    "accessToken",
    "clientSecret",
    "secretKey",
    "sessionToken",
    "secret",
    "authKey",
    "consumerSecret",
    "tokenSecret",
    "privateKey",
];

const RULE: (Severity, &str) = (Severity::Warning, "secret-in-clear");

/// Finds variables of environments that are secret by name and not by type.
pub(super) fn environment(environment: &Environment, files: &[String]) -> Vec<Finding> {
    let file = files.join(", ");
    let open = environment.variables.iter().filter(|variable| is_open_secret(variable));
    let finding = |variable: &Variable| Finding {
        severity: RULE.0,
        rule: RULE.1,
        file: file.clone(),
        line: None,
        path: String::new(),
        item: None,
        message: format!(
            "`{}` holds a secret in clear; keep it out of the file (--env-var, a CI secret), or at least type it `secret`",
            variable.key
        ),
    };
    open.map(finding).collect()
}

/// Finds variables, headers and authorization parameters that hold credentials.
pub(super) fn collection(subject: &Subject<'_>) -> Vec<Finding> {
    let collection = &subject.loaded.collection;
    let mut findings = Vec::new();
    let root = &subject.nodes[0];
    for (index, variable) in
        collection.variables.iter().enumerate().filter(|(_, v)| is_open_secret(v))
    {
        let message = format!(
            "the collection variable `{}` holds a secret in clear; move it to an environment, typed `secret`",
            variable.key
        );
        findings.push(subject.finding(root, &format!("/variable/{index}"), RULE, message));
    }
    for node in &subject.nodes {
        let params = node.auth.iter().flat_map(|auth| &auth.params);
        for param in
            params.filter(|param| PARAMS.contains(&param.key.as_str()) && is_literal(param))
        {
            let inner = if node.item.is_some() { "/request/auth" } else { "/auth" };
            let message =
                format!("the authorization's `{}` stands in clear; use a variable", param.key);
            findings.push(subject.finding(node, inner, RULE, message));
        }
        let headers = node.item.iter().flat_map(|item| item.request.headers.iter().enumerate());
        for (index, header) in headers.filter(|(_, header)| !header.disabled) {
            if is_secret_header(&header.key) && is_literal_text(&header.value) {
                let message = format!(
                    "the header `{}` holds a credential in clear; use a variable",
                    header.key
                );
                findings.push(subject.finding(
                    node,
                    &format!("/request/header/{index}"),
                    RULE,
                    message,
                ));
            }
        }
    }
    findings
}

fn is_open_secret(variable: &Variable) -> bool {
    !variable.is_secret() && is_secret_name(&variable.key) && is_literal(variable)
}

fn is_literal(variable: &Variable) -> bool {
    variable.value.as_str().is_some_and(is_literal_text)
}

fn is_literal_text(text: &str) -> bool {
    text.len() >= SHORTEST && !text.contains("{{") && !text.starts_with('<')
}
