//! From findings to verdicts.

use indexmap::IndexMap;

use super::examine::{Examiner, Finding, Subject};
use super::flaw::Flaw;
use super::verdict::{Status, SystemReport, Unfilled, Verdict};
use crate::collection::Environment;
use crate::http::Transport;

impl<T: Transport> Examiner<'_, T> {
    /// Writes the report.
    pub(super) fn report(self, subject: Subject<'_>) -> SystemReport {
        SystemReport {
            system: self.system.name.clone(),
            title: self.system.title.clone(),
            environment: subject.name.to_owned(),
            host: self.host.clone(),
            verdicts: self.verdicts(),
            unfilled: self.unfilled(subject.environment),
            notes: self.notes,
            requests: self.requests,
            duration_ms: 0,
        }
    }

    /// One verdict a variable: names that share a variable share its worst finding.
    fn verdicts(&self) -> Vec<Verdict> {
        let mut verdicts: IndexMap<String, Verdict> = IndexMap::new();
        for (name, input) in self.inputs.iter() {
            let found = self.finding(name);
            if !input.credential && found.status != Status::Wrong {
                continue;
            }
            let advice = match found.advice.is_empty() && found.status == Status::Wrong {
                true => input.find.clone(),
                false => found.advice,
            };
            let evidence = found.evidence;
            let verdict = Verdict {
                variable: input.variable.clone(),
                status: found.status,
                evidence,
                advice,
            };
            match verdicts.get_mut(&verdict.variable) {
                Some(known) if known.status.weight() >= verdict.status.weight() => {}
                Some(known) => *known = verdict,
                None => {
                    verdicts.insert(verdict.variable.clone(), verdict);
                }
            }
        }
        verdicts.into_values().collect()
    }

    /// What is known about a value in the end, slips of copying included.
    fn finding(&self, name: &str) -> Finding {
        let untested = || Finding {
            status: Status::NotTested,
            evidence: "no probe at this level tests it".to_owned(),
            advice: String::new(),
        };
        let found = self.findings.get(name).cloned().unwrap_or_else(untested);
        if let Some(finding) = self.misplaced(name, &found) {
            return finding;
        }
        let Some(flaw) = self.inputs.get(name).and_then(|input| input.flaw.as_ref()) else {
            return found;
        };
        if flaw.is_unfilled() {
            let advice = match flaw {
                Flaw::Unfilled(_) => String::new(),
                _ => "define that variable, or write the value itself".to_owned(),
            };
            return Finding { status: Status::Wrong, evidence: flaw.to_string(), advice };
        }
        let (rest, advice) = match found.status {
            Status::Valid => ("; without it the value is accepted".to_owned(), String::new()),
            Status::Wrong => (format!("; without it: {}", found.evidence), found.advice),
            Status::Inconclusive | Status::NotTested => (String::new(), String::new()),
        };
        let advice = if advice.is_empty() { "take it out of the value".to_owned() } else { advice };
        Finding { status: Status::Wrong, evidence: format!("{flaw}{rest}"), advice }
    }

    /// What nobody has filled in: needed values first, then the collection's other placeholders.
    fn unfilled(&self, environment: &Environment) -> Vec<Unfilled> {
        let mut unfilled: Vec<Unfilled> = Vec::new();
        for (variable, find, _) in self.inputs.unfilled() {
            if !unfilled.iter().any(|known| known.variable == variable) {
                let (variable, find) = (variable.to_owned(), find.to_owned());
                unfilled.push(Unfilled { variable, find, needed: true });
            }
        }
        let others = environment
            .variables
            .iter()
            .filter(|variable| !variable.disabled && !self.system.run_time.contains(&variable.key));
        for variable in others {
            let Some(Flaw::Unfilled(hint)) = Flaw::of(&variable.value) else { continue };
            if !unfilled.iter().any(|known| known.variable == variable.key) {
                let also =
                    self.system.also.iter().find(|each| each.variables.contains(&variable.key));
                let find = also.filter(|_| hint.is_empty()).map_or(hint, |also| also.find.clone());
                let variable = variable.key.clone();
                unfilled.push(Unfilled { variable, find, needed: false });
            }
        }
        unfilled
    }
}
