//! The list as a file.

use crate::bench::TestServer;
use crate::support::client::{create_fields, creation_key, csv_rows};

pub(crate) async fn the_export_is_a_csv_file(server: &TestServer) {
    let client = server.client;
    let name = "a \"quoted\" name, with a comma";
    let key = creation_key(0).to_string();
    let mut fields = create_fields(&key, name);
    fields[2].1 = "two\nlines";
    let id = client.post("/channels/new", &fields).send().await.created_id();
    let answer = client.get("/channels.csv").send().await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"channels.csv\"");
    let rows: Vec<_> = csv_rows(answer.text()).collect();
    let heading = [
        "ID",
        "Channel Name",
        "Channel Type",
        "Status",
        "Bound Resource",
        "Remarks",
        "Created",
        "Health",
    ];
    assert_eq!(rows[0], heading);
    assert_eq!(rows[1][7], "", "nobody has measured it");
    assert_eq!(rows[1][..6], [&*id, name, "SMS", "Unbound", "", "two\nlines"]);
    assert!(rows[1][6].ends_with('Z'), "{rows:?}");
    assert_eq!(rows.len(), 2);
    let japanese = client.get("/channels.csv").header("accept-language", "ja").send().await;
    assert!(japanese.text().contains("\"チャンネル名\""), "{japanese}");
}

pub(crate) async fn the_export_holds_no_formula(server: &TestServer) {
    let client = server.client;
    let formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "=HYPERLINK(\"http://evil\")"];
    for (number, formula) in formulas.into_iter().enumerate() {
        let key = creation_key(number as u128).to_string();
        let mut fields = create_fields(&key, formula);
        fields[2].1 = formula;
        client.post("/channels/new", &fields).send().await.created_id();
    }
    let mut names: Vec<_> = client.exported().await;
    names.reverse();
    assert_eq!(names.len(), formulas.len());
    for (formula, (_, name, remarks)) in formulas.into_iter().zip(names) {
        assert_eq!((name, remarks), (format!("'{formula}"), format!("'{formula}")));
    }
}

pub(crate) async fn the_export_keeps_to_the_filter(server: &TestServer) {
    let client = server.client;
    for (number, channel_type) in ["sms", "viber", "sms"].into_iter().enumerate() {
        let key = creation_key(number as u128).to_string();
        let name = format!("Channel {number}");
        let mut fields = create_fields(&key, &name);
        fields[0].1 = channel_type;
        client.post("/channels/new", &fields).send().await.created_id();
    }
    for (query, names) in [
        ("", &["Channel 2", "Channel 1", "Channel 0"][..]),
        ("type=sms", &["Channel 2", "Channel 0"]),
        ("type=sms&sort=name", &["Channel 0", "Channel 2"]),
        ("q=CHANNEL+1", &["Channel 1"]),
        ("status=bound", &[]),
        // A file has no pages.
        ("limit=25&after=nonsense", &["Channel 2", "Channel 1", "Channel 0"]),
    ] {
        let answer = client.get(&format!("/channels.csv?{query}")).send().await;
        let found: Vec<_> =
            csv_rows(answer.text()).skip(1).map(|mut row| row.swap_remove(1)).collect();
        assert_eq!(found, names, "{query}");
    }
}
