//! Commands that do something and end.

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

use crate::suiro::{Server, run};
use crate::support::client::SESSION_COOKIE;
use crate::support::database::{TestDatabase, new_folder};

const COMMANDS: [&str; 10] = [
    "serve",
    "demo",
    "migrate",
    "seed",
    "admin",
    "keys",
    "backup",
    "restore",
    "check-config",
    "doctor",
];

#[tokio::test]
async fn the_help_lists_every_command_and_setting() {
    let help = run(&["--help"]).await;
    assert!(help.success, "{help:?}");
    for word in COMMANDS {
        assert!(help.output.contains(&format!("\n  {word} ")), "{word}: {}", help.output);
        let more = run(&[word, "--help"]).await;
        assert!(more.success && more.output.contains("Usage: suiro"), "{more:?}");
    }
    for word in [
        "--config",
        "--database-url",
        "--key-file",
        "--listen",
        "--public-url",
        "--tls-certificate",
        "--tls-key",
        "--trusted-proxies",
        "--smtp-url",
        "--mail-from",
        "--session-idle-minutes",
        "--session-hours",
        "--log",
        "--log-format",
        "SUIRO_DATABASE_URL",
        "SUIRO_DATABASE_URL_FILE",
        "SUIRO_KEY_FILE",
        "SUIRO_SMTP_URL",
        "SUIRO_SMTP_URL_FILE",
        "SUIRO_MAIL_FROM",
        "SUIRO_LISTEN",
        "SUIRO_PUBLIC_URL",
        "SUIRO_TLS_CERTIFICATE",
        "SUIRO_TLS_KEY",
        "SUIRO_TRUSTED_PROXIES",
        "SUIRO_SESSION_IDLE_MINUTES",
        "SUIRO_SESSION_HOURS",
        "SUIRO_LOG",
        "SUIRO_LOG_FORMAT",
        "suiro.toml",
    ] {
        assert!(help.output.contains(word), "{word}: {}", help.output);
    }
    let version = run(&["--version"]).await;
    assert_eq!(version.output, format!("suiro {}\n", env!("CARGO_PKG_VERSION")));
}

#[tokio::test]
async fn a_command_that_is_none_is_refused() {
    for arguments in [&["server"][..], &["--port", "1"], &["seed", "--channels", "-1"], &["x", "y"]]
    {
        let refusal = run(arguments).await;
        assert!(!refusal.success, "{refusal:?}");
        assert!(refusal.errors.contains("Usage"), "{refusal:?}");
    }
}

pub(crate) async fn the_database_may_be_brought_up_to_date_twice(database: &TestDatabase) {
    for _ in 0..2 {
        let outcome = run(&["migrate", "--database-url", &database.url]).await;
        assert!(outcome.success, "{outcome:?}");
        assert_eq!(outcome.output, "The database is up to date.\n");
    }
    Server::start(&database.url).await.stop().await;
}

pub(crate) async fn examples_are_put_in_once(database: &TestDatabase) {
    let seed = ["seed", "--channels", "120", "--tenants", "2", "--database-url", &database.url];
    let outcome = run(&seed).await;
    assert!(outcome.success, "{outcome:?}");
    assert!(outcome.output.contains("Added 2 tenants with 120 channels each."), "{outcome:?}");
    let again = run(&["seed", "--database-url", &database.url]).await;
    assert!(again.output.contains("was there already"), "{again:?}");

    let server = Server::start(&database.url).await;
    assert_eq!(server.client.used().await, 120);
    assert_eq!(server.client.exported().await.len(), 120, "nothing of the other tenant");
    server.stop().await;
}

/// With people, too: one of them signs in.
pub(crate) async fn examples_can_sign_in(database: &TestDatabase) {
    let many = ["--channels", "3", "--tenants", "2", "--people", "4"];
    let outcome = run(&[&["seed"], &many[..], &["--database-url", &database.url]].concat()).await;
    assert!(outcome.success, "{outcome:?}");
    let (_, told) = outcome.output.split_once("Sign in as ").expect("somebody");
    let (email, password) = told.trim().split_once(" with ").expect("a password");
    let server = Server::start_unseen(&database.url).await;
    let form = [("email", email), ("password", password), ("return_to", "/")];
    let answer = server.client.post("/sign-in", &form).send().await;
    let client = server.client.with_session(&answer.token(SESSION_COOKIE).expect("a session"));
    assert_eq!(client.used().await, 3);
    let members = client.get("/members").send().await;
    for number in 0..4 {
        assert!(members.text().contains(&format!("person{number}@company0.example")), "{members}");
    }
    assert!(!members.text().contains("company1.example"), "{members}");
    let tenants = client.get("/back-office").send().await;
    assert!(tenants.text().contains("Example company 1"), "{tenants}");
    server.stop().await;
}

