//! What is set, and what must not be.

use crate::suiro::{EMAIL, PASSWORD, Server, outcome, run, suiro};
use crate::support::client::SESSION_COOKIE;
use crate::support::database::new_folder;

#[tokio::test]
async fn whoever_can_be_read_along_with_is_warned() {
    const HTTPS: [&str; 2] = ["--public-url", "https://suiro.example"];
    for (listen, more, warned) in
        [("0.0.0.0:0", &[][..], true), ("0.0.0.0:0", &HTTPS, false), ("127.0.0.1:0", &[], false)]
    {
        let folder = new_folder();
        let command = suiro(&folder, &[&["--listen", listen], more].concat());
        let mut server = Server::start_command(command, folder).await;
        let status = server.client.get("/healthz").send().await.status;
        server.terminate();
        server.end().await;
        let log = server.log();
        assert_eq!((status, log.contains("travel unencrypted")), (200, warned), "{listen}: {log}");
    }
}

/// Links lead to where people reach the console, which may be a proxy in front of it.
#[tokio::test]
async fn links_lead_to_the_public_url() {
    let folder = new_folder();
    let command =
        suiro(&folder, &["--listen", "127.0.0.1:0", "--public-url", "https://Suiro.example:8443/"]);
    let mut server = Server::start_command(command, folder).await;
    let line = server.line().await;
    assert!(line.contains(" https://suiro.example:8443/set-up/"), "{line}");
    server.stop().await;
}

/// A proxy says where its visitors come from; anybody else could say anything.
#[tokio::test]
async fn only_a_trusted_proxy_is_believed() {
    for (proxies, shown) in [("127.0.0.0/8", "203.0.113.9"), ("10.0.0.0/8", "127.0.0.1")] {
        let folder = new_folder();
        let arguments = ["--listen", "127.0.0.1:0", "--trusted-proxies", proxies];
        let mut server = Server::start_command(suiro(&folder, &arguments), folder).await;
        server.sign_in().await;
        let form = [("email", EMAIL), ("password", PASSWORD), ("return_to", "/")];
        let client = server.client.without_session();
        let answer = client.post("/sign-in", &form).header("x-forwarded-for", "203.0.113.9");
        let token = answer.send().await.token(SESSION_COOKIE).expect("a session");
        let account = client.with_session(&token).get("/account").send().await;
        assert!(account.text().contains(shown), "{proxies} {shown}: {account}");
        assert_eq!(account.text().contains("203.0.113.9"), shown == "203.0.113.9", "{account}");
        server.stop().await;
    }
}

