use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::tenant::{Reason, parse_quota};

/// The form with which an admin asks for a larger quota, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuotaRequestForm {
    /// The number of channels.
    pub quota: String,
    /// Why.
    pub reason: String,
}

/// A request without a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRequestDraft {
    /// The number of channels.
    pub quota: u32,
    /// Why.
    pub reason: Reason,
}

impl QuotaRequestForm {
    /// Reads the form, or says everything that is wrong with it. Nobody asks for less than the
    /// quota they have.
    pub fn parse(&self, present: u32) -> Result<QuotaRequestDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let higher =
            |quota| if quota > present { Ok(quota) } else { Err(ErrorCode::QuotaNotHigher) };
        let quota = errors.take(Field::Quota, parse_quota(&self.quota).and_then(higher));
        let reason = errors.take(Field::Reason, Reason::parse(&self.reason));
        match (quota, reason) {
            (Some(quota), Some(reason)) => Ok(QuotaRequestDraft { quota, reason }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_request_is_for_more_and_says_why() {
        let errors = QuotaRequestForm::default().parse(100).expect_err("two mistakes");
        let wanted =
            [(Field::Quota, ErrorCode::QuotaInvalid), (Field::Reason, ErrorCode::ReasonEmpty)];
        assert_eq!(errors.iter().collect::<Vec<_>>(), wanted);
        let ask = |quota: &str| {
            QuotaRequestForm { quota: quota.to_owned(), reason: "growth".to_owned() }.parse(100)
        };
        for (quota, code) in [
            ("99", ErrorCode::QuotaNotHigher),
            ("100", ErrorCode::QuotaNotHigher),
            ("100001", ErrorCode::QuotaInvalid),
        ] {
            assert_eq!(ask(quota), Err(FieldErrors::only(Field::Quota, code)), "{quota}");
        }
        assert_eq!(ask(" 101 ").expect("a draft").quota, 101);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(quota: String, reason: String, present: u32) {
            let _ = QuotaRequestForm { quota, reason }.parse(present);
        }
    }
}
