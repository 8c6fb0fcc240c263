//! `postbud lint`: finds what would go wrong in a run, without sending anything.
//!
//! | file | what it is |
//! |---|---|
//! | `subject` | a collection as the rules see it: nodes with their places |
//! | `finding` | what a rule finds, and how it is written |
//! | `requests` | rules about requests: variables, files, tests, names |
//! | `scripts` | rules about scripts: syntax, targets of setNextRequest |
//! | `secrets` | credentials in clear |

mod finding;
mod requests;
mod scripts;
mod secrets;
mod subject;

use finding::Severity;
use subject::Subject;

use super::args::{LintArgs, LintFormat};
use super::exit::{Exit, Fatal};
use super::remote::Remote;
use super::{source, waiting};
use crate::vars::{Scope, Scopes};

/// Lints collections and prints the findings; the exit code is 1 when one is an error.
///
/// # Errors
/// Fails when a file cannot be loaded.
#[expect(clippy::print_stdout, reason = "the findings are the output")]
pub(super) fn lint(arguments: &LintArgs) -> Result<Exit, Fatal> {
    let _waiting = waiting::on("checking");
    let remote = Remote {
        working_dir: &arguments.working_dir,
        ..Remote::new(&arguments.input, &arguments.network)
    };
    let environment = source::environments(&arguments.environment, remote)?;
    let globals = source::environments(&arguments.globals, remote)?;
    let mut findings = secrets::environment(&environment, &arguments.environment);
    let scopes =
        Scopes { environment: environment.into(), globals: globals.into(), ..Scopes::default() };
    let loaded = source::collections(&arguments.collections, remote)?;
    let subjects: Vec<Subject<'_>> = loaded.iter().map(Subject::new).collect();
    // Several collections share environment and globals, so what one sets the others find.
    let written = scripts::written(&subjects);
    for subject in &subjects {
        let variables = subject.loaded.collection.variables.iter().cloned();
        let scopes = Scopes {
            collection: Scope::new(variables),
            folder: subject.folder_variables(),
            ..scopes.clone()
        };
        findings.extend(subject.notes());
        findings.extend(scripts::syntax(subject).map_err(Fatal::not_loaded)?);
        findings.extend(scripts::targets(subject));
        let known = requests::Known {
            scopes,
            written: &written,
            with_environment: !arguments.environment.is_empty(),
        };
        findings.extend(requests::variables(subject, known));
        findings.extend(requests::uploads(subject, &arguments.working_dir));
        findings.extend(requests::names(subject));
        findings.extend(requests::ids(subject));
        findings.extend(requests::untested(subject));
        findings.extend(secrets::collection(subject));
    }
    match arguments.format {
        LintFormat::Text => println!("{}", finding::text(&findings)),
        LintFormat::Json => println!("{}", finding::json(&findings)),
    }
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if failed { Exit::TestFailed } else { Exit::Passed })
}
