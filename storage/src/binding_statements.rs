//! The statements about bindings, the same for both engines.

use crate::rows::binding_columns;

/// To bind, a channel is Unbound.
pub(crate) const TO_BINDING: &str =
    "UPDATE channels SET lifecycle = 2 WHERE tenant_id = $1 AND id = $2 AND lifecycle = 1";

/// Changes nothing, and waits for whoever changes the channel.
pub(crate) const STAYS_BOUND: &str =
    "UPDATE channels SET lifecycle = 3 WHERE tenant_id = $1 AND id = $2 AND lifecycle = 3";

pub(crate) const INSERT: &str = concat!(
    "INSERT INTO bindings (",
    binding_columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
     $19, $20)"
);

pub(crate) const PROGRESS: &str = "UPDATE bindings SET way = $4, account = $5, key_id = $6, \
     sealed = $7, checks = $8, problem = $9, token_hash = $10, changed_at = $11, due_at = NULL, \
     version = version + 1 WHERE tenant_id = $1 AND id = $2 AND version = $3 AND state = 1";

pub(crate) const TAKE_AUTHORISATION: &str = concat!(
    "UPDATE bindings SET token_hash = NULL, version = version + 1 \
     WHERE token_hash = $1 AND state = 1 RETURNING ",
    binding_columns!()
);

pub(crate) const CLAIM_ACCOUNT: &str = "UPDATE bindings SET \
     account_fingerprint = COALESCE($4, account_fingerprint), \
     unit_fingerprint = COALESCE($5, unit_fingerprint), told_platform = TRUE, changed_at = $6, \
     due_at = $7, problem = NULL, version = version + 1 \
     WHERE tenant_id = $1 AND id = $2 AND version = $3 AND state = 1 \
     AND account IS NOT NULL AND (due_at IS NULL OR due_at <= $6)";

/// What a confirmation puts into a binding that it makes the current one.
pub(crate) const MAKE_CURRENT: &str = "UPDATE bindings SET state = 2, purpose = NULL, \
     account = $4, key_id = $5, sealed = $6, problem = NULL, token_hash = NULL, changed_at = $7, \
     due_at = NULL, version = version + 1 \
     WHERE tenant_id = $1 AND id = $2 AND version = $3 AND state = 1";

/// The same for the current one, when it was authorised again. The way may be another one.
pub(crate) const GIVE_CREDENTIALS: &str = "UPDATE bindings SET account = $3, key_id = $4, \
     sealed = $5, way = $6, problem = NULL, changed_at = $7, version = version + 1 \
     WHERE tenant_id = $1 AND channel_id = $2 AND state = 2";

pub(crate) const DELETE_OPEN: &str = "DELETE FROM bindings \
     WHERE tenant_id = $1 AND id = $2 AND version = $3 AND state = 1";

pub(crate) const RELEASE_KEPT: &str = "UPDATE bindings SET state = 4, due_at = $3, turns = 0, \
     changed_at = $3, version = version + 1 WHERE tenant_id = $1 AND channel_id = $2 AND state = 3";

pub(crate) const KEEP_CURRENT: &str = "UPDATE bindings SET state = 3, due_at = $4, \
     changed_at = $3, version = version + 1 WHERE tenant_id = $1 AND channel_id = $2 AND state = 2";

pub(crate) const RELEASE_CURRENT: &str = "UPDATE bindings SET state = 4, due_at = $3, turns = 0, \
     changed_at = $3, version = version + 1 WHERE tenant_id = $1 AND channel_id = $2 AND state = 2";

pub(crate) const RESTORE_KEPT: &str = "UPDATE bindings SET state = 2, due_at = NULL, \
     changed_at = $3, version = version + 1 \
     WHERE tenant_id = $1 AND channel_id = $2 AND state = 3 AND due_at > $3 RETURNING account";

/// What was authorised again is no longer the channel's account.
pub(crate) const DELETE_REAUTHORISING: &str = "DELETE FROM bindings \
     WHERE tenant_id = $1 AND channel_id = $2 AND state = 1 AND purpose = 2";

/// An open binding of which the platform may know. One to reauthorise has the account of the
/// current one, which is not to be let go.
pub(crate) const RELEASE_OPEN: &str = "UPDATE bindings SET state = 4, purpose = NULL, \
     token_hash = NULL, due_at = $3, turns = 0, changed_at = $3, version = version + 1 \
     WHERE tenant_id = $1 AND channel_id = $2 AND state = 1 AND purpose <> 2 \
     AND account_fingerprint IS NOT NULL AND (due_at IS NULL OR due_at <= $3 OR $4)";

pub(crate) const DELETE_OPEN_OF_CHANNEL: &str = "DELETE FROM bindings \
     WHERE tenant_id = $1 AND channel_id = $2 AND state = 1 \
     AND (due_at IS NULL OR due_at <= $3 OR $4)";

