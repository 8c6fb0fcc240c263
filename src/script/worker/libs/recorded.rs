//! The libraries against what the real packages answered: `tests/fixtures/libs/*.txt`, recorded with
//! `record.js` there.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::super::builtins;
use super::*;

/// Runs the cases of a file: a first line that every case starts with, then pairs of an expression
/// and its result.
fn check(name: &str, file: &str) {
    let mut context = Context::default();
    json::register(&mut context);
    builtins::register(&mut context);
    let global = context.global_object();
    define::method(&global, "require", 1, require_function, &mut context);
    let (prelude, cases) = file.split_once('\n').unwrap();
    let lines: Vec<&str> =
        cases.lines().filter(|line| !line.is_empty() && !line.starts_with("//")).collect();
    let mut wrong = Vec::new();
    for case in lines.chunks(2) {
        let [expression, expected] = case else { panic!("{name}: {case:?} has no result") };
        let expected = expected.strip_prefix("=> ").unwrap();
        let answer = answer(&format!("{prelude}; return ({expression});"), &mut context);
        if answer != expected {
            wrong.push(format!("{expression}\n  expected {expected}\n  but got  {answer}"));
        }
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    assert!(lines.len() > 2, "{name} has no cases");
}

fn answer(body: &str, context: &mut Context) -> String {
    match context.eval(Source::from_bytes(&format!("(() => {{ {body} }})()"))) {
        Ok(value) => json::stringify(&value, context).unwrap().unwrap_or("undefined".to_owned()),
        Err(error) => {
            let error = error.into_opaque(context).unwrap().to_object(context).unwrap();
            let message = error.get(js_string!("message"), context).unwrap();
            let message = message.to_string(context).unwrap().to_std_string_lossy();
            format!("Error: {message}").replace('\n', "\\n")
        }
    }
}

macro_rules! recorded {
    ($($name:ident: $file:literal,)*) => {$(
        #[test]
        fn $name() {
            check($file, include_str!(concat!("../../../../tests/fixtures/libs/", $file)));
        }
    )*};
}

recorded! {
    ajv: "ajv.txt",
    cheerio: "cheerio.txt",
    csv_parse: "csv-parse.txt",
    crypto_js: "crypto-js.txt",
    lodash_4: "lodash.txt",
    lodash_3: "lodash3.txt",
    moment: "moment.txt",
    node_modules: "node.txt",
    tv4: "tv4.txt",
    xml2js: "xml2js.txt",
}
