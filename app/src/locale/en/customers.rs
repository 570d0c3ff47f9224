use crate::locale::customer_texts::{CustomerTexts, ProviderTexts};

pub(super) const CUSTOMERS: CustomerTexts = CustomerTexts {
    introduction: "The organisations whose channels you manage.",
    search_hint: "Name or ID",
    customer: "Customer",
    state: "State",
    all_states: "All states",
    channels: "Channels",
    usage: |used, quota| format!("{used} of {quota}"),
    since: "Registered",
    show_channels: "Channels",
    show_channels_of: |name| format!("Channels of {name}"),
    none_heading: "No customers yet",
    none_explanation: "Create a customer, or ask an organisation that uses this console for its \
                       consent.",
    no_match: "No customer matches.",
    new_customer: "New customer",
    back: "All customers",
    create_heading: "Create a customer",
    create_explanation: "For a company that does not use this console yet. An account manager \
                         verifies it, and its own admin activates the service; then you can create \
                         channels for it.",
    admin_email: "E-mail address of its admin",
    create: "Create customer",
    created_notice: |name, email| {
        format!("{name} is your customer. The invitation for {email} is ready.")
    },
    created_next: "Next: an account manager verifies the company, and its admin activates the \
                   service.",
    ask_heading: "Ask for consent",
    ask_explanation: "For a company that uses this console already. One of its admins finds the ID \
                      on the page Service provider, and accepts or declines there.",
    customer_id: "ID of the organisation",
    ask: "Ask for consent",
    asked_notice: "If there is an organisation with this ID, its admins can now accept or decline.",
    requests_heading: "Open requests",
    requests_explanation: "Until an organisation accepts, you see nothing of it but the ID you \
                           entered.",
    asked_at: "Asked",
    withdraw: "Withdraw",
    withdraw_named: |id| format!("Withdraw the request to {id}"),
    withdrawn_notice: "The request was withdrawn.",
    invite_heading: "Invite its admin again",
    invite_explanation: "Nobody belongs to this customer yet. A new invitation takes the place of \
                         the one before.",
    invite: "Invite",
    end_heading: "End the relation",
    end_explanation: |name| {
        format!(
            "You see and change nothing of {name} any more, from the next page on. Its channels \
             stay. Only {name} can let you in again."
        )
    },
    end: "End the relation",
    ended_notice: "The relation was ended. The organisation is no longer your customer.",
    confirm_first: "To make changes here, confirm your password first.",
    only_admins: "Admins create customers, ask for consent and end relations.",
    channels_introduction: "Each channel is one identity of you or of a customer on one messaging platform.",
    all_customers: "All customers",
    incomplete: "Not all customers fit into this list.",
    all_link: "Find the others on the Customers page.",
    choose: "Choose a customer",
    choose_hint: "Whose channel it is. Cannot be changed later.",
    acting: |name| format!("You are acting for your customer {name}."),
    quota_used_up: |name, quota| {
        format!(
            "All {quota} channels of {name} are in use. Delete one that is no longer needed, or \
             ask the account manager to raise the quota."
        )
    },
};

pub(super) const PROVIDER: ProviderTexts = ProviderTexts {
    introduction: "A service provider manages your channels for you: it sees, creates, edits and \
                   deletes them. Members, audit log and service stay yours alone.",
    own_id: "A service provider asks for your consent by the ID of your organisation:",
    none: "Your organisation has no service provider.",
    current_heading: "Your service provider",
    current: |name| format!("{name} manages your channels."),
    without_right: "It has no right to do so at present: nobody of it can see or change anything.",
    end: "End the relation",
    end_explanation: |name| {
        format!(
            "{name} sees and changes nothing any more, from its next page on. Your channels stay."
        )
    },
    asking: |names| format!("Asking for your consent to manage your channels: {names}."),
    requests_heading: "Asking for your consent",
    accept_explanation: "Accept only whom you know: from then on they manage your channels.",
    end_first: "You can have one service provider. End the relation with yours before you accept \
                another one.",
    asked_at: "Asked",
    accept: "Accept",
    accept_named: |name| format!("Accept {name}"),
    decline: "Decline",
    decline_named: |name| format!("Decline {name}"),
    accepted_notice: "The service provider can manage your channels now.",
    declined_notice: "The request was declined.",
    ended_notice: "The relation was ended. The service provider sees nothing of yours any more.",
    confirm_first: "To accept, decline or end a relation, confirm your password first.",
    only_admins: "Admins of your organisation accept, decline and end relations.",
};
