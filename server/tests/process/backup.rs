//! Backups from the command line.

use std::sync::Arc;

use crate::load::{Ledger, Load, raise_quota};
use crate::suiro::{EMAIL, PASSWORD, Server, outcome, run, suiro};
use crate::support::client::creation_key;
use crate::support::database::{TestDatabase, new_folder};

/// Everything that was acknowledged before the backup is in it, and people sign in as before.
pub(crate) async fn a_backup_of_a_busy_server_is_restored(database: &TestDatabase) {
    let folder = new_folder();
    let file = folder.join("backup.db");
    let file = file.to_str().expect("UTF-8");
    raise_quota(&database.url).await;
    let server = Server::start(&database.url).await;
    let before = server.client.create(creation_key(u128::MAX - 1), "Before").send().await;
    let before = (before.created_id(), "Before".to_owned(), String::new());
    let ledger = Arc::new(Ledger::default());
    let mut load = Load::start(server.client, &ledger);
    load.until_acknowledged(50).await;
    let saved = run(&["backup", file, "--database-url", &database.url]).await;
    assert!(saved.success && saved.output.contains("Saved everything"), "{saved:?}");
    load.until_acknowledged(50).await;
    load.stop().await;

    let other = database.another();
    let restored = run(&["restore", file, "--database-url", &other.url]).await;
    assert!(restored.success && restored.output.contains("Restored"), "{restored:?}");
    let mut copy = Server::start_unseen(&other.url).await;
    copy.sign_in().await;
    let there = copy.client.exported().await;
    assert!(there.contains(&before), "{there:?}");
    assert_eq!(copy.client.used().await, there.len());
    // A browser that was signed in still is.
    let client = server.client.at(copy.client.address);
    assert_eq!(client.get("/channels").send().await.status, 200);
    copy.client.create(creation_key(u128::MAX - 2), "After").send().await.created_id();
    copy.stop().await;
    server.stop().await;
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

pub(crate) async fn a_running_server_keeps_its_database(database: &TestDatabase) {
    let folder = new_folder();
    let server = Server::start(&database.url).await;
    let save = ["backup", "backup.db", "--database-url", &database.url];
    for (arguments, told) in
        [(&save[..], ""), (&save, "is there already"), (&[&save[..], &["--replace"]].concat(), "")]
    {
        let outcome = outcome(suiro(&folder, arguments)).await;
        assert_eq!(outcome.success, told.is_empty(), "{outcome:?}");
        assert!(outcome.errors.contains(told), "{outcome:?}");
    }
    let restore = ["restore", "backup.db", "--replace", "--database-url", &database.url];
    let refused = outcome(suiro(&folder, &restore)).await;
    assert!(!refused.success, "{refused:?}");
    let told = ["stop the servers first", "another Suiro server"];
    assert!(told.iter().any(|told| refused.errors.contains(told)), "{refused:?}");
    server.client.create(creation_key(0), "Still here").send().await.created_id();
    server.stop().await;
    let refused = outcome(suiro(&folder, &[&restore[..2], &restore[3..]].concat())).await;
    assert!(!refused.success && refused.errors.contains("--replace"), "{refused:?}");
    let restored = outcome(suiro(&folder, &restore)).await;
    assert!(restored.success, "{restored:?}");
    let server = Server::start(&database.url).await;
    assert_eq!(server.client.used().await, 0, "as it was when it was saved");
    let form = [("email", EMAIL), ("password", PASSWORD), ("return_to", "/")];
    let answer = server.client.without_session().post("/sign-in", &form).send().await;
    assert_eq!(answer.status, 303, "{answer}");
    server.stop().await;
    std::fs::remove_dir_all(folder).expect("the folder goes");
}
