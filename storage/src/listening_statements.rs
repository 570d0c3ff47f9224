//! The statements about lasting sessions, the same for both engines.

use domain::channel::ChannelType;

use crate::rows::listening_columns;

/// The types that have sessions.
pub(crate) fn types() -> impl Iterator<Item = ChannelType> {
    ChannelType::ALL.into_iter().filter(|one| one.may_listen())
}

/// An account whose channel listens: the present one, and the one from before a rebind.
macro_rules! may_listen {
    () => {
        "b.state IN (2, 3)"
    };
}

/// Of one type.
pub(crate) const ADD: &str = concat!(
    "INSERT INTO listening_sessions (tenant_id, binding_id, binding_version, next_at, breaks) \
     SELECT b.tenant_id, b.id, b.version, $1, 0 FROM bindings b WHERE b.channel_type = $2 AND ",
    may_listen!(),
    " AND NOT EXISTS (SELECT 1 FROM listening_sessions s \
     WHERE s.tenant_id = b.tenant_id AND s.binding_id = b.id) ON CONFLICT DO NOTHING"
);

/// Where the account is let go.
pub(crate) const TAKE_AWAY: &str = concat!(
    "DELETE FROM listening_sessions AS s WHERE NOT EXISTS (SELECT 1 FROM bindings b \
     WHERE b.tenant_id = s.tenant_id AND b.id = s.binding_id AND ",
    may_listen!(),
    ")"
);

/// Whoever holds it finds that out and lets it go.
pub(crate) const CHANGED: &str = "UPDATE listening_sessions AS s SET binding_version = b.version, \
     problem = NULL, breaks = 0, next_at = CASE WHEN s.lease IS NULL THEN $1 ELSE s.next_at END \
     FROM bindings b WHERE b.tenant_id = s.tenant_id AND b.id = s.binding_id \
     AND b.version <> s.binding_version";

/// What another server has taken meanwhile has another lease.
pub(crate) const RENEW: &str = "UPDATE listening_sessions SET next_at = $2 WHERE lease = $1 \
     RETURNING binding_id, binding_version";

pub(crate) const CONNECTED: &str = "UPDATE listening_sessions SET connected_at = $4, \
     problem = NULL WHERE tenant_id = $1 AND binding_id = $2 AND lease = $3";

pub(crate) const MOVE: &str = "UPDATE listening_sessions SET position = $4 \
     WHERE tenant_id = $1 AND binding_id = $2 AND lease = $3";

/// Where the binding has changed meanwhile, what is found out about the one before says nothing.
pub(crate) const END: &str = "UPDATE listening_sessions SET lease = NULL, connected_at = NULL, \
     problem = CASE WHEN binding_version = $4 THEN $5 END, \
     breaks = CASE WHEN binding_version = $4 THEN $6 ELSE 0 END, \
     next_at = CASE WHEN binding_version = $4 THEN $7 ELSE 0 END \
     WHERE tenant_id = $1 AND binding_id = $2 AND lease = $3";

pub(crate) const OF_BINDING: &str = "SELECT connected_at, problem, next_at \
     FROM listening_sessions WHERE tenant_id = $1 AND binding_id = $2";

/// Without a session that is due, nobody has to wait for the writer of `SQLite`.
pub(crate) const IS_DUE: &str =
    "SELECT EXISTS (SELECT 1 FROM listening_sessions WHERE next_at <= $1)";

pub(crate) const CLAIM_SQLITE: &str = concat!(
    "UPDATE listening_sessions SET lease = $1, next_at = $2, connected_at = NULL \
     WHERE (tenant_id, binding_id) IN (SELECT tenant_id, binding_id FROM listening_sessions \
     WHERE next_at <= $3 ORDER BY next_at LIMIT $4) RETURNING ",
    listening_columns!()
);

/// What another server is just taking is passed over. Materialized: with a limit, a sub-query that
/// is run once more would take others.
pub(crate) const CLAIM_POSTGRES: &str = concat!(
    "WITH due AS MATERIALIZED (SELECT tenant_id AS tenant, binding_id AS binding \
     FROM listening_sessions WHERE next_at <= $3 ORDER BY next_at LIMIT $4 \
     FOR UPDATE SKIP LOCKED) \
     UPDATE listening_sessions SET lease = $1, next_at = $2, connected_at = NULL \
     FROM due WHERE tenant_id = due.tenant AND binding_id = due.binding RETURNING ",
    listening_columns!()
);

/// Whether there is a row to add, take away or change, for `SQLite`. The types are JSON.
pub(crate) const IS_OUT_OF_DATE: &str = concat!(
    "SELECT EXISTS (SELECT 1 FROM bindings b \
     WHERE b.channel_type IN (SELECT value FROM json_each($1)) AND ",
    may_listen!(),
    " AND NOT EXISTS (SELECT 1 FROM listening_sessions s WHERE s.tenant_id = b.tenant_id \
     AND s.binding_id = b.id AND s.binding_version = b.version)) \
     OR EXISTS (SELECT 1 FROM listening_sessions s WHERE NOT EXISTS (SELECT 1 FROM bindings b \
     WHERE b.tenant_id = s.tenant_id AND b.id = s.binding_id AND ",
    may_listen!(),
    "))"
);
