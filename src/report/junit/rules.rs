//! What readers of JUnit XML rely on, as rules: Jenkins' `junit-10.xsd` and the "windyroad"
//! `JUnit.xsd`. Where the XML writer departs from the second one it is said here: a timestamp has a
//! zone and a fraction, `properties` is absent, and so are empty `system-out` and `system-err`.

use super::tests::Element;

/// An element: the attributes it must and may have, and its children in order.
struct Rule {
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
    children: &'static [&'static str],
}

const RULES: [Rule; 8] = [
    Rule { name: "testsuites", required: &[], optional: &[], children: &["testsuite"] },
    Rule {
        name: "testsuite",
        required: &[
            "id",
            "name",
            "package",
            "tests",
            "errors",
            "failures",
            "hostname",
            "timestamp",
            "time",
        ],
        optional: &["skipped"],
        children: &["properties", "testcase", "system-out", "system-err"],
    },
    Rule {
        name: "testcase",
        required: &["name", "time", "classname"],
        optional: &["file"],
        children: &["skipped", "error", "failure", "system-out", "system-err"],
    },
    Rule { name: "error", required: &["type"], optional: &["message"], children: &[] },
    Rule { name: "failure", required: &["type"], optional: &["message"], children: &[] },
    Rule { name: "skipped", required: &[], optional: &["type", "message"], children: &[] },
    Rule { name: "system-out", required: &[], optional: &[], children: &[] },
    Rule { name: "system-err", required: &[], optional: &[], children: &[] },
];

/// Lists what breaks a rule.
pub(super) fn violations(element: &Element) -> Vec<String> {
    let name = &element.name;
    let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
        return vec![format!("<{name}> is not known")];
    };
    let mut found = Vec::new();
    let has = |wanted: &&&str| element.attributes.contains_key(**wanted);
    found.extend(
        rule.required
            .iter()
            .filter(|name| !has(name))
            .map(|missing| format!("<{name}> has no {missing}")),
    );
    let known =
        |attribute: &str| rule.required.contains(&attribute) || rule.optional.contains(&attribute);
    found.extend(
        element
            .attributes
            .keys()
            .filter(|attribute| !known(attribute))
            .map(|attribute| format!("<{name}> has an unknown {attribute}")),
    );
    let mut last = 0;
    for child in &element.children {
        match rule.children.iter().position(|known| *known == child.name) {
            None => found.push(format!("<{name}> has an unknown <{}>", child.name)),
            Some(place) if place < last => {
                found.push(format!("<{}> is too late in <{name}>", child.name))
            }
            Some(place) => last = place,
        }
        found.extend(violations(child));
    }
    found.extend(values(element));
    found
}

/// Checks what the attributes say.
fn values(element: &Element) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |attribute: &str, sound: &dyn Fn(&str) -> bool| {
        if let Some(value) = element.attributes.get(attribute)
            && !sound(value)
        {
            found.push(format!("<{}> {attribute}=\"{value}\"", element.name));
        }
    };
    let count = |children: &str| element.all(children).len().to_string();
    if element.name == "testsuite" {
        check("tests", &|value| value == count("testcase"));
        check("failures", &|value| value == count("failure"));
        check("errors", &|value| value == count("error"));
        check("id", &|value| value.parse::<u64>().is_ok());
        check("timestamp", &|value| value.parse::<jiff::Timestamp>().is_ok());
    }
    check("time", &|value| value.parse::<f64>().is_ok_and(|time| time >= 0.0 && time.is_finite()));
    for attribute in ["name", "classname", "type"] {
        check(attribute, &|value| !value.trim().is_empty());
    }
    found
}
