use crate::field_errors::{Field, FieldErrors};
use crate::tenant::Reason;

/// The form that asks for something about a channel, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChannelRequestForm {
    /// Why.
    pub reason: String,
}

impl ChannelRequestForm {
    /// Reads the form, or says what is wrong with it.
    pub fn parse(&self) -> Result<Reason, FieldErrors> {
        Reason::parse(&self.reason).map_err(|code| FieldErrors::only(Field::Reason, code))
    }
}

/// The form with which an account manager decides or unbinds, as it was typed. Both sides can read
/// the note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionForm {
    /// Why.
    pub note: String,
}

impl DecisionForm {
    /// Reads an approval, which needs no note, or says what is wrong with the one that is there.
    pub fn approval(&self) -> Result<Option<Reason>, FieldErrors> {
        if self.note.trim().is_empty() { Ok(None) } else { self.required().map(Some) }
    }

    /// Reads what takes a note: a rejection, and unbinding where nobody has asked for it.
    pub fn required(&self) -> Result<Reason, FieldErrors> {
        Reason::parse(&self.note).map_err(|code| FieldErrors::only(Field::Note, code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error_code::ErrorCode;

    #[test]
    fn only_an_approval_goes_without_a_note() {
        let form = |note: &str| DecisionForm { note: note.to_owned() };
        assert_eq!(form(" \n").approval(), Ok(None));
        assert_eq!(form("ok").approval().expect("an approval").expect("a note").as_str(), "ok");
        let empty = FieldErrors::only(Field::Note, ErrorCode::ReasonEmpty);
        assert_eq!(form(" ").required(), Err(empty));
        let long = FieldErrors::only(Field::Note, ErrorCode::ReasonTooLong);
        assert_eq!(form(&"x".repeat(501)).approval(), Err(long));
    }
}
