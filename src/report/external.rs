//! External reporters: programs that read the event stream from their standard input.
//!
//! A reporter is a path (`./my-reporter`) or a name `NAME` whose program `postbud-reporter-NAME` is on
//! the `PATH`. It is given what `-r events` writes, one JSON object a line, and its options as arguments:
//! `--reporter-NAME-top 5` arrives as `--top 5`. What it prints is kept until it ends, so that it does
//! not stand between the lines of others.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf, is_separator};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::options::ReporterOptions;
use super::{ReportError, Reporter, Setting, Setup, events};
use crate::run::event::{Content, RunEvent};

/// How long a reporter may take to accept a line, and to end once it has been told everything.
const GRACE: Duration = Duration::from_secs(10);

/// How often a reporter that is to end is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// Bytes that wait for a reporter at most.
const QUEUE_LIMIT: usize = 8 << 20;

/// Finds the program of a reporter that is not built in.
pub(super) fn find(name: &str, search_path: Option<&OsStr>) -> Option<PathBuf> {
    if name.contains(is_separator) {
        return Some(PathBuf::from(name));
    }
    let program = format!("postbud-reporter-{name}{}", std::env::consts::EXE_SUFFIX);
    let mut folders = std::env::split_paths(search_path?);
    folders.find_map(|folder| Some(folder.join(&program)).filter(|path| path.is_file()))
}

/// The name by which a reporter's options are typed: of a path, its last part without extension.
pub(super) fn option_name(name: &str) -> &str {
    let stem = Path::new(name).file_stem().and_then(OsStr::to_str);
    if name.contains(is_separator) { stem.unwrap_or(name) } else { name }
}

/// Starts the program.
pub(super) fn start(
    program: &Path,
    options: &ReporterOptions,
    setup: &Setup<'_>,
) -> Result<Box<dyn Reporter>, ReportError> {
    Ok(Box::new(External::start(program, &arguments(options), GRACE, (setup.stdout)())?))
}

fn arguments(options: &ReporterOptions) -> Vec<OsString> {
    let mut arguments = Vec::new();
    for (option, setting) in options.iter() {
        arguments.push(format!("--{option}").into());
        if let Setting::Text(value) = setting {
            arguments.push(value.into());
        }
    }
    arguments
}

struct External {
    program: PathBuf,
    /// `None` once it has ended.
    running: Option<Running>,
    grace: Duration,
    stdout: Box<dyn Write + Send>,
}

struct Running {
    child: Child,
    queue: Arc<Queue>,
    /// What the program prints.
    printed: [File; 2],
}

impl External {
    fn start(
        program: &Path,
        arguments: &[OsString],
        grace: Duration,
        stdout: Box<dyn Write + Send>,
    ) -> Result<Self, ReportError> {
        let printed = [tempfile::tempfile()?, tempfile::tempfile()?];
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        command.stdout(printed[0].try_clone()?).stderr(printed[1].try_clone()?);
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            // A Ctrl-C is for the run: the reporter is told how it ended.
            command.process_group(0);
        }
        let mut child = command
            .spawn()
            .map_err(|source| ReportError::NotStarted { program: program.to_owned(), source })?;
        let queue = Arc::new(Queue::default());
        if let Some(stdin) = child.stdin.take() {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.drain(stdin));
        }
        let running = Some(Running { child, queue, printed });
        Ok(Self { program: program.to_owned(), running, grace, stdout })
    }

    /// Ends the program, prints what it printed, and says what went wrong.
    fn end(&mut self, told: Result<(), &'static str>) -> Result<(), ReportError> {
        let Some(mut running) = self.running.take() else { return Ok(()) };
        running.queue.close();
        let grace = if told.is_ok() { self.grace } else { Duration::ZERO };
        let status = wait(&mut running.child, grace)?;
        let read_all = running.queue.wait_drained(self.grace);
        let [stdout, stderr] = running.printed;
        print(stdout, &mut self.stdout)?;
        print(stderr, &mut io::stderr())?;
        let reason = match (status, told) {
            (Some(status), _) if !status.success() => format!("ended with {status}"),
            (_, Err(reason)) => reason.to_owned(),
            (None, Ok(())) => {
                format!("did not end within {} s and was ended", self.grace.as_secs())
            }
            (Some(_), Ok(())) if !read_all => "ended before it had read everything".to_owned(),
            (Some(_), Ok(())) => return Ok(()),
        };
        Err(ReportError::External { program: self.program.clone(), reason })
    }
}

impl Reporter for External {
    fn event(&mut self, event: &RunEvent) -> Result<(), ReportError> {
        let Some(running) = &mut self.running else { return Ok(()) };
        let done = matches!(event, RunEvent::Done(_));
        let early = done && running.child.try_wait()?.is_some();
        let told = match running.queue.push(events::line(event)?, self.grace) {
            Ok(()) if early => Err("ended before it had read everything"),
            told => told,
        };
        if told.is_err() || done { self.end(told) } else { Ok(()) }
    }

    fn body_limit(&self) -> usize {
        Content::LIMIT
    }
}

impl Drop for External {
    /// A run that never came to its end takes its reporters with it.
    fn drop(&mut self) {
        if let Some(running) = &mut self.running {
            running.queue.close();
            // Nobody is left to tell.
            let _ = wait(&mut running.child, Duration::ZERO);
        }
    }
}

/// Waits for a program, and ends it when it takes longer; `None` when it had to be ended.
fn wait(child: &mut Child, grace: Duration) -> io::Result<Option<ExitStatus>> {
    let deadline = Instant::now() + grace;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            kill(child)?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(LOOK);
    }
}

