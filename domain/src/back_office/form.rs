use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::tenant::{MAX_CHANNEL_QUOTA, Reason};

/// The form that rejects or suspends a tenant, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReasonForm {
    /// Why.
    pub reason: String,
}

impl ReasonForm {
    /// Reads the form, or says what is wrong with it.
    pub fn parse(&self) -> Result<Reason, FieldErrors> {
        Reason::parse(&self.reason).map_err(|code| FieldErrors::only(Field::Reason, code))
    }
}

/// The form that changes a tenant's quota, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuotaForm {
    /// The number of channels.
    pub quota: String,
    /// Why.
    pub note: String,
}

/// A quota form without a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaDraft {
    /// The number of channels.
    pub quota: u32,
    /// Why.
    pub note: Reason,
}

impl QuotaForm {
    /// Reads the form, or says everything that is wrong with it.
    pub fn parse(&self) -> Result<QuotaDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let quota = errors.take(Field::Quota, parse_quota(&self.quota));
        let note = errors.take(Field::Note, Reason::parse(&self.note));
        match (quota, note) {
            (Some(quota), Some(note)) => Ok(QuotaDraft { quota, note }),
            _ => Err(errors),
        }
    }
}

fn parse_quota(typed: &str) -> Result<u32, ErrorCode> {
    let quota = typed.trim().parse().map_err(|_| ErrorCode::QuotaInvalid)?;
    if quota <= MAX_CHANNEL_QUOTA { Ok(quota) } else { Err(ErrorCode::QuotaInvalid) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_a_whole_number_up_to_the_highest() {
        for typed in ["", "-1", "1.5", "100001", "ten", "99999999999999999999"] {
            assert_eq!(parse_quota(typed), Err(ErrorCode::QuotaInvalid), "{typed}");
        }
        assert_eq!(parse_quota("0"), Ok(0));
        assert_eq!(parse_quota(" 100000 "), Ok(MAX_CHANNEL_QUOTA));
    }

    #[test]
    fn a_wrong_form_tells_everything_at_once() {
        let errors = QuotaForm::default().parse().expect_err("two mistakes");
        let wanted =
            [(Field::Quota, ErrorCode::QuotaInvalid), (Field::Note, ErrorCode::ReasonEmpty)];
        assert_eq!(errors.iter().collect::<Vec<_>>(), wanted);
    }
}
