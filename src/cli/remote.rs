//! Collections and environments from the network.

use std::time::Duration;

use super::args::InputArgs;
use super::exit::Fatal;
use super::network;
use crate::files::decode;
use crate::http::{Body, Client, Headers, Request, SendOptions, Transport};

/// Longest wait for a document.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Downloads documents.
pub(super) struct Remote<'a> {
    input: &'a InputArgs,
}

impl<'a> Remote<'a> {
    pub(super) fn new(input: &'a InputArgs) -> Self {
        Self { input }
    }

    /// Downloads a document by its URL.
    pub(super) fn get(&self, url: &str) -> Result<String, Fatal> {
        self.fetch(url, None)
    }

    /// Downloads `collections/<id>` or `environments/<id>` from the Postman API.
    pub(super) fn postman(&self, kind: &str, id: &str) -> Result<String, Fatal> {
        let Some(key) = self.input.postman_api_key.as_deref().filter(|key| !key.is_empty()) else {
            return Err(Fatal::usage(format!(
                "{id}: there is no such file; if it is an id at Postman, put an API key into POSTMAN_API_KEY (or --postman-api-key)"
            )));
        };
        let base = self.input.postman_api_url.trim_end_matches('/');
        self.fetch(&format!("{base}/{kind}/{id}"), Some(key))
    }

    fn fetch(&self, url: &str, key: Option<&str>) -> Result<String, Fatal> {
        let mut headers = Headers::default();
        headers.push("User-Agent", concat!("postbud/", env!("CARGO_PKG_VERSION")));
        headers.push("Accept", "application/json");
        if let Some(key) = key {
            headers.push("X-Api-Key", key);
        }
        let request = Request {
            method: "GET".to_owned(),
            url: url.to_owned(),
            headers,
            body: Body::Empty,
            // The key must not travel to where an answer points.
            options: SendOptions {
                follow_redirects: key.is_none(),
                timeout: Some(TIMEOUT),
                ..SendOptions::default()
            },
        };
        let failed = |cause: String| Fatal::not_loaded(format!("{url}: {cause}"));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|cause| failed(cause.to_string()))?;
        let client =
            Client::new(network::from_environment()?).map_err(|f| failed(f.to_string()))?;
        let exchange = runtime.block_on(client.send(request)).map_err(|f| failed(f.to_string()))?;
        let response = exchange.response;
        if !(200..300).contains(&response.code) {
            let hint = match (response.code, key) {
                (401 | 403, Some(_)) => "; check the API key and what it may read",
                (404, Some(_)) => "; check the id, and that the key's account can see it",
                _ => "",
            };
            let answer = format!("the server answered {} {}{hint}", response.code, response.status);
            return Err(failed(answer));
        }
        Ok(decode(&response.body))
    }
}
