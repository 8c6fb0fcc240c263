//! What a worker knows already, so that it is not told twice.

use std::time::Duration;

use crate::maps::FastMap;
use crate::script::protocol::{Mutation, ScopeUpdate, ScriptRun, Target, VariableData};
use crate::vars::{Scope, ScopeName, Scopes};

use super::held::Held;
use super::job::{Definition, ScriptJob};

/// What one worker knows. Dies with it.
#[derive(Debug)]
pub(super) struct Knowledge {
    /// Ids of source texts, by phase: the engine shows it where it names a place.
    sources: [FastMap<String, u64>; 2],
    /// How many of them were judged; `None` when one is not harmless.
    harmless: Option<usize>,
    /// `None` before the first script: even empty scopes are told once, with their names.
    scopes: Option<Scopes>,
    response: Option<String>,
}

impl Default for Knowledge {
    fn default() -> Self {
        Self { sources: Default::default(), harmless: Some(0), scopes: None, response: None }
    }
}

impl Knowledge {
    /// Makes the message for a script, leaving out what the worker has and what is `held` for it.
    pub(super) fn message(&mut self, job: &ScriptJob<'_>, held: &mut Held) -> ScriptRun {
        let response = job.response.as_deref().map(|response| {
            let known = self.response.replace(response.id.clone());
            held.told(response, known.is_some_and(|id| id == response.id))
        });
        let next = self.source_count() as u64;
        let known = self.source_id(job);
        let source_id = known.unwrap_or_else(|| {
            self.sources[job.target as usize].insert(job.source.to_owned(), next);
            next
        });
        ScriptRun {
            source: known.is_none().then(|| job.source.to_owned()),
            scopes: self.updates(job.scopes),
            response,
            ..outline(job, source_id)
        }
    }

    /// Makes the message for a script that is sent along with the one before it; `None` when the
    /// worker would have to be told more than what it is to run, or need not run it.
    pub(super) fn ahead(&self, job: &ScriptJob<'_>) -> Option<ScriptRun> {
        if self.is_harmless(job) {
            return None;
        }
        let scopes = self.scopes.as_ref().filter(|known| *known == job.scopes);
        let source_id = scopes.and(self.source_id(job))?;
        Some(ScriptRun { ahead: true, ..outline(job, source_id) })
    }

    fn source_id(&self, job: &ScriptJob<'_>) -> Option<u64> {
        self.sources[job.target as usize].get(job.source).copied()
    }

    fn source_count(&self) -> usize {
        self.sources.iter().map(FastMap::len).sum()
    }

    /// Whether the worker has run a script before.
    pub(super) fn has_run(&self, job: &ScriptJob<'_>) -> bool {
        self.source_id(job).is_some()
    }

    /// Whether a script may be run without this worker: it and all that the worker ran are harmless, so
    /// that there is nothing that only the worker knows of.
    pub(super) fn is_harmless(&self, job: &ScriptJob<'_>) -> bool {
        self.has_run(job) && self.harmless == Some(self.source_count())
    }

    /// Whether all scripts may be harmless still, and some were not judged.
    pub(super) fn is_undecided(&self) -> bool {
        self.harmless.is_some_and(|judged| judged < self.source_count())
    }

    /// Notes that a script was not as harmless as it seemed.
    pub(super) fn is_not_harmless(&mut self) {
        self.harmless = None;
    }

    /// Takes over which scripts the worker thinks are harmless.
    pub(super) fn learn(&mut self, judged: &[(u64, bool)]) {
        for (_, harmless) in judged {
            self.harmless = self.harmless.filter(|_| *harmless).map(|count| count + 1);
        }
    }

    /// Keeps in step with changes that the worker made itself.
    pub(super) fn apply(&mut self, mutations: &[Mutation]) {
        if let Some(scopes) = &mut self.scopes {
            apply(scopes, mutations);
        }
    }

    fn updates(&mut self, scopes: &Scopes) -> Vec<ScopeUpdate> {
        let first = self.scopes.is_none();
        let known = self.scopes.get_or_insert_with(Scopes::default);
        let mut updates = Vec::new();
        for name in ScopeName::ORDER {
            let scope = scopes.scope(name);
            if first || known.scope(name) != scope {
                known.scope_mut(name).clone_from(scope);
                updates.push(update(name, scope));
            }
        }
        updates
    }
}

/// What is told of every script.
fn outline(job: &ScriptJob<'_>, source_id: u64) -> ScriptRun {
    let milliseconds = |limit: Duration| u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
    ScriptRun {
        source_id,
        source: None,
        name: name(job.target).to_owned(),
        target: job.target,
        info: job.info.clone(),
        location: job.location.clone(),
        current: job.current.clone(),
        scopes: Vec::new(),
        request: match job.request {
            Definition::Text(text) => Some(text.to_owned()),
            Definition::Made(_) => None,
        },
        response: None,
        cookies: job.cookies.clone(),
        ahead: false,
        judge: false,
        timeout_ms: job.timeout.map_or(0, |limit| milliseconds(limit).max(1)),
    }
}

/// Applies a script's changes in order.
pub fn apply(scopes: &mut Scopes, mutations: &[Mutation]) {
    mutations.iter().for_each(|mutation| mutation.apply(scopes));
}

fn update(name: ScopeName, scope: &Scope) -> ScopeUpdate {
    let values = scope
        .iter_all()
        .map(|variable| VariableData {
            key: variable.key.clone(),
            value: variable.value.clone(),
            kind: variable.kind.clone(),
            disabled: variable.disabled,
        })
        .collect();
    ScopeUpdate { scope: name, name: scope.name.clone(), id: scope.id.clone(), values }
}

/// The name in stack traces.
fn name(target: Target) -> &'static str {
    match target {
        Target::PreRequest => "pre-request",
        Target::Test => "test",
    }
}
