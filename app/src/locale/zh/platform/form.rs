use domain::channel::ChannelType;
use domain::platform::CredentialFault;

use crate::locale::{CredentialTexts, WayTexts};

pub(super) const WAY: fn(ChannelType, &str) -> Option<WayTexts> = |channel_type, way| {
    Some(match (channel_type, way) {
        (ChannelType::WhatsApp, "embedded_signup") => WayTexts {
            title: "在 Meta 注册",
            when: "常用方式：在 Meta 登录并选择号码，然后返回此处，无需复制令牌。",
        },
        (ChannelType::WhatsApp, "system_user") => WayTexts {
            title: "系统用户令牌",
            when: "适用于公司在 Meta 业务组合中已有系统用户，并持有此控制台应用令牌的情况。",
        },
        (ChannelType::Messenger, "facebook_login") => WayTexts {
            title: "登录 Facebook",
            when: "登录 Facebook 并允许访问，然后选择主页。",
        },
        (ChannelType::Instagram, "instagram_login") => WayTexts {
            title: "登录 Instagram",
            when: "适用于可以直接登录该专业账号的情况，无需 Facebook 主页。",
        },
        (ChannelType::Instagram, "facebook_login") => WayTexts {
            title: "登录 Facebook",
            when: "适用于该专业账号已关联您所管理的 Facebook 主页的情况。",
        },
        (ChannelType::Viber, "token") => WayTexts {
            title: "身份验证令牌",
            when: "从 Viber 的管理面板复制账号的令牌。",
        },
        (ChannelType::Sms, "twilio") => WayTexts {
            title: "Twilio 或兼容的服务商",
            when: "适用于服务商提供了 Account SID 和 Auth Token 的情况。",
        },
        (ChannelType::Sms, "smpp") => WayTexts {
            title: "SMPP",
            when: "适用于运营商或服务商提供了主机、端口和系统 ID 供直接连接的情况。",
        },
        (ChannelType::Email, "smtp") => WayTexts {
            title: "邮件服务器（SMTP）",
            when: "通过您自己或服务商的邮件服务器发送，需要用户名和密码。",
        },
        _ => return None,
    })
};

