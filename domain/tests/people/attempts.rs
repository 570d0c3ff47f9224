use domain::caller::Visitor;
use domain::secrets::SecretToken;
use domain::sign_in::{ConfirmForm, SignInError, confirm};
use domain::time::Timestamp;

use crate::world::{PASSWORD, SECOND, World, visitor};

/// Tries wrong passwords until no more are looked at. Returns until when to wait.
async fn use_up_attempts(world: &World, visitor: &Visitor, email: &str) -> Timestamp {
    for _ in 0..5 {
        let refused = world.try_sign_in(visitor, email, "wrong").await;
        assert!(matches!(refused, Err(SignInError::Refused)), "{refused:?}");
    }
    match world.try_sign_in(visitor, email, PASSWORD).await {
        Err(SignInError::TooManyAttempts(until)) => until,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn after_too_many_attempts_the_password_is_not_looked_at() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let until = use_up_attempts(&world, &visitor(), "ada@example.com").await;
    assert_eq!(until.micros() - world.now().micros(), SECOND);
    assert_eq!(world.secrets.checks(), 5);
    assert_eq!(world.audit().len(), 5, "one that has to wait is not noted");

    world.wait(SECOND);
    world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await.expect("a sign-in");
    let left: Vec<_> = world.store.tables().attempts.values().map(|count| count.attempts).collect();
    assert_eq!(left, [5], "a success forgets those of the account, and itself of the address");
    use_up_attempts(&world, &visitor(), "ada@example.com").await;
}

#[tokio::test]
async fn addresses_that_nobody_has_wait_as_well() {
    let world = World::new();
    let until = use_up_attempts(&world, &visitor(), "nobody@example.com").await;
    assert_eq!(until.micros() - world.now().micros(), SECOND);
}

#[tokio::test]
async fn the_right_password_of_a_disabled_user_counts_like_a_wrong_one() {
    let world = World::new();
    let ada = world.add_person("ada@example.com").await;
    world.disable(&ada);
    for _ in 0..5 {
        let refused = world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await;
        assert!(matches!(refused, Err(SignInError::Refused)), "{refused:?}");
    }
    let waits = world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await;
    assert!(matches!(waits, Err(SignInError::TooManyAttempts(_))), "{waits:?}");
}

#[tokio::test]
async fn whoever_tries_from_elsewhere_does_not_keep_the_owner_out() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let first = world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await;
    let known = Visitor { device: Some(first.expect("a sign-in").device), ..visitor() };

    let attacker = Visitor { address: "198.51.100.1".to_owned(), ..visitor() };
    use_up_attempts(&world, &attacker, "ada@example.com").await;
    let invented = Visitor { device: Some(SecretToken::from_bytes([0xee; 32])), ..attacker };
    let other = world.try_sign_in(&invented, "ada@example.com", PASSWORD).await;
    assert!(matches!(other, Err(SignInError::TooManyAttempts(_))), "{other:?}");

    world.try_sign_in(&known, "ada@example.com", PASSWORD).await.expect("a sign-in");
    let other = world.try_sign_in(&invented, "ada@example.com", PASSWORD).await;
    assert!(matches!(other, Err(SignInError::TooManyAttempts(_))), "{other:?}");
}

#[tokio::test]
async fn a_device_is_known_for_those_who_have_signed_in_with_it() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    world.add_person("bob@example.com").await;
    let attackers_own = world.try_sign_in(&visitor(), "bob@example.com", PASSWORD).await;
    let device = Some(attackers_own.expect("a sign-in").device);
    use_up_attempts(&world, &visitor(), "ada@example.com").await;
    let other = Visitor { device, ..visitor() };
    let refused = world.try_sign_in(&other, "ada@example.com", PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::TooManyAttempts(_))), "{refused:?}");
}

#[tokio::test]
async fn a_known_device_has_a_limit_of_its_own() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let first = world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await;
    let known = Visitor { device: Some(first.expect("a sign-in").device), ..visitor() };
    use_up_attempts(&world, &known, "ada@example.com").await;
    world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await.expect("a sign-in");
}

#[tokio::test]
async fn one_network_address_cannot_try_all_accounts() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    for number in 0..50 {
        let email = format!("somebody{number}@example.com");
        let refused = world.try_sign_in(&visitor(), &email, "wrong").await;
        assert!(matches!(refused, Err(SignInError::Refused)), "{number}: {refused:?}");
    }
    let refused = world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::TooManyAttempts(_))), "{refused:?}");
    let elsewhere = Visitor { address: "198.51.100.1".to_owned(), ..visitor() };
    world.try_sign_in(&elsewhere, "ada@example.com", PASSWORD).await.expect("a sign-in");
}

#[tokio::test]
async fn a_confirmation_counts_as_an_attempt() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let signed_in = world.sign_in("ada@example.com").await;
    let checks_before = world.secrets.checks();
    for _ in 0..5 {
        let form = ConfirmForm { password: "wrong".to_owned() };
        let wrong = confirm(&world.ports, &visitor(), &signed_in, &form).await;
        assert!(matches!(wrong, Err(SignInError::Invalid(_))), "{wrong:?}");
    }
    let form = ConfirmForm { password: PASSWORD.to_owned() };
    let waits = confirm(&world.ports, &visitor(), &signed_in, &form).await;
    assert!(matches!(waits, Err(SignInError::TooManyAttempts(_))), "{waits:?}");
    assert_eq!(world.secrets.checks() - checks_before, 5);
}
