//! What an operator of the machine does about people.

use crate::suiro::{EMAIL, Outcome, PASSWORD, Server, run};
use crate::support::client::{Client, SESSION_COOKIE};
use crate::support::database::TestDatabase;

const NEW_PASSWORD: &str = "battery staple horse";

async fn admin(database: &TestDatabase, arguments: &[&str]) -> Outcome {
    let settings = ["--database-url", &database.url, "--public-url", "https://suiro.example"];
    run(&[&["admin"], arguments, &settings].concat()).await
}

/// The address that the command printed a link to.
fn link(outcome: &Outcome) -> &str {
    assert!(outcome.success, "{outcome:?}");
    let (_, address) = outcome.output.split_once("https://suiro.example").expect("a link");
    address.lines().next().expect("an address")
}

async fn may_sign_in(client: Client, email: &str, password: &str) -> bool {
    let form = [("email", email), ("password", password), ("return_to", "/")];
    let answer = client.without_session().post("/sign-in", &form).send().await;
    assert!(matches!(answer.status, 303 | 422), "{answer}");
    answer.token(SESSION_COOKIE).is_some()
}

/// Sets the console up, and stops it.
async fn set_up(database: &TestDatabase) {
    Server::start(&database.url).await.stop().await;
}

pub(crate) async fn somebody_who_forgot_the_password_gets_a_link(database: &TestDatabase) {
    let mut server = Server::start(&database.url).await;
    let client = server.client;
    server.stop().await;
    let outcome = admin(database, &["reset-password", " Admin@Example.com"]).await;
    let address = link(&outcome);

    server = Server::start_unseen(&database.url).await;
    let client = client.at(server.client.address);
    assert_eq!(client.get("/channels").send().await.status, 200);
    let form = [("new_password", NEW_PASSWORD)];
    let answer = client.without_session().post(address, &form).send().await;
    assert_eq!(answer.status, 303, "{answer}");
    assert_eq!(client.get("/channels").send().await.status, 303, "all sessions have ended");
    assert!(!may_sign_in(client, EMAIL, PASSWORD).await);
    assert!(may_sign_in(client, EMAIL, NEW_PASSWORD).await);
    assert_eq!(client.post(address, &form).send().await.status, 410, "it worked once");
    server.stop().await;
}

pub(crate) async fn somebody_gets_another_address(database: &TestDatabase) {
    let server = Server::start(&database.url).await;
    let client = server.client;
    server.stop().await;
    let outcome = admin(database, &["change-email", EMAIL, " Ada@Example.org"]).await;
    assert!(outcome.success, "{outcome:?}");
    for (before, after, told) in [
        (EMAIL, "ada@example.net", "nobody signs in with"),
        ("ada@example.org", "ada", "not an e-mail address"),
        ("ada@example.org", "ada@example.org", "the one the user has"),
    ] {
        let outcome = admin(database, &["change-email", before, after]).await;
        assert!(!outcome.success && outcome.errors.contains(told), "{outcome:?}");
    }
    let server = Server::start_unseen(&database.url).await;
    let client = client.at(server.client.address);
    assert_eq!(client.get("/channels").send().await.status, 303, "all sessions have ended");
    assert!(!may_sign_in(client, EMAIL, PASSWORD).await);
    assert!(may_sign_in(client, "ada@example.org", PASSWORD).await);
    server.stop().await;
}

pub(crate) async fn an_account_manager_is_added(database: &TestDatabase) {
    let add = ["create-account-manager", "first@example.com", "--name", "First Person"];
    let outcome = admin(database, &add).await;
    let address = link(&outcome);
    let again = admin(database, &add).await;
    assert!(!again.success && again.errors.contains("already"), "{again:?}");
    let wrong = admin(database, &["create-account-manager", "first", "--name", " "]).await;
    for told in ["not an e-mail address", "No name"] {
        assert!(!wrong.success && wrong.errors.contains(told), "{told}: {wrong:?}");
    }
    let list = admin(database, &["list"]).await;
    let line = "first@example.com\tFirst Person\taccount manager\tno password yet\n";
    assert_eq!(list.output, line, "{list:?}");

    let mut server = Server::start_unseen(&database.url).await;
    let form = [("new_password", PASSWORD)];
    let answer = server.client.post(address, &form).send().await;
    assert_eq!(answer.status, 303, "{answer}");
    assert!(may_sign_in(server.client, "first@example.com", PASSWORD).await);
    server.terminate();
    server.end().await;
    assert_eq!(server.line().await, "", "no link for a first start: there is somebody");
}

pub(crate) async fn somebody_is_kept_out_and_let_in_again(database: &TestDatabase) {
    let server = Server::start(&database.url).await;
    let client = server.client;
    server.stop().await;
    for _ in 0..2 {
        let outcome = admin(database, &["disable-user", EMAIL]).await;
        assert!(outcome.success, "{outcome:?}");
    }
    let list = admin(database, &["list"]).await;
    assert_eq!(list.output, format!("{EMAIL}\tAda Admin\taccount manager\tdisabled\n"));
    let server = Server::start_unseen(&database.url).await;
    let client = client.at(server.client.address);
    assert_eq!(client.get("/channels").send().await.status, 303);
    assert!(!may_sign_in(client, EMAIL, PASSWORD).await);
    server.stop().await;

    let outcome = admin(database, &["enable-user", EMAIL]).await;
    assert!(outcome.success, "{outcome:?}");
    let server = Server::start_unseen(&database.url).await;
    let client = client.at(server.client.address);
    assert_eq!(client.get("/channels").send().await.status, 303, "the session has ended for good");
    assert!(may_sign_in(client, EMAIL, PASSWORD).await);
    server.stop().await;
}

pub(crate) async fn whoever_is_not_there_is_not_found(database: &TestDatabase) {
    set_up(database).await;
    for task in ["reset-password", "reset-second-factor", "disable-user", "enable-user"] {
        let outcome = admin(database, &[task, "nobody@example.com"]).await;
        assert!(!outcome.success, "{outcome:?}");
        assert!(outcome.errors.contains("nobody signs in with"), "{outcome:?}");
        let outcome = admin(database, &[task, "nobody"]).await;
        assert!(outcome.errors.contains("not an e-mail address"), "{outcome:?}");
    }
}
