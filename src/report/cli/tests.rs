//! Snapshots of whole reports.
