//! When the database or the program fails.

use crate::bench::{TestServer, log_about};
use crate::faulty_store::{Fault, SECRET};
use crate::people::{ADMIN, PASSWORD};
use crate::support::client::{Call, Client, creation_key};

/// Every address that needs the database, and every form.
fn calls(client: Client, id: &str) -> Vec<Call> {
    let channel = format!("/channels/{id}");
    let delete = format!("{channel}/delete");
    let ticked = [("confirm_name", "Support"), ("no_business", "on"), ("backed_up", "on")];
    let sign_in = [("email", ADMIN), ("password", PASSWORD), ("return_to", "/")];
    vec![
        client.get("/channels"),
        client.get("/channels?q=support&sort=name"),
        client.get("/channels.csv"),
        client.get("/channels/new"),
        client.get("/channels/name-check?type=sms&name=a"),
        client.get(&channel),
        client.get(&delete),
        client.get("/members"),
        client.get("/account"),
        client.get("/provider"),
        client.without_session().post("/sign-in", &sign_in),
        client.post("/members/invite", &[("email", "a@example.com"), ("role", "viewer")]),
        client.post("/account/password", &[("password", PASSWORD), ("new_password", PASSWORD)]),
        client.create(creation_key(7), "Another"),
        client.post(&channel, &[("name", "a"), ("remarks", ""), ("version", "1")]),
        client.post(&delete, &ticked),
    ]
}

pub(crate) async fn a_failed_statement_is_told_by_its_trace_id_only(server: &TestServer) {
    let client = server.client;
    let id = client.create(creation_key(0), "Support").send().await.created_id();
    for (fault, cause) in [
        (Fault::Failed, SECRET),
        (Fault::Corrupt, "channel.lifecycle holds a value outside the rules"),
        (Fault::Panic, SECRET),
    ] {
        server.store.set(fault);
        for call in calls(client, &id) {
            let what = format!("{fault:?} {call:?}");
            let answer = call.send().await;
            assert_eq!(answer.status, 500, "{what}: {answer}");
            let trace_id = answer.header("x-request-id");
            assert_eq!(trace_id.len(), 32, "{what}: {answer}");
            for shown in ["Service.Internal", trace_id, "Something went wrong on our side"] {
                assert!(answer.text().contains(shown), "{what} {shown}: {answer}");
            }
            for hidden in [SECRET, cause, "lifecycle holds", "statement", "panicked", "src/"] {
                assert!(!answer.text().contains(hidden), "{what} {hidden}: {answer}");
            }
            let log = log_about(trace_id);
            assert!(log.iter().any(|line| line.contains(cause)), "{what}: {log:?}");
            assert!(log.iter().any(|line| line.contains("status=500")), "{what}: {log:?}");
        }
        // Other people's requests go on at once.
        assert_eq!(server.anonymous().get("/help").send().await.status, 200);
        server.store.set(Fault::None);
        assert_eq!(client.get("/channels").send().await.status, 200);
    }
    assert_eq!(client.exported().await, [(id, "Support".to_owned(), String::new())]);
    // A log line names the path, and nothing of what somebody searched for.
    let search = client.get("/channels?q=Tanaka").send().await;
    let log = log_about(search.header("x-request-id"));
    assert!(log.iter().any(|line| line.contains("path=\"/channels\"")), "{log:?}");
    assert!(!log.iter().any(|line| line.contains("Tanaka")), "{log:?}");
}

pub(crate) async fn a_database_that_is_away_is_told_and_recovered_from(server: &TestServer) {
    let client = server.client;
    let id = client.create(creation_key(0), "Support").send().await.created_id();
    server.store.set(Fault::Unavailable);
    for call in calls(client, &id) {
        let what = format!("{call:?}");
        let answer = call.header("accept-language", "ja").send().await;
        assert_eq!(answer.status, 503, "{what}: {answer}");
        assert_eq!(answer.header("retry-after"), "5", "{what}: {answer}");
        for shown in ["Service.Unavailable", "現在、データベースに接続できません。"]
        {
            assert!(answer.text().contains(shown), "{what} {shown}: {answer}");
        }
        assert!(!answer.text().contains(SECRET), "{what}: {answer}");
    }
    server.store.set(Fault::None);
    assert_eq!(client.exported().await, [(id, "Support".to_owned(), String::new())]);
    // The same form once more.
    client.create(creation_key(7), "Another").send().await.created_id();
    assert_eq!(client.used().await, 2);
}

/// "Nothing was changed" has to be true.
pub(crate) async fn a_channel_that_was_created_is_never_called_lost(server: &TestServer) {
    let client = server.client;
    server.store.set(Fault::TenantUnavailable);
    let answer = client.create(creation_key(0), "Support").send().await;
    server.store.set(Fault::None);
    let used = client.used().await;
    assert_eq!((answer.status, used), (303, 1), "{answer}");
}
