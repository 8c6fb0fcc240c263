//! The report in a terminal: colours, width, the progress bar. `script` of util-linux makes the terminal.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::support::command::{Desk, collection};
use crate::support::echo::Echo;

/// Runs `postbud` in a terminal of so many columns; `None` where there is no `script`.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn in_terminal(desk: &Desk, columns: u16, words: &str, set: &[(&str, &str)]) -> Option<String> {
    let program = env!("CARGO_BIN_EXE_postbud");
    let line = format!("stty cols {columns} rows 50; '{program}' {words}");
    let mut command = Command::new("script");
    for name in ["CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS"] {
        command.env_remove(name);
    }
    command
        .args(["-q", "-c", &line, "/dev/null"])
        .current_dir(desk.path(""))
        .env("TERM", "xterm-256color")
        .envs(set.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            eprintln!("skipped: no script: {error}");
            return None;
        }
    };
    // The terminal is there as long as its keyboard is.
    let keyboard = child.stdin.take();
    let mut shown = Vec::new();
    child.stdout.take().unwrap().read_to_end(&mut shown).unwrap();
    child.wait().unwrap();
    drop(keyboard);
    Some(String::from_utf8_lossy(&shown).replace("\r\n", "\n"))
}

fn desk(echo: &Echo) -> Desk {
    let desk = Desk::new();
    let url = format!("http://127.0.0.1:{}/get?expand={}", echo.port(), "lines,".repeat(60));
    desk.file(
        "c.json",
        collection(&url, "pm.test('is 201', () => pm.response.to.have.status(201));"),
    );
    desk
}

#[test]
fn colours_and_width_are_those_of_the_terminal() {
    let echo = Echo::start();
    let desk = desk(&echo);
    for columns in [80, 200] {
        let Some(text) = in_terminal(&desk, columns, "run c.json", &[]) else { return };
        assert!(text.contains("\u{1b}[1m→ "), "{text}");
        let widths = text.lines().map(console::measure_text_width);
        assert_eq!(widths.max(), Some(usize::from(columns)), "{text}");
    }
    for (words, set) in [
        ("run c.json", [("NO_COLOR", "1")]),
        ("run c.json", [("FORCE_COLOR", "0")]),
        ("run c.json --color off", [("FORCE_COLOR", "1")]),
        ("run c.json", [("TERM", "dumb")]),
    ] {
        let Some(text) = in_terminal(&desk, 80, words, &set) else { return };
        assert!(text.contains("1. is 201") && !text.contains('\u{1b}'), "{words} {set:?}: {text}");
    }
    let ascii = in_terminal(&desk, 80, "run c.json --disable-unicode", &[("NO_COLOR", "1")]);
    assert!(ascii.is_none_or(|text| text.is_ascii() && text.contains("-> only")));
    // Piped, colours are for those who ask for them.
    let piped = |set| desk.postbud_with(&["run", "c.json"], set).stdout;
    assert!(!piped(&[("CI", "true")]).contains('\u{1b}'));
    assert!(piped(&[("CI", "true"), ("FORCE_COLOR", "1")]).contains('\u{1b}'));
    assert!(
        piped(&[("COLUMNS", "70")]).lines().all(|line| console::measure_text_width(line) <= 70)
    );
}

#[test]
fn the_progress_bar_is_for_those_who_look() {
    let echo = Echo::start();
    let desk = desk(&echo);
    let words = "run c.json -n 30 -r cli,progress";
    let Some(text) = in_terminal(&desk, 80, words, &[]) else { return };
    assert!(text.contains("30/30") && text.contains("30 failed"), "{text}");
    // The bar is gone when the report writes a line.
    for line in text.lines().filter(|line| line.contains(". is 201") || line.contains("→ only")) {
        let visible = line.rsplit("\u{1b}[2K").next().unwrap_or(line);
        assert!(!visible.contains("ETA"), "{line:?}");
    }
    assert_eq!(text.matches("Iteration ").count(), 30, "{text}");
    let quiet = in_terminal(&desk, 80, words, &[("CI", "true")]).unwrap_or_default();
    assert!(!quiet.contains("ETA"), "{quiet}");
    let piped = desk.postbud(&["run", "c.json", "-r", "progress"]);
    assert_eq!((piped.stdout.as_str(), piped.stderr.as_str()), ("", ""));
}
