//! Many requests at once.

use futures::future::join_all;

use crate::bench::TestServer;
use crate::support::answer::Answer;
use crate::support::client::creation_key;

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

pub(crate) async fn three_hundred_creations_at_once_fill_the_quota_exactly(server: &TestServer) {
    let client = server.client;
    let calls = (0..300)
        .map(|number| client.create(creation_key(number), &format!("Channel {number}")).send());
    let answers = join_all(calls).await;
    let other = answers.iter().find(|answer| !matches!(answer.status, 303 | 409));
    assert!(other.is_none(), "{}", other.expect("one"));
    assert_eq!((count(&answers, 303), count(&answers, 409)), (100, 200));
    let refused = answers.iter().find(|answer| answer.status == 409).expect("a refusal");
    assert!(refused.text().contains("All 100 channels are in use."), "{refused}");

    assert_eq!(client.used().await, 100);
    let mut acknowledged: Vec<_> =
        answers.iter().filter(|answer| answer.status == 303).map(Answer::created_id).collect();
    let mut stored: Vec<_> = client.exported().await.into_iter().map(|(id, _, _)| id).collect();
    acknowledged.sort();
    stored.sort();
    assert_eq!(acknowledged, stored);
}

pub(crate) async fn one_form_sent_fifty_times_at_once_creates_one_channel(server: &TestServer) {
    let client = server.client;
    let calls = (0..50).map(|_| client.create(creation_key(0), "Support").send());
    let answers = join_all(calls).await;
    let mut ids: Vec<_> = answers.iter().map(Answer::created_id).collect();
    ids.dedup();
    assert_eq!(ids.len(), 1, "{ids:?}");
    assert_eq!(client.exported().await, [(ids.remove(0), "Support".to_owned(), String::new())]);
    assert_eq!(client.used().await, 1);
}

pub(crate) async fn two_edits_at_once_lose_nothing(server: &TestServer) {
    let client = server.client;
    let id = client.create(creation_key(0), "Support").send().await.created_id();
    let address = format!("/channels/{id}");
    let calls = (0..20).map(|number| {
        let name = format!("Name {number}");
        client.post(&address, &[("name", &name), ("remarks", ""), ("version", "1")]).send()
    });
    let answers = join_all(calls).await;
    assert_eq!((count(&answers, 303), count(&answers, 409)), (1, 19));
    let winner = answers.iter().position(|answer| answer.status == 303).expect("a winner");
    let name = format!("Name {winner}");
    assert_eq!(client.exported().await, [(id, name, String::new())]);
}
