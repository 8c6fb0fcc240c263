//! Reading selectors as css-what 2.1 does, with its words for what is wrong.

use boa_engine::{JsError, JsNativeError, JsResult, JsString};

use super::nth::Nth;
use super::{Action, AttributeTest, Combinator, Group, Pseudo, Selector, Step, Test};

/// Most selectors within selectors.
const MAX_DEPTH: usize = 100;

/// Reads a selector. Of HTML the names are lower-case; those of XML stay as they are.
///
/// # Errors
///
/// Throws what css-select throws for a selector that is none.
pub(in super::super) fn parse(text: &str, xml: bool) -> JsResult<Selector> {
    let mut reader = Reader { text, xml, depth: 0 };
    let selector = reader.selector()?;
    if reader.text.is_empty() {
        return Ok(selector);
    }
    Err(syntax(format!("Unmatched selector: {}", reader.text)))
}

struct Reader<'a> {
    /// What is not read yet.
    text: &'a str,
    xml: bool,
    depth: usize,
}

/// A group that is being read.
#[derive(Default)]
struct Steps {
    steps: Vec<Step>,
    /// Whether there is anything yet.
    begun: bool,
}

impl Steps {
    fn combine(&mut self, combinator: Combinator) {
        self.steps.push(Step { combinator, tests: Vec::new() });
        self.begun = true;
    }

    fn last(&mut self) -> &mut Vec<Test> {
        if self.steps.is_empty() {
            self.steps.push(Step { combinator: Combinator::Start, tests: Vec::new() });
        }
        self.begun = true;
        let last = self.steps.len() - 1;
        &mut self.steps[last].tests
    }

    fn end(mut self, groups: &mut Vec<Group>, is_only: bool) -> JsResult<()> {
        if !self.begun {
            return if is_only { Ok(()) } else { Err(syntax("empty sub-selector".to_owned())) };
        }
        self.steps.iter_mut().for_each(|step| step.tests.sort_by_key(Test::cost));
        groups.push(Group { steps: self.steps });
        Ok(())
    }
}

