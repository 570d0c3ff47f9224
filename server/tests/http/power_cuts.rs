//! The power is cut after each call to the database, one after the other, while channels are
//! bound, authorised again, rebound, given back, unbound and deleted. Each call is one transaction,
//! so that this is every state in which a kill can leave them.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::binding::{
    Purpose, Releasing, authorise, begin, cancel, confirm, release_next, roll_back, unbind,
};
use domain::caller::AccountManager;
use domain::channel::{Channel, ChannelError, DeletionForm, delete_channel};
use domain::ids::ChannelId;
use domain::ports::Ports;
use domain::tenant::Reason;
use server::start::BUILT_IN_TENANT;

use crate::bench::TestServer;
use crate::fake_platform::{FakePlatform, bound};
use crate::people::host;
use crate::support::holdings::{assert_legal, held};

/// What is being done when the power is cut.
#[derive(Debug, Clone, Copy)]
enum Story {
    Bind,
    Reauthorise,
    Rebind,
    RollBack,
    Unbind,
    Delete,
}

const STORIES: [Story; 6] =
    [Story::Bind, Story::Reauthorise, Story::Rebind, Story::RollBack, Story::Unbind, Story::Delete];

/// More calls than any story makes.
const MOST_CALLS: u32 = 60;

pub(crate) async fn whenever_the_power_is_cut_nothing_is_left_alone(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let mut number = 0;
    for story in STORIES {
        let mut cut = true;
        let mut calls = 0;
        while cut {
            assert!(calls < MOST_CALLS, "{story:?} has no end");
            number += 1;
            let channel = prepared(&ports, story, number).await;
            server.store.cut_after(calls);
            let done = tell(&ports, story, channel.id, number).await;
            cut = done.is_err();
            // Nothing else goes wrong.
            assert!(server.store.power_on() || !cut, "{story:?} after {calls} calls: {done:?}");
            let what = format!("{story:?} after {calls} calls");
            assert_legal(&ports, channel.id, &what).await;
            // Time passes, and somebody goes on or gives up.
            server.clock.advance(Duration::from_mins(5));
            go_on(&ports, channel.id, number % 2 == 0).await;
            while !matches!(release_next(&ports).await.expect("an answer"), Releasing::Nothing) {}
            assert_legal(&ports, channel.id, &what).await;
            let held = held(&ports, channel.id).await;
            let names =
                held.iter().filter_map(|one| one.account.as_ref()).map(|one| one.id.clone());
            let mine = |account: &String| account.ends_with(&format!(" {number}"));
            let registered: BTreeSet<_> = platform.registered().into_iter().filter(mine).collect();
            assert_eq!(registered, names.collect(), "{what}");
            calls += 1;
        }
    }
}

/// A channel that is where the story begins.
async fn prepared(ports: &Ports, story: Story, number: u128) -> Channel {
    let account = format!("first {number}");
    let channel = bound(ports, &account, number).await;
    match story {
        Story::Bind | Story::Delete => {
            tell_unbind(ports, channel.id).await.expect("an unbinding");
            while !matches!(release_next(ports).await.expect("an answer"), Releasing::Nothing) {}
        }
        Story::RollBack => {
            flow(ports, channel.id, Purpose::Rebind, &format!("second {number}"))
                .await
                .expect("another account");
        }
        Story::Reauthorise | Story::Rebind | Story::Unbind => {}
    }
    channel
}

async fn tell(ports: &Ports, story: Story, id: ChannelId, number: u128) -> Result<(), String> {
    let caller = &host(BUILT_IN_TENANT);
    let (first, second) = (format!("first {number}"), format!("second {number}"));
    match story {
        Story::Bind => flow(ports, id, Purpose::Bind, &first).await,
        Story::Reauthorise => flow(ports, id, Purpose::Reauthorise, &first).await,
        Story::Rebind => flow(ports, id, Purpose::Rebind, &second).await,
        Story::RollBack => roll_back(ports, caller, id).await.map_err(|error| error.to_string()),
        Story::Unbind => {
            tell_unbind(ports, id).await?;
            let released = release_next(ports).await.map_err(|error| error.to_string())?;
            assert!(matches!(released, Releasing::Released(_)), "{released:?}");
            Ok(())
        }
        Story::Delete => {
            let form = DeletionForm {
                confirm_name: first,
                no_running_business: true,
                data_backed_up: true,
            };
            match delete_channel(ports, caller, id, &form).await {
                Ok(_) => Ok(()),
                Err(ChannelError::Store(error)) => Err(error.to_string()),
                Err(error) => panic!("{error}"),
            }
        }
    }
}

pub(crate) async fn tell_unbind(ports: &Ports, id: ChannelId) -> Result<(), String> {
    let manager = AccountManager { fresh: true, actor: "manager@example.com".to_owned() };
    let note = Reason::parse("a test").expect("a reason");
    let unbound = unbind(ports, &manager, BUILT_IN_TENANT, id, &note).await;
    unbound.map_err(|error| error.to_string())
}

/// The guided flow from its beginning to its end.
pub(crate) async fn flow(
    ports: &Ports,
    id: ChannelId,
    purpose: Purpose,
    account: &str,
) -> Result<(), String> {
    let caller = &host(BUILT_IN_TENANT);
    let text = |error: domain::binding::BindingError| error.to_string();
    begin(ports, caller, id, purpose).await.map_err(text)?;
    let typed = [("account".to_owned(), account.to_owned()), ("token".to_owned(), "t".to_owned())];
    let version = open(ports, id).await?;
    authorise(ports, caller, id, version, "token", &typed).await.map_err(text)?;
    confirm(ports, caller, id, open(ports, id).await?).await.map_err(text)
}

/// The version of the open binding.
async fn open(ports: &Ports, id: ChannelId) -> Result<i64, String> {
    let bindings = ports.store.bindings_of_channel(BUILT_IN_TENANT, id).await;
    let bindings = bindings.map_err(|error| error.to_string())?;
    let open = bindings.iter().find(|binding| binding.purpose().is_some());
    open.map(|open| open.version).ok_or_else(|| "nothing is open".to_owned())
}

/// Confirms what can be confirmed, or cancels it.
async fn go_on(ports: &Ports, id: ChannelId, confirms: bool) {
    let caller = &host(BUILT_IN_TENANT);
    let Ok(version) = open(ports, id).await else { return };
    let is_found = held(ports, id)
        .await
        .iter()
        .any(|binding| binding.purpose().is_some() && binding.account.is_some());
    if confirms && is_found {
        confirm(ports, caller, id, version).await.expect("it is confirmed");
    } else {
        cancel(ports, caller, id).await.expect("it is cancelled");
    }
}
