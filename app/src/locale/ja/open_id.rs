use crate::locale::OpenIdTexts;

pub(super) const OPEN_ID: OpenIdTexts = OpenIdTexts {
    sign_in_with: |provider| format!("{provider} でサインイン"),
    join_with: |provider| format!("{provider} で参加"),
    confirm_with: |provider| format!("{provider} で確認"),
    confirm_heading: "ご本人の確認",
    confirm_explanation: "最後に本人確認を行ってから 10 分以上経過しています。この操作を続けるには、\
                          もう一度本人確認を行ってください。",
    confirm_again: "変更はまだ行われていません。本人確認を行ってから、変更をもう一度行ってください。",
    leaving_heading: |provider| format!("{provider} へ移動"),
    leaving_explanation: "自動的に移動します。移動しない場合は、リンクを使用してください。",
    leaving_link: |provider| format!("{provider} へ進む"),
    heading: "連携アカウント",
    link_explanation: |provider| {
        format!("{provider} のアカウントを連携すると、そのアカウントでサインインできます。")
    },
    link: |provider| format!("{provider} と連携"),
    linked_at: "連携:",
    linked_notice: "アカウントを連携しました。今後はこのアカウントでサインインできます。",
    unlink: "連携を解除",
    unlink_named: |account| format!("{account} の連携を解除"),
    unlinked_notice: "連携を解除しました。このアカウントではサインインできなくなりました。",
    only_way_in: "パスワードが設定されておらず、サインインの手段がこのアカウントだけのため、連携を\
                  解除できません。",
    no_password: "パスワードは設定されていません。連携アカウントでサインインします。パスワードが必要な\
                  場合は、このコンソールの運用担当者に、パスワードを設定するためのリンクをご依頼ください。",
};
