use crate::locale::customer_texts::{CustomerTexts, ProviderTexts};

pub(super) const CUSTOMERS: CustomerTexts = CustomerTexts {
    introduction: "由您管理渠道的组织。",
    search_hint: "名称或 ID",
    customer: "客户",
    state: "状态",
    all_states: "所有状态",
    channels: "渠道",
    usage: |used, quota| format!("{used} / {quota}"),
    since: "注册时间",
    show_channels: "渠道",
    show_channels_of: |name| format!("“{name}”的渠道"),
    none_heading: "暂无客户",
    none_explanation: "您可以创建客户，或请求已使用此控制台的组织同意由您管理。",
    no_match: "没有符合条件的客户。",
    new_customer: "添加客户",
    back: "返回客户列表",
    create_heading: "创建客户",
    create_explanation: "适用于尚未使用此控制台的公司。客户经理验证该公司、其管理员开通服务后，\
                         您即可为其创建渠道。",
    admin_email: "客户管理员的电子邮件地址",
    create: "创建客户",
    created_notice: |name, email| format!("“{name}”已成为您的客户。发给 {email} 的邀请已创建。"),
    created_next: "下一步：由客户经理验证该公司，再由其管理员开通服务。",
    ask_heading: "请求同意",
    ask_explanation: "适用于已使用此控制台的公司。其管理员可以在“服务商”页面查看组织 ID，并在该页面\
                      接受或拒绝请求。",
    customer_id: "组织 ID",
    ask: "请求同意",
    asked_notice: "如果存在此 ID 的组织，其管理员现在可以接受或拒绝请求。",
    requests_heading: "待处理的请求",
    requests_explanation: "在对方接受之前，您只能看到自己输入的 ID。",
    asked_at: "请求时间",
    withdraw: "撤回",
    withdraw_named: |id| format!("撤回发给 {id} 的请求"),
    withdrawn_notice: "请求已撤回。",
    invite_heading: "重新邀请管理员",
    invite_explanation: "此客户还没有成员。新的邀请将取代之前的邀请。",
    invite: "邀请",
    end_heading: "终止合作关系",
    end_explanation: |name| {
        format!(
            "从下一次操作起，您将无法查看或更改“{name}”的任何内容。其渠道会保留。如需再次管理，须经\
             “{name}”同意。"
        )
    },
    end: "终止合作关系",
    ended_notice: "合作关系已终止，该组织不再是您的客户。",
    confirm_first: "如需进行更改，请先确认密码。",
    only_admins: "管理员可以创建客户、请求同意和终止合作关系。",
    channels_introduction: "每个渠道代表贵公司或客户在一个消息平台上的一个身份。",
    all_customers: "全部客户",
    incomplete: "此列表未显示全部客户。",
    all_link: "请在“客户”页面查找其他客户。",
    choose: "请选择客户",
    choose_hint: "渠道所属的组织，创建后不可更改。",
    acting: |name| format!("您正在代表客户“{name}”进行操作。"),
    quota_used_up: |name, quota| {
        format!(
            "“{name}”的 {quota} 个渠道配额已用完。请删除不再需要的渠道，或联系客户经理提升配额。"
        )
    },
};

pub(super) const PROVIDER: ProviderTexts = ProviderTexts {
    introduction: "服务商代您管理渠道，可以查看、创建、编辑和删除渠道。成员、审计日志和服务开通仍只由\
                   您管理。",
    own_id: "服务商通过您的组织 ID 请求您的同意：",
    none: "您的组织没有服务商。",
    current_heading: "您的服务商",
    current: |name| format!("“{name}”正在管理您的渠道。"),
    without_right: "该组织目前没有服务商权限，无法查看或更改任何内容。",
    end: "终止合作关系",
    end_explanation: |name| {
        format!("从下一次操作起，“{name}”将无法查看或更改任何内容。您的渠道会保留。")
    },
    asking: |names| format!("以下服务商请求管理您的渠道：{names}。"),
    requests_heading: "请求您同意的服务商",
    accept_explanation: "接受后，对方即可管理您的渠道。请只接受您了解的公司。",
    end_first: "您只能有一个服务商。如需接受其他服务商，请先终止现有的合作关系。",
    asked_at: "请求时间",
    accept: "接受",
    accept_named: |name| format!("接受“{name}”"),
    decline: "拒绝",
    decline_named: |name| format!("拒绝“{name}”"),
    accepted_notice: "服务商现在可以管理您的渠道。",
    declined_notice: "请求已拒绝。",
    ended_notice: "合作关系已终止，服务商无法再查看您的任何内容。",
    confirm_first: "如需接受、拒绝或终止合作关系，请先确认密码。",
    only_admins: "组织的管理员可以接受、拒绝和终止合作关系。",
};
