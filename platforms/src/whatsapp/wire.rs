//! The wire format of the Cloud API. All its lists of values are open.
#![expect(clippy::struct_field_names, reason = "the names are the platform's")]

use domain::platform::{Account, Check, CheckItem, Fact, Outcome, Probe, Problem, Reason};
use serde::Deserialize;
use serde_json::Value;

use crate::graph::{Graph, List, reason};
use crate::json::or_default;

const NUMBER_FIELDS: &str = "id,display_phone_number,verified_name,name_status,quality_rating,\
    status,code_verification_status,platform_type,account_mode,throughput,\
    whatsapp_business_manager_messaging_limit,webhook_configuration,health_status";

const ACCOUNT_FIELDS: &str =
    "id,name,account_review_status,business_verification_status,ownership_type,country,currency";

/// A business phone number.
#[derive(Debug, Deserialize)]
pub(super) struct Number {
    pub(super) id: String,
    display_phone_number: Option<String>,
    verified_name: Option<String>,
    name_status: Option<String>,
    quality_rating: Option<String>,
    status: Option<String>,
    code_verification_status: Option<String>,
    account_mode: Option<String>,
    throughput: Option<Throughput>,
    whatsapp_business_manager_messaging_limit: Option<String>,
    health_status: Option<HealthStatus>,
}

#[derive(Debug, Deserialize)]
struct Throughput {
    level: Option<String>,
}

#[derive(Debug, Deserialize)]
struct HealthStatus {
    can_send_message: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    entities: Vec<Entity>,
}

#[derive(Debug, Deserialize)]
struct Entity {
    #[serde(default, deserialize_with = "or_default")]
    entity_type: String,
    can_send_message: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    errors: Vec<EntityError>,
}

#[derive(Debug, Deserialize)]
struct EntityError {
    error_code: i64,
    possible_solution: Option<String>,
}

/// A WhatsApp Business Account (WABA).
#[derive(Debug, Deserialize)]
pub(super) struct BusinessAccount {
    account_review_status: Option<String>,
    business_verification_status: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct SentMessage {
    pub(super) messages: Vec<MessageId>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) contacts: Vec<Contact>,
}

#[derive(Debug, Deserialize)]
pub(super) struct MessageId {
    pub(super) id: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Contact {
    pub(super) wa_id: Option<String>,
}

impl Graph {
    pub(super) async fn number(&self, id: &str, token: &str) -> Result<Number, Problem> {
        self.get(id, &[("fields", NUMBER_FIELDS)], token).await
    }

    pub(super) async fn numbers(&self, waba_id: &str, token: &str) -> Result<Vec<Number>, Problem> {
        let query = [("fields", "id,display_phone_number,verified_name,status"), ("limit", "100")];
        let list: List<Number> =
            self.get(&format!("{waba_id}/phone_numbers"), &query, token).await?;
        Ok(list.data)
    }

    pub(super) async fn business_account(
        &self,
        id: &str,
        token: &str,
    ) -> Result<BusinessAccount, Problem> {
        self.get(id, &[("fields", ACCOUNT_FIELDS)], token).await
    }

    /// Whether our app is told about the account, and under which address of its own, if it has
    /// one that differs from the app's.
    pub(super) async fn waba_subscription(
        &self,
        waba_id: &str,
        token: &str,
    ) -> Result<Option<Option<String>>, Problem> {
        #[derive(Deserialize)]
        struct Subscribed {
            whatsapp_business_api_data: App,
            override_callback_uri: Option<String>,
        }
        #[derive(Deserialize)]
        struct App {
            id: Value,
        }
        let app_id = self.app()?.id.as_str();
        let list: List<Subscribed> =
            self.get(&format!("{waba_id}/subscribed_apps"), &[], token).await?;
        let ours = list.data.into_iter().find(|one| {
            let id = &one.whatsapp_business_api_data.id;
            id.as_str().map_or_else(|| id.to_string(), ToOwned::to_owned) == app_id
        });
        Ok(ours.map(|one| one.override_callback_uri))
    }
}

impl Number {
    pub(super) fn account(&self, waba_id: Option<&str>) -> Account {
        let name = [self.verified_name.as_deref(), self.display_phone_number.as_deref()];
        let name = name.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let mut facts: Vec<_> = waba_id.map(|id| Fact::new("waba_id", id)).into_iter().collect();
        facts.extend(self.facts());
        let name = if name.is_empty() { self.id.clone() } else { name };
        Account { id: self.id.clone(), name, picture: None, facts }
    }

