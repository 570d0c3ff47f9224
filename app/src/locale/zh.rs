//! Simplified Chinese.

use domain::channel::{BoundResource, ChannelType, Lifecycle, Prerequisite};
use domain::error_code::ErrorCode;
use domain::field_errors::Field;

use super::texts::{
    DeleteTexts, DetailTexts, ErrorPageTexts, FormTexts, HelpTexts, ListTexts, ShellTexts, Texts,
};

pub(super) const TEXTS: Texts = Texts {
    shell: ShellTexts {
        skip_to_content: "跳转到正文",
        navigation: "主导航",
        channel_management: "渠道管理",
        help: "帮助",
        language: "语言",
        theme: "外观",
        theme_system: "跟随系统",
        theme_light: "浅色",
        theme_dark: "深色",
        copy_id: "复制 ID",
        copied: "已复制",
    },
    list: ListTexts {
        introduction: "每个渠道代表贵公司在一个消息平台上的一个身份。",
        usage: |used, quota| format!("已用 {used} / {quota} 个渠道"),
        quota_used_up: |quota| {
            format!("{quota} 个渠道的配额已用完。请删除不再需要的渠道，或联系客户经理提升配额。")
        },
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
            ChannelType::WhatsApp => {
                "渠道目前未绑定，还不能收发消息。下一步：绑定 WhatsApp 商业号码。"
            }
            ChannelType::Viber => "渠道目前未绑定，还不能收发消息。下一步：绑定 Viber 商业账号。",
            ChannelType::Messenger => {
                "渠道目前未绑定，还不能收发消息。下一步：绑定 Facebook 主页。"
            }
            ChannelType::Instagram => {
                "渠道目前未绑定，还不能收发消息。下一步：绑定 Instagram 专业账号。"
            }
            ChannelType::Sms | ChannelType::Email => {
                "渠道目前未绑定，还不能收发消息。下一步：开通并配置服务。"
            }
        },
        open_channel: "查看渠道",
        deleted_notice: "渠道已永久删除。",
    },
    form: FormTexts {
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
    },
    detail: DetailTexts {
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
        history_created: "创建",
        history_edited: "编辑",
        history_deleted: "删除",
        history_refused: "被拒绝",
        history_before: "修改前",
        history_after: "修改后",
        history_nothing: "暂无记录。",
        danger: "删除渠道",
        delete_explanation: "删除后无法恢复。仅未绑定的渠道可以删除。",
        back_to_list: "返回渠道列表",
    },
    delete: DeleteTexts {
        heading: |name| format!("确定删除“{name}”吗？"),
        consequences: "删除的影响",
        irreversible: "渠道及其配置将立即删除，无法恢复。",
        history_stays: "审计日志会保留创建、修改和删除此渠道的操作人记录。",
        quota_freed: "将释放 1 个渠道配额。",
        no_running_business: "此渠道上已没有正在运行的业务。",
        data_backed_up: "此渠道的重要数据已备份。",
        confirm_name: |name| format!("请输入渠道名称“{name}”以确认删除"),
        delete_for_good: "永久删除",
        bound_heading: "此渠道目前无法删除",
        bound_explanation: "此渠道已绑定账号。请联系客户经理解绑，解绑后即可在此删除。",
    },
    help: HelpTexts {
        heading: "帮助",
        introduction: "了解什么是渠道、各类型需要准备什么，以及常见问题的解答。",
        types_heading: "六种渠道类型",
        types_explanation: "一个渠道只能绑定所属平台的一个账号。绑定前，请按最后一列的说明\
                            做好准备。",
        life_cycle_heading: "渠道的生命周期",
        life_cycle: [
            (
                "创建",
                "选择类型并填写名称。新建的渠道处于未绑定状态：占用一个配额，但不能收发消息。",
            ),
            ("绑定", "为渠道绑定平台上的一个账号，并授予平台要求的权限。完成后才能发送消息。"),
            ("维护", "关注状态和数据，及时更新配置；如果平台撤销了权限，请重新绑定。"),
            ("删除", "先由客户经理解绑，再在此删除。删除后的渠道无法恢复。"),
        ],
        questions_heading: "常见问题",
        questions: &[
            (
                "最多可以创建多少个渠道？",
                &["六种类型合计 100 个，已删除的渠道不计入。如需提升上限，请联系客户经理。"],
            ),
            (
                "为什么新建的渠道不能发送消息？",
                &["新建的渠道未绑定，尚未与平台上的账号建立关联。请完成绑定，并在绑定过程中授予\
                   平台要求的全部权限。"],
            ),
            (
                "如何删除已绑定的渠道？",
                &["为避免误删正在使用的渠道而影响业务，已绑定的渠道不能删除。请先停止渠道上的\
                   业务并备份所需数据，再联系客户经理解绑。解绑后即可自行删除。"],
            ),
            (
                "一个渠道可以绑定多个账号吗？",
                &["不可以。渠道与账号一一对应，如有更多账号，请为每个账号分别创建渠道。"],
            ),
            (
                "绑定失败时应该检查什么？",
                &[
                    "首先，对照上方表格，确认已满足该类型的前提条件。",
                    "其次，确认账号在平台上处于启用状态，且未受限制。",
                    "最后，使用有权管理该账号的用户登录，重新授权，并授予平台要求的全部权限。",
                ],
            ),
        ],
    },
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
    field: |field| match field {
        Field::ChannelType => "渠道类型",
        Field::Name | Field::ConfirmName => "渠道名称",
        Field::Remarks => "备注",
        Field::NoRunningBusiness => "无运行中的业务",
        Field::DataBackedUp => "数据已备份",
    },
    error: |code| match code {
        ErrorCode::ChannelTypeMissing => "请选择渠道类型。",
        ErrorCode::ChannelTypeUnknown => "请从六种渠道类型中选择一种。",
        ErrorCode::ChannelNameEmpty => "请输入渠道名称。",
        ErrorCode::ChannelNameTooLong => "渠道名称不能超过 50 个字符，请缩短。",
        ErrorCode::ChannelNameInvalid => "渠道名称包含不可见的控制字符，请手动重新输入，不要粘贴。",
        ErrorCode::ChannelNameAlreadyUsed => "已存在类型和名称都相同的渠道。",
        ErrorCode::ChannelRemarksTooLong => "备注不能超过 150 个字符，请缩短。",
        ErrorCode::ChannelRemarksInvalid => "备注包含不可见的控制字符，请手动重新输入，不要粘贴。",
        ErrorCode::ChannelQuotaExceeded => "渠道配额已用完。",
        ErrorCode::ChannelCreationKeyUsed => "此表单已创建过渠道。",
        ErrorCode::ChannelNotFound => "没有此 ID 对应的渠道，可能已被删除。",
        ErrorCode::ChannelEditConflict => {
            "在您打开此渠道后，其他用户对其进行了修改。未覆盖任何内容。"
        }
        ErrorCode::ChannelBoundCannotDelete => "已绑定的渠道不能删除，请先联系客户经理解绑。",
        ErrorCode::ChannelNameNotConfirmed => "请按显示的内容准确输入渠道名称。",
        ErrorCode::ChannelDeletionNotConfirmed => "请确认此项并勾选。",
        ErrorCode::ListFilterInvalid => "网址中包含此列表不支持的筛选或排序条件，请重新选择。",
        ErrorCode::ListCursorInvalid => "网址指向的列表位置不存在，请从第一页开始查看。",
        ErrorCode::PageNotFound => "此网址没有对应的页面，请检查网址是否正确。",
        ErrorCode::RequestMalformed => "无法读取请求，请重新打开页面。",
        ErrorCode::RequestFieldMissing => "提交的表单不完整，请重新打开页面。",
        ErrorCode::RequestFieldUnknown => "提交的表单包含不存在的字段，请重新打开页面。",
        ErrorCode::RequestMethodNotAllowed => "此网址不支持该操作，请从渠道管理重新操作。",
        ErrorCode::RequestTimeout => "接收请求超时，请重试。",
        ErrorCode::RequestTooLarge => "请求内容过大，请精简后重试。",
        ErrorCode::RequestAddressTooLong => "网址过长，请精简搜索条件后重试。",
        ErrorCode::RequestMediaTypeUnsupported => {
            "请求不是本控制台的表单格式，请重新打开页面后提交。"
        }
        ErrorCode::RequestCrossSite => {
            "请求来自其他网站，出于安全考虑已被拒绝。请在本控制台中操作。"
        }
        ErrorCode::ServiceInternal => "请求未能完成。错误已记录在日志中，对应的 ID 见下方。",
        ErrorCode::ServiceUnavailable => "暂时无法连接数据库，未做任何更改，请稍后重试。",
    },
};
