//! What a worker knows already, so that it is not told twice.

use std::collections::HashMap;

use crate::script::protocol::{Mutation, ScopeUpdate, ScriptRun, Target, VariableData};
use crate::vars::{Scope, ScopeName, Scopes};

use super::ScriptJob;
use super::held::Held;

/// What one worker knows. Dies with it.
#[derive(Debug, Default)]
pub(super) struct Knowledge {
    sources: HashMap<String, u64>,
    /// `None` before the first script: even empty scopes are told once, with their names.
    scopes: Option<Scopes>,
    response: Option<String>,
}

impl Knowledge {
    /// Makes the message for a script, leaving out what the worker has and what is `held` for it.
    pub(super) fn message(&mut self, job: &ScriptJob<'_>, held: &mut Held) -> ScriptRun {
        let response = job.response.as_deref().map(|response| {
            let known = self.response.replace(response.id.clone());
            held.told(response, known.is_some_and(|id| id == response.id))
        });
        let next = self.sources.len() as u64;
        let known = self.sources.get(job.source).copied();
        let source_id = known.unwrap_or_else(|| {
            self.sources.insert(job.source.to_owned(), next);
            next
        });
        ScriptRun {
            source_id,
            source: known.is_none().then(|| job.source.to_owned()),
            name: name(job.target).to_owned(),
            target: job.target,
            info: job.info.clone(),
            location: job.location.clone(),
            current: job.current.clone(),
            scopes: self.updates(job.scopes),
            request: job.request.to_owned(),
            response,
            cookies: job.cookies.clone(),
            timeout_ms: job
                .timeout
                .map_or(0, |limit| u64::try_from(limit.as_millis()).unwrap_or(u64::MAX).max(1)),
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

/// Applies a script's changes in order.
pub(super) fn apply(scopes: &mut Scopes, mutations: &[Mutation]) {
    for mutation in mutations {
        let scope = scopes.scope_mut(mutation.scope);
        match &mutation.value {
            Some(value) => scope.set(&mutation.key, value.clone()),
            None => scope.unset(&mutation.key),
        }
    }
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
