mod people;

use clap::Args;
use domain::channel::{Channel, ChannelName, ChannelType, Lifecycle, Remarks};
use domain::ids::{ChannelId, TenantId};
use domain::ports::Ports;
use domain::tenant::{ChannelUsage, Company, DEFAULT_CHANNEL_QUOTA, Standing, Tenant};
use domain::time::Timestamp;

use self::people::People;
use super::{CommandError, tell};
use crate::config::Config;
use crate::key_file::KeyFile;
use crate::start::{self, BUILT_IN_TENANT};

/// What to put into the database.
#[derive(Debug, Args)]
pub(super) struct Seed {
    /// Channels of each tenant
    #[arg(long, default_value_t = 40)]
    channels: u32,

    /// Tenants; the first becomes the organisation of whoever sets Suiro up
    #[arg(long, default_value_t = 1)]
    tenants: u32,

    /// Tenants that are customers of the first one, which is a service provider then
    #[arg(long, default_value_t = 0)]
    customers: u32,

    /// People of each tenant, with one password for all; the first one runs the installation
    #[arg(long, default_value_t = 0)]
    people: u32,
}

/// Names as companies give them, in the languages of the console.
const NAMES: [&str; 12] = [
    "Customer support",
    "Order updates",
    "東京本店 お客様窓口",
    "配送のお知らせ",
    "售后服务",
    "会员通知",
    "Marketing – spring",
    "Appointment reminders",
    "予約確認",
    "订单提醒",
    "Returns & refunds",
    "Loyalty club",
];

const REMARKS: [&str; 6] = [
    "",
    "Shared by the day and the night team.",
    "平日 9:00〜18:00 のみ対応",
    "仅限华东地区客户",
    "Replaces the old number.\nAsk Aoki before changing anything.",
    "Test account, not for customers.",
];

/// An hour in microseconds: how far apart the examples were created.
const HOUR: i64 = 3_600_000_000;

impl Seed {
    pub(super) async fn run(&self, config: &Config) -> Result<(), CommandError> {
        let database = storage::connect(&config.database_url).await?;
        database.migrate().await?;
        let ports = start::ports(database.store(), KeyFile::at(config.key_file()))?;
        let (people, password) = People::choose(&ports).await?;
        let mut added = 0;
        for number in 0..self.tenants {
            let (tenant, channels) = self.tenant(&ports, number);
            if ports.store.insert_tenant(&tenant, &channels).await? {
                people.add(&ports, tenant.id, number, self.people).await?;
                added += 1;
            }
        }
        ports.store.close().await;
        tell(&format!("Added {added} tenants with {} channels each.", self.channels));
        if self.people > 0 {
            tell(&format!("Sign in as {} with {password}", People::email(0, 0)));
        }
        if added < self.tenants {
            tell("The first tenant was there already and was left as it is.");
        }
        Ok(())
    }

    fn tenant(&self, ports: &Ports, number: u32) -> (Tenant, Vec<Channel>) {
        let id = match number {
            0 => BUILT_IN_TENANT,
            _ => TenantId::from_uuid(ports.ids.next()),
        };
        let now = ports.clock.now();
        let tenant = Tenant {
            id,
            name: format!("Example company {number}"),
            usage: ChannelUsage {
                used: self.channels,
                quota: self.channels.max(DEFAULT_CHANNEL_QUOTA),
            },
            standing: Standing::active(now),
            company: Company::default(),
            service_provider: number == 0 && self.customers > 0,
            provider: (1..=self.customers).contains(&number).then_some(BUILT_IN_TENANT),
            created_at: now,
        };
        let channels =
            (0..self.channels).filter_map(|index| example(ports, id, now, index)).collect();
        (tenant, channels)
    }
}

/// One example. Absent never: the names and remarks above keep the rules, as a test checks.
fn example(ports: &Ports, tenant: TenantId, now: Timestamp, index: u32) -> Option<Channel> {
    let pick = |count: usize, step: u32| (index.wrapping_mul(step) as usize) % count;
    let name = NAMES[pick(NAMES.len(), 5)];
    let created_at = Timestamp::from_micros(now.micros() - i64::from(index) * HOUR);
    Some(Channel {
        id: ChannelId::from_uuid(ports.ids.next()),
        tenant,
        channel_type: ChannelType::ALL[pick(ChannelType::ALL.len(), 7)],
        name: ChannelName::parse(&format!("{name} {}", index + 1)).ok()?,
        remarks: Remarks::parse(REMARKS[pick(REMARKS.len(), 1)]).ok()?,
        lifecycle: Lifecycle::Unbound,
        bound_account: None,
        health: domain::channel::ChannelHealth::NotMeasured,
        version: 1,
        created_at,
        updated_at: created_at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_keeps_the_rules() {
        for name in NAMES {
            assert!(ChannelName::parse(&format!("{name} {}", u32::MAX)).is_ok(), "{name}");
        }
        for remarks in REMARKS {
            assert!(Remarks::parse(remarks).is_ok(), "{remarks}");
        }
    }
}
