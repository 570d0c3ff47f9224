//! Ten thousand channels and two schedulers, for `docs/performance.md`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::binding::{
    Binding, BindingState, Bound, Hold, Purpose, account_fingerprint, seal_credentials,
};
use domain::channel::{Channel, ChannelHealth, ChannelName, ChannelType, Lifecycle, Remarks};
use domain::ids::{AuditEntryId, BindingId, ChannelId, TenantId, UserId};
use domain::platform::{Account, Credentials};
use domain::ports::Ports;
use domain::tenant::{ChannelUsage, Company, Standing, Tenant};
use server::health_checks::keep_checking;
use tokio::task::JoinSet;

use crate::bench::{TestServer, on_postgres};
use crate::fake_platform::FakePlatform;
use crate::support::database::notice;

const CHANNELS: usize = 10_000;

/// The period of the schedule without its jitter.
const PERIOD: Duration = Duration::from_mins(5);

/// The shortest time between two checks of a channel.
const SHORTEST: Duration = Duration::from_secs(270);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes six minutes and measures"]
async fn ten_thousand_channels_are_checked_once_in_a_period() {
    on_postgres(|server| async move { measure(&server).await }).await;
}

async fn measure(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let other = Ports { store: server.another_store().await, ..ports.clone() };
    bind_all(&ports).await;
    ports.store.watch_bound_channels(ports.clock.now()).await.expect("an answer");
    // As after some time: spread over a period.
    server.run_sql(
        "SET suiro.tenant = 'installation'; UPDATE channel_health \
         SET next_check_at = next_check_at + (random() * 300e6)::bigint; ANALYZE",
    );
    let (begun, cpu) = (Instant::now(), cpu_seconds());
    tokio::select! {
        () = keep_checking(&ports) => {}
        () = keep_checking(&other) => {}
        () = tokio::time::sleep(PERIOD + Duration::from_secs(5)) => {}
    }
    let (elapsed, cpu) = (begun.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let asked = platform.asked();
    let checks: usize = asked.values().map(Vec::len).sum();
    notice(&format!(
        "{checks} checks of {} channels in {elapsed:.0} s with {:.2} of a core",
        asked.len(),
        cpu / elapsed
    ));
    assert_eq!(asked.len(), CHANNELS, "every channel was checked");
    for (channel, times) in &asked {
        let too_soon = times.windows(2).any(|two| two[1] - two[0] < SHORTEST);
        assert!(!too_soon, "{channel} was checked twice in a period: {times:?}");
    }
    assert!(cpu / elapsed < 0.5, "{cpu} s of a processor in {elapsed} s");
}

/// The processor time of this process so far. `/proc/self/stat` counts in hundredths.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let (_, fields) = stat.rsplit_once(')').expect("a name in parentheses");
    let ticks: Vec<f64> =
        fields.split_whitespace().skip(11).take(2).map(|one| one.parse().expect("ticks")).collect();
    ticks.iter().sum::<f64>() / 100.0
}

/// Bound channels of one tenant, past the use cases, which would take too long.
async fn bind_all(ports: &Ports) {
    let now = ports.clock.now();
    let tenant = TenantId::from_uuid(ports.ids.next());
    let channels: Vec<_> = (0..CHANNELS)
        .map(|number| Channel {
            id: ChannelId::from_uuid(ports.ids.next()),
            tenant,
            channel_type: ChannelType::Viber,
            name: ChannelName::parse(&format!("Channel {number}")).expect("a name"),
            remarks: Remarks::default(),
            lifecycle: Lifecycle::Unbound,
            bound_account: None,
            health: ChannelHealth::NotMeasured,
            version: 1,
            created_at: now,
            updated_at: now,
        })
        .collect();
    let row = Tenant {
        id: tenant,
        name: "Load".to_owned(),
        usage: ChannelUsage { used: 0, quota: 20_000 },
        standing: Standing::active(now),
        company: Company::default(),
        service_provider: false,
        provider: None,
        created_at: now,
    };
    assert!(ports.store.insert_tenant(&row, &channels).await.expect("an answer"));
    let mut tasks = JoinSet::new();
    let ports = Arc::new(ports.clone());
    for part in channels.chunks(CHANNELS / 8) {
        let (ports, part) = (ports.clone(), part.to_vec());
        tasks.spawn(async move {
            for channel in part {
                bind(&ports, &channel).await;
            }
        });
    }
    tasks.join_all().await;
}

async fn bind(ports: &Ports, channel: &Channel) {
    let (now, id) = (ports.clock.now(), channel.id.to_string());
    let account = Account { id: id.clone(), name: id.clone(), picture: None, facts: Vec::new() };
    let mut binding = Binding {
        id: BindingId::from_uuid(ports.ids.next()),
        tenant: channel.tenant,
        channel: channel.id,
        channel_type: channel.channel_type,
        state: BindingState::Open(Purpose::Bind),
        version: 1,
        way: Some("token".to_owned()),
        account: Some(account.clone()),
        sealed: None,
        checks: Vec::new(),
        problem: None,
        told_platform: false,
        started_by: UserId::from_uuid(ports.ids.next()),
        started_by_name: "a test".to_owned(),
        started_at: now,
        changed_at: now,
        due_at: None,
        turns: 0,
    };
    let credentials = Credentials::default().with("account", id.clone()).with("token", "t");
    binding.sealed = seal_credentials(ports, &binding, &credentials).await.expect("a seal");
    let audit = || AuditEntry {
        id: AuditEntryId::from_uuid(ports.ids.next()),
        tenant: channel.tenant,
        at: now,
        actor: "a test".to_owned(),
        provider: None,
        action: AuditAction::ChannelBind,
        channel: Some(channel.id),
        user: None,
        outcome: AuditOutcome::Done,
        changes: Vec::new(),
    };
    let store = &ports.store;
    store.start_binding(&binding, &audit()).await.expect("an answer");
    let account_hold = account_fingerprint(ports, channel.channel_type, &id).await.expect("a hold");
    let hold = Hold { account: account_hold, unit: None };
    store.claim_account(&binding, Some(&hold), now, now).await.expect("an answer");
    binding.version += 1;
    let sealed = binding.sealed.clone().expect("credentials");
    let bound = Bound { account, sealed, at: now, kept_until: now };
    store.finish_binding(&binding, &bound, &audit()).await.expect("an answer");
}
