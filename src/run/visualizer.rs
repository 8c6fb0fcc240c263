//! `pm.visualizer`: a Handlebars template and its data become HTML, as in Postman.

use handlebars::{
    BlockContext, Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext,
    Renderable, to_json,
};
use serde_json::Value;

/// Renders what `pm.visualizer.set(template, data, options)` was given.
///
/// Of Handlebars' options, `noEscape`, `strict` and `preventIndent` count.
///
/// # Errors
/// The template is none, or names something that is not there: a sentence that says what and where.
pub(super) fn render(visualizer: &Value) -> Result<String, String> {
    let option = |name: &str| visualizer["options"][name].as_bool().unwrap_or(false);
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(option("strict"));
    handlebars.set_prevent_indent(option("preventIndent"));
    handlebars.register_escape_fn(if option("noEscape") { handlebars::no_escape } else { escape });
    handlebars.register_helper("blockHelperMissing", Box::new(Section));
    let template = visualizer["template"].as_str().unwrap_or_default();
    handlebars.render_template(template, &visualizer["data"]).map_err(|error| error.to_string())
}

/// Escapes what Handlebars escapes in JavaScript.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#x27;"),
            '`' => escaped.push_str("&#x60;"),
            '=' => escaped.push_str("&#x3D;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// `{{#name}}…{{/name}}` where `name` is no helper: Mustache's sections. A list repeats the block,
/// an object is its context, and what is false or absent shows the `else` part.
struct Section;

impl HelperDef for Section {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        rc: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let value = rc.evaluate(context, helper.name())?.as_json().clone();
        let items = match value {
            Value::Array(items) => items,
            Value::Null | Value::Bool(false) => Vec::new(),
            Value::Bool(true) => {
                let block = helper.template();
                return block.map_or(Ok(()), |block| block.render(registry, context, rc, out));
            }
            other => vec![other],
        };
        if items.is_empty() {
            let otherwise = helper.inverse();
            return otherwise.map_or(Ok(()), |block| block.render(registry, context, rc, out));
        }
        let Some(block) = helper.template() else { return Ok(()) };
        let last = items.len() - 1;
        for (index, item) in items.into_iter().enumerate() {
            let mut scope = BlockContext::new();
            scope.set_base_value(item);
            scope.set_local_var("index", to_json(index));
            scope.set_local_var("first", to_json(index == 0));
            scope.set_local_var("last", to_json(index == last));
            rc.push_block(scope);
            let rendered = block.render(registry, context, rc, out);
            rc.pop_block();
            rendered?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use serde_json::json;

    use super::*;

    fn html(template: &str, data: Value) -> Result<String, String> {
        render(&json!({"template": template, "data": data, "options": {}}))
    }

    #[test]
    fn templates_render_as_in_handlebars() {
        let data = json!({
            "rows": [{"id": 1, "name": "a<b"}, {"id": 2, "name": "c=d"}],
            "none": [], "yes": true, "who": {"name": "N"},
        });
        for (template, wanted) in [
            (
                "{{#each rows}}<td>{{id}}:{{name}}</td>{{/each}}",
                "<td>1:a&lt;b</td><td>2:c&#x3D;d</td>",
            ),
            ("{{#rows}}{{@index}}{{{name}}};{{/rows}}", "0a<b;1c=d;"),
            ("{{#none}}x{{else}}empty{{/none}}", "empty"),
            ("{{#absent}}x{{/absent}}{{absent.deep}}.", "."),
            ("{{#yes}}{{who.name}}{{/yes}}", "N"),
            ("{{#who}}{{name}}{{/who}}", "N"),
            ("{{#if none}}x{{else}}y{{/if}}{{#unless yes}}x{{/unless}}", "y"),
            ("{{#with who}}{{name}}{{/with}}{{lookup who 'name'}}", "NN"),
        ] {
            assert_eq!(html(template, data.clone()).as_deref(), Ok(wanted), "{template}");
        }
    }

    #[test]
    fn options_count() {
        let visualizer =
            json!({"template": "{{a}}", "data": {"a": "<b>"}, "options": {"noEscape": true}});
        assert_eq!(render(&visualizer).as_deref(), Ok("<b>"));
    }

    #[test]
    fn a_broken_template_says_where() {
        let error = html("<p>\n{{#each rows}}", json!({})).unwrap_err();
        assert!(error.contains("line 2") || error.contains(":2"), "{error}");
    }
}
