//! Text without meaning.

use fake::Fake;
use fake::faker::lorem::en::Word;

use super::{Dynamic, Generator};

pub(super) const GENERATORS: &[Generator] = &[
    ("randomLoremWord", |dynamic| word(dynamic).to_owned()),
    ("randomLoremWords", |dynamic| words(dynamic, 3).join(" ")),
    ("randomLoremSentence", sentence),
    ("randomLoremSlug", |dynamic| words(dynamic, 3).join("-")),
    ("randomLoremSentences", |dynamic| sentences(dynamic, 2, 6)),
    ("randomLoremParagraph", paragraph),
    ("randomLoremParagraphs", paragraphs),
    ("randomLoremText", text),
    ("randomLoremLines", lines),
];

fn word(dynamic: &mut Dynamic) -> &'static str {
    Word().fake_with_rng(&mut dynamic.rng)
}

fn words(dynamic: &mut Dynamic, count: u32) -> Vec<&'static str> {
    (0..count).map(|_| word(dynamic)).collect()
}

fn sentence(dynamic: &mut Dynamic) -> String {
    let count = dynamic.between(3, 10);
    let mut text = words(dynamic, count).join(" ");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text + "."
}

fn sentences(dynamic: &mut Dynamic, least: u32, most: u32) -> String {
    let count = dynamic.between(least, most);
    (0..count).map(|_| sentence(dynamic)).collect::<Vec<_>>().join(" ")
}

fn paragraph(dynamic: &mut Dynamic) -> String {
    sentences(dynamic, 3, 6)
}

/// Three paragraphs with faker's separator between them.
fn paragraphs(dynamic: &mut Dynamic) -> String {
    [(); 3].map(|()| paragraph(dynamic)).join("\n \r")
}

fn lines(dynamic: &mut Dynamic) -> String {
    let count = dynamic.between(1, 5);
    (0..count).map(|_| sentence(dynamic)).collect::<Vec<_>>().join("\n")
}

/// Any of the above.
fn text(dynamic: &mut Dynamic) -> String {
    match dynamic.between(0, 4) {
        0 => words(dynamic, 3).join(" "),
        1 => sentence(dynamic),
        2 => paragraph(dynamic),
        3 => paragraphs(dynamic),
        _ => lines(dynamic),
    }
}
