//! The file about a channel, and what stays of the channel when it is deleted.

use data_encoding::HEXLOWER;
use domain::field_errors::Field;
use serde_json::Value;
use server::start::BUILT_IN_TENANT;
use sha2::{Digest, Sha256};

use crate::bench::TestServer;
use crate::channel_requests::bound_to;
use crate::permission_places::new_channel;

pub(crate) async fn a_dossier_is_checked_and_its_checksum_outlives_the_channel(
    server: &TestServer,
) {
    let id = new_channel(server).await;
    let answer = server.client.get(&format!("/channels/{id}/dossier")).send().await;
    assert_eq!(answer.status, 200, "{answer}");
    assert!(answer.header("content-disposition").contains(&id.to_string()), "{answer}");
    let file: Value = serde_json::from_str(answer.text()).expect("JSON");
    let content = &file["content"];
    assert_eq!(content["channel"]["name"], "Support");
    assert_eq!(content["counts"]["history"], 1);
    assert_eq!(content["history"][0]["action"], "channel.create");
    // As `jq -cS .content` writes it.
    let digest = HEXLOWER.encode(&Sha256::digest(format!("{content}\n")));
    assert_eq!(file["sha256"], digest);
    let form = [("confirm_name", "Support"), ("no_business", "on"), ("backed_up", "on")];
    let deleted = server.client.post(&format!("/channels/{id}/delete"), &form).send().await;
    assert_eq!(deleted.status, 303, "{deleted}");
    let log = server.ports.store.audit_entries_of_channel(BUILT_IN_TENANT, id, 9).await;
    let log = log.expect("the log");
    let kept = |field| log[0].changes.iter().find(|one| one.field == field);
    assert_eq!(kept(Field::Checksum).and_then(|one| one.before.clone()), Some(digest));
    assert_eq!(kept(Field::Name).and_then(|one| one.before.as_deref()), Some("Support"));
}

pub(crate) async fn a_dossier_names_accounts_and_no_secrets(server: &TestServer) {
    let id = bound_to(&server.ports, BUILT_IN_TENANT, "a1").await;
    let answer = server.client.get(&format!("/channels/{id}/dossier")).send().await;
    let file: Value = serde_json::from_str(answer.text()).expect("JSON");
    assert_eq!(file["content"]["accounts"][0]["name"], "Shop a1");
    assert!(!answer.text().contains("sealed"), "{answer}");
    let stranger = server.as_stranger().await;
    let foreign = stranger.get(&format!("/channels/{id}/dossier")).send().await;
    assert_eq!(foreign.status, 404, "{foreign}");
}
