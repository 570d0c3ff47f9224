//! What Meta says about a token of ours.

use domain::platform::{Check, CheckItem, Credentials, Problem, Reason};
use domain::time::Timestamp;
use reqwest::Method;
use serde::Deserialize;

use super::Graph;
use super::reason::GraphError;
use crate::http::Repeat;
use crate::json::or_default;

/// Source: Meta's `debug_token`.
#[derive(Debug, Deserialize)]
pub(crate) struct TokenInfo {
    #[serde(default, deserialize_with = "or_default")]
    app_id: String,
    #[serde(default, deserialize_with = "or_default")]
    is_valid: bool,
    /// Seconds since the epoch; 0 for never.
    #[serde(default, deserialize_with = "or_default")]
    expires_at: i64,
    /// When the person has to agree again; 0 for never.
    #[serde(default, deserialize_with = "or_default")]
    data_access_expires_at: i64,
    #[serde(default, deserialize_with = "or_default")]
    scopes: Vec<String>,
    #[serde(default, deserialize_with = "or_default")]
    granular_scopes: Vec<GranularScope>,
    error: Option<GraphError>,
}

#[derive(Debug, Deserialize)]
struct GranularScope {
    scope: String,
    /// Without any the scope is good for all.
    #[serde(default, deserialize_with = "or_default")]
    target_ids: Vec<String>,
}

#[derive(Deserialize)]
struct Wrapped {
    data: TokenInfo,
}

impl Graph {
    /// The token of our app itself.
    pub(crate) fn app_token(&self) -> Result<String, Problem> {
        let app = self.app()?;
        Ok(format!("{}|{}", app.id, app.secret))
    }

    pub(crate) async fn token_info(&self, token: &str) -> Result<TokenInfo, Problem> {
        let app_token = self.app_token()?;
        let request = self.http.request(Method::GET, &self.url("debug_token"));
        let request = request.query(&[("input_token", token)]);
        let Wrapped { data } =
            self.call(request, Some(&app_token), &[token], Repeat::Harmless).await?;
        Ok(data)
    }
}

impl TokenInfo {
    /// What is wrong with a token of this app that needs these scopes, for this account if there
    /// is one to name.
    pub(crate) fn problem(
        &self,
        app_id: &str,
        scopes: &[&str],
        target: Option<&str>,
    ) -> Option<Problem> {
        if !self.is_valid {
            let error = self.error.as_ref();
            let reason = error.map_or(Reason::TokenRevoked, GraphError::reason);
            // What cannot be a token's fault is no answer to what is wrong with it.
            let known = Problem::new(reason);
            let problem =
                if known.is_authorisation() { known } else { Reason::TokenRevoked.into() };
            return Some(match error {
                Some(error) => problem.with_code(error.code()),
                None => problem,
            });
        }
        if self.app_id != app_id {
            return Some(Problem::new(Reason::OtherApp).with_code(&self.app_id));
        }
        let missing: Vec<_> =
            scopes.iter().copied().filter(|scope| !self.has(scope, target)).collect();
        (!missing.is_empty())
            .then(|| Problem::new(Reason::PermissionMissing).with_code(missing.join(" ")))
    }

    fn has(&self, scope: &str, target: Option<&str>) -> bool {
        let granular = self.granular_scopes.iter().find(|one| one.scope == scope);
        let is_for_target = match (granular, target) {
            (Some(granular), Some(target)) => {
                granular.target_ids.is_empty() || granular.target_ids.iter().any(|id| id == target)
            }
            _ => true,
        };
        is_for_target && (granular.is_some() || self.scopes.iter().any(|one| one == scope))
    }

    /// The accounts that a scope is limited to.
    pub(crate) fn targets(&self, scope: &str) -> &[String] {
        let granular = self.granular_scopes.iter().find(|one| one.scope == scope);
        granular.map_or(&[], |granular| &granular.target_ids)
    }

    /// When the token, or the consent behind it, ends first.
    pub(crate) fn expires_at(&self) -> Option<Timestamp> {
        let ends = [self.expires_at, self.data_access_expires_at];
        let first = ends.into_iter().filter(|end| *end > 0).min()?;
        first.checked_mul(1_000_000).map(Timestamp::from_micros)
    }

    /// The credentials with the end of the authorisation.
    pub(crate) fn note_end(&self, credentials: &mut Credentials) {
        if let Some(end) = self.expires_at() {
            credentials.set(Credentials::EXPIRES_AT, end.micros().to_string());
        }
    }
}

/// The two checks of a token: whether it is accepted, and whether for everything.
pub(crate) fn checks(
    info: &Result<TokenInfo, Problem>,
    app_id: &str,
    scopes: &[&str],
    target: Option<&str>,
) -> Vec<Check> {
    let info = match info {
        Ok(info) => info,
        Err(problem) => {
            return vec![Check::failed(CheckItem::CredentialsAccepted, problem.clone())];
        }
    };
    let valid = match info.problem(app_id, &[], None) {
        Some(problem) => return vec![Check::failed(CheckItem::CredentialsAccepted, problem)],
        None => Check::of(CheckItem::CredentialsAccepted, &Ok(())),
    };
    let granted = match info.problem(app_id, scopes, target) {
        Some(problem) => Check::failed(CheckItem::PermissionsGranted, problem),
        None => Check::of(CheckItem::PermissionsGranted, &Ok(())),
    };
    vec![valid, granted.with_fact("scopes", info.scopes.join(" "))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(json: &str) -> TokenInfo {
        serde_json::from_str(json).expect("token information")
    }

    #[test]
    fn a_token_is_for_an_app_for_scopes_and_for_accounts() {
        let info = info(
            r#"{"app_id":"7","is_valid":true,"scopes":["a","b"],"new":1,
                "granular_scopes":[{"scope":"a","target_ids":["1","2"]},{"scope":"b"}]}"#,
        );
        let reason = |app, scopes: &[&str], target| {
            info.problem(app, scopes, target).map(|problem| problem.reason)
        };
        assert_eq!(reason("7", &["a", "b"], Some("2")), None);
        assert_eq!(reason("8", &["a"], None), Some(Reason::OtherApp));
        assert_eq!(reason("7", &["a"], Some("3")), Some(Reason::PermissionMissing));
        assert_eq!(reason("7", &["b"], Some("3")), None);
        assert_eq!(reason("7", &["c"], None), Some(Reason::PermissionMissing));
    }

    #[test]
    fn an_invalid_token_has_its_own_reason() {
        let expired =
            info(r#"{"is_valid":false,"error":{"code":190,"subcode":463,"error_subcode":463}}"#);
        assert_eq!(
            expired.problem("7", &[], None).expect("a problem").reason,
            Reason::TokenExpired
        );
        let silent = info(r#"{"is_valid":false}"#);
        assert_eq!(silent.problem("7", &[], None).expect("a problem").reason, Reason::TokenRevoked);
    }

    #[test]
    fn the_first_end_counts_and_zero_is_never() {
        let end = |json| info(json).expires_at().map(Timestamp::micros);
        assert_eq!(end(r#"{"expires_at":0,"data_access_expires_at":0}"#), None);
        assert_eq!(end(r#"{"expires_at":0,"data_access_expires_at":5}"#), Some(5_000_000));
        assert_eq!(end(r#"{"expires_at":3,"data_access_expires_at":5}"#), Some(3_000_000));
    }
}
