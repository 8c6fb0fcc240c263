//! The configuration file as written.

use serde::Deserialize;

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches, as in the file")]
pub(super) struct File {
    pub(super) port: Option<u16>,
    pub(super) seed: Option<u64>,
    /// Moment where the clock stands still.
    pub(super) time: Option<String>,
    #[serde(default)]
    pub(super) lenient: bool,
    #[serde(default)]
    pub(super) https: bool,
    pub(super) public_url: Option<String>,
    #[serde(default)]
    pub(super) auto_approve: bool,
    #[serde(default)]
    pub(super) psp_updates_at_once: bool,
    pub(super) strict: Option<StrictFile>,
    /// Faults of every merchant that has none of its own.
    pub(super) faults: Option<FaultsFile>,
    pub(super) merchants: Option<Vec<MerchantFile>>,
    pub(super) users: Option<Vec<UserFile>>,
    pub(super) issuers: Option<Vec<IssuerFile>>,
    pub(super) values: Option<ValuesFile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches, as in the file")]
pub(super) struct StrictFile {
    pub(super) bearer_case: bool,
    pub(super) msn_is_text: bool,
    pub(super) wrong_type_is_500: bool,
    pub(super) length_required: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MerchantFile {
    pub(super) name: String,
    pub(super) client_id: String,
    pub(super) client_secret: String,
    pub(super) key: Option<String>,
    pub(super) keys: Option<KeysFile>,
    pub(super) psp_id: Option<String>,
    pub(super) login: Option<LoginFile>,
    #[serde(default)]
    pub(super) sale_units: Vec<SaleUnitFile>,
    #[serde(default)]
    pub(super) faults: FaultsFile,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeysFile {
    pub(super) token: String,
    pub(super) ecommerce: Option<String>,
    pub(super) recurring: Option<String>,
    pub(super) invoice: Option<String>,
    pub(super) psp: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LoginFile {
    pub(super) redirect_uris: Vec<String>,
    pub(super) scopes: Option<Vec<String>>,
    pub(super) auth_method: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SaleUnitFile {
    pub(super) msn: String,
    pub(super) products: Option<Vec<String>>,
    #[serde(default)]
    pub(super) direct_capture: bool,
    #[serde(default)]
    pub(super) blocked: bool,
}

/// Faults of everything, and of single products in tables of their own.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches, as in the file")]
pub(super) struct FaultsFile {
    pub(super) latency_ms: u64,
    pub(super) calls_per_second: Option<u32>,
    pub(super) failure: Option<u16>,
    pub(super) wrong_key: bool,
    pub(super) expired_token: bool,
    pub(super) blocked: bool,
    pub(super) login_only: bool,
    pub(super) token: Option<Box<FaultsFile>>,
    pub(super) ecommerce: Option<Box<FaultsFile>>,
    pub(super) recurring: Option<Box<FaultsFile>>,
    pub(super) invoice: Option<Box<FaultsFile>>,
    pub(super) psp: Option<Box<FaultsFile>>,
    pub(super) login: Option<Box<FaultsFile>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UserFile {
    pub(super) phone: String,
    pub(super) nin: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    #[serde(default = "yes")]
    pub(super) verified: bool,
    #[serde(default = "yes")]
    pub(super) invoices: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IssuerFile {
    pub(super) org_no: String,
    pub(super) account: String,
    pub(super) name: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ValuesFile {
    pub(super) amount: Option<u32>,
    pub(super) merchant_url: Option<String>,
    pub(super) invoice_id: Option<String>,
    pub(super) login_code: Option<String>,
}

fn yes() -> bool {
    true
}
