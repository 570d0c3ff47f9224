//! Simplified Chinese.

mod back_office;
mod channels;
mod errors;
mod help;
mod people;

use domain::audit::AuditAction;
use domain::channel::{BoundResource, Lifecycle, Prerequisite};
use domain::field_errors::Field;
use domain::permissions::Role;
use domain::tenant::TenantState;

use super::texts::{ErrorPageTexts, ShellTexts, Texts};

pub(super) const TEXTS: Texts = Texts {
    shell: ShellTexts {
        skip_to_content: "跳转到正文",
        navigation: "主导航",
        channel_management: "渠道管理",
        members: "成员",
        back_office: "后台管理",
        audit_log: "审计日志",
        account: "账户",
        switch_tenant: "切换组织",
        sign_out: "退出登录",
        help: "帮助",
        language: "语言",
        theme: "外观",
        theme_system: "跟随系统",
        theme_light: "浅色",
        theme_dark: "深色",
        copy_id: "复制 ID",
        copied: "已复制",
    },
    sign_in: people::SIGN_IN,
    confirm: people::CONFIRM,
    set_up: people::SET_UP,
    password_reset: people::PASSWORD_RESET,
    invitation: people::INVITATION,
    members: people::MEMBERS,
    account: people::ACCOUNT,
    list: channels::LIST,
    form: channels::FORM,
    detail: channels::DETAIL,
    delete: channels::DELETE,
    standing: back_office::STANDING,
    back_office: back_office::BACK_OFFICE,
    audit_log: back_office::AUDIT_LOG,
    help: help::HELP,
    error_page: ErrorPageTexts {
        not_found_heading: "未找到",
        refused_heading: "操作未成功",
        unavailable_heading: "服务暂时不可用",
        internal_heading: "服务器出现问题",
        code: "错误码",
        trace_id: "追踪 ID",
        trace_hint: "寻求帮助时请提供此 ID，以便在日志中定位该请求。",
        back: "前往渠道管理",
        try_again: "重试",
    },
    bound_resource: |resource| match resource {
        BoundResource::WhatsAppBusinessNumber => "WhatsApp 商业号码",
        BoundResource::ViberBusinessAccount => "Viber 商业账号",
        BoundResource::FacebookPage => "Facebook 主页",
        BoundResource::InstagramProfessionalAccount => "Instagram 专业账号",
        BoundResource::ServiceConfiguration => "无（需开通并配置服务）",
    },
    prerequisite: |prerequisite| match prerequisite {
        Prerequisite::VerifiedWaba => "已注册并完成企业验证的 WhatsApp Business 账号（WABA）",
        Prerequisite::FacebookBusinessManager => "Facebook Business Manager 账号",
        Prerequisite::InstagramLinkedToPage => "Instagram 账号已关联 Facebook 主页",
        Prerequisite::RegisteredSenderId => "已注册的国际 SMS 发送者 ID",
        Prerequisite::AuthenticatedDomain => "发信准备已完成（域名已通过验证）",
    },
    lifecycle: |state| match state {
        Lifecycle::Unbound => "未绑定",
        Lifecycle::Binding => "绑定中",
        Lifecycle::Bound => "已绑定",
        Lifecycle::Unbinding => "解绑中",
    },
    tenant_state: |state| match state {
        TenantState::Pending => "待验证",
        TenantState::Rejected => "已拒绝",
        TenantState::Inactive => "待开通",
        TenantState::Active => "使用中",
        TenantState::Suspended => "已停用",
    },
    role: |role| match role {
        Role::Viewer => "查看者",
        Role::Operator => "操作员",
        Role::Admin => "管理员",
    },
    role_explanation: |role| match role {
        Role::Viewer => "可以查看渠道及其历史记录。",
        Role::Operator => "可以查看、创建和编辑渠道。",
        Role::Admin => "可以查看、创建、编辑和删除渠道，管理成员，并查看审计日志。",
    },
    audit_action: |action| match action {
        AuditAction::ChannelCreate => "创建",
        AuditAction::ChannelEdit => "编辑",
        AuditAction::ChannelDelete => "删除",
        AuditAction::InstallationSetUp => "初始化",
        AuditAction::SetUpLink => "创建初始化链接",
        AuditAction::SessionStart => "登录",
        AuditAction::SessionEnd => "结束会话",
        AuditAction::PasswordChange => "更改密码",
        AuditAction::PasswordResetLink => "创建密码重设链接",
        AuditAction::PasswordReset => "重设密码",
        AuditAction::UserCreate => "创建用户",
        AuditAction::UserDisable => "停用用户",
        AuditAction::UserEnable => "启用用户",
        AuditAction::MemberInvite => "邀请成员",
        AuditAction::InvitationRevoke => "撤回邀请",
        AuditAction::MemberJoin => "加入",
        AuditAction::MemberRole => "更改角色",
        AuditAction::MemberRemove => "移除成员",
        AuditAction::TenantVerify => "通过验证",
        AuditAction::TenantReject => "拒绝",
        AuditAction::TenantActivate => "开通服务",
        AuditAction::TenantQuota => "更改配额",
        AuditAction::TenantSuspend => "停用组织",
        AuditAction::TenantResume => "恢复组织",
    },
    field: |field| match field {
        Field::ChannelType => "渠道类型",
        Field::Name | Field::ConfirmName => "渠道名称",
        Field::Remarks => "备注",
        Field::NoRunningBusiness => "无运行中的业务",
        Field::DataBackedUp => "数据已备份",
        Field::Email => "电子邮件地址",
        Field::PersonName => "您的姓名",
        Field::Organisation => "组织名称",
        Field::Password => "密码",
        Field::NewPassword => "新密码",
        Field::Role => "角色",
        Field::Quota => "渠道数量",
        Field::Reason => "原因",
        Field::Note => "备注说明",
    },
    error: errors::ERROR,
};
