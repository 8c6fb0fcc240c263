//! Reports, read back with an independent parser.