#[tokio::test]
async fn an_unknown_key_is_refused_by_its_name() {
    let folder = new_folder();
    for command in ["serve", "migrate", "check-config", "doctor"] {
        std::fs::write(folder.join("suiro.toml"), "listne = \"127.0.0.1:1\"\n").expect("a file");
        let refusal = outcome(suiro(&folder, &[command])).await;
        assert!(!refusal.success && refusal.errors.contains("listne"), "{refusal:?}");
        std::fs::remove_file(folder.join("suiro.toml")).expect("the file goes");

        let mut misspelt = suiro(&folder, &[command]);
        misspelt.env("SUIRO_DATABSE_URL", "sqlite://x.db");
        let refusal = outcome(misspelt).await;
        assert!(!refusal.success && refusal.errors.contains("databse_url"), "{refusal:?}");
    }
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[tokio::test]
async fn a_wrong_value_is_refused_by_its_name() {
    for (name, value, told) in [
        ("SUIRO_LISTEN", "3000", "LISTEN"),
        ("SUIRO_PUBLIC_URL", "suiro.example", "PUBLIC_URL"),
        ("SUIRO_TRUSTED_PROXIES", "10.0.0.0/64", "TRUSTED_PROXIES"),
        ("SUIRO_SMTP_URL", "smtp://u:geheim@mail.example?tls=none", "SMTP_URL"),
        ("SUIRO_SMTP_URL", "imap://u:geheim@mail.example", "SMTP_URL"),
        ("SUIRO_SMTP_URL", "smtps://u:geheim@mail.example", "mail_from is not"),
        ("SUIRO_MAIL_FROM", "nobody", "MAIL_FROM"),
        ("SUIRO_SESSION_IDLE_MINUTES", "0", "SESSION_IDLE_MINUTES"),
        ("SUIRO_SESSION_HOURS", "half", "SESSION_HOURS"),
        ("SUIRO_REGISTRATION", "perhaps", "REGISTRATION"),
        ("SUIRO_OIDC_ISSUER", "http://id.example.com", "OIDC_ISSUER"),
        ("SUIRO_OIDC_ISSUER", "https://id.example.com", "oidc_client_id is not set"),
        ("SUIRO_OIDC_CLIENT_SECRET", "geheim", "oidc_issuer is not set"),
        ("SUIRO_OIDC_LINK_BY_EMAIL", "maybe", "OIDC_LINK_BY_EMAIL"),
        ("SUIRO_LOG_FORMAT", "xml", "LOG_FORMAT"),
        ("SUIRO_LOG", "storage=[", "log filter"),
        ("SUIRO_DATABASE_URL", "mysql://u:geheim@h/d", "sqlite:// or postgres://"),
        ("SUIRO_DATABASE_URL_FILE", "/nowhere/secret", "/nowhere/secret"),
    ] {
        let folder = new_folder();
        let mut command = suiro(&folder, &["migrate"]);
        command.env(name, value);
        let refusal = outcome(command).await;
        assert!(!refusal.success && refusal.errors.contains(told), "{name}: {refusal:?}");
        assert!(!refusal.errors.contains("geheim"), "{refusal:?}");
        std::fs::remove_dir_all(folder).expect("the folder goes");
    }
    let missing = run(&["check-config", "--config", "nowhere.toml"]).await;
    assert!(!missing.success && missing.errors.contains("nowhere.toml"), "{missing:?}");
}

#[tokio::test]
async fn the_configuration_is_shown_without_its_password() {
    let folder = new_folder();
    std::fs::write(folder.join("secret"), "postgres://suiro:geheim@db.example/console\n")
        .expect("a file");
    std::fs::write(folder.join("suiro.toml"), "listen = \"127.0.0.1:4000\"\nlog = \"warn\"\n")
        .expect("a file");
    let mut command = suiro(&folder, &["check-config", "--log-format", "json"]);
    command.env("SUIRO_DATABASE_URL_FILE", "secret").env("SUIRO_LOG", "debug");
    std::fs::write(folder.join("smtp"), "smtps://ada:geheim@mail.example\n").expect("a file");
    command.env("SUIRO_SMTP_URL_FILE", "smtp").env("SUIRO_MAIL_FROM", "Suiro <s@mail.example>");
    command.env("SUIRO_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1").env("SUIRO_SESSION_HOURS", "8");
    command.env("SUIRO_REGISTRATION", "false");
    let shown = outcome(command).await;
    assert!(shown.success, "{shown:?}");
    assert_eq!(
        shown.output,
        "database_url = \"postgres://suiro:***@db.example/console\"\n\
         key_file = \"data/suiro.keys\"\nlisten = \"127.0.0.1:4000\"\npublic_url = \"http://127.0.0.1:4000\"\n\
         trusted_proxies = \"10.0.0.0/8,192.0.2.1/32\"\n\
         smtp_url = \"smtps://ada:***@mail.example:465\"\n\
         mail_from = \"Suiro <s@mail.example>\"\nsession_idle_minutes = 30\n\
         session_hours = 8\nregistration = false\nlog = \"debug\"\nlog_format = \"json\"\n"
    );
    // What is shown may be used as a file.
    let file = folder.join("shown.toml");
    std::fs::write(&file, &shown.output).expect("a file");
    let file = file.to_str().expect("UTF-8");
    let again = outcome(suiro(&folder, &["check-config", "--config", file])).await;
    assert_eq!(again.output, shown.output, "{again:?}");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

/// A secret may look like a number, and stand in a file.
#[tokio::test]
async fn the_secret_of_the_provider_is_not_shown() {
    let folder = new_folder();
    std::fs::write(folder.join("secret"), "0123456789\n").expect("a file");
    for (name, value) in
        [("SUIRO_OIDC_CLIENT_SECRET", "0123456789"), ("SUIRO_OIDC_CLIENT_SECRET_FILE", "secret")]
    {
        // Nobody listens there.
        let issuer = "http://127.0.0.1:9/realms/x";
        let command = |arguments: &[&str]| {
            let mut command = suiro(&folder, arguments);
            command.env("SUIRO_OIDC_ISSUER", issuer).env("SUIRO_OIDC_CLIENT_ID", "suiro");
            command.env(name, value);
            command
        };
        let shown = outcome(command(&["check-config"])).await;
        let lines = format!(
            "oidc_issuer = \"{issuer}\"\noidc_client_id = \"suiro\"\noidc_client_secret = \"***\"\n"
        );
        assert!(shown.success && shown.output.contains(&lines), "{shown:?}");
        let doctor = outcome(command(&["doctor", "--listen", "127.0.0.1:0"])).await;
        assert!(doctor.output.contains("FAILED  OpenID provider: "), "{doctor:?}");
        assert!(!format!("{shown:?} {doctor:?}").contains("0123456789"), "{doctor:?}");
    }
    std::fs::remove_dir_all(folder).expect("the folder goes");
}
