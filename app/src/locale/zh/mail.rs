use domain::mail::MailState;

use super::people::waiting_time;
use crate::locale::mail_texts::{EmailChangeTexts, ForgotPasswordTexts, MailTexts};

pub(super) const MAIL: MailTexts = MailTexts {
    invitation_subject: |organisation| format!("邀请您加入“{organisation}”（Suiro）"),
    invitation: |organisation, role, link| {
        format!(
            "您受邀加入 Suiro 上的“{organisation}”，角色：{role}。\n\n\
             请打开以下链接加入。链接 7 天内有效，且只能使用一次：\n\n{link}\n\n\
             如果您不了解此邀请，请忽略本邮件。"
        )
    },
    password_reset_subject: "重设密码",
    password_reset: |name, link| {
        format!(
            "{name}，您好：\n\n\
             我们收到了重设您的 Suiro 账户密码的请求。如果是您本人操作，请通过以下链接设置\
             新密码。链接 1 小时内有效，且只能使用一次：\n\n{link}\n\n\
             如果不是您本人操作，请忽略本邮件，您的密码不会更改。"
        )
    },
    email_change_subject: "确认电子邮件地址",
    email_change: |name, link| {
        format!(
            "{name}，您好：\n\n\
             如需今后使用此电子邮件地址登录 Suiro，请打开以下链接进行确认。链接 1 小时内有效，\
             且只能使用一次：\n\n{link}\n\n\
             如果不是您本人操作，请忽略本邮件。"
        )
    },
    password_changed_subject: "您的密码已更改",
    password_changed: |moment, address| {
        format!(
            "您的 Suiro 账户密码已于 {moment} 更改，其他会话均已结束。\n\n\
             如果不是您本人操作，请立即重新设置密码，并联系此控制台的运维人员：\n\n{address}"
        )
    },
    email_changed_subject: "您的电子邮件地址已更改",
    email_changed: |moment| {
        format!(
            "您的 Suiro 账户的电子邮件地址已于 {moment} 更改。今后请使用新地址登录，此地址\
             不能再用于登录。\n\n\
             如果不是您本人操作，请立即联系此控制台的运维人员。"
        )
    },
    footer: |url| format!("-- \nSuiro {url}\n本邮件由系统自动发送，请勿回复。"),
    state: |state| match state {
        MailState::Waiting => "邮件等待发送。",
        MailState::Sent => "邮件已发送。",
        MailState::GivenUp => "邮件未能发送。如需新的链接，请重新邀请。",
    },
    on_its_way: |email| {
        format!(
            "含有链接的邮件即将发送到 {email}。如果对方未收到，请复制此链接并发送给对方。链接仅显示\
             这一次，7 天内有效，且只能使用一次。"
        )
    },
    wait: |seconds| format!("请求邮件的次数过多，请在 {}后重试。", waiting_time(seconds)),
};

pub(super) const FORGOT_PASSWORD: ForgotPasswordTexts = ForgotPasswordTexts {
    heading: "忘记密码？",
    introduction: "请输入用于登录的电子邮件地址。您将收到一个用于设置新密码的链接。",
    send: "发送链接",
    sent_notice: "如果此地址有对应的账户，含有链接的邮件即将发出。链接 1 小时内有效，且只能使用\
                  一次。",
};

pub(super) const EMAIL_CHANGE: EmailChangeTexts = EmailChangeTexts {
    heading: "更改电子邮件地址",
    explanation: "用于登录。系统会向新地址发送一个链接，打开链接确认后更改才会生效。",
    new_email: "新的电子邮件地址",
    send: "发送链接",
    confirm_first: "如需更改电子邮件地址，请先确认密码。",
    without_mail: "如需更改，请联系此控制台的运维人员。",
    asked_notice: "含有链接的邮件即将发送到新地址；如果该地址已用于其他账户，则不会发送。链接 \
                   1 小时内有效，且只能使用一次。",
    changed_notice: "电子邮件地址已更改，其他会话均已结束。",
    sign_in_notice: "电子邮件地址已更改，请使用新地址登录。",
    confirm_heading: "确认新的电子邮件地址",
    confirm_introduction: |before, after| {
        format!(
            "今后您将使用 {after} 登录，不再使用 {before}。您在其他所有浏览器中的登录都将退出。"
        )
    },
    confirm: "使用此地址",
};