    pub(super) fn facts(&self) -> Vec<Fact> {
        let throughput = self.throughput.as_ref().and_then(|one| one.level.as_ref());
        let health = self.health_status.as_ref().and_then(|one| one.can_send_message.as_ref());
        let facts = [
            ("display_phone_number", self.display_phone_number.as_ref()),
            ("verified_name", self.verified_name.as_ref()),
            ("name_status", self.name_status.as_ref()),
            ("status", self.status.as_ref()),
            ("quality_rating", self.quality_rating.as_ref()),
            ("code_verification_status", self.code_verification_status.as_ref()),
            ("account_mode", self.account_mode.as_ref()),
            ("throughput", throughput),
            ("messaging_limit", self.whatsapp_business_manager_messaging_limit.as_ref()),
            ("can_send_message", health),
        ];
        facts.into_iter().filter_map(|(name, value)| Some(Fact::new(name, value?))).collect()
    }

    /// A number that was never registered, or no longer, has to be before it can send.
    pub(super) fn is_registered(&self) -> bool {
        !matches!(self.status.as_deref(), Some("PENDING" | "UNVERIFIED" | "DISCONNECTED"))
    }

    /// What the number's own state says; values that are not known say nothing.
    fn status_probe(&self) -> Probe {
        let status = self.status.as_deref().unwrap_or_default();
        let problem = |reason| Problem::new(reason).with_code(status);
        match status {
            "PENDING" | "UNVERIFIED" => Probe::Fails(problem(Reason::NumberNotRegistered)),
            "FLAGGED" => Probe::Warns(problem(Reason::QualityLow)),
            "RESTRICTED" | "RATE_LIMITED" => Probe::Warns(problem(Reason::AccountRestricted)),
            "BANNED" => Probe::Fails(problem(Reason::AccountBlocked)),
            "DISCONNECTED" | "OFFLINE" | "DELETED" | "MIGRATED" | "UNLINKED" => {
                Probe::Fails(problem(Reason::AccountClosed))
            }
            _ => Probe::Works,
        }
    }

    /// What Meta itself says about sending: of the number, its account, the business or our app.
    fn sending_problem(&self) -> Option<(&str, Problem)> {
        let health = self.health_status.as_ref()?;
        let verdict = health.can_send_message.as_deref().filter(|one| *one != "AVAILABLE")?;
        let error = health.entities.iter().find_map(|entity| {
            let hurts = entity.can_send_message.as_deref() != Some("AVAILABLE");
            entity.errors.first().filter(|_| hurts).map(|error| (entity, error))
        });
        let Some((entity, error)) = error else {
            return Some((verdict, Problem::new(Reason::AccountRestricted).with_code(verdict)));
        };
        let known = match reason(error.error_code, None) {
            Reason::Unrecognised => Reason::AccountRestricted,
            known => known,
        };
        let text = error.possible_solution.as_deref().unwrap_or_default();
        let problem = Problem::new(known).with_code(error.error_code);
        Some((verdict, problem.with_answer(&format!("{}: {text}", entity.entity_type))))
    }

    /// Whether messages can be sent.
    pub(super) fn outbound(&self) -> Probe {
        match (self.status_probe(), self.sending_problem()) {
            (Probe::Fails(problem), _) | (_, Some(("BLOCKED", problem))) => Probe::Fails(problem),
            (Probe::Warns(problem), _) | (_, Some((_, problem))) => Probe::Warns(problem),
            (probe, None) if self.name_status.as_deref() != Some("DECLINED") => {
                match self.quality_rating.as_deref() {
                    Some("RED" | "YELLOW") => Probe::Warns(Reason::QualityLow.into()),
                    _ => probe,
                }
            }
            (_, None) => Probe::Warns(Reason::DisplayNameNotApproved.into()),
        }
    }

