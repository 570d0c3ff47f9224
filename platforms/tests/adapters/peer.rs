//! Servers that others wrote, started through node. Their packages are in `tests/package.json`.

use std::io::ErrorKind;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

/// A running server. It ends with the test.
pub(crate) struct Peer {
    pub(crate) port: u16,
    lines: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl Peer {
    /// Starts `tests/peers/<script>`, or says that there is no node on this machine.
    pub(crate) async fn start(script: &str, config: &Value) -> Option<Self> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers");
        let spawned = Command::new("node")
            .arg(format!("{folder}/{script}"))
            .env("PEER", config.to_string())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn();
        let mut process = match spawned {
            Ok(process) => process,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                eprintln!("Skipped: there is no node to run {script} with.");
                return None;
            }
            Err(error) => panic!("node does not start: {error}"),
        };
        let lines = BufReader::new(process.stdout.take().expect("an output")).lines();
        let mut peer = Self { port: 0, lines, _process: process };
        let port = peer.said().await["port"].as_u64();
        peer.port = port.and_then(|port| port.try_into().ok()).expect("a port");
        Some(peer)
    }

    /// The next line that the server prints.
    pub(crate) async fn said(&mut self) -> Value {
        let line = timeout(Duration::from_secs(20), self.lines.next_line());
        let line = line
            .await
            .expect("a line in time")
            .expect("an output")
            .expect("a line: if a package is missing, run `npm ci` in platforms/tests");
        serde_json::from_str(&line).expect("a line in JSON")
    }
}
