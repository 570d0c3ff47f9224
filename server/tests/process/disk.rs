//! A disk that is full or takes no changes, and a file that somebody else holds.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use nix::fcntl::{FcntlArg, fcntl};

use crate::load::{Ledger, Load, raise_quota};
use crate::suiro::{Server, run};
use crate::support::client::creation_key;
use crate::support::database::{TestDatabase, new_folder, notice};

/// A small disk of its own.
struct Disk(PathBuf);

impl Disk {
    /// Absent where a test may not mount anything.
    fn mount() -> Option<Self> {
        let disk = Self(new_folder());
        if disk.run("mount", &["-t", "tmpfs", "-o", "size=4m", "tmpfs"]) {
            return Some(disk);
        }
        notice("skipped: mounting a small disk is not allowed here");
        None
    }

    fn make_read_only(&self) {
        assert!(self.run("mount", &["-o", "remount,ro"]), "it can be remounted");
    }

    fn url(&self) -> String {
        format!("sqlite://{}/suiro.db", self.0.display())
    }

    fn run(&self, program: &str, arguments: &[&str]) -> bool {
        let mut command = Command::new(program);
        command.args(arguments).arg(&self.0).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.run("umount", &[]);
        let _ = std::fs::remove_dir(&self.0);
    }
}

/// Writes until nothing more fits.
fn fill(file: &Path) {
    let mut file = File::create(file).expect("a file");
    for size in [64 * 1024, 512, 1] {
        while file.write_all(&vec![b'x'; size]).is_ok() {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_changes_until_there_is_room() {
    let Some(disk) = Disk::mount() else { return };
    raise_quota(&disk.url()).await;
    let ledger = Arc::new(Ledger::default());
    let server = Server::start(&disk.url()).await;
    let filler = disk.0.join("filler");
    for _ in 0..3 {
        let mut load = Load::start(server.client, &ledger);
        load.until_acknowledged(20).await;
        fill(&filler);
        load.until_refused().await;
        load.stop().await;
        // Room that SQLite had taken before may be used up first.
        let mut refused = None;
        for number in 0..2000 {
            let call = server.client.create(creation_key(1_000_000 + number), "No room");
            let answer = call.send().await;
            if answer.status == 503 {
                refused = Some(answer);
                break;
            }
            let address = format!("/channels/{}/delete", answer.created_id());
            let fields = [("confirm_name", "No room"), ("no_business", "1"), ("backed_up", "1")];
            let _ = server.client.post(&address, &fields).send().await;
        }
        let refused = refused.expect("a full disk takes no channel");
        assert_eq!(refused.header("retry-after"), "5", "{refused}");
        assert!(refused.text().contains("Service.Unavailable"), "{refused}");
        // Reading goes on.
        assert_eq!(server.client.get("/channels").send().await.status, 200);

        std::fs::remove_file(&filler).expect("the file goes");
        let again = server.client.create(creation_key(2_000_000), "Room again").send().await;
        let address = format!("/channels/{}/delete", again.created_id());
        let fields = [("confirm_name", "Room again"), ("no_business", "1"), ("backed_up", "1")];
        assert_eq!(server.client.post(&address, &fields).send().await.status, 303);
        assert_eq!(server.client.get("/readyz").send().await.status, 200);
    }
    server.kill().await;
    let server = Server::start(&disk.url()).await;
    ledger.check(server.client).await;
    server.stop().await;
}

#[tokio::test]
async fn a_read_only_disk_is_told_at_the_start() {
    let Some(disk) = Disk::mount() else { return };
    Server::start(&disk.url()).await.stop().await;
    disk.make_read_only();
    for command in ["serve", "migrate"] {
        let url = disk.url();
        let refusal = run(&[command, "--listen", "127.0.0.1:0", "--database-url", &url]).await;
        assert!(!refusal.success, "{refusal:?}");
        assert!(refusal.errors.contains("written to"), "{refusal:?}");
        assert!(refusal.errors.contains("because: "), "{refusal:?}");
    }
}

/// The byte of the file beside the database that stands for the right to write
/// (sqlite.org/walformat.html, 2.3.3).
const WRITE_LOCK: i64 = 120;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_somebody_holds_can_still_be_read() {
    let database = TestDatabase::sqlite();
    let server = Server::start(&database.url).await;
    let client = server.client;
    client.create(creation_key(0), "Before").send().await.created_id();
    let path = format!("{}-shm", database.url.trim_start_matches("sqlite://"));
    let file = File::options().read(true).write(true).open(path).expect("SQLite's own file");
    let lock = |kind: i32| {
        let lock = nix::libc::flock {
            l_type: i16::try_from(kind).expect("a kind of lock"),
            l_whence: i16::try_from(nix::libc::SEEK_SET).expect("a beginning"),
            l_start: WRITE_LOCK,
            l_len: 1,
            l_pid: 0,
        };
        fcntl(&file, FcntlArg::F_SETLKW(&lock)).expect("a lock");
    };
    lock(nix::libc::F_WRLCK);
    let refused = client.create(creation_key(1), "During").send().await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, "5"), "{refused}");
    assert_eq!(client.get("/readyz").send().await.status, 503);
    assert_eq!(client.used().await, 1);
    lock(nix::libc::F_UNLCK);
    client.create(creation_key(1), "During").send().await.created_id();
    assert_eq!(client.used().await, 2);
    server.stop().await;
}
