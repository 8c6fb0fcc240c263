//! Two emulators, one behind the test host and one behind the production hosts, whose merchants
//! share nothing.

use std::time::Duration;

use postbud::check::{Options, Status, Subject, SystemReport, Systems, examine};
use postbud::collection::{Environment, Variable};
use postbud::emulator::{Config, Keys, LoginClient, Merchant, Product, Running, start};
use postbud::http::{Client, ClientSettings, HostMapping};

/// The APIs.
pub(super) const SYSTEMS: [&str; 6] = ["ecommerce", "login", "recurring", "ipp", "isp", "psp"];

/// The emulators and a client that finds them.
pub(super) struct Bench {
    pub(super) systems: Systems,
    client: Client,
    _running: [Running; 2],
}

impl Bench {
    pub(super) async fn new() -> Self {
        let test = start(Config::default()).await.unwrap();
        let merchants = SYSTEMS.map(|system| production(&merchant(system))).to_vec();
        let production = start(Config { merchants, ..Config::default() }).await.unwrap();
        let mapping = |host: &str, running: &Running| HostMapping {
            host: host.to_owned(),
            to: running.addr.to_string(),
            plain: true,
        };
        let hosts = vec![
            mapping("apitest.vipps.no", &test),
            mapping("api.vipps.no", &production),
            mapping("invoice-api.vipps.no", &production),
        ];
        let client = Client::new(ClientSettings { hosts, ..ClientSettings::default() }).unwrap();
        let systems = Systems::built_in().unwrap();
        Self { systems, client, _running: [test, production] }
    }

    /// Checks values.
    pub(super) async fn check(&self, system: &str, values: &Values) -> SystemReport {
        let variables = values.iter().map(|(key, value)| Variable::new(*key, value.as_str()));
        let environment = Environment { variables: variables.collect(), ..Environment::default() };
        let options = Options {
            level: 1,
            timeout: Duration::from_secs(30),
            strict_tls: true,
            other_hosts: true,
        };
        let system = self.systems.get(system).unwrap();
        let subject = Subject { system, environment: &environment, name: "test" };
        examine(subject, &self.client, &options).await
    }
}

/// Keys and values of an environment; the credentials stand first.
pub(super) type Values = Vec<(&'static str, String)>;

/// The merchant whose keys an environment of that API holds: one key where the environment has one
/// variable for it.
fn merchant(system: &str) -> Merchant {
    let index = usize::from(system != "ecommerce");
    Config::default().merchants.swap_remove(index)
}

/// A merchant of the same kind with other values.
fn production(test: &Merchant) -> Merchant {
    let other = |text: &str| text.replacen('e', "f", 1);
    let mut merchant = test.clone();
    merchant.name = format!("{} in production", test.name);
    merchant.client_id = other(&test.client_id);
    merchant.client_secret = test.client_secret.replace("ZW11", "cHJv");
    merchant.keys = match &test.keys {
        Keys::One(key) => Keys::One(other(key)),
        Keys::PerProduct(keys) => {
            Keys::PerProduct(keys.iter().map(|(product, key)| (*product, other(key))).collect())
        }
    };
    for unit in &mut merchant.sale_units {
        unit.msn = format!("9{}", &unit.msn[1..]);
    }
    merchant.psp_id = test.psp_id.as_deref().map(other);
    merchant.login = test.login.clone().map(|login| LoginClient {
        redirect_uris: vec!["https://www.example.com/production/login".to_owned()],
        ..login
    });
    merchant
}

/// The credentials that work at the test host.
pub(super) fn right(system: &str) -> Values {
    values(system, &merchant(system))
}

/// The credentials that work at the production hosts.
pub(super) fn of_production(system: &str) -> Values {
    values(system, &production(&merchant(system)))
}

fn values(system: &str, merchant: &Merchant) -> Values {
    let key = |product| merchant.key(product).unwrap().to_owned();
    let id = merchant.client_id.clone();
    let secret = merchant.client_secret.clone();
    let msn = merchant.sale_units[0].msn.clone();
    match system {
        "ecommerce" => vec![
            ("client_id", id),
            ("client_secret", secret),
            ("Ocp-Apim-Subscription-Key", key(Product::Ecommerce)),
            ("merchantSerialNumber", msn),
        ],
        "login" => vec![
            ("client_id", id),
            ("client_secret", secret),
            ("redirect_uri", merchant.login.as_ref().unwrap().redirect_uris[0].clone()),
        ],
        "recurring" => vec![
            ("client_id", id),
            ("client_secret", secret),
            ("Ocp-Apim-Subscription-Key-Access-Token", key(Product::AccessToken)),
            ("Ocp-Apim-Subscription-Key-Ecom", key(Product::Recurring)),
        ],
        "ipp" | "isp" => vec![
            ("client-id", id),
            ("client-secret", secret),
            ("access-token-key", key(Product::AccessToken)),
            ("subscription-key", key(Product::Invoice)),
        ],
        _ => vec![
            ("client_id", id),
            ("client_secret", secret),
            ("Ocp-Apim-Subscription-Key-Access-Token", key(Product::AccessToken)),
            ("Ocp-Apim-Subscription-Key-PSP", key(Product::Psp)),
            ("PSP-ID", merchant.psp_id.clone().unwrap()),
            ("MERCHANT-SERIAL-NUMBER", msn),
        ],
    }
}

/// The variables with that verdict.
pub(super) fn with_status(report: &SystemReport, status: Status) -> Vec<&str> {
    let verdicts = report.verdicts.iter().filter(|verdict| verdict.status == status);
    verdicts.map(|verdict| verdict.variable.as_str()).collect()
}
