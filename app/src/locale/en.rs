//! English.

use domain::channel::{BoundResource, ChannelType, Lifecycle, Prerequisite};
use domain::error_code::ErrorCode;
use domain::field_errors::Field;

use super::texts::{
    DeleteTexts, DetailTexts, ErrorPageTexts, FormTexts, HelpTexts, ListTexts, ShellTexts, Texts,
};

pub(super) const TEXTS: Texts = Texts {
    shell: ShellTexts {
        skip_to_content: "Skip to content",
        navigation: "Main navigation",
        channel_management: "Channel Management",
        help: "Help",
        language: "Language",
        theme: "Appearance",
        theme_system: "System",
        theme_light: "Light",
        theme_dark: "Dark",
        copy_id: "Copy ID",
        copied: "Copied",
    },
    list: ListTexts {
        introduction: "Each channel is one identity of your company on one messaging platform.",
        usage: |used, quota| format!("{used} of {quota} channels"),
        quota_used_up: |quota| {
            format!(
                "All {quota} channels are in use. Delete one you no longer need, or ask your \
                 account manager to raise the quota."
            )
        },
        create_channel: "Create Channel",
        search: "Search",
        search_hint: "Name, remarks or ID",
        all_types: "All types",
        all_statuses: "All statuses",
        apply: "Apply",
        clear_filters: "Clear filters",
        export_csv: "Export CSV",
        table_caption: "Channels",
        channel_name: "Channel Name",
        channel_type: "Channel Type",
        status: "Status",
        bound_resource: "Bound Resource",
        nothing_bound: "None yet",
        remarks: "Remarks",
        created: "Created",
        actions: "Actions",
        id: "ID",
        sort_ascending: "sorted ascending",
        sort_descending: "sorted descending",
        edit: "Edit",
        edit_named: |name| format!("Edit “{name}”"),
        delete: "Delete",
        delete_named: |name| format!("Delete “{name}”"),
        rows_per_page: "Rows per page",
        paging: "Pages",
        first_page: "First page",
        previous_page: "Previous",
        next_page: "Next",
        rows_shown: |rows| match rows {
            1 => "1 channel on this page".to_owned(),
            rows => format!("{rows} channels on this page"),
        },
        empty_heading: "No channels yet",
        empty_explanation: "A channel stands for one account on WhatsApp, Viber, Messenger, \
                            Instagram, SMS or Email. You create it here, bind it to the account, \
                            and from then on watch and maintain it in one place.",
        empty_first_step: "Creating a channel takes a type and a name. Nothing is sent or \
                           received until you bind it.",
        no_match_heading: "No channel matches",
        no_match_explanation: "No channel fits this search and these filters.",
        created_notice: |name| format!("Channel “{name}” was created."),
        next_step: |channel_type| match channel_type {
            ChannelType::WhatsApp => {
                "It is Unbound and cannot send or receive yet. Next: bind it to a WhatsApp \
                 business number."
            }
            ChannelType::Viber => {
                "It is Unbound and cannot send or receive yet. Next: bind it to a Viber business \
                 account."
            }
            ChannelType::Messenger => {
                "It is Unbound and cannot send or receive yet. Next: bind it to a Facebook Page."
            }
            ChannelType::Instagram => {
                "It is Unbound and cannot send or receive yet. Next: bind it to an Instagram \
                 professional account."
            }
            ChannelType::Sms | ChannelType::Email => {
                "It is Unbound and cannot send or receive yet. Next: activate the service and \
                 configure it."
            }
        },
        open_channel: "Open the channel",
        deleted_notice: "The channel was deleted for good.",
    },
    form: FormTexts {
        create_heading: "Create Channel",
        edit_heading: "Edit channel",
        channel_type: "Channel Type",
        channel_type_hint: "Cannot be changed later.",
        bound_resource: "Bound resource",
        prerequisite: "Prerequisite",
        no_prerequisite: "None",
        channel_name: "Channel Name",
        channel_name_hint: "Up to 50 characters. Names need not be unique.",
        remarks: "Remarks",
        remarks_hint: "Up to 150 characters.",
        required: "required",
        optional: "optional",
        ok: "OK",
        cancel: "Cancel",
        save: "Save",
        close: "Close",
        summary_heading: "Please correct the following",
        name_already_used: "You already have a channel of this type with this name. Press OK to \
                            create another one all the same.",
        conflict_heading: "Somebody else changed this channel in the meantime",
        conflict_explanation: "Your text is still in the form. Compare the two; Save puts yours \
                               in place of theirs.",
        conflict_theirs: "Saved by somebody else",
        conflict_yours: "Yours, not saved yet",
        creation_key_used: |name| {
            format!(
                "This form has already created the channel “{name}”. Press OK to create another \
                 one with the values below."
            )
        },
    },
    detail: DetailTexts {
        saved_notice: "The changes were saved.",
        life_cycle: "Life cycle",
        step_create: "Create",
        step_bind: "Bind",
        step_maintain: "Maintain",
        step_delete: "Delete",
        step_done: "done",
        step_current: "current step",
        next_action: |state| match state {
            Lifecycle::Unbound => {
                "Next: bind the channel to its account. Until then it can neither send nor receive."
            }
            Lifecycle::Binding => "The channel is being bound.",
            Lifecycle::Bound => "The channel is bound. Watch its health and keep it up to date.",
            Lifecycle::Unbinding => "The account is being released.",
        },
        properties: "Properties",
        prerequisites: "Before you bind",
        prerequisites_explanation: "Have this ready; most failed bindings lack one of these.",
        no_prerequisites: "This type needs nothing prepared.",
        no_remarks: "No remarks",
        last_changed: "Last changed",
        history: "History",
        history_created: "Created",
        history_edited: "Edited",
        history_deleted: "Deleted",
        history_refused: "refused",
        history_before: "before",
        history_after: "after",
        history_nothing: "Nothing has happened yet.",
        danger: "Delete channel",
        delete_explanation: "Deletion is final. Only an Unbound channel can be deleted.",
        back_to_list: "Back to all channels",
    },
    delete: DeleteTexts {
        heading: |name| format!("Delete “{name}”?"),
        consequences: "What happens",
        irreversible: "The channel and its settings are removed at once and cannot be brought back.",
        history_stays: "The audit log keeps who created, changed and deleted it.",
        quota_freed: "Its place in your quota becomes free.",
        no_running_business: "No business is running on this channel any more.",
        data_backed_up: "Important data of this channel has been backed up.",
        confirm_name: |name| format!("Type the channel’s name, {name}, to confirm"),
        delete_for_good: "Delete for good",
        bound_heading: "This channel cannot be deleted now",
        bound_explanation: "It is bound to an account. Ask your account manager to unbind it; \
                            then it can be deleted here.",
    },
    help: HelpTexts {
        heading: "Help",
        introduction: "What channels are, what each type needs, and answers to the usual \
                       questions.",
        types_heading: "The six channel types",
        types_explanation: "A channel is bound to exactly one account of its platform. Prepare \
                            what the last column names before you bind.",
        life_cycle_heading: "The life of a channel",
        life_cycle: [
            (
                "Create",
                "Choose a type and a name. The new channel is Unbound: it takes a place \
                        in your quota, but cannot send or receive.",
            ),
            (
                "Bind",
                "Tie the channel to one account of the platform and give it the permissions \
                      it asks for. Only now may it send.",
            ),
            (
                "Maintain",
                "Watch its state and figures, keep its settings up to date, and bind it \
                          again when the platform withdraws a permission.",
            ),
            (
                "Delete",
                "Have the account manager unbind it, then delete it here. A deleted \
                        channel does not come back.",
            ),
        ],
        questions_heading: "Questions",
        questions: &[
            (
                "How many channels can I create?",
                &["100 over all six types together. Deleted channels do not count. Your account \
                 manager can raise the number."],
            ),
            (
                "Why can a new channel not send?",
                &[
                    "It is Unbound: nothing ties it to an account on the platform yet. Bind it, and \
                 grant every permission that the platform asks for on the way.",
                ],
            ),
            (
                "How do I delete a channel that is bound?",
                &[
                    "A bound channel cannot be deleted, so that no running business loses its channel \
                 by a slip. Stop what runs on it, back up what you need, and ask your account \
                 manager to unbind it. After that you can delete it yourself.",
                ],
            ),
            (
                "Can one channel have several accounts?",
                &[
                    "No. One channel is bound to exactly one account, and one account to one channel. \
                 Create a channel for each further account.",
                ],
            ),
            (
                "Binding fails. What should I check?",
                &[
                    "First the prerequisites of the type, in the table above.",
                    "Then the account itself: is it active and in good standing on the platform?",
                    "Then run the authorisation again, signed in as a person who may manage the \
                 account, and grant every permission that is asked for.",
                ],
            ),
        ],
    },
    error_page: ErrorPageTexts {
        not_found_heading: "Not found",
        refused_heading: "This did not work",
        unavailable_heading: "Back in a moment",
        internal_heading: "Something went wrong on our side",
        code: "Code",
        trace_id: "Trace ID",
        trace_hint: "Name this ID when you ask for help; the log finds the request by it.",
        back: "Go to Channel Management",
        try_again: "Try again",
    },
    bound_resource: |resource| match resource {
        BoundResource::WhatsAppBusinessNumber => "WhatsApp business number",
        BoundResource::ViberBusinessAccount => "Viber business account",
        BoundResource::FacebookPage => "Facebook Page",
        BoundResource::InstagramProfessionalAccount => "Instagram professional account",
        BoundResource::ServiceConfiguration => "None: the service is activated and configured",
    },
    prerequisite: |prerequisite| match prerequisite {
        Prerequisite::VerifiedWaba => {
            "A registered WhatsApp Business Account (WABA) with completed business verification"
        }
        Prerequisite::FacebookBusinessManager => "A Facebook Business Manager account",
        Prerequisite::InstagramLinkedToPage => "The Instagram account is linked to a Facebook Page",
        Prerequisite::RegisteredSenderId => "A registered sender ID for international SMS",
        Prerequisite::AuthenticatedDomain => {
            "Sending preparations complete (the domain is authenticated)"
        }
    },
    lifecycle: |state| match state {
        Lifecycle::Unbound => "Unbound",
        Lifecycle::Binding => "Binding",
        Lifecycle::Bound => "Bound",
        Lifecycle::Unbinding => "Unbinding",
    },
    field: |field| match field {
        Field::ChannelType => "Channel Type",
        Field::Name | Field::ConfirmName => "Channel Name",
        Field::Remarks => "Remarks",
        Field::NoRunningBusiness => "No running business",
        Field::DataBackedUp => "Data backed up",
    },
    error: |code| match code {
        ErrorCode::ChannelTypeMissing => "Choose a channel type.",
        ErrorCode::ChannelTypeUnknown => "Choose one of the six channel types.",
        ErrorCode::ChannelNameEmpty => "Enter a channel name.",
        ErrorCode::ChannelNameTooLong => "Shorten the channel name to 50 characters or fewer.",
        ErrorCode::ChannelNameInvalid => {
            "The channel name contains an invisible control character. Type it again without \
             pasting."
        }
        ErrorCode::ChannelNameAlreadyUsed => {
            "You already have a channel of this type with this name."
        }
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
        ErrorCode::ListFilterInvalid => {
            "The address asks for a filter or an order that this list does not have."
        }
        ErrorCode::ListCursorInvalid => {
            "The address names a place in the list that does not exist. Start from the first page."
        }
        ErrorCode::PageNotFound => "There is no page at this address.",
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
        ErrorCode::ServiceInternal => {
            "The request could not be completed. The error was logged under the ID below."
        }
        ErrorCode::ServiceUnavailable => {
            "The database cannot be reached at the moment. Nothing was changed; try again in a \
             moment."
        }
    },
};
