//! The program itself: its commands, how it starts and stops, and what is left after it was
//! killed. What concerns a database runs as `sqlite::<case>` and as `postgres::<case>`.
//!
//! `SUIRO_TEST_POSTGRES_URL` names a PostgreSQL server on which databases may be made and dropped.
//! Without it the cases on `PostgreSQL` are skipped, but fail where `CI` or
//! `SUIRO_TEST_REQUIRE_POSTGRES=1` is set.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

mod admin;
mod backup;
mod bound_channel;
mod command_line;
mod configuration;
mod deliveries;
mod deliveries_load;
mod demo;
mod disk;
mod gate;
mod keys;
mod kills;
mod load;
mod platform_kills;
mod platform_secrets;
mod postgres_server;
mod secrets;
mod starts;
mod stops;
mod suiro;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "the tests of the router use the rest")]
mod support;
mod tls;

macro_rules! cases {
    ($($module:ident { $($case:ident)+ })+) => {
        mod sqlite {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    crate::$module::$case(&crate::support::database::TestDatabase::sqlite()).await;
                }
            )+)+
        }
        mod postgres {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    if let Some(server) = crate::support::database::postgres_server() {
                        let database = crate::support::database::TestDatabase::postgres(server);
                        crate::$module::$case(&database).await;
                    }
                }
            )+)+
        }
    };
}

cases! {
    command_line {
        the_database_may_be_brought_up_to_date_twice
        examples_are_put_in_once
        examples_can_sign_in
        the_doctor_finds_a_database_that_is_up_to_date
    }
    admin {
        somebody_who_forgot_the_password_gets_a_link
        somebody_gets_another_address
        an_account_manager_is_added
        somebody_is_kept_out_and_let_in_again
        whoever_is_not_there_is_not_found
    }
    backup {
        a_backup_of_a_busy_server_is_restored
        a_running_server_keeps_its_database
    }
    secrets {
        no_secret_is_kept_or_told
    }
    platform_secrets {
        no_secret_of_a_platform_is_kept_or_told
    }
    keys {
        what_is_sealed_survives_a_rotation
    }
    starts {
        the_set_up_link_is_printed_until_somebody_has_used_it
        a_channel_is_there_after_a_restart
    }
    stops {
        a_request_that_has_begun_is_answered_before_the_end
        idle_connections_do_not_hold_up_the_end
    }
    deliveries {
        what_was_answered_survives_kills_and_counts_once
    }
    platform_kills {
        whenever_a_server_is_killed_nothing_is_left_at_a_platform
    }
    kills {
        whatever_was_acknowledged_survives_twenty_kills
    }
}
