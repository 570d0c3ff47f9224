use domain::channel::ChannelType;
use domain::platform::CredentialFault;

use crate::locale::{CredentialTexts, WayTexts};

pub(super) const WAY: fn(ChannelType, &str) -> Option<WayTexts> = |channel_type, way| {
    Some(match (channel_type, way) {
        (ChannelType::WhatsApp, "embedded_signup") => WayTexts {
            title: "Meta でサインアップ",
            when: "通常はこちらを選択します。Meta にサインインして電話番号を選択すると、この画面\
                   に戻ります。トークンのコピーは不要です。",
        },
        (ChannelType::WhatsApp, "system_user") => WayTexts {
            title: "システムユーザーのトークン",
            when: "会社の Meta ビジネスポートフォリオにシステムユーザーがあり、このコンソールの\
                   アプリ用のトークンを発行できる場合に選択します。",
        },
        (ChannelType::Messenger, "facebook_login") => WayTexts {
            title: "Facebook でサインイン",
            when: "Facebook にサインインしてアクセスを許可し、ページを選択します。",
        },
        (ChannelType::Instagram, "instagram_login") => WayTexts {
            title: "Instagram でサインイン",
            when: "プロアカウント自体にサインインできる場合に選択します。Facebook ページは不要で\
                   す。",
        },
        (ChannelType::Instagram, "facebook_login") => WayTexts {
            title: "Facebook でサインイン",
            when: "管理している Facebook ページにプロアカウントがリンクされている場合に選択しま\
                   す。",
        },
        (ChannelType::Viber, "token") => WayTexts {
            title: "認証トークン",
            when: "Viber の管理パネルから、アカウントのトークンをコピーします。",
        },
        (ChannelType::Sms, "twilio") => WayTexts {
            title: "Twilio または互換プロバイダー",
            when: "プロバイダーから Account SID と Auth Token が発行されている場合に選択します。",
        },
        (ChannelType::Sms, "smpp") => WayTexts {
            title: "SMPP",
            when: "通信事業者やプロバイダーから、直接接続用のホスト、ポート、システム ID が発行\
                   されている場合に選択します。",
        },
        (ChannelType::Email, "smtp") => WayTexts {
            title: "メールサーバー（SMTP）",
            when: "自社またはプロバイダーのメールサーバーから、ユーザー名とパスワードを使用して\
                   送信します。",
        },
        _ => return None,
    })
};

