//! One line for each, even where two read the same.
#![allow(clippy::match_same_arms)]

use domain::platform::Reason;

pub(super) const NEXT_STEP: fn(Reason) -> &'static str = |reason| match reason {
    Reason::AppNotConfigured => "请联系客户经理配置应用。您的账号没有问题。",
    Reason::AppNotLive => "请联系客户经理完成应用审核。您的账号没有问题。",
    Reason::CallbackUnreachable => "请联系客户经理检查控制台的公网地址、证书和防火墙，然后重试。",
    Reason::HostUnknown => "请对照服务商提供的信息检查主机名并更正。",
    Reason::HostNotAllowed => "请检查主机和端口。如果填写无误，请联系客户经理允许连接。",
    Reason::CertificateRefused => {
        "请检查主机名、端口和加密方式。如果填写无误，请向服务商咨询证书问题。"
    }
    Reason::EncryptionMissing => "请使用支持加密的端口，端口号可向服务商咨询。",
    Reason::SettingsWrong => "请将各项设置与平台或服务商提供的信息逐一核对并更正。",
    Reason::NoAccountFound => "请重新开始，并在平台上至少选择一个由您管理的账号。",
    Reason::AccountNotLinked => "请在主页的设置中关联 Instagram 账号，然后重新检查。",
    Reason::AccountNotProfessional => "请在 Instagram 应用中将其切换为专业账号，然后重新检查。",
    Reason::PageNotPublished => "请在主页的设置中将其发布，然后重新检查。",
    Reason::TermsNotAccepted => "请以管理员身份登录平台，接受页面上显示的条款，然后重试。",
    Reason::BusinessNotVerified => "请在平台上完成企业验证，等待结果后重新检查。",
    Reason::NumberNotVerified => "请在平台上通过短信或语音电话获取验证码，并在平台上输入。",
    Reason::NumberNotRegistered => "请在此填写该号码的六位 PIN 码，绑定时会自动注册该号码。",
    Reason::PinWrong => "请输入正确的 PIN 码，或在平台上重新设置。",
    Reason::DisplayNameNotApproved => {
        "请在平台上查看名称的审核状态。如果被拒绝，请修改名称并等待批准。"
    }
    Reason::PaymentMissing => "请在平台上添加或更正付款方式。",
    Reason::TrialAccount => "请在服务商处升级账号，或仅向已验证的接收人发送。",
    Reason::SenderUnusable => "请检查发送方的拼写，以及其在服务商处的设置。",
    Reason::SenderNotRegistered => "请向服务商或主管机构登记该发送方，并在此记录结果。",
    Reason::CountryNotEnabled => "请在服务商处的账号设置中允许向该国家或地区发送。",
    Reason::DomainRecordMissing => {
        "请在管理域名的 DNS 服务商处发布此处显示的记录。更改可能需要数小时才能全部生效。"
    }
    Reason::DomainRecordWrong => "请将该记录替换为此处显示的内容。更改可能需要数小时才能全部生效。",
    Reason::AccountNotFound => "请检查 ID。如果无误，请重新授权并选择此账号。",
    Reason::AccountBlocked => "请在平台上查看原因并申诉。无法在此控制台中解除。",
    Reason::AccountSuspended => "请向平台或服务商询问原因，并申请恢复账号。",
    Reason::AccountClosed => "请将渠道绑定到其他账号，或联系平台恢复该账号。",
    Reason::AccountRestricted => "请在平台的账号设置中查看限制内容，并按要求处理。",
    Reason::QualityLow => "请仅向已同意接收的用户发送，并减少发送量，使评级得以恢复。",
    Reason::BalanceEmpty => "请在服务商处为账号充值。",
    Reason::SubscriptionMissing => "请重新设置渠道的回调。如果失败，请重新授权渠道。",
    Reason::CallbackElsewhere => {
        "请确定由哪个系统接收消息：在平台上移除其他系统的回调，或改用其他账号。"
    }
    Reason::SessionElsewhere => "请停止其他系统，或向服务商申请增加连接数。",
    Reason::Unrecognised => "请将平台的代码和响应内容提供给客户经理。",
    Reason::CredentialsRefused => {
        "请从平台重新复制，前后不要带多余的字符。如果凭据已更改，请使用新的凭据。"
    }
    Reason::MechanismRefused => "请选择其他登录方式，或向服务商咨询支持哪种方式。",
    Reason::CodeRefused => "请重新开始授权，平台会给出新的授权码。",
    Reason::PersonDeclined => "请重新开始，并在平台上同意授权。",
    Reason::PermissionMissing => "请重新授权，并允许所有权限。",
    Reason::TokenExpired => "请重新授权渠道，其设置和历史记录会保留。",
    Reason::TokenRevoked => "请重新授权渠道，其设置和历史记录会保留。",
    Reason::TokenExpiring => "请在到期前重新授权，以免渠道停止工作。",
    Reason::OtherApp => "请为此控制台的应用创建令牌，或从此处前往平台授权。",
    Reason::OtherAccount => "请重新授权并选择已绑定的账号。如需更换账号，请换绑渠道。",
    Reason::Unreachable => "请过几分钟再试。如果问题仍然存在，请联系客户经理。",
    Reason::TimedOut => "请过几分钟再试。如果问题仍然存在，请联系客户经理。",
    Reason::RateLimited => "请稍候，然后重试。",
    Reason::PlatformTrouble => "请稍后重试。平台的状态页面可能有更多说明。",
    Reason::AnswerUnreadable => "请稍后重试。如果问题仍然存在，请将响应内容提供给客户经理。",
    Reason::RecipientUnknown => "请检查接收人的号码、ID 或地址。",
    Reason::RecipientUnreachable => "请稍后重试。",
    Reason::RecipientOptedOut => "在对方主动联系或再次同意之前，请勿再发送。",
    Reason::OutsideWindow => "请等待对方再次发来消息，或使用平台允许随时发送的消息类型。",
    Reason::ContentRefused => "请修改文本（例如去掉链接）后重新发送。",
    Reason::TextTooLong => "请缩短文本后重新发送。",
    Reason::RequestRefused => "请将平台的代码和响应内容提供给客户经理。",
    Reason::OutcomeUnknown => "重新发送之前，请先向接收人确认是否已收到。",
};
