//! What the program says outside of all reports, when it ends badly: errors and panics. Secrets are
//! masked there, too.

use std::io::Write;
use std::panic::{self, PanicHookInfo};
use std::sync::{Arc, OnceLock};

use crate::redact::Secrets;

/// The secrets of the run of this process.
static SECRETS: OnceLock<Arc<Secrets>> = OnceLock::new();

/// Masks these secrets from now on, in the messages of panics, too.
pub(super) fn mask_with(secrets: &Arc<Secrets>) {
    if SECRETS.set(Arc::clone(secrets)).is_ok() {
        panic::set_hook(Box::new(|info| {
            // There is nowhere left to complain.
            let _ = std::io::stderr().write_all(last_words(info).as_bytes());
        }));
    }
}

/// Masks a text as far as secrets are known.
pub(super) fn masked(text: &str) -> String {
    SECRETS.get().map_or_else(|| text.to_owned(), |secrets| secrets.mask_now(text))
}

fn last_words(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let place = info.location().map(|place| format!(" at {}:{}", place.file(), place.line()));
    format!(
        "error: this is a bug in postbud: {}{}\n",
        masked(text.unwrap_or("no reason given")),
        place.unwrap_or_default()
    )
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn a_panic_tells_no_secret() {
        let secrets = Arc::new(Secrets::new());
        secrets.learn("hunter-22-hunter");
        let said: Arc<Mutex<String>> = Arc::default();
        let before = panic::take_hook();
        mask_with(&secrets);
        // The same words, where the test can read them.
        let ear = Arc::clone(&said);
        panic::set_hook(Box::new(move |info| *ear.lock().unwrap() = last_words(info)));
        let ended = panic::catch_unwind(|| panic!("the token is {}", "hunter-22-hunter"));
        panic::set_hook(before);
        assert!(ended.is_err());
        let said = said.lock().unwrap().clone();
        assert!(
            said.starts_with("error: this is a bug in postbud: the token is ***** at "),
            "{said}"
        );
        assert_eq!(masked("hunter-22-hunter"), "*****");
    }
}
