//! The files in `.deploy`: their commands are run as they stand there.
