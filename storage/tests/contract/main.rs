//! What both engines promise. Each case is written once, against the ports, and runs as
//! `sqlite::<case>` and as `postgres::<case>`, in a database of its own.
//!
//! `SUIRO_TEST_POSTGRES_URL` names a server on which databases may be made and dropped. Without
//! it the cases on `PostgreSQL` are skipped, but fail where `CI` or
//! `SUIRO_TEST_REQUIRE_POSTGRES=1` is set.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

mod audit;
mod bench;
mod channel;
mod deletion;
mod installation;
mod isolation;
mod list;
mod migrations;
mod paging;
mod postgres_server;
mod samples;
mod search;
mod seed;
mod sqlite_file;
mod tenant;

macro_rules! cases {
    ($($module:ident { $($case:ident)+ })+) => {
        mod sqlite {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    crate::bench::on_sqlite(|database| async move {
                        crate::$module::$case(&database).await;
                    })
                    .await;
                }
            )+)+
        }
        mod postgres {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    crate::bench::on_postgres(|database| async move {
                        crate::$module::$case(&database).await;
                    })
                    .await;
                }
            )+)+
        }
    };
}

cases! {
    channel {
        a_new_channel_is_found_counted_and_noted
        any_allowed_text_comes_back_as_it_was
        the_quota_holds_under_parallel_insertions
        one_form_sent_fifty_times_creates_one_channel
        a_used_key_is_told_even_when_the_quota_is_used_up
        a_key_is_free_again_after_the_deletion
        two_tenants_may_use_the_same_key
        a_quota_lowered_below_what_is_used_only_refuses_more
        a_channel_without_a_tenant_is_an_error
        an_insertion_that_cannot_be_noted_is_undone
        an_edit_changes_what_it_names_and_nothing_else
        an_edit_of_another_version_changes_nothing
        only_one_of_many_parallel_edits_wins
        an_edit_that_cannot_be_noted_is_undone
        a_name_is_found_by_type_and_exact_spelling
        a_row_outside_the_rules_is_corrupt
    }
    deletion {
        a_deleted_channel_is_gone_and_frees_its_place
        only_an_unbound_channel_is_deleted
        a_deletion_of_another_version_changes_nothing
        a_channel_is_deleted_once
        a_deletion_that_cannot_be_noted_is_undone
        insertions_and_deletions_at_once_keep_the_count
    }
    isolation {
        a_foreign_tenant_finds_nothing
        a_foreign_tenant_changes_nothing
    }
    tenant {
        a_tenant_brings_its_channels_along
        a_tenant_is_added_once
        a_tenant_with_a_wrong_channel_is_not_added
        a_tenant_may_bring_thousands_of_channels
        limits_of_a_tenant_are_kept
    }
    audit {
        entries_come_newest_first_up_to_the_limit
        every_kind_of_entry_comes_back_as_it_was
        entries_cannot_be_changed_or_removed
        entries_outlive_their_channel
        an_entry_outside_the_rules_is_corrupt
    }
    list {
        the_four_columns_sort_as_the_model_does
        filters_hold_at_once
        an_empty_list_has_one_empty_page
        a_page_may_be_as_long_as_the_list_or_longer
        a_position_outlives_its_channel
        a_position_of_another_order_is_an_error
    }
    paging {
        every_row_is_seen_once_in_both_directions
        rows_that_stay_are_seen_once_while_others_come_and_go
    }
    search {
        name_remarks_and_id_are_searched
        upper_and_lower_case_are_the_same
        special_characters_are_taken_literally
        japanese_is_found
        an_edit_is_searched_at_once
    }
    installation {
        a_new_database_is_ready
        the_first_secret_stays
        servers_that_start_at_once_agree_on_the_secret
        a_closed_store_is_unavailable
        the_description_names_engine_and_versions
    }
    seed {
        many_tenants_are_seeded
    }
}
