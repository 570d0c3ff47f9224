//! A database for each case, taken away afterwards.

use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A database that only one case knows. Nothing is in it yet.
#[derive(Debug)]
pub(crate) struct TestDatabase {
    pub(crate) url: String,
    /// For files of the case: its keys and, if it is a file, the database.
    folder: PathBuf,
    place: Place,
}

#[derive(Debug)]
enum Place {
    File,
    Server { admin: String, name: String },
}

impl TestDatabase {
    pub(crate) fn sqlite() -> Self {
        let folder = new_folder();
        let url = format!("sqlite://{}/suiro.db", folder.display());
        Self { url, folder, place: Place::File }
    }

    /// A new database on this server.
    pub(crate) fn postgres(admin: String) -> Self {
        // Unique on this server, which other processes may be using, too.
        let now = psql(&admin, "SELECT replace(gen_random_uuid()::text, '-', '')");
        let name = format!("suiro_test_{}", now.trim());
        psql(&admin, &format!("CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"));
        let (server, _) = admin.rsplit_once('/').expect("a URL with a database");
        let url = format!("{server}/{name}");
        Self { url, folder: new_folder(), place: Place::Server { admin, name } }
    }

    /// One more, on the same engine.
    pub(crate) fn another(&self) -> Self {
        match &self.place {
            Place::File => Self::sqlite(),
            Place::Server { admin, .. } => Self::postgres(admin.clone()),
        }
    }

    /// Where the keys are that seal what is in it.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.folder.join("suiro.keys")
    }

    /// Runs SQL on the server of the database, as its administrator would.
    pub(crate) fn administer(&self, sql: &str) {
        match &self.place {
            Place::File => panic!("SQLite has no administrator"),
            Place::Server { admin, name } => {
                psql(admin, &sql.replace("{name}", name));
            }
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
        if let Place::Server { admin, name } = &self.place {
            let drop = format!("DROP DATABASE {name} WITH (FORCE)");
            let _ = Command::new("psql").args([admin, "-qc", &drop]).status();
        }
    }
}

/// Runs SQL through PostgreSQL's own program: only the crate `storage` may know a driver.
pub(crate) fn psql(url: &str, sql: &str) -> String {
    let arguments = ["-qAtX", "-v", "ON_ERROR_STOP=1", url, "-c", sql];
    let output = Command::new("psql").args(arguments).output().expect("PostgreSQL's program psql");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The server for tests, if there is one.
pub(crate) fn postgres_server() -> Option<String> {
    if let Ok(url) = env::var("SUIRO_TEST_POSTGRES_URL") {
        return Some(url);
    }
    let required = env::var_os("CI").is_some()
        || env::var("SUIRO_TEST_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
    assert!(!required, "SUIRO_TEST_POSTGRES_URL has to name a PostgreSQL server");
    notice("skipped: SUIRO_TEST_POSTGRES_URL names no PostgreSQL server");
    None
}

#[expect(clippy::print_stderr, reason = "whoever runs the tests has to see it")]
pub(crate) fn notice(text: &str) {
    eprintln!("{text}");
}

/// An empty folder for one case.
pub(crate) fn new_folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("server-{}-{number}", std::process::id());
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    // A run before this one may have had the same process id.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}
