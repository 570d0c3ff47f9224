use crate::locale::texts::{
    AccountTexts, ConfirmTexts, InvitationTexts, MemberTexts, PasswordResetTexts, SetUpTexts,
    SignInTexts,
};

pub(super) const SIGN_IN: SignInTexts = SignInTexts {
    heading: "サインイン",
    sign_in: "サインイン",
    forgotten: "パスワードをお忘れの場合は、このコンソールの運用担当者に、パスワードを設定し直す\
                ためのリンクをご依頼ください。",
    signed_out_notice: "サインアウトしました。",
    password_set_notice: "新しいパスワードを設定しました。新しいパスワードでサインインして\
                          ください。",
    wait: |seconds| {
        format!(
            "誤った入力が続いたため、一時的に制限しています。{}後にもう一度お試しください。",
            waiting_time(seconds)
        )
    },
};

pub(super) fn waiting_time(seconds: i64) -> String {
    if seconds < 120 { format!("{seconds} 秒") } else { format!("{} 分", (seconds + 59) / 60) }
}

pub(super) const CONFIRM: ConfirmTexts = ConfirmTexts {
    heading: "パスワードの確認",
    explanation: "最後にパスワードを入力してから 10 分以上経過しています。この操作を続けるには、\
                  パスワードをもう一度入力してください。",
    again: "変更はまだ行われていません。パスワードを入力してから、変更をもう一度行ってください。",
    confirm: "続ける",
};

pub(super) const SET_UP: SetUpTexts = SetUpTexts {
    heading: "Suiro のセットアップ",
    introduction: "最初のユーザーとして、ご自身のアカウントと組織を作成します。作成後に、ほかの\
                   メンバーを招待できます。",
    email_hint: "サインインに使用します。",
    organisation_hint: "ここでチャンネルを管理する会社の名称です。",
    set_up: "セットアップ",
};

pub(super) const PASSWORD_RESET: PasswordResetTexts = PasswordResetTexts {
    heading: "新しいパスワードの設定",
    introduction: "設定すると、現在サインイン中のすべてのブラウザーからサインアウトします。",
    set_password: "パスワードを設定",
};

pub(super) const INVITATION: InvitationTexts = InvitationTexts {
    heading: |organisation| format!("「{organisation}」に参加"),
    invited: |email, role| format!("{email} 宛ての招待です。ロール: {role}"),
    join: "参加",
    has_account: "すでにアカウントをお持ちです。サインインすると、この招待に戻ります。",
    other_person: |viewer| {
        format!(
            "現在 {viewer} としてサインインしていますが、この招待は別の方に宛てたものです。\
             参加するには、サインアウトしてください。"
        )
    },
};

pub(super) const MEMBERS: MemberTexts = MemberTexts {
    introduction: "この組織のメンバーと、それぞれの権限です。",
    only_admins: "招待、ロールの変更、メンバーの削除は、管理者が行えます。",
    confirm_first: "招待、ロールの変更、メンバーの削除を行うには、先にパスワードを確認して\
                    ください。",
    invite_heading: "メンバーの招待",
    invite: "招待",
    invited_notice: |email| format!("{email} 宛ての招待を作成しました。"),
    link_explanation: "このリンクをコピーして、相手に送ってください。リンクが表示されるのは今回\
                       だけです。使用できるのは 7 日以内に 1 回です。",
    copy_link: "リンクをコピー",
    role_changed_notice: "ロールを変更しました。",
    removed_notice: "メンバーを組織から削除しました。",
    revoked_notice: "招待を取り消しました。リンクは使用できなくなりました。",
    name: "名前",
    joined: "参加日時",
    yourself: "（自分）",
    disabled: "無効",
    role_of: |name| format!("{name} さんのロール"),
    change_role: "変更",
    change_role_of: |name| format!("{name} さんのロールを変更"),
    remove: "削除",
    remove_named: |name| format!("{name} さんを削除"),
    remove_explanation: |name| {
        format!("{name} さんは、この組織を直ちに利用できなくなります。履歴は残ります。")
    },
    remove_for_good: "組織から削除",
    invitations_heading: "回答待ちの招待",
    expires: "有効期限",
    revoke: "取り消す",
    revoke_named: |email| format!("{email} 宛ての招待を取り消す"),
    roles_heading: "ロール",
};

pub(super) const ACCOUNT: AccountTexts = AccountTexts {
    password_heading: "パスワード",
    current_password: "現在のパスワード",
    new_password_hint: "12 文字以上。複数の単語を組み合わせると覚えやすくなります。",
    password_explanation: "変更すると、ほかのすべてのブラウザーからサインアウトします。",
    change_password: "パスワードを変更",
    password_changed_notice: "パスワードを変更しました。ほかのセッションはすべて終了しました。",
    sessions_heading: "セッション",
    sessions_explanation: "現在サインイン中のブラウザーです。心当たりのないものは終了し、\
                           パスワードを変更してください。",
    unknown_browser: "不明なブラウザー",
    this_session: "このセッション",
    signed_in_at: "サインイン:",
    last_seen: "最終利用:",
    end: "終了",
    end_named: |browser, address| format!("{browser}（{address}）のセッションを終了"),
    end_others: "ほかのセッションをすべて終了",
    session_ended_notice: "セッションを終了しました。",
    others_ended_notice: "ほかのセッションをすべて終了しました。",
    tenants_heading: "組織",
    no_tenants: "所属している組織はありません。",
    this_tenant: "現在の組織",
    switch: "切り替え",
    switch_to: |organisation| format!("「{organisation}」に切り替え"),
};
