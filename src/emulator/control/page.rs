//! `GET /_emulator/`: the state as a page, with a button for each control call.

use serde_json::Value;

use super::super::call::Call;
use super::super::clock::iso;
use super::super::html::{self, button, escape};
use super::super::landing::kroner;
use super::super::reply::Reply;
use super::super::state::World;
use super::super::{ecommerce, invoice, login, psp, recurring};
use super::state::merchant;

/// Faults that have a button: the form's word, and the label.
const FAULTS: [(&str, &str); 8] = [
    ("none", "None"),
    ("wrongKey", "Wrong key"),
    ("expiredToken", "Expired token"),
    ("blocked", "Blocked"),
    ("loginOnly", "Login only"),
    ("latency", "1 s latency"),
    ("429", "429"),
    ("503", "503"),
];

pub(super) fn page(world: &mut World, _call: &Call) -> Reply {
    let content = [
        clock(world),
        merchants(world),
        orders(world),
        agreements(world),
        payments(world),
        invoices(world),
        users(world),
    ]
    .concat();
    html::page(200, "Emulated Vipps APIs", &content)
}

fn clock(world: &World) -> String {
    let advance =
        |label, seconds| button("/_emulator/clock/advance", label, &[("seconds", seconds)]);
    format!(
        "<p>Time: <code id=\"time\">{}</code></p><p>{}{}{}{}{}</p>",
        iso(world.clock.now()),
        advance("+1 minute", "60"),
        advance("+10 minutes", "600"),
        advance("+1 day", "86400"),
        button("/_emulator/batches/run", "Run batches", &[]),
        button("/_emulator/reset", "Reset", &[])
    )
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// A section with a table; each row's cells are HTML already.
fn table(id: &str, title: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return format!("<h2>{title}</h2><p id=\"{id}\">None.</p>");
    }
    let head: String = head.iter().map(|name| format!("<th>{name}</th>")).collect();
    let row = |cells: &Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr>{cells}</tr>")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<h2>{title}</h2><table id=\"{id}\"><tr>{head}</tr>{rows}</table>")
}

/// Whether a fault is on. No latency is 0; a limit of 0 calls is a limit.
fn is_on(name: &str, value: &Value) -> bool {
    match value {
        Value::Bool(on) => *on,
        Value::Number(number) => name != "latencyMs" || number.as_u64() != Some(0),
        _ => false,
    }
}

fn merchants(world: &World) -> String {
    let row = |who| {
        let view = merchant(world, who);
        let client_id = text(&view, "client_id");
        let action = format!("/_emulator/merchants/{client_id}/faults");
        let buttons: String =
            FAULTS.iter().map(|(word, label)| button(&action, label, &[("fault", word)])).collect();
        let active: Vec<_> = view["faults"]
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(name, value)| is_on(name, value))
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        vec![escape(&who.name), escape(client_id), escape(&active.join(", ")), buttons]
    };
    let rows: Vec<_> = world.config.merchants.iter().map(row).collect();
    table("merchants", "Merchants", &["Name", "client_id", "Faults", "Switch on"], &rows)
}

/// Buttons for what waits for the user; nothing otherwise.
fn decide(waits: bool, control: &str) -> String {
    if !waits {
        return String::new();
    }
    let post = |word: &str, label| button(&format!("/_emulator/{control}/{word}"), label, &[]);
    post("approve", "Approve") + &post("reject", "Reject")
}

fn orders(world: &mut World) -> String {
    let row = |order: &Value| {
        let (msn, id) = (text(order, "merchantSerialNumber"), text(order, "orderId"));
        let status = text(order, "status");
        let first = order["details"]["transactionLogHistory"].as_array().and_then(|all| all.last());
        let amount = first.and_then(|entry| entry["amount"].as_i64()).unwrap_or_default();
        let buttons = decide(status == "INITIATE", &format!("orders/{msn}/{id}"));
        vec![escape(msn), escape(id), kroner(amount), status.to_owned(), buttons]
    };
    let rows: Vec<_> = ecommerce::orders(world).as_array().into_iter().flatten().map(row).collect();
    table("orders", "Orders", &["MSN", "Order", "Amount", "Status", ""], &rows)
}

fn agreements(world: &mut World) -> String {
    let row = |agreement: &Value| {
        let (id, status) = (text(agreement, "id"), text(agreement, "status"));
        let charge = |charge: &Value| {
            let amount = kroner(charge["amount"].as_i64().unwrap_or_default());
            let (id, due) = (text(charge, "id"), text(charge, "due"));
            let line = format!("{id}: {amount}, {}, due {due}", text(charge, "status"));
            escape(&line)
        };
        let charges: Vec<_> =
            agreement["charges"].as_array().into_iter().flatten().map(charge).collect();
        vec![
            escape(id),
            escape(text(agreement, "productName")),
            kroner(agreement["price"].as_i64().unwrap_or_default()),
            status.to_owned(),
            charges.join("<br>"),
            decide(status == "PENDING", &format!("agreements/{id}")),
        ]
    };
    let all = recurring::overview(world);
    let rows: Vec<_> = all.as_array().into_iter().flatten().map(row).collect();
    let head = ["Agreement", "Product", "Price", "Status", "Charges", ""];
    table("agreements", "Agreements", &head, &rows)
}

fn payments(world: &World) -> String {
    let row = |payment: &Value| {
        let (id, status) = (text(payment, "pspTransactionId"), text(payment, "status"));
        vec![
            escape(id),
            kroner(payment["amount"].as_i64().unwrap_or_default()),
            status.to_owned(),
            decide(status == "INITIATED", &format!("psp/{id}")),
        ]
    };
    let all = psp::overview(world);
    let rows: Vec<_> = all["payments"].as_array().into_iter().flatten().map(row).collect();
    let waiting = all["waitingUpdates"].as_u64().unwrap_or_default();
    table("psp", "PSP payments", &["Transaction", "Amount", "Status", ""], &rows)
        + &format!("<p>Status updates that wait for the batch: {waiting}</p>")
}

fn invoices(world: &mut World) -> String {
    let row = |invoice: &Value| {
        vec![
            escape(text(invoice, "invoiceId")),
            escape(text(invoice, "subject")),
            kroner(invoice["amount"].as_i64().unwrap_or_default()),
            text(&invoice["status"], "state").to_owned(),
        ]
    };
    let rows: Vec<_> = invoice::overview(world).as_array().into_iter().flatten().map(row).collect();
    table("invoices", "Invoices", &["Invoice", "Subject", "Amount", "State"], &rows)
}

fn users(world: &World) -> String {
    let login = login::overview(world);
    format!(
        "<h2>Login</h2><p>The user says <code id=\"login\">{}</code>.{}{}</p>",
        escape(text(&login, "userSays")),
        button("/_emulator/login/approve", "Say yes", &[]),
        button("/_emulator/login/reject", "Say no", &[])
    )
}
