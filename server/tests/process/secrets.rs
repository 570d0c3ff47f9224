//! Secrets that must be in no log, no page, no database and no backup: each is used for what it is
//! for, and then looked for everywhere.

use std::path::Path;

use crate::suiro::{EMAIL, Server, run, suiro};
use crate::support::answer::Answer;
use crate::support::client::{Client, SESSION_COOKIE};
use crate::support::database::{TestDatabase, new_folder, psql};

const PASSWORDS: [&str; 5] = [
    "canary of the first start",
    "canary of the invited one",
    "canary that was changed to",
    "canary of the reset link",
    "canary that is wrong",
];

/// Whoever finds one of these could get in.
#[derive(Default)]
struct Secrets(Vec<String>);

impl Secrets {
    /// The token at the end of a link.
    fn link<'a>(&mut self, address: &'a str) -> &'a str {
        let token = address.rsplit('/').next().expect("a token");
        assert_eq!(token.len(), 64, "{address}");
        self.0.push(token.to_owned());
        address
    }

    /// The cookies of an answer; returns the browser that keeps them.
    fn cookies(&mut self, client: Client, answer: &Answer) -> Client {
        let session = answer.token(SESSION_COOKIE).expect("a session");
        self.0.push(session.reveal());
        self.0.extend(answer.token("suiro_device").map(|token| token.reveal()));
        client.with_session(&session)
    }

    /// Fails if one of them is in there, as it is, escaped for an address, or in bytes.
    fn assert_not_in(&self, what: &str, bytes: &[u8]) {
        assert!(bytes.len() > 100, "{what} is empty");
        let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|part| part == needle);
        for secret in &self.0 {
            assert!(!holds(secret.as_bytes()), "{secret} is in {what}");
            if secret.starts_with("canary") {
                assert!(!holds(secret.replace(' ', "+").as_bytes()), "{secret} is in {what}");
                assert!(!holds(secret.replace(' ', "%20").as_bytes()), "{secret} is in {what}");
            } else {
                let token = domain::secrets::SecretToken::parse(secret).expect("a token");
                assert!(!holds(token.bytes()), "the bytes of {secret} are in {what}");
            }
        }
    }
}

async fn start(database: &TestDatabase) -> Server {
    let folder = new_folder();
    let arguments = ["--listen", "127.0.0.1:0", "--database-url", &database.url];
    let loud = ["--log", "debug", "--log-format", "json"];
    Server::start_command(suiro(&folder, &[&arguments[..], &loud].concat()), folder).await
}

async fn reset_link(database: &TestDatabase) -> String {
    let outcome = run(&["admin", "reset-password", EMAIL, "--database-url", &database.url]).await;
    assert!(outcome.success, "{outcome:?}");
    let begin = outcome.output.find("/password-reset/").expect("a link");
    outcome.output[begin..].trim().to_owned()
}

pub(crate) async fn no_secret_is_kept_or_told(database: &TestDatabase) {
    let mut secrets = Secrets(PASSWORDS.map(str::to_owned).to_vec());
    let mut server = start(database).await;
    let anonymous = server.client;
    let set_up = server.set_up_address().await;
    let form = [
        ("person_name", "Ada Admin"),
        ("email", EMAIL),
        ("new_password", PASSWORDS[0]),
        ("organisation", "Example"),
    ];
    anonymous.get(secrets.link(&set_up)).send().await;
    let answer = anonymous.post(&set_up, &form).send().await;
    let admin = secrets.cookies(anonymous, &answer);

    let form = [("email", "new@example.com"), ("role", "viewer")];
    let invited = admin.post("/members/invite", &form).send().await;
    let begin = invited.text().find("/invitations/").expect("a link");
    let invitation = &invited.text()[begin..begin + "/invitations/".len() + 64];
    anonymous.get(secrets.link(invitation)).send().await;
    let form = [("person_name", "New One"), ("new_password", PASSWORDS[1])];
    let answer = anonymous.post(invitation, &form).send().await;
    secrets.cookies(anonymous, &answer);

    let form = [("password", PASSWORDS[0]), ("new_password", PASSWORDS[2])];
    assert_eq!(admin.post("/account/password", &form).send().await.status, 303);
    let mut pages = Vec::new();
    for (password, status) in [(PASSWORDS[4], 422), (PASSWORDS[2], 303)] {
        let form = [("email", EMAIL), ("password", password), ("return_to", "/channels")];
        let answer = anonymous.post("/sign-in", &form).send().await;
        assert_eq!(answer.status, status, "{answer}");
        pages.push(answer);
    }
    let admin = secrets.cookies(anonymous, pages.last().expect("an answer"));
    let confirmed = admin.post("/confirm", &[("password", PASSWORDS[2])]).send().await;
    let admin = secrets.cookies(anonymous, &confirmed);
    // What went wrong is logged, too: a form that nobody understands, and a link mistyped.
    admin.post("/account/password", &[("pasword", PASSWORDS[4])]).send().await;
    anonymous.get(&format!("{invitation}x?{invitation}")).send().await;
    for address in
        ["/account", "/members", "/audit-log", "/audit-log.csv", "/back-office/audit-log", "/help"]
    {
        let page = admin.get(address).send().await;
        assert_eq!(page.status, 200, "{address}: {page}");
        pages.push(page);
    }
    server.terminate();
    server.end().await;
    let first_log = server.log();

    let reset = reset_link(database).await;
    let mut server = start(database).await;
    let anonymous = server.client;
    let answer =
        anonymous.post(secrets.link(&reset), &[("new_password", PASSWORDS[3])]).send().await;
    assert_eq!(answer.status, 303, "{answer}");
    server.terminate();
    server.end().await;

    for (what, log) in [("the first log", first_log), ("the second log", server.log())] {
        assert!(log.contains("\"level\":\"DEBUG\""), "{what} tells little: {log}");
        secrets.assert_not_in(what, log.as_bytes());
    }
    for page in pages.iter().filter(|page| page.status != 303) {
        secrets.assert_not_in("a page", page.text().as_bytes());
    }
    secrets.assert_not_in("the database", &content(database));
    let folder = new_folder();
    let file = folder.join("backup.db");
    let name = file.to_str().expect("UTF-8");
    let saved = run(&["backup", name, "--database-url", &database.url]).await;
    assert!(saved.success, "{saved:?}");
    secrets.assert_not_in("the backup", &std::fs::read(&file).expect("the backup"));
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

/// All that the engine keeps.
pub(crate) fn content(database: &TestDatabase) -> Vec<u8> {
    match database.url.strip_prefix("sqlite://") {
        Some(file) => {
            let log = format!("{file}-wal");
            let read = |file: &str| std::fs::read(Path::new(file)).unwrap_or_default();
            [read(file), read(&log)].concat()
        }
        None => {
            let tables = "users, sessions, links, audit_entries, sign_in_attempts, known_devices, \
                          memberships, tenants, bindings, channels, installation";
            let all = tables.split(", ").map(|table| {
                psql(&database.url, &format!("SET suiro.tenant = 'installation'; TABLE {table}"))
            });
            all.collect::<String>().into_bytes()
        }
    }
}
