//! What others say to it: Twilio's and Viber's own packages check signatures. They are run by node,
//! and the case is skipped where there is none.
#![expect(clippy::print_stderr, reason = "a skipped case says so")]

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::bench::{BOT, BOT_TOKEN, Bench, SMS_TOKEN, SUBSCRIBER};
use crate::receiver::{Delivery, Receiver};
use crate::viber;
use crate::webhooks::sms_story;

/// What the peers say to each question: null if all is well. Nothing if there is no node.
pub(crate) async fn ask(questions: &[Value]) -> Option<Vec<Value>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers");
    let child = Command::new("node")
        .arg("check.mjs")
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("skipped: there is no node to run the platforms' own packages");
            return None;
        }
        Err(error) => panic!("node does not start: {error}"),
    };
    let mut input = child.stdin.take().expect("its input");
    let text = Value::from(questions).to_string();
    input.write_all(text.as_bytes()).await.expect("node reads");
    drop(input);
    let output = child.wait_with_output().await.expect("node ends");
    assert!(output.status.success(), "node failed; `make setup-test` installs its packages");
    let answers: Vec<Value> = serde_json::from_slice(&output.stdout).expect("answers");
    assert_eq!(answers.len(), questions.len());
    Some(answers)
}

fn twilio(receiver: &Receiver, delivery: &Delivery) -> Value {
    let fields = delivery.fields().into_iter().map(|(name, value)| (name, Value::from(value)));
    json!({ "peer": "twilio", "token": SMS_TOKEN, "url": format!("{}{}", receiver.url, delivery.uri),
        "signature": delivery.header("x-twilio-signature"),
        "fields": fields.collect::<serde_json::Map<_, _>>() })
}

fn viber_bot(delivery: &Delivery) -> Value {
    json!({ "peer": "viber", "token": BOT_TOKEN,
        "signature": delivery.header("x-viber-content-signature"),
        "body": String::from_utf8(delivery.body.to_vec()).expect("text") })
}

#[tokio::test]
async fn the_platforms_own_packages_believe_our_signatures() {
    let bench = Bench::new();
    let receiver = Receiver::start().await;
    sms_story(&bench, &receiver).await;
    bench.wait(Duration::from_secs(10)).await;
    let mut questions: Vec<Value> =
        receiver.take().iter().map(|delivery| twilio(&receiver, delivery)).collect();
    assert_eq!(questions.len(), 3);

    bench.bot("set_webhook", json!({ "url": format!("{}/viber", receiver.url) })).await.ok();
    bench.bot("send_message", viber::text("Hello")).await.ok();
    bench.simulator.customer_writes(BOT, SUBSCRIBER, &["茶".to_owned()]).expect("a bot");
    bench.wait(Duration::from_secs(10)).await;
    questions.extend(receiver.take().iter().map(viber_bot));
    assert_eq!(questions.len(), 8);

    // They are asked about forgeries, too, so that a peer that believes everything is found out.
    let mut forged = questions.clone();
    for question in &mut forged {
        question["token"] = json!("another secret");
    }
    let Some(answers) = ask(&[questions, forged].concat()).await else { return };
    let believed: Vec<bool> = answers.iter().map(Value::is_null).collect();
    assert_eq!(believed, [[true; 8], [false; 8]].concat(), "{answers:?}");
}
