//! The process's memory: the allocator, the bytes in use, and a limit on them.
//!
//! The script worker sets the limit, since a script that allocates without end would otherwise take
//! the machine with it. Counting starts with [`set_limit`]: the runner itself pays one branch.
#![expect(unsafe_code, reason = "an allocator cannot be written without it")]

use std::alloc::{GlobalAlloc, Layout};
use std::sync::atomic::{AtomicIsize, AtomicU8, Ordering};

use mimalloc::MiMalloc;

/// What the allocator does: one of the three below.
static STATE: AtomicU8 = AtomicU8::new(FRESH);
/// Nothing was allocated yet.
const FRESH: u8 = 0;
/// Allocations are handed on.
const PLAIN: u8 = 1;
/// Allocations are counted.
const COUNTING: u8 = 2;

/// The alignment that every block of mimalloc has.
const WORD: usize = size_of::<usize>();

static LIVE: AtomicIsize = AtomicIsize::new(0);
static LIMIT: AtomicIsize = AtomicIsize::new(isize::MAX);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Limits the memory that this process may have allocated from now on; 0 removes the limit.
///
/// An allocation over the limit is refused, and the process aborts with Rust's message
/// `memory allocation of N bytes failed`.
pub fn set_limit(bytes: u64) {
    let limit = if bytes == 0 { isize::MAX } else { isize::try_from(bytes).unwrap_or(isize::MAX) };
    LIMIT.store(limit, Ordering::Relaxed);
    STATE.store(COUNTING, Ordering::Relaxed);
}

/// Returns the bytes allocated and not freed since [`set_limit`] was called first; 0 before.
#[must_use]
pub fn live_bytes() -> usize {
    usize::try_from(LIVE.load(Ordering::Relaxed)).unwrap_or(0)
}

/// mimalloc with a count of the live bytes.
struct Counting;

impl Counting {
    /// Asks the system for pages of ordinary size only, for this process and its children, before there
    /// are any: mimalloc takes huge ones where it may, and a small run would hold three times the memory
    /// that it uses.
    #[cold]
    fn begin() -> bool {
        STATE.store(PLAIN, Ordering::Relaxed);
        // A kernel without such pages does so already.
        #[cfg(target_os = "linux")]
        let _ = rustix::thread::disable_transparent_huge_pages(true);
        true
    }

    /// Books an allocation; `false` when it must be refused.
    fn take(bytes: usize) -> bool {
        match STATE.load(Ordering::Relaxed) {
            COUNTING => {}
            FRESH => return Self::begin(),
            _ => return true,
        }
        let bytes = bytes.cast_signed();
        let live = LIVE.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        if live > LIMIT.load(Ordering::Relaxed) {
            LIVE.fetch_sub(bytes, Ordering::Relaxed);
            return false;
        }
        true
    }

    fn give_back(bytes: usize) {
        if STATE.load(Ordering::Relaxed) == COUNTING {
            LIVE.fetch_sub(bytes.cast_signed(), Ordering::Relaxed);
        }
    }
}

// SAFETY: every call goes to mimalloc with the layout it was given; a refused allocation returns
// null, which the trait allows, and the count never touches the memory itself.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !Self::take(layout.size()) {
            return std::ptr::null_mut();
        }
        // What most ask for, without the work for larger alignments.
        match layout.align() <= WORD {
            true => unsafe { libmimalloc_sys::mi_malloc(layout.size()).cast() },
            false => unsafe { MiMalloc.alloc(layout) },
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !Self::take(layout.size()) {
            return std::ptr::null_mut();
        }
        unsafe { MiMalloc.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        Self::give_back(layout.size());
        unsafe { MiMalloc.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // The old block lives until the copy is made: what counts is the growth.
        if new_size > layout.size() && !Self::take(new_size - layout.size()) {
            return std::ptr::null_mut();
        }
        if new_size < layout.size() {
            Self::give_back(layout.size() - new_size);
        }
        match layout.align() <= WORD {
            true => unsafe { libmimalloc_sys::mi_realloc(pointer.cast(), new_size).cast() },
            false => unsafe { MiMalloc.realloc(pointer, layout, new_size) },
        }
    }
}