impl Reader<'_> {
    /// Reads up to what cannot be part of a selector.
    fn selector(&mut self) -> JsResult<Selector> {
        let mut groups = Vec::new();
        let mut steps = Steps::default();
        let mut spaced = false;
        self.skip_space();
        while let Some(first) = self.text.chars().next() {
            if is_space(first) {
                spaced = true;
                self.skip_space();
            } else if let Some(combinator) = combinator(first) {
                self.skip(1);
                self.skip_space();
                steps.combine(combinator);
                spaced = false;
            } else if first == ',' {
                self.skip(1);
                self.skip_space();
                std::mem::take(&mut steps).end(&mut groups, false)?;
                spaced = false;
            } else if is_name(first) || matches!(first, '*' | '#' | '.' | '[' | ':' | '\\') {
                if spaced && steps.begun {
                    steps.combine(Combinator::Descendant);
                }
                spaced = false;
                self.test(first, steps.last())?;
            } else {
                break;
            }
        }
        let is_only = groups.is_empty();
        steps.end(&mut groups, is_only)?;
        Ok(Selector { groups })
    }

    fn test(&mut self, first: char, tests: &mut Vec<Test>) -> JsResult<()> {
        match first {
            '*' => self.skip(1),
            '#' => tests.push(self.shorthand("id", Action::Equals)?),
            '.' => tests.push(self.shorthand("class", Action::Word)?),
            '[' => tests.push(Test::Attribute(self.attribute()?)),
            ':' => tests.push(Test::Pseudo(self.pseudo()?)),
            _ => {
                let name = self.name()?;
                let name = if self.xml { name } else { name.to_lowercase() };
                tests.push(Test::Name(JsString::from(name.as_str())));
            }
        }
        Ok(())
    }

    fn shorthand(&mut self, name: &str, action: Action) -> JsResult<Test> {
        self.skip(1);
        let value = JsString::from(self.name()?.as_str());
        Ok(Test::Attribute(AttributeTest {
            name: JsString::from(name),
            action,
            value,
            ignore_case: false,
        }))
    }

    /// `[name]`, `[name=value]`, `[name="value" i]`
    fn attribute(&mut self) -> JsResult<AttributeTest> {
        self.skip(1);
        let text = self.text;
        let malformed = || syntax(format!("Malformed attribute selector: {text}"));
        self.skip_space();
        let name = self.name().map_err(|_| malformed())?;
        let name = if self.xml { name } else { name.to_lowercase() };
        self.skip_space();
        let action = self.action().ok_or_else(malformed)?;
        let (value, ignore_case) = match action {
            Action::Exists => self.end_of_attribute().map(|ignores| (String::new(), ignores)),
            _ => self.value(),
        }
        .ok_or_else(malformed)?;
        let (name, value) = (JsString::from(name.as_str()), JsString::from(value.as_str()));
        Ok(AttributeTest { name, action, value, ignore_case })
    }

    fn action(&mut self) -> Option<Action> {
        let (action, length) = match self.text.as_bytes() {
            [b'=', ..] => (Action::Equals, 1),
            [b'~', b'=', ..] => (Action::Word, 2),
            [b'^', b'=', ..] => (Action::Start, 2),
            [b'$', b'=', ..] => (Action::End, 2),
            [b'*', b'=', ..] => (Action::Any, 2),
            [b'!', b'=', ..] => (Action::Not, 2),
            [b'|', b'=', ..] => (Action::Hyphen, 2),
            [b']' | b'i', ..] => (Action::Exists, 0),
            _ => return None,
        };
        self.skip(length);
        Some(action)
    }

    /// A value in quotes, which ends at the first quote after which the attribute can end, or one
    /// without.
    fn value(&mut self) -> Option<(String, bool)> {
        self.skip_space();
        if let Some(quote) = self.text.chars().next().filter(|first| matches!(first, '"' | '\'')) {
            let text = &self.text[1..];
            for (at, _) in text.match_indices(quote) {
                self.text = &text[at + 1..];
                if let Some(ignore_case) = self.end_of_attribute() {
                    return Some((unescape(&text[..at]), ignore_case));
                }
            }
            return None;
        }
        let hash = usize::from(self.text.starts_with('#'));
        let length = hash + name_length(&self.text[hash..]);
        let value = unescape(&self.text[..length]);
        self.skip(length);
        Some((value, self.end_of_attribute()?))
    }

    /// `]` or `i]`; tells whether there is the `i`.
    fn end_of_attribute(&mut self) -> Option<bool> {
        self.skip_space();
        let rest = self.text.strip_prefix('i');
        let ignore_case = rest.is_some();
        self.text = rest.unwrap_or(self.text).strip_prefix(']')?;
        Some(ignore_case)
    }

    fn pseudo(&mut self) -> JsResult<Pseudo> {
        self.skip(1);
        if self.text.starts_with(':') {
            self.skip(1);
            let message = format!("::{} is no selector for elements", self.name()?);
            return Err(JsNativeError::typ().with_message(message).into());
        }
        let name = self.name()?.to_lowercase();
        let is_called = self.text.starts_with('(');
        match name.as_str() {
            "not" | "has" | "matches" if is_called => {
                let inner = self.inner(&name)?;
                Ok(match name.as_str() {
                    "not" => Pseudo::Not(inner),
                    "has" => Pseudo::Has(inner),
                    _ => Pseudo::Matches(inner),
                })
            }
            _ => {
                let argument = if is_called { Some(self.argument()?) } else { None };
                pseudo(&name, argument)
            }
        }
    }

    /// A selector in parentheses, and perhaps in quotes.
    fn inner(&mut self, name: &str) -> JsResult<Selector> {
        self.skip(1);
        let quote = self.text.chars().next().filter(|first| matches!(first, '"' | '\''));
        self.skip(usize::from(quote.is_some()));
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(syntax(format!("selectors are nested deeper than {MAX_DEPTH} levels")));
        }
        let inner = self.selector()?;
        self.depth -= 1;
        if let Some(quote) = quote {
            let rest = self.text.strip_prefix(quote);
            self.text = rest.ok_or_else(|| syntax(format!("unmatched quotes in :{name}")))?;
        }
        let missing = || syntax(format!("missing closing parenthesis in :{name} {}", self.text));
        self.text = self.text.strip_prefix(')').ok_or_else(missing)?;
        Ok(inner)
    }

    /// What stands in parentheses.
    fn argument(&mut self) -> JsResult<String> {
        let mut open = 0_usize;
        let mut escaped = false;
        for (at, char) in self.text.char_indices() {
            match char {
                '(' if !escaped => open += 1,
                ')' if !escaped => open -= 1,
                _ => {}
            }
            escaped = char == '\\' && !escaped;
            if open == 0 {
                let argument = self.text[1..at].to_owned();
                self.skip(at + 1);
                return Ok(argument);
            }
        }
        Err(syntax("parenthesis not matched".to_owned()))
    }

    fn name(&mut self) -> JsResult<String> {
        let length = name_length(self.text);
        if length == 0 {
            return Err(syntax(format!("Unmatched selector: {}", self.text)));
        }
        let name = unescape(&self.text[..length]);
        self.skip(length);
        Ok(name)
    }

    fn skip(&mut self, length: usize) {
        self.text = &self.text[length..];
    }

    fn skip_space(&mut self) {
        self.text = self.text.trim_start_matches(is_space);
    }
}

