//! Notifications as webhooks say them.

use domain::notification::{NewsKind, Notification};
use domain::platform::Reason;
use serde_json::{Map, Value, json};

use crate::components::time::iso_8601;

/// The body of a webhook, in the form of Standard Webhooks. Fields may be added and none is ever
/// taken away; `docs/webhooks.md` describes them.
pub fn body(notification: &Notification) -> String {
    let mut data = Map::new();
    let mut set = |name: &str, value: Value| data.insert(name.to_owned(), value);
    set("notification", notification.id.to_string().into());
    set("organisation", notification.tenant.to_string().into());
    set("channel", notification.channel.to_string().into());
    set("channel_name", notification.channel_name.as_str().into());
    set("channel_type", notification.channel_type.slug().into());
    set("kind", notification.kind.slug().into());
    set("reason", notification.reason.map(Reason::code).into());
    match notification.kind {
        NewsKind::Expires { what, at, days } => {
            set("what", what.slug().into());
            set("ends_at", iso_8601(at).into());
            set("days", days.into());
        }
        NewsKind::Quiet { since } => {
            set("quiet_since", iso_8601(since).into());
        }
        _ => {}
    }
    let timestamp = iso_8601(notification.at);
    json!({ "type": "channel.health", "timestamp": timestamp, "data": data }).to_string()
}

#[cfg(test)]
mod tests {
    use domain::channel::{ChannelName, ChannelType};
    use domain::ids::{ChannelId, NotificationId, TenantId};
    use domain::platform::Expiring;
    use domain::time::Timestamp;
    use uuid::Uuid;

    use super::*;

    fn notification(kind: NewsKind) -> Notification {
        Notification {
            id: NotificationId::from_uuid(Uuid::from_u128(1)),
            tenant: TenantId::from_uuid(Uuid::from_u128(2)),
            channel: ChannelId::from_uuid(Uuid::from_u128(3)),
            channel_name: ChannelName::parse("\"水路\" \\ </script>").expect("a name"),
            channel_type: ChannelType::WhatsApp,
            kind,
            reason: None,
            at: Timestamp::from_micros(1_800_000_123_456_789),
        }
    }

    fn read(notification: &Notification) -> Value {
        serde_json::from_str(&body(notification)).expect("JSON")
    }

    #[test]
    fn a_webhook_says_what_has_happened_to_which_channel() {
        let down =
            Notification { reason: Some(Reason::AccountBlocked), ..notification(NewsKind::Down) };
        assert_eq!(
            read(&down),
            json!({
                "type": "channel.health",
                "timestamp": "2027-01-15T08:02:03.456789Z",
                "data": {
                    "notification": "nt_00000000000000000000000001",
                    "organisation": "tn_00000000000000000000000002",
                    "channel": "ch_00000000000000000000000003",
                    "channel_name": "\"水路\" \\ </script>",
                    "channel_type": "whatsapp",
                    "kind": "down",
                    "reason": "Account.Blocked",
                },
            })
        );
    }

    #[test]
    fn an_end_and_a_silence_say_when() {
        let at = Timestamp::from_micros(1_800_000_000_000_000);
        let end = NewsKind::Expires { what: Expiring::Authorisation, at, days: 7 };
        let data = read(&notification(end))["data"].clone();
        assert_eq!(data["reason"], Value::Null);
        assert_eq!((&data["what"], &data["days"]), (&json!("authorisation"), &json!(7)));
        assert_eq!(data["ends_at"], "2027-01-15T08:00:00Z");
        let quiet = read(&notification(NewsKind::Quiet { since: at }));
        assert_eq!(quiet["data"]["quiet_since"], "2027-01-15T08:00:00Z");
    }
}
