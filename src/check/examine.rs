//! The check of one environment against one API.

use std::time::{Duration, Instant};

use super::answer::Answer;
use super::inputs::Inputs;
use super::request;
use super::system::{Diagnosis, Probe, System};
use super::verdict::{Status, SystemReport};
use crate::collection::Environment;
use crate::http::{Failure, FailureKind, SendOptions, Transport};
use crate::redact::{Secrets, is_secret_name};
use crate::vars::{Dynamic, Resolver, Scopes};
use indexmap::IndexMap;

/// How a check is carried out.
#[derive(Debug, Clone)]
pub struct Options {
    /// 1 changes nothing; 2 also creates and cancels.
    pub level: u8,
    /// Longest time for a request.
    pub timeout: Duration,
    /// Verify TLS certificates.
    pub strict_tls: bool,
    /// Try refused values at the hosts of the API's other environment.
    pub other_hosts: bool,
}

/// What is checked.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The API.
    pub system: &'a System,
    /// The environment.
    pub environment: &'a Environment,
    /// What the user calls it.
    pub name: &'a str,
}

/// Finds a production host that a check at this level would change something at.
#[must_use]
pub fn production_host(system: &System, environment: &Environment, level: u8) -> Option<String> {
    let inputs = Inputs::new(system, environment);
    let values = |name: &str| inputs.filled(name).map(str::to_owned);
    let changing = system.probe.iter().filter(|probe| probe.level > 1 && probe.level <= level);
    let hosts = changing.filter_map(|probe| host(&request::url(probe, &values)));
    hosts.into_iter().find(|host| is_production(system, host))
}

/// Sends an API's probes and judges the answers. Never fails: whatever goes wrong is part of the
/// report.
pub async fn examine<T: Transport>(
    subject: Subject<'_>,
    transport: &T,
    options: &Options,
) -> SystemReport {
    let started = Instant::now();
    let mut examiner = Examiner::new(subject, transport, options);
    examiner.examine().await;
    let mut report = examiner.report(subject);
    report.duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    report
}

/// What came of a probe.
pub(super) enum Outcome<'a> {
    Passed(Answer),
    Refused(&'a Diagnosis, Answer),
    /// The API's or the network's trouble; holds the evidence.
    Trouble(String),
    /// An answer that nobody has described.
    Unclear(Answer),
}

/// What is known about a value so far.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) status: Status,
    pub(super) evidence: String,
    pub(super) advice: String,
}

/// The check under way.
pub(super) struct Examiner<'a, T> {
    pub(super) system: &'a System,
    transport: &'a T,
    pub(super) options: &'a Options,
    secrets: Secrets,
    /// Values as they are sent.
    pub(super) inputs: Inputs,
    /// Values as the environment has them.
    pub(super) originals: Inputs,
    /// Values that were made or kept.
    values: IndexMap<String, String>,
    pub(super) findings: IndexMap<String, Finding>,
    /// Pairs of values that stand in each other's place.
    pub(super) swapped: Vec<(String, String)>,
    /// Values that are refused where another one is taken, by name.
    pub(super) borrowed: IndexMap<String, String>,
    pub(super) notes: Vec<String>,
    pub(super) host: String,
    pub(super) requests: u32,
}

impl<'a, T: Transport> Examiner<'a, T> {
    fn new(subject: Subject<'a>, transport: &'a T, options: &'a Options) -> Self {
        let system = subject.system;
        let mut inputs = Inputs::new(system, subject.environment);
        let originals = inputs.clone();
        let swapped = inputs.exchange_swapped(system);
        let secrets = Secrets::new();
        for (_, input) in inputs.iter().filter(|(_, input)| is_secret_name(&input.variable)) {
            secrets.learn(input.text.expose());
        }
        let typed = subject.environment.variables.iter().filter(|variable| variable.is_secret());
        typed.filter_map(|variable| variable.value.as_str()).for_each(|text| secrets.learn(text));
        Self {
            system,
            transport,
            options,
            secrets,
            inputs,
            originals,
            values: make(system),
            findings: IndexMap::new(),
            swapped,
            borrowed: IndexMap::new(),
            notes: Vec::new(),
            host: String::new(),
            requests: 0,
        }
    }

    async fn examine(&mut self) {
        let most = self.system.probe.iter().map(|probe| probe.level).max().unwrap_or(1);
        if self.options.level > most {
            let level = self.options.level;
            self.notes
                .push(format!("there is nothing to create here: level {level} is level {most}"));
        }
        for probe in &self.system.probe {
            let wanted =
                probe.level <= self.options.level && !self.system.is_alternative(&probe.name);
            if !wanted || (self.is_for_test(probe) && self.at_production(probe)) {
                continue;
            }
            match self.obstacle(probe) {
                Some(reason) => self.leave_untested(probe, &reason),
                None => {
                    let outcome = self.attempt(probe).await;
                    let outcome = self.suspect(probe, outcome).await;
                    self.conclude(probe, outcome);
                }
            }
        }
    }

