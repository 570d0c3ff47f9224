use std::sync::Arc;

use domain::audit::AuditAction;
use domain::channel::{Channel, Lifecycle};
use domain::channel_settings::{
    ChannelSettings, ChannelSettingsForm, ClaimSettingsOutcome, ClaimedSettings, KnownSettings,
    PassedSettings, PassingState, SaveOutcome, SettingsEdit,
};
use domain::ids::ChannelId;
use domain::platform::{PlatformSetting, Problem, Reason, Setting};
use domain::store::{Store, StoreError};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::bench::TestDatabase;
use crate::health::{bind, bound_channel};
use crate::people::at;
use crate::samples::{Samples, noted};

/// Everything that can be set.
fn full(phone: &str) -> ChannelSettings {
    let mut form = ChannelSettingsForm {
        display_name: "星野茶 & Söhne".into(),
        default_language: "zh-Hant".into(),
        about: "\"Tea\" 'since' 1923".into(),
        description: "One\nTwo".into(),
        greeting: "ようこそ".into(),
        time_zone: "Asia/Tokyo".into(),
        email: "info@example.com".into(),
        phone: phone.into(),
        websites: ["https://example.com/%E8%8C%B6".into(), "http://example.org".into()],
        address: "1-2-3\nTokyo".into(),
        ..ChannelSettingsForm::default()
    };
    form.days[6][1] = ["22:00".into(), "00:00".into()];
    let places = Setting::ALL.map(PlatformSetting::of_account);
    form.parse(&places, |_| true).expect("no mistake").settings
}

async fn known(store: &dyn Store, channel: &Channel) -> Option<KnownSettings> {
    store.channel_settings(channel.tenant, channel.id).await.expect("an answer")
}

async fn save(
    store: &dyn Store,
    samples: &Samples,
    channel: &Channel,
    edit: &SettingsEdit,
    now: i64,
) -> Result<SaveOutcome, StoreError> {
    let audit = samples.audit(channel, AuditAction::ChannelConfigure);
    store.save_channel_settings(channel.tenant, channel.id, edit, at(now), &audit).await
}

fn edit(phone: &str, version: i64) -> SettingsEdit {
    SettingsEdit { settings: full(phone), version }
}

async fn claim_due(store: &dyn Store, lease: u128, now: i64) -> Vec<ClaimedSettings> {
    let lease = Uuid::from_u128(lease);
    store.claim_due_settings(lease, at(now), at(now + 180), 100).await.expect("an answer")
}

async fn watch(store: &dyn Store, now: i64) -> u64 {
    store.watch_settings(at(now)).await.expect("an answer")
}

fn applied(now: i64) -> PassedSettings {
    PassedSettings::Applied { found: Box::new(full("+81 3 0000 0000")), at: at(now) }
}

async fn finish(store: &dyn Store, claimed: &ClaimedSettings, passed: &PassedSettings) -> bool {
    store.finish_passing(claimed, passed).await.expect("an answer")
}

pub(crate) async fn settings_come_back_as_they_were(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1600));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    assert_eq!(known(store, &channel).await, None);
    let before = noted(store, &channel).await;
    let saved = save(store, &samples, &channel, &edit("+81 3 1234 5678", 0), 5).await;
    assert_eq!(saved.expect("an answer"), SaveOutcome::Saved);
    assert_eq!(noted(store, &channel).await, before + 1);
    let actor = samples.audit(&channel, AuditAction::ChannelConfigure).actor;
    let expected = KnownSettings {
        settings: full("+81 3 1234 5678"),
        version: 1,
        saved_by: Some(actor),
        saved_at: Some(at(5)),
        ..KnownSettings::none(channel.tenant, channel.id)
    };
    assert_eq!(known(store, &channel).await, Some(expected));
    assert_eq!(claim_due(store, 1, 5).await, [], "there is nobody to tell");
    let other = samples.stored_tenant(store).await;
    assert_eq!(store.channel_settings(other, channel.id).await.expect("an answer"), None);
}

pub(crate) async fn of_many_who_save_settings_at_once_one_counts(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Arc::new(Samples::new(1601)));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    for round in 0..2 {
        let mut tasks = JoinSet::new();
        for number in 0..20 {
            let (store, samples) = (database.store.clone(), samples.clone());
            let channel = channel.clone();
            tasks.spawn(async move {
                let edit = edit(&format!("+81 3 1234 56{number:02}"), round);
                save(&*store, &samples, &channel, &edit, 1).await.expect("an answer")
            });
        }
        let outcomes = tasks.join_all().await;
        let won = outcomes.iter().filter(|outcome| **outcome == SaveOutcome::Saved).count();
        assert_eq!(won, 1);
        let now = known(store, &channel).await.expect("settings");
        assert_eq!(now.version, round + 1);
        for outcome in outcomes {
            match outcome {
                SaveOutcome::Saved => {}
                SaveOutcome::Conflict(theirs) => assert_eq!(*theirs, now),
                SaveOutcome::NotFound => panic!("the channel is there"),
            }
        }
    }
}

