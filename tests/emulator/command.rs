//! `postbud emulator` and `--emulator=CONFIG` as typed.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use super::client::Request;
use crate::support::command::{Desk, shipped};

#[test]
fn a_wrong_configuration_is_explained() {
    let desk = Desk::new();
    desk.file("shop.toml", "[[merchants]]\nname = \"x\"\nclient_idd = \"y\"\n");
    let collection = shipped("login.postman_collection.json");
    for arguments in [
        vec!["emulator", "--config", "shop.toml"],
        vec!["run", &collection, "--emulator=shop.toml"],
    ] {
        let ran = desk.postbud(&arguments);
        assert_eq!(ran.code, 3, "{}", ran.stderr);
        for part in ["shop.toml", "line 3", "unknown field `client_idd`"] {
            assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
        }
    }
    assert_eq!(desk.postbud(&["run", &collection, "--lenient"]).code, 2, "there is no emulator");
}

#[tokio::test]
async fn the_command_serves_what_is_configured() {
    let desk = Desk::new();
    let config = "https = true\nmerchants = []\npublic_url = \"http://there.example\"\n";
    desk.file("shop.toml", config);
    let ca = desk.path("ca.pem");
    let mut process = Command::new(env!("CARGO_BIN_EXE_postbud"))
        .args(["emulator", "--config", "shop.toml", "--https", "--ca-export"])
        .arg(&ca)
        .current_dir(ca.parent().unwrap())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).unwrap().split([',', '\n']).next().unwrap();
    let path = "GET /access-management-1.0/access/.well-known/openid-configuration";
    let answer = Request::new(path).send(address.parse().unwrap()).await;
    process.kill().unwrap();
    process.wait().unwrap();
    let issuer = answer.json()["issuer"].as_str().unwrap().to_owned();
    assert!(issuer.starts_with("http://there.example/"), "{issuer}");
    assert!(desk.read("ca.pem").starts_with("-----BEGIN CERTIFICATE-----"));
}
