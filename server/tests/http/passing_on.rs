//! Accounts are told the settings of their channels, whatever comes between.

use std::time::Duration;

use domain::binding::{Purpose, roll_back};
use domain::channel_settings::{
    ChannelSettings, ChannelSettingsForm, KnownSettings, PassedOn, PassingState,
    claim_due_settings, pass_on, save_settings, settings_of,
};
use domain::ids::ChannelId;
use domain::platform::{PlatformSetting, Reason, Setting};
use domain::ports::Ports;
use server::start::BUILT_IN_TENANT;

use crate::bench::TestServer;
use crate::fake_platform::{FakePlatform, bound};
use crate::people::host;
use crate::power_cuts::{flow, tell_unbind};

const PLACES: [PlatformSetting; 1] = [PlatformSetting::of_account(Setting::About)];

/// Longer than a server may take to tell an account, and than the first pause after a failure.
const A_WHILE: Duration = Duration::from_mins(5);

/// Two servers look at the same moment and tell whoever is to be told.
async fn pass_on_in_two_servers(ports: &Ports) -> Vec<PassedOn> {
    let server = async || {
        ports.store.watch_settings(ports.clock.now()).await.expect("an answer");
        let mut told = Vec::new();
        for claimed in claim_due_settings(ports, 99).await.expect("an answer") {
            told.push(pass_on(ports, &claimed).await.expect("an answer"));
        }
        told
    };
    let (one, other) = tokio::join!(server(), server());
    [one, other].concat()
}

fn form(about: &str, email: &str, version: i64) -> ChannelSettingsForm {
    ChannelSettingsForm {
        about: about.to_owned(),
        email: email.to_owned(),
        version,
        ..ChannelSettingsForm::default()
    }
}

async fn save(ports: &Ports, id: ChannelId, about: &str, email: &str, version: i64) {
    let caller = &host(BUILT_IN_TENANT);
    let form = form(about, email, version);
    save_settings(ports, caller, id, &form, |_| true).await.expect("they are saved");
}

async fn known(ports: &Ports, id: ChannelId) -> KnownSettings {
    settings_of(ports, &host(BUILT_IN_TENANT), id).await.expect("an answer").known
}

/// What an account shows.
fn shown(settings: &ChannelSettings) -> (String, String) {
    let text = |text: Option<String>| text.unwrap_or_default();
    let about = settings.about.as_ref().map(ToString::to_string);
    let email = settings.email.as_ref().map(ToString::to_string);
    (text(about), text(email))
}

fn pair(about: &str, email: &str) -> (String, String) {
    (about.to_owned(), email.to_owned())
}

pub(crate) async fn settings_go_to_whatever_account_a_channel_has(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let id = bound(&ports, "first", 1).await.id;
    assert_eq!(pass_on_in_two_servers(&ports).await, [PassedOn::Applied]);
    assert_eq!(pass_on_in_two_servers(&ports).await, []);
    save(&ports, id, "Tea since 1923", "", 0).await;
    assert_eq!(known(&ports, id).await.state(), PassingState::Waiting);
    assert_eq!(pass_on_in_two_servers(&ports).await, [PassedOn::Applied]);
    assert_eq!(shown(&platform.settings_of("first")), pair("Tea since 1923", ""));
    assert_eq!(known(&ports, id).await.state(), PassingState::Applied);

    let account = form("Coffee", "info@example.com", 0).parse(&PLACES, |_| true);
    platform.has_settings("second", account.expect("no mistake").settings);
    flow(&ports, id, Purpose::Rebind, "second").await.expect("another account");
    assert_eq!(pass_on_in_two_servers(&ports).await, [PassedOn::Applied]);
    let second = shown(&platform.settings_of("second"));
    assert_eq!(second, pair("Tea since 1923", "info@example.com"), "what is not set here stays");
    assert_eq!(known(&ports, id).await.version, 1, "the settings are the channel's");

    save(&ports, id, "", "", 1).await;
    assert_eq!(pass_on_in_two_servers(&ports).await, [PassedOn::Applied]);
    let second = shown(&platform.settings_of("second"));
    assert_eq!(second, pair("", "info@example.com"), "what was set here is taken away");

    save(&ports, id, "Sencha", "", 2).await;
    roll_back(&ports, &host(BUILT_IN_TENANT), id).await.expect("the account of before");
    assert_eq!(pass_on_in_two_servers(&ports).await, [PassedOn::Applied]);
    assert_eq!(shown(&platform.settings_of("first")), pair("Sencha", ""));
    assert_eq!(shown(&platform.settings_of("second")), second, "it is the channel's no more");

    tell_unbind(&ports, id).await.expect("an unbinding");
    save(&ports, id, "Matcha", "", 3).await;
    assert_eq!(pass_on_in_two_servers(&ports).await, []);
    let known = known(&ports, id).await;
    assert_eq!((known.state(), known.version), (PassingState::NotBound, 4));
}

