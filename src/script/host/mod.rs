//! The runner's side of the sandbox: starts a worker, hands it scripts, keeps the deadline, and
//! replaces a worker that hangs or dies.

mod held;
mod inline;
mod job;
mod knowledge;
mod link;
pub mod packages;
mod process;
mod supervisor;
mod thread;
mod vault;

pub use inline::InlineWhen;
pub use job::{Definition, HostCalls, Sandbox, ScriptEvent, ScriptJob, ScriptResult};
pub use knowledge::apply;
pub use packages::Packages;
pub use process::{ProcessSandbox, ProcessWorker};
pub use supervisor::Supervisor;
pub use thread::{ThreadSandbox, ThreadWorker};
pub use vault::Vault;
