use std::sync::Arc;

use domain::audit::{AuditAction, AuditEntry, AuditFilter, AuditOutcome};
use domain::channel::InsertOutcome;
use domain::error_code::ErrorCode;
use domain::ids::TenantId;
use domain::store::{Store, StoreError};
use domain::tenant::{
    Company, Contact, Country, Reason, RegistrationNumber, Standing, Statement, Tenant,
    TenantChange, TenantList, TenantName, TenantOutcome, TenantState, Verification,
};
use domain::time::Timestamp;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, is_noted};
use crate::samples::{Samples, used};

fn reason(text: &str) -> Reason {
    Reason::parse(text).expect("a reason")
}

/// Every kind of standing, with the state it is.
fn standings() -> [(Standing, TenantState); 6] {
    let standing = |verification, activated: bool, suspended: bool| Standing {
        verification,
        activated_at: activated.then(|| at(5)),
        suspended_at: suspended.then(|| at(6)),
    };
    let rejected = Verification::Rejected(reason("水\n'"));
    [
        (standing(Verification::Pending, false, false), TenantState::Pending),
        (standing(rejected, false, false), TenantState::Rejected),
        (standing(Verification::Verified, false, false), TenantState::Inactive),
        (standing(Verification::Verified, true, false), TenantState::Active),
        (standing(Verification::Verified, true, true), TenantState::Suspended),
        (standing(Verification::Pending, false, true), TenantState::Suspended),
    ]
}

fn longest_company() -> Company {
    Company {
        country: Country::parse("JP").ok(),
        registration_number: RegistrationNumber::parse(&"𠮷".repeat(50)).ok(),
        contact: Contact::parse(&"水".repeat(200)).ok(),
    }
}

async fn stored(store: &dyn Store, samples: &Samples, standing: Standing) -> Tenant {
    let tenant = Tenant { standing, ..samples.tenant() };
    assert!(store.insert_tenant(&tenant, &[]).await.expect("an insertion"));
    tenant
}

async fn found(store: &dyn Store, list: TenantList) -> Vec<TenantId> {
    let page = store.tenants(&list).await.expect("a page");
    page.tenants.iter().map(|tenant| tenant.id).collect()
}

pub(crate) async fn a_tenant_comes_back_as_it_was(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(900));
    for (standing, _) in standings() {
        let company = longest_company();
        let tenant = Tenant { standing, company, ..samples.tenant() };
        assert!(store.insert_tenant(&tenant, &[]).await.expect("an insertion"));
        let stored = store.tenant_by_id(tenant.id).await.expect("an answer");
        assert_eq!(stored, Some(tenant));
    }
}

pub(crate) async fn tenants_come_newest_first_page_by_page(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(901));
    let mut wanted = Vec::new();
    for _ in 0..=2 * TenantList::ROWS {
        wanted.push(samples.stored_tenant(store).await);
    }
    wanted.sort_by(|one, other| other.cmp(one));
    let mut seen = Vec::new();
    let mut list = TenantList::default();
    loop {
        let page = store.tenants(&list).await.expect("a page");
        seen.extend(page.tenants.iter().map(|tenant| tenant.id));
        list.after = page.next;
        if page.next.is_none() {
            break;
        }
    }
    assert_eq!(seen, wanted);
}

pub(crate) async fn tenants_are_found_by_name_id_and_state(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(902));
    let mut tenants = Vec::new();
    for (standing, state) in standings() {
        let tenant = stored(store, &samples, standing).await;
        tenants.push((tenant.id, state));
    }
    for state in TenantState::ALL {
        let list = TenantList { state: Some(state), ..TenantList::default() };
        let mut wanted: Vec<_> =
            tenants.iter().filter(|(_, its)| *its == state).map(|(id, _)| *id).collect();
        wanted.sort_by(|one, other| other.cmp(one));
        let count = store.count_tenants(state).await.expect("a count");
        assert_eq!(usize::try_from(count), Ok(wanted.len()), "{state:?}");
        assert_eq!(found(store, list).await, wanted, "{state:?}");
    }
    let name = "Ä%_\\'Water WAYS 水路".to_owned();
    let named = Tenant { name, ..samples.tenant() };
    assert!(store.insert_tenant(&named, &[]).await.expect("an insertion"));
    let search = |search: &str| TenantList { search: search.to_owned(), ..TenantList::default() };
    let id = named.id.to_string();
    for hit in ["wATER ways", "%_\\'", "Ä", "S 水", &id] {
        assert_eq!(found(store, search(hit)).await, [named.id], "{hit}");
    }
    for miss in ["waterways", "_ater", "\0", "tn_00000000000000000000000000", "' OR 1 = 1 --"] {
        assert_eq!(found(store, search(miss)).await, [], "{miss:?}");
    }
    let both = TenantList { state: Some(TenantState::Pending), ..search("water") };
    assert_eq!(found(store, both).await, []);
}

