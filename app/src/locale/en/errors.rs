use domain::error_code::ErrorCode;

pub(super) const ERROR: fn(ErrorCode) -> &'static str = |code| match code {
    ErrorCode::BindingAccountMissing => "Choose one of the accounts.",
    ErrorCode::BindingAccountTaken => {
        "This account is bound to another channel already. An account belongs to one channel only."
    }
    ErrorCode::BindingAlreadyOpen => "Somebody is binding this channel already.",
    ErrorCode::BindingAnswerUnknown => {
        "This answer of the platform belongs to nothing that you have begun, or was used already. Begin again from the channel."
    }
    ErrorCode::BindingConfirming => {
        "The binding is being confirmed at this moment. Wait a little and look again."
    }
    ErrorCode::BindingNotOpen => {
        "The binding has come further meanwhile, or was finished or cancelled. This is how it stands now."
    }
    ErrorCode::BindingOfAnother => {
        "Somebody else is binding this channel. Ask them to go on, or cancel their binding first."
    }
    ErrorCode::BindingOtherState => {
        "The channel is not in a state in which this can be done. It may have changed meanwhile."
    }
    ErrorCode::BindingSameAccount => {
        "This channel itself holds this account, or is just letting it go. Reauthorise it, go back to it, or wait a minute."
    }
    ErrorCode::BindingStartOver => {
        "The platform already knows of another account. Cancel this binding and begin again."
    }
    ErrorCode::BindingUnavailable => {
        "This installation cannot speak to this platform. Ask whoever runs it."
    }
    ErrorCode::BindingWayUnknown => "Choose one of the ways to authorise the channel.",
    ErrorCode::ChannelTypeMissing => "Choose a channel type.",
    ErrorCode::ChannelTypeUnknown => "Choose one of the six channel types.",
    ErrorCode::ChannelNameEmpty => "Enter a channel name.",
    ErrorCode::ChannelNameTooLong => "Shorten the channel name to 50 characters or fewer.",
    ErrorCode::ChannelNameInvalid => {
        "The channel name contains an invisible control character. Type it again without \
         pasting."
    }
    ErrorCode::ChannelNameAlreadyUsed => "You already have a channel of this type with this name.",
    ErrorCode::ChannelRemarksTooLong => "Shorten the remarks to 150 characters or fewer.",
    ErrorCode::ChannelRemarksInvalid => {
        "The remarks contain an invisible control character. Type them again without pasting."
    }
    ErrorCode::ChannelQuotaExceeded => "All channels of your quota are in use.",
    ErrorCode::ChannelCreationKeyUsed => "This form has already created a channel.",
    ErrorCode::ChannelNotFound => "There is no channel with this ID. It may have been deleted.",
    ErrorCode::ChannelEditConflict => {
        "Somebody else changed the channel since you opened it. Nothing was overwritten."
    }
    ErrorCode::ChannelBoundCannotDelete => {
        "A bound channel cannot be deleted. Ask your account manager to unbind it first."
    }
    ErrorCode::ChannelNameNotConfirmed => "Type the channel’s name exactly as it is shown.",
    ErrorCode::ChannelDeletionNotConfirmed => "Tick this to confirm it.",
    ErrorCode::ChannelHoursBackwards => {
        "The end has to come after the beginning. What is open past midnight is open on the next \
         day, too: end here at 00:00 and begin there at 00:00."
    }
    ErrorCode::ChannelHoursIncomplete => {
        "An opening needs both a beginning and an end; a closed day has neither."
    }
    ErrorCode::ChannelHoursInvalid => "Type times of day such as 09:30.",
    ErrorCode::ChannelHoursOverlap => "The two openings overlap.",
    ErrorCode::ChannelLanguageUnknown => "Choose one of the languages.",
    ErrorCode::ChannelPhoneInvalid => {
        "Type the number in international form, such as +81 3 1234 5678."
    }
    ErrorCode::ChannelSettingInvalid => {
        "The text has invisible control characters, or a line break where one line is wanted."
    }
    ErrorCode::ChannelSettingTooLong => "This is longer than the limit below the field.",
    ErrorCode::ChannelSettingsBeingPassedOn => {
        "The account is being told at this moment. Look again shortly."
    }
    ErrorCode::ChannelSettingsNotBound => "The channel has no account that could be told.",
    ErrorCode::ChannelTimeZoneMissing => "Say in which time zone the hours are.",
    ErrorCode::ChannelTimeZoneUnknown => {
        "There is no time zone of this name. Names look like Asia/Tokyo."
    }
    ErrorCode::ChannelWebsiteInvalid => "Type a whole address, such as https://www.example.com.",
    ErrorCode::ChannelRequestAccountFree => {
        "No other channel holds the account, or no account was chosen yet. Go on binding the \
         channel."
    }
    ErrorCode::ChannelRequestHolderBusy => {
        "The account is being bound, released or kept for a day at the moment, so there is \
         nothing to unbind. Decide again later."
    }
    ErrorCode::ChannelRequestNotOpen => {
        "This request was decided or withdrawn, or the channel never had it."
    }
    ErrorCode::ChannelRequestOpen => {
        "This channel has an open request already. Withdraw it to ask for something else."
    }
    ErrorCode::ContactEmpty => "Enter how your account manager reaches you.",
    ErrorCode::ContactTooLong => "Shorten the contact to 200 characters or fewer.",
    ErrorCode::ContactInvalid => {
        "The contact contains an invisible control character. Type it again without pasting."
    }
    ErrorCode::CountryMissing => "Choose a country or region.",
    ErrorCode::CountryUnknown => "Choose a country or region from the list.",
    ErrorCode::CustomerMissing => "Choose the customer whose channel it is.",
    ErrorCode::CustomerUnknown => {
        "Choose one of your customers. The relation with this one may have ended."
    }
    ErrorCode::CustomerNotFound => {
        "There is no such customer or request any more. Somebody else may have ended it."
    }
    ErrorCode::CustomerIdInvalid => {
        "Enter the ID of another organisation. It begins with tn_ and has 29 characters."
    }
    ErrorCode::CustomerAlready => "This organisation is your customer already.",
    ErrorCode::CustomerTooManyRequests => {
        "100 requests are open. Withdraw one before you ask again."
    }
    ErrorCode::CustomerHasMembers => {
        "Somebody belongs to this customer already. Its own admins invite others."
    }
    ErrorCode::CustomerNotVerified => {
        "The customer is being verified. An account manager does this; until then no channels can be created for it."
    }
    ErrorCode::CustomerNotActivated => {
        "The customer is verified. Channels can be created once one of its own admins activates the service."
    }
    ErrorCode::CustomerSuspended => {
        "The customer is suspended: everything can be seen, but nothing can be changed. Ask the account manager."
    }
    ErrorCode::EmailEmpty => "Enter an e-mail address.",
    ErrorCode::EmailInvalid => "Enter an e-mail address such as ada@example.com.",
    ErrorCode::EmailTaken => {
        "There is an account with this e-mail address already. Sign in with it."
    }
    ErrorCode::EmailUnchanged => "This is your e-mail address already. Enter another one.",
    ErrorCode::LinkInvalid => {
        "This link does not work any more: it has been used or replaced, or is too old. Ask \
         for a new one."
    }
    ErrorCode::ListFilterInvalid => {
        "The address asks for a filter or an order that this list does not have."
    }
    ErrorCode::ListCursorInvalid => {
        "The address names a place in the list that does not exist. Start from the first page."
    }
    ErrorCode::MailNotConfigured => "No mail can be sent here. Ask whoever runs this console.",
    ErrorCode::MailTooMany => "Too many mails were asked for. Try again later.",
    ErrorCode::MemberLastAdmin => {
        "An organisation keeps at least one admin. Make somebody else an admin first."
    }
    ErrorCode::MemberNotFound => {
        "There is no such member or invitation any more. Somebody else may have changed it."
    }
    ErrorCode::MemberRoleUnknown => "Choose one of the three roles.",
    ErrorCode::MessageChannelNotBound => "This channel holds no account to send from.",
    ErrorCode::MessageRecipientInvalid => {
        "Say whom the message goes to, in at most 254 characters."
    }
    ErrorCode::MessageTextInvalid => "Write a text of at most 4,096 characters.",
    ErrorCode::OpenIdAnswerUnknown => {
        "This way of signing in took longer than 10 minutes, was used already, or began in another \
         browser. Try again."
    }
    ErrorCode::OpenIdClocksDiffer => {
        "Your sign-in provider's answer is too old or from the future: the clocks differ. Tell \
         whoever runs this console."
    }
    ErrorCode::OpenIdCodeRefused => {
        "Your sign-in provider did not confirm its own answer. Try again; if it stays so, tell \
         whoever runs this console."
    }
    ErrorCode::OpenIdDenied => {
        "Your sign-in provider did not let you in, or you cancelled there. Nothing was changed."
    }
    ErrorCode::OpenIdEmailUnconfirmed => {
        "Your sign-in provider does not confirm that the invited e-mail address is yours. Sign in \
         there with the account that has it."
    }
    ErrorCode::OpenIdIdentityNotFound => {
        "There is no such linked account. It may have been unlinked already."
    }
    ErrorCode::OpenIdIdentityTaken => {
        "This account is linked with somebody else here, or you have linked another one already."
    }
    ErrorCode::OpenIdIdentityUnknown => {
        "Nobody who may sign in here is linked with this account. If you have a password, sign in \
         with it and link the account on your account page."
    }
    ErrorCode::OpenIdNotFresh => {
        "Your sign-in provider does not say that it asked you again. Confirm with your password \
         instead, or ask whoever runs this console."
    }
    ErrorCode::OpenIdOnlyWayIn => {
        "You have no password: without this account you could not sign in any more."
    }
    ErrorCode::OpenIdOtherPerson => {
        "This account belongs to somebody else. Use your own one at your sign-in provider."
    }
    ErrorCode::OpenIdTokenInvalid => {
        "Your sign-in provider's answer cannot be trusted. Try again; if it stays so, tell whoever \
         runs this console."
    }
    ErrorCode::OpenIdUnavailable => {
        "Your sign-in provider cannot be reached at the moment. Try again in a moment, or sign in \
         with your password."
    }
    ErrorCode::PageNotFound => "There is no page at this address.",
    ErrorCode::PasskeyExpired => "The passkey came too late, or was used already. Try again.",
    ErrorCode::PasskeyKnown => "This passkey has been added already.",
    ErrorCode::PasskeyNameEmpty => "Enter a name for the passkey.",
    ErrorCode::PasskeyNameInvalid => {
        "The passkey's name contains an invisible control character. Type it again without pasting."
    }
    ErrorCode::PasskeyNameTooLong => "Shorten the name to 50 characters or fewer.",
    ErrorCode::PasskeyNotFound => "There is no such passkey. It may have been removed.",
    ErrorCode::PasskeyRefused => {
        "This passkey does not let you in. Use another one, or your password."
    }
    ErrorCode::PasskeyTooMany => "You have 20 passkeys. Remove one that you no longer use.",
    ErrorCode::PasswordEmpty => "Enter a password.",
    ErrorCode::PasswordTooShort => "Use a password of at least 12 characters.",
    ErrorCode::PasswordTooLong => "Shorten the password to 128 characters or fewer.",
    ErrorCode::PasswordInvalid => {
        "The password contains an invisible control character, such as a line break. Type it \
         instead."
    }
    ErrorCode::PasswordCommon => {
        "This password is among the first that others would try. Choose another one."
    }
    ErrorCode::PasswordWrong => "This is not your password. Type it again.",
    ErrorCode::PermissionDenied => {
        "Your role does not allow this. Ask an admin of your organisation."
    }
    ErrorCode::PersonNameEmpty => "Enter your name.",
    ErrorCode::PersonNameTooLong => "Shorten the name to 100 characters or fewer.",
    ErrorCode::PersonNameInvalid => {
        "The name contains an invisible control character. Type it again without pasting."
    }
    ErrorCode::ProviderRightMissing => {
        "Your organisation is not a service provider. Your account manager grants this right."
    }
    ErrorCode::ProviderNotFound => {
        "There is no such service provider or request any more. It may have been withdrawn or ended."
    }
    ErrorCode::ProviderAlready => {
        "Your organisation has a service provider, or is one itself. End that first."
    }
    ErrorCode::QuotaInvalid => "Enter a whole number from 0 to 100,000.",
    ErrorCode::QuotaNotHigher => "Enter a number above your present quota.",
    ErrorCode::QuotaRequestNotOpen => {
        "This request is no longer open: somebody has decided or withdrawn it."
    }
    ErrorCode::QuotaRequestOpen => {
        "There is an open request already. Withdraw it to ask for something else."
    }
    ErrorCode::ReasonEmpty => "Say why, in a few words.",
    ErrorCode::ReasonTooLong => "Shorten the text to 500 characters or fewer.",
    ErrorCode::ReasonInvalid => {
        "The text contains an invisible control character. Type it again without pasting."
    }
    ErrorCode::RegistrationNumberEmpty => "Enter the registration number.",
    ErrorCode::RegistrationNumberTooLong => {
        "Shorten the registration number to 50 characters or fewer."
    }
    ErrorCode::RegistrationNumberInvalid => {
        "The registration number contains an invisible control character. Type it again without pasting."
    }
    ErrorCode::RequestMalformed => "The request could not be read. Open the page again.",
    ErrorCode::RequestFieldMissing => "The form came incomplete. Open the page again.",
    ErrorCode::RequestFieldUnknown => {
        "The form came with a field it does not have. Open the page again."
    }
    ErrorCode::RequestMethodNotAllowed => "This address cannot be used in this way.",
    ErrorCode::RequestTimeout => "The request took too long to arrive. Try again.",
    ErrorCode::RequestTooLarge => "The request is too large.",
    ErrorCode::RequestAddressTooLong => "The address is too long.",
    ErrorCode::RequestMediaTypeUnsupported => "The request is not a form of this console.",
    ErrorCode::RequestCrossSite => {
        "The request came from another site and was refused for your safety."
    }
    ErrorCode::SecondFactorAlreadySet => "You have a second factor already.",
    ErrorCode::SecondFactorCodeEmpty => "Enter a code.",
    ErrorCode::SecondFactorCodeInvalid => {
        "A code has six digits, a recovery code sixteen letters and digits."
    }
    ErrorCode::SecondFactorCodeWrong => {
        "This code is wrong, too old, or has been used. Wait for the next one."
    }
    ErrorCode::SecondFactorNeeded => "Account managers need a second factor here. Set it up first.",
    ErrorCode::SecondFactorNotSet => {
        "You have no second factor. It may have been turned off elsewhere."
    }
    ErrorCode::ServiceInternal => {
        "The request could not be completed. The error was logged under the ID below."
    }
    ErrorCode::ServiceNotActivated => {
        "Your organisation is verified. Channels can be created once an admin of your \
         organisation activates the service."
    }
    ErrorCode::ServiceUnavailable => {
        "The database cannot be reached at the moment. Nothing was changed; try again in a \
         moment."
    }
    ErrorCode::SessionMissing => {
        "You are not signed in, or your session has ended. Nothing was changed: sign in, then \
         send the form again."
    }
    ErrorCode::SessionNotFresh => "This needs your password again. Nothing was changed.",
    ErrorCode::SessionNotFound => "There is no such session. It may have ended already.",
    ErrorCode::SignInExpired => {
        "The sign-in took too long, or has been used. Please sign in again."
    }
    ErrorCode::SignInRefused => "The e-mail address or the password is not right.",
    ErrorCode::SignInTooManyAttempts => "Too many wrong attempts. Wait a while, then try again.",
    ErrorCode::TenantNameEmpty => "Enter the name of the organisation.",
    ErrorCode::TenantNameTooLong => {
        "Shorten the name of the organisation to 200 characters or fewer."
    }
    ErrorCode::TenantNameInvalid => {
        "The name of the organisation contains an invisible control character. Type it again \
         without pasting."
    }
    ErrorCode::TenantMissing => {
        "You belong to no organisation. Ask an admin of one for an invitation."
    }
    ErrorCode::TenantNotFound => "There is no organisation with this ID.",
    ErrorCode::TenantNotVerified => {
        "Your organisation is being verified. Your account manager does this; until then no \
         channels can be created."
    }
    ErrorCode::TenantOtherState => {
        "This cannot be done in the present state of the organisation. Somebody else may have \
         changed it, or it was done already."
    }
    ErrorCode::TenantCorrected => {
        "The organisation has changed what it says about itself since you opened the page. Look \
         at it again before you decide."
    }
    ErrorCode::TenantSuspended => {
        "Your organisation is suspended: everything can be seen, but nothing can be changed. \
         Ask your account manager."
    }
    ErrorCode::WebhookUrlEmpty => "Enter the address of your endpoint.",
    ErrorCode::WebhookUrlTooLong => "The address is longer than 500 characters. Shorten it.",
    ErrorCode::WebhookUrlInvalid => {
        "Enter an address that begins with https:// and has no user, fragment or white space."
    }
};
