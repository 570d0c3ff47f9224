use super::{ChannelName, ChannelType, Remarks};
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::TenantId;

/// The Create Channel form as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChannelForm {
    /// The id of the customer that gets the channel, or of the service provider itself; empty when
    /// none was chosen. Absent where there is nothing to choose: the channel is the caller's own.
    pub customer: Option<String>,
    /// The slug of the chosen type; empty when none was chosen.
    pub channel_type: String,
    /// The name.
    pub name: String,
    /// The remarks.
    pub remarks: String,
}

/// A Create Channel form without a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelDraft {
    /// Which tenant gets it, if that was asked.
    pub customer: Option<TenantId>,
    /// The platform.
    pub channel_type: ChannelType,
    /// The name.
    pub name: ChannelName,
    /// The remarks.
    pub remarks: Remarks,
}

impl ChannelForm {
    /// Reads the form, or says everything that is wrong with it. Called in the browser and on
    /// the server.
    pub fn parse(&self) -> Result<ChannelDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let customer = self.customer.as_deref().map(parse_customer).transpose();
        let customer = errors.take(Field::Customer, customer);
        let channel_type = errors.take(Field::ChannelType, parse_type(&self.channel_type));
        let name = errors.take(Field::Name, ChannelName::parse(&self.name));
        let remarks = errors.take(Field::Remarks, Remarks::parse(&self.remarks));
        match (customer, channel_type, name, remarks) {
            (Some(customer), Some(channel_type), Some(name), Some(remarks)) => {
                Ok(ChannelDraft { customer, channel_type, name, remarks })
            }
            _ => Err(errors),
        }
    }
}

fn parse_customer(id: &str) -> Result<TenantId, ErrorCode> {
    if id.is_empty() {
        return Err(ErrorCode::CustomerMissing);
    }
    id.parse().map_err(|_| ErrorCode::CustomerUnknown)
}

fn parse_type(slug: &str) -> Result<ChannelType, ErrorCode> {
    if slug.is_empty() {
        return Err(ErrorCode::ChannelTypeMissing);
    }
    ChannelType::from_slug(slug).ok_or(ErrorCode::ChannelTypeUnknown)
}

/// The form that changes a channel's name and remarks, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditForm {
    /// The name.
    pub name: String,
    /// The remarks.
    pub remarks: String,
    /// The version of the channel that the form was filled from.
    pub version: i64,
}

/// An edit form without a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelEdit {
    /// The new name.
    pub name: ChannelName,
    /// The new remarks.
    pub remarks: Remarks,
    /// The version that is to be replaced.
    pub version: i64,
}

impl EditForm {
    /// Reads the form, or says everything that is wrong with it.
    pub fn parse(&self) -> Result<ChannelEdit, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take(Field::Name, ChannelName::parse(&self.name));
        let remarks = errors.take(Field::Remarks, Remarks::parse(&self.remarks));
        match (name, remarks) {
            (Some(name), Some(remarks)) => Ok(ChannelEdit { name, remarks, version: self.version }),
            _ => Err(errors),
        }
    }
}

/// The form that deletes a channel, as it was filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeletionForm {
    /// The channel's name, typed again.
    pub confirm_name: String,
    /// Ticked: no business runs on the channel any more.
    pub no_running_business: bool,
    /// Ticked: important data has been backed up.
    pub data_backed_up: bool,
}

impl DeletionForm {
    /// Checks the confirmations against the channel's name. White space around the typed name
    /// does not matter.
    pub fn check(&self, name: &ChannelName) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        if !self.no_running_business {
            errors.add(Field::NoRunningBusiness, ErrorCode::ChannelDeletionNotConfirmed);
        }
        if !self.data_backed_up {
            errors.add(Field::DataBackedUp, ErrorCode::ChannelDeletionNotConfirmed);
        }
        if self.confirm_name.trim() != name.as_str() {
            errors.add(Field::ConfirmName, ErrorCode::ChannelNameNotConfirmed);
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_wrong_form_tells_everything_at_once() {
        let form = ChannelForm {
            customer: Some("tn_1".into()),
            channel_type: "fax".into(),
            name: " ".into(),
            remarks: "x".repeat(151),
        };
        let errors: Vec<_> = form.parse().expect_err("four mistakes").iter().collect();
        assert_eq!(
            errors,
            [
                (Field::Customer, ErrorCode::CustomerUnknown),
                (Field::ChannelType, ErrorCode::ChannelTypeUnknown),
                (Field::Name, ErrorCode::ChannelNameEmpty),
                (Field::Remarks, ErrorCode::ChannelRemarksTooLong),
            ]
        );
    }

    #[test]
    fn a_customer_is_chosen_only_where_it_is_asked_for() {
        let form = |customer: Option<&str>| ChannelForm {
            customer: customer.map(str::to_owned),
            channel_type: "sms".into(),
            name: "Support".into(),
            remarks: String::new(),
        };
        assert_eq!(form(None).parse().expect("a draft").customer, None);
        let errors = form(Some("")).parse().expect_err("none was chosen");
        assert_eq!(errors.of(Field::Customer), Some(ErrorCode::CustomerMissing));
        let id = "tn_01h455vb4pex5vsknk084sn02q";
        let chosen = form(Some(id)).parse().expect("a draft").customer;
        assert_eq!(chosen.map(|id| id.to_string()).as_deref(), Some(id));
    }

    #[test]
    fn a_deletion_needs_both_ticks_and_the_name() {
        let name = ChannelName::parse("Support").expect("a name");
        let confirmed = DeletionForm {
            confirm_name: " Support ".into(),
            no_running_business: true,
            data_backed_up: true,
        };
        assert_eq!(confirmed.check(&name), Ok(()));
        let errors = DeletionForm { confirm_name: "support".into(), ..DeletionForm::default() }
            .check(&name)
            .expect_err("three mistakes");
        assert_eq!(errors.iter().count(), 3);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(
            channel_type: String, name: String, remarks: String, version: i64,
        ) {
            let customer = Some(channel_type.clone());
            let (name_too, remarks_too) = (name.clone(), remarks.clone());
            let form = ChannelForm { customer, channel_type, name: name_too, remarks: remarks_too };
            let _ = form.parse();
            let _ = EditForm { name, remarks, version }.parse();
        }
    }
}
