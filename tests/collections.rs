//! Our six collections on the emulator: each folder is green, and each fault and each wrong
//! credential that concerns it turns it red.

use crate::support::command::{Desk, Ran, shipped};

/// The folders that every collection has.
const FOLDERS: [&str; 2] = ["Read-only check", "Test-environment flow"];

/// What a fault switch does.
struct Fault {
    /// As in a configuration file.
    toml: &'static str,
    /// Shorter than the fault's latency where it has one.
    options: &'static [&'static str],
    /// What the run shows then.
    shows: &'static str,
}

const fn fault(toml: &'static str, shows: &'static str) -> Fault {
    Fault { toml, options: &[], shows }
}

/// Faults that concern every folder.
const COMMON: [Fault; 5] = [
    fault("wrong_key = true", "accepted"),
    fault("blocked = true", "40"),
    fault("calls_per_second = 0", "429"),
    fault("failure = 503", "Vipps is up (no 5xx answer)"),
    Fault { toml: "latency_ms = 3000", options: &["--timeout-request", "400"], shows: "TIMEDOUT" },
];

const EXPIRED_TOKEN: Fault = fault("expired_token = true", "401");
const LOGIN_ONLY: Fault = fault("login_only = true", "40");

fn run(desk: &Desk, system: &str, folder: &str, options: &[&str]) -> Ran {
    let collection = shipped(&format!("{system}.postman_collection.json"));
    let environment = shipped(&format!("{system}.postman_environment.json"));
    let mut arguments =
        vec!["run", &collection, "-e", &environment, "--folder", folder, "--color", "off"];
    arguments.extend(options);
    desk.postbud(&arguments)
}

fn with_fault(desk: &Desk, system: &str, folder: &str, fault: &Fault) -> Ran {
    let config = desk.file("fault.toml", format!("[faults]\n{}\n", fault.toml));
    let emulator = format!("--emulator={}", config.display());
    let options: Vec<_> = ["--bail", &emulator].iter().chain(fault.options).copied().collect();
    run(desk, system, folder, &options)
}

fn is_green(system: &str) {
    let desk = Desk::new();
    for folder in FOLDERS {
        let ran = run(&desk, system, folder, &["--emulator", "--strict"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{system}, {folder}: {}", ran.stdout);
    }
    let (collection, environment) = (
        shipped(&format!("{system}.postman_collection.json")),
        shipped(&format!("{system}.postman_environment.json")),
    );
    let lint = desk.postbud(&["lint", &collection, "-e", &environment]);
    assert_eq!(lint.code, 0, "{system}: {}", lint.stdout);
    assert!(lint.stdout.contains("0 errors, 0 warnings"), "{system}: {}", lint.stdout);
}

/// Checks every fault: those that concern a folder turn it red, the others leave it green.
fn turns_red(system: &str, only_some: &[(Fault, [bool; 2])]) {
    let desk = Desk::new();
    let all = COMMON.iter().map(|fault| (fault, [true, true]));
    for (fault, concerns) in all.chain(only_some.iter().map(|(fault, who)| (fault, *who))) {
        for (folder, concerned) in FOLDERS.into_iter().zip(concerns) {
            let ran = with_fault(&desk, system, folder, fault);
            let place = format!("{system}, {folder}, {}: {}", fault.toml, ran.stdout);
            if concerned {
                assert!([1, 4].contains(&ran.code), "{}: {place}", ran.code);
                assert!(ran.stdout.contains(fault.shows), "{place}");
            } else {
                assert_eq!(ran.code, 0, "{place}");
            }
        }
    }
}

/// A wrong credential fails the test that names it.
fn names(system: &str, credentials: &[(&str, &str)]) {
    let desk = Desk::new();
    for (key, value) in credentials {
        let assignment = format!("{key}={value}");
        let ran = run(&desk, system, FOLDERS[0], &["--emulator", "--env-var", &assignment]);
        assert_eq!(ran.code, 1, "{system}, {assignment}: {}", ran.stdout);
        let failed = |line: &&str| {
            line.trim_start().starts_with(|first: char| first.is_ascii_digit())
                && line.contains(key)
        };
        assert!(ran.stdout.lines().any(|line| failed(&line)), "{assignment}: {}", ran.stdout);
    }
}

const KEY: &str = "0123456789abcdef0123456789abcdef";
const ID: &str = "00000000-0000-4000-8000-000000000000";
const SECRET: &str = "d3Jvbmcgc2VjcmV0";

macro_rules! systems {
    ($($name:ident: $file:literal, [$($some:expr),*], [$($credential:expr),*];)*) => {$(
        mod $name {
            use super::*;

            #[test]
            fn is_green() {
                super::is_green($file);
            }

            #[test]
            fn turns_red() {
                super::turns_red($file, &[$($some),*]);
            }

            #[test]
            fn names_the_wrong_credential() {
                names($file, &[$($credential),*]);
            }
        }
    )*};
}

systems! {
    ecommerce: "ecommerce-v2",
        [(EXPIRED_TOKEN, [true; 2]), (LOGIN_ONLY, [true; 2])],
        [
            ("client_id", ID),
            ("client_secret", SECRET),
            ("Ocp-Apim-Subscription-Key", KEY),
            ("merchantSerialNumber", "999999")
        ];
    recurring: "recurring-v2",
        [(EXPIRED_TOKEN, [true; 2]), (LOGIN_ONLY, [true; 2])],
        [
            ("client_id", ID),
            ("client_secret", SECRET),
            ("Ocp-Apim-Subscription-Key-Access-Token", KEY),
            ("Ocp-Apim-Subscription-Key-Ecom", KEY)
        ];
    login: "login",
        [(EXPIRED_TOKEN, [false, true]), (LOGIN_ONLY, [false; 2])],
        [("client_id", ID), ("client_secret", SECRET)];
    invoice_ipp: "invoice-ipp",
        [(EXPIRED_TOKEN, [true; 2]), (LOGIN_ONLY, [true; 2])],
        [
            ("client-id", ID),
            ("client-secret", SECRET),
            ("access-token-key", KEY),
            ("subscription-key", KEY)
        ];
    invoice_isp: "invoice-isp",
        [(EXPIRED_TOKEN, [true; 2]), (LOGIN_ONLY, [true; 2])],
        [
            ("client-id", ID),
            ("client-secret", SECRET),
            ("access-token-key", KEY),
            ("subscription-key", KEY)
        ];
    psp: "psp-v2",
        [(EXPIRED_TOKEN, [true; 2]), (LOGIN_ONLY, [true; 2])],
        [
            ("client_id", ID),
            ("client_secret", SECRET),
            ("Ocp-Apim-Subscription-Key-Access-Token", KEY),
            ("Ocp-Apim-Subscription-Key-PSP", KEY),
            ("PSP-ID", KEY),
            ("MERCHANT-SERIAL-NUMBER", "999999")
        ];
}
