use domain::audit::AuditAction;
use domain::channel::{Channel, ChannelFilter, ChannelList};
use domain::ids::{ChannelId, TenantId};
use domain::store::Store;

use crate::bench::TestDatabase;
use crate::list::whole_list;
use crate::samples::{Samples, edit, name, remarks};

async fn found(store: &dyn Store, tenant: TenantId, search: &str) -> Vec<ChannelId> {
    let filter = ChannelFilter { search: search.to_owned(), ..ChannelFilter::default() };
    let page = store.channels(tenant, &ChannelList { filter, ..whole_list() }).await;
    page.expect("a page").channels.iter().map(|channel| channel.id).collect()
}

/// A tenant with one channel for each pair of name and remarks.
async fn tenant_with(
    store: &dyn Store,
    samples: &Samples,
    texts: &[(&str, &str)],
) -> (TenantId, Vec<ChannelId>) {
    let tenant = samples.tenant();
    let channels: Vec<_> = texts
        .iter()
        .map(|(first, second)| Channel {
            name: name(first),
            remarks: remarks(second),
            ..samples.channel(tenant.id)
        })
        .collect();
    assert!(store.insert_tenant(&tenant, &channels).await.expect("an insertion"));
    (tenant.id, channels.iter().map(|channel| channel.id).collect())
}

pub(crate) async fn name_remarks_and_id_are_searched(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(80));
    let texts = [("Support", "for Osaka"), ("Sales", "of boats\nand nets")];
    let (tenant, ids) = tenant_with(store, &samples, &texts).await;
    let first = ids[0].to_string();
    for (search, wanted) in [
        ("upp", vec![ids[0]]),
        ("Osaka", vec![ids[0]]),
        ("boats\nand", vec![ids[1]]),
        ("Sales of", vec![]),
        (first.as_str(), vec![ids[0]]),
        (&first[20..], vec![ids[0]]),
        ("nothing like it", vec![]),
        ("\0", vec![]),
        ("sup\0port", vec![]),
    ] {
        assert_eq!(found(store, tenant, search).await, wanted, "{search:?}");
    }
    assert_eq!(found(store, tenant, "ch_").await.len(), 2);
    assert_eq!(found(store, tenant, "").await.len(), 2);
}

pub(crate) async fn upper_and_lower_case_are_the_same(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(81));
    let (tenant, ids) = tenant_with(store, &samples, &[("ZÜRICH Ελλάδα", "Киев")]).await;
    let id = ids[0].to_string().to_uppercase();
    for search in ["zürich", "Zürich", "ZÜR", "ΕΛΛΆΔΑ", "ελλ", "КИЕВ", "киев", &id]
    {
        assert_eq!(found(store, tenant, search).await, ids, "{search}");
    }
    assert_eq!(found(store, tenant, "zurich").await, []);
}

pub(crate) async fn special_characters_are_taken_literally(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(82));
    let special = ["100%", "a_b", r"a\b", "it's", "say \"so\"", "a*b", "a?b", "$1", "[ab]", ";--"];
    let texts: Vec<_> = special.iter().map(|text| (*text, "")).collect();
    let (tenant, ids) = tenant_with(store, &samples, &texts).await;
    tenant_with(store, &samples, &[("100 a.b axb its 1", "")]).await;
    for (text, id) in special.iter().zip(&ids) {
        assert_eq!(found(store, tenant, text).await, [*id], "{text}");
    }
    for (character, count) in [("%", 1), (r"\", 1), ("'", 1), ("\"", 1), ("*", 1), ("?", 1)] {
        assert_eq!(found(store, tenant, character).await.len(), count, "{character}");
    }
    // Each id begins with `ch_`.
    assert_eq!(found(store, tenant, "_").await.len(), special.len());
    assert_eq!(found(store, tenant, "a_").await, [ids[1]]);
    assert_eq!(found(store, tenant, "1_0%").await, []);
}

pub(crate) async fn japanese_is_found(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(83));
    let texts = [("東京サポート", "夜間の窓口\n担当：水路"), ("大阪営業", "𠮷野家 ＡＢＣ")];
    let (tenant, ids) = tenant_with(store, &samples, &texts).await;
    for (search, wanted) in [
        ("サポ", vec![ids[0]]),
        ("水路", vec![ids[0]]),
        ("：", vec![ids[0]]),
        ("𠮷", vec![ids[1]]),
        ("ａｂｃ", vec![ids[1]]),
        ("京都", vec![]),
    ] {
        assert_eq!(found(store, tenant, search).await, wanted, "{search}");
    }
}

pub(crate) async fn an_edit_is_searched_at_once(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(84));
    let tenant = samples.stored_tenant(store).await;
    let (channel, _) = samples.stored_channel(store, tenant).await;
    let audit = samples.audit(&channel, AuditAction::ChannelEdit);
    let edit = edit("Einkauf", "neu", 1);
    store
        .update_channel(tenant, channel.id, &edit, channel.updated_at, &audit)
        .await
        .expect("an outcome");
    for search in ["EINKAUF", "neu"] {
        assert_eq!(found(store, tenant, search).await, [channel.id], "{search}");
    }
    for search in ["support", "the first one"] {
        assert_eq!(found(store, tenant, search).await, [], "{search}");
    }
}
