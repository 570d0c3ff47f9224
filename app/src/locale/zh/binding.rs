use domain::binding::Purpose;
use domain::channel::ChannelType;

use crate::locale::binding_texts::BindingTexts;

const fn action(channel_type: ChannelType) -> &'static str {
    match channel_type {
        ChannelType::Sms | ChannelType::Email => "配置",
        _ => "绑定",
    }
}

pub(super) const BINDING: BindingTexts = BindingTexts {
    action,
    action_named: |channel_type, name| format!("{}“{name}”", action(channel_type)),
    heading: |purpose, channel_type, name| match purpose {
        Purpose::Bind => format!("{}“{name}”", action(channel_type)),
        Purpose::Reauthorise => format!("重新授权“{name}”"),
        Purpose::Rebind => format!("为“{name}”更换账号"),
    },
    introduction: |purpose| match purpose {
        Purpose::Bind => "每一步都可以离开，稍后再继续。在最后一步完成之前不会收发任何消息。",
        Purpose::Reauthorise => "渠道的账号、历史和设置保持不变，只更新授权。",
        Purpose::Rebind => "在您确认之前，现有账号继续使用。确认后 24 小时内可以恢复原账号。",
    },
    go_on: "继续",
    step_prepare: "准备",
    step_authorise: "授权",
    step_confirm: "确认",
    step_test: "测试",
    start: "开始",
    no_platform: "本系统无法连接该平台。请联系运维人员。",
    in_progress: |name| format!("{name} 正在绑定此渠道"),
    since: "开始时间：",
    cancel: "取消绑定",
    cancel_explanation: "已输入的内容将被清除。目前尚未绑定任何账号。",
    cancel_told_explanation: "平台可能已获知该账号，系统会通知平台释放它。",
    ways_heading: "您想以哪种方式授权？",
    find_account: "查找账号",
    leave: "前往平台继续",
    leave_explanation: "您将前往平台页面，同意授权后返回此处。",
    leaving_heading: "正在前往平台",
    not_configured: "本系统在该平台上还没有应用。使用此方式前，需由运维人员完成设置。",
    choose_heading: "使用哪个账号？",
    choose: "选择",
    account_heading: "找到的账号",
    account: "账号",
    account_id: "平台 ID",
    checks_heading: "是否已准备就绪？",
    check_again: "重新检查",
    some_fail: "部分条件尚未满足。您仍可确认，但平台可能会拒绝，或消息可能无法送达。",
    confirm_heading: "绑定此账号？",
    confirm_explanation: |purpose| match purpose {
        Purpose::Bind | Purpose::Rebind => "确认后，该账号只属于此渠道。只有客户经理可以解除绑定。",
        Purpose::Reauthorise => "新的授权将取代原有授权。",
    },
    confirm: "确认",
    confirming: "正在确认绑定，最多需要两分钟。",
    look_again: "刷新",
    interrupted: "上次确认被中断，平台可能已获知该账号。请再次确认，或取消绑定以释放该账号。",
    other_account: "使用其他账号",
    bound_notice: "渠道已绑定。请发送一条测试消息以确认其正常工作。",
    cancelled_notice: "已取消绑定。",
    rolled_back_notice: "渠道已恢复原账号。",
    repaired_notice: "已重新设置回调地址。",
    repair_failed_notice: "无法设置回调地址，原因请查看历史记录。",
    bound_since: "绑定时间",
    reauthorise: "重新授权",
    rebind: "使用其他账号",
    repair: "重新设置回调地址",
    repair_explanation: "如果平台通知的是其他地址，收到的消息将无法到达这里。",
    kept: |account| format!("原账号“{account}”仍被保留"),
    kept_until: "截止时间：",
    roll_back: "恢复原账号",
    releasing: "正在平台上释放账号。",
    release_tried_again: "上次尝试未成功，下次尝试时间：",
    only_operators_bind: "操作员和管理员可以绑定渠道。",
};