pub(super) const CREDENTIAL: fn(&str, &str) -> Option<CredentialTexts> = |way, field| {
    Some(match (way, field) {
        ("embedded_signup", "waba_id") => CredentialTexts {
            label: "WhatsApp Business 账号 ID",
            hint: "留空则在 Meta 上选择账号。",
        },
        ("embedded_signup", "phone_number_id") => {
            CredentialTexts { label: "电话号码 ID", hint: "留空则稍后选择号码。" }
        }
        ("system_user", "waba_id") => CredentialTexts {
            label: "WhatsApp Business 账号 ID",
            hint: "位于 Meta 业务组合设置的“WhatsApp 账号”中。",
        },
        ("system_user", "phone_number_id") => CredentialTexts {
            label: "电话号码 ID",
            hint: "Meta 为号码分配的 ID，不是电话号码本身。",
        },
        ("system_user", "token") => CredentialTexts {
            label: "系统用户的访问令牌",
            hint: "需要 whatsapp_business_management 和 whatsapp_business_messaging 权限。",
        },
        ("embedded_signup" | "system_user", "pin") => CredentialTexts {
            label: "号码的 PIN 码",
            hint: "六位数字，仅在号码尚未注册时需要：填写其两步验证的 PIN 码；如果没有，则设置一\
                   个新的。",
        },
        ("token", "token") => CredentialTexts {
            label: "身份验证令牌",
            hint: "位于 Viber 管理面板的账号设置中。",
        },
        ("twilio", "account_sid") => {
            CredentialTexts { label: "Account SID", hint: "以 AC 开头。" }
        }
        ("twilio", "auth_token") => CredentialTexts {
            label: "Auth Token",
            hint: "即使使用 API 密钥也需要填写，用于确认回调来自服务商。",
        },
        ("twilio", "api_key") => CredentialTexts {
            label: "API 密钥 SID",
            hint: "以 SK 开头。填写后，请求将使用此密钥而不是 Auth Token。",
        },
        ("twilio", "api_key_secret") => {
            CredentialTexts { label: "API 密钥的密文", hint: "与 API 密钥 SID 对应。" }
        }
        ("twilio", "sender") => CredentialTexts {
            label: "发送方",
            hint: "带 + 和国家代码的号码、发送方名称，或消息服务的 SID。",
        },
        ("twilio", "base_url") => CredentialTexts {
            label: "接口地址",
            hint: "仅在使用其他兼容 Twilio 接口的服务商时填写；使用 Twilio 时留空。",
        },
        ("twilio" | "smpp", "registration_state") => CredentialTexts {
            label: "发送方登记",
            hint: "部分国家或地区只允许已登记的发送方。此处仅作记录，不会向主管机构核实。",
        },
        ("twilio" | "smpp", "registration_country") => CredentialTexts {
            label: "登记的国家或地区",
            hint: "发送方已登记或需要登记的国家或地区。",
        },
        ("twilio" | "smpp", "registration_reference") => CredentialTexts {
            label: "登记编号",
            hint: "文件或申请的编号，便于日后查找。",
        },
        ("twilio" | "smpp", "registration_until") => CredentialTexts {
            label: "登记有效期至",
            hint: "有效的最后一天。到期前 30、14、7 天和 1 天会提醒管理员。",
        },
        ("smpp", "host") => CredentialTexts {
            label: "主机",
            hint: "SMPP 服务器的主机名，不含端口。",
        },
        ("smpp", "port") => {
            CredentialTexts { label: "端口", hint: "服务商提供的端口号。" }
        }
        ("smpp", "encryption") => CredentialTexts {
            label: "加密",
            hint: "不加密时，密码和所有消息在传输途中可能被读取。",
        },
        ("smpp", "system_id") => {
            CredentialTexts { label: "系统 ID", hint: "用于登录 SMPP 服务器的名称。" }
        }
        ("smpp", "password") => {
            CredentialTexts { label: "密码", hint: "系统 ID 对应的密码。" }
        }
        ("smpp", "system_type") => {
            CredentialTexts { label: "系统类型", hint: "仅在服务商提供时填写。" }
        }
        ("smpp", "sender") => CredentialTexts {
            label: "发送方",
            hint: "带国家代码的号码、短号码或发送方名称。",
        },
        ("smpp", "message_ids") => CredentialTexts {
            label: "回执中的消息 ID",
            hint: "请向服务商确认。如果回执能正确对应消息，可以留空。",
        },
        ("smtp", "host") => CredentialTexts {
            label: "主机",
            hint: "邮件服务器的主机名，不含端口。",
        },
        ("smtp", "port") => CredentialTexts {
            label: "端口",
            hint: "STARTTLS 通常为 587，TLS 通常为 465。",
        },
        ("smtp", "encryption") => CredentialTexts {
            label: "加密",
            hint: "不会在未加密的情况下发送邮件。",
        },
        ("smtp", "mechanism") => CredentialTexts {
            label: "登录方式",
            hint: "仅当服务商要求以访问令牌代替密码时，才选择 XOAUTH2。",
        },
        ("smtp", "username") => {
            CredentialTexts { label: "用户名", hint: "通常就是电子邮件地址。" }
        }
        ("smtp", "password") => CredentialTexts {
            label: "密码或访问令牌",
            hint: "许多服务商要求使用应用专用密码，而不是您自己的密码。",
        },
        ("smtp", "sender") => {
            CredentialTexts { label: "发件地址", hint: "收件人看到并回复的地址。" }
        }
        ("smtp", "sender_name") => {
            CredentialTexts { label: "发件人名称", hint: "显示在地址旁边。" }
        }
        ("smtp", "imap_host") => CredentialTexts {
            label: "IMAP 主机",
            hint: "发件人邮箱的主机名，用于获知退信和回复。使用上面的用户名和密码登录，不会改动\
                   其中的邮件。如不读取邮箱，请留空。",
        },
        ("smtp", "imap_port") => CredentialTexts {
            label: "IMAP 端口",
            hint: "除非服务商另有说明，使用 993。从一开始就使用 TLS。",
        },
        ("smtp", "spf_include") => CredentialTexts {
            label: "服务商的 SPF 域名",
            hint: "服务商要求在 SPF 记录的 include: 后填写的域名，用于检查您的域名。",
        },
        ("smtp", "dkim_selector") => CredentialTexts {
            label: "DKIM 选择器",
            hint: "由服务商提供。不填写则无法检查 DKIM 记录。",
        },
        _ => return None,
    })
};

pub(super) const CHOICE: fn(&str, &str) -> Option<&'static str> = |field, word| {
    Some(match (field, word) {
        ("encryption", "tls") => "全程 TLS（推荐）",
        ("encryption", "starttls") => "STARTTLS",
        ("encryption", "none") => "不加密（传输途中可能被读取）",
        ("mechanism", "password") => "用户名和密码",
        ("mechanism", "xoauth2") => "XOAUTH2 访问令牌",
        ("message_ids", "same") => "与发送时相同",
        ("message_ids", "zeros") => "除前导零和大小写外，与发送时相同",
        ("message_ids", "hex_answers") => "发送时为十六进制，回执中为十进制",
        ("message_ids", "hex_receipts") => "发送时为十进制，回执中为十六进制",
        ("registration_state", "not_required") => "无需登记",
        ("registration_state", "required") => "需要，尚未申请",
        ("registration_state", "submitted") => "已申请，等待结果",
        ("registration_state", "approved") => "已批准",
        ("registration_state", "rejected") => "已拒绝",
        _ => return None,
    })
};

pub(super) const CREDENTIAL_FAULT: fn(CredentialFault) -> &'static str = |fault| match fault {
    CredentialFault::Missing => "请填写此项。",
    CredentialFault::Invalid => "此值不可用，请检查是否含有多余的字符并重新输入。",
    CredentialFault::NoDate => "这不是有效日期。请按 2027-03-31 的形式输入年、月、日，或留空。",
};