pub(crate) async fn a_tenant_is_changed_only_in_the_right_state(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(903));
    let seen = || Box::new(samples.tenant().statement());
    let changes = [
        (TenantChange::Verify(seen()), [true, true, false, false, false, true]),
        (TenantChange::Reject(seen(), reason("no")), [true, true, false, false, false, true]),
        (
            TenantChange::AskAgain(TenantName::parse("水").expect("a name"), longest_company()),
            [false, true, false, false, false, false],
        ),
        (TenantChange::Activate(at(7)), [false, false, true, false, false, false]),
        (TenantChange::SetQuota(7), [true; 6]),
        (TenantChange::Suspend(at(8)), [true, true, true, true, false, false]),
        (TenantChange::Resume, [false, false, false, false, true, true]),
    ];
    for (change, allowed) in changes {
        for ((standing, _), allowed) in standings().into_iter().zip(allowed) {
            let before = stored(store, &samples, standing).await;
            let other = samples.stored_tenant(store).await;
            let note = samples.note(before.id, AuditAction::TenantQuota);
            let outcome = store.change_tenant(before.id, &change, &note).await;
            let wanted = if allowed { TenantOutcome::Done } else { TenantOutcome::OtherState };
            assert_eq!(outcome.expect("an outcome"), wanted, "{change:?} {before:?}");
            assert_eq!(is_noted(store, &note).await, allowed);
            let mut after = before.clone();
            if allowed {
                apply(&mut after, &change);
            }
            let found = store.tenant_by_id(before.id).await.expect("an answer");
            assert_eq!(found, Some(after), "{change:?}");
            let other = store.tenant_by_id(other).await.expect("an answer").expect("the other");
            assert_eq!(other, Tenant { id: other.id, ..samples.tenant() });
        }
        let note = samples.note(samples.tenant().id, AuditAction::TenantQuota);
        let outcome = store.change_tenant(note.tenant, &change, &note).await;
        assert_eq!(outcome.expect("an outcome"), TenantOutcome::NotFound);
        assert!(!is_noted(store, &note).await);
    }
}

pub(crate) async fn a_decision_is_about_what_the_tenant_says(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(904));
    for company in [Company::default(), longest_company()] {
        let pending = Standing { verification: Verification::Pending, ..Standing::active(at(0)) };
        let tenant = Tenant { standing: pending, company, ..samples.tenant() };
        assert!(store.insert_tenant(&tenant, &[]).await.expect("an insertion"));
        let seen = tenant.statement();
        let other_name = Statement { name: "Another".to_owned(), ..seen.clone() };
        let mut stale = vec![other_name];
        let (nothing, everything) = (Company::default(), longest_company());
        let other = if seen.company == nothing { &everything } else { &nothing };
        for company in [
            Company { country: other.country, ..seen.company.clone() },
            Company {
                registration_number: other.registration_number.clone(),
                ..seen.company.clone()
            },
            Company { contact: other.contact.clone(), ..seen.company.clone() },
        ] {
            stale.push(Statement { company, ..seen.clone() });
        }
        let mut wanted = vec![TenantOutcome::OtherState; stale.len()];
        stale.push(seen);
        wanted.push(TenantOutcome::Done);
        let mut outcomes = Vec::new();
        for seen in stale {
            let note = samples.note(tenant.id, AuditAction::TenantVerify);
            let change = TenantChange::Verify(Box::new(seen));
            outcomes
                .push(store.change_tenant(tenant.id, &change, &note).await.expect("an outcome"));
        }
        assert_eq!(outcomes, wanted);
    }
}

fn apply(tenant: &mut Tenant, change: &TenantChange) {
    let standing = &mut tenant.standing;
    match change {
        TenantChange::Verify(_) => standing.verification = Verification::Verified,
        TenantChange::Reject(_, why) => standing.verification = Verification::Rejected(why.clone()),
        TenantChange::AskAgain(name, company) => {
            standing.verification = Verification::Pending;
            tenant.name = name.to_string();
            tenant.company = company.clone();
        }
        TenantChange::Activate(at) => standing.activated_at = Some(*at),
        TenantChange::SetQuota(quota) => tenant.usage.quota = *quota,
        TenantChange::Suspend(at) => standing.suspended_at = Some(*at),
        TenantChange::Resume => standing.suspended_at = None,
    }
}

pub(crate) async fn a_change_to_a_tenant_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(904));
    let tenant = samples.stored_tenant(store).await;
    let note = samples.used_note(store, AuditAction::TenantSuspend).await;
    let note = AuditEntry { tenant, ..note };
    store.append_audit_entry(&note).await.expect("an entry");
    let outcome = store.change_tenant(tenant, &TenantChange::Suspend(at(1)), &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    let found = store.tenant_by_id(tenant).await.expect("an answer").expect("the tenant");
    assert_eq!(found.standing.suspended_at, None);
}

