//! Network options: what the HTTP client is told, for the requests of a run and for downloads.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::key_value;
use super::certificates;
use super::exit::Fatal;
use crate::emulator;
use crate::http::{Client, ClientSettings, HostMapping, Protocol, ProxySettings, ProxyUrl};
use crate::redact::Secret;

/// Options about connections, of runs and of downloads of collections and environments.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Network")]
pub struct NetworkArgs {
    /// Do not verify TLS certificates.
    #[arg(short = 'k', long)]
    pub insecure: bool,

    /// Do not follow redirects.
    #[arg(long)]
    pub ignore_redirects: bool,

    /// Send requests for a host elsewhere: `HOST=ADDRESS[:PORT]`, `HOST=http://ADDRESS[:PORT]` for plain
    /// http, HOST=unix:/PATH for a Unix socket. May be given several times.
    #[arg(long, value_name = "HOST=TO", value_parser = key_value)]
    pub host_map: Vec<(String, String)>,

    /// HTTP version to speak. `auto` lets the server choose; an item's protocolProfileBehavior wins.
    #[arg(long, value_name = "VERSION", default_value = "http1")]
    pub protocol_version: ProtocolVersion,

    /// Largest response, in bytes or with K, M or G; one that is larger fails [default: 256M].
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub max_response_size: Option<u64>,

    /// Proxy for all requests: `SCHEME://[USER:PASSWORD@]HOST:PORT`, the scheme being http, https, socks5 or socks5h.
    /// Wins over HTTP_PROXY and HTTPS_PROXY; an empty value means no proxy at all.
    #[arg(long, value_name = "URL")]
    pub proxy: Option<String>,

    /// Hosts to reach without the proxy, separated by commas; `*` means all. Wins over NO_PROXY.
    #[arg(long, value_name = "HOSTS")]
    pub no_proxy: Option<String>,

    /// PEM file with certificates to trust beside the built-in ones.
    #[arg(long, value_name = "PATH")]
    pub ssl_extra_ca_certs: Option<PathBuf>,

    /// Client certificate: a PEM file, or a .pfx or .p12 file with certificate and key.
    #[arg(long, value_name = "PATH")]
    pub ssl_client_cert: Option<PathBuf>,

    /// Private key of the client certificate, when it is not in the same PEM file.
    #[arg(long, value_name = "PATH", requires = "ssl_client_cert")]
    pub ssl_client_key: Option<PathBuf>,

    /// Passphrase of the private key or of the .pfx file.
    #[arg(
        long,
        value_name = "TEXT",
        requires = "ssl_client_cert",
        env = "POSTBUD_SSL_CLIENT_PASSPHRASE",
        hide_env_values = true
    )]
    pub ssl_client_passphrase: Option<Secret<String>>,

    /// JSON list of client certificates with the URLs they are for, in newman's format.
    #[arg(long, value_name = "PATH")]
    pub ssl_client_cert_list: Option<PathBuf>,
}

/// The HTTP version as typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ProtocolVersion {
    /// HTTP/1.1.
    #[default]
    Http1,
    /// HTTP/2, also without TLS.
    Http2,
    /// What the server prefers.
    Auto,
}

/// Makes a client; requests for the hosts of an emulator go to its address.
///
/// # Errors
/// Fails when an option makes no sense, or a certificate file cannot be used.
pub(super) fn client(
    network: &NetworkArgs,
    working_dir: &Path,
    emulator: Option<SocketAddr>,
) -> Result<Client, Fatal> {
    let mut settings = settings(network, working_dir)?;
    if let Some(address) = emulator {
        // What the user maps stands first and wins.
        settings.hosts.extend(emulator::HOSTS.iter().map(|host| HostMapping {
            host: (*host).to_owned(),
            to: address.to_string(),
            plain: true,
        }));
    }
    Client::new(settings).map_err(Fatal::not_loaded)
}

/// The settings that the options and the process environment stand for. Whether certificates are
/// verified and redirects followed is decided request by request.
///
/// # Errors
/// Fails when an option makes no sense, or a certificate file cannot be used.
pub(super) fn settings(network: &NetworkArgs, working_dir: &Path) -> Result<ClientSettings, Fatal> {
    let defaults = ClientSettings::default();
    let hosts = network.host_map.iter().map(|(host, to)| mapping(host, to));
    Ok(ClientSettings {
        extra_roots: extra_roots(network),
        certificates: certificates::load(network, working_dir)?,
        hosts: hosts.collect::<Result<_, _>>()?,
        proxy: proxies(network)?,
        protocol: match network.protocol_version {
            ProtocolVersion::Http1 => Protocol::Http1,
            ProtocolVersion::Http2 => Protocol::Http2,
            ProtocolVersion::Auto => Protocol::Auto,
        },
        max_response_size: network.max_response_size.unwrap_or(defaults.max_response_size),
        ..defaults
    })
}

