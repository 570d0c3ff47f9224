//! Every stable code a person or a program can meet.
//!
//! A code never changes its meaning and is never used again for another. The sentences people
//! read are in the console's locale files; the sentence here is for operators and for
//! `docs/errors.md`, which a test compares with this list.

use serde::{Deserialize, Serialize};

macro_rules! error_codes {
    ($($name:ident = $code:literal, $status:literal, $meaning:literal;)+) => {
        /// What went wrong, as a stable dotted code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode {
            $(#[doc = $meaning] $name,)+
        }

        impl ErrorCode {
            /// All codes, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The dotted code, for example `Channel.NameEmpty`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The HTTP status it is answered with.
            pub const fn http_status(self) -> u16 {
                match self { $(Self::$name => $status,)+ }
            }

            /// One English sentence for operators.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)+ }
            }
        }
    };
}

error_codes! {
    BindingAccountMissing = "Binding.AccountMissing", 422, "No account was chosen, or not one that the authorisation leads to.";
    BindingAccountTaken = "Binding.AccountTaken", 409, "Another channel of this installation is bound to the account.";
    BindingAlreadyOpen = "Binding.AlreadyOpen", 409, "Somebody is binding the channel already.";
    BindingAnswerUnknown = "Binding.AnswerUnknown", 400, "The platform's answer belongs to nothing that this person has begun, or was used already.";
    BindingConfirming = "Binding.Confirming", 409, "The binding is being confirmed at this moment.";
    BindingNotOpen = "Binding.NotOpen", 409, "The binding was finished or cancelled, or has come further meanwhile.";
    BindingOfAnother = "Binding.OfAnother", 409, "Somebody else is binding the channel; they or a cancellation come first.";
    BindingOtherState = "Binding.OtherState", 409, "The channel is not in a state in which this can be done.";
    BindingSameAccount = "Binding.SameAccount", 409, "The channel itself holds this account, or is letting it go.";
    BindingStartOver = "Binding.StartOver", 409, "The platform was told of another account: this binding has to be cancelled first.";
    BindingUnavailable = "Binding.Unavailable", 409, "The server speaks to no platform of this type.";
    BindingWayUnknown = "Binding.WayUnknown", 422, "The platform is not authorised in this way.";
    ChannelTypeMissing = "Channel.TypeMissing", 422, "No channel type was chosen.";
    ChannelTypeUnknown = "Channel.TypeUnknown", 422, "The channel type is not one of the six.";
    ChannelNameEmpty = "Channel.NameEmpty", 422, "The channel name is empty or only white space.";
    ChannelNameTooLong = "Channel.NameTooLong", 422, "The channel name has more than 50 characters.";
    ChannelNameInvalid = "Channel.NameInvalid", 422, "The channel name contains a control character or an invisible direction override.";
    ChannelNameAlreadyUsed = "Channel.NameAlreadyUsed", 409, "The tenant already has a channel of this type and name; sending the form again creates another one.";
    ChannelRemarksTooLong = "Channel.RemarksTooLong", 422, "The remarks have more than 150 characters.";
    ChannelRemarksInvalid = "Channel.RemarksInvalid", 422, "The remarks contain a control character other than a line break, or an invisible direction override.";
    ChannelQuotaExceeded = "Channel.QuotaExceeded", 409, "The tenant has as many channels as its quota allows.";
    ChannelCreationKeyUsed = "Channel.CreationKeyUsed", 409, "This form has already created a channel, with other values.";
    ChannelNotFound = "Channel.NotFound", 404, "The tenant has no channel with this id.";
    ChannelEditConflict = "Channel.EditConflict", 409, "Somebody else changed the channel since the form was opened.";
    ChannelBoundCannotDelete = "Channel.BoundCannotDelete", 409, "Only a channel that is Unbound can be deleted.";
    ChannelNameNotConfirmed = "Channel.NameNotConfirmed", 422, "The name typed to confirm the deletion is not the channel's name.";
    ChannelDeletionNotConfirmed = "Channel.DeletionNotConfirmed", 422, "A consequence of the deletion was not ticked.";
    ChannelHoursBackwards = "Channel.HoursBackwards", 422, "A business hour ends before it begins; what is open past midnight is open on the next day, too.";
    ChannelHoursIncomplete = "Channel.HoursIncomplete", 422, "A business hour has a beginning without an end, or an end without a beginning.";
    ChannelHoursInvalid = "Channel.HoursInvalid", 422, "A business hour is not a time of day such as 09:30.";
    ChannelHoursOverlap = "Channel.HoursOverlap", 422, "Two business hours of a day overlap.";
    ChannelLanguageUnknown = "Channel.LanguageUnknown", 422, "The default language is not one of those to choose from.";
    ChannelPhoneInvalid = "Channel.PhoneInvalid", 422, "The telephone number is not in international form: a plus sign and 7 to 15 digits.";
    ChannelSettingInvalid = "Channel.SettingInvalid", 422, "A setting contains a control character or an invisible direction override, or a line break where there is one line.";
    ChannelSettingTooLong = "Channel.SettingTooLong", 422, "A setting is longer than the limit that stands beside its field.";
    ChannelSettingsBeingPassedOn = "Channel.SettingsBeingPassedOn", 409, "The account is being told the settings at this moment.";
    ChannelSettingsNotBound = "Channel.SettingsNotBound", 409, "The channel holds no account that could be told the settings.";
    ChannelTimeZoneMissing = "Channel.TimeZoneMissing", 422, "Business hours were typed without a time zone.";
    ChannelTimeZoneUnknown = "Channel.TimeZoneUnknown", 422, "The time zone is not in the IANA database.";
    ChannelWebsiteInvalid = "Channel.WebsiteInvalid", 422, "The website is not an address that begins with https:// or http://.";
    ChannelRequestAccountFree = "ChannelRequest.AccountFree", 409, "No other channel holds an account that this one could claim.";
    ChannelRequestHolderBusy = "ChannelRequest.HolderBusy", 409, "The account is being bound, kept for a day or released at the moment, so there is nothing to unbind.";
    ChannelRequestNotOpen = "ChannelRequest.NotOpen", 404, "The channel has no open request with this id.";
    ChannelRequestOpen = "ChannelRequest.Open", 409, "The channel has an open request already.";
    ContactEmpty = "Contact.Empty", 422, "No contact was typed.";
    ContactTooLong = "Contact.TooLong", 422, "The contact has more than 200 characters.";
    ContactInvalid = "Contact.Invalid", 422, "The contact contains a control character or an invisible direction override.";
    CountryMissing = "Country.Missing", 422, "No country was chosen.";
    CountryUnknown = "Country.Unknown", 422, "The country is not one of ISO 3166-1.";
    CustomerMissing = "Customer.Missing", 422, "No customer was chosen.";
    CustomerUnknown = "Customer.Unknown", 422, "The provider has no such customer.";
    CustomerNotFound = "Customer.NotFound", 404, "The provider has no such customer or request.";
    CustomerIdInvalid = "Customer.IdInvalid", 422, "The text is not the id of another tenant.";
    CustomerAlready = "Customer.Already", 409, "The tenant is a customer of this provider already.";
    CustomerTooManyRequests = "Customer.TooManyRequests", 409, "The provider has 100 open requests for consent.";
    CustomerHasMembers = "Customer.HasMembers", 409, "The customer has members, who invite others themselves.";
    CustomerNotVerified = "Customer.NotVerified", 409, "No account manager has verified the customer yet.";
    CustomerNotActivated = "Customer.NotActivated", 409, "The customer is verified, but none of its admins has activated the service yet.";
    CustomerSuspended = "Customer.Suspended", 409, "An account manager has suspended the customer: nothing can be changed.";
    EmailEmpty = "Email.Empty", 422, "No e-mail address was typed.";
    EmailInvalid = "Email.Invalid", 422, "The text is not an e-mail address, or one with more than 254 characters.";
    EmailTaken = "Email.Taken", 409, "Somebody signs in with this e-mail address already.";
    EmailUnchanged = "Email.Unchanged", 422, "The new e-mail address is the one the user has.";
    LinkInvalid = "Link.Invalid", 410, "The link has been used, has been replaced, or is too old.";
    ListFilterInvalid = "List.FilterInvalid", 400, "A filter, sort order or page size of the list is not one that exists.";
    ListCursorInvalid = "List.CursorInvalid", 400, "The page position was not issued by this installation for this list.";
    MailNotConfigured = "Mail.NotConfigured", 409, "No mail server is set up, so no mail can be sent.";
    MailTooMany = "Mail.TooMany", 429, "Too many mails were asked for; the next one has to wait.";
    MemberLastAdmin = "Member.LastAdmin", 409, "A tenant keeps at least one admin.";
    MemberNotFound = "Member.NotFound", 404, "The tenant has no such member or invitation.";
    MemberRoleUnknown = "Member.RoleUnknown", 422, "The role is not one of the three.";
    MessageChannelNotBound = "Message.ChannelNotBound", 409, "The channel holds no account that a message can be sent from.";
    MessageRecipientInvalid = "Message.RecipientInvalid", 422, "The recipient is empty, has more than 254 characters, or contains a control character.";
    MessageTextInvalid = "Message.TextInvalid", 422, "The message is empty, has more than 4096 characters, or contains a control character other than a line break.";
    OpenIdAnswerUnknown = "OpenId.AnswerUnknown", 400, "The provider's answer belongs to nothing that this browser has begun in the last ten minutes, or was used already.";
    OpenIdClocksDiffer = "OpenId.ClocksDiffer", 502, "The provider's token has ended or is from the future: the clocks of both machines differ.";
    OpenIdCodeRefused = "OpenId.CodeRefused", 502, "The provider does not take the code that it has given out itself.";
    OpenIdDenied = "OpenId.Denied", 403, "The provider did not let the person in, or they cancelled there.";
    OpenIdEmailUnconfirmed = "OpenId.EmailUnconfirmed", 403, "The provider does not confirm that the person has the invited e-mail address.";
    OpenIdIdentityNotFound = "OpenId.IdentityNotFound", 404, "The user has no such account at a provider.";
    OpenIdIdentityTaken = "OpenId.IdentityTaken", 409, "The account at the provider belongs to another user, or the user has another account there.";
    OpenIdIdentityUnknown = "OpenId.IdentityUnknown", 403, "The account at the provider is linked with no user who may sign in.";
    OpenIdNotFresh = "OpenId.NotFresh", 403, "The provider does not say that it has asked the person for a new proof.";
    OpenIdOnlyWayIn = "OpenId.OnlyWayIn", 409, "The user has no password and could not sign in without the account at the provider.";
    OpenIdOtherPerson = "OpenId.OtherPerson", 403, "The account at the provider belongs to somebody else than whoever is signed in or invited.";
    OpenIdTokenInvalid = "OpenId.TokenInvalid", 502, "The provider's token cannot be trusted: its signature, issuer, audience or nonce is wrong.";
    OpenIdUnavailable = "OpenId.Unavailable", 503, "The provider cannot be reached, or gives no usable answer.";
    PageNotFound = "Page.NotFound", 404, "There is no page at this address.";
    PasskeyExpired = "Passkey.Expired", 409, "No challenge waits for this answer of a browser: it took too long, or was given before.";
    PasskeyKnown = "Passkey.Known", 409, "This passkey has been added already.";
    PasskeyNameEmpty = "Passkey.NameEmpty", 422, "No name of a passkey was typed.";
    PasskeyNameInvalid = "Passkey.NameInvalid", 422, "The name of a passkey contains a control character or an invisible direction override.";
    PasskeyNameTooLong = "Passkey.NameTooLong", 422, "The name of a passkey has more than 50 characters.";
    PasskeyNotFound = "Passkey.NotFound", 404, "The user has no such passkey.";
    PasskeyRefused = "Passkey.Refused", 422, "The passkey is not one of this console, or its answer is wrong.";
    PasskeyTooMany = "Passkey.TooMany", 409, "The user has 20 passkeys.";
    PasswordEmpty = "Password.Empty", 422, "No password was typed.";
    PasswordTooShort = "Password.TooShort", 422, "The password has fewer than 12 characters.";
    PasswordTooLong = "Password.TooLong", 422, "The password has more than 128 characters.";
    PasswordInvalid = "Password.Invalid", 422, "The password contains a control character.";
    PasswordCommon = "Password.Common", 422, "The password is among those that are tried first, or is the e-mail address itself.";
    PasswordWrong = "Password.Wrong", 422, "The password typed to confirm is not the user's password.";
    PermissionDenied = "Permission.Denied", 403, "The caller's role does not allow this.";
    PersonNameEmpty = "Person.NameEmpty", 422, "No name of a person was typed.";
    PersonNameTooLong = "Person.NameTooLong", 422, "The name of a person has more than 100 characters.";
    PersonNameInvalid = "Person.NameInvalid", 422, "The name of a person contains a control character or an invisible direction override.";
    ProviderRightMissing = "Provider.RightMissing", 403, "The tenant is not a service provider.";
    ProviderNotFound = "Provider.NotFound", 404, "The tenant has no such service provider or request.";
    ProviderAlready = "Provider.Already", 409, "The tenant has a service provider, or is one itself.";
    QuotaInvalid = "Quota.Invalid", 422, "The quota is not a whole number from 0 to 100,000.";
    QuotaNotHigher = "Quota.NotHigher", 422, "The quota that is asked for is not higher than the present one.";
    QuotaRequestNotOpen = "Quota.RequestNotOpen", 404, "The tenant has no open quota request with this id.";
    QuotaRequestOpen = "Quota.RequestOpen", 409, "The tenant has an open quota request already.";
    ReasonEmpty = "Reason.Empty", 422, "No reason was typed.";
    ReasonTooLong = "Reason.TooLong", 422, "The reason has more than 500 characters.";
    ReasonInvalid = "Reason.Invalid", 422, "The reason contains a control character other than a line break, or an invisible direction override.";
    RegistrationNumberEmpty = "RegistrationNumber.Empty", 422, "No registration number was typed.";
    RegistrationNumberTooLong = "RegistrationNumber.TooLong", 422, "The registration number has more than 50 characters.";
    RegistrationNumberInvalid = "RegistrationNumber.Invalid", 422, "The registration number contains a control character or an invisible direction override.";
    RequestMalformed = "Request.Malformed", 400, "The request is not readable: broken encoding, or a value of the wrong shape.";
    RequestFieldMissing = "Request.FieldMissing", 400, "The form lacks a field.";
    RequestFieldUnknown = "Request.FieldUnknown", 400, "The form has a field that does not belong to it, or the same field twice.";
    RequestMethodNotAllowed = "Request.MethodNotAllowed", 405, "This address does not take this method.";
    RequestTimeout = "Request.Timeout", 408, "The request did not arrive in time.";
    RequestTooLarge = "Request.TooLarge", 413, "The request body is larger than any form of this console.";
    RequestAddressTooLong = "Request.AddressTooLong", 414, "The address is longer than any address of this console.";
    RequestMediaTypeUnsupported = "Request.MediaTypeUnsupported", 415, "The body is not a URL-encoded form.";
    RequestCrossSite = "Request.CrossSite", 403, "A change was requested from another site.";
    SecondFactorAlreadySet = "SecondFactor.AlreadySet", 409, "The user has a second factor already.";
    SecondFactorCodeEmpty = "SecondFactor.CodeEmpty", 422, "No code was typed.";
    SecondFactorCodeInvalid = "SecondFactor.CodeInvalid", 422, "The text is neither a code of an app nor a recovery code.";
    SecondFactorCodeWrong = "SecondFactor.CodeWrong", 422, "The code is wrong, is too old, or was used before.";
    SecondFactorNeeded = "SecondFactor.Needed", 403, "An account manager needs a second factor for the back office of this installation.";
    SecondFactorNotSet = "SecondFactor.NotSet", 409, "The user has no second factor.";
    ServiceInternal = "Service.Internal", 500, "An error of the program; the log has it under the trace id.";
    ServiceNotActivated = "Service.NotActivated", 409, "The tenant is verified, but none of its admins has activated the service yet.";
    ServiceUnavailable = "Service.Unavailable", 503, "The database cannot be reached or cannot be written at the moment; nothing was changed.";
    SessionMissing = "Session.Missing", 401, "Nobody is signed in, or the session has ended.";
    SessionNotFresh = "Session.NotFresh", 403, "This needs the password again: the last proof is older than ten minutes.";
    SessionNotFound = "Session.NotFound", 404, "The user has no such session.";
    SignInExpired = "SignIn.Expired", 409, "No sign-in waits for a code: it took too long, or was used.";
    SignInRefused = "SignIn.Refused", 422, "The e-mail address or the password is wrong, or the user is disabled.";
    SignInTooManyAttempts = "SignIn.TooManyAttempts", 429, "Too many wrong attempts; the next one has to wait.";
    TenantNameEmpty = "Tenant.NameEmpty", 422, "No name of an organisation was typed.";
    TenantNameTooLong = "Tenant.NameTooLong", 422, "The name of an organisation has more than 200 characters.";
    TenantNameInvalid = "Tenant.NameInvalid", 422, "The name of an organisation contains a control character or an invisible direction override.";
    TenantMissing = "Tenant.Missing", 403, "The user belongs to no tenant.";
    TenantNotFound = "Tenant.NotFound", 404, "There is no tenant with this id.";
    TenantNotVerified = "Tenant.NotVerified", 409, "No account manager has verified the tenant yet.";
    TenantOtherState = "Tenant.OtherState", 409, "The tenant is not in a state in which this can be done.";
    TenantCorrected = "Tenant.Corrected", 409, "The tenant has changed what it says about itself since the page was opened.";
    TenantSuspended = "Tenant.Suspended", 409, "An account manager has suspended the tenant: nothing can be changed.";
    WebhookUrlEmpty = "Webhook.UrlEmpty", 422, "No address for webhooks was typed.";
    WebhookUrlTooLong = "Webhook.UrlTooLong", 422, "The address for webhooks has more than 500 characters.";
    WebhookUrlInvalid = "Webhook.UrlInvalid", 422, "The address for webhooks does not begin with https://, or holds what no such address has: a user, a fragment, white space, other letters than ASCII.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_dotted() {
        let codes: BTreeSet<_> = ErrorCode::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes.len(), ErrorCode::ALL.len());
        assert!(codes.iter().all(|code| code.split('.').count() == 2));
    }
}
