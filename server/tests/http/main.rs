//! What the console answers, over a real connection, on a real database. Each case runs as
//! `sqlite::<case>` and as `postgres::<case>`, with a server of its own.
//!
//! `SUIRO_TEST_POSTGRES_URL` names a PostgreSQL server on which databases may be made and dropped.
//! Without it the cases on `PostgreSQL` are skipped, but fail where `CI` or
//! `SUIRO_TEST_REQUIRE_POSTGRES=1` is set.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

mod account_pictures;
mod audit_log;
mod back_office;
mod bad_forms;
mod bad_requests;
mod bench;
mod bodies;
mod canaries;
mod channel_requests;
mod channel_settings;
mod channels;
mod cross_site;
mod cursors;
mod customers;
mod dossier;
mod export;
mod failures;
mod fake_listener;
mod fake_mailer;
mod fake_platform;
mod fake_provider;
mod faulty_bindings;
mod faulty_callbacks;
mod faulty_channel_requests;
mod faulty_channel_settings;
mod faulty_customers;
mod faulty_health;
mod faulty_listening;
mod faulty_mail;
mod faulty_open_id;
mod faulty_people;
mod faulty_second_factors;
mod faulty_store;
mod faulty_tenancy;
mod fields;
mod fuzz;
mod headers;
mod health_checks;
mod health_load;
mod listening;
mod mail;
mod members;
mod messages;
mod notification_webhooks;
mod notifications;
mod open_id;
mod open_id_provider;
mod passing_on;
mod passkey;
mod people;
mod permission_people;
mod permission_places;
mod permission_rows;
mod permissions;
mod power_cuts;
mod preferences;
mod probes;
mod quota_requests;
mod races;
mod redirects;
mod registration;
mod second_factor;
mod set_up;
mod sign_in;
mod staged_platforms;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "the tests of the program use the rest")]
mod support;
mod walls;
mod webhooks;

macro_rules! cases {
    ($($module:ident { $($case:ident)+ })+) => {
        mod sqlite {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    crate::bench::on_sqlite(|server| async move {
                        crate::$module::$case(&server).await;
                    })
                    .await;
                }
            )+)+
        }
        mod postgres {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    crate::bench::on_postgres(|server| async move {
                        crate::$module::$case(&server).await;
                    })
                    .await;
                }
            )+)+
        }
    };
}

