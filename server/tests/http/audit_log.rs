//! The log of an organisation, and that of the installation.

use domain::error_code::ErrorCode;
use domain::permissions::Role;

use crate::bad_forms::assert_refused;
use crate::bench::TestServer;
use crate::people::{self, ADMIN};
use crate::support::answer::Answer;
use crate::support::client::{Client, creation_key};

async fn page(client: Client, address: &str) -> Answer {
    let answer = client.get(address).send().await;
    assert_eq!(answer.status, 200, "{answer}");
    answer
}

fn entries(answer: &Answer) -> usize {
    let (_, list) = answer.text().split_once("<ol class=\"history\">").unwrap_or_default();
    list.matches("<strong>").count()
}

async fn create(client: Client, name: &str, number: u128) {
    let key = creation_key(number).to_string();
    let form = [("type", "sms"), ("name", name), ("remarks", ""), ("creation_key", &*key)];
    let answer = client.post("/channels/new", &form).send().await;
    assert_eq!(answer.status, 303, "{answer}");
}

pub(crate) async fn the_log_of_a_tenant_is_filtered(server: &TestServer) {
    let admin = server.client;
    let operator = server.as_role(Role::Operator).await;
    create(admin, "One", 1).await;
    create(operator, "Two", 2).await;
    let refused = operator.post(
        "/channels/ch_00000000000000000000000000",
        &[("name", "a"), ("remarks", ""), ("version", "1")],
    );
    assert_eq!(refused.send().await.status, 404);
    for (query, shown, wanted) in [
        ("action=channel.create", "Two", 2),
        ("action=channel.create&actor=operator%40example.com", "Two", 1),
        ("refused=only", "Channel.NotFound", 1),
        ("actor=nobody%40example.com", "nobody@example.com", 0),
        ("action=&actor=&refused=&after=", "One", 6),
    ] {
        let log = page(admin, &format!("/audit-log?{query}")).await;
        assert!(log.text().contains(shown), "{query}: {log}");
        if wanted == 6 {
            assert!(entries(&log) >= wanted, "{query}: {log}");
        } else {
            assert_eq!(entries(&log), wanted, "{query}: {log}");
        }
    }
    let stranger = server.as_stranger().await;
    let log = page(stranger, "/audit-log").await;
    assert!(!log.text().contains("channel.create</code>"), "{log}");
    for (query, code) in [
        ("action=channel.paint".to_owned(), ErrorCode::ListFilterInvalid),
        (format!("actor={}", "a".repeat(201)), ErrorCode::ListFilterInvalid),
        ("actor=a%00b".to_owned(), ErrorCode::ListFilterInvalid),
        ("after=ch_00000000000000000000000000".to_owned(), ErrorCode::ListCursorInvalid),
    ] {
        for address in ["/audit-log", "/audit-log.csv"] {
            let answer = admin.get(&format!("{address}?{query}")).send().await;
            assert_refused(&answer, code, &query);
        }
    }
}

pub(crate) async fn the_log_is_read_page_by_page_and_as_a_file(server: &TestServer) {
    let admin = server.client;
    create(admin, "=HYPERLINK(1)", 1).await;
    for number in 2..=60 {
        create(admin, &format!("Number {number}"), number).await;
    }
    let query = "action=channel.create";
    let first = page(admin, &format!("/audit-log?{query}")).await;
    assert_eq!(entries(&first), 50, "{first}");
    let (_, rest) = first.text().split_once("after=").expect("a next page");
    let next = format!("/audit-log?{query}&after={}", &rest[..29]);
    let last = page(admin, &next).await;
    assert_eq!(entries(&last), 10, "{last}");
    assert!(!last.text().contains("rel=\"next\""), "{last}");

    let file = page(admin, &format!("/audit-log.csv?{query}")).await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"audit-log.csv\"");
    assert_eq!(file.text().matches("\"channel.create\"").count(), 60, "{file}");
    assert!(file.text().starts_with("\u{feff}\"Time\",\"Person\""), "{file}");
    for line in file.text().lines() {
        let formula = ["\"=", ",=", "\"+", "\"-", "\"@"].iter().any(|it| line.contains(it));
        assert!(!formula, "{line}");
    }
    let others = admin.get("/audit-log.csv").header("accept-language", "ja").send().await;
    assert!(others.text().starts_with("\u{feff}\"日時\""), "{others}");
}

pub(crate) async fn the_log_of_the_installation_is_for_account_managers(server: &TestServer) {
    let log = page(server.client, "/back-office/audit-log").await;
    for shown in ["installation.set_up", ADMIN] {
        assert!(log.text().contains(shown), "{shown}: {log}");
    }
    let file = page(server.client, "/back-office/audit-log.csv?action=installation.set_up").await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"audit-log.csv\"");
    assert_eq!(file.text().matches("installation.set_up").count(), 1, "{file}");
    assert!(!file.text().contains("session.start"), "{file}");
    let own = page(server.client, "/audit-log").await;
    assert!(!own.text().contains("installation.set_up</code>"), "{own}");
    people::account_manager(&server.ports, "manager@example.com").await;
    let log = page(server.client, "/back-office/audit-log?action=user.create").await;
    assert_eq!(entries(&log), 1, "{log}");
}
