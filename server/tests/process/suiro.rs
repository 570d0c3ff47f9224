//! The program as a child process.

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};

use crate::support::client::{Client, SESSION_COOKIE};
use crate::support::database::new_folder;

/// A child that takes longer fails the test instead of stopping it.
const PATIENCE: Duration = Duration::from_mins(1);

/// The first person, as [`Server::sign_in`] makes them.
pub(crate) const EMAIL: &str = "admin@example.com";
pub(crate) const PASSWORD: &str = "correct horse battery";

/// The program with nothing set that is not set here.
pub(crate) fn suiro(folder: &Path, arguments: &[&str]) -> Command {
    // A measurement runs the program as it is released.
    let program = std::env::var_os("SUIRO_TEST_PROGRAM");
    let program = program.unwrap_or_else(|| env!("CARGO_BIN_EXE_suiro").into());
    let mut command = Command::new(program);
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
    /// In the beginning nobody; [`Self::start`] signs the first person in.
    pub(crate) client: Client,
    /// What the program says before it is ready.
    pub(crate) told: Vec<String>,
    process: Child,
    folder: PathBuf,
    output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts on a free port, and signs in: the first time through the set-up link.
    pub(crate) async fn start(database_url: &str) -> Self {
        let mut server = Self::start_unseen(database_url).await;
        server.sign_in().await;
        server
    }

    /// Starts on a free port, and returns when the program says that it is ready.
    pub(crate) async fn start_unseen(database_url: &str) -> Self {
        let folder = new_folder();
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--database-url", database_url];
        Self::start_command(suiro(&folder, &arguments), folder).await
    }

    /// Starts this command, which is to serve, with its log in this folder.
    pub(crate) async fn start_command(mut command: Command, folder: PathBuf) -> Self {
        let log = folder.join("log");
        command.stdout(Stdio::piped()).stderr(File::create(&log).expect("a log"));
        let mut process = command.spawn().expect("the program starts");
        let output = BufReader::new(process.stdout.take().expect("its output"));
        let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let (client, told) = (Client::anonymous(nowhere), Vec::new());
        let mut server = Self { client, told, process, folder, output };
        let mut line = server.line().await;
        while !line.is_empty() && !line.starts_with("Suiro is ready") {
            server.told.push(line);
            line = server.line().await;
        }
        let url = line.strip_prefix("Suiro is ready at ");
        let address = url.and_then(|url| url.split_once("://"));
        let Some(address) = address.and_then(|(_, address)| address.parse().ok()) else {
            panic!("{line:?} is no address: {}", server.log());
        };
        server.client = Client::anonymous(address);
        server
    }

    /// The next line that the program writes; empty when it has ended without one.
    pub(crate) async fn line(&mut self) -> String {
        let mut line = String::new();
        let read = tokio::time::timeout(PATIENCE, self.output.read_line(&mut line)).await;
        read.expect("a line in time").expect("a line");
        line.trim_end().to_owned()
    }

    /// The address of the form of the first start, from the link that the program prints when
    /// nobody can sign in yet.
    pub(crate) async fn set_up_address(&mut self) -> String {
        let line = self.line().await;
        let url = line.strip_prefix("Set up Suiro here, within an hour: http://");
        let path = url.and_then(|url| url.find('/').map(|path| &url[path..]));
        path.unwrap_or_else(|| panic!("{line:?} is no link: {}", self.log())).to_owned()
    }

    /// Signs the first person in, who may have to be made.
    pub(crate) async fn sign_in(&mut self) {
        let form = [("email", EMAIL), ("password", PASSWORD), ("return_to", "/")];
        let mut answer = self.client.post("/sign-in", &form).send().await;
        if answer.status == 422 {
            let form = [
                ("person_name", "Ada Admin"),
                ("email", EMAIL),
                ("new_password", PASSWORD),
                ("organisation", "Example"),
            ];
            let address = self.set_up_address().await;
            answer = self.client.post(&address, &form).send().await;
        }
        let token = answer.token(SESSION_COOKIE);
        let token = token.unwrap_or_else(|| panic!("nobody is signed in: {answer}"));
        self.client = self.client.with_session(&token);
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

    pub(crate) fn signal(&self, signal: Signal) {
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
