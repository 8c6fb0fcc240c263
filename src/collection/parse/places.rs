//! Where the requests of a v2 file stand, and their scripts.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

/// Where a request stands in the text of a collection. Lines count from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemPlace {
    /// The line it begins in.
    pub line: usize,
    /// The line that the first line of its pre-request script stands in; `None` where it has none, or
    /// where the script's lines are not lines of the file.
    pub prerequest: Option<usize>,
    /// The same of its test script.
    pub test: Option<usize>,
}

#[derive(Deserialize)]
struct Wrapped<'t> {
    #[serde(borrow)]
    collection: &'t RawValue,
}

#[derive(Deserialize)]
struct Node<'t> {
    #[serde(borrow, default)]
    item: Option<Vec<&'t RawValue>>,
    #[serde(borrow, default)]
    event: Option<Vec<Event<'t>>>,
}

#[derive(Deserialize)]
struct Event<'t> {
    #[serde(borrow)]
    listen: Cow<'t, str>,
    #[serde(borrow, default)]
    script: Option<Script<'t>>,
}

#[derive(Deserialize)]
struct Script<'t> {
    #[serde(borrow, default)]
    exec: Option<&'t RawValue>,
}

/// Finds every request of a v2 collection, in file order. Of a text that is none, or in another form,
/// nothing.
#[must_use]
pub fn item_places(text: &str) -> Vec<ItemPlace> {
    let lines = Lines::new(text);
    let root = match serde_json::from_str::<Wrapped<'_>>(text) {
        Ok(wrapped) => wrapped.collection.get(),
        Err(_) => text,
    };
    let mut places = Vec::new();
    if let Ok(node) = serde_json::from_str::<Node<'_>>(root)
        && visit(node.item.unwrap_or_default(), &lines, &mut places).is_err()
    {
        places.clear();
    }
    places
}

fn visit(
    items: Vec<&RawValue>,
    lines: &Lines<'_>,
    places: &mut Vec<ItemPlace>,
) -> Result<(), serde_json::Error> {
    for raw in items {
        let node: Node<'_> = serde_json::from_str(raw.get())?;
        if let Some(items) = node.item {
            visit(items, lines, places)?;
            continue;
        }
        let mut place = ItemPlace { line: lines.of(raw.get()), ..ItemPlace::default() };
        for event in node.event.unwrap_or_default() {
            let first = event.script.and_then(|script| lines.of_script(script.exec?));
            match &*event.listen {
                "prerequest" => place.prerequest = first,
                "test" => place.test = first,
                _ => {}
            }
        }
        places.push(place);
    }
    Ok(())
}

/// The lines of a text.
struct Lines<'t> {
    text: &'t str,
    ends: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, ends: memchr::memchr_iter(b'\n', text.as_bytes()).collect() }
    }

    /// The line in which a part of the text begins.
    fn of(&self, part: &str) -> usize {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.ends.partition_point(|end| *end < offset) + 1
    }

    /// The line of a script's first line, where each one has a line of its own.
    fn of_script(&self, exec: &RawValue) -> Option<usize> {
        match serde_json::from_str::<Vec<&RawValue>>(exec.get()) {
            Ok(parts) => {
                let first = self.of(parts.first()?.get());
                let apart =
                    parts.iter().zip(first..).all(|(part, line)| self.of(part.get()) == line);
                apart.then_some(first)
            }
            Err(_) => (!exec.get().contains("\\n")).then(|| self.of(exec.get())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  "info": {"name": "c"},
  "item": [
    {"name": "a", "request": "x"},
    {"name": "f", "item": [
      {
        "name": "b",
        "event": [
          {"listen": "test", "script": {"exec": [
            "let a = 1;",
            "a.b.c;"
          ]}},
          {"listen": "prerequest", "script": {"exec": ["x;", "y;"]}}
        ]
      },
      {"name": "c", "event": [{"listen": "test", "script": {"exec": "one"}}]}
    ]}
  ]
}"#;

    #[test]
    fn requests_and_scripts_have_lines() {
        let place = |line, prerequest, test| ItemPlace { line, prerequest, test };
        let expected = [place(4, None, None), place(6, None, Some(10)), place(16, None, Some(16))];
        assert_eq!(item_places(TEXT), expected);
        let wrapped = format!("{{\"collection\":\n{TEXT}}}");
        assert_eq!(item_places(&wrapped)[0].line, 5);
    }

    #[test]
    fn other_texts_have_none() {
        for text in ["", "[]", "{\"item\": [1]}", "{\"item\": [{\"item\": 5}]}", "name: yaml"] {
            assert_eq!(item_places(text), [], "{text}");
        }
    }
}
