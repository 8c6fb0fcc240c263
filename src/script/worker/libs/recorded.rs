//! The libraries against what the real packages answered: the tables of `tests/fixtures/libs`, whose
//! format is told in the README there.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::super::builtins;
use super::*;

const SHOW: &str = include_str!("../../../../tests/fixtures/libs/show.js");

fn context() -> Context {
    let mut context = Context::default();
    json::register(&mut context);
    builtins::register(&mut context);
    let global = context.global_object();
    define::method(&global, "require", 1, require_inside, &mut context);
    let crypto = "globalThis.crypto = { randomUUID: () => require('uuid')() }";
    context.eval(Source::from_bytes(crypto)).unwrap();
    context
}

/// What answers an expression in the scope of a table's first lines.
fn answerer(prelude: &str, context: &mut Context) -> JsValue {
    let source = format!(
        "(() => {{ {prelude}\n;{SHOW}\nreturn (expression) => {{ try {{ return show(eval('(' + expression + ')')); }} catch (error) {{ return 'throws ' + show(error); }} }}; }})()"
    );
    context.eval(Source::from_bytes(&source)).unwrap()
}

fn check(name: &str, table: &str) {
    let mut context = context();
    let mut prelude = String::new();
    let mut answer = None;
    let mut callee = "";
    let mut cases = 0;
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        if let Some(code) = line.strip_prefix("@ ") {
            prelude = format!("{prelude}{code}\n");
            answer = None;
        } else if let Some(name) = line.strip_prefix('#') {
            callee = name.trim();
        } else {
            let answer = answer.get_or_insert_with(|| answerer(&prelude, &mut context));
            let (args, expected) = line.split_once(" //=> ").unwrap();
            let expression =
                if callee.is_empty() { args.to_owned() } else { format!("{callee}({args})") };
            let argument = JsString::from(expression.as_str()).into();
            let got = answer.as_callable().unwrap();
            let got = got.call(&JsValue::undefined(), &[argument], &mut context).unwrap();
            let got = got.to_string(&mut context).unwrap().to_std_string_lossy();
            cases += 1;
            if got != expected {
                wrong.push(format!("{expression}\n  expected {expected}\n  but got  {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{name}: {} of {cases}\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases > 2, "{name} has no cases");
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
    backbone: "backbone.txt",
    assert_tables: "assert-tables.txt",
    cheerio: "cheerio.txt",
    cheerio_tables: "cheerio-tables.txt",
    cheerio_more_tables: "cheerio-more-tables.txt",
    cheerio_nodes_tables: "cheerio-nodes-tables.txt",
    csv_parse: "csv-parse.txt",
    csv_parse_tables: "csv-parse-tables.txt",
    crypto_js: "crypto-js.txt",
    crypto_js_tables: "crypto-js-tables.txt",
    drafts_tables: "drafts-tables.txt",
    events_tables: "events-tables.txt",
    lodash_4: "lodash.txt",
    lodash_4_tables: "lodash-tables.txt",
    lodash_4_chains: "lodash-chains.txt",
    lodash_3: "lodash3.txt",
    lodash_3_tables: "lodash3-tables.txt",
    moment: "moment.txt",
    moment_locales: "moment-locales.txt",
    moment_tables: "moment-tables.txt",
    node_modules: "node.txt",
    node_modules_tables: "node-tables.txt",
    schema_tables: "schema-tables.txt",
    sdk_objects: "sdk-objects.txt",
    sdk_tables: "sdk-tables.txt",
    tv4: "tv4.txt",
    url_tables: "url-tables.txt",
    xml2js: "xml2js.txt",
    xml2js_tables: "xml2js-tables.txt",
}
