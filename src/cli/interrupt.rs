//! Ctrl-C and SIGTERM, as a future that resolves when either came.

use std::io;

/// Waits for the first signal to stop.
///
/// # Errors
/// Fails where signals cannot be listened for.
pub(super) async fn interrupted() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            received = tokio::signal::ctrl_c() => received,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
