//! The cases about what channels hold at platforms, what these tell, and what people are told.

cases! {
    callback {
        a_callback_comes_back_as_it_arrived
        a_callback_has_its_turn_in_one_server_at_a_time
        a_callback_that_is_finished_has_no_other_turn
        what_was_told_already_changes_nothing
        callbacks_that_are_read_twice_at_once_count_once
        traffic_is_counted_by_the_hour
        what_platforms_sent_is_kept_for_its_time
        a_deleted_channel_takes_its_messages_along
    }
    message {
        a_message_comes_further_and_never_back
        a_report_may_come_before_the_answer
        messages_up_to_a_moment_come_further_together
        a_message_that_was_refused_says_why
        a_report_may_overtake_the_answer_to_our_request
        a_report_that_comes_with_the_answer_is_not_lost
    }
    binding {
        a_binding_comes_back_as_it_was
        a_channel_is_bound_rebound_and_given_back
        a_cancelled_binding_leaves_nothing_that_nobody_releases
        only_an_idle_channel_is_begun_with
        a_step_of_another_version_changes_nothing
        of_many_who_bind_an_account_one_wins
        the_first_key_of_fingerprints_stays
        a_picture_is_kept_beside_its_binding
    }
    binding_releases {
        a_kept_account_is_released_in_its_time
        a_release_has_its_turn_in_one_server_at_a_time
        units_are_shared_until_the_last_is_released
    }
    binding_histories {
        no_history_leads_to_an_illegal_state
    }
    channel_request_ends {
        an_unbinding_answers_whoever_has_asked_for_it
        a_claim_is_settled_when_its_channel_is_bound
    }
    channel_request {
        a_request_about_a_channel_ends_in_each_way
        a_channel_has_one_open_request
        what_is_asked_fits_the_state_of_the_channel
        an_approval_begins_to_unbind_whoever_has_the_account
        an_approval_of_what_is_bound_no_more_changes_nothing
        of_many_decisions_about_a_channel_one_counts
        a_foreign_request_about_a_channel_is_like_an_unknown_one
        requests_about_channels_wait_oldest_first
        what_cannot_be_noted_about_a_channel_is_undone
    }
    channel_settings {
        settings_come_back_as_they_were
        of_many_who_save_settings_at_once_one_counts
        settings_are_those_of_a_channel
        an_account_is_told_once_and_again_after_a_change
        an_account_is_told_by_one_server_at_a_time
        an_account_that_cannot_be_told_is_tried_again
        another_account_is_told_from_the_beginning
        a_row_of_settings_outside_the_rules_keeps_no_other_waiting
    }
    health {
        the_platforms_word_brings_a_check_forward
        bound_channels_are_watched_and_no_others
        what_is_known_comes_back_as_it_was
        a_check_is_claimed_by_one_server_at_a_time
        a_result_counts_while_its_claim_holds
        nobody_checks_at_once_with_somebody_else
        what_is_bound_anew_is_checked_at_once
        a_result_that_cannot_be_noted_is_undone
        health_goes_with_its_channel
        a_row_of_health_outside_the_rules_keeps_no_other_from_its_check
    }
    listening {
        bound_and_kept_accounts_have_sessions
        a_session_is_held_by_one_server_at_a_time
        what_is_noted_counts_while_the_lease_holds
        why_a_session_broke_is_known_until_it_stands_again
        other_credentials_are_tried_at_once
    }
    notification {
        what_people_are_told_comes_back_newest_first
        somebody_has_read_up_to_where_they_say
        an_endpoint_is_set_replaced_and_removed
        a_webhook_has_its_turn_in_one_server_at_a_time
        a_mail_about_a_channel_comes_back_and_goes_with_it
        what_was_told_long_ago_is_taken_away
    }
}