pub(crate) async fn a_tenant_without_the_service_gets_no_channel(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(905));
    for (standing, state) in standings() {
        let tenant = stored(store, &samples, standing).await;
        let channel = samples.channel(tenant.id);
        let audit = samples.audit(&channel, AuditAction::ChannelCreate);
        let outcome = store.insert_channel(&channel, samples.key(), &audit).await;
        let wanted = match state {
            TenantState::Active => InsertOutcome::Inserted,
            TenantState::Inactive => InsertOutcome::NoService(ErrorCode::ServiceNotActivated),
            TenantState::Suspended => InsertOutcome::NoService(ErrorCode::TenantSuspended),
            TenantState::Pending | TenantState::Rejected => {
                InsertOutcome::NoService(ErrorCode::TenantNotVerified)
            }
        };
        assert_eq!(outcome.expect("an outcome"), wanted, "{state:?}");
        let count = u32::from(wanted == InsertOutcome::Inserted);
        assert_eq!(used(store, tenant.id).await, count);
    }
}

/// Once the suspension is told, nothing is added, however many insertions are on their way.
pub(crate) async fn no_channel_is_added_after_a_suspension(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(906));
    let tenant = samples.stored_tenant(&*database.store).await;
    let mut tasks = JoinSet::new();
    for _ in 0..40 {
        let (store, samples) = (database.store.clone(), samples.clone());
        tasks.spawn(async move {
            let channel = samples.channel(tenant);
            let audit = samples.audit(&channel, AuditAction::ChannelCreate);
            let outcome = store.insert_channel(&channel, samples.key(), &audit).await;
            outcome.expect("an outcome") == InsertOutcome::Inserted
        });
    }
    let store = &*database.store;
    let note = samples.note(tenant, AuditAction::TenantSuspend);
    let outcome = store.change_tenant(tenant, &TenantChange::Suspend(at(1)), &note).await;
    assert_eq!(outcome.expect("an outcome"), TenantOutcome::Done);
    let told = used(store, tenant).await;
    let inserted = tasks.join_all().await.into_iter().filter(|inserted| *inserted).count();
    assert_eq!(used(store, tenant).await, told);
    assert_eq!(u32::try_from(inserted), Ok(told));
}

pub(crate) async fn the_log_is_filtered_and_read_on(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(907));
    let tenant = samples.stored_tenant(store).await;
    let foreign = samples.note(samples.stored_tenant(store).await, AuditAction::TenantVerify);
    store.append_audit_entry(&foreign).await.expect("an entry");
    let mut entries = Vec::new();
    for number in 0..20_u32 {
        let action = [AuditAction::TenantVerify, AuditAction::TenantQuota][number as usize % 2];
        let actor = ["mika@example.test", "ada@example.test"][number as usize / 2 % 2];
        let mut entry = AuditEntry { actor: actor.to_owned(), ..samples.note(tenant, action) };
        if number % 5 == 0 {
            entry.outcome = AuditOutcome::Refused(ErrorCode::TenantOtherState);
        }
        entry.at = Timestamp::from_micros(number.into());
        store.append_audit_entry(&entry).await.expect("an entry");
        entries.push(entry);
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.id));
    let refused = |entry: &AuditEntry| entry.outcome != foreign.outcome;
    for filter in [
        AuditFilter::default(),
        AuditFilter { action: Some(AuditAction::TenantQuota), ..AuditFilter::default() },
        AuditFilter { actor: Some("ada@example.test".to_owned()), ..AuditFilter::default() },
        AuditFilter { refused: true, ..AuditFilter::default() },
        AuditFilter {
            action: Some(AuditAction::TenantVerify),
            actor: Some("mika@example.test".to_owned()),
            refused: true,
        },
    ] {
        let wanted: Vec<_> = entries
            .iter()
            .filter(|entry| filter.action.is_none_or(|action| entry.action == action))
            .filter(|entry| filter.actor.as_ref().is_none_or(|actor| entry.actor == *actor))
            .filter(|entry| !filter.refused || refused(entry))
            .cloned()
            .collect();
        assert!(!wanted.is_empty(), "{filter:?}");
        let mut seen = Vec::new();
        loop {
            let after = seen.last().map(|entry: &AuditEntry| entry.id);
            let page = store.audit_entries(tenant, &filter, after, 3).await.expect("entries");
            assert!(page.len() <= 3);
            if page.is_empty() {
                break;
            }
            seen.extend(page);
        }
        assert_eq!(seen, wanted, "{filter:?}");
    }
}
