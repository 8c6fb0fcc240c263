//! The configuration file: TOML, every key checked.
//!
//! What is left out is as in the default configuration; a list that is given (`merchants`, `users`,
//! `issuers`) replaces the default one.

mod file;

use std::time::Duration;

use super::config::{
    Config, Faults, Issuer, Keys, LoginClient, Merchant, Product, SaleUnit, StartTime, Strict,
    TestValues, User,
};
use file::{
    FaultsFile, File, IssuerFile, KeysFile, LoginFile, MerchantFile, SaleUnitFile, StrictFile,
    UserFile, ValuesFile,
};

/// Why a configuration file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It is no TOML, or a key is unknown or of the wrong type. The message quotes the line.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A value is impossible, or values contradict each other.
    #[error("{place}: {problem}")]
    Value {
        /// Where in the file, like `merchants[0].keys`.
        place: String,
        /// What is wrong, and what to write.
        problem: String,
    },
}

impl Config {
    /// Reads a configuration file's text.
    ///
    /// # Errors
    /// Names the line of an unknown key or wrong type, or the place of an impossible value.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        let file: File = toml::from_str(text)?;
        file.config()
    }
}

fn wrong(place: impl Into<String>, problem: impl Into<String>) -> ConfigError {
    ConfigError::Value { place: place.into(), problem: problem.into() }
}

/// Checks that a text consists of so many digits.
fn digits(place: &str, text: &str, count: usize) -> Result<(), ConfigError> {
    if super::fields::is_digits(text, count) {
        return Ok(());
    }
    Err(wrong(place, format!("\"{text}\" is not {count} digits")))
}

impl File {
    fn config(self) -> Result<Config, ConfigError> {
        let default = Config::default();
        let time = match self.time {
            None => StartTime::Now,
            Some(text) => StartTime::Fixed(text.parse().map_err(|error| {
                wrong("time", format!("{error}; write it like \"2020-04-23T10:00:00Z\""))
            })?),
        };
        let each = |(index, merchant): (usize, MerchantFile)| merchant.merchant(index);
        let mut merchants: Vec<_> = match self.merchants {
            None => default.merchants,
            Some(files) => files.into_iter().enumerate().map(each).collect::<Result<_, _>>()?,
        };
        if let Some(faults) = self.faults {
            let (all, products) = faults.split("faults")?;
            let healthy = |merchant: &&mut Merchant| {
                merchant.faults == Faults::default() && merchant.product_faults.is_empty()
            };
            for merchant in merchants.iter_mut().filter(healthy) {
                merchant.faults = all.clone();
                merchant.product_faults.clone_from(&products);
            }
        }
        let users: Vec<_> = match self.users {
            None => default.users,
            Some(files) => files.into_iter().map(UserFile::user).collect(),
        };
        for (index, user) in users.iter().enumerate() {
            digits(&format!("users[{index}].phone"), &user.phone, 8)?;
            digits(&format!("users[{index}].nin"), &user.nin, 11)?;
        }
        let config = Config {
            port: self.port.unwrap_or(0),
            seed: self.seed,
            time,
            lenient: self.lenient,
            https: self.https,
            public_url: self.public_url.map(|url| url.trim_end_matches('/').to_owned()),
            auto_approve: self.auto_approve,
            psp_updates_at_once: self.psp_updates_at_once,
            strict: self.strict.map_or(default.strict, StrictFile::strict),
            merchants,
            users,
            issuers: match self.issuers {
                None => default.issuers,
                Some(files) => files.into_iter().map(IssuerFile::issuer).collect(),
            },
            values: self.values.unwrap_or_default().values(default.values),
        };
        unique(&config).map(|()| config)
    }
}

/// Client ids, serial numbers and keys name one merchant each.
fn unique(config: &Config) -> Result<(), ConfigError> {
    let mut seen = std::collections::HashMap::new();
    for (index, merchant) in config.merchants.iter().enumerate() {
        let mut names = vec![("client_id", merchant.client_id.as_str())];
        names.extend(merchant.sale_units.iter().map(|unit| ("msn", unit.msn.as_str())));
        for (_, product) in Product::NAMED {
            names.extend(merchant.key(product).map(|key| ("key", key)));
        }
        for (kind, name) in names {
            let owner = *seen.entry((kind, name)).or_insert(index);
            if owner != index {
                let problem = format!("merchants[{owner}] has the same {kind}");
                return Err(wrong(format!("merchants[{index}]"), problem));
            }
        }
    }
    Ok(())
}

impl StrictFile {
    fn strict(self) -> Strict {
        Strict {
            bearer_case: self.bearer_case,
            msn_is_text: self.msn_is_text,
            wrong_type_is_500: self.wrong_type_is_500,
            length_required: self.length_required,
        }
    }
}

