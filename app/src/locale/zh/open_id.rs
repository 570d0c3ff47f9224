use crate::locale::OpenIdTexts;

pub(super) const OPEN_ID: OpenIdTexts = OpenIdTexts {
    sign_in_with: |provider| format!("使用 {provider} 登录"),
    join_with: |provider| format!("使用 {provider} 加入"),
    confirm_with: |provider| format!("使用 {provider} 确认"),
    confirm_heading: "确认您的身份",
    confirm_explanation: "距离上次确认身份已超过 10 分钟。如需继续此操作，请再次确认身份。",
    confirm_again: "尚未进行任何更改。请先确认身份，然后重新进行更改。",
    leaving_heading: |provider| format!("前往 {provider}"),
    leaving_explanation: "即将自动跳转。如果没有跳转，请点击链接。",
    leaving_link: |provider| format!("前往 {provider}"),
    heading: "关联账户",
    link_explanation: |provider| format!("关联您的 {provider} 账户后，即可用它登录。"),
    link: |provider| format!("关联 {provider}"),
    linked_at: "关联时间：",
    linked_notice: "账户已关联，今后可以用它登录。",
    unlink: "取消关联",
    unlink_named: |account| format!("取消关联 {account}"),
    unlinked_notice: "已取消关联，无法再用该账户登录。",
    only_way_in: "您未设置密码，此账户是您唯一的登录方式，因此无法取消关联。",
    no_password: "您未设置密码，使用关联账户登录。如需设置密码，请联系此控制台的运维人员获取链接。",
};
