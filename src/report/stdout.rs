//! The standard output, shared by a report and a progress bar.

use std::io::{self, ErrorKind, Write};

use indicatif::ProgressBar;

/// A writer for the terminal. A reader that has gone away (`| head`) ends the report, not the run;
/// the bar makes room for every write.
pub(super) struct Stdout {
    /// `None` once nobody reads any more.
    out: Option<Box<dyn Write + Send>>,
    bar: ProgressBar,
}

impl Stdout {
    pub(super) fn new(out: Box<dyn Write + Send>, bar: ProgressBar) -> Self {
        Self { out: Some(out), bar }
    }

    fn act<T>(
        &mut self,
        done: T,
        act: impl FnOnce(&mut dyn Write) -> io::Result<T>,
    ) -> io::Result<T> {
        let Some(out) = &mut self.out else { return Ok(done) };
        match self.bar.suspend(|| act(out)) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.out = None;
                Ok(done)
            }
            result => result,
        }
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // In one piece: half a block would let the bar in.
        self.act(bytes.len(), |out| out.write_all(bytes).map(|()| bytes.len()))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.act((), |out| out.flush())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    struct Gone(ErrorKind);

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_has_gone_is_no_error_and_a_full_disk_is() {
        let mut gone = Stdout::new(Box::new(Gone(ErrorKind::BrokenPipe)), ProgressBar::hidden());
        gone.write_all(b"a").unwrap();
        assert!(gone.out.is_none());
        gone.write_all(b"b").unwrap();
        gone.flush().unwrap();
        let mut full = Stdout::new(Box::new(Gone(ErrorKind::StorageFull)), ProgressBar::hidden());
        assert_eq!(full.write_all(b"a").unwrap_err().kind(), ErrorKind::StorageFull);
    }
}
