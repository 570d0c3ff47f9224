//! How the program starts.

use crate::suiro::{Server, run, suiro};
use crate::support::client::creation_key;
use crate::support::database::{TestDatabase, new_folder};

pub(crate) async fn a_channel_is_there_after_a_restart(database: &TestDatabase) {
    let server = Server::start(&database.url).await;
    let id = server.client.create(creation_key(0), "水路").send().await.created_id();
    server.stop().await;
    let server = Server::start(&database.url).await;
    let list = server.client.get("/channels").send().await;
    for shown in [&*id, "水路", "Unbound", "1 of 100 channels"] {
        assert!(list.text().contains(shown), "{shown}: {list}");
    }
    server.stop().await;
}

pub(crate) async fn the_set_up_link_is_printed_until_somebody_has_used_it(database: &TestDatabase) {
    let mut first = Server::start_unseen(&database.url).await;
    let old = first.set_up_address().await;
    first.stop().await;
    let mut second = Server::start_unseen(&database.url).await;
    let new = second.set_up_address().await;
    assert_ne!(old, new);
    // The newest link is the one that works.
    assert_eq!(second.client.get(&old).send().await.status, 410);
    assert_eq!(second.client.get(&new).send().await.status, 200);
    let token = new.strip_prefix("/set-up/").expect("a token");
    assert!(!second.log().contains(token) && second.log().contains("/set-up/{token}"));
    second.stop().await;

    let mut third = Server::start(&database.url).await;
    assert_eq!(third.client.get("/channels").send().await.status, 200);
    third.terminate();
    third.end().await;
    assert_eq!(third.line().await, "", "nothing more is said");

    let mut fourth = Server::start_unseen(&database.url).await;
    fourth.terminate();
    fourth.end().await;
    assert_eq!(fourth.line().await, "", "there is somebody now");
}

#[tokio::test]
async fn a_second_server_on_the_same_file_is_refused() {
    let database = TestDatabase::sqlite();
    let server = Server::start(&database.url).await;
    for command in [&["serve"][..], &["migrate"], &["seed"], &["admin", "list"]] {
        let settings = ["--listen", "127.0.0.1:0", "--database-url", &database.url];
        let refusal = run(&[command, &settings].concat()).await;
        assert!(!refusal.success, "{refusal:?}");
        for told in ["another Suiro server is using the database file", "need PostgreSQL"] {
            assert!(refusal.errors.contains(told), "{told}: {refusal:?}");
        }
        let told = refusal.errors.contains("stop the server first");
        assert_eq!(told, command[0] == "admin", "{refusal:?}");
    }
    server.client.create(creation_key(0), "Still here").send().await.created_id();
    server.stop().await;
}

#[tokio::test]
async fn a_port_that_is_taken_is_told() {
    let first = TestDatabase::sqlite();
    let server = Server::start(&first.url).await;
    let second = TestDatabase::sqlite();
    let address = server.client.address.to_string();
    let refusal = run(&["--listen", &address, "--database-url", &second.url]).await;
    assert!(!refusal.success, "{refusal:?}");
    assert!(refusal.errors.contains(&format!("cannot listen on {address}")), "{refusal:?}");
    assert!(refusal.output.is_empty(), "it must not say that it is ready: {refusal:?}");
    server.stop().await;
}

#[tokio::test]
async fn it_runs_from_any_folder_and_keeps_its_data_there() {
    let folder = new_folder();
    let data = folder.join("data/suiro.db");
    let command = suiro(&folder, &["--listen", "127.0.0.1:0"]);
    let mut server = Server::start_command(command, folder.clone()).await;
    server.sign_in().await;
    let page = server.client.get("/channels").send().await;
    assert_eq!(page.status, 200, "{page}");
    assert!(data.exists());
    server.stop().await;
}

#[tokio::test]
async fn a_place_that_cannot_be_written_to_is_told() {
    for url in ["sqlite:///proc/suiro.db", "sqlite:///dev/null/suiro.db"] {
        let refusal = run(&["--listen", "127.0.0.1:0", "--database-url", url]).await;
        assert!(!refusal.success, "{refusal:?}");
        assert!(refusal.errors.contains("cannot be made or written to"), "{refusal:?}");
        assert!(refusal.errors.contains("because: "), "{refusal:?}");
    }
}