pub(super) const CREDENTIAL: fn(&str, &str) -> Option<CredentialTexts> = |way, field| {
    Some(match (way, field) {
        ("embedded_signup", "waba_id") => CredentialTexts {
            label: "WhatsApp Business アカウント ID",
            hint: "空欄の場合は、Meta でアカウントを選択します。",
        },
        ("embedded_signup", "phone_number_id") => CredentialTexts {
            label: "電話番号 ID",
            hint: "空欄の場合は、後で電話番号を選択します。",
        },
        ("system_user", "waba_id") => CredentialTexts {
            label: "WhatsApp Business アカウント ID",
            hint: "Meta ビジネスポートフォリオの設定の「WhatsApp アカウント」に表示されていま\
                   す。",
        },
        ("system_user", "phone_number_id") => CredentialTexts {
            label: "電話番号 ID",
            hint: "Meta が電話番号に割り当てた ID です。電話番号そのものではありません。",
        },
        ("system_user", "token") => CredentialTexts {
            label: "システムユーザーのアクセストークン",
            hint: "whatsapp_business_management と whatsapp_business_messaging の権限が必要で\
                   す。",
        },
        ("embedded_signup" | "system_user", "pin") => CredentialTexts {
            label: "電話番号の PIN",
            hint: "6 桁の数字です。電話番号が未登録の場合にのみ必要です。2 段階認証の PIN、未設\
                   定の場合は新しい PIN を入力してください。",
        },
        ("token", "token") => CredentialTexts {
            label: "認証トークン",
            hint: "Viber の管理パネルの、アカウントの設定に表示されています。",
        },
        ("twilio", "account_sid") => {
            CredentialTexts { label: "Account SID", hint: "AC で始まります。" }
        }
        ("twilio", "auth_token") => CredentialTexts {
            label: "Auth Token",
            hint: "API キーを使用する場合も必要です。コールバックがプロバイダーからのものである\
                   ことの確認に使用します。",
        },
        ("twilio", "api_key") => CredentialTexts {
            label: "API キー SID",
            hint: "SK で始まります。入力すると、Auth Token の代わりに API キーでリクエストを送信\
                   します。",
        },
        ("twilio", "api_key_secret") => CredentialTexts {
            label: "API キーのシークレット",
            hint: "API キー SID に対応するシークレットです。",
        },
        ("twilio", "sender") => CredentialTexts {
            label: "送信元",
            hint: "+ と国番号を付けた電話番号、送信者名、または Messaging Service の SID です。",
        },
        ("twilio", "base_url") => CredentialTexts {
            label: "API の URL",
            hint: "Twilio 互換のほかのプロバイダーを使用する場合にのみ入力します。Twilio の場合\
                   は空欄にしてください。",
        },
        ("twilio" | "smpp", "registration_state") => CredentialTexts {
            label: "送信元の登録",
            hint: "登録済みの送信元のみが許可される国があります。ここには状況を記録するだけで、\
                   当局への照会は行いません。",
        },
        ("twilio" | "smpp", "registration_country") => CredentialTexts {
            label: "登録先の国",
            hint: "送信元を登録した、または登録が必要な国です。",
        },
        ("twilio" | "smpp", "registration_reference") => CredentialTexts {
            label: "登録の参照番号",
            hint: "後で照会できるように、書類または申請の番号を記録します。",
        },
        ("twilio" | "smpp", "registration_until") => CredentialTexts {
            label: "登録の有効期限",
            hint: "有効な最後の日です。30 日前、14 日前、7 日前、前日に管理者へお知らせします。",
        },
        ("smpp", "host") => CredentialTexts {
            label: "ホスト",
            hint: "SMPP サーバーのホスト名です。ポートは含めません。",
        },
        ("smpp", "port") => CredentialTexts {
            label: "ポート",
            hint: "プロバイダーから案内された番号です。",
        },
        ("smpp", "encryption") => CredentialTexts {
            label: "暗号化",
            hint: "暗号化しない場合、パスワードとすべてのメッセージが通信経路上で読み取られるお\
                   それがあります。",
        },
        ("smpp", "system_id") => CredentialTexts {
            label: "システム ID",
            hint: "SMPP サーバーへの接続に使用する名前です。",
        },
        ("smpp", "password") => CredentialTexts {
            label: "パスワード",
            hint: "システム ID のパスワードです。",
        },
        ("smpp", "system_type") => CredentialTexts {
            label: "システムタイプ",
            hint: "プロバイダーから案内された場合にのみ入力します。",
        },
        ("smpp", "sender") => CredentialTexts {
            label: "送信元",
            hint: "国番号を付けた電話番号、ショートコード、または送信者名です。",
        },
        ("smpp", "message_ids") => CredentialTexts {
            label: "配信レポートのメッセージ ID",
            hint: "プロバイダーにご確認ください。配信レポートが正しく反映される場合は空欄のままで\
                   かまいません。",
        },
        ("smtp", "host") => CredentialTexts {
            label: "ホスト",
            hint: "メールサーバーのホスト名です。ポートは含めません。",
        },
        ("smtp", "port") => CredentialTexts {
            label: "ポート",
            hint: "通常、STARTTLS では 587、TLS では 465 です。",
        },
        ("smtp", "encryption") => CredentialTexts {
            label: "暗号化",
            hint: "暗号化せずにメールを送信することはありません。",
        },
        ("smtp", "mechanism") => CredentialTexts {
            label: "サインイン方式",
            hint: "XOAUTH2 は、パスワードの代わりにアクセストークンが必要なプロバイダーの場合に\
                   のみ選択してください。",
        },
        ("smtp", "username") => CredentialTexts {
            label: "ユーザー名",
            hint: "多くの場合、メールアドレスと同じです。",
        },
        ("smtp", "password") => CredentialTexts {
            label: "パスワードまたはアクセストークン",
            hint: "ご自身のパスワードの代わりに、アプリパスワードが必要なプロバイダーもありま\
                   す。",
        },
        ("smtp", "sender") => CredentialTexts {
            label: "送信元アドレス",
            hint: "受信者に表示され、返信先となるアドレスです。",
        },
        ("smtp", "sender_name") => CredentialTexts {
            label: "送信者名",
            hint: "アドレスとともに表示されます。",
        },
        ("smtp", "imap_host") => CredentialTexts {
            label: "IMAP ホスト",
            hint: "送信元のメールボックスのホスト名です。不達通知と返信の把握に使用します。上記の\
                   ユーザー名とパスワードで接続し、メールは変更しません。読み取らない場合は空欄に\
                   してください。",
        },
        ("smtp", "imap_port") => CredentialTexts {
            label: "IMAP ポート",
            hint: "プロバイダーの指定がなければ 993 です。最初から TLS で接続します。",
        },
        ("smtp", "spf_include") => CredentialTexts {
            label: "プロバイダーの SPF ドメイン",
            hint: "SPF レコードの include: に続けて記述するよう、プロバイダーから案内されたドメ\
                   インです。ドメインの確認に使用します。",
        },
        ("smtp", "dkim_selector") => CredentialTexts {
            label: "DKIM セレクター",
            hint: "プロバイダーから案内されます。入力しない場合、DKIM レコードは確認できません。",
        },
        _ => return None,
    })
};

pub(super) const CHOICE: fn(&str, &str) -> Option<&'static str> = |field, word| {
    Some(match (field, word) {
        ("encryption", "tls") => "最初から TLS（推奨）",
        ("encryption", "starttls") => "STARTTLS",
        ("encryption", "none") => "なし（通信内容が読み取られるおそれがあります）",
        ("mechanism", "password") => "ユーザー名とパスワード",
        ("mechanism", "xoauth2") => "XOAUTH2 アクセストークン",
        ("message_ids", "same") => "送信時と同じ",
        ("message_ids", "zeros") => "先頭の 0 と大文字・小文字を除き、送信時と同じ",
        ("message_ids", "hex_answers") => "送信時は 16 進数、配信レポートでは 10 進数",
        ("message_ids", "hex_receipts") => "送信時は 10 進数、配信レポートでは 16 進数",
        ("registration_state", "not_required") => "不要",
        ("registration_state", "required") => "必要（未申請）",
        ("registration_state", "submitted") => "申請済み（審査中）",
        ("registration_state", "approved") => "承認済み",
        ("registration_state", "rejected") => "却下",
        _ => return None,
    })
};

pub(super) const CREDENTIAL_FAULT: fn(CredentialFault) -> &'static str = |fault| match fault {
    CredentialFault::Missing => "この項目を入力してください。",
    CredentialFault::Invalid => {
        "この値は使用できません。余分な文字が含まれていないか確認し、入力し直してください。"
    }
    CredentialFault::NoDate => {
        "日付として認識できません。2027-03-31 のように年・月・日を入力するか、空欄にしてください。"
    }
};
