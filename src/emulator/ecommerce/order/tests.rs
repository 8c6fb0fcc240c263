//! An order's states, walked through.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use proptest::prelude::*;

use super::*;

fn stamp(time: Timestamp) -> Stamp {
    Stamp {
        time,
        transaction_id: "1000000000".to_owned(),
        text: "text".to_owned(),
        request_id: String::new(),
    }
}

fn user() -> User {
    super::super::super::config::Config::default().users.remove(0)
}

fn start() -> Timestamp {
    "2020-04-23T10:00:00Z".parse().unwrap()
}

/// An order over 1000 øre.
fn order(direct_capture: bool) -> Order {
    Order {
        msn: "100001".to_owned(),
        id: "order-1".to_owned(),
        amount: 1000,
        phase: Phase::Initiated,
        captured: 0,
        refunded: 0,
        log: vec![Entry {
            operation: Operation::Initiate,
            amount: 1000,
            stamp: stamp(start()),
            success: true,
        }],
        page_token: String::new(),
        page_url: String::new(),
        phone: None,
        direct_capture,
        express: None,
        payer: None,
    }
}

/// Does what the words say: `approve`, `reject`, `fail`, `cancel`, `capture N`, `refund N`,
/// `wait HOURS`. Returns the last refusal.
fn play(order: &mut Order, script: &str) -> Option<Refusal> {
    let mut now = start();
    let mut last = None;
    for step in script.split(", ").filter(|step| !step.is_empty()) {
        let (word, number) = step.split_once(' ').unwrap_or((step, "0"));
        let number: i64 = number.parse().unwrap();
        order.settle(now);
        let outcome = match word {
            "approve" => order.approve(user(), stamp(now)),
            "reject" => order.reject(stamp(now)),
            "fail" => order.fail(stamp(now)),
            "cancel" => order.cancel(stamp(now)),
            "capture" => order.capture(number, stamp(now)).map(drop),
            "refund" => order.refund(number, stamp(now)).map(drop),
            "wait" => {
                now = now.checked_add(SignedDuration::from_hours(number)).unwrap();
                order.settle(now);
                Ok(())
            }
            other => panic!("no such step: {other}"),
        };
        last = outcome.err();
    }
    last
}

#[test]
fn walks_through_its_states() {
    // Script, status, captured, refunded, remaining to capture and to refund.
    for (script, expected) in [
        ("", ("INITIATE", 0, 0, 0, 0)),
        ("approve", ("RESERVE", 0, 0, 1000, 0)),
        ("reject", ("CANCEL", 0, 0, 0, 0)),
        ("fail", ("FAILED", 0, 0, 0, 0)),
        ("wait 1", ("REJECTED", 0, 0, 0, 0)),
        ("cancel", ("CANCEL", 0, 0, 0, 0)),
        ("approve, cancel", ("VOID", 0, 0, 0, 0)),
        ("approve, wait 1", ("RESERVE", 0, 0, 1000, 0)),
        ("approve, capture 600", ("CAPTURE", 600, 0, 400, 600)),
        ("approve, capture", ("CAPTURE", 1000, 0, 0, 1000)),
        ("approve, capture 600, capture", ("CAPTURE", 1000, 0, 0, 1000)),
        ("approve, capture 600, refund 200", ("REFUND", 600, 200, 400, 400)),
        ("approve, capture, refund", ("REFUND", 1000, 1000, 0, 0)),
        ("approve, capture 600, refund, capture", ("CAPTURE", 1000, 600, 0, 400)),
        ("approve, capture 600, capture 401", ("CAPTURE", 600, 0, 400, 600)),
    ] {
        let mut order = order(false);
        play(&mut order, script);
        let seen = (
            order.status(),
            order.captured,
            order.refunded,
            order.remaining_to_capture(),
            order.remaining_to_refund(),
        );
        assert_eq!(seen, expected, "{script}");
    }
}

#[test]
fn refuses_what_the_state_does_not_allow() {
    for (script, expected) in [
        ("capture", Refusal::CaptureUnreserved),
        ("cancel, capture", Refusal::CaptureUnreserved),
        ("approve, cancel, capture", Refusal::CaptureUnreserved),
        ("approve, capture 1001", Refusal::CaptureTooMuch),
        ("approve, capture, capture", Refusal::CaptureTooMuch),
        ("approve, wait 4321, capture", Refusal::CaptureTooLate),
        ("approve, capture 1, cancel", Refusal::CancelAfterCapture),
        ("cancel, cancel", Refusal::CancelImpossible),
        ("wait 1, cancel", Refusal::CancelImpossible),
        ("refund", Refusal::RefundUncaptured),
        ("approve, refund", Refusal::RefundUncaptured),
        ("cancel, refund", Refusal::RefundCancelled),
        ("approve, capture 600, refund 601", Refusal::RefundTooMuch),
        ("approve, capture, refund, refund", Refusal::RefundTooMuch),
        ("approve, capture, wait 8761, refund", Refusal::RefundTooMuch),
        ("approve, approve", Refusal::AlreadyProcessed),
        ("wait 1, approve", Refusal::AlreadyProcessed),
        ("cancel, reject", Refusal::AlreadyProcessed),
    ] {
        let mut order = order(false);
        assert_eq!(play(&mut order, script), Some(expected), "{script}");
    }
}

#[test]
fn direct_capture_sells_at_once() {
    let mut sold = order(true);
    assert_eq!(play(&mut sold, "approve"), None);
    assert_eq!((sold.status(), sold.captured), ("SALE", 1000));
    assert_eq!(play(&mut sold, "cancel"), Some(Refusal::CancelAfterCapture));
    assert_eq!(play(&mut sold, "refund 1000"), None);
    let mut refused = order(true);
    play(&mut refused, "fail");
    assert_eq!((refused.status(), refused.captured), ("FAILED", 0));
}

#[test]
fn the_history_has_failed_attempts_too() {
    let mut order = order(false);
    play(&mut order, "approve, capture 2000, capture 400");
    let seen: Vec<_> =
        order.log.iter().map(|line| (line.operation.name(), line.amount, line.success)).collect();
    assert_eq!(
        seen,
        [
            ("INITIATE", 1000, true),
            ("RESERVE", 1000, true),
            ("CAPTURE", 2000, false),
            ("CAPTURE", 400, true),
        ]
    );
}

proptest! {
    #[test]
    fn the_sums_never_contradict_each_other(
        steps in proptest::collection::vec((0_usize..7, 0_i64..1500), 0..30),
        direct in any::<bool>(),
    ) {
        let words = ["approve", "reject", "fail", "cancel", "capture", "refund", "wait"];
        let script: Vec<_> =
            steps.iter().map(|(word, number)| format!("{} {number}", words[*word])).collect();
        let mut order = order(direct);
        play(&mut order, &script.join(", "));
        prop_assert!(0 <= order.refunded && order.refunded <= order.captured);
        prop_assert!(order.captured <= order.amount);
        let sum = |operation| -> i64 {
            let lines = order.log.iter().filter(|line| line.success);
            lines.filter(|line| line.operation == operation).map(|line| line.amount).sum()
        };
        prop_assert_eq!(sum(Operation::Capture) + sum(Operation::Sale), order.captured);
        prop_assert_eq!(sum(Operation::Refund), order.refunded);
    }
}
