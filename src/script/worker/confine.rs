//! What the worker process gives up before it runs other people's code.
//!
//! Linux: Landlock takes away the file system and, from kernel 6.7 on, TCP; a limit of no further
//! file descriptors takes away every other socket and file, also on older kernels and other Unix
//! systems. Elsewhere the engine alone stands between a script and the machine: it offers scripts
//! neither files nor sockets.

use std::fs::File;
use std::io;

use crate::memory;
use crate::script::protocol::WorkerSettings;

use super::hooks;

/// Restricts the process; must run before it starts threads, since Landlock is inherited by them.
pub(super) fn before_threads(settings: &WorkerSettings) {
    hooks::load_time_zone();
    memory::set_limit(settings.memory_limit);
    #[cfg(target_os = "linux")]
    landlock();
    #[cfg(unix)]
    limits::no_core_no_files();
}

/// Restricts what the worker itself needed for its start.
pub(super) fn after_threads() {
    #[cfg(unix)]
    limits::no_processes();
}

/// Returns the pipe from the host, unbuffered.
#[cfg(unix)]
pub(super) fn input() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
}

/// Returns the pipe to the host, unbuffered.
#[cfg(unix)]
pub(super) fn output() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

/// Returns the pipe from the host, unbuffered.
#[cfg(windows)]
pub(super) fn input() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(File::from(io::stdin().as_handle().try_clone_to_owned()?))
}

/// Returns the pipe to the host, unbuffered.
#[cfg(windows)]
pub(super) fn output() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(File::from(io::stdout().as_handle().try_clone_to_owned()?))
}

/// Takes away the file system and TCP. Best effort: an old kernel does what it can.
#[cfg(target_os = "linux")]
fn landlock() {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr};

    let abi = ABI::V4;
    let _ = Ruleset::default()
        .handle_access(AccessFs::from_all(abi))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(abi)))
        .and_then(Ruleset::create)
        .and_then(landlock::RulesetCreated::restrict_self);
}

#[cfg(unix)]
mod limits {
    use rustix::process::{Resource, Rlimit, setrlimit};

    /// stdin, stdout, stderr and what is open already stay open.
    const OPEN_FILES: u64 = 3;

    pub(super) fn no_core_no_files() {
        limit(Resource::Core, 0);
        limit(Resource::Nofile, OPEN_FILES);
    }

    /// Root is exempt from this limit; Landlock and the missing descriptors hold there too.
    pub(super) fn no_processes() {
        limit(Resource::Nproc, 0);
    }

    /// A limit that the system refuses is one that it does not know: nothing to do about it.
    fn limit(resource: Resource, value: u64) {
        let _ = setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) });
    }
}
