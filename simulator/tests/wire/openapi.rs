//! Answers and webhooks for WhatsApp, held against the description of its API that Meta publishes.
//!
//! It is too large to be kept here: `SUIRO_META_OPENAPI` names the file, and without it the case is
//! skipped.
#![expect(clippy::print_stderr, reason = "a skipped case says so")]

use std::time::Duration;

use serde_json::{Value, json};

use crate::bench::{Bench, CUSTOMER, NUMBER, SYSTEM_USER, WABA};
use crate::peers::ask;
use crate::webhooks::{send_whatsapp, told_by_meta};
use crate::whatsapp::{template, text};

/// How the description calls the two nodes.
const NUMBER_NODE: (&str, &str) = ("/{Version}/{Phone-Number-ID}", NUMBER);
const WABA_NODE: (&str, &str) = ("/{Version}/{WABA-ID}", WABA);

/// Method, node, edge, query, body.
type Request = (&'static str, (&'static str, &'static str), &'static str, &'static str, Value);

/// In the order in which they are sent.
fn requests() -> Vec<Request> {
    let pin = |pin: &str| json!({ "messaging_product": "whatsapp", "pin": pin });
    let about = json!({ "messaging_product": "whatsapp", "about": "Tea" });
    let waba_fields = "?fields=name,country,currency,account_review_status,ownership_type,\
                       business_verification_status";
    vec![
        ("get", NUMBER_NODE, "", "", Value::Null),
        ("get", NUMBER_NODE, "", "?fields=name_status", Value::Null),
        ("get", NUMBER_NODE, "", "?fields=colour", Value::Null),
        ("post", NUMBER_NODE, "/register", "", pin("123456")),
        ("post", NUMBER_NODE, "/register", "", pin("1")),
        ("post", NUMBER_NODE, "/messages", "", text("Hello")),
        ("post", NUMBER_NODE, "/messages", "", template("hello_world", &[])),
        ("get", NUMBER_NODE, "/whatsapp_business_profile", "", Value::Null),
        ("post", NUMBER_NODE, "/whatsapp_business_profile", "", about),
        ("get", WABA_NODE, "", waba_fields, Value::Null),
        ("get", WABA_NODE, "/phone_numbers", "", Value::Null),
        ("get", WABA_NODE, "/message_templates", "", Value::Null),
        ("get", WABA_NODE, "/subscribed_apps", "", Value::Null),
        ("delete", WABA_NODE, "/subscribed_apps", "", Value::Null),
        ("post", WABA_NODE, "/subscribed_apps", "", Value::Null),
        ("post", NUMBER_NODE, "/deregister", "", Value::Null),
        ("post", NUMBER_NODE, "/deregister", "", Value::Null),
        ("post", NUMBER_NODE, "/register", "", pin("123456")),
    ]
}

#[tokio::test]
async fn answers_fit_the_description_that_meta_publishes() {
    let Some(description) = description() else { return };
    let bench = Bench::new();
    let _receiver = told_by_meta(&bench).await;
    let mut questions = Vec::new();
    let mut ask_about = |method: &str, path: &str, status: &str, body: &Value| {
        let names =
            ["paths", path, method, "responses", status, "content", "application/json", "schema"];
        questions.push(json!({ "peer": "schema", "description": description, "names": names,
            "body": body }));
    };
    for (method, (node, id), edge, query, body) in requests() {
        let path = format!("/{id}{edge}{query}");
        let answer = bench.graph(&method.to_uppercase(), &path, SYSTEM_USER, body).await;
        let status = answer.status.as_u16().to_string();
        ask_about(method, &format!("{node}{edge}"), &status, &answer.json());
    }
    let refusal = bench.get(&format!("/{NUMBER}"), "EAAwrong").await.json();
    ask_about("get", NUMBER_NODE.0, "401", &refusal);
    // An answer of another shape has to be found out.
    ask_about("get", NUMBER_NODE.0, "200", &json!({ "id": 7 }));
    check(&questions).await;
}

#[tokio::test]
async fn webhooks_fit_the_description_that_meta_publishes() {
    let Some(description) = description() else { return };
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    let mut questions = Vec::new();
    send_whatsapp(&bench).await;
    bench.wait(Duration::from_secs(10)).await;
    let statuses = receiver.take()[0].json();
    for entry in statuses["entry"].as_array().into_iter().flatten() {
        questions.push(json!({ "peer": "schema", "description": description,
            "names": ["components", "schemas", "StatusMessageValue"],
            "body": entry["changes"][0]["value"] }));
    }
    assert_eq!(questions.len(), 3);
    // The schema of inbound messages refuses the examples that stand beside it, so that the
    // example is what is left to compare with.
    bench.simulator.customer_writes(NUMBER, CUSTOMER, &["Hi".to_owned()]).expect("a number");
    bench.wait(Duration::from_secs(10)).await;
    let names = [
        "paths",
        "/whatsapp/webhooks",
        "post",
        "requestBody",
        "content",
        "application/json",
        "examples",
        "Text Message",
        "value",
    ];
    let example = |body: Value| json!({ "peer": "example", "description": description, "names": names, "body": body });
    let inbound = receiver.take()[0].json();
    questions.push(example(inbound.clone()));
    let mut broken = inbound;
    broken["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"] = json!(1);
    questions.push(example(broken));
    check(&questions).await;
}

fn description() -> Option<String> {
    let named = std::env::var("SUIRO_META_OPENAPI").ok();
    if named.is_none() {
        eprintln!("skipped: SUIRO_META_OPENAPI does not name Meta's description of its API");
    }
    named
}

/// The last question is a wrong one, so that a peer that believes everything is found out.
async fn check(questions: &[Value]) {
    let Some(mut answers) = ask(questions).await else { return };
    assert!(answers.pop().is_some_and(|answer| !answer.is_null()), "everything is believed");
    for (question, answer) in questions.iter().zip(&answers) {
        let faults = answer.as_array().into_iter().flatten();
        let faults: Vec<&Value> = faults.filter(|fault| !contradicts_itself(fault)).collect();
        assert!(faults.is_empty(), "{faults:#?}\n{question:#}");
    }
}

/// In lists of numbers the description knows a state LINKED; everywhere else it is CONNECTED, as on
/// Meta's other pages, with FLAGGED beside it.
fn contradicts_itself(fault: &Value) -> bool {
    fault["schemaPath"] == "#/components/schemas/WhatsAppPhoneNumberStatus/enum"
}
