//! The process's memory: allocator, its limit, live bytes.
