use domain::channel::{ChannelType, Lifecycle};

use crate::locale::texts::{DeleteTexts, DetailTexts, FormTexts, ListTexts};

pub(super) const LIST: ListTexts = ListTexts {
    introduction: "每个渠道代表贵公司在一个消息平台上的一个身份。",
    usage: |used, quota| format!("已用 {used} / {quota} 个渠道"),
    quota_used_up: |quota| format!("{quota} 个渠道的配额已用完。请删除不再需要的渠道。"),
    create_channel: "创建渠道",
    search: "搜索",
    search_hint: "名称、备注或 ID",
    all_types: "全部类型",
    all_statuses: "全部状态",
    apply: "应用",
    clear_filters: "清除筛选",
    export_csv: "导出 CSV",
    table_caption: "渠道列表",
    channel_name: "渠道名称",
    channel_type: "渠道类型",
    status: "状态",
    bound_resource: "绑定资源",
    nothing_bound: "暂无",
    remarks: "备注",
    created: "创建时间",
    actions: "操作",
    id: "ID",
    sort_ascending: "升序",
    sort_descending: "降序",
    edit: "编辑",
    edit_named: |name| format!("编辑“{name}”"),
    delete: "删除",
    delete_named: |name| format!("删除“{name}”"),
    rows_per_page: "每页条数",
    paging: "分页",
    first_page: "第一页",
    previous_page: "上一页",
    next_page: "下一页",
    rows_shown: |rows| format!("本页 {rows} 个渠道"),
    empty_heading: "暂无渠道",
    empty_explanation: "一个渠道对应 WhatsApp、Viber、Messenger、Instagram、SMS 或 Email 上的\
                        一个账号。在此创建渠道并绑定账号后，即可集中查看和维护。",
    empty_first_step: "创建渠道只需选择类型并填写名称。绑定之前不会收发任何消息。",
    no_match_heading: "没有匹配的渠道",
    no_match_explanation: "请调整搜索内容或筛选条件后重试。",
    created_notice: |name| format!("渠道“{name}”创建成功。"),
    next_step: |channel_type| match channel_type {
        ChannelType::WhatsApp => "渠道目前未绑定，还不能收发消息。下一步：绑定 WhatsApp 商业号码。",
        ChannelType::Viber => "渠道目前未绑定，还不能收发消息。下一步：绑定 Viber 商业账号。",
        ChannelType::Messenger => "渠道目前未绑定，还不能收发消息。下一步：绑定 Facebook 主页。",
        ChannelType::Instagram => {
            "渠道目前未绑定，还不能收发消息。下一步：绑定 Instagram 专业账号。"
        }
        ChannelType::Sms | ChannelType::Email => {
            "渠道目前未绑定，还不能收发消息。下一步：开通并配置服务。"
        }
    },
    open_channel: "查看渠道",
    deleted_notice: "渠道已永久删除。",
};

pub(super) const FORM: FormTexts = FormTexts {
    create_heading: "创建渠道",
    edit_heading: "编辑渠道",
    channel_type: "渠道类型",
    channel_type_hint: "创建后不可更改。",
    bound_resource: "绑定资源",
    prerequisite: "前提条件",
    no_prerequisite: "无",
    channel_name: "渠道名称",
    channel_name_hint: "不超过 50 个字符，允许重名。",
    remarks: "备注",
    remarks_hint: "不超过 150 个字符。",
    required: "必填",
    optional: "选填",
    ok: "确定",
    cancel: "取消",
    save: "保存",
    close: "关闭",
    summary_heading: "请修正以下内容",
    name_already_used: "已存在类型和名称都相同的渠道。如仍要创建，请再次点击“确定”。",
    conflict_heading: "其他用户已修改此渠道",
    conflict_explanation: "您填写的内容仍保留在表单中。请对比两个版本；点击“保存”后，您的内容将\
                           覆盖对方的修改。",
    conflict_theirs: "其他用户已保存的内容",
    conflict_yours: "您的内容（未保存）",
    creation_key_used: |name| {
        format!("此表单已创建过渠道“{name}”。如需按以下内容再创建一个，请点击“确定”。")
    },
};

pub(super) const DETAIL: DetailTexts = DetailTexts {
    saved_notice: "修改已保存。",
    life_cycle: "生命周期",
    step_create: "创建",
    step_bind: "绑定",
    step_maintain: "维护",
    step_delete: "删除",
    step_done: "已完成",
    step_current: "当前步骤",
    next_action: |state| match state {
        Lifecycle::Unbound => "下一步：为渠道绑定账号。绑定之前无法收发消息。",
        Lifecycle::Binding => "正在绑定账号。",
        Lifecycle::Bound => "渠道已绑定。请关注其运行状况，并及时更新配置。",
        Lifecycle::Unbinding => "正在解绑账号。",
    },
    properties: "基本信息",
    prerequisites: "绑定前准备",
    prerequisites_explanation: "请提前准备以下内容，绑定失败大多是因为缺少其中某一项。",
    no_prerequisites: "此类型无需提前准备。",
    no_remarks: "无备注",
    last_changed: "最近修改",
    history: "历史记录",
    history_refused: "被拒绝",
    history_before: "修改前",
    history_after: "修改后",
    history_nothing: "暂无记录。",
    danger: "删除渠道",
    delete_explanation: "删除后无法恢复。仅未绑定的渠道可以删除。",
    only_admins_delete: "只有组织的管理员可以删除渠道。",
    values_heading: "名称和备注",
    only_operators_edit: "操作员和管理员可以修改这些内容。",
    back_to_list: "返回渠道列表",
};

pub(super) const DELETE: DeleteTexts = DeleteTexts {
    heading: |name| format!("确定删除“{name}”吗？"),
    consequences: "删除的影响",
    irreversible: "渠道及其配置将立即删除，无法恢复。",
    history_stays: "审计日志会保留创建、修改和删除此渠道的操作人记录。",
    quota_freed: "将释放 1 个渠道配额。",
    dossier: "下载档案",
    dossier_explanation: "包含渠道的设置、历史、数量和校验和的文件。校验和会保留在审计日志中。",
    no_running_business: "此渠道上已没有正在运行的业务。",
    data_backed_up: "此渠道的重要数据已备份。",
    confirm_name: |name| format!("请输入渠道名称“{name}”以确认删除"),
    delete_for_good: "永久删除",
    bound_heading: "此渠道目前无法删除",
    bound_explanation: "此渠道已绑定账号。请联系客户经理解绑，解绑后即可在此删除。",
};