impl MerchantFile {
    fn merchant(self, index: usize) -> Result<Merchant, ConfigError> {
        let place = format!("merchants[{index}]");
        let keys = match (self.key, self.keys) {
            (Some(key), None) => Keys::One(key),
            (None, Some(keys)) => keys.keys(),
            (Some(_), Some(_)) => {
                return Err(wrong(place, "give `key` (one for everything) or `keys`, not both"));
            }
            (None, None) => {
                return Err(wrong(
                    place,
                    "give `key = \"…\"` (one for everything) or `keys = { token = \"…\", … }`",
                ));
            }
        };
        let mut sale_units = Vec::new();
        for (unit, file) in self.sale_units.into_iter().enumerate() {
            sale_units.push(file.sale_unit(&format!("{place}.sale_units[{unit}]"))?);
        }
        let login = self.login.map(|login| login.client(&format!("{place}.login"))).transpose()?;
        let (faults, product_faults) = self.faults.split(&format!("{place}.faults"))?;
        Ok(Merchant {
            name: self.name,
            client_id: self.client_id,
            client_secret: self.client_secret,
            keys,
            sale_units,
            psp_id: self.psp_id,
            login,
            faults,
            product_faults,
        })
    }
}

impl KeysFile {
    fn keys(self) -> Keys {
        let optional = [
            (Product::Ecommerce, self.ecommerce),
            (Product::Recurring, self.recurring),
            (Product::Invoice, self.invoice),
            (Product::Psp, self.psp),
        ];
        let mut keys = vec![(Product::AccessToken, self.token)];
        keys.extend(optional.into_iter().filter_map(|(product, key)| Some((product, key?))));
        Keys::PerProduct(keys)
    }
}

impl LoginFile {
    fn client(self, place: &str) -> Result<LoginClient, ConfigError> {
        let post = match self.auth_method.as_deref() {
            None | Some("client_secret_basic") => false,
            Some("client_secret_post") => true,
            Some(other) => {
                let known = "`client_secret_basic` or `client_secret_post`";
                return Err(wrong(
                    format!("{place}.auth_method"),
                    format!("\"{other}\" is not {known}"),
                ));
            }
        };
        let scopes = self.scopes.unwrap_or_else(|| vec!["openid".to_owned()]);
        Ok(LoginClient { redirect_uris: self.redirect_uris, scopes, post })
    }
}

impl SaleUnitFile {
    fn sale_unit(self, place: &str) -> Result<SaleUnit, ConfigError> {
        digits(&format!("{place}.msn"), &self.msn, 6)?;
        let products = match self.products {
            None => Product::NAMED.iter().map(|(_, product)| *product).collect(),
            Some(names) => {
                names.iter().map(|name| product(place, name)).collect::<Result<_, _>>()?
            }
        };
        let Self { msn, direct_capture, blocked, .. } = self;
        Ok(SaleUnit { msn, products, direct_capture, blocked })
    }
}

fn product(place: &str, name: &str) -> Result<Product, ConfigError> {
    Product::named(name).ok_or_else(|| {
        let known: Vec<_> = Product::NAMED.iter().map(|(name, _)| *name).collect();
        wrong(
            format!("{place}.products"),
            format!("\"{name}\" is no product; there are {}", known.join(", ")),
        )
    })
}

impl FaultsFile {
    /// Tells the faults of everything from those of single products.
    fn split(mut self, place: &str) -> Result<(Faults, Vec<(Product, Faults)>), ConfigError> {
        let tables = [
            ("token", self.token.take()),
            ("ecommerce", self.ecommerce.take()),
            ("recurring", self.recurring.take()),
            ("invoice", self.invoice.take()),
            ("psp", self.psp.take()),
            ("login", self.login.take()),
        ];
        let mut products = Vec::new();
        for (name, table) in tables {
            let (Some(product), Some(table)) = (Product::named(name), table) else { continue };
            let place = format!("{place}.{name}");
            let (faults, deeper) = table.split(&place)?;
            if !deeper.is_empty() {
                return Err(wrong(place, "has no tables of its own"));
            }
            products.push((product, faults));
        }
        self.faults(place).map(|faults| (faults, products))
    }

    fn faults(&self, place: &str) -> Result<Faults, ConfigError> {
        if self.failure.is_some_and(|status| !(500..600).contains(&status)) {
            return Err(wrong(format!("{place}.failure"), "must be from 500 to 599"));
        }
        Ok(Faults {
            latency: Duration::from_millis(self.latency_ms),
            calls_per_second: self.calls_per_second,
            failure: self.failure,
            wrong_key: self.wrong_key,
            expired_token: self.expired_token,
            blocked: self.blocked,
            login_only: self.login_only,
        })
    }
}

impl UserFile {
    fn user(self) -> User {
        let Self { phone, nin, first_name, last_name, email, verified, invoices } = self;
        User { phone, nin, first_name, last_name, email, verified, invoices }
    }
}

impl IssuerFile {
    fn issuer(self) -> Issuer {
        Issuer { org_no: self.org_no, account: self.account, name: self.name }
    }
}

impl ValuesFile {
    fn values(self, default: TestValues) -> TestValues {
        TestValues {
            amount: self.amount.unwrap_or(default.amount),
            merchant_url: self.merchant_url.unwrap_or(default.merchant_url),
            invoice_id: self.invoice_id.unwrap_or(default.invoice_id),
            login_code: self.login_code.unwrap_or(default.login_code),
        }
    }
}

#[cfg(test)]
mod tests;
