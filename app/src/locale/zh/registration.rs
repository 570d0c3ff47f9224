use crate::locale::registration_texts::{OrganisationTexts, QuotaRequestTexts, RegistrationTexts};

pub(super) const REGISTRATION: RegistrationTexts = RegistrationTexts {
    heading: "注册组织",
    introduction: "客户经理核实贵公司后，您即可开通服务并创建渠道。",
    another_introduction: |email| {
        format!(
            "您将以 {email} 的身份注册，并成为其首位管理员。客户经理核实该公司后，您即可开通服务。"
        )
    },
    company_heading: "组织",
    person_heading: "首位管理员",
    choose_country: "请选择国家或地区",
    number_hint: "在该国家或地区登记的编号，例如统一社会信用代码。",
    contact_hint: "客户经理与您联系的方式，例如电话号码。",
    register: "注册",
    has_account: "已有账户？请先登录，登录后将返回此页面。",
    no_account: "初次使用？注册组织",
    another: "注册另一个组织",
    wait: |seconds| {
        let time = if seconds < 120 {
            format!("{seconds} 秒")
        } else {
            format!("{} 分钟", (seconds + 59) / 60)
        };
        format!("您所在网络的注册次数过多，请在 {time}后重试。")
    },
};

pub(super) const ORGANISATION: OrganisationTexts = OrganisationTexts {
    introduction: "客户经理掌握的组织信息，以及当前的进度。",
    registered_notice: "组织已注册。在客户经理核实期间，您可以先浏览控制台。",
    asked_again_notice: "更正后的信息已提交给客户经理。",
    steps: "从注册到第一个渠道",
    step_register: "注册",
    step_verify: "验证",
    step_activate: "开通",
    step_create: "第一个渠道",
    correct_heading: "更正信息并重新申请",
    correct_explanation: "客户经理会看到更正后的信息，并重新审核。",
    ask_again: "重新申请",
};

pub(super) const QUOTA_REQUEST: QuotaRequestTexts = QuotaRequestTexts {
    number_hint: "您总共需要的渠道数量（所有类型合计）。",
    reason_hint: "客户经理可以看到。不超过 500 个字符。",
    ask: "申请提高配额",
    withdraw: "撤回申请",
    only_admins: "组织的管理员可以申请提高配额。",
    asked_notice: "申请已提交给客户经理。",
    withdrawn_notice: "申请已撤回。",
    timeline_heading: "配额申请",
    asked: |quota| format!("申请 {quota} 个渠道"),
    open: "等待客户经理处理。",
    withdrawn: "已撤回",
    approved: |quota| format!("已批准：{quota} 个渠道"),
    rejected: "已拒绝",
    queue_heading: "配额申请",
    queue_introduction: "各组织提交的申请，按时间从旧到新排列。请在组织的页面上处理。",
    queue_empty: "没有待处理的配额申请",
    wanted: "申请数量",
    reason: "原因",
    asked_at: "申请时间",
    note_hint: "组织可以看到。批准其他数量或拒绝时必填。不超过 500 个字符。",
    approve: "批准",
    reject: "拒绝",
    approved_notice: "申请已批准，配额已更改。",
    rejected_notice: "申请已拒绝。",
};