pub(crate) async fn what_an_account_has_stays_until_something_is_set(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let account = form("", "info@example.com", 0).parse(&PLACES, |_| true).expect("no mistake");
    platform.has_settings("acme", account.settings.clone());
    let id = bound(&ports, "acme", 1).await.id;
    assert_eq!(pass_on_in_two_servers(&ports).await, [PassedOn::Applied]);
    let known = known(&ports, id).await;
    assert_eq!((known.version, known.settings), (0, ChannelSettings::default()));
    assert_eq!(known.found, Some(account.settings.clone()));
    assert_eq!(platform.settings_of("acme"), account.settings);
}

pub(crate) async fn an_account_that_takes_nothing_is_tried_again(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let id = bound(&ports, "acme", 1).await.id;
    platform.refuses_settings("acme", Some(Reason::RateLimited));
    save(&ports, id, "Tea", "", 0).await;
    let told = pass_on_in_two_servers(&ports).await;
    assert_eq!(told, [PassedOn::PutOff(Reason::RateLimited.into())]);
    let put_off = known(&ports, id).await;
    assert_eq!(put_off.state(), PassingState::PutOff);
    assert!(put_off.next_at > Some(ports.clock.now()));
    assert_eq!(pass_on_in_two_servers(&ports).await, [], "not before its time");
    server.clock.advance(A_WHILE);
    assert_eq!(pass_on_in_two_servers(&ports).await.len(), 1);
    assert_eq!(known(&ports, id).await.turns, 2);
    platform.refuses_settings("acme", None);
    server.clock.advance(A_WHILE);
    assert_eq!(pass_on_in_two_servers(&ports).await, [PassedOn::Applied]);
    assert_eq!(shown(&platform.settings_of("acme")), pair("Tea", ""));

    // Authorised anew: told again at once.
    platform.refuses_settings("acme", Some(Reason::TokenExpired));
    save(&ports, id, "Sencha", "", 1).await;
    assert_eq!(pass_on_in_two_servers(&ports).await.len(), 1);
    platform.refuses_settings("acme", None);
    flow(&ports, id, Purpose::Reauthorise, "acme").await.expect("other credentials");
    assert_eq!(pass_on_in_two_servers(&ports).await, [PassedOn::Applied]);
    assert_eq!(shown(&platform.settings_of("acme")), pair("Sencha", ""));
}

/// Whatever call to the database is the last one before a kill, the account has the settings
/// afterwards, and has lost them once they are taken away.
pub(crate) async fn settings_arrive_whenever_the_power_is_cut(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let id = bound(&ports, "acme", 1).await.id;
    let mut version = 0;
    for about in ["Tea", ""] {
        let mut cut = true;
        let mut calls = 0;
        while cut {
            // There and back again, so that each round begins alike.
            let other = if about.is_empty() { "Tea" } else { "" };
            save(&ports, id, other, "", version).await;
            server.clock.advance(A_WHILE);
            pass_on_in_two_servers(&ports).await;
            version = known(&ports, id).await.version;

            server.store.cut_after(calls);
            let caller = &host(BUILT_IN_TENANT);
            let form = form(about, "", version);
            let saved = save_settings(&ports, caller, id, &form, |_| true).await.is_ok();
            let mut told = false;
            if saved && let Ok(claimed) = claim_due_settings(&ports, 99).await {
                for one in claimed {
                    told = matches!(pass_on(&ports, &one).await, Ok(PassedOn::Applied));
                }
            }
            cut = !told;
            assert!(server.store.power_on() || !cut, "after {calls} calls");
            server.clock.advance(A_WHILE);
            pass_on_in_two_servers(&ports).await;
            let known = known(&ports, id).await;
            assert_eq!(known.state(), PassingState::Applied, "after {calls} calls");
            if saved {
                version += 1;
                assert_eq!(known.version, version);
                assert_eq!(shown(&platform.settings_of("acme")), pair(about, ""), "{calls}");
            }
            calls += 1;
            assert!(calls < 30, "telling has no end");
        }
        assert!(calls > 4, "nothing was cut");
    }
}
