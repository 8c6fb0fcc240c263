//! The one way to read a user's file.
