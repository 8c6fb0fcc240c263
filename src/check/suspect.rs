//! Second looks at a refused value: is it another one's, or the other environment's?

use super::examine::{Examiner, Finding, Outcome, host};
use super::request;
use super::system::{Diagnosis, Probe};
use super::verdict::Status;
use crate::http::Transport;

impl<'a, T: Transport> Examiner<'a, T> {
    /// Looks again at a refusal, and returns the outcome that later probes can build on.
    pub(super) async fn suspect(&mut self, probe: &'a Probe, outcome: Outcome<'a>) -> Outcome<'a> {
        let mut outcome = outcome;
        // Every round finds one value's place; there are no more rounds than values.
        for _ in 0..self.system.credential.len() {
            let Outcome::Refused(diagnosis, _) = &outcome else { break };
            let diagnosis: &'a Diagnosis = diagnosis;
            if let Some(name) = &diagnosis.alternative
                && let Some(alternative) = self.system.probe(name)
                && let Outcome::Passed(answer) = self.send(alternative, None).await
            {
                self.notes.extend(alternative.note.clone());
                return Outcome::Passed(answer);
            }
            let culprits = self.culprits(diagnosis);
            let [culprit] = culprits.as_slice() else { break };
            match self.borrow(probe, culprit, &outcome).await {
                Some(next) => outcome = next,
                None => {
                    if diagnosis.elsewhere && self.options.other_hosts {
                        self.look_elsewhere(probe, culprit, &outcome).await;
                    }
                    break;
                }
            }
        }
        outcome
    }

    /// Tries the other values of the same form in a refused one's place. The first that is taken
    /// stays there for the rest of the check.
    async fn borrow(
        &mut self,
        probe: &'a Probe,
        culprit: &str,
        refusal: &Outcome<'a>,
    ) -> Option<Outcome<'a>> {
        let own = self.inputs.filled(culprit)?.to_owned();
        for (name, text) in self.candidates(culprit, &own) {
            self.inputs.replace(culprit, text);
            let outcome = self.send(probe, None).await;
            if proves(probe, &outcome, culprit) {
                self.borrowed.insert(culprit.to_owned(), name);
                let evidence = self.refusal(probe, refusal);
                self.note(culprit, Status::Valid, evidence, String::new());
                return Some(outcome);
            }
        }
        self.inputs.replace(culprit, own);
        None
    }

    /// Other credentials' values that have the form of this one's.
    fn candidates(&self, culprit: &str, own: &str) -> Vec<(String, String)> {
        let shape = self.system.credential.iter().find(|each| each.name == culprit);
        let Some(shape) = shape.and_then(|each| each.shape.as_ref()) else { return Vec::new() };
        let mut candidates: Vec<(String, String)> = Vec::new();
        for other in self.system.credential.iter().filter(|other| other.name != culprit) {
            let Some(text) = self.originals.filled(&other.name) else { continue };
            let tried = candidates.iter().any(|(_, known)| known == text);
            if text != own && shape.fits(text) && !tried {
                candidates.push((other.name.clone(), text.to_owned()));
            }
        }
        candidates
    }

    /// Sends the probe to the API's other environment, and says so where the value is taken there.
    async fn look_elsewhere(&mut self, probe: &'a Probe, culprit: &str, refusal: &Outcome<'a>) {
        let here = host(&request::url(probe, &|name| self.value(name))).unwrap_or_default();
        let system = self.system;
        let Some(other) = system.other_hosts.get(&here) else { return };
        let outcome = self.send(probe, Some(&other.host)).await;
        if !proves(probe, &outcome, culprit) {
            return;
        }
        let foreign = match &outcome {
            Outcome::Passed(_) => probe.proves.clone(),
            Outcome::Refused(diagnosis, _) => diagnosis.proves.clone(),
            Outcome::Trouble(_) | Outcome::Unclear(_) => Vec::new(),
        };
        let refused = self.refusal(probe, refusal);
        let evidence = format!("{refused}; {} accepts it", other.host);
        let advice = format!(
            "this is a {} value and the check went to {here}: use that environment's value, or \
             point the URLs at {}",
            other.title, other.host
        );
        for name in foreign {
            if self.inputs.get(&name).is_some_and(|input| input.credential) {
                self.note(&name, Status::Wrong, evidence.clone(), advice.clone());
            }
        }
    }

    fn refusal(&self, probe: &Probe, outcome: &Outcome<'a>) -> String {
        match outcome {
            Outcome::Refused(_, answer) | Outcome::Passed(answer) | Outcome::Unclear(answer) => {
                self.evidence(probe, answer)
            }
            Outcome::Trouble(evidence) => evidence.clone(),
        }
    }

    /// The finding for a value that stands, or is needed, in another one's place.
    pub(super) fn misplaced(&self, name: &str, found: &Finding) -> Option<Finding> {
        let variable = |name: &str| {
            self.inputs.get(name).map_or(name.to_owned(), |input| input.variable.clone())
        };
        let wrong = |evidence: String, advice: String| {
            Some(Finding { status: Status::Wrong, evidence, advice })
        };
        let pair = self.swapped.iter().find(|(one, other)| one == name || other == name);
        if let Some((one, other)) = pair {
            let other = variable(if one == name { other } else { one });
            let accepted = if found.status == Status::Valid {
                "; in its own place the other value is accepted"
            } else {
                ""
            };
            return wrong(
                format!("swapped: it holds the value of `{other}`{accepted}"),
                format!("exchange the values of `{}` and `{other}`", variable(name)),
            );
        }
        let lender = self.borrowed.get(name)?;
        let other = variable(lender);
        if self.borrowed.get(lender).is_some_and(|back| back == name) {
            return wrong(
                format!("swapped: it holds the value of `{other}` ({})", found.evidence),
                format!("exchange the values of `{}` and `{other}`", variable(name)),
            );
        }
        wrong(
            found.evidence.clone(),
            format!("the value of `{other}` is accepted in its place: copy that one"),
        )
    }
}

/// Tells whether an outcome proves a value right.
fn proves(probe: &Probe, outcome: &Outcome<'_>, name: &str) -> bool {
    let proved = match outcome {
        Outcome::Passed(_) => &probe.proves,
        Outcome::Refused(diagnosis, _) => &diagnosis.proves,
        Outcome::Trouble(_) | Outcome::Unclear(_) => return false,
    };
    proved.iter().any(|proved| proved == name)
}