    fn is_for_test(&self, probe: &Probe) -> bool {
        probe.test_only || probe.level > 1
    }

    fn at_production(&self, probe: &Probe) -> bool {
        let host = host(&request::url(probe, &|name| self.value(name)));
        host.is_some_and(|host| is_production(self.system, &host))
    }

    /// The value that a template gets: of an input, or one that was made or kept.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let own = self.inputs.filled(name).map(str::to_owned);
        own.or_else(|| self.values.get(name).cloned()).or_else(|| Dynamic::new(None).generate(name))
    }

    /// Says why a probe cannot be sent.
    fn obstacle(&self, probe: &Probe) -> Option<String> {
        let sent = self.sent_by(probe);
        let unfilled = sent.iter().filter(|name| self.inputs.filled(name).is_none());
        let unfilled: Vec<String> = unfilled.map(|name| self.quoted(name)).collect();
        if !unfilled.is_empty() {
            return Some(format!("not sent: {} not filled in", unfilled.join(", ")));
        }
        let status = |name: &String| self.findings.get(name).map(|found| found.status);
        if let Some(wrong) = sent.iter().find(|name| status(name) == Some(Status::Wrong)) {
            return Some(format!("not sent: it needs a right {}", self.quoted(wrong)));
        }
        let lost = probe.references().into_iter().find(|name| self.value(name).is_none())?;
        let from = self.system.probe.iter().find(|each| each.keep.contains_key(lost));
        let from = from.map_or(lost, |probe| probe.name.as_str());
        Some(format!("not sent: it needs what `{from}` answers"))
    }

    fn quoted(&self, name: &str) -> String {
        format!("`{}`", self.inputs.get(name).map_or(name, |input| input.variable.as_str()))
    }

    /// The names of credentials and settings that a probe sends.
    fn sent_by(&self, probe: &Probe) -> Vec<String> {
        let references = probe.references();
        let sent = self.inputs.iter().filter(|(name, _)| references.contains(name));
        sent.map(|(name, _)| name.to_owned()).collect()
    }

    fn leave_untested(&mut self, probe: &Probe, reason: &str) {
        for name in self.sent_by(probe).into_iter().chain(probe.proves.clone()) {
            self.note(&name, Status::NotTested, format!("{}: {reason}", probe.name), String::new());
        }
    }

    /// Sends a probe, again if it may be sent again and its answer is not good yet.
    async fn attempt(&mut self, probe: &'a Probe) -> Outcome<'a> {
        let mut outcome = self.send(probe, None).await;
        for _ in 1..probe.attempts {
            if matches!(outcome, Outcome::Passed(_)) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(probe.pause)).await;
            outcome = self.send(probe, None).await;
        }
        outcome
    }

    /// Sends a probe once, to another host if one is given.
    pub(super) async fn send(&mut self, probe: &'a Probe, host: Option<&str>) -> Outcome<'a> {
        let built = request::build(probe, &|name| self.value(name));
        let mut request = match built {
            Ok(request) => request,
            Err(failure) => return self.failed(probe, &failure),
        };
        if let Some(host) = host {
            move_to(&mut request, host);
        } else if self.host.is_empty() {
            self.host = self::host(&request.url).unwrap_or_default();
        }
        request.options = SendOptions {
            follow_redirects: false,
            disable_cookies: true,
            strict_tls: self.options.strict_tls,
            timeout: Some(self.options.timeout),
            ..SendOptions::default()
        };
        self.requests += 1;
        match self.transport.send(request).await {
            Err(failure) => self.failed(probe, &failure),
            Ok(exchange) => {
                self.secrets.learn_content(&exchange.response.body);
                self.judge(probe, Answer::new(&exchange.response))
            }
        }
    }

    fn failed(&self, probe: &Probe, failure: &Failure) -> Outcome<'a> {
        let hint = match failure.kind {
            FailureKind::Timeout => " (a longer time: --timeout-request)",
            _ => "",
        };
        Outcome::Trouble(
            self.secrets.mask(&format!("{}: {failure}{hint}", probe.name)).into_owned(),
        )
    }

    fn judge(&self, probe: &'a Probe, answer: Answer) -> Outcome<'a> {
        if probe.expect.holds(&answer) {
            return Outcome::Passed(answer);
        }
        if answer.is_trouble() {
            return Outcome::Trouble(self.evidence(probe, &answer));
        }
        let mut known = probe.diagnosis.iter().chain(&self.system.diagnosis);
        match known.find(|diagnosis| diagnosis.when.holds(&answer)) {
            Some(diagnosis) => Outcome::Refused(diagnosis, answer),
            None => Outcome::Unclear(answer),
        }
    }

    /// Writes down what an outcome says about the values that were sent.
    fn conclude(&mut self, probe: &'a Probe, outcome: Outcome<'a>) {
        match outcome {
            Outcome::Passed(answer) => {
                let evidence = format!("{}: {}", probe.name, answer.status);
                self.note_all(&probe.proves, Status::Valid, &evidence, "");
                self.keep(probe, &answer);
                self.notes.extend(probe.note.clone());
            }
            Outcome::Refused(diagnosis, answer) => {
                let evidence = self.evidence(probe, &answer);
                self.note_all(&diagnosis.proves, Status::Valid, &evidence, "");
                let culprits = self.culprits(diagnosis);
                let known = !culprits.is_empty();
                let (names, status) = match known {
                    true => (culprits, Status::Wrong),
                    false => (self.sent_by(probe), Status::Inconclusive),
                };
                self.note_all(&names, status, &evidence, &diagnosis.say);
            }
            Outcome::Trouble(evidence) => {
                let advice = "not the credentials' fault as far as one can tell: try again later";
                self.note_all(&self.sent_by(probe), Status::Inconclusive, &evidence, advice);
            }
            Outcome::Unclear(answer) => {
                let evidence = self.evidence(probe, &answer);
                let advice = "an answer that this check does not know; compare it with the API's documentation";
                self.note_all(&self.sent_by(probe), Status::Inconclusive, &evidence, advice);
            }
        }
    }

    /// Those whom a diagnosis blames and nothing has proved right; all of them when everything has.
    pub(super) fn culprits(&self, diagnosis: &Diagnosis) -> Vec<String> {
        let proved = |name: &&String| {
            diagnosis.proves.contains(name)
                || self.findings.get(*name).is_some_and(|found| found.status == Status::Valid)
        };
        let open: Vec<String> =
            diagnosis.wrong.iter().filter(|name| !proved(name)).cloned().collect();
        if open.is_empty() { diagnosis.wrong.clone() } else { open }
    }

    pub(super) fn evidence(&self, probe: &Probe, answer: &Answer) -> String {
        let text = format!("{}: {} {}", probe.name, answer.status, answer.excerpt());
        self.secrets.mask(text.trim_end()).into_owned()
    }

    fn keep(&mut self, probe: &Probe, answer: &Answer) {
        for (name, pointer) in &probe.keep {
            if let Some(text) = answer.member(pointer) {
                self.values.insert(name.clone(), text);
            }
        }
    }

    fn note_all(&mut self, names: &[String], status: Status, evidence: &str, advice: &str) {
        for name in names {
            self.note(name, status, evidence.to_owned(), advice.to_owned());
        }
    }

    /// Writes a finding down unless one that weighs more is there.
    pub(super) fn note(&mut self, name: &str, status: Status, evidence: String, advice: String) {
        let known = self.findings.get(name).map(|found| found.status.weight());
        if known.is_none_or(|known| known < status.weight()) {
            self.findings.insert(name.to_owned(), Finding { status, evidence, advice });
        }
    }
}

/// Makes the values that are new for every check.
fn make(system: &System) -> IndexMap<String, String> {
    let scopes = Scopes::default();
    let mut dynamic = Dynamic::new(None);
    let mut resolver = Resolver::new(&scopes, &mut dynamic);
    let made =
        system.make.iter().map(|(name, template)| (name.clone(), resolver.text(&dated(template))));
    made.collect()
}

/// Replaces `{{today+N}}` by the date in N days (UTC).
fn dated(template: &str) -> String {
    request::fill(template, &|name| {
        let days: i64 = name.strip_prefix("today+")?.parse().ok()?;
        let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let day = today.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        Some(day.to_string())
    })
}

/// The host of a URL, without port.
pub(super) fn host(url: &str) -> Option<String> {
    url::Url::parse(url).ok()?.host_str().map(str::to_owned)
}

fn is_production(system: &System, host: &str) -> bool {
    system.production_hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
}

/// Sends a request to another host instead.
fn move_to(request: &mut crate::http::Request, host: &str) {
    if let Ok(mut url) = url::Url::parse(&request.url)
        && url.set_host(Some(host)).is_ok()
    {
        request.url = url.into();
        request.headers.set("Host", host);
    }
}
