//! Compressed blocks of details.

use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde_json::value::RawValue;

use super::super::ReportError;
use super::super::output::{ReportFile, Spool};
use super::budget::Budget;
use super::detail::Detail;

/// A block is complete when it has so many bytes before compression: small enough to be inflated
/// while a reader waits.
const BLOCK_SIZE: usize = 256 << 10;

/// Where a detail stands: the block, and the place in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) block: u64,
    pub(super) index: u64,
}

/// Details, collected into blocks of a JSON array each, deflated and in base64.
pub(super) struct Blocks {
    spool: Spool,
    open: Vec<u8>,
    next: Place,
}

impl Blocks {
    pub(super) fn new() -> Result<Self, ReportError> {
        let next = Place { block: 0, index: 0 };
        Ok(Self { spool: Spool::new()?, open: Vec::new(), next })
    }

    /// Adds a detail and tells where it stands.
    pub(super) fn push(
        &mut self,
        detail: &Detail<'_>,
        budget: &mut Budget,
    ) -> Result<Place, ReportError> {
        self.open.push(if self.open.is_empty() { b'[' } else { b',' });
        serde_json::to_writer(&mut self.open, detail)?;
        let place = self.next;
        self.next.index += 1;
        if self.open.len() > BLOCK_SIZE {
            self.close(budget)?;
        }
        Ok(place)
    }

    fn close(&mut self, budget: &mut Budget) -> Result<(), ReportError> {
        if self.open.is_empty() {
            return Ok(());
        }
        self.open.push(b']');
        let mut deflated = DeflateEncoder::new(Vec::new(), Compression::default());
        deflated.write_all(&self.open)?;
        let text = STANDARD.encode(deflated.finish()?);
        budget.spend(self.open.len(), text.len());
        self.spool.push(&text)?;
        self.open.clear();
        self.next = Place { block: self.next.block + 1, index: 0 };
        Ok(())
    }

    /// Writes all blocks as members of a JSON array.
    pub(super) fn copy_to(
        mut self,
        file: &mut ReportFile,
        budget: &mut Budget,
    ) -> Result<(), ReportError> {
        self.close(budget)?;
        Ok(self.spool.copy_to(file)?)
    }
}

/// Writes a value as JSON that may stand in a `script` element: without `<`, which is only ever part
/// of a text there (HTML, "Restrictions for contents of script elements").
pub(super) fn harmless(value: &impl Serialize) -> Result<Box<RawValue>, ReportError> {
    let text = serde_json::to_string(value)?.replace('<', "\\u003c");
    Ok(RawValue::from_string(text)?)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_element() {
        let safe = harmless(&["</script><!--"]).unwrap();
        assert_eq!(safe.get(), r#"["\u003c/script>\u003c!--"]"#);
        assert_eq!(serde_json::from_str::<[String; 1]>(safe.get()).unwrap(), ["</script><!--"]);
    }
}
