use domain::platform::{Picture, PictureKind, PictureSource, Reason};
use platforms::{HttpPictures, NetworkPolicy};

use crate::fake::{Answer, Fake, quick};

fn opened() -> NetworkPolicy {
    NetworkPolicy {
        allowed_networks: vec!["127.0.0.0/8".parse().expect("a network")],
        ..NetworkPolicy::default()
    }
}

async fn fetched(answer: Answer, policy: &NetworkPolicy) -> Result<Picture, Reason> {
    let fake = Fake::start(move |_| answer.clone()).await;
    let pictures = HttpPictures::new(&quick(), policy).expect("a source");
    let fetched = pictures.fetch(&format!("{}/icon", fake.url)).await;
    fetched.map_err(|problem| problem.reason)
}

fn gif(status: u16, headers: &'static str, length: usize) -> Answer {
    Answer::Raw(status, headers, format!("GIF89a{}", " ".repeat(length)))
}

#[tokio::test]
async fn a_picture_is_taken_for_what_it_is() {
    let picture = fetched(gif(200, "Content-Type: text/html\r\n", 20_000), &opened()).await;
    assert_eq!(picture.expect("a picture").kind(), PictureKind::Gif);
}

#[tokio::test]
async fn nothing_else_is_taken_for_a_picture() {
    let refused = async |answer| fetched(answer, &opened()).await.expect_err("refused");
    let page = Answer::Raw(200, "Content-Type: image/png\r\n", "<html>".to_owned());
    assert_eq!(refused(page).await, Reason::AnswerUnreadable);
    assert_eq!(refused(gif(404, "", 1)).await, Reason::AnswerUnreadable);
    let elsewhere = gif(302, "Location: http://127.0.0.1/\r\n", 1);
    assert_eq!(refused(elsewhere).await, Reason::AnswerUnreadable);
    assert_eq!(refused(gif(200, "", Picture::MAX_BYTES)).await, Reason::AnswerUnreadable);
    assert_eq!(refused(Answer::HangUp).await, Reason::Unreachable);
}

#[tokio::test]
async fn a_host_that_no_tenant_may_name_is_not_asked() {
    let refused = fetched(gif(200, "", 1), &NetworkPolicy::default()).await;
    assert_eq!(refused.expect_err("refused"), Reason::HostNotAllowed);
}
