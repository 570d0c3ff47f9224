use crate::locale::texts::HelpTexts;

pub(super) const HELP: HelpTexts = HelpTexts {
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
            &["It is Unbound: nothing ties it to an account on the platform yet. Bind it, and \
             grant every permission that the platform asks for on the way."],
        ),
        (
            "How do I delete a channel that is bound?",
            &["A bound channel cannot be deleted, so that no running business loses its channel \
             by a slip. Stop what runs on it, back up what you need, and ask your account \
             manager to unbind it. After that you can delete it yourself."],
        ),
        (
            "Can one channel have several accounts?",
            &["No. One channel is bound to exactly one account, and one account to one channel. \
             Create a channel for each further account."],
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
};