pub(crate) async fn settings_are_those_of_a_channel(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1602));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    let other = samples.stored_tenant(store).await;
    for foreign in [
        Channel { tenant: other, ..channel.clone() },
        Channel { id: ChannelId::from_uuid(samples.uuid()), ..channel.clone() },
    ] {
        let saved = save(store, &samples, &foreign, &edit("", 0), 1).await;
        assert_eq!(saved.expect("an answer"), SaveOutcome::NotFound);
    }
    assert_eq!(known(store, &channel).await, None);
    let mut audit = samples.audit(&channel, AuditAction::ChannelConfigure);
    audit.actor = "x".repeat(300);
    let (tenant, id) = (channel.tenant, channel.id);
    let saved = store.save_channel_settings(tenant, id, &edit("", 0), at(1), &audit).await;
    assert!(matches!(saved, Err(StoreError::Failed(_))), "{saved:?}");
    assert_eq!(known(store, &channel).await, None, "what cannot be noted is undone");

    save(store, &samples, &channel, &edit("", 0), 1).await.expect("an answer");
    let audit = samples.audit(&channel, AuditAction::ChannelDelete);
    store.delete_channel(tenant, id, channel.version, &audit).await.expect("an answer");
    assert_eq!(known(store, &channel).await, None, "they go with their channel");
}

pub(crate) async fn an_account_is_told_once_and_again_after_a_change(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1603));
    let (channel, binding) = bound_channel(database, &samples).await;
    assert_eq!(watch(store, 5).await, 1);
    assert_eq!(watch(store, 6).await, 0);
    let first = claim_due(store, 1, 6).await.remove(0);
    assert_eq!((first.known.binding, first.known.version), (Some(binding), 0));
    assert!(finish(store, &first, &applied(7)).await);
    let now = known(store, &channel).await.expect("settings");
    assert_eq!(
        (now.state(), now.found_at, now.next_at),
        (PassingState::Applied, Some(at(7)), None)
    );
    assert_eq!(now.found, Some(full("+81 3 0000 0000")));
    assert_eq!(claim_due(store, 2, 7).await, []);

    save(store, &samples, &channel, &edit("", 0), 10).await.expect("an answer");
    let second = claim_due(store, 3, 10).await.remove(0);
    let touched = [Setting::About, Setting::Websites];
    assert!(store.note_touched(&second, &touched).await.expect("an answer"));
    // Saved once more while the account is being told the one before.
    save(store, &samples, &channel, &edit("", 1), 11).await.expect("an answer");
    assert_eq!(claim_due(store, 4, 12).await, [], "the two would come in any order");
    assert!(finish(store, &second, &applied(13)).await);
    let now = known(store, &channel).await.expect("settings");
    assert_eq!(
        (now.state(), now.applied, now.next_at),
        (PassingState::Waiting, Some(1), Some(at(11)))
    );
    assert_eq!(now.touched, touched);
    let third = claim_due(store, 5, 13).await.remove(0);
    assert!(finish(store, &third, &applied(14)).await);
    assert!(!finish(store, &third, &applied(14)).await, "it counts once");
    assert_eq!(known(store, &channel).await.expect("settings").state(), PassingState::Applied);
}

pub(crate) async fn an_account_is_told_by_one_server_at_a_time(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1604));
    let mut channels = Vec::new();
    for _ in 0..20 {
        channels.push(bound_channel(database, &samples).await.0.id);
    }
    assert_eq!(watch(store, 0).await, 20);
    let mut tasks = JoinSet::new();
    for lease in 0..10 {
        let store: Arc<dyn Store> = database.store.clone();
        tasks.spawn(async move {
            let lease = Uuid::from_u128(lease);
            store.claim_due_settings(lease, at(0), at(180), 3).await.expect("an answer")
        });
    }
    let mut taken = tasks.join_all().await;
    // PostgreSQL passes over what another one is just taking, so that some may come back empty.
    taken.push(claim_due(store, 99, 0).await);
    let mut ids: Vec<_> = taken.into_iter().flatten().map(|one| one.known.channel).collect();
    ids.sort();
    channels.sort();
    assert_eq!(ids, channels);
    assert_eq!(claim_due(store, 100, 179).await, []);
    // Whoever took them has died.
    let again = claim_due(store, 101, 180).await;
    assert_eq!(again.len(), 20);
    let claim = |now: i64| {
        let known = &again[0].known;
        let lease = Uuid::from_u128(102);
        store.claim_settings(known.tenant, known.channel, lease, at(now), at(now + 180))
    };
    assert_eq!(claim(200).await.expect("an answer"), ClaimSettingsOutcome::BeingPassedOn);
    assert!(finish(store, &again[0], &applied(201)).await);
    let claimed = claim(202).await.expect("an answer");
    assert!(matches!(claimed, ClaimSettingsOutcome::Claimed(_)), "{claimed:?}");
}

