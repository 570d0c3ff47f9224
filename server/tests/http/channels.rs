//! The life of a channel, as a person without JavaScript sees it.

use crate::bench::TestServer;
use crate::people::ADMIN;
use crate::support::answer::Answer;
use crate::support::client::{Client, create_fields, creation_key};

const TICKS: [(&str, &str); 2] = [("no_business", "on"), ("backed_up", "on")];

/// Creates a channel, and returns its address.
async fn created(client: Client, number: u128, name: &str) -> String {
    let answer = client.create(creation_key(number), name).send().await;
    format!("/channels/{}", answer.created_id())
}

async fn page(client: Client, address: &str) -> Answer {
    let answer = client.get(address).send().await;
    assert_eq!(answer.status, 200, "{answer}");
    answer
}

pub(crate) async fn a_new_channel_stands_in_the_list_as_unbound(server: &TestServer) {
    let client = server.client;
    let empty = page(client, "/channels").await;
    assert!(empty.text().contains("No channels yet"), "{empty}");
    assert!(empty.text().contains("0 of 100 channels"), "{empty}");

    let form = page(client, "/channels/new?type=viber").await;
    let key = form.hidden_field("creation_key");
    let fields = [
        ("type", "viber"),
        ("name", "\u{3000}お客様窓口 "),
        ("remarks", "day\r\nand night\n"),
        ("creation_key", &key),
        ("name_seen", ""),
    ];
    let id = client.post("/channels/new", &fields).send().await.created_id();

    let list = page(client, &format!("/channels?created={id}")).await;
    for shown in
        ["Channel “お客様窓口” was created.", "1 of 100 channels", "Viber", "Unbound", id.as_str()]
    {
        assert!(list.text().contains(shown), "{shown}: {list}");
    }
    let exported = client.exported().await;
    let row = (id.clone(), "お客様窓口".to_owned(), "day\nand night".to_owned());
    assert_eq!(exported, [row]);
    let detail = page(client, &format!("/channels/{id}")).await;
    assert!(detail.text().contains("<h1>お客様窓口</h1>"), "{detail}");
    assert!(detail.text().contains(ADMIN), "the history names who: {detail}");
}

pub(crate) async fn a_channel_is_edited(server: &TestServer) {
    let client = server.client;
    let address = created(client, 0, "Support").await;
    let version = page(client, &address).await.hidden_field("version");
    let fields = [("name", "Sales"), ("remarks", "new"), ("version", &version)];
    let answer = client.post(&address, &fields).send().await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, &*format!("{address}?notice=saved"))
    );

    let after = page(client, &format!("{address}?notice=saved")).await;
    for shown in ["<h1>Sales</h1>", "The changes were saved.", "Edited"] {
        assert!(after.text().contains(shown), "{shown}: {after}");
    }
    assert_ne!(after.hidden_field("version"), version);
    assert_eq!(client.exported().await[0].1, "Sales");
}

pub(crate) async fn an_edit_of_an_old_version_shows_both_texts_and_loses_neither(
    server: &TestServer,
) {
    let client = server.client;
    let address = created(client, 0, "Support").await;
    let version = page(client, &address).await.hidden_field("version");
    let theirs = [("name", "Theirs"), ("remarks", "their remarks"), ("version", &version)];
    assert_eq!(client.post(&address, &theirs).send().await.status, 303);
    let yours = [("name", "Yours"), ("remarks", "your remarks"), ("version", &version)];
    let conflict = client.post(&address, &yours).send().await;
    assert_eq!(conflict.status, 409, "{conflict}");
    for shown in ["Theirs", "their remarks", "Yours", "your remarks", "Somebody else changed"] {
        assert!(conflict.text().contains(shown), "{shown}: {conflict}");
    }
    assert_eq!(client.exported().await[0].1, "Theirs", "nothing was overwritten");

    let again = conflict.hidden_field("version");
    assert_ne!(again, version, "the next Save is a decision");
    let yours = [("name", "Yours"), ("remarks", "your remarks"), ("version", &again)];
    assert_eq!(client.post(&address, &yours).send().await.status, 303);
    assert_eq!(client.exported().await[0].1, "Yours");
}

pub(crate) async fn a_deletion_asks_for_name_and_ticks_first(server: &TestServer) {
    let client = server.client;
    let address = created(client, 0, "Support").await;
    let delete = format!("{address}/delete");
    let question = page(client, &delete).await;
    for shown in ["cannot be brought back", "No business is running", "backed up"] {
        assert!(question.text().contains(shown), "{shown}: {question}");
    }
    let sentences = [
        ("confirm_name", "exactly as it is shown"),
        ("no_business", "Tick"),
        ("backed_up", "Tick"),
    ];
    for missing in ["confirm_name", "no_business", "backed_up"] {
        let whole = [("confirm_name", "Support"), TICKS[0], TICKS[1]];
        let fields: Vec<_> = whole
            .into_iter()
            .filter(|(name, _)| *name != missing || *name == "confirm_name")
            .map(|(name, value)| (name, if name == missing { "support" } else { value }))
            .collect();
        let refusal = client.post(&delete, &fields).send().await;
        assert_eq!(refusal.status, 422, "{missing}: {refusal}");
        let (_, sentence) = sentences.iter().find(|(name, _)| *name == missing).expect("one");
        assert!(refusal.text().contains(sentence), "{missing}: {refusal}");
    }
    assert_eq!(client.used().await, 1);
    let fields = [("confirm_name", " Support "), TICKS[0], TICKS[1]];
    let answer = client.post(&delete, &fields).send().await;
    assert_eq!((answer.status, answer.header("location")), (303, "/channels?notice=deleted"));
    let list = page(client, "/channels?notice=deleted").await;
    assert!(list.text().contains("The channel was deleted for good."), "{list}");
    assert_eq!(client.used().await, 0);
}

