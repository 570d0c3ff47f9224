//! What only a `SQLite` file can do.

use std::path::Path;
use std::process::Stdio;

use sqlx::{Connection, query_scalar};
use storage::ConnectError;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::bench::{self, TestDatabase, new_folder};
use crate::samples::Samples;

const HELD_FILE: &str = "SUIRO_TEST_HELD_FILE";

fn url_of(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

#[tokio::test]
async fn a_second_server_on_the_file_is_refused() {
    let database = TestDatabase::sqlite().await;
    let refusal = storage::connect(&database.url).await.expect_err("a refusal");
    assert!(matches!(refusal, ConnectError::InUse { .. }), "{refusal:?}");
    assert!(refusal.to_string().contains("another Suiro server"), "{refusal}");

    database.store.close().await;
    let after_close = storage::connect(&database.url).await.expect("the file is free");
    drop(after_close);
    let after_drop = storage::connect(&database.url).await.expect("the file is free");
    after_drop.store().close().await;
    database.remove().await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_second_server_is_refused_by_another_path_too() {
    let database = TestDatabase::sqlite().await;
    let file = Path::new(database.url.trim_start_matches("sqlite://"));
    let folder = new_folder();
    let link = folder.join("link.db");
    std::os::unix::fs::symlink(file, &link).expect("a link");
    let refusal = storage::connect(&url_of(&link)).await.expect_err("a refusal");
    assert!(matches!(refusal, ConnectError::InUse { .. }), "{refusal:?}");
    std::fs::remove_dir_all(folder).expect("the folder goes");
    database.remove().await;
}

/// Not a test: the process that the next test kills.
#[tokio::test]
#[ignore = "runs for ever; the next test starts it"]
async fn hold_the_file() {
    let Ok(file) = std::env::var(HELD_FILE) else { return };
    let database = storage::connect(&file).await.expect("the file opens");
    database.migrate().await.expect("the migrations run");
    Samples::new(200).stored_tenant(&*database.store()).await;
    bench::notice("held");
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn a_killed_server_leaves_the_file_free_and_whole() {
    let folder = new_folder();
    let url = url_of(&folder.join("suiro.db"));
    let mut server = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "sqlite_file::hold_the_file", "--ignored", "--nocapture"])
        .env(HELD_FILE, &url)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("a second process");
    let output = server.stderr.take().expect("its output");
    let mut lines = BufReader::new(output).lines();
    while lines.next_line().await.expect("its output").expect("it holds the file") != "held" {}
    let refusal = storage::connect(&url).await.expect_err("a refusal");
    assert!(matches!(refusal, ConnectError::InUse { .. }), "{refusal:?}");

    server.kill().await.expect("it is killed");
    let database = storage::connect(&url).await.expect("the file is free");
    database.migrate().await.expect("nothing to do");
    let tenant = Samples::new(200).tenant();
    let found = database.store().tenant_by_id(tenant.id).await.expect("an answer");
    assert_eq!(found, Some(tenant), "what was confirmed is kept");
    database.store().close().await;
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[tokio::test]
async fn the_folder_is_made() {
    let folder = new_folder();
    let url = url_of(&folder.join("a/b/c.db"));
    let database = storage::connect(&url).await.expect("the file opens");
    database.migrate().await.expect("the migrations run");
    database.store().close().await;
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = new_folder();
    std::fs::write(folder.join("file"), "not a folder").expect("a file");
    let refusal = storage::connect(&url_of(&folder.join("file/suiro.db"))).await;
    let refusal = refusal.expect_err("a refusal");
    assert!(matches!(refusal, ConnectError::FolderNotWritable { .. }), "{refusal:?}");
    assert!(refusal.to_string().contains("/file "), "{refusal}");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = new_folder();
    let file = folder.join("suiro.db");
    let content = "a letter to somebody, which is no database at all\n".repeat(100);
    std::fs::write(&file, &content).expect("a file");
    let refusal = storage::connect(&url_of(&file)).await.expect_err("a refusal");
    assert!(matches!(refusal, ConnectError::Unreachable { .. }), "{refusal:?}");
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), content);
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[tokio::test]
async fn an_inspection_makes_no_file() {
    let folder = new_folder();
    let file = folder.join("suiro.db");
    let refusal = storage::inspect(&url_of(&file)).await.expect_err("a refusal");
    assert!(matches!(refusal, ConnectError::Unreachable { .. }), "{refusal:?}");
    assert!(!file.exists());
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[tokio::test]
async fn all_tables_are_strict() {
    let database = TestDatabase::sqlite().await;
    let mut connection = database.raw_sqlite().await;
    let loose: Vec<String> = query_scalar(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 \
         AND name NOT LIKE 'sqlite_%' AND name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut connection)
    .await
    .expect("an answer");
    assert_eq!(loose, [""; 0]);
    connection.close().await.expect("the connection closes");
    database.remove().await;
}