fn pseudo(name: &str, argument: Option<String>) -> JsResult<Pseudo> {
    let attribute = |name| Pseudo::Attribute(JsString::from(name));
    let missing = || syntax(format!("pseudo-selector :{name} requires an argument"));
    let (from_end, of_type) = (name.contains("last"), name.ends_with("of-type"));
    let made = match name {
        "contains" | "icontains" => {
            let text = argument.ok_or_else(missing)?;
            let quoted = ['"', '\'']
                .iter()
                .find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
            let text = unescape(quoted.unwrap_or(&text));
            return Ok(match name {
                "contains" => Pseudo::Contains(text),
                _ => Pseudo::ContainsInAnyCase(text.to_lowercase()),
            });
        }
        "nth-child" | "nth-last-child" | "nth-of-type" | "nth-last-of-type" => {
            let formula = argument.ok_or_else(missing)?;
            let wrong = || {
                let formula = formula.trim().to_lowercase();
                syntax(format!("n-th rule couldn't be parsed ('{formula}')"))
            };
            let nth = Nth::read(&formula).ok_or_else(wrong)?;
            return Ok(Pseudo::Nth { nth, from_end, of_type });
        }
        "not" | "has" | "matches" => return Err(missing()),
        "scope" => return Ok(Pseudo::Scope),
        "visited" => return Ok(Pseudo::Visited),
        "first-child" | "last-child" | "first-of-type" | "last-of-type" => {
            Pseudo::Nth { nth: Nth::FIRST, from_end, of_type }
        }
        "only-child" | "only-of-type" => Pseudo::Only { of_type },
        "root" => Pseudo::Root,
        "checkbox" | "file" | "password" | "radio" | "reset" | "image" | "submit" => {
            Pseudo::Type(JsString::from(name))
        }
        "link" => attribute("href"),
        "disabled" => attribute("disabled"),
        "required" => attribute("required"),
        "enabled" => Pseudo::NoAttribute(JsString::from("disabled")),
        "optional" => Pseudo::NoAttribute(JsString::from("required")),
        "empty" => Pseudo::Empty,
        "parent" => Pseudo::Parent,
        "selected" => Pseudo::Selected,
        "checked" => Pseudo::Checked,
        "header" => Pseudo::Header,
        "button" => Pseudo::Button,
        "input" => Pseudo::Input,
        "text" => Pseudo::Text,
        _ => return Err(syntax(format!("unmatched pseudo-class :{name}"))),
    };
    if argument.is_some() {
        return Err(syntax(format!("pseudo-selector :{name} doesn't have any arguments")));
    }
    Ok(made)
}

fn syntax(message: String) -> JsError {
    JsNativeError::syntax().with_message(message).into()
}

