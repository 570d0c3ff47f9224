//! A PostgreSQL server that crashes, comes back, or takes no changes for a while.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdin};

use crate::load::{Ledger, Load, raise_quota};
use crate::suiro::Server;
use crate::support::client::{Client, creation_key};
use crate::support::database::{TestDatabase, postgres_server, psql};

const CRASHES: u32 = 3;

/// A server of its own for one case. With full durability, unlike the one for the other tests.
struct PrivateServer {
    url: String,
    programs: PathBuf,
    folder: PathBuf,
    options: String,
    script: Child,
    stay: ChildStdin,
}

impl PrivateServer {
    async fn start() -> Self {
        let mut script = tokio::process::Command::new("../scripts/postgres")
            .args(["bash", "-c", "echo \"$SUIRO_TEST_POSTGRES_URL\"; read -r _"])
            .env_remove("SUIRO_TEST_POSTGRES_URL")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the project's script");
        let stay = script.stdin.take().expect("its input");
        let mut lines = BufReader::new(script.stdout.take().expect("its output")).lines();
        let url = lines.next_line().await.expect("its output").expect("PostgreSQL starts");
        let ask = |sql: &str| psql(&url, sql).trim().to_owned();
        let folder = PathBuf::from(ask("SHOW data_directory"));
        let home = folder.parent().expect("its home").to_owned();
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1 -c max_connections=300",
            ask("SHOW port"),
            home.display()
        );
        let programs = ask("SELECT setting FROM pg_config WHERE name = 'BINDIR'").into();
        Self { url, programs, folder, options, script, stay }
    }

    /// Ends all its processes at once, without writing down what is in memory.
    fn crash(&self) {
        self.control(&["stop", "--mode", "immediate"]);
    }

    fn start_again(&self) {
        let log = self.folder.with_file_name("log");
        let log = log.to_str().expect("UTF-8");
        self.control(&["start", "--wait", "--log", log, "--options", &self.options]);
    }

    fn control(&self, arguments: &[&str]) {
        let program = self.programs.join("pg_ctl");
        let mut command = if owner(&self.folder) == owner(Path::new("/proc/self")) {
            Command::new(program)
        } else {
            // PostgreSQL refuses to run as root.
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        };
        command.arg("--silent").arg("-D").arg(&self.folder).args(arguments);
        command.current_dir("/").stdout(Stdio::null()).stderr(Stdio::null());
        assert!(command.status().expect("pg_ctl").success(), "{arguments:?}");
    }

    /// Lets the script take the server away.
    async fn remove(mut self) {
        drop(self.stay);
        let _ = self.script.wait().await;
    }
}

fn owner(path: &Path) -> u32 {
    std::fs::metadata(path).expect("a folder").uid()
}

/// Asks until the database answers again.
async fn until_recovered(client: Client) {
    for _ in 0..100 {
        let answer = client.get("/readyz").send().await;
        match answer.status {
            200 => return,
            // Each answer takes some time: the server waits for the database, too.
            status => assert_eq!(status, 503, "{answer}"),
        }
    }
    panic!("the server does not find its way back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_of_postgresql_is_survived_without_a_restart() {
    if postgres_server().is_none() {
        return;
    }
    let postgres = PrivateServer::start().await;
    let database = TestDatabase::postgres(postgres.url.clone());
    raise_quota(&database.url).await;
    let ledger = Arc::new(Ledger::default());
    let server = Server::start(&database.url).await;
    for _ in 0..CRASHES {
        let mut load = Load::start(server.client, &ledger);
        load.until_acknowledged(50).await;
        postgres.crash();
        load.until_refused().await;
        let page = server.client.get("/channels").send().await;
        assert_eq!((page.status, page.header("retry-after")), (503, "5"), "{page}");
        assert_eq!(server.client.get("/healthz").send().await.status, 200);
        postgres.start_again();
        until_recovered(server.client).await;
        load.until_acknowledged(20).await;
        load.stop().await;
        ledger.check(server.client).await;
    }
    server.stop().await;
    drop(database);
    postgres.remove().await;
}

/// Seen from outside, which the file of the other engine does not let anybody do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_expired_is_taken_away() {
    let Some(admin) = postgres_server() else { return };
    let database = TestDatabase::postgres(admin);
    Server::start(&database.url).await.stop().await;
    let sessions = || psql(&database.url, "SELECT count(*) FROM sessions").trim().to_owned();
    assert_eq!(sessions(), "1");
    psql(&database.url, "UPDATE sessions SET created_at = 0, seen_at = 0");
    let server = Server::start_unseen(&database.url).await;
    let begin = Instant::now();
    while sessions() != "0" {
        assert!(begin.elapsed() < Duration::from_mins(1), "an old session is still there");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_takes_no_changes_can_still_be_read() {
    let Some(admin) = postgres_server() else { return };
    let database = TestDatabase::postgres(admin);
    let server = Server::start(&database.url).await;
    let client = server.client;
    client.create(creation_key(0), "Before").send().await.created_id();
    let read_only = |value: &str| {
        database.administer(&format!(
            "ALTER DATABASE {{name}} SET default_transaction_read_only = {value}"
        ));
        database.administer(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        );
    };
    read_only("on");
    let refused = client.create(creation_key(1), "During").send().await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, "5"), "{refused}");
    assert!(refused.text().contains("Service.Unavailable"), "{refused}");
    assert_eq!(client.get("/readyz").send().await.status, 503);
    assert_eq!(client.used().await, 1);
    read_only("off");
    client.create(creation_key(1), "During").send().await.created_id();
    assert_eq!(client.get("/readyz").send().await.status, 200);
    assert_eq!(client.used().await, 2);
    server.stop().await;
}
