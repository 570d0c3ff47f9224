use domain::error_code::ErrorCode;

pub(super) const ERROR: fn(ErrorCode) -> &'static str = |code| match code {
    ErrorCode::BindingAccountMissing => "请选择一个账号。",
    ErrorCode::BindingAccountTaken => "该账号已绑定到其他渠道。一个账号只能属于一个渠道。",
    ErrorCode::BindingAlreadyOpen => "已有人正在绑定此渠道。",
    ErrorCode::BindingAnswerUnknown => {
        "平台的这一答复不属于您发起的操作，或已被使用。请从渠道页面重新开始。"
    }
    ErrorCode::BindingConfirming => "正在确认绑定。请稍候再查看。",
    ErrorCode::BindingNotOpen => "绑定已有新的进展，或已完成、已取消。以下是当前状态。",
    ErrorCode::BindingOfAnother => "其他人正在绑定此渠道。请由其继续，或先取消其绑定。",
    ErrorCode::BindingOtherState => "渠道当前的状态无法执行此操作，其状态可能已发生变化。",
    ErrorCode::BindingSameAccount => {
        "此渠道本身持有该账号，或正在释放它。请重新授权、恢复原账号，或稍等一分钟。"
    }
    ErrorCode::BindingStartOver => "平台已获知另一个账号。请取消此次绑定后重新开始。",
    ErrorCode::BindingUnavailable => "本系统无法连接该平台。请联系运维人员。",
    ErrorCode::BindingWayUnknown => "请选择一种授权方式。",
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
    ErrorCode::ChannelEditConflict => "在您打开此渠道后，其他用户对其进行了修改。未覆盖任何内容。",
    ErrorCode::ChannelBoundCannotDelete => "已绑定的渠道不能删除，请先联系客户经理解绑。",
    ErrorCode::ChannelNameNotConfirmed => "请按显示的内容准确输入渠道名称。",
    ErrorCode::ChannelDeletionNotConfirmed => "请确认此项并勾选。",
    ErrorCode::ChannelHoursBackwards => {
        "结束时间必须晚于开始时间。如果营业到午夜之后，请将当天的结束时间设为 00:00，次日从 00:00 开始。"
    }
    ErrorCode::ChannelHoursIncomplete => "请同时填写开始和结束时间；休息日请全部留空。",
    ErrorCode::ChannelHoursInvalid => "请输入时间，例如 09:30。",
    ErrorCode::ChannelHoursOverlap => "两个时段重叠。",
    ErrorCode::ChannelLanguageUnknown => "请从列表中选择语言。",
    ErrorCode::ChannelPhoneInvalid => "请按国际格式填写号码，例如 +81 3 1234 5678。",
    ErrorCode::ChannelSettingInvalid => "文本包含不可见的控制字符，或在单行字段中包含换行。",
    ErrorCode::ChannelSettingTooLong => "内容超过了字段下方所示的长度上限。",
    ErrorCode::ChannelSettingsBeingPassedOn => "正在将设置同步到账号，请稍后查看。",
    ErrorCode::ChannelSettingsNotBound => "该渠道没有可同步设置的账号。",
    ErrorCode::ChannelTimeZoneMissing => "请指定营业时间所在的时区。",
    ErrorCode::ChannelTimeZoneUnknown => "没有此名称的时区。名称形如 Asia/Tokyo。",
    ErrorCode::ChannelWebsiteInvalid => "请输入完整地址，例如 https://www.example.com。",
    ErrorCode::ChannelRequestAccountFree => "没有其他渠道占用该账号，或尚未选择账号。请继续绑定。",
    ErrorCode::ChannelRequestHolderBusy => {
        "该账号正在绑定、释放或处于一天的保留期内，目前没有可解绑的内容。请稍后再处理。"
    }
    ErrorCode::ChannelRequestNotOpen => "此申请已被处理或撤回，或不属于此渠道。",
    ErrorCode::ChannelRequestOpen => "此渠道已有待处理的申请。如需申请其他内容，请先撤回。",
    ErrorCode::ContactEmpty => "请输入联系方式。",
    ErrorCode::ContactTooLong => "联系方式不能超过 200 个字符，请缩短。",
    ErrorCode::ContactInvalid => "联系方式包含不可见的控制字符，请手动重新输入，不要粘贴。",
    ErrorCode::CountryMissing => "请选择国家或地区。",
    ErrorCode::CountryUnknown => "请从列表中选择国家或地区。",
    ErrorCode::CustomerMissing => "请选择渠道所属的客户。",
    ErrorCode::CustomerUnknown => "请从列表中选择客户。与该组织的合作关系可能已终止。",
    ErrorCode::CustomerNotFound => "没有此客户或请求，可能已被终止。",
    ErrorCode::CustomerIdInvalid => "请输入其他组织的 ID。ID 以 tn_ 开头，共 29 个字符。",
    ErrorCode::CustomerAlready => "该组织已经是您的客户。",
    ErrorCode::CustomerTooManyRequests => {
        "已有 100 个待处理的请求。如需再次请求，请先撤回其中一个。"
    }
    ErrorCode::CustomerHasMembers => "此客户已有成员，其他人由客户的管理员邀请。",
    ErrorCode::CustomerNotVerified => {
        "客户正在验证中，由客户经理完成。验证通过之前，无法为其创建渠道。"
    }
    ErrorCode::CustomerNotActivated => "客户已通过验证。客户的管理员开通服务后，即可创建渠道。",
    ErrorCode::CustomerSuspended => "客户已停用：只能查看，不能更改。请联系客户经理。",
    ErrorCode::EmailEmpty => "请输入电子邮件地址。",
    ErrorCode::EmailInvalid => "请输入有效的电子邮件地址，例如 ada@example.com。",
    ErrorCode::EmailTaken => "此电子邮件地址已有账户，请直接登录。",
    ErrorCode::EmailUnchanged => "这已经是您的电子邮件地址，请输入其他地址。",
    ErrorCode::LinkInvalid => {
        "此链接已失效：可能已被使用、已被新链接取代或已过期。请索取新的链接。"
    }
    ErrorCode::ListFilterInvalid => "网址中包含此列表不支持的筛选或排序条件，请重新选择。",
    ErrorCode::ListCursorInvalid => "网址指向的列表位置不存在，请从第一页开始查看。",
    ErrorCode::MailNotConfigured => "此控制台无法发送邮件，请联系运维人员。",
    ErrorCode::MailTooMany => "请求邮件的次数过多，请稍后重试。",
    ErrorCode::MemberLastAdmin => "组织至少需要保留一名管理员，请先将其他成员设为管理员。",
    ErrorCode::MemberNotFound => "没有对应的成员或邀请，可能已被其他用户更改。",
    ErrorCode::MemberRoleUnknown => "请从三种角色中选择一种。",
    ErrorCode::MessageChannelNotBound => "此渠道没有可用于发送的账号。",
    ErrorCode::MessageRecipientInvalid => "请输入收件人，最多 254 个字符。",
    ErrorCode::MessageTextInvalid => "请输入正文，最多 4,096 个字符。",
    ErrorCode::OpenIdAnswerUnknown => {
        "此次操作已超过 10 分钟、已被使用，或是在其他浏览器中开始的，请重试。"
    }
    ErrorCode::OpenIdClocksDiffer => {
        "身份提供方的响应时间不正确，服务器的时钟可能有偏差。请联系此控制台的运维人员。"
    }
    ErrorCode::OpenIdCodeRefused => {
        "身份提供方未能确认其响应，请重试。如果问题仍然存在，请联系此控制台的运维人员。"
    }
    ErrorCode::OpenIdDenied => "身份提供方未允许登录，或您已取消。未做任何更改。",
    ErrorCode::OpenIdEmailUnconfirmed => {
        "身份提供方未能确认受邀的电子邮件地址属于您。请使用拥有该地址的账户登录。"
    }
    ErrorCode::OpenIdIdentityNotFound => "没有对应的关联账户，可能已取消关联。",
    ErrorCode::OpenIdIdentityTaken => "此账户已关联其他用户，或您已关联另一个账户。",
    ErrorCode::OpenIdIdentityUnknown => {
        "没有可登录的用户与此账户关联。如果您有密码，请先用密码登录，然后在账户页面中关联。"
    }
    ErrorCode::OpenIdNotFresh => {
        "身份提供方未表明已再次验证您的身份。请改用密码确认，或联系此控制台的运维人员。"
    }
    ErrorCode::OpenIdOnlyWayIn => "您未设置密码：没有此账户，您将无法登录。",
    ErrorCode::OpenIdOtherPerson => "此账户属于其他人，请在身份提供方使用您自己的账户。",
    ErrorCode::OpenIdTokenInvalid => {
        "身份提供方的响应不可信，请重试。如果问题仍然存在，请联系此控制台的运维人员。"
    }
    ErrorCode::OpenIdUnavailable => "暂时无法连接身份提供方，请稍后重试，或使用密码登录。",
    ErrorCode::PageNotFound => "此网址没有对应的页面，请检查网址是否正确。",
    ErrorCode::PasskeyExpired => "通行密钥的响应已超时或已被使用，请重试。",
    ErrorCode::PasskeyKnown => "此通行密钥已添加过。",
    ErrorCode::PasskeyNameEmpty => "请输入通行密钥的名称。",
    ErrorCode::PasskeyNameInvalid => "名称中含有不可见的控制字符，请手动重新输入。",
    ErrorCode::PasskeyNameTooLong => "名称不能超过 50 个字符。",
    ErrorCode::PasskeyNotFound => "没有此通行密钥，可能已被移除。",
    ErrorCode::PasskeyRefused => "无法使用此通行密钥登录，请使用其他通行密钥或密码。",
    ErrorCode::PasskeyTooMany => "您已有 20 个通行密钥，请移除不再使用的密钥。",
    ErrorCode::PasswordEmpty => "请输入密码。",
    ErrorCode::PasswordTooShort => "密码至少需要 12 个字符。",
    ErrorCode::PasswordTooLong => "密码不能超过 128 个字符，请缩短。",
    ErrorCode::PasswordInvalid => "密码包含换行等不可见的控制字符，请手动重新输入。",
    ErrorCode::PasswordCommon => "此密码很容易被猜到，请换一个密码。",
    ErrorCode::PasswordWrong => "密码不正确，请重新输入。",
    ErrorCode::PermissionDenied => "您的角色无权执行此操作，请联系组织的管理员。",
    ErrorCode::PersonNameEmpty => "请输入姓名。",
    ErrorCode::PersonNameTooLong => "姓名不能超过 100 个字符，请缩短。",
    ErrorCode::PersonNameInvalid => "姓名包含不可见的控制字符，请手动重新输入，不要粘贴。",
    ErrorCode::ProviderRightMissing => "您的组织不是服务商。此权限由客户经理授予。",
    ErrorCode::ProviderNotFound => "没有此服务商或请求，可能已被撤回或终止。",
    ErrorCode::ProviderAlready => "您的组织已有服务商，或其自身就是服务商。请先终止现有关系。",
    ErrorCode::QuotaInvalid => "请输入 0 到 100,000 之间的整数。",
    ErrorCode::QuotaNotHigher => "请输入大于当前配额的数字。",
    ErrorCode::QuotaRequestNotOpen => "此申请已被处理或撤回。",
    ErrorCode::QuotaRequestOpen => "已有待处理的申请。如需申请其他数量，请先撤回。",
    ErrorCode::ReasonEmpty => "请简要说明原因。",
    ErrorCode::ReasonTooLong => "内容不能超过 500 个字符，请缩短。",
    ErrorCode::ReasonInvalid => "内容包含不可见的控制字符，请手动重新输入，不要粘贴。",
    ErrorCode::RegistrationNumberEmpty => "请输入注册号。",
    ErrorCode::RegistrationNumberTooLong => "注册号不能超过 50 个字符，请缩短。",
    ErrorCode::RegistrationNumberInvalid => {
        "注册号包含不可见的控制字符，请手动重新输入，不要粘贴。"
    }
    ErrorCode::RequestMalformed => "无法读取请求，请重新打开页面。",
    ErrorCode::RequestFieldMissing => "提交的表单不完整，请重新打开页面。",
    ErrorCode::RequestFieldUnknown => "提交的表单包含不存在的字段，请重新打开页面。",
    ErrorCode::RequestMethodNotAllowed => "此网址不支持该操作，请从渠道管理重新操作。",
    ErrorCode::RequestTimeout => "接收请求超时，请重试。",
    ErrorCode::RequestTooLarge => "请求内容过大，请精简后重试。",
    ErrorCode::RequestAddressTooLong => "网址过长，请精简搜索条件后重试。",
    ErrorCode::RequestMediaTypeUnsupported => "请求不是本控制台的表单格式，请重新打开页面后提交。",
    ErrorCode::RequestCrossSite => "请求来自其他网站，出于安全考虑已被拒绝。请在本控制台中操作。",
    ErrorCode::SecondFactorAlreadySet => "双重验证已启用。",
    ErrorCode::SecondFactorCodeEmpty => "请输入验证码。",
    ErrorCode::SecondFactorCodeInvalid => "验证码为六位数字，恢复代码为 16 位字母和数字。",
    ErrorCode::SecondFactorCodeWrong => "验证码不正确、已过期或已被使用，请等待下一个验证码。",
    ErrorCode::SecondFactorNeeded => "此控制台要求客户经理启用双重验证，请先进行设置。",
    ErrorCode::SecondFactorNotSet => "尚未启用双重验证，可能已在其他地方关闭。",
    ErrorCode::ServiceInternal => "请求未能完成。错误已记录在日志中，对应的 ID 见下方。",
    ErrorCode::ServiceNotActivated => "您的组织已通过验证。组织的管理员开通服务后即可创建渠道。",
    ErrorCode::ServiceUnavailable => "暂时无法连接数据库，未做任何更改，请稍后重试。",
    ErrorCode::SessionMissing => "您尚未登录，或会话已结束。未做任何更改，请登录后重新提交表单。",
    ErrorCode::SessionNotFresh => "此操作需要再次输入密码。未做任何更改。",
    ErrorCode::SessionNotFound => "没有对应的会话，可能已经结束。",
    ErrorCode::SignInExpired => "此次登录已超时或已被使用，请重新登录。",
    ErrorCode::SignInRefused => "电子邮件地址或密码不正确。",
    ErrorCode::SignInTooManyAttempts => "错误次数过多，请稍后重试。",
    ErrorCode::TenantNameEmpty => "请输入组织名称。",
    ErrorCode::TenantNameTooLong => "组织名称不能超过 200 个字符，请缩短。",
    ErrorCode::TenantNameInvalid => "组织名称包含不可见的控制字符，请手动重新输入，不要粘贴。",
    ErrorCode::TenantMissing => "您不属于任何组织，请联系组织的管理员邀请您加入。",
    ErrorCode::TenantNotFound => "没有此 ID 对应的组织。",
    ErrorCode::TenantNotVerified => "您的组织尚未通过验证。客户经理完成验证之前，无法创建渠道。",
    ErrorCode::TenantOtherState => "组织的当前状态不支持此操作，可能已被其他用户更改或已执行过。",
    ErrorCode::TenantCorrected => "打开页面后，该组织修改了自己的信息。请查看最新内容后再决定。",
    ErrorCode::TenantSuspended => "您的组织已停用：可以查看，但不能更改任何内容。请联系客户经理。",
    ErrorCode::WebhookUrlEmpty => "请输入接收端的地址。",
    ErrorCode::WebhookUrlTooLong => "地址超过 500 个字符，请缩短。",
    ErrorCode::WebhookUrlInvalid => "请输入以 https:// 开头的地址，且不含用户名、片段或空白。",
};
