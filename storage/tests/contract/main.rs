//! What both engines promise. Each case is written once, against the ports, and runs as
//! `sqlite::<case>` and as `postgres::<case>`, in a database of its own. Those about what channels
//! hold and what platforms tell stand in `platform_cases`.
//!
//! `SUIRO_TEST_POSTGRES_URL` names a server on which databases may be made and dropped. Without
//! it the cases on `PostgreSQL` are skipped, but fail where `CI` or
//! `SUIRO_TEST_REQUIRE_POSTGRES=1` is set.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

mod audit;
mod back_office;
mod backup;
#[macro_use]
mod bench;
mod binding;
mod binding_histories;
mod binding_releases;
mod binding_samples;
mod callback;
mod channel;
mod channel_request;
mod channel_request_ends;
mod channel_settings;
mod consent;
mod customer;
mod deletion;
mod email_change;
mod health;
mod installation;
mod invitation;
mod isolation;
mod link;
mod list;
mod listening;
mod mail;
mod member;
mod message;
mod migrations;
mod notification;
mod open_id;
mod paging;
mod passkey;
mod password;
mod people;
mod platform_cases;
mod postgres_server;
mod provider_list;
mod provider_scope;
mod quota_request;
mod registration;
mod row_level_security;
mod samples;
mod search;
mod second_factor;
mod seed;
mod session;
mod set_up;
mod sign_in;
mod sqlite_file;
mod tenant;
mod tenant_rows;
mod user;

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
    back_office {
        a_tenant_comes_back_as_it_was
        tenants_come_newest_first_page_by_page
        tenants_are_found_by_name_id_and_state
        a_tenant_is_changed_only_in_the_right_state
        a_decision_is_about_what_the_tenant_says
        a_change_to_a_tenant_that_cannot_be_noted_is_undone
        a_tenant_without_the_service_gets_no_channel
        no_channel_is_added_after_a_suspension
        the_log_is_filtered_and_read_on
    }
    registration {
        a_registration_makes_tenant_user_and_admin
        a_form_sent_many_times_at_once_registers_one_tenant
        an_address_registers_once
        two_people_may_use_the_same_key
        a_registration_that_cannot_be_noted_is_undone
    }
    quota_request {
        a_request_ends_in_each_way
        a_tenant_has_one_open_request
        of_many_decisions_one_counts
        a_foreign_request_is_like_an_unknown_one
        open_requests_wait_oldest_first
        what_cannot_be_noted_about_a_quota_is_undone
    }
    customer {
        the_right_is_granted_to_those_who_use_the_service
        a_customer_is_created_with_an_invitation
        the_first_admin_is_invited_until_somebody_belongs_to_it
        a_provider_finds_its_customers_and_nothing_else
        customers_come_by_name_page_by_page
        no_customer_has_customers
        nothing_is_done_in_the_name_of_a_provider_of_before
        channels_follow_their_tenant_under_parallel_insertions
    }
    consent {
        a_relation_begins_by_consent_and_ends
        a_tenant_has_one_provider
        asking_tells_nothing_about_a_tenant
        a_provider_asks_a_hundred_tenants_at_most
        a_relation_that_cannot_be_noted_does_not_begin
    }
    provider_list {
        a_providers_list_sorts_by_every_column
        every_row_of_a_providers_list_is_seen_once
        a_providers_list_is_filtered_by_customer
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
    user {
        a_new_user_is_found_and_noted
        an_address_belongs_to_one_user
        users_come_in_the_order_of_their_addresses
        a_disabled_user_has_no_session
        nobody_gets_in_while_they_are_disabled
        nothing_is_done_to_an_unknown_user
        a_change_to_a_user_that_cannot_be_noted_is_undone
        a_user_outside_the_rules_is_corrupt_or_refused
    }
    password {
        a_new_password_ends_other_sessions_and_resets
        a_reset_link_works_once
        only_a_valid_reset_link_resets
        one_of_many_resets_with_a_link_wins
        a_reset_that_cannot_be_noted_is_undone
        nobody_gets_in_with_the_password_of_before
        whoever_has_no_password_gets_in_by_what_else_they_have
        no_session_of_the_old_password_outlives_its_change
    }
    session {
        a_token_tells_session_user_and_membership
        a_new_session_is_noted_and_replaces_another
        a_session_that_cannot_be_noted_is_undone
        a_session_is_seen_later_and_never_earlier
        sessions_come_last_used_first_up_to_the_limit
        a_session_acts_for_tenants_of_its_user_only
        a_session_is_ended_by_its_user_once
        all_other_sessions_of_a_user_end_at_once
        what_has_expired_is_taken_away_and_nothing_else
    }
    sign_in {
        attempts_at_once_are_counted_together
        the_longest_wait_is_told_and_lengthens
        each_subject_has_a_count_of_its_own
        a_subject_named_twice_is_counted_once
        no_order_of_subjects_is_in_the_way_of_another
        a_success_forgets_the_attempts_it_names
        a_device_is_known_to_its_user
        the_twenty_devices_used_last_are_known
        devices_remembered_at_once_are_twenty_at_most
    }
    second_factor {
        a_key_waits_until_it_is_confirmed
        a_second_factor_that_cannot_be_noted_is_undone
        a_step_is_used_once
        a_recovery_code_is_used_once_by_its_user
        recovery_codes_are_replaced_as_a_whole
        a_second_factor_is_taken_away
        nobody_with_a_second_factor_gets_in_without
        no_session_slips_in_while_a_second_factor_is_set_up
        a_sign_in_waits_until_its_end_and_is_used_once
        what_waits_ends_with_the_password_and_with_its_user
        what_other_keys_have_sealed_is_found_and_replaced
    }
    passkey {
        a_passkey_is_found_by_its_user_and_its_credential
        a_user_has_twenty_passkeys_at_most
        of_two_uses_at_once_one_counts
        a_passkey_is_removed_by_its_user_once
        a_challenge_waits_for_one_answer
        whoever_has_lost_everything_has_the_password_alone
    }
    link {
        a_link_works_until_its_end
        a_link_replaces_the_one_before_it_and_no_other
        links_made_at_once_leave_one
        a_link_that_cannot_be_noted_is_undone
        invitations_come_newest_first_up_to_the_limit
        an_invitation_is_taken_back_once_by_its_tenant
        a_link_outside_the_rules_is_corrupt_or_refused
    }
    mail {
        a_mail_comes_back_as_it_was_when_it_is_its_turn
        a_mail_has_its_turn_in_one_server_at_a_time
        a_mail_that_is_finished_has_no_other_turn
        an_invitation_is_followed_with_either_token
        the_mail_of_an_invitation_goes_with_it
        old_mails_are_taken_away
        a_mail_outside_the_rules_is_corrupt_or_refused
    }
    email_change {
        a_mailed_token_opens_the_newest_wish_until_its_end
        a_new_address_ends_what_belonged_to_the_old_one
        an_address_that_somebody_has_is_not_given
        only_a_valid_link_gives_an_address
        one_of_many_who_want_an_address_gets_it
        another_password_takes_the_wish_away
        a_change_of_address_that_cannot_be_noted_is_undone
    }
    set_up {
        the_first_start_makes_user_tenant_and_admin
        the_first_start_takes_over_a_tenant_with_its_channels
        the_first_start_happens_once
        only_a_valid_set_up_link_sets_up
        nothing_is_set_up_beside_a_user
        a_first_start_that_cannot_be_noted_is_undone
    }
    invitation {
        an_invitation_makes_a_new_person_a_member
        an_invitation_is_used_up_by_a_known_person
        only_whom_it_names_can_follow_an_invitation
        one_of_many_who_follow_an_invitation_joins
        two_invitations_at_once_make_one_user
        a_member_keeps_the_higher_role
        an_acceptance_that_cannot_be_noted_is_undone
    }
    member {
        members_and_memberships_come_by_name
        a_role_is_changed_in_one_tenant
        a_foreign_member_is_like_an_unknown_one
        the_sessions_of_a_removed_member_act_for_no_tenant
        the_last_admin_stays
        a_tenant_without_an_admin_can_be_changed
        admins_who_demote_each_other_leave_one
        a_change_to_a_member_that_cannot_be_noted_is_undone
    }
    open_id {
        an_account_at_a_provider_leads_to_its_user
        an_account_belongs_to_one_user_and_a_user_has_one
        an_account_linked_by_many_at_once_is_linked_once
        an_account_is_unlinked_by_its_user_who_has_a_password
        a_link_with_an_account_that_cannot_be_noted_is_undone
        somebody_new_joins_together_with_their_account
        a_visit_to_a_provider_ends_once_and_in_time
        of_many_answers_to_one_visit_one_is_taken
    }
    installation {
        a_new_database_is_ready
        the_first_secret_stays
        servers_that_start_at_once_agree_on_the_secret
        a_closed_store_is_unavailable
        the_description_names_engine_and_versions
    }
    backup {
        a_backup_comes_back_as_it_was
        a_backup_may_go_to_the_other_engine
        a_backup_is_of_one_moment
        nothing_is_replaced_unasked
        what_is_no_backup_changes_nothing
        versions_have_to_fit
    }
    seed {
        many_tenants_are_seeded
    }
}
