//! Test credentials for environments that nobody has filled in yet.

use serde_json::Value;

use super::config::{Config, Merchant, Product};
use crate::collection::{Variable, is_placeholder};

/// Fills placeholders whose key is known with the first merchant's credentials and test values.
///
/// A value that somebody has filled in, a disabled variable, and what scripts set at run time
/// (`access_token`, `orderId`, …) stay as they are. Returns the keys that were filled, in order.
pub fn fill(variables: &mut [Variable], config: &Config) -> Vec<String> {
    let Some(merchant) = config.merchants.first() else { return Vec::new() };
    let mut filled = Vec::new();
    for variable in variables {
        if variable.disabled || !is_placeholder(&variable.value) {
            continue;
        }
        if let Some(value) = value(&variable.key, merchant, config) {
            variable.value = Value::String(value);
            filled.push(variable.key.clone());
        }
    }
    filled
}

/// The test value of an environment key; keys are case-sensitive, as Postman's are.
fn value(key: &str, merchant: &Merchant, config: &Config) -> Option<String> {
    let merchant_url = |path: &str| Some(format!("{}{path}", config.values.merchant_url));
    let subscription = |product| merchant.key(product).map(str::to_owned);
    let msn = || merchant.sale_units.first().map(|unit| unit.msn.clone());
    match key {
        "client_id" | "client-id" => Some(merchant.client_id.clone()),
        "client_secret" | "client-secret" => Some(merchant.client_secret.clone()),
        "Ocp-Apim-Subscription-Key" => subscription(Product::Ecommerce),
        // By this name Recurring's own environment asks for its key.
        "Ocp-Apim-Subscription-Key-Ecom" => subscription(Product::Recurring),
        "Ocp-Apim-Subscription-Key-Access-Token" | "access-token-key" => {
            subscription(Product::AccessToken)
        }
        "Ocp-Apim-Subscription-Key-Recurring" => subscription(Product::Recurring),
        "Ocp-Apim-Subscription-Key-PSP" => subscription(Product::Psp),
        "subscription-key" => subscription(Product::Invoice),
        "merchantSerialNumber" | "MERCHANT-SERIAL-NUMBER" => msn(),
        "PSP-ID" => merchant.psp_id.clone(),
        "amount" => Some(config.values.amount.to_string()),
        "mobileNumber" | "customerMobileNumber" | "customerPhoneNumber" => {
            config.users.first().map(|user| user.phone.clone())
        }
        "callbackPrefix" => merchant_url("/callbacks"),
        "fallBack" => merchant_url("/result"),
        "shippingDetailsPrefix" => merchant_url("/shipping"),
        "consentRemovalPrefix" => merchant_url("/consents"),
        "merchantRedirectUrl" => merchant_url("/redirect"),
        "merchantAgreementUrl" => merchant_url("/agreement"),
        "pspRedirectUrl" => merchant_url("/psp/redirect"),
        "makePaymentUrl" => merchant_url("/psp/makepayment"),
        "redirect_uri" => merchant_url("/login"),
        "well-known_uri" => {
            let path = "access-management-1.0/access/.well-known/openid-configuration";
            Some(format!("https://{}/{path}", super::HOSTS[0]))
        }
        "code" => merchant.login.as_ref().map(|_| config.values.login_code.clone()),
        "invoice-id" => Some(config.values.invoice_id.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fills_what_is_known_and_nobody_has_filled_in() {
        let disabled = Variable { disabled: true, ..Variable::new("client_id", "<id>") };
        let mut variables = vec![
            Variable::new("client_id", "<id>"),
            Variable::new("client_secret", "my own"),
            Variable::new("access_token", "<set by a script>"),
            Variable::new("mime-type", json!(["application/pdf"])),
            Variable::new("amount", ""),
            disabled.clone(),
        ];
        let config = Config::default();
        assert_eq!(fill(&mut variables, &config), ["client_id", "amount"]);
        assert_eq!(variables[0].value, json!(config.merchants[0].client_id));
        assert_eq!(variables[1].value, "my own");
        assert_eq!(variables[2].value, "<set by a script>");
        assert_eq!(variables[4].value, "100");
        assert_eq!(variables[5], disabled);
    }

    #[test]
    fn a_configuration_without_merchants_fills_nothing() {
        let config = Config { merchants: Vec::new(), ..Config::default() };
        assert!(fill(&mut [Variable::new("amount", "")], &config).is_empty());
    }
}