cases! {
    channels {
        a_new_channel_stands_in_the_list_as_unbound
        a_channel_is_edited
        an_edit_of_an_old_version_shows_both_texts_and_loses_neither
        a_deletion_asks_for_name_and_ticks_first
        a_deleted_channel_is_not_found
        a_bound_channel_is_not_deleted
        a_used_name_is_warned_about_once
        a_form_sent_again_with_other_values_is_asked_about
        whatever_is_typed_stays_text
    }
    webhooks {
        metas_types_are_believed_by_the_signature_of_the_app
        the_handshake_repeats_the_challenge
        an_address_of_a_binding_is_believed_by_its_credentials
        what_is_signed_and_unreadable_is_kept_for_an_expert
        servers_that_read_at_once_read_each_callback_once
        malformed_webhooks_never_break_the_server
    }
    account_pictures {
        an_account_shows_its_picture_to_who_sees_the_channel
        an_account_without_a_picture_shows_none
    }
    messages {
        a_message_arrives_and_an_answer_comes_in
        repeated_and_reordered_reports_make_no_difference
        a_wrong_signature_changes_nothing
        a_message_that_a_platform_refuses_says_why
        only_a_bound_channel_of_ones_own_sends
    }
    fields {
        each_wrong_field_is_told_in_each_language_and_kept
        everything_wrong_is_told_at_once
        a_wrong_edit_is_told_and_kept
    }
    bad_forms {
        every_bad_form_is_refused_with_its_code
        a_body_of_another_kind_is_refused
    }
    bad_requests {
        every_bad_address_is_refused_with_its_code
        every_foreign_method_is_refused_on_every_address
        a_long_address_is_refused
        a_deep_query_is_read_or_refused
        odd_headers_do_no_harm
        what_is_not_http_is_refused
        an_error_page_speaks_the_language_of_the_person
    }
    bodies {
        a_body_of_10_megabytes_is_refused_in_peace
        a_body_that_nobody_reads_is_taken_off_the_line
        a_body_in_endless_chunks_is_cut_off
        a_refused_sender_who_asks_first_need_not_send
    }
    cursors {
        a_page_position_leads_through_the_whole_list
        a_forged_position_is_refused
    }
    fuzz {
        random_requests_never_break_the_server
    }
    cross_site {
        changes_from_other_sites_are_refused
        changes_from_the_console_itself_are_taken
        reading_from_other_sites_is_not_a_change
    }
    headers {
        every_answer_is_protected_and_traced
        https_is_kept_to
        nothing_stays_after_signing_out
        every_page_has_a_nonce_of_its_own
        a_trace_id_is_never_the_senders
        answers_are_compressed_when_asked
    }
    power_cuts {
        whenever_the_power_is_cut_nothing_is_left_alone
    }
    health_checks {
        a_change_is_told_once_by_two_servers
        the_admins_of_the_provider_are_told_as_long_as_it_may_act
        two_refusals_need_a_person_and_failed_connections_nobody
        no_channel_holds_up_another
        a_channel_is_checked_at_somebodys_wish
        an_end_is_warned_of_and_a_renewal_puts_it_off
        an_unusual_silence_is_told_and_its_end
    }
    listening {
        what_a_session_brings_is_kept_before_it_is_confirmed_and_then_read
        a_session_is_held_by_one_server_and_taken_over_when_it_dies
        a_session_ends_with_its_account_and_begins_anew_with_other_credentials
        a_session_that_breaks_is_tried_again_later_and_told_in_the_health
        no_request_passes_for_what_a_session_has_brought
    }
    channel_settings {
        a_channel_is_configured_and_its_account_told
        mistakes_of_a_configuration_lose_nothing
        two_people_who_configure_at_once_overwrite_nothing
        an_account_that_takes_no_configuration_says_why
        what_an_account_has_fills_the_first_form
    }
    passing_on {
        settings_go_to_whatever_account_a_channel_has
        what_an_account_has_stays_until_something_is_set
        an_account_that_takes_nothing_is_tried_again
        settings_arrive_whenever_the_power_is_cut
    }
    notifications {
        what_has_happened_is_shown_until_it_is_read
        a_secret_is_shown_when_its_address_is_set
        a_webhook_is_sent_once_by_two_servers
        a_channel_with_trouble_says_so_wherever_it_stands
    }
    failures {
        a_failed_statement_is_told_by_its_trace_id_only
        a_database_that_is_away_is_told_and_recovered_from
        a_channel_that_was_created_is_never_called_lost
    }
    races {
        three_hundred_creations_at_once_fill_the_quota_exactly
        one_form_sent_fifty_times_at_once_creates_one_channel
        two_edits_at_once_lose_nothing
    }
    redirects {
        no_way_back_leads_to_another_site
    }
    preferences {
        the_browser_chooses_the_language_until_the_person_does
        a_choice_leads_back_to_the_page_it_was_made_on
        an_unknown_choice_is_refused
    }
    export {
        the_export_is_a_csv_file
        the_export_holds_no_formula
        the_export_keeps_to_the_filter
    }
    probes {
        the_probes_answer
        the_readiness_follows_the_database
    }
    set_up {
        the_link_makes_the_first_person_once
        a_wrong_link_opens_nothing
        a_link_works_for_an_hour
        mistakes_are_told_and_use_nothing_up
        the_first_person_takes_over_what_is_there
        of_many_at_once_one_is_the_first
        a_token_is_never_logged
    }
    sign_in {
        the_right_password_opens_the_console
        nobody_is_told_what_was_wrong
        an_empty_form_is_told_field_by_field
        too_many_attempts_wait_but_not_in_a_known_browser
        a_thousand_accounts_cannot_be_tried_from_one_address
        a_session_ends_when_nobody_uses_it
        a_session_ends_after_half_a_day_of_work
        the_cookies_are_for_this_site_only
        every_sign_in_has_a_token_of_its_own
        a_made_up_token_opens_nothing
        signing_out_ends_the_session_in_the_server
        a_new_password_ends_all_other_sessions
        what_cannot_be_undone_needs_the_password_again
        whoever_is_disabled_is_out_at_once
        a_person_ends_their_own_sessions_and_no_others
        a_form_without_a_session_is_refused
    }
    second_factor {
        a_code_is_asked_for_after_the_password
        a_sign_in_does_not_wait_for_ever
        codes_wait_like_passwords
        changes_to_a_second_factor_need_a_fresh_proof
        an_exposed_back_office_takes_a_second_factor
        a_key_that_is_missing_is_an_error_and_no_way_in
    }
    passkey {
        a_wrong_answer_opens_nothing_and_is_taken_once
        passkeys_are_managed_after_a_fresh_proof
        under_an_address_without_a_name_there_are_none
    }
    members {
        an_invitation_lets_somebody_new_in_once
        somebody_known_signs_in_and_joins
        an_invitation_is_for_one_person
        an_invitation_ends
        mistakes_in_an_invitation_are_told
        a_role_counts_from_the_next_request_on
        whoever_is_removed_belongs_to_nobody
        the_last_admin_stays
        two_admins_cannot_remove_each_other
    }
    mail {
        a_forgotten_password_is_reset_through_a_mail
        whoever_asks_for_many_mails_waits
        an_invitation_is_mailed_and_shown
        an_address_is_changed_through_a_mail
        an_address_takes_the_password_again
        without_mail_pages_say_whom_to_ask
    }
    back_office {
        a_new_tenant_is_verified_and_then_activated
        a_suspended_tenant_is_only_looked_at
        a_quota_counts_at_once
        limits_take_the_password_again
        tenants_are_listed_and_searched
        an_account_manager_without_a_tenant_is_led_to_the_back_office
        a_suspension_in_between_is_told_on_the_form
    }
    registration {
        a_company_registers_asks_again_and_creates_its_first_channel
        a_form_sent_twice_registers_one_company
        a_form_sent_many_times_at_once_registers_one_company
        mistakes_are_told_and_kept
        a_known_address_is_told_to_sign_in
        a_flood_from_one_network_waits
        whoever_is_signed_in_registers_another_company
        nobody_registers_where_it_is_switched_off_or_not_set_up
    }
    quota_requests {
        a_request_is_approved_with_another_number
        a_request_is_rejected_or_withdrawn_and_asked_again
        mistakes_in_a_quota_request_are_told_and_kept
        of_two_decisions_at_once_one_counts
        a_foreign_quota_request_is_like_an_unknown_one
        a_full_quota_leads_admins_to_the_request
    }
    dossier {
        a_dossier_is_checked_and_its_checksum_outlives_the_channel
        a_dossier_names_accounts_and_no_secrets
    }
    channel_requests {
        an_unbinding_is_asked_for_and_approved
        a_request_about_a_channel_is_rejected_or_withdrawn
        a_claim_never_names_the_holder
        a_claim_waits_while_the_account_is_on_its_way_out
        an_account_manager_unbinds_without_being_asked
        of_two_decisions_about_a_channel_at_once_one_counts
        a_foreign_request_about_a_channel_is_unknown
    }
    customers {
        whoever_is_no_provider_any_more_finds_nothing
        nothing_changes_in_a_suspended_customer_or_by_a_suspended_provider
        a_provider_manages_its_customers_and_they_see_who
        a_name_is_looked_up_at_the_customer
        a_form_sent_twice_creates_one_customer
    }
    audit_log {
        the_log_of_a_tenant_is_filtered
        the_log_is_read_page_by_page_and_as_a_file
        the_log_of_the_installation_is_for_account_managers
    }
    open_id {
        a_linked_account_lets_its_user_in
        an_answer_that_was_tampered_with_is_refused
        what_goes_wrong_there_is_told_here
        a_provider_that_is_away_is_in_nobodys_way
        without_a_provider_there_is_no_such_way
        an_unknown_account_opens_nothing
        an_invitation_is_followed_with_an_account
        the_provider_proves_it_again
    }
    permissions {
        the_table_has_a_row_for_every_address
        everybody_gets_as_far_as_they_may
    }
    walls {
        random_requests_find_nothing_of_others
    }
}
