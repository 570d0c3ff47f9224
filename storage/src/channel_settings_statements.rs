//! The statements about settings of channels, the same for both engines.

use crate::rows::{channel_settings_columns, is_current};

pub(crate) const OF_CHANNEL: &str = concat!(
    "SELECT ",
    channel_settings_columns!(),
    " FROM channel_settings WHERE tenant_id = $1 AND channel_id = $2"
);

/// Whether there is such a channel.
macro_rules! has_channel {
    () => {
        "SELECT 1 FROM channels WHERE tenant_id = $1 AND id = $2"
    };
}
pub(crate) use has_channel;

/// `$4` is the version that is replaced. What was put off is tried at once, unless the channel is
/// not bound as far as it was noted.
pub(crate) const SAVE: &str = "INSERT INTO channel_settings (tenant_id, channel_id, settings, \
     version, saved_by, saved_at, touched, turns) \
     SELECT $1, $2, $3, 1, $5, $6, '[]', 0 WHERE $4 = 0 OR EXISTS (SELECT 1 \
     FROM channel_settings WHERE tenant_id = $1 AND channel_id = $2) \
     ON CONFLICT (tenant_id, channel_id) DO UPDATE SET settings = excluded.settings, \
     version = channel_settings.version + 1, saved_by = excluded.saved_by, \
     saved_at = excluded.saved_at, problem = NULL, turns = 0, \
     next_at = CASE WHEN channel_settings.binding_id IS NULL THEN NULL ELSE $6 END \
     WHERE channel_settings.version = $4";

/// Whether nothing has changed since the last look.
pub(crate) const IS_WATCHED: &str = concat!(
    "SELECT (SELECT COUNT(*) FROM bindings b WHERE ",
    is_current!(),
    ") = (SELECT COUNT(*) FROM channel_settings WHERE binding_id IS NOT NULL) AND NOT EXISTS \
     (SELECT 1 FROM channel_settings s WHERE s.binding_id IS NOT NULL AND NOT EXISTS \
     (SELECT 1 FROM bindings b WHERE b.tenant_id = s.tenant_id \
     AND b.channel_id = s.channel_id AND b.id = s.binding_id \
     AND b.version = s.binding_version AND ",
    is_current!(),
    "))"
);

/// The changes of a look, each by itself: channels that were let go, that have another account,
/// whose account was authorised anew (`$1` is the present), and that are bound and have no row.
pub(crate) const LET_GO: &str = concat!(
    "UPDATE channel_settings AS s SET binding_id = NULL, binding_version = NULL, \
     touched = '[]', applied = NULL, found = NULL, found_at = NULL, problem = NULL, turns = 0, \
     next_at = NULL, lease = NULL, leased_until = NULL \
     WHERE s.binding_id IS NOT NULL AND NOT EXISTS \
     (SELECT 1 FROM bindings b WHERE b.tenant_id = s.tenant_id \
     AND b.channel_id = s.channel_id AND ",
    is_current!(),
    ")"
);
pub(crate) const BOUND_TO_ANOTHER: &str = concat!(
    "UPDATE channel_settings AS s SET binding_id = b.id, binding_version = b.version, \
     touched = '[]', applied = NULL, found = NULL, found_at = NULL, problem = NULL, turns = 0, \
     next_at = $1, lease = NULL, leased_until = NULL FROM bindings b \
     WHERE b.tenant_id = s.tenant_id AND b.channel_id = s.channel_id \
     AND s.binding_id IS DISTINCT FROM b.id AND ",
    is_current!()
);
pub(crate) const AUTHORISED_ANEW: &str = concat!(
    "UPDATE channel_settings AS s SET binding_version = b.version, next_at = $1 FROM bindings b \
     WHERE b.tenant_id = s.tenant_id AND b.channel_id = s.channel_id AND s.binding_id = b.id \
     AND s.binding_version <> b.version AND ",
    is_current!()
);
pub(crate) const BOUND: &str = concat!(
    "INSERT INTO channel_settings (tenant_id, channel_id, settings, version, binding_id, \
     binding_version, touched, turns, next_at) \
     SELECT b.tenant_id, b.channel_id, '{}', 0, b.id, b.version, '[]', 0, $1 FROM bindings b \
     WHERE NOT EXISTS (SELECT 1 FROM channel_settings s \
     WHERE s.tenant_id = b.tenant_id AND s.channel_id = b.channel_id) AND ",
    is_current!(),
    " ON CONFLICT DO NOTHING"
);

pub(crate) const CLAIM: &str = concat!(
    "UPDATE channel_settings SET lease = $3, leased_until = $4 \
     WHERE tenant_id = $1 AND channel_id = $2 AND binding_id IS NOT NULL \
     AND (leased_until IS NULL OR leased_until <= $5) RETURNING ",
    channel_settings_columns!()
);

pub(crate) const TOUCH: &str = "UPDATE channel_settings SET touched = $4 \
     WHERE tenant_id = $1 AND channel_id = $2 AND lease = $3";

/// `$4` is the version that was claimed, `$11` when it was due. What was saved or authorised since
/// stays due.
pub(crate) const FINISH: &str = "UPDATE channel_settings SET applied = $5, found = $6, \
     found_at = $7, problem = CASE WHEN version = $4 THEN $8 END, \
     turns = CASE WHEN version = $4 THEN $9 ELSE 0 END, \
     next_at = CASE WHEN version = $4 AND next_at IS NOT DISTINCT FROM $11 \
     THEN $10 ELSE next_at END, lease = NULL, leased_until = NULL \
     WHERE tenant_id = $1 AND channel_id = $2 AND lease = $3";