pub(crate) async fn an_account_that_cannot_be_told_is_tried_again(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1605));
    let (channel, _) = bound_channel(database, &samples).await;
    save(store, &samples, &channel, &edit("", 0), 1).await.expect("an answer");
    watch(store, 2).await;
    let first = claim_due(store, 1, 2).await.remove(0);
    let problem = Problem::new(Reason::RateLimited).with_code("4").with_answer("「混雑」");
    let put_off = PassedSettings::PutOff { problem: problem.clone(), next_at: at(60) };
    assert!(finish(store, &first, &put_off).await);
    let now = known(store, &channel).await.expect("settings");
    assert_eq!((now.state(), now.turns, now.next_at), (PassingState::PutOff, 1, Some(at(60))));
    assert_eq!(now.problem, Some(problem));
    assert_eq!(claim_due(store, 2, 59).await, []);
    assert_eq!(claim_due(store, 3, 60).await[0].known.turns, 1);

    // Authorised anew meanwhile: told again, though this attempt fails.
    let third = claim_due(store, 4, 240).await.remove(0);
    database.execute("UPDATE bindings SET version = 2").await.expect("a change");
    assert_eq!(watch(store, 241).await, 1);
    let put_off = PassedSettings::PutOff { problem: Reason::TokenExpired.into(), next_at: at(999) };
    assert!(finish(store, &third, &put_off).await);
    assert_eq!(known(store, &channel).await.expect("settings").next_at, Some(at(241)));

    // What is saved is tried at once.
    let fourth = claim_due(store, 5, 241).await.remove(0);
    assert!(finish(store, &fourth, &put_off).await);
    save(store, &samples, &channel, &edit("+81 3 1234 5678", 1), 250).await.expect("an answer");
    let now = known(store, &channel).await.expect("settings");
    assert_eq!((now.state(), now.turns, now.next_at), (PassingState::Waiting, 0, Some(at(250))));
}

pub(crate) async fn another_account_is_told_from_the_beginning(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1606));
    let (channel, _) = bound_channel(database, &samples).await;
    save(store, &samples, &channel, &edit("", 0), 1).await.expect("an answer");
    watch(store, 2).await;
    let first = claim_due(store, 1, 2).await.remove(0);
    assert!(store.note_touched(&first, &[Setting::About]).await.expect("an answer"));
    let late = ClaimedSettings { lease: Uuid::from_u128(77), ..first.clone() };
    assert!(!store.note_touched(&late, &[]).await.expect("an answer"), "not its claim");

    // Rebound while the account of before is being told.
    database.execute("UPDATE bindings SET state = 3").await.expect("a change");
    let binding = bind(database, &samples, &channel, 2).await;
    assert_eq!(watch(store, 3).await, 1);
    assert!(!finish(store, &first, &applied(4)).await);
    let now = known(store, &channel).await.expect("settings");
    assert_eq!(now.settings, full(""), "the settings stay");
    assert_eq!((now.binding, now.version, now.applied), (Some(binding), 1, None));
    assert_eq!((now.touched.len(), now.found, now.next_at), (0, None, Some(at(3))));
    let second = claim_due(store, 2, 3).await.remove(0);
    assert!(finish(store, &second, &applied(5)).await);

    database.execute("UPDATE bindings SET state = 4").await.expect("a change");
    assert_eq!(watch(store, 6).await, 1);
    assert_eq!(watch(store, 7).await, 0);
    let now = known(store, &channel).await.expect("settings");
    assert_eq!((now.state(), now.settings), (PassingState::NotBound, full("")));
    assert_eq!((now.applied, now.found, now.next_at), (None, None, None));
}

pub(crate) async fn a_row_of_settings_outside_the_rules_keeps_no_other_waiting(
    database: &TestDatabase,
) {
    let (store, samples) = (&*database.store, Samples::new(1607));
    let (wrong, _) = bound_channel(database, &samples).await;
    let (right, _) = bound_channel(database, &samples).await;
    watch(store, 0).await;
    let id = database.literal(wrong.id.uuid());
    let phone = format!(
        "UPDATE channel_settings SET settings = '{{\"phone\":\"911\"}}' WHERE channel_id = {id}"
    );
    database.execute(phone).await.expect("a change");
    let found = store.channel_settings(wrong.tenant, wrong.id).await;
    let is_told =
        matches!(found, Err(StoreError::Corrupt { table: "channel_settings", column: "settings" }));
    assert!(is_told, "{found:?}");
    let claimed: Vec<_> =
        claim_due(store, 1, 0).await.into_iter().map(|one| one.known.channel).collect();
    assert_eq!(claimed, [right.id]);
    let refused = "UPDATE channel_settings SET settings = '[]'";
    database.execute(refused).await.expect_err("no object");
}
