//! Snapshots of whole reports.

use super::super::fixture::{Screen, green_run, rich_run};
use super::super::options::Options;
use super::super::options::Setting;
use super::*;

const ALL: Show = Show {
    banner: true,
    timestamps: false,
    console: true,
    assertions: true,
    successes: true,
    summary: true,
    failures: true,
    verbose: false,
};

fn report(events: &[RunEvent], style: Style, show: Show) -> String {
    let screen = Screen::default();
    let mut cli = Cli::new(Some(Box::new(screen.clone())), style, show);
    for event in events {
        cli.event(event).unwrap();
    }
    screen.text()
}

fn assert_fits(text: &str, width: usize) {
    for line in text.lines() {
        let shown = console::strip_ansi_codes(line);
        assert!(text::width(&shown) <= width, "wider than {width}: {shown}");
        assert_eq!(text::visible(&shown), shown, "not harmless: {shown:?}");
        assert_eq!(shown.trim_end(), shown, "trailing spaces: {shown:?}");
    }
}

#[test]
fn a_rich_run_at_80_columns() {
    let text = report(&rich_run(), Style::plain(80), ALL);
    assert_fits(&text, 80);
    insta::assert_snapshot!("rich_80", text);
}

#[test]
fn a_rich_run_at_200_columns() {
    let text = report(&rich_run(), Style::plain(200), ALL);
    assert_fits(&text, 200);
    insta::assert_snapshot!("rich_200", text);
}

#[test]
fn a_rich_run_told_in_full() {
    let show = Show { verbose: true, summary: false, failures: false, ..ALL };
    let text = report(&rich_run(), Style::plain(80), show);
    assert_fits(&text, 80);
    insta::assert_snapshot!("rich_verbose", text);
}

#[test]
fn a_rich_run_in_ascii() {
    let style = Style { unicode: false, ..Style::plain(80) };
    let text = report(&rich_run(), style, ALL);
    assert_fits(&text, 80);
    insta::assert_snapshot!("rich_ascii", text);
}

#[test]
fn colours_change_nothing_but_colours() {
    let style = Style { color: true, ..Style::plain(80) };
    let text = report(&rich_run(), style, ALL);
    insta::assert_snapshot!("rich_color", text.replace('\u{1b}', "ESC"));
    let plain = report(&rich_run(), Style::plain(80), ALL);
    assert_eq!(console::strip_ansi_codes(&text), plain);
}

#[test]
fn a_green_run() {
    insta::assert_snapshot!(report(&green_run(), Style::plain(80), ALL), @r#"
    postbud 0.1.0

    Shop
    environment: local

    → Ping
      GET http://localhost/ping [200 OK, 70B, 34ms]
      ✓ is up

    ┌─────────────────────────────────┬──────────┬────────┬─────────┐
    │                                 │ executed │ failed │ skipped │
    ├─────────────────────────────────┼──────────┼────────┼─────────┤
    │                      iterations │        1 │      0 │         │
    │                        requests │        1 │      0 │       0 │
    │                    test-scripts │        1 │      0 │         │
    │              prerequest-scripts │        0 │      0 │         │
    │                      assertions │        1 │      0 │       0 │
    ├─────────────────────────────────┴──────────┴────────┴─────────┤
    │ total run duration: 1.2s                                      │
    │ total data received: 3B                                       │
    │ average response time: 34ms [min: 34ms, max: 34ms, s.d.: 0ms] │
    └───────────────────────────────────────────────────────────────┘
    "#);
}

#[test]
fn every_part_can_be_left_out() {
    let quiet = Show {
        banner: false,
        timestamps: true,
        console: false,
        successes: false,
        summary: false,
        failures: false,
        ..ALL
    };
    insta::assert_snapshot!(report(&rich_run(), Style::plain(80), quiet), @r#"
    Shop
    environment: local

    Iteration 1/2

    ❏ Orders / Blåbær 🫐
    ↳ [18:55:59Z] Create order
      GET https://auth.example.com/token [200 OK, 70B, 34ms] (pm.sendRequest)
      POST https://api.example.com/ecomm/v2/pa…nd=lines,customer [200 OK, 70B, 34ms]
      1. status is 201
      - [skipped] not yet

    ❏ Orders
    ↳ [18:55:59Z] Capture
      ! attempt 1 of 2 failed: the answer was 503; trying again
      POST http://localhost:1/capture [errored]
      2. no connection to localhost:1 (refused); is the server running?
      3. TypeError in test-script: cannot convert 'null' or 'undefined' to object

    → [18:55:59Z] Odd \u{1b}[31mname\u{0} ]]> <&>
      GET http://localhost/odd [200 OK, 1.3kB, 34ms]
      4. odd \u{1b}]0;title\u{7} test "quoted"

    ❏ Orders
    ↳ [18:55:59Z] Refund
      - [skipped] request
      next request → none, the iteration ends

    Iteration 2/2

    ❏ Orders / Blåbær 🫐
    ↳ [18:55:59Z] Create order
      GET https://auth.example.com/token [200 OK, 70B, 34ms] (pm.sendRequest)
      POST https://api.example.com/ecomm/v2/pa…nd=lines,customer [200 OK, 70B, 34ms]
      - [skipped] not yet

    ❏ Orders
    ↳ [18:55:59Z] Capture
      POST http://localhost:1/capture [404 OK, 70B, 34ms]
      - [not finished]

    unresolved variables

      ! {{merchant}} is not defined in any scope and was sent as it stands
        in "Orders / Blåbær 🫐 / Create order", "Orders / Capture" (3 times)
    "#);
    let silent = Show { assertions: false, ..quiet };
    assert!(!report(&rich_run(), Style::plain(80), silent).contains("status is 201"));
}

