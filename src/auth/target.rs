//! The parts of a request's URL that signatures are made of.

/// An absolute, percent-encoded URL in parts, without its fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target<'a> {
    /// `http` or `https`.
    pub(super) scheme: &'a str,
    /// Host and, where the URL names one, port.
    pub(super) authority: &'a str,
    /// The path, at least `/`.
    pub(super) path: &'a str,
    /// What follows `?`.
    pub(super) query: Option<&'a str>,
}

impl<'a> Target<'a> {
    pub(super) fn of(url: &'a str) -> Self {
        let url = url.split('#').next().unwrap_or(url);
        let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, resource) = rest.split_at(end);
        let (path, query) = match resource.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (resource, None),
        };
        Self { scheme, authority, path: if path.is_empty() { "/" } else { path }, query }
    }

    /// Path and query, as in the request line.
    pub(super) fn resource(&self) -> String {
        match self.query {
            Some(query) => format!("{}?{query}", self.path),
            None => self.path.to_owned(),
        }
    }

    /// The host without its port.
    pub(super) fn host(&self) -> &'a str {
        self.split_port().0
    }

    /// The port, the scheme's where the URL names none.
    pub(super) fn port(&self) -> &'a str {
        let default = if self.scheme == "https" { "443" } else { "80" };
        self.split_port().1.unwrap_or(default)
    }

    /// Scheme and authority, which together name a server.
    pub(super) fn origin(&self) -> String {
        format!("{}://{}:{}", self.scheme, self.host().to_ascii_lowercase(), self.port())
    }

    fn split_port(&self) -> (&'a str, Option<&'a str>) {
        match self.authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (self.authority, None),
        }
    }
}

/// Changes the query of a URL, parameter by parameter as written; the fragment stays.
pub(super) fn change_query(url: &str, change: impl FnOnce(&mut Vec<String>)) -> String {
    let (rest, hash) = match url.split_once('#') {
        Some((rest, hash)) => (rest, Some(hash)),
        None => (url, None),
    };
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut params: Vec<String> =
        query.split('&').filter(|param| !param.is_empty()).map(str::to_owned).collect();
    change(&mut params);
    let mut changed = path.to_owned();
    if !params.is_empty() {
        changed.push('?');
        changed.push_str(&params.join("&"));
    }
    if let Some(hash) = hash {
        changed.push('#');
        changed.push_str(hash);
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_urls() {
        let target = Target::of("https://H:8443/a/b?c=d?e#f?g");
        assert_eq!((target.host(), target.port()), ("H", "8443"));
        assert_eq!(target.resource(), "/a/b?c=d?e");
        assert_eq!(target.origin(), "https://h:8443");
        let target = Target::of("http://[::1]?x");
        assert_eq!((target.host(), target.port(), target.path), ("[::1]", "80", "/"));
        assert_eq!(target.resource(), "/?x");
    }

    #[test]
    fn changes_queries_in_place() {
        let changed = change_query("http://h/?a=1&&b#c", |params| params.push("d=2".to_owned()));
        assert_eq!(changed, "http://h/?a=1&b&d=2#c");
        assert_eq!(change_query("http://h/?a", Vec::clear), "http://h/");
    }
}
