//! Secrets in Postman documents: collections, environments.

use serde_json::{Map, Value};

use super::{MASK, Secrets};

impl Secrets {
    /// Learns what a collection or environment holds in clear: values of pairs whose key or type is
    /// secret (variables, headers, auth parameters, query, forms), API keys, and what stands under
    /// secret names in contents, URLs and scripts.
    pub fn learn_document(&self, document: &Value) {
        match document {
            Value::Array(items) => items.iter().for_each(|item| self.learn_document(item)),
            Value::Object(members) => {
                self.learn_pair(members);
                members.iter().for_each(|(name, member)| self.learn_member(name, member));
            }
            _ => {}
        }
    }

    fn learn_pair(&self, members: &Map<String, Value>) {
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        match (text("key"), text("value"), text("type")) {
            (_, Some(value), Some("secret")) => self.learn(value),
            (Some(key), Some(value), _) => {
                self.learn_header(key, value);
                self.learn_named(key, value);
            }
            _ => {}
        }
    }

    fn learn_member(&self, name: &str, member: &Value) {
        match (name, member) {
            // The name of the header is no secret, although it is called "key".
            ("apikey", Value::Array(params)) => {
                let values = params.iter().filter(|param| param["key"] == "value");
                values
                    .filter_map(|param| param["value"].as_str())
                    .for_each(|value| self.learn(value));
            }
            ("exec", Value::Array(lines)) => {
                let lines: Vec<&str> = lines.iter().filter_map(Value::as_str).collect();
                self.learn_script(&lines.join("\n"));
            }
            ("exec", Value::String(source)) => self.learn_script(source),
            (_, Value::String(text)) => {
                self.learn_content(text.as_bytes());
                self.learn_url(text);
            }
            _ => self.learn_document(member),
        }
    }

    /// Masks a document for reports: every text by content, and the value of every `{key, value}`
    /// pair whose key is secret or whose type says so, however short.
    pub fn mask_document(&self, document: &mut Value) {
        if self.are_shown() {
            return;
        }
        self.mask_pairs(document);
        self.mask_json(document);
    }

    fn mask_pairs(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.mask_pairs(item)),
            Value::Object(members) => {
                let typed = members.get("type").and_then(Value::as_str) == Some("secret");
                let key = members.get("key").and_then(Value::as_str);
                let named = key.is_some_and(|key| self.is_secret_name(key));
                if let (true, Some(secret)) = (typed || named, members.get_mut("value")) {
                    mask_value(secret);
                }
                for (name, member) in members.iter_mut() {
                    match member.as_array_mut() {
                        Some(params) if name == "apikey" => mask_api_key(params),
                        _ => self.mask_pairs(member),
                    }
                }
            }
            _ => {}
        }
    }
}

fn mask_api_key(params: &mut [Value]) {
    for param in params.iter_mut().filter(|param| param["key"] == "value") {
        if let Some(value) = param.get_mut("value") {
            mask_value(value);
        }
    }
}

/// Masks a value that is there and no template or placeholder.
fn mask_value(value: &mut Value) {
    let template = value
        .as_str()
        .is_some_and(|text| text.is_empty() || text.contains("{{") || text.starts_with('<'));
    if !template && !value.is_null() {
        *value = MASK.into();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_collection_holds_in_clear_is_learned_and_masked() {
        let secrets = Secrets::new();
        let mut document = json!({
            "auth": {"type": "apikey", "apikey": [
                {"key": "key", "value": "X-Shop-Id"}, {"key": "value", "value": "secret-01"}]},
            "variable": [{"key": "pin", "value": "1234", "type": "secret"}, {"key": "n", "value": "open"}],
            "item": [{
                "request": {
                    "header": [{"key": "Authorization", "value": "Bearer secret-02"}],
                    "url": {"raw": "http://x/?token=secret-03", "query": [{"key": "token", "value": "secret-03"}]},
                    "body": {"mode": "raw", "raw": "{\"password\": \"secret-04\"}"},
                    "auth": {"type": "oauth2", "oauth2": [
                        {"key": "addTokenTo", "value": "header"}, {"key": "clientSecret", "value": "secret-05"}]}
                },
                "event": [{"script": {"exec": ["const apiKey = 'secret-06';", "go(1)"]}}],
                "response": [{"body": "{\"access_token\": \"secret-07\"}"}]
            }]
        });
        secrets.learn_document(&document);
        assert_eq!(secrets.mask("header X-Shop-Id open"), "header X-Shop-Id open");
        secrets.mask_document(&mut document);
        let text = document.to_string();
        assert!(!text.contains("secret-0") && !text.contains("1234"), "{text}");
        assert!(text.contains("X-Shop-Id"), "{text}");
    }
}
