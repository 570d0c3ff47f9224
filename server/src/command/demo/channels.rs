use domain::channel::ChannelType::{Email, Instagram, Messenger, Sms, Viber, WhatsApp};
use domain::channel::{Channel, ChannelName, ChannelType, Lifecycle, Remarks};
use domain::ids::{ChannelId, TenantId};
use domain::ports::Ports;
use domain::time::Timestamp;

use crate::command::CommandError;

/// Channels as companies have them: every type, each language of the console. All of them are
/// Unbound: whoever tries the demo binds them to the simulated accounts, and nothing pretends to be
/// bound that is not.
const CHANNELS: [(ChannelType, &str, &str); 16] = [
    (WhatsApp, "Customer support", "Shared by the day and the night team."),
    (Sms, "Order updates", ""),
    (Email, "Newsletter", "Sent on Thursdays. Ask marketing first."),
    (WhatsApp, "東京本店 お客様窓口", "平日 9:00〜18:00 のみ対応"),
    (Instagram, "Spring campaign", "Until the end of May."),
    (Messenger, "Facebook Page", "Waiting for the Page's admin."),
    (Viber, "Appointment reminders", ""),
    (Sms, "One-time codes", "Sender ID is being registered."),
    (WhatsApp, "售后服务", "仅限华东地区客户"),
    (Email, "Invoices", ""),
    (Messenger, "Returns & refunds", ""),
    (Viber, "Old hotline", "Replaced by the WhatsApp number."),
    (Instagram, "会员通知", ""),
    (Sms, "配送のお知らせ", "倉庫チームと共用"),
    (WhatsApp, "Loyalty club", "The number goes back to the operator."),
    (Email, "予約確認", "DNS の設定待ち"),
];

/// How many there are to choose from.
pub(super) const COUNT: usize = CHANNELS.len();

/// Days between the creation of one channel and the next, in microseconds.
const APART: i64 = 9 * 86_400 * 1_000_000;

/// So many channels of a tenant, beginning somewhere.
pub(super) fn of(
    ports: &Ports,
    tenant: TenantId,
    first: usize,
    count: usize,
) -> Result<Vec<Channel>, CommandError> {
    let now = ports.clock.now().micros();
    let channel = |index: usize| {
        let (channel_type, name, remarks) = CHANNELS[(first + index) % COUNT];
        let age = i64::try_from(index + 1).unwrap_or(1) * APART;
        let created_at = Timestamp::from_micros(now - age);
        Some(Channel {
            id: ChannelId::from_uuid(ports.ids.next()),
            tenant,
            channel_type,
            name: ChannelName::parse(name).ok()?,
            remarks: Remarks::parse(remarks).ok()?,
            lifecycle: Lifecycle::Unbound,
            bound_account: None,
            health: domain::channel::ChannelHealth::NotMeasured,
            version: 1,
            created_at,
            updated_at: created_at,
        })
    };
    (0..count).map(channel).collect::<Option<_>>().ok_or(CommandError::NoExample)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_channels_keep_the_rules_and_show_every_type() {
        for (_, name, remarks) in CHANNELS {
            assert!(ChannelName::parse(name).is_ok(), "{name}");
            assert!(Remarks::parse(remarks).is_ok(), "{remarks}");
        }
        let types: HashSet<_> = CHANNELS.iter().map(|channel| channel.0).collect();
        assert_eq!(types.len(), ChannelType::ALL.len());
    }
}
