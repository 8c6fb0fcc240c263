//! Workers as child processes.

use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::BytesMut;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::task::JoinHandle;

use crate::script::frame::{self, FrameError};
use crate::script::protocol::{FromWorker, ToWorker, WorkerSettings};
use crate::script::worker::ARGUMENT;

use super::inline::InlineWhen;
use super::link::{Link, Start};
use super::supervisor::Supervisor;

/// The sandbox in a process of its own.
pub type ProcessSandbox = Supervisor<ProcessWorker>;

/// Room for one read, in bytes: most scripts' messages fit.
const ROOM: usize = 4 * 1024;

/// How much of a worker's stderr is kept, in bytes.
const STDERR_TAIL: usize = 8 * 1024;

/// Starts the program itself as a worker.
#[derive(Debug, Clone)]
pub struct ProcessWorker {
    /// The program to start; `None` means this one.
    pub program: Option<PathBuf>,
    /// Settings for the workers.
    pub settings: WorkerSettings,
    /// When scripts are run without a worker.
    pub inline: InlineWhen,
}

impl Start for ProcessWorker {
    type Link = ProcessLink;

    fn settings(&self) -> &WorkerSettings {
        &self.settings
    }

    fn inline(&self) -> InlineWhen {
        self.inline
    }

    fn start(&mut self) -> Result<ProcessLink, String> {
        let program = match &self.program {
            Some(program) => program.clone(),
            None => std::env::current_exe()
                .map_err(|error| format!("this program cannot find itself: {error}"))?,
        };
        let mut command = Command::new(&program);
        command
            .arg(ARGUMENT)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        // Dates in scripts are local; Windows needs its root to start a process at all.
        for name in ["TZ", "SystemRoot"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        let mut child =
            command.spawn().map_err(|error| format!("{}: {error}", program.display()))?;
        let (Some(stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err("the worker's pipes are missing".to_owned());
        };
        let tail = Arc::new(Mutex::new(Vec::new()));
        let reader = tokio::spawn(collect(stderr, Arc::clone(&tail)));
        let memory_limit = self.settings.memory_limit;
        Ok(ProcessLink {
            child,
            stdin,
            stdout,
            buffer: BytesMut::new(),
            tail,
            reader,
            memory_limit,
        })
    }
}

/// The pipes of a worker process.
#[derive(Debug)]
pub struct ProcessLink {
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
    buffer: BytesMut,
    tail: Arc<Mutex<Vec<u8>>>,
    reader: JoinHandle<()>,
    memory_limit: u64,
}

impl Link for ProcessLink {
    /// Reads while it writes: a worker that writes does not read.
    async fn send(&mut self, messages: &[ToWorker]) -> Result<(), FrameError> {
        let mut frames = Vec::with_capacity(ROOM);
        messages.iter().try_for_each(|message| frame::append(&mut frames, message))?;
        let mut rest = frames.as_slice();
        self.buffer.reserve(ROOM);
        while !rest.is_empty() {
            tokio::select! {
                biased;
                written = self.stdin.write(rest) => rest = &rest[written?..],
                read = self.stdout.read_buf(&mut self.buffer) => {
                    if read? == 0 {
                        return Err(FrameError::Closed);
                    }
                    self.buffer.reserve(ROOM);
                }
            }
        }
        Ok(())
    }

    async fn receive(&mut self) -> Result<FromWorker, FrameError> {
        loop {
            if let Some(message) = frame::split(&mut self.buffer)? {
                return Ok(message);
            }
            self.buffer.reserve(ROOM);
            if self.stdout.read_buf(&mut self.buffer).await? == 0 {
                return Err(FrameError::Closed);
            }
        }
    }

    async fn end(mut self) {
        // Killed: to take its world apart would only take time. Waited for: else it stays a zombie, and
        // its processor time is counted nowhere.
        let _ = self.child.kill().await;
    }

    async fn bury(mut self) -> String {
        // A worker that closed its pipe is about to end; its own end tells more than our kill.
        let own_end = tokio::time::timeout(Duration::from_millis(50), self.child.wait()).await;
        let status = match own_end {
            Ok(status) => status,
            Err(_) => {
                let _ = self.child.start_kill();
                self.child.wait().await
            }
        };
        let _ = tokio::time::timeout(Duration::from_millis(50), self.reader).await;
        let tail = self.tail.lock().unwrap_or_else(PoisonError::into_inner);
        match status {
            Ok(status) => {
                cause_of_death(status, &String::from_utf8_lossy(&tail), self.memory_limit)
            }
            Err(error) => format!("the script worker cannot be watched: {error}"),
        }
    }
}

async fn collect(mut stderr: ChildStderr, tail: Arc<Mutex<Vec<u8>>>) {
    let mut chunk = [0; 1024];
    while let Ok(size @ 1..) = stderr.read(&mut chunk).await {
        let mut tail = tail.lock().unwrap_or_else(PoisonError::into_inner);
        tail.extend_from_slice(&chunk[..size]);
        let excess = tail.len().saturating_sub(STDERR_TAIL);
        tail.drain(..excess);
    }
}

/// Says in words of what a worker died.
fn cause_of_death(status: ExitStatus, stderr: &str, memory_limit: u64) -> String {
    if stderr.contains("memory allocation of") {
        let limit = memory_limit / (1024 * 1024);
        return if memory_limit == 0 {
            "the script ran out of memory".to_owned()
        } else {
            format!("the script needs more memory than the limit of {limit} MB")
        };
    }
    if stderr.contains("overflowed its stack") {
        return "the script nests too deeply and overflowed the stack".to_owned();
    }
    let last = stderr.lines().rev().find(|line| !line.trim().is_empty());
    let said = last.map(|line| format!(": {}", line.trim())).unwrap_or_default();
    match signal(status) {
        Some(signal) => format!("the script worker was killed by signal {signal}{said}"),
        None => format!("the script worker ended unexpectedly ({status}){said}"),
    }
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}