pub(crate) async fn a_deleted_channel_is_not_found(server: &TestServer) {
    let client = server.client;
    let address = created(client, 0, "Support").await;
    let delete = format!("{address}/delete");
    let fields = [("confirm_name", "Support"), TICKS[0], TICKS[1]];
    assert_eq!(client.post(&delete, &fields).send().await.status, 303);
    let edit = [("name", "a"), ("remarks", ""), ("version", "1")];
    for call in [
        client.get(&address),
        client.post(&address, &edit),
        client.get(&delete),
        client.post(&delete, &fields),
    ] {
        let answer = call.send().await;
        assert_eq!(answer.status, 404, "{answer}");
        assert!(answer.text().contains("Channel.NotFound"), "{answer}");
    }
    let list = page(client, &address.replace("/channels/", "/channels?created=")).await;
    assert!(!list.text().contains("was created"), "{list}");
}

pub(crate) async fn a_bound_channel_is_not_deleted(server: &TestServer) {
    let client = server.client;
    let id = server.bound_channel("Bound one").await;
    let delete = format!("/channels/{id}/delete");
    let question = page(client, &delete).await;
    assert!(question.text().contains("cannot be deleted now"), "{question}");
    let fields = [("confirm_name", "Bound one"), TICKS[0], TICKS[1]];
    let refusal = client.post(&delete, &fields).send().await;
    assert_eq!(refusal.status, 409, "{refusal}");
    assert!(refusal.text().contains("unbind"), "{refusal}");
    assert_eq!(client.used().await, 1);
    let history = page(client, &format!("/channels/{id}")).await;
    assert!(history.text().contains("Channel.BoundCannotDelete"), "{history}");
}

pub(crate) async fn a_used_name_is_warned_about_once(server: &TestServer) {
    let client = server.client;
    created(client, 0, "Support").await;
    let check = |query: &'static str| async move {
        let answer = client.get(&format!("/channels/name-check?{query}")).send().await;
        assert_eq!(answer.status, 200, "{answer}");
        answer.text().to_owned()
    };
    assert_eq!(check("type=sms&name=+Support").await, "used");
    assert_eq!(check("type=viber&name=Support").await, "free");
    assert_eq!(check("type=sms&name=support").await, "free");
    assert_eq!(check("type=sms&name=").await, "invalid");
    assert_eq!(check("type=fax&name=Support").await, "invalid");

    let key = creation_key(1).to_string();
    let mut fields = create_fields(&key, "Support");
    fields[4].1 = "";
    let warning = client.post("/channels/new", &fields).send().await;
    assert_eq!(warning.status, 409, "{warning}");
    assert!(warning.text().contains("You already have a channel of this type"), "{warning}");
    assert_eq!(warning.hidden_field("creation_key"), key);
    let seen = warning.hidden_field("name_seen");
    fields[4].1 = &seen;
    client.post("/channels/new", &fields).send().await.created_id();
    assert_eq!(client.used().await, 2);
}

pub(crate) async fn a_form_sent_again_with_other_values_is_asked_about(server: &TestServer) {
    let client = server.client;
    created(client, 0, "Support").await;
    let question = client.create(creation_key(0), "Sales").send().await;
    assert_eq!(question.status, 409, "{question}");
    assert!(question.text().contains("already created the channel “Support”"), "{question}");
    assert!(question.text().contains("value=\"Sales\""), "{question}");
    assert_eq!(client.used().await, 1);
    let key = question.hidden_field("creation_key");
    client.post("/channels/new", &create_fields(&key, "Sales")).send().await.created_id();
    assert_eq!(client.used().await, 2);
}

/// Nothing that is typed becomes part of a page's HTML, in no place where it is shown.
pub(crate) async fn whatever_is_typed_stays_text(server: &TestServer) {
    let client = server.client;
    let typed = "</textarea>\"'><script>alert(1)</script>&lt;";
    let address = created(client, 0, typed).await;
    let fields = [("name", typed), ("remarks", typed), ("version", "1")];
    assert_eq!(client.post(&address, &fields).send().await.status, 303);
    let other = [("name", typed), ("remarks", "other"), ("version", "1")];
    let conflict = client.post(&address, &other).send().await;
    let wrong = [("name", ""), ("remarks", typed), ("version", "2")];
    let search = form_urlencoded::byte_serialize(typed.as_bytes()).collect::<String>();
    let pages = [
        conflict,
        client.post(&address, &wrong).send().await,
        client.get(&address).send().await,
        client.get(&format!("{address}/delete")).send().await,
        client.get("/channels").send().await,
        client.get(&format!("/channels?q={search}")).send().await,
        client.get(&format!("/{search}")).send().await,
        client.get(&format!("/channels?sort=x&q={search}")).send().await,
    ];
    for (index, page) in pages.into_iter().enumerate() {
        assert!(!page.text().contains("<script>alert"), "{index}: {page}");
        assert!(!page.text().contains("\"'>"), "{index}: {page}");
        if index < 6 {
            assert!(page.unescaped().contains(typed), "{index}: {page}");
        }
    }
}