#[test]
fn options_are_newmans() {
    let mut options = Options::default();
    for option in SWITCHES {
        options.set_typed(&format!("cli-{option}"), Setting::Flag);
    }
    let setup = Setup {
        options: &options,
        style: Style::plain(80),
        stdout: &|| panic!(),
        clock: || 0,
        environment: |_| None,
        detect: true,
        bar: indicatif::ProgressBar::hidden(),
        continued: None,
    };
    let mut reporter = build(&options.of("cli"), &setup).unwrap();
    for event in rich_run() {
        reporter.event(&event).unwrap();
    }
}

/// A reader that has gone away.
struct Gone;

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_broken_pipe_ends_the_report_and_nothing_else() {
    let mut cli = Cli::new(Some(Box::new(Gone)), Style::plain(80), ALL);
    for event in rich_run() {
        cli.event(&event).unwrap();
    }
    assert!(cli.out.is_none());
}

#[test]
fn items_that_run_at_the_same_time_keep_their_lines_together() {
    let in_order = rich_run();
    let body = |text: String| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let at = |event: &RunEvent| match event {
        RunEvent::BeforeItem(event) => Some(event.cursor),
        RunEvent::Script(event) => Some(event.cursor),
        RunEvent::Assertion(event) => Some(event.cursor),
        RunEvent::Console(event) => Some(event.cursor),
        RunEvent::Visualizer(event) => Some(event.cursor),
        RunEvent::Request(event) => Some(event.cursor),
        RunEvent::Item(event) => Some(event.cursor),
        _ => None,
    };
    let first = Cursor { position: 0, iteration: 0, length: 4, cycles: 2 };
    let second = Cursor { position: 1, ..first };
    let (ours, theirs): (Vec<_>, Vec<_>) = in_order
        .iter()
        .filter(|event| at(event).is_some_and(|at| at == first || at == second))
        .partition(|event| at(event) == Some(first));
    let mut mixed = vec![in_order[0].clone()];
    for index in 0..ours.len().max(theirs.len()) {
        mixed.extend(ours.get(index).map(|event| (*event).clone()));
        mixed.extend(theirs.get(index).map(|event| (*event).clone()));
    }
    let lines = body(report(&mixed, Style::plain(80), ALL));
    let capture = lines.iter().position(|line| line.contains("Capture")).unwrap();
    assert!(lines[capture + 1].contains("http://localhost:1/capture"), "{lines:#?}");
}
