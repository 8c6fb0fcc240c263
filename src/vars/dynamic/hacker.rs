//! How computer people talk.

use super::{Dynamic, Generator};

pub(super) const GENERATORS: &[Generator] = &[
    ("randomAbbreviation", |dynamic| dynamic.pick(ABBREVIATIONS)),
    ("randomAdjective", |dynamic| dynamic.pick(ADJECTIVES)),
    ("randomNoun", |dynamic| dynamic.pick(NOUNS)),
    ("randomVerb", |dynamic| dynamic.pick(VERBS)),
    ("randomIngverb", |dynamic| dynamic.pick(ING_VERBS)),
    ("randomPhrase", phrase),
];

const ABBREVIATIONS: &[&str] = &[
    "TCP", "HTTP", "SQL", "RAM", "GB", "CSS", "PNG", "SSL", "API", "AI", "XML", "JSON", "RSS",
    "USB", "SMS", "PCI", "SAS", "JBOD", "XSS",
];

pub(super) const ADJECTIVES: &[&str] = &[
    "virtual",
    "digital",
    "wireless",
    "optical",
    "redundant",
    "back-end",
    "cross-platform",
    "open-source",
    "mobile",
    "neural",
    "haptic",
    "online",
    "primary",
    "1080p",
    "multi-byte",
];

pub(super) const NOUNS: &[&str] = &[
    "driver",
    "protocol",
    "bandwidth",
    "panel",
    "port",
    "interface",
    "matrix",
    "bus",
    "alarm",
    "pixel",
    "sensor",
    "firewall",
    "hard drive",
    "monitor",
    "circuit",
    "array",
    "transmitter",
];

pub(super) const VERBS: &[&str] = &[
    "back up",
    "bypass",
    "hack",
    "override",
    "compress",
    "copy",
    "navigate",
    "index",
    "connect",
    "generate",
    "quantify",
    "calculate",
    "synthesize",
    "transmit",
    "program",
    "parse",
    "reboot",
];

pub(super) const ING_VERBS: &[&str] = &[
    "backing up",
    "bypassing",
    "hacking",
    "overriding",
    "compressing",
    "copying",
    "navigating",
    "indexing",
    "connecting",
    "generating",
    "quantifying",
    "calculating",
    "synthesizing",
    "transmitting",
    "programming",
    "parsing",
    "rebooting",
];

/// A sentence that ends in an exclamation mark.
fn phrase(dynamic: &mut Dynamic) -> String {
    let form = dynamic.between(0, 3);
    let [verb, other_verb] = [VERBS, VERBS].map(|list| dynamic.pick(list));
    let [adjective, noun] = [ADJECTIVES, NOUNS].map(|list| dynamic.pick(list));
    let [short, other_noun] = [ABBREVIATIONS, NOUNS].map(|list| dynamic.pick(list));
    match form {
        0 => format!(
            "To {verb} the {short} {noun}, {other_verb} its {adjective} {other_noun} first!"
        ),
        1 => format!(
            "Nobody can {verb} the {noun} while the {adjective} {short} {other_noun} is down!"
        ),
        2 => format!(
            "You must {verb} the {adjective} {noun} and {other_verb} the {short} {other_noun}!"
        ),
        _ => format!(
            "Let us {verb} the {short} {noun}, then the {adjective} {other_noun} will follow!"
        ),
    }
}