    pub(super) fn checks(&self) -> Vec<Check> {
        let fact = |check: Check, name: &str, value: &Option<String>| match value {
            Some(value) => check.with_fact(name, value),
            None => check,
        };
        let verified = match (self.code_verification_status.as_deref(), self.is_registered()) {
            // It does not matter any more once the number is registered.
            (Some("VERIFIED"), _) | (_, true) => Outcome::Pass,
            (None, _) => Outcome::CannotKnow(None),
            (Some(status), false) => {
                Outcome::Fail(Problem::new(Reason::NumberNotVerified).with_code(status))
            }
        };
        let registered = if self.is_registered() {
            Outcome::Pass
        } else {
            // Binding does it, with the PIN.
            Outcome::CannotKnow(Some(Reason::NumberNotRegistered.into()))
        };
        let name = match self.name_status.as_deref() {
            Some("APPROVED" | "AVAILABLE_WITHOUT_REVIEW") => Outcome::Pass,
            Some(status @ ("DECLINED" | "EXPIRED")) => {
                Outcome::Fail(Problem::new(Reason::DisplayNameNotApproved).with_code(status))
            }
            _ => Outcome::CannotKnow(None),
        };
        let sending = match self.sending_problem() {
            Some(("BLOCKED", problem)) => Outcome::Fail(problem),
            Some((_, problem)) => Outcome::CannotKnow(Some(problem)),
            None if self.health_status.is_some() => Outcome::Pass,
            None => Outcome::CannotKnow(None),
        };
        let verified = Check::new(CheckItem::NumberVerified, verified);
        let registered = Check::new(CheckItem::NumberRegistered, registered);
        let name = Check::new(CheckItem::DisplayNameApproved, name);
        vec![
            Check::new(CheckItem::AccountFound, Outcome::Pass),
            fact(verified, "code_verification_status", &self.code_verification_status),
            fact(registered, "status", &self.status),
            fact(name, "name_status", &self.name_status),
            Check::new(CheckItem::SendingAllowed, sending),
        ]
    }
}

impl BusinessAccount {
    pub(super) fn check(&self) -> Check {
        let review = self.account_review_status.as_deref().unwrap_or_default();
        let outcome = match review {
            "APPROVED" => Outcome::Pass,
            "REJECTED" | "RESTRICTED" | "LIMIT_REACHED" => {
                Outcome::Fail(Problem::new(Reason::BusinessNotVerified).with_code(review))
            }
            _ => Outcome::CannotKnow(None),
        };
        let mut check = Check::new(CheckItem::BusinessVerified, outcome);
        let facts = [
            ("account_review_status", &self.account_review_status),
            ("business_verification_status", &self.business_verification_status),
        ];
        for (name, value) in facts {
            if let Some(value) = value {
                check = check.with_fact(name, value);
            }
        }
        check
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(json: &str) -> Number {
        serde_json::from_str(json).expect("a number")
    }

    fn reason_of(probe: &Probe) -> Option<Reason> {
        match probe {
            Probe::Fails(problem) | Probe::Warns(problem) => Some(problem.reason),
            _ => None,
        }
    }

    #[test]
    fn a_connected_number_works_and_new_values_break_nothing() {
        let number = number(
            r#"{"id":"1","status":"TELEPORTED","quality_rating":"VIOLET","throughput":{"level":"X"},
                "health_status":{"can_send_message":"AVAILABLE","entities":[]},"new":{}}"#,
        );
        assert_eq!(number.outbound(), Probe::Works);
        assert!(number.facts().contains(&Fact::new("quality_rating", "VIOLET")));
    }

    #[test]
    fn states_of_a_number_have_their_reasons() {
        for (status, fails, reason) in [
            ("PENDING", true, Reason::NumberNotRegistered),
            ("BANNED", true, Reason::AccountBlocked),
            ("DELETED", true, Reason::AccountClosed),
            ("FLAGGED", false, Reason::QualityLow),
            ("RATE_LIMITED", false, Reason::AccountRestricted),
        ] {
            let probe = number(&format!(r#"{{"id":"1","status":"{status}"}}"#)).outbound();
            assert_eq!(reason_of(&probe), Some(reason), "{status}");
            assert_eq!(matches!(probe, Probe::Fails(_)), fails, "{status}");
        }
        let red = number(r#"{"id":"1","status":"CONNECTED","quality_rating":"RED"}"#);
        assert_eq!(reason_of(&red.outbound()), Some(Reason::QualityLow));
    }

    #[test]
    fn what_blocks_sending_is_named_with_the_platforms_advice() {
        let blocked = number(
            r#"{"id":"1","status":"CONNECTED","health_status":{"can_send_message":"BLOCKED","entities":[
                {"entity_type":"PHONE_NUMBER","id":"1","can_send_message":"AVAILABLE"},
                {"entity_type":"WABA","id":"2","can_send_message":"BLOCKED","errors":[
                  {"error_code":141006,"error_description":"x","possible_solution":"Add a card"}]}]}}"#,
        );
        let Probe::Fails(problem) = blocked.outbound() else { panic!("it works") };
        assert_eq!(problem.reason, Reason::PaymentMissing);
        assert_eq!(problem.answer.as_deref(), Some("WABA: Add a card"));
    }
}
