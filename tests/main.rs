//! Integration tests: the real binary against real local servers, one module a subject.

mod transport;
