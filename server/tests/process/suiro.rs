//! The program as a child process.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};

use crate::support::client::Client;
use crate::support::database::new_folder;

/// A child that takes longer fails the test instead of stopping it.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program with nothing set that is not set here.
pub(crate) fn suiro(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_suiro"));
    command.args(arguments).current_dir(folder).kill_on_drop(true).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("SUIRO_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command of the program to its end, in a folder of its own.
pub(crate) async fn run(arguments: &[&str]) -> Outcome {
    let folder = new_folder();
    let outcome = outcome(suiro(&folder, arguments)).await;
    std::fs::remove_dir_all(folder).expect("the folder goes");
    outcome
}

/// What came of a command.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) success: bool,
    pub(crate) output: String,
    pub(crate) errors: String,
}

pub(crate) async fn outcome(mut command: Command) -> Outcome {
    let output = tokio::time::timeout(PATIENCE, command.output()).await.expect("an end in time");
    let Output { status, stdout, stderr } = output.expect("the program runs");
    Outcome {
        success: status.success(),
        output: String::from_utf8(stdout).expect("UTF-8"),
        errors: String::from_utf8(stderr).expect("UTF-8"),
    }
}

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) client: Client,
    process: Child,
    folder: PathBuf,
    /// Open as long as the server, which may write to it.
    _output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts on a free port, and returns when the program says that it is ready.
    pub(crate) async fn start(database_url: &str) -> Self {
        let folder = new_folder();
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--database-url", database_url];
        Self::start_command(suiro(&folder, &arguments), folder).await
    }

    /// Starts this command, which is to serve, with its log in this folder.
    pub(crate) async fn start_command(mut command: Command, folder: PathBuf) -> Self {
        let log = folder.join("log");
        command.stdout(Stdio::piped()).stderr(File::create(&log).expect("a log"));
        let mut process = command.spawn().expect("the program starts");
        let mut output = BufReader::new(process.stdout.take().expect("its output"));
        let mut line = String::new();
        let read = tokio::time::timeout(PATIENCE, output.read_line(&mut line)).await;
        read.expect("a line in time").expect("a line");
        let address = line.trim().strip_prefix("Suiro is ready at http://");
        let Some(address) = address.and_then(|address| address.parse().ok()) else {
            panic!("{line:?} is no address: {}", read_log(&log));
        };
        Self { client: Client { address }, process, folder, _output: output }
    }

    /// Sends the signal that a supervisor sends.
    pub(crate) fn terminate(&self) {
        self.signal(Signal::SIGTERM);
    }

    /// Kills it, as a power cut to the process would, and waits until it is gone.
    pub(crate) async fn kill(mut self) {
        self.signal(Signal::SIGKILL);
        self.end().await;
    }

    /// Stops it in good order.
    pub(crate) async fn stop(mut self) {
        self.terminate();
        let status = self.end().await;
        assert!(status.success(), "{status}: {}", self.log());
    }

    /// Waits for the end of the process.
    pub(crate) async fn end(&mut self) -> ExitStatus {
        let end = tokio::time::timeout(PATIENCE, self.process.wait()).await;
        end.expect("an end in time").expect("a status")
    }

    pub(crate) fn log(&self) -> String {
        read_log(&self.folder.join("log"))
    }

    fn signal(&self, signal: Signal) {
        let id = self.process.id().and_then(|id| i32::try_from(id).ok()).expect("it runs");
        kill(Pid::from_raw(id), signal).expect("a signal");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn read_log(log: &Path) -> String {
    std::fs::read_to_string(log).unwrap_or_default()
}
