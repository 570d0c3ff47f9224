//! What a check gives to tell.

use std::collections::BTreeMap;

use super::{HealthChange, KnownHealth, WatchedChannel};
use crate::audit::{AuditAction, AuditEntry, FieldChange};
use crate::channel::Channel;
use crate::field_errors::Field;
use crate::ids::{NotificationId, TenantId};
use crate::mail::{Mail, MailPurpose, new_mail};
use crate::notification::{NewsKind, Notification};
use crate::permissions::Role;
use crate::platform::Reason;
use crate::ports::Ports;
use crate::store::StoreError;
use crate::time::Timestamp;
use crate::user::EmailAddress;

/// The name under which the audit log has what nobody has done.
const ACTOR: &str = "Suiro";

/// What is to be told, and to whom.
#[derive(Default)]
pub(super) struct News {
    pub(super) audit: Option<AuditEntry>,
    pub(super) notifications: Vec<Notification>,
    pub(super) mails: Vec<Mail>,
}

/// What there is to tell about `health`, which came after what was known before. Notes in it what
/// people have been warned of. Nothing at all if the channel is gone.
pub(super) async fn news(
    ports: &Ports,
    before: &WatchedChannel,
    health: &mut KnownHealth,
    change: Option<&HealthChange>,
) -> Result<Option<News>, StoreError> {
    let now = ports.clock.now();
    let mut found = Vec::new();
    if let Some(change) = change
        && let Some(kind) = NewsKind::of(change)
    {
        found.push((kind, change.problem.as_ref().map(|problem| problem.reason)));
    }
    found.extend(warnings(health, now).map(|kind| (kind, None)));
    match (before.health.quiet_since, health.quiet_since) {
        (None, Some(since)) => found.push((NewsKind::Quiet { since }, None)),
        (Some(_), None) => found.push((NewsKind::HeardAgain, None)),
        _ => {}
    }
    if found.is_empty() && change.is_none() {
        return Ok(Some(News::default()));
    }
    let Some(channel) = ports.store.channel_by_id(before.tenant, before.channel).await? else {
        return Ok(None);
    };
    let notifications: Vec<_> =
        found.into_iter().map(|(kind, reason)| told(ports, &channel, kind, reason, now)).collect();
    let mails = mails(ports, &channel, &notifications).await?;
    let audit = change.map(|change| timeline(ports, &channel, change));
    Ok(Some(News { audit, notifications, mails }))
}

/// The warnings of ends that are due, which are given now.
fn warnings(health: &mut KnownHealth, now: Timestamp) -> impl Iterator<Item = NewsKind> {
    health.expiries.iter_mut().filter_map(move |expiry| {
        let days = expiry.warning(now)?;
        expiry.warned = Some(days);
        Some(NewsKind::Expires { what: expiry.what, at: expiry.at, days })
    })
}

fn told(
    ports: &Ports,
    channel: &Channel,
    kind: NewsKind,
    reason: Option<Reason>,
    at: Timestamp,
) -> Notification {
    Notification {
        id: NotificationId::from_uuid(ports.ids.next()),
        tenant: channel.tenant,
        channel: channel.id,
        channel_name: channel.name.clone(),
        channel_type: channel.channel_type,
        kind,
        reason,
        at,
    }
}

fn timeline(ports: &Ports, channel: &Channel, change: &HealthChange) -> AuditEntry {
    let mut audit = AuditEntry::new(ports, channel.tenant, ACTOR, AuditAction::ChannelHealth);
    audit.channel = Some(channel.id);
    audit.changes.push(FieldChange {
        field: Field::Health,
        before: Some(change.from.slug().to_owned()),
        after: Some(change.to.slug().to_owned()),
    });
    audit.changes.extend(change.problem.as_ref().map(|problem| FieldChange {
        field: Field::HealthReason,
        before: None,
        after: Some(problem.reason.code().to_owned()),
    }));
    audit
}

/// One mail for each admin and each notification, if mail is sent at all: to the admins of the
/// tenant, and to those of its service provider as long as that may act for it.
async fn mails(
    ports: &Ports,
    channel: &Channel,
    notifications: &[Notification],
) -> Result<Vec<Mail>, StoreError> {
    if notifications.is_empty() || ports.mailer.is_none() {
        return Ok(Vec::new());
    }
    let mut recipients = admins(ports, channel.tenant).await?;
    if let Some(provider) = ports.store.provider_of(channel.tenant).await?
        && provider.has_right
    {
        for (email, language) in admins(ports, provider.organisation.id).await? {
            recipients.entry(email).or_insert(language);
        }
    }
    let each = notifications.iter().flat_map(|one| recipients.iter().map(move |to| (one, to)));
    Ok(each
        .filter_map(|(notification, (email, language))| {
            let purpose = MailPurpose::Notification(notification.id, email.clone());
            new_mail(ports, purpose, language)
        })
        .collect())
}

/// The addresses of a tenant's admins, and the language of the tenant.
async fn admins(
    ports: &Ports,
    tenant: TenantId,
) -> Result<BTreeMap<EmailAddress, &'static str>, StoreError> {
    let members = ports.store.members(tenant).await?;
    let found = ports.store.tenant_by_id(tenant).await?;
    let country = found.and_then(|tenant| tenant.company.country);
    let language = country.map_or("en", language_of);
    let admins = members.into_iter().filter(|one| one.role == Role::Admin && !one.disabled);
    Ok(admins.map(|admin| (admin.email, language)).collect())
}

/// The language that a company of this country most likely reads among those there are: nobody's
/// own choice is known when nobody has caused the mail.
fn language_of(country: crate::tenant::Country) -> &'static str {
    match country.code() {
        "JP" => "ja",
        "CN" | "HK" | "MO" | "TW" => "zh-Hans",
        _ => "en",
    }
}
