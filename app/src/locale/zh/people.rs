use crate::locale::texts::{
    AccountTexts, ConfirmTexts, InvitationTexts, MemberTexts, PasswordResetTexts, SetUpTexts,
    SignInTexts,
};

pub(super) const SIGN_IN: SignInTexts = SignInTexts {
    heading: "登录",
    sign_in: "登录",
    forgotten: "忘记密码？请联系此控制台的运维人员，获取用于重设密码的链接。",
    signed_out_notice: "您已退出登录。",
    password_set_notice: "新密码已设置，请使用新密码登录。",
    wait: |seconds| format!("错误次数过多，请在 {}后重试。", waiting_time(seconds)),
};

pub(super) fn waiting_time(seconds: i64) -> String {
    if seconds < 120 { format!("{seconds} 秒") } else { format!("{} 分钟", (seconds + 59) / 60) }
}

pub(super) const CONFIRM: ConfirmTexts = ConfirmTexts {
    heading: "确认密码",
    explanation: "距离上次输入密码已超过 10 分钟。如需继续此操作，请再次输入密码。",
    again: "尚未进行任何更改。请先输入密码，然后重新进行更改。",
    confirm: "继续",
};

pub(super) const SET_UP: SetUpTexts = SetUpTexts {
    heading: "初始化 Suiro",
    introduction: "您是第一位用户。请创建您的账户和组织，之后即可邀请其他成员。",
    email_hint: "用于登录。",
    organisation_hint: "在此管理渠道的公司名称。",
    set_up: "完成初始化",
};

pub(super) const PASSWORD_RESET: PasswordResetTexts = PasswordResetTexts {
    heading: "设置新密码",
    introduction: "设置后，您在所有浏览器中的登录都将退出。",
    set_password: "设置密码",
};

pub(super) const INVITATION: InvitationTexts = InvitationTexts {
    heading: |organisation| format!("加入“{organisation}”"),
    invited: |email, role| format!("此邀请发给 {email}，角色：{role}。"),
    join: "加入",
    has_account: "您已有账户。登录后将返回此邀请。",
    other_person: |viewer| {
        format!(
            "您当前以 {viewer} 的身份登录，而此邀请是发给其他人的。如需接受邀请，请先退出登录。"
        )
    },
};

pub(super) const MEMBERS: MemberTexts = MemberTexts {
    introduction: "此组织的成员及其权限。",
    only_admins: "管理员可以邀请成员、更改角色和移除成员。",
    confirm_first: "如需邀请成员、更改角色或移除成员，请先确认密码。",
    invite_heading: "邀请成员",
    invite: "邀请",
    invited_notice: |email| format!("发给 {email} 的邀请已创建。"),
    link_explanation: "请复制此链接并发送给对方。链接仅显示这一次，7 天内有效，且只能使用一次。",
    copy_link: "复制链接",
    role_changed_notice: "角色已更改。",
    removed_notice: "成员已移除。",
    revoked_notice: "邀请已撤回，其链接已失效。",
    name: "姓名",
    joined: "加入时间",
    yourself: "（您）",
    disabled: "已停用",
    role_of: |name| format!("{name} 的角色"),
    change_role: "更改",
    change_role_of: |name| format!("更改 {name} 的角色"),
    remove: "移除",
    remove_named: |name| format!("移除 {name}"),
    remove_explanation: |name| format!("{name} 将立即无法访问此组织，历史记录会保留。"),
    remove_for_good: "从组织中移除",
    invitations_heading: "待接受的邀请",
    expires: "失效时间",
    revoke: "撤回",
    revoke_named: |email| format!("撤回发给 {email} 的邀请"),
    roles_heading: "角色",
};

pub(super) const ACCOUNT: AccountTexts = AccountTexts {
    password_heading: "密码",
    current_password: "当前密码",
    new_password_hint: "至少 12 个字符。由多个词语组成的密码更容易记住。",
    password_explanation: "更改后，您在其他所有浏览器中的登录都将退出。",
    change_password: "更改密码",
    password_changed_notice: "密码已更改，其他会话均已结束。",
    sessions_heading: "会话",
    sessions_explanation: "您已登录的浏览器。如有不认识的会话，请将其结束并更改密码。",
    unknown_browser: "未知浏览器",
    this_session: "当前会话",
    signed_in_at: "登录时间：",
    last_seen: "最近使用：",
    end: "结束",
    end_named: |browser, address| format!("结束 {browser}（{address}）的会话"),
    end_others: "结束其他所有会话",
    session_ended_notice: "会话已结束。",
    others_ended_notice: "其他会话均已结束。",
    tenants_heading: "组织",
    no_tenants: "您不属于任何组织。",
    this_tenant: "当前组织",
    switch: "切换",
    switch_to: |organisation| format!("切换到“{organisation}”"),
};