fn combinator(char: char) -> Option<Combinator> {
    match char {
        '>' => Some(Combinator::Child),
        '<' => Some(Combinator::Parent),
        '~' => Some(Combinator::Sibling),
        '+' => Some(Combinator::Adjacent),
        _ => None,
    }
}

fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\n' | '\t' | '\u{c}' | '\r')
}

fn is_name(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '-' | '_') || char >= '\u{b0}'
}

/// Bytes of the name at the start of a text: letters and the like, and whatever is escaped.
fn name_length(text: &str) -> usize {
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        let is_escape = char == '\\' && chars.next().is_some_and(|(_, next)| next != '\n');
        if !is_escape && !is_name(char) {
            return at;
        }
    }
    text.len()
}

/// Resolves `\41 ` and `\:`.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        let digits = escape.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let code = u32::from_str_radix(&escape[..digits], 16).ok();
        if let Some(code) = code {
            out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            rest = escape[digits..].strip_prefix(char::is_whitespace).unwrap_or(&escape[digits..]);
        } else {
            let mut chars = escape.chars();
            out.extend(chars.next());
            rest = chars.as_str();
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match parse(text, false) {
            Ok(selector) => {
                let groups = selector.groups.iter().map(|group| {
                    let steps = group
                        .steps
                        .iter()
                        .map(|step| format!("{:?}{}", step.combinator, step.tests.len()));
                    steps.collect::<Vec<_>>().join(" ")
                });
                groups.collect::<Vec<_>>().join(", ")
            }
            Err(error) => error.to_string().replace(" (native)", ""),
        }
    }

    #[test]
    fn selectors_are_steps() {
        assert_eq!(
            shown("ul > li.a[b]  b + *, p ~ i"),
            "Start1 Child3 Descendant1 Adjacent0, Start1 Sibling1"
        );
        assert_eq!(shown("> p"), "Child1");
        assert_eq!(shown(" ul > "), "Start1 Child0");
        assert_eq!(shown(""), "");
        assert_eq!(shown(":not(.a, b:has(> i)):contains('(x)')"), "Start2");
        assert_eq!(shown("#a\\:b"), "Start1");
    }

    #[test]
    fn the_names_and_values_are_unescaped() {
        let parsed = parse("A#a\\:b[X=\"q\\41 \" i]", false).unwrap();
        let tests = &parsed.groups[0].steps[0].tests;
        assert_eq!(tests[0], Test::Name(JsString::from("a")));
        let attribute = |name, action, value, ignore_case| {
            let (name, value) = (JsString::from(name), JsString::from(value));
            Test::Attribute(AttributeTest { name, action, value, ignore_case })
        };
        assert_eq!(tests[1], attribute("id", Action::Equals, "a:b", false));
        assert_eq!(tests[2], attribute("x", Action::Equals, "qA", true));
    }

    #[test]
    fn what_is_no_selector_is_told() {
        assert_eq!(shown("ul,"), "SyntaxError: empty sub-selector");
        assert_eq!(shown(",ul"), "SyntaxError: empty sub-selector");
        assert_eq!(shown("li)"), "SyntaxError: Unmatched selector: )");
        assert_eq!(shown("li[)"), "SyntaxError: Malformed attribute selector: )");
        assert_eq!(shown("li[a:b]"), "SyntaxError: Malformed attribute selector: a:b]");
        assert_eq!(shown("li:nope"), "SyntaxError: unmatched pseudo-class :nope");
        assert_eq!(shown("li:nth-child(x)"), "SyntaxError: n-th rule couldn't be parsed ('x')");
        assert_eq!(
            shown("li:nth-child"),
            "SyntaxError: pseudo-selector :nth-child requires an argument"
        );
        assert_eq!(
            shown("li:empty(1)"),
            "SyntaxError: pseudo-selector :empty doesn't have any arguments"
        );
        assert_eq!(shown("li:contains(x"), "SyntaxError: parenthesis not matched");
        assert_eq!(shown("li:not(x&"), "SyntaxError: missing closing parenthesis in :not &");
        assert_eq!(
            shown(&":not(".repeat(500)),
            "SyntaxError: selectors are nested deeper than 100 levels"
        );
    }
}
