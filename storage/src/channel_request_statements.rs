//! The statements about requests on channels, the same for both engines.

use crate::rows::channel_request_columns;

/// To be unbound, a channel is Bound. To get an account, it may have another one.
pub(crate) const ASK: &str = "INSERT INTO channel_requests (tenant_id, id, channel_id, kind, \
     account_fingerprint, account, reason, asked_by, asked_at, state) \
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, 1 FROM channels \
     WHERE tenant_id = $1 AND id = $3 \
     AND ((lifecycle = 3 AND $4 = 1) OR (lifecycle <> 4 AND $4 = 2 AND NOT EXISTS \
     (SELECT 1 FROM bindings WHERE account_fingerprint = $5 AND channel_id = $3 \
     AND state <> 1))) \
     ON CONFLICT (tenant_id, channel_id) WHERE state = 1 DO NOTHING";

pub(crate) const HAS_OPEN: &str = "SELECT EXISTS (SELECT 1 FROM channel_requests \
     WHERE tenant_id = $1 AND channel_id = $2 AND state = 1)";

pub(crate) const CLOSE: &str = "UPDATE channel_requests SET state = $3, note = $4, \
     closed_by = $5, closed_at = $6 WHERE tenant_id = $1 AND id = $2 AND state = 1";

/// The channel begins to be unbound, which answers whoever has asked for it.
pub(crate) const UNBOUND: &str = "UPDATE channel_requests SET state = 3, closed_by = $3, \
     closed_at = $4 WHERE tenant_id = $1 AND channel_id = $2 AND state = 1 AND kind = 1";

/// The channel gets an account.
pub(crate) const SETTLE: &str = "UPDATE channel_requests SET state = 5, closed_by = $3, \
     closed_at = $4 WHERE tenant_id = $1 AND channel_id = $2 AND state = 1 AND kind = 2";

pub(crate) const OF_CHANNEL: &str = concat!(
    "SELECT ",
    channel_request_columns!(),
    " FROM channel_requests WHERE tenant_id = $1 AND channel_id = $2 ORDER BY id DESC LIMIT $3"
);

pub(crate) const OPEN: &str = "SELECT r.*, t.name AS tenant_name, c.name AS channel_name, \
     c.channel_type, c.lifecycle FROM channel_requests r \
     JOIN tenants t ON t.id = r.tenant_id \
     JOIN channels c ON c.tenant_id = r.tenant_id AND c.id = r.channel_id \
     WHERE r.state = 1 AND r.id > $1 ORDER BY r.id LIMIT $2";

pub(crate) const COUNT_OPEN: &str = "SELECT COUNT(*) FROM channel_requests WHERE state = 1";
