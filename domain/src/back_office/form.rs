use crate::field_errors::{Field, FieldErrors};
use crate::tenant::{Reason, parse_quota};

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

/// The form that decides about a quota request, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionForm {
    /// The number of channels, which counts for an approval.
    pub quota: String,
    /// Why.
    pub note: String,
}

impl DecisionForm {
    /// Reads an approval, or says everything that is wrong with it. Where it is not what was
    /// `asked` for, it takes a note.
    pub fn approval(&self, asked: u32) -> Result<(u32, Option<Reason>), FieldErrors> {
        let mut errors = FieldErrors::default();
        let quota = errors.take(Field::Quota, parse_quota(&self.quota));
        let without = quota == Some(asked) && self.note.trim().is_empty();
        let note = if without { Ok(None) } else { Reason::parse(&self.note).map(Some) };
        let note = errors.take(Field::Note, note);
        quota.zip(note).ok_or(errors)
    }

    /// Reads a rejection, or says what is wrong with it.
    pub fn rejection(&self) -> Result<Reason, FieldErrors> {
        Reason::parse(&self.note).map_err(|code| FieldErrors::only(Field::Note, code))
    }
}

impl From<DecisionForm> for QuotaForm {
    fn from(form: DecisionForm) -> Self {
        Self { quota: form.quota, note: form.note }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error_code::ErrorCode;

    #[test]
    fn another_number_than_was_asked_for_takes_a_note() {
        let form =
            |quota: &str, note: &str| DecisionForm { quota: quota.into(), note: note.into() };
        assert_eq!(form("200", " ").approval(200), Ok((200, None)));
        let noted = form("200", "as agreed").approval(200).expect("an approval");
        assert_eq!(noted.1.expect("a note").as_str(), "as agreed");
        let without = FieldErrors::only(Field::Note, ErrorCode::ReasonEmpty);
        assert_eq!(form("150", "").approval(200), Err(without.clone()));
        assert_eq!(form("150", "less").approval(200).expect("an approval").0, 150);
        assert_eq!(form("x", "").approval(200).expect_err("two mistakes").iter().count(), 2);
        assert_eq!(form("x", "").rejection(), Err(without));
        assert_eq!(form("x", "no").rejection().expect("a rejection").as_str(), "no");
    }

    #[test]
    fn a_wrong_form_tells_everything_at_once() {
        let errors = QuotaForm::default().parse().expect_err("two mistakes");
        let wanted =
            [(Field::Quota, ErrorCode::QuotaInvalid), (Field::Note, ErrorCode::ReasonEmpty)];
        assert_eq!(errors.iter().collect::<Vec<_>>(), wanted);
    }
}
