//! Collections and environments from the network.

use std::fmt::Display;
use std::path::Path;
use std::time::Duration;

use super::args::{InputArgs, RunArgs};
use super::exit::Fatal;
use super::network::{self, NetworkArgs};
use crate::collection::{Header, Request, Url};
use crate::files::decode;
use crate::http::prepare::{Behavior, Settings, prepare};
use crate::http::{self, Client, Failure, SendOptions, Transport};

/// Longest wait for a document, where none is given.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Downloads documents, the way the network options say.
#[derive(Clone, Copy)]
pub(super) struct Remote<'a> {
    /// Where the Postman API is, and its key.
    pub(super) input: &'a InputArgs,
    /// How to get there.
    pub(super) network: &'a NetworkArgs,
    /// The folder of the certificates in `--ssl-client-cert-list`.
    pub(super) working_dir: &'a Path,
    /// Longest wait; `None` means a minute.
    pub(super) timeout: Option<Duration>,
}

impl<'a> Remote<'a> {
    /// Downloads for a command whose options are these.
    pub(super) fn new(input: &'a InputArgs, network: &'a NetworkArgs) -> Self {
        Self { input, network, working_dir: Path::new(""), timeout: None }
    }

    /// Downloads for a run, as its options say.
    pub(super) fn of_run(arguments: &'a RunArgs) -> Self {
        Self {
            input: &arguments.input,
            network: &arguments.network,
            working_dir: &arguments.files.working_dir,
            timeout: arguments.flow.timeout_request.map(Duration::from_millis),
        }
    }

    /// Downloads a document by its URL.
    pub(super) fn get(&self, url: &str) -> Result<String, Fatal> {
        self.fetch(url, None)
    }

    /// Downloads `collections/<id>` or `environments/<id>` from the Postman API.
    pub(super) fn postman(&self, kind: &str, id: &str) -> Result<String, Fatal> {
        let key = self.input.postman_api_key.as_ref().map(|key| key.expose().as_str());
        let Some(key) = key.filter(|key| !key.is_empty()) else {
            return Err(Fatal::usage(format!(
                "{id}: there is no such file; if it is an id at Postman, put an API key into POSTMAN_API_KEY (or --postman-api-key)"
            )));
        };
        let base = self.input.postman_api_url.trim_end_matches('/');
        self.fetch(&format!("{base}/{kind}/{id}"), Some(key))
    }

    fn fetch(&self, url: &str, key: Option<&str>) -> Result<String, Fatal> {
        let failed =
            |cause: &dyn Display| Fatal::not_loaded(format!("{}: {cause}", without_secrets(url)));
        let request = self.request(url, key).map_err(|failure| failed(&failure))?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|cause| failed(&cause))?;
        let settings = network::settings(self.network, self.working_dir)?;
        let client = Client::new(settings).map_err(|failure| failed(&failure))?;
        let exchange = runtime.block_on(client.send(request)).map_err(|f| failed(&f))?;
        let response = exchange.response;
        if !(200..300).contains(&response.code) {
            let hint = match (response.code, key) {
                (401 | 403, Some(_)) => "; check the API key and what it may read",
                (404, Some(_)) => "; check the id, and that the key's account can see it",
                _ => "",
            };
            let status = response.status;
            return Err(failed(&format!("the server answered {} {status}{hint}", response.code)));
        }
        Ok(decode(&response.body))
    }

    /// A GET, with Basic authorization where the URL holds a user.
    fn request(&self, url: &str, key: Option<&str>) -> Result<http::Request, Failure> {
        let mut headers = vec![
            header("User-Agent", concat!("postbud/", env!("CARGO_PKG_VERSION"))),
            header("Accept", "application/json"),
        ];
        headers.extend(key.map(|key| header("X-Api-Key", key)));
        let asked = Request {
            method: "GET".to_owned(),
            url: Url::Raw(url.to_owned()),
            headers,
            ..Request::default()
        };
        let options = SendOptions {
            // The key must not travel to where an answer points.
            follow_redirects: key.is_none() && !self.network.ignore_redirects,
            strict_tls: !self.network.insecure,
            timeout: Some(self.timeout.unwrap_or(TIMEOUT)),
            ..SendOptions::default()
        };
        let behavior = Behavior { options, ..Behavior::default() };
        prepare(&asked, &Settings { behavior, ..Settings::default() })
            .map(|prepared| prepared.request)
    }
}

fn header(key: &str, value: &str) -> Header {
    Header { key: key.to_owned(), value: value.to_owned(), ..Header::default() }
}

/// A URL as it may be shown: without user, password and query, which may hold an access key.
pub(super) fn without_secrets(url: &str) -> String {
    let bare = url.split(['?', '#']).next().unwrap_or(url);
    let Some((scheme, rest)) = bare.split_once("://") else { return bare.to_owned() };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    format!("{scheme}://{host}{path}")
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn urls_are_shown_without_what_is_secret() {
        let cases = [
            ("https://user:hush@h:1/c.json?access_key=hush#x", "https://h:1/c.json"),
            ("http://h/a@b", "http://h/a@b"),
            ("http://h", "http://h"),
        ];
        for (url, shown) in cases {
            assert_eq!(without_secrets(url), shown);
        }
    }
}
