//! Which API an environment is for.

use super::catalog::Systems;
use super::system::{Sign, System};
use crate::collection::{Environment, Variable};

/// Why an environment is not for an API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// Credentials that it has no variable for.
    pub missing: Vec<String>,
    /// The APIs it seems to be for, by their titles.
    pub instead: Vec<String>,
}

/// Finds the APIs that an environment is for: it has one of the API's signs and a variable for
/// each of its credentials.
#[must_use]
pub fn detect<'s>(systems: &'s Systems, environment: &Environment) -> Vec<&'s System> {
    let signed = |system: &&System| system.sign.iter().any(|sign| shows(sign, environment));
    systems.iter().filter(signed).filter(|system| missing(system, environment).is_empty()).collect()
}

/// Checks an environment that the user says is for an API.
///
/// # Errors
/// Says which credentials it has no variables for.
pub fn fits(system: &System, systems: &Systems, environment: &Environment) -> Result<(), Mismatch> {
    let missing = missing(system, environment);
    let detected = detect(systems, environment);
    let itself = detected.iter().any(|found| found.name == system.name);
    // Somebody else's sign weighs more than credentials that happen to have the same names.
    let foreign = !itself && !detected.is_empty() && !system.sign.is_empty();
    if missing.is_empty() && !foreign {
        return Ok(());
    }
    let instead = detected.iter().map(|found| found.title.clone()).collect();
    Err(Mismatch { missing, instead })
}

fn missing(system: &System, environment: &Environment) -> Vec<String> {
    let absent = system.credential.iter().filter(|credential| {
        credential.default.is_none()
            && !credential.variables.iter().any(|key| find(environment, key).is_some())
    });
    absent.map(|credential| credential.variables.join(" or ")).collect()
}

fn shows(sign: &Sign, environment: &Environment) -> bool {
    let Some(variable) = find(environment, &sign.variable) else { return false };
    let holds = |text: &String| {
        variable
            .value
            .as_str()
            .is_some_and(|value| value.to_lowercase().contains(&text.to_lowercase()))
    };
    sign.contains.as_ref().is_none_or(holds)
}

fn find<'e>(environment: &'e Environment, key: &str) -> Option<&'e Variable> {
    environment.variables.iter().find(|variable| variable.key == key && !variable.disabled)
}
