//! Where the items of a run stand in the user's files, for reports that point there.

use std::path::Path;
use std::sync::Arc;

use super::source::Loaded;
use crate::collection::item_places;
use crate::run::PlannedItem;
use crate::run::event::Source;

/// Gives every item its place. What came from elsewhere than a file has none.
pub(super) fn locate(loaded: &Loaded, items: &mut [PlannedItem]) {
    let is_file = Path::new(&loaded.origin).is_file();
    let places = match &loaded.text {
        Some(text) if is_file => item_places(text),
        Some(_) | None => Vec::new(),
    };
    for item in items {
        let of_file =
            |file: &Path| Source { file: file.display().to_string(), ..Source::default() };
        item.source = match places.get(item.place) {
            Some(place) => Some(Source {
                line: number(place.line),
                // Other scripts of the phase would be taken for the item's.
                prerequest: place
                    .prerequest
                    .filter(|_| item.prerequest.len() == 1)
                    .and_then(number),
                test: place.test.filter(|_| item.test.len() == 1).and_then(number),
                ..of_file(Path::new(&loaded.origin))
            }),
            None if is_file => Some(of_file(Path::new(&loaded.origin))),
            None => loaded.files.get(item.place).map(|file| of_file(file)),
        }
        .map(Arc::new);
    }
}

fn number(line: usize) -> Option<u64> {
    u64::try_from(line).ok()
}
