use domain::mail::MailState;

use super::people::waiting_time;
use crate::locale::mail_texts::{EmailChangeTexts, ForgotPasswordTexts, MailTexts};

pub(super) const MAIL: MailTexts = MailTexts {
    invitation_subject: |organisation| format!("「{organisation}」への招待（Suiro）"),
    invitation: |organisation, role, link| {
        format!(
            "Suiro の「{organisation}」に招待されました。ロール: {role}\n\n\
             次のリンクを開いて参加してください。使用できるのは 7 日以内に 1 回です。\n\n{link}\n\n\
             お心当たりがない場合は、このメールを破棄してください。"
        )
    },
    password_reset_subject: "パスワードの再設定",
    password_reset: |name, link| {
        format!(
            "{name} 様\n\n\
             Suiro のパスワードを再設定する依頼を受け付けました。ご本人の依頼の場合は、次のリンク\
             から新しいパスワードを設定してください。使用できるのは 1 時間以内に 1 回です。\n\n\
             {link}\n\n\
             お心当たりがない場合は、このメールを破棄してください。パスワードは変更されません。"
        )
    },
    email_change_subject: "メールアドレスの確認",
    email_change: |name, link| {
        format!(
            "{name} 様\n\n\
             今後このメールアドレスで Suiro にサインインするには、次のリンクを開いて確認して\
             ください。使用できるのは 1 時間以内に 1 回です。\n\n{link}\n\n\
             お心当たりがない場合は、このメールを破棄してください。"
        )
    },
    password_changed_subject: "パスワードが変更されました",
    password_changed: |moment, address| {
        format!(
            "{moment} に、Suiro のアカウントのパスワードが変更されました。ほかのセッションはすべて\
             終了しました。\n\n\
             お心当たりがない場合は、直ちに新しいパスワードを設定し、このコンソールの運用担当者に\
             ご連絡ください。\n\n{address}"
        )
    },
    email_changed_subject: "メールアドレスが変更されました",
    email_changed: |moment| {
        format!(
            "{moment} に、Suiro のアカウントのメールアドレスが変更されました。今後は新しいメール\
             アドレスでサインインしてください。このメールアドレスではサインインできません。\n\n\
             お心当たりがない場合は、直ちにこのコンソールの運用担当者にご連絡ください。"
        )
    },
    footer: |url| {
        format!("-- \nSuiro {url}\nこのメールは自動送信です。返信いただいてもお答えできません。")
    },
    state: |state| match state {
        MailState::Waiting => "メールは送信待ちです。",
        MailState::Sent => "メールを送信しました。",
        MailState::GivenUp => {
            "メールを送信できませんでした。もう一度招待すると、新しいリンクをコピーできます。"
        }
    },
    on_its_way: |email| {
        format!(
            "{email} にリンクを記載したメールを送信します。届かない場合は、このリンクをコピーして、\
             相手に送ってください。リンクが表示されるのは今回だけです。使用できるのは 7 日以内に \
             1 回です。"
        )
    },
    wait: |seconds| {
        format!("メールの依頼が多すぎます。{}後にもう一度お試しください。", waiting_time(seconds))
    },
};

pub(super) const FORGOT_PASSWORD: ForgotPasswordTexts = ForgotPasswordTexts {
    heading: "パスワードをお忘れの場合",
    introduction: "サインインに使用するメールアドレスを入力してください。新しいパスワードを設定\
                   するためのリンクをお送りします。",
    send: "リンクを送信",
    sent_notice: "このメールアドレスのアカウントがある場合は、リンクを記載したメールをお送り\
                  します。リンクを使用できるのは 1 時間以内に 1 回です。",
};

pub(super) const EMAIL_CHANGE: EmailChangeTexts = EmailChangeTexts {
    heading: "メールアドレスの変更",
    explanation: "サインインに使用します。新しいアドレスにリンクをお送りします。リンクを開いて\
                  確認すると変更されます。",
    new_email: "新しいメールアドレス",
    send: "リンクを送信",
    confirm_first: "メールアドレスを変更するには、先にパスワードを確認してください。",
    without_mail: "変更するには、このコンソールの運用担当者にご依頼ください。",
    asked_notice: "新しいメールアドレスに、リンクを記載したメールをお送りします。すでに使用されて\
                   いるアドレスには送信されません。リンクを使用できるのは 1 時間以内に 1 回です。",
    changed_notice: "メールアドレスを変更しました。ほかのセッションはすべて終了しました。",
    sign_in_notice: "メールアドレスを変更しました。新しいメールアドレスでサインインしてください。",
    confirm_heading: "新しいメールアドレスの確認",
    confirm_introduction: |before, after| {
        format!(
            "今後は {before} の代わりに {after} でサインインします。変更すると、ほかのすべての\
             ブラウザーからサインアウトします。"
        )
    },
    confirm: "このアドレスを使用",
};
