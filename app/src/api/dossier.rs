//! Everything that is known of a channel, as a file.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::HEXLOWER;
use domain::audit::{AuditEntry, AuditOutcome};
use domain::channel::{self, ChannelError, Dossier};
use domain::error_code::ErrorCode;
use domain::platform::{Account, Fact};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::channel::channel_id;
use super::{Console, CurrentCaller, Failure, confirm};
use crate::components::time::iso_8601;
use crate::routes;

/// How anybody can check it. The keys of the content are in the order of the alphabet.
const HOW: &str = "jq -cS .content FILE | sha256sum";

/// The dossier as JSON, with the checksum of its content.
pub(super) async fn download(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = channel_id(&id)?;
    let dossier = match channel::dossier(&console.ports, &caller, id).await {
        Ok(dossier) => dossier,
        Err(ChannelError::Denied(ErrorCode::SessionNotFresh)) => {
            let address = confirm::address_before(&routes::delete_channel(id));
            return Ok(Redirect::to(&address).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let content = content(&dossier);
    let checksum = HEXLOWER.encode(&Sha256::digest(format!("{content}\n")));
    channel::note_dossier(&console.ports, &dossier, &checksum).await?;
    let file = json!({
        "content": content,
        "sha256": checksum,
        "sha256_is_of": HOW,
    });
    let name = format!("attachment; filename=\"{id}.json\"");
    let headers = [(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, format!("{file:#}\n")).into_response())
}

fn content(dossier: &Dossier) -> Value {
    let channel = &dossier.channel;
    let sum = |count: fn(&domain::callback::TrafficHour) -> u64| -> u64 {
        dossier.traffic.iter().map(count).sum()
    };
    json!({
        "accounts": dossier.accounts.iter().map(account).collect::<Vec<_>>(),
        "channel": {
            "created_at": iso_8601(channel.created_at),
            "id": channel.id.to_string(),
            "name": channel.name.as_str(),
            "remarks": channel.remarks.as_str(),
            "status": channel.lifecycle.slug(),
            "type": channel.channel_type.slug(),
            "updated_at": iso_8601(channel.updated_at),
        },
        "counts": {
            "history": dossier.history.len(),
            "messages_received": sum(|hour| hour.received),
            "messages_sent": sum(|hour| hour.sent),
        },
        "history": dossier.history.iter().map(entry).collect::<Vec<_>>(),
        "configuration": dossier.settings,
        "made_at": iso_8601(dossier.made.at),
        "made_by": dossier.made.actor,
    })
}

fn account(account: &Account) -> Value {
    let facts: Vec<_> = account.facts.iter().map(fact).collect();
    json!({ "facts": facts, "id": account.id, "name": account.name })
}

fn fact(fact: &Fact) -> Value {
    json!({ "name": fact.name, "value": fact.value })
}

fn entry(entry: &AuditEntry) -> Value {
    let refused = match entry.outcome {
        AuditOutcome::Done => None,
        AuditOutcome::Refused(code) => Some(code.code()),
    };
    let changes: Vec<_> = entry
        .changes
        .iter()
        .map(|one| json!({ "after": one.after, "before": one.before, "field": one.field.name() }))
        .collect();
    json!({
        "action": entry.action.as_str(),
        "actor": entry.actor,
        "at": iso_8601(entry.at),
        "changes": changes,
        "refused": refused,
    })
}
