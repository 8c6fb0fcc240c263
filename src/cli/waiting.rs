//! What people see while a command works in silence. Nothing where nobody looks: not on a terminal,
//! or in CI.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::terminal::in_ci;

/// How long nothing is shown: most work is over by then.
const PATIENCE: Duration = Duration::from_millis(400);

/// Shows a bar only where somebody looks at the standard error.
pub(super) fn unless_unwatched(bar: ProgressBar) -> ProgressBar {
    let watched = io::stderr().is_terminal() && !in_ci(|name| std::env::var_os(name));
    if watched { bar } else { ProgressBar::hidden() }
}

/// A bar over so many bytes.
pub(super) fn bytes(total: u64) -> ProgressBar {
    let template = "reading {wide_bar} {bytes}/{total_bytes} ETA {eta}";
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    unless_unwatched(ProgressBar::new(total)).with_style(style.progress_chars("#>-"))
}

/// A line that says what is being done, until it is dropped; shown when it takes its time.
pub(super) fn on(what: impl Into<String>) -> Waiting {
    // ASCII everywhere: what is asked of the reports is not known here.
    let style = ProgressStyle::default_spinner().tick_chars(r"|/-\ ");
    let bar = unless_unwatched(ProgressBar::new_spinner()).with_style(style);
    let done = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    if !bar.is_hidden() {
        let (bar, done, what) = (bar.clone(), std::sync::Arc::clone(&done), what.into());
        std::thread::spawn(move || {
            std::thread::sleep(PATIENCE);
            if !done.load(std::sync::atomic::Ordering::Relaxed) {
                bar.set_message(what);
                bar.enable_steady_tick(Duration::from_millis(120));
            }
        });
    }
    Waiting { bar, done }
}

/// See [`on`].
pub(super) struct Waiting {
    bar: ProgressBar,
    done: std::sync::Arc<std::sync::atomic::AtomicBool>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.done.store(true, std::sync::atomic::Ordering::Relaxed);
        self.bar.finish_and_clear();
    }
}
