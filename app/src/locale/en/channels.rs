use domain::channel::{ChannelType, Lifecycle};

use crate::locale::texts::{DeleteTexts, DetailTexts, FormTexts, ListTexts};

pub(super) const LIST: ListTexts = ListTexts {
    introduction: "Each channel is one identity of your company on one messaging platform.",
    usage: |used, quota| format!("{used} of {quota} channels"),
    quota_used_up: |quota| {
        format!("All {quota} channels are in use. Delete one that you no longer need.")
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
};

pub(super) const FORM: FormTexts = FormTexts {
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
};

pub(super) const DETAIL: DetailTexts = DetailTexts {
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
    history_refused: "refused",
    history_before: "before",
    history_after: "after",
    history_nothing: "Nothing has happened yet.",
    danger: "Delete channel",
    delete_explanation: "Deletion is final. Only an Unbound channel can be deleted.",
    only_admins_delete: "Only admins of your organisation can delete a channel.",
    values_heading: "Name and remarks",
    only_operators_edit: "Operators and admins can change these.",
    back_to_list: "Back to all channels",
};

pub(super) const DELETE: DeleteTexts = DeleteTexts {
    heading: |name| format!("Delete “{name}”?"),
    consequences: "What happens",
    irreversible: "The channel and its settings are removed at once and cannot be brought back.",
    history_stays: "The audit log keeps who created, changed and deleted it.",
    quota_freed: "Its place in your quota becomes free.",
    dossier: "Download the dossier",
    dossier_explanation: "A file with the settings, history and counts of the channel, and a checksum. The audit log keeps the checksum.",
    no_running_business: "No business is running on this channel any more.",
    data_backed_up: "Important data of this channel has been backed up.",
    confirm_name: |name| format!("Type the channel’s name, {name}, to confirm"),
    delete_for_good: "Delete for good",
    bound_heading: "This channel cannot be deleted now",
    bound_explanation: "It is bound to an account. Ask your account manager to unbind it; \
                        then it can be deleted here.",
};
