//! Secrets that people type to bind channels, at a platform that repeats whatever it is sent: none
//! of them may be in a log, a page, an export, the database or a backup.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderMap;
use data_encoding::BASE64;
use tokio::net::TcpListener;

use crate::secrets::content;
use crate::suiro::{Server, run, suiro};
use crate::support::answer::Answer;
use crate::support::client::{Client, creation_key};
use crate::support::database::{TestDatabase, new_folder};

/// How often each way is tried, so that there are more than thirty secrets.
const ROUNDS: usize = 6;

/// A secret of this number. Long enough to be found, and with characters that escaping changes.
fn canary(number: usize) -> String {
    format!("canary+{number:04}/of&the=binding")
}

/// Accepts no secret but the one that is said to be good, and repeats what it was sent.
async fn echo(request: Request) -> String {
    let (path, query) = (request.uri().path().to_owned(), request.uri().query().map(str::to_owned));
    let headers = request.headers().clone();
    let body = axum::body::to_bytes(request.into_body(), 100_000).await.unwrap_or_default();
    let told = told(&headers);
    if told.contains("canary+9999") {
        let account = r#""status":0,"status_message":"ok","id":"pa:1","name":"Tea","uri":"tea""#;
        return format!(r#"{{{account},"event_types":[],"webhook":""}}"#);
    }
    let sent = format!("{told} {query:?} {}", String::from_utf8_lossy(&body));
    if path.contains("viber") {
        return serde_json::json!({ "status": 2, "status_message": sent }).to_string();
    }
    let error = serde_json::json!({ "message": sent, "code": 190, "error_subcode": 463 });
    serde_json::json!({ "error": error, "code": 20003, "message": sent }).to_string()
}

fn told(headers: &HeaderMap) -> String {
    let values = headers.values().filter_map(|value| value.to_str().ok());
    let decoded = values.map(|value| {
        let basic =
            value.strip_prefix("Basic ").and_then(|code| BASE64.decode(code.as_bytes()).ok());
        let basic = basic.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        format!("{value} {}", basic.unwrap_or_default())
    });
    decoded.collect::<Vec<_>>().join(" ")
}

async fn platform() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().fallback(echo);
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn start(database: &TestDatabase, platform: SocketAddr) -> Server {
    let folder = new_folder();
    let arguments = ["--listen", "127.0.0.1:0", "--database-url", &database.url];
    let loud = ["--log", "debug", "--log-format", "json"];
    let mut command = suiro(&folder, &[&arguments[..], &loud].concat());
    command
        .env("SUIRO_PLATFORMS_VIBER_URL", format!("http://{platform}/viber"))
        .env("SUIRO_PLATFORMS_TWILIO_URL", format!("http://{platform}/twilio"))
        .env("SUIRO_PLATFORMS_META_GRAPH_URL", format!("http://{platform}/graph"))
        .env("SUIRO_PLATFORMS_META_APP_ID", "1")
        .env("SUIRO_PLATFORMS_META_APP_SECRET", canary(9000))
        .env("SUIRO_PLATFORMS_META_VERIFY_TOKEN", canary(9001))
        .env("SUIRO_PLATFORMS_ALLOWED_PRIVATE_NETWORKS", "127.0.0.0/8")
        .env("SUIRO_PLATFORMS_HTTP_RETRIES", "0");
    Server::start_command(command, folder).await
}

async fn new_channel(client: Client, channel_type: &str, number: u128) -> String {
    let key = creation_key(number).to_string();
    let form = [
        ("type", channel_type),
        ("name", channel_type),
        ("remarks", ""),
        ("creation_key", &key),
        ("name_seen", channel_type),
    ];
    let created = client.post("/channels/new", &form).send().await;
    let (_, id) = created.header("location").split_once("created=").expect("a channel");
    format!("/channels/{id}")
}

/// The version that the page of the flow has in its forms.
fn version(page: &Answer) -> String {
    let (_, rest) = page.text().split_once(r#"name="version" value=""#).expect("a version");
    rest.split('"').next().expect("an end").to_owned()
}

pub(crate) async fn no_secret_of_a_platform_is_kept_or_told(database: &TestDatabase) {
    let platform = platform().await;
    let mut server = start(database, platform).await;
    server.sign_in().await;
    let client = server.client;
    let mut pages = Vec::new();
    let mut number = 0;
    let mut secret = || {
        number += 1;
        canary(number)
    };
    for (index, (channel_type, way, secrets, plain)) in [
        ("viber", "token", &["token"][..], &[][..]),
        ("whatsapp", "system_user", &["token", "pin"], &["waba_id", "phone_number_id"]),
        ("sms", "twilio", &["auth_token", "api_key_secret"], &["account_sid", "sender"]),
        ("sms", "smpp", &["password"], &["system_id", "sender"]),
        ("email", "smtp", &["password"], &["username"]),
    ]
    .into_iter()
    .enumerate()
    {
        let address = new_channel(client, channel_type, index as u128 + 1).await;
        let flow = format!("{address}/bind");
        client.post(&flow, &[("purpose", "bind")]).send().await;
        for _ in 0..ROUNDS {
            let page = client.get(&flow).send().await;
            let version = version(&page);
            let mut form = vec![("version", version), ("way", way.to_owned())];
            form.extend(plain.iter().map(|name| (*name, "1234567".to_owned())));
            form.extend(secrets.iter().map(|name| (*name, secret())));
            form.extend(
                match way {
                    "twilio" => &[("registration_state", "not_required"), ("api_key", "SK1")][..],
                    "smpp" => &[
                        ("registration_state", "not_required"),
                        ("host", "127.0.0.1"),
                        ("port", "1"),
                        ("encryption", "none"),
                    ],
                    "smtp" => &[
                        ("host", "127.0.0.1"),
                        ("port", "1"),
                        ("encryption", "tls"),
                        ("sender", "a@example.com"),
                    ],
                    _ => &[],
                }
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned())),
            );
            let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = client.post(&format!("{flow}/authorise"), &form).send().await;
            assert_eq!(answer.status, 303, "{way}: {answer}");
            pages.push(client.get(&flow).send().await);
            // With a mistake the form comes back, without its secrets.
            let mistake: Vec<_> =
                form.iter().filter(|(name, _)| *name != "sender" && *name != "waba_id").collect();
            let mistake: Vec<_> = mistake.into_iter().copied().collect();
            pages.push(client.post(&format!("{flow}/authorise"), &mistake).send().await);
        }
        pages.push(client.get(&address).send().await);
    }
    assert!(number >= 30, "{number} secrets");

    // One that the platform accepts lies in the database, sealed.
    let address = new_channel(client, "viber", 99).await;
    let flow = format!("{address}/bind");
    client.post(&flow, &[("purpose", "bind")]).send().await;
    let page = client.get(&flow).send().await;
    let form = [("version", &*version(&page)), ("way", "token"), ("token", &canary(9999))];
    client.post(&format!("{flow}/authorise"), &form).send().await;
    let page = client.get(&flow).send().await;
    assert!(page.text().contains("pa:1"), "{page}");
    let form = [("version", &*version(&page))];
    client.post(&format!("{flow}/confirm"), &form).send().await;
    let page = client.get(&address).send().await;
    assert!(page.text().contains("Tea"), "{page}");
    pages.push(page);
    for address in ["/channels", "/channels.csv", "/audit-log", "/audit-log.csv"] {
        pages.push(client.get(address).send().await);
    }
    server.terminate();
    server.end().await;

    let log = server.log();
    assert!(log.contains("\"level\":\"DEBUG\""), "the log tells little: {log}");
    assert_free("the log", log.as_bytes());
    // The platform's own answers are there, without what it repeated.
    assert!(pages.iter().filter(|page| page.text().contains("***")).count() > ROUNDS);
    for page in &pages {
        assert_free("a page", page.text().as_bytes());
    }
    assert_free("the database", &content(database));
    let folder = new_folder();
    let file = folder.join("backup.db");
    let name = file.to_str().expect("UTF-8");
    let saved = run(&["backup", name, "--database-url", &database.url]).await;
    assert!(saved.success, "{saved:?}");
    assert_free("the backup", &std::fs::read(&file).expect("the backup"));
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

/// Whatever was done to a secret, its beginning is the same, but for the sign in its middle.
fn assert_free(what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for beginning in ["canary+", "canary%2B", "canary%2b", "canary 0", "canary 9", "canary\\u002b"]
    {
        let found = text.split_once(beginning).map(|(before, after)| {
            let before: String = before.chars().rev().take(200).collect();
            let before: String = before.chars().rev().collect();
            format!("{before}[{beginning}]{}", after.chars().take(60).collect::<String>())
        });
        assert_eq!(found, None, "a secret is in {what}");
    }
}
