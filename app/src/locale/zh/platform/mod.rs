mod cause;
mod fact;
mod form;
mod next_step;

use domain::platform::{Actor, CheckItem, ReasonKind};

use crate::locale::PlatformTexts;

pub(super) const PLATFORM: PlatformTexts = PlatformTexts {
    cause: cause::CAUSE,
    next_step: next_step::NEXT_STEP,
    reason_kind: |kind| match kind {
        ReasonKind::Prerequisites => "绑定前提条件",
        ReasonKind::AccountStatus => "账号状态",
        ReasonKind::Authorisation => "授权",
        ReasonKind::Connection => "与平台的连接",
        ReasonKind::Message => "仅此消息",
    },
    actor: |actor| match actor {
        Actor::Tenant => "您或您的同事",
        Actor::AccountManager => "客户经理",
        Actor::Platform => "平台，或等待一段时间",
    },
    wait: |seconds| match seconds {
        0..120 => format!("平台要求等待 {seconds} 秒。"),
        _ => format!("平台要求等待 {} 分钟。", seconds.div_ceil(60)),
    },
    check_item: |item| match item {
        CheckItem::AppConfigured => "控制台已在平台上配置应用",
        CheckItem::HostReachable => "可按所选加密方式连接服务器",
        CheckItem::CredentialsAccepted => "平台接受凭据",
        CheckItem::PermissionsGranted => "已授予所有权限",
        CheckItem::AccountFound => "已找到账号",
        CheckItem::AccountActive => "账号状态正常",
        CheckItem::BusinessVerified => "企业已通过平台验证",
        CheckItem::NumberVerified => "电话号码的所有权已确认",
        CheckItem::NumberRegistered => "电话号码已注册使用接口",
        CheckItem::DisplayNameApproved => "显示名称已获批准",
        CheckItem::SendingAllowed => "账号可以发送消息",
        CheckItem::AccountLinked => "Instagram 账号已关联主页",
        CheckItem::ProfessionalAccount => "Instagram 账号为专业账号",
        CheckItem::PagePublished => "主页已发布",
        CheckItem::SenderUsable => "发送方存在且可发送消息",
        CheckItem::SenderRegistered => "发送方已在需要登记的地区登记",
        CheckItem::MailboxReadable => "可以读取发件人的邮箱",
        CheckItem::Spf => "SPF：域名已声明可代其发信的服务器",
        CheckItem::Dkim => "DKIM：域名已发布用于邮件签名的公钥",
        CheckItem::Dmarc => "DMARC：域名已声明如何处理伪造邮件",
        CheckItem::CallbackFree => "没有其他系统接收此账号的消息",
    },
    who_acts: "处理方",
    next_step_label: "下一步",
    waiting: "等待是否有用",
    waiting_helps: "有用：无需更改，稍后可能成功。",
    waiting_is_useless: "无用：需要先有人处理。",
    platform_code: "平台代码",
    for_experts: "供技术人员参考：平台的响应",
    passed: "正常",
    failed: "需处理",
    cannot_know: "无法确认",
    nothing_checked: "尚未检查。",
    record_heading: "需要发布的 DNS 记录",
    record_name: "名称",
    record_kind: "类型",
    record_value: "值",
    copy_record_name: "复制记录名称",
    copy_record_value: "复制记录值",
    record_unknown_part: "尖括号（< >）中的部分请向邮件服务商咨询。",
    secret_hint: "将加密保存，且不会再次显示。",
    for_example: "例如",
    not_given: "未填写",
    way: form::WAY,
    credential: form::CREDENTIAL,
    choice: form::CHOICE,
    credential_fault: form::CREDENTIAL_FAULT,
    fact: fact::FACT,
    fact_value: fact::FACT_VALUE,
};