pub(crate) const HAS_OPEN: &str = "SELECT EXISTS (SELECT 1 FROM bindings \
     WHERE tenant_id = $1 AND channel_id = $2 AND state = 1)";

pub(crate) const IS_CURRENT: &str = "SELECT EXISTS (SELECT 1 FROM bindings \
     WHERE tenant_id = $1 AND id = $2 AND state = 2)";

/// Ends the state Binding of a channel.
pub(crate) const TO_UNBOUND: &str =
    "UPDATE channels SET lifecycle = 1 WHERE tenant_id = $1 AND id = $2 AND lifecycle = 2";

/// Binding or already Bound: a rebind gives a channel another account only.
pub(crate) const TO_BOUND: &str = "UPDATE channels SET lifecycle = 3, bound_account = $3, \
     health = 0 WHERE tenant_id = $1 AND id = $2 AND lifecycle IN (2, 3)";

pub(crate) const TO_UNBINDING: &str =
    "UPDATE channels SET lifecycle = 4 WHERE tenant_id = $1 AND id = $2 AND lifecycle = 3";

/// Once nothing is held any more.
pub(crate) const UNBINDING_ENDS: &str = "UPDATE channels SET lifecycle = 1, \
     bound_account = NULL, health = 0 WHERE tenant_id = $1 AND id = $2 AND lifecycle = 4 \
     AND NOT EXISTS (SELECT 1 FROM bindings WHERE tenant_id = $1 AND channel_id = $2)";

pub(crate) const PUT_OFF: &str = "UPDATE bindings SET due_at = $4, problem = $5, \
     version = version + 1 WHERE tenant_id = $1 AND id = $2 AND version = $3 AND state = 4";

pub(crate) const DELETE_RELEASED: &str = "DELETE FROM bindings \
     WHERE tenant_id = $1 AND id = $2 AND state = 4";

pub(crate) const RENEW: &str = "UPDATE bindings SET key_id = $4, sealed = $5 \
     WHERE tenant_id = $1 AND id = $2 AND sealed = $3 AND state IN (2, 3)";

pub(crate) const KEPT_PICTURE: &str = "SELECT picture_address, picture, picture_asked_at \
     FROM bindings WHERE tenant_id = $1 AND id = $2 AND picture_address IS NOT NULL";

/// No step of the binding, so its version stays.
pub(crate) const KEEP_PICTURE: &str = "UPDATE bindings SET picture_address = $3, picture = $4, \
     picture_asked_at = $5 WHERE tenant_id = $1 AND id = $2";

pub(crate) const OF_CHANNEL: &str = concat!(
    "SELECT ",
    binding_columns!(),
    " FROM bindings WHERE tenant_id = $1 AND channel_id = $2 ORDER BY state, id"
);

pub(crate) const BY_ID: &str =
    concat!("SELECT ", binding_columns!(), " FROM bindings WHERE id = $1");

pub(crate) const BY_ACCOUNT: &str =
    concat!("SELECT ", binding_columns!(), " FROM bindings WHERE account_fingerprint = $1");

pub(crate) const BY_UNIT: &str = concat!(
    "SELECT ",
    binding_columns!(),
    " FROM bindings WHERE unit_fingerprint = $1 ORDER BY id LIMIT 1000"
);

pub(crate) const SHARES_UNIT: &str = "SELECT EXISTS (SELECT 1 FROM bindings \
     WHERE id <> $1 AND state <> 4 AND unit_fingerprint = \
     (SELECT unit_fingerprint FROM bindings WHERE id = $1))";

pub(crate) const ABANDONED: &str = concat!(
    "SELECT ",
    binding_columns!(),
    " FROM bindings WHERE state = 1 AND changed_at < $1 ORDER BY changed_at LIMIT $2"
);

/// In `PostgreSQL` several servers look at once; in `SQLite` there is one.
macro_rules! claim_release {
    ($lock:literal) => {
        concat!(
            "UPDATE bindings SET state = 4, due_at = $2, turns = turns + 1, \
             version = version + 1 WHERE id = (SELECT id FROM bindings \
             WHERE state IN (3, 4) AND due_at <= $1 ORDER BY due_at, id LIMIT 1",
            $lock,
            ") RETURNING ",
            crate::rows::binding_columns!()
        )
    };
}
pub(crate) use claim_release;

pub(crate) const FINGERPRINT_KEY: &str = "UPDATE installation SET \
     fingerprint_key_id = COALESCE(fingerprint_key_id, $1), \
     fingerprint_sealed = COALESCE(fingerprint_sealed, $2) \
     WHERE id = 1 RETURNING fingerprint_key_id, fingerprint_sealed";