/// The lines of `doctor` about the database and the address, and whether it was content.
async fn doctor(arguments: &[&str]) -> (Vec<String>, bool) {
    let outcome = run(&[&["doctor"], arguments].concat()).await;
    // Whether style and code are there depends on what was built before the tests.
    let (site, lines): (Vec<_>, Vec<_>) =
        outcome.output.lines().map(str::to_owned).partition(|line| line.contains(" site: "));
    let site_failed = site[0].starts_with("FAILED");
    let failed = lines.iter().filter(|line| line.starts_with("FAILED")).count();
    assert_eq!(outcome.success, failed == 0 && !site_failed, "{outcome:?}");
    (lines, failed == 0)
}

pub(crate) async fn the_doctor_finds_a_database_that_is_up_to_date(database: &TestDatabase) {
    let migrated = run(&["migrate", "--database-url", &database.url]).await;
    assert!(migrated.success, "{migrated:?}");
    let server = Server::start(&database.url).await;
    // Beside a running server, too.
    let url = ["--database-url", &*database.url];
    let (lines, content) = doctor(&[&url[..], &["--listen", "127.0.0.1:0"]].concat()).await;
    assert!(content, "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("up to date")), "{lines:?}");

    let taken = server.client.address.to_string();
    let (lines, content) = doctor(&[&url[..], &["--listen", &taken]].concat()).await;
    assert!(!content, "{lines:?}");
    let told = format!("FAILED  address: {taken} is in use");
    assert!(lines.iter().any(|line| line.starts_with(&told)), "{lines:?}");
    server.stop().await;
}

#[tokio::test]
async fn the_doctor_asks_the_mail_server() {
    let mail_server = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = mail_server.local_addr().expect("an address").port();
    let url = format!("smtp://127.0.0.1:{port}?tls=none");
    let mail = ["--smtp-url", &*url, "--mail-from", "suiro@example.com"];
    let answering = tokio::spawn(async move {
        let (mut stream, _) = mail_server.accept().await.expect("a connection");
        stream.write_all(b"220 mail.example\r\n").await.expect("a greeting");
        let (reader, mut writer) = stream.split();
        let mut lines = BufReader::new(reader).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            assert!(!line.starts_with("MAIL"), "{line}");
            writer.write_all(b"250 ok\r\n").await.expect("an answer");
        }
    });
    let told = async |arguments: &[&str]| {
        let (lines, _) = doctor(&[arguments, &["--listen", "127.0.0.1:0"]].concat()).await;
        lines.into_iter().find(|line| line.contains(" mail: ")).expect("a line about mail")
    };
    let line = told(&mail).await;
    assert!(line.starts_with("ok ") && line.contains("takes mail"), "{line}");
    answering.await.expect("nothing but answers");
    let line = told(&mail).await;
    assert!(line.starts_with("FAILED") && !line.contains("takes mail"), "{line}");
    let line = told(&[]).await;
    assert!(line.starts_with("ok ") && line.contains("no mail server is set"), "{line}");
}

#[tokio::test]
async fn the_doctor_finds_a_database_that_is_away_and_changes_nothing() {
    let folder = new_folder();
    let file = folder.join("suiro.db");
    for url in [
        format!("sqlite://{}", file.display()),
        "postgres://suiro:geheim@127.0.0.1:1/suiro".to_owned(),
        "mysql://suiro:geheim@127.0.0.1/suiro".to_owned(),
    ] {
        let (lines, content) = doctor(&["--database-url", &url, "--listen", "127.0.0.1:0"]).await;
        assert!(!content, "{lines:?}");
        assert!(lines.iter().any(|line| line.starts_with("FAILED  database")), "{lines:?}");
        assert!(!lines.concat().contains("geheim"), "{lines:?}");
    }
    assert!(!file.exists());
    std::fs::remove_dir_all(folder).expect("the folder goes");
}
