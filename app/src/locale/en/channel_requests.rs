use crate::locale::{ChannelDeskTexts, ChannelRequestTexts};

pub(super) const CHANNEL_REQUEST: ChannelRequestTexts = ChannelRequestTexts {
    unbinding_heading: "Request unbinding",
    unbinding_explanation: "A bound channel cannot be deleted. Ask your account manager to \
                            unbind it: once they agree, the account is released at the \
                            platform, and the channel can be deleted or bound to another \
                            account.",
    reason_hint: "Your account manager reads it. At most 500 characters.",
    ask_unbinding: "Request unbinding",
    only_admins: "An admin of your organisation can request it.",
    withdraw: "Withdraw the request",
    asked_notice: "Your request has been sent to your account manager.",
    withdrawn_notice: "The request has been withdrawn.",
    claim_heading: "Claim the account",
    claim_explanation: |account| {
        format!(
            "{account} is bound to another channel of this console. Whose channel that is cannot be \
             shown here; your account manager can see it and decide."
        )
    },
    nothing_to_claim: "There is nothing to claim: no other channel holds the account, or none \
                       has been chosen yet. Go on binding the channel.",
    claim: "Claim the account",
    timeline_heading: "Requests to the account manager",
    unbinding: "Unbinding",
    claim_of: |account| format!("Claim of {account}"),
    open: "Waiting for your account manager.",
    withdrawn: "Withdrawn",
    approved: "Approved",
    rejected: "Rejected",
    settled: "Ended: the channel was bound",
};

pub(super) const CHANNEL_DESK: ChannelDeskTexts = ChannelDeskTexts {
    waiting: |count| match count {
        0 => "No request about a channel is waiting for a decision".to_owned(),
        1 => "1 request about a channel is waiting for a decision".to_owned(),
        _ => format!("{count} requests about channels are waiting for a decision"),
    },
    queue_heading: "Requests about channels",
    queue_introduction: "What organisations ask about their channels, oldest first. Decide on \
                         the page of the channel.",
    queue_empty: "No request is waiting",
    channel: "Channel",
    wish: "Request",
    reason: "Reason",
    asked_at: "Asked",
    channels_link: "Channels",
    channels_heading: |tenant| format!("Channels of {tenant}"),
    show: "Show",
    account: "Account",
    no_channels: "No channel in this state",
    back_to_channels: |tenant| format!("Channels of {tenant}"),
    holds_heading: "What the channel holds",
    holds_nothing: "The channel holds no account.",
    current: "Bound account",
    kept: "Account of before, kept for a way back",
    releasing: "Being released at the platform",
    being_bound: "Being bound",
    since: "Since",
    bound_by: "Bound by",
    kept_until: "Kept until",
    next_attempt: "Next attempt",
    attempts: "Attempts so far",
    decision_heading: "Decision",
    decision_explanation: "If you approve, the unbinding begins at once: the channel that has \
                           the account can no longer send or receive.",
    note_hint: "Both sides can read it. Needed to reject. At most 500 characters.",
    approve: "Approve",
    reject: "Reject",
    holder_heading: "Who has the account",
    holder_explanation: "The claimant is not told whose channel this is.",
    nobody_holds: "Nobody has the account any more: approving only tells the organisation so.",
    channel_is_gone: "The channel was deleted; the account is still being released.",
    unbind_heading: "Unbind",
    unbind_explanation: "The account is released at the platform at once, and the channel can \
                         no longer send or receive. An open request for it counts as approved.",
    unbind_hint: "The organisation can read it. At most 500 characters.",
    unbind: "Unbind the channel",
    give_up_heading: "Give up the release",
    give_up_explanation: "The platform does not let the account go. If you give up, the account \
                          is free here and the channel goes on; what the platform still knows, \
                          it keeps.",
    give_up: "Give up",
    given_up_notice: "The account is free here.",
    approved_notice: "The request has been approved.",
    rejected_notice: "The request has been rejected.",
    unbound_notice: "The unbinding has begun.",
};