/// The option, and the variables by which OpenSSL and Node are told about more authorities.
fn extra_roots(network: &NetworkArgs) -> Vec<PathBuf> {
    let variables = ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"];
    let named = variables.iter().filter_map(std::env::var_os).filter(|path| !path.is_empty());
    network.ssl_extra_ca_certs.iter().cloned().chain(named.map(PathBuf::from)).collect()
}

fn proxies(network: &NetworkArgs) -> Result<ProxySettings, Fatal> {
    let variable = |name: &str| std::env::var(name).ok();
    let mut settings = match network.proxy.as_deref().map(str::trim) {
        None => ProxySettings::from_environment(variable).map_err(Fatal::usage)?,
        Some("") => ProxySettings::default(),
        Some(url) => {
            let proxy = ProxyUrl::parse(url)
                .map_err(|reason| Fatal::usage(format!("--proxy: {reason}")))?;
            let bypass = variable("NO_PROXY").or_else(|| variable("no_proxy")).unwrap_or_default();
            ProxySettings { http: Some(proxy.clone()), https: Some(proxy), bypass }
        }
    };
    if let Some(list) = &network.no_proxy {
        settings.bypass.clone_from(list);
    }
    Ok(settings)
}

/// `example.com=127.0.0.1:8080` keeps the scheme; `…=http://127.0.0.1:8080` turns https into http,
/// and so does a Unix socket.
fn mapping(host: &str, to: &str) -> Result<HostMapping, Fatal> {
    let host = host.to_owned();
    if to.strip_prefix("unix:").is_some_and(|path| path.starts_with('/')) {
        return Ok(HostMapping { host, to: to.to_owned(), plain: true });
    }
    let (plain, address) = match to.strip_prefix("http://") {
        Some(rest) => (true, rest),
        None => (false, to.strip_prefix("https://").unwrap_or(to)),
    };
    let address = address.trim_end_matches('/');
    let bad_port = match address.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => {
            port.parse::<u16>().is_err() || (host.contains(':') && !host.starts_with('['))
        }
        _ => false,
    };
    if address.is_empty() || bad_port || address.contains(['/', ' ', '@']) {
        return Err(Fatal::usage(format!(
            "--host-map {host}={to}: write the target as ADDRESS[:PORT], http://ADDRESS[:PORT] \
             for plain http, or unix:/PATH; an IPv6 address stands in brackets"
        )));
    }
    Ok(HostMapping { host, to: address.to_owned(), plain })
}

/// Reads a size: `1048576`, `1024K`, `1M`, `1MB`.
fn size(text: &str) -> Result<u64, String> {
    let wrong = || format!("write it as 500000, 500K, 20M or 1G, not `{text}`");
    let upper = text.trim().to_ascii_uppercase();
    let upper = upper.strip_suffix('B').unwrap_or(&upper);
    let (digits, shift) = match upper.strip_suffix(['K', 'M', 'G']) {
        None => (upper, 0),
        Some(digits) if upper.ends_with('K') => (digits, 10),
        Some(digits) if upper.ends_with('M') => (digits, 20),
        Some(digits) => (digits, 30),
    };
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    number.checked_mul(1 << shift).filter(|size| *size > 0).ok_or_else(wrong)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_suffixes() {
        let cases = [("500", 500), ("2k", 2048), ("1MB", 1 << 20), (" 3G ", 3 << 30)];
        for (text, expected) in cases {
            assert_eq!(size(text), Ok(expected), "{text}");
        }
        for bad in ["", "0", "M", "-1", "1T", "99999999999G", "1.5M"] {
            assert!(size(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn host_maps_lead_to_addresses_and_sockets() {
        let cases = [
            ("127.0.0.1:80", "127.0.0.1:80", false),
            ("https://h", "h", false),
            ("http://h:1/", "h:1", true),
            ("[::1]:9", "[::1]:9", false),
            ("unix:/run/x.sock", "unix:/run/x.sock", true),
        ];
        for (typed, to, plain) in cases {
            let expected = HostMapping { host: "a".to_owned(), to: to.to_owned(), plain };
            assert_eq!(mapping("a", typed).unwrap(), expected);
        }
        for bad in ["", "http://", "h/x", "h:99999", "h:x", "::1", "unix:relative"] {
            assert!(mapping("a", bad).is_err(), "{bad}");
        }
    }
}