/// Ends a program and, where process groups exist, all that it started.
fn kill(child: &mut Child) -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        Ok(kill_process_group(Pid::from_child(child), Signal::KILL)?)
    }
    #[cfg(not(unix))]
    child.kill()
}

/// Prints what a program printed, with a line end at its end.
fn print(mut printed: File, to: &mut impl Write) -> io::Result<()> {
    printed.rewind()?;
    let mut last = LastByte { inner: to, byte: b'\n' };
    let copied = io::copy(&mut printed, &mut last);
    if last.byte != b'\n' {
        last.inner.write_all(b"\n")?;
    }
    copied.and_then(|_| to.flush())
}

/// Remembers the last byte that was written.
struct LastByte<'w, W> {
    inner: &'w mut W,
    byte: u8,
}

impl<W: Write> Write for LastByte<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.byte = bytes[..written].last().copied().unwrap_or(self.byte);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Lines on their way to a program that may read them slowly, or never.
#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    lines: VecDeque<Vec<u8>>,
    bytes: usize,
    /// No further line will come.
    closed: bool,
    /// The program no longer reads.
    deaf: bool,
    /// Every line was handed over, or never will be.
    drained: bool,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends a line; waits while too much waits already. A program that no longer reads loses it:
    /// that is told when it has ended.
    fn push(&self, line: Vec<u8>, grace: Duration) -> Result<(), &'static str> {
        let full = |state: &mut State| state.bytes > QUEUE_LIMIT && !state.deaf;
        let waited = self.changed.wait_timeout_while(self.lock(), grace, full);
        let (mut state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return Err("did not read its input and was ended");
        }
        if !state.deaf {
            state.bytes += line.len();
            state.lines.push_back(line);
            self.changed.notify_all();
        }
        Ok(())
    }

    fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// Hands lines over until the queue is closed; then the program sees the end of its input.
    fn drain(&self, mut stdin: ChildStdin) {
        while let Some(line) = self.next() {
            let deaf = stdin.write_all(&line).is_err();
            let mut state = self.lock();
            state.bytes -= line.len();
            state.deaf |= deaf;
            self.changed.notify_all();
            if deaf {
                break;
            }
        }
        drop(stdin);
        self.lock().drained = true;
        self.changed.notify_all();
    }

    fn next(&self) -> Option<Vec<u8>> {
        let idle = |state: &mut State| state.lines.is_empty() && !state.closed;
        let state = self.changed.wait_while(self.lock(), idle);
        state.unwrap_or_else(PoisonError::into_inner).lines.pop_front()
    }

    /// Waits for [`drain`](Self::drain) after the program's end; tells whether everything was read. A
    /// process that the program left behind may hold the pipe: it is not waited for any longer.
    fn wait_drained(&self, grace: Duration) -> bool {
        let working = |state: &mut State| !state.drained;
        let waited = self.changed.wait_timeout_while(self.lock(), grace, working);
        let (state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        !state.deaf && !waited.timed_out()
    }
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::super::fixture::rich_run;
    use super::*;

    /// A run whose stream does not fit into a pipe.
    fn long_run() -> Vec<RunEvent> {
        let mut events = rich_run();
        let done = events.pop();
        events.iter().cycle().take(100 * events.len()).cloned().chain(done).collect()
    }

    /// Runs a shell script as reporter; returns what it wrote to `$1` and the error.
    fn run(script: &str, grace: Duration) -> (String, Option<String>) {
        let folder = tempfile::tempdir().unwrap();
        let (program, output) = (folder.path().join("reporter"), folder.path().join("output"));
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let arguments = [output.clone().into_os_string()];
        let mut reporter =
            External::start(&program, &arguments, grace, Box::new(io::sink())).unwrap();
        let mut results = long_run().into_iter().map(|event| reporter.event(&event));
        let error = results.find_map(Result::err).map(|error| error.to_string());
        let program = program.display().to_string();
        let error = error.map(|error| error.replace(&program, "reporter"));
        (std::fs::read_to_string(output).unwrap_or_default(), error)
    }

    #[test]
    fn the_stream_comes_whole() {
        let (written, error) = run("cat > \"$1\"", GRACE);
        assert_eq!(error, None);
        let lines: Vec<RunEvent> =
            written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines, long_run());
    }

    #[test]
    fn what_goes_wrong_is_told() {
        let errors =
            ["cat >/dev/null; exit 3", "head -n 1 >/dev/null; exec 0<&-; exit 0", "kill -9 $$"]
                .map(|script| run(script, GRACE).1.unwrap());
        assert_eq!(errors[0], "the reporter reporter ended with exit status: 3");
        assert_eq!(errors[1], "the reporter reporter ended before it had read everything");
        assert!(errors[2].contains("signal: 9"), "{}", errors[2]);
    }

    #[test]
    fn one_that_hangs_is_ended() {
        let began = Instant::now();
        let (_, error) = run("exec sleep 60", Duration::from_millis(50));
        assert!(error.unwrap().contains("was ended"));
        assert!(began.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn one_that_does_not_read_is_ended() {
        let queue = Queue::default();
        assert_eq!(queue.push(vec![0; QUEUE_LIMIT + 1], GRACE), Ok(()));
        assert!(queue.push(vec![0], Duration::from_millis(1)).is_err());
    }

    #[test]
    fn a_name_is_looked_up_and_a_path_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("postbud-reporter-slack");
        std::fs::write(&program, "").unwrap();
        assert_eq!(find("slack", Some(folder.path().as_os_str())), Some(program));
        assert_eq!(find("other", Some(folder.path().as_os_str())), None);
        assert_eq!(find("./slack", None), Some(PathBuf::from("./slack")));
        assert_eq!(option_name("./tools/slack.py"), "slack");
    }
}
