//! Mistakes in forms: told in the person's language, beside what was typed.

use app::locale::Locale;
use domain::error_code::ErrorCode;

use crate::bench::TestServer;
use crate::support::client::creation_key;

struct Mistake {
    code: ErrorCode,
    channel_type: &'static str,
    name: String,
    remarks: String,
}

fn mistakes() -> Vec<Mistake> {
    let mistake = |code, channel_type, name: &str, remarks: &str| Mistake {
        code,
        channel_type,
        name: name.to_owned(),
        remarks: remarks.to_owned(),
    };
    let (long_name, long_remarks) = ("水".repeat(51), "𠮷".repeat(151));
    vec![
        mistake(ErrorCode::ChannelTypeMissing, "", "Support", "kept"),
        mistake(ErrorCode::ChannelTypeUnknown, "fax", "Support", "kept"),
        mistake(ErrorCode::ChannelTypeUnknown, "WhatsApp", "Support", "kept"),
        mistake(ErrorCode::ChannelNameEmpty, "sms", "", "kept"),
        mistake(ErrorCode::ChannelNameEmpty, "sms", "\u{3000}\u{a0}", "kept"),
        mistake(ErrorCode::ChannelNameTooLong, "sms", &long_name, "kept"),
        mistake(ErrorCode::ChannelNameInvalid, "sms", "a\u{202e}b", "kept"),
        mistake(ErrorCode::ChannelNameInvalid, "sms", "a\nb", "kept"),
        mistake(ErrorCode::ChannelNameInvalid, "sms", "a\0b", "kept"),
        mistake(ErrorCode::ChannelRemarksTooLong, "sms", "Support", &long_remarks),
        mistake(ErrorCode::ChannelRemarksInvalid, "sms", "Support", "a\u{7}b"),
        mistake(ErrorCode::ChannelRemarksInvalid, "sms", "Support", "a\0b"),
        mistake(ErrorCode::ChannelRemarksInvalid, "sms", "Support", "a\u{2066}b"),
    ]
}

pub(crate) async fn each_wrong_field_is_told_in_each_language_and_kept(server: &TestServer) {
    let client = server.client;
    let key = creation_key(0).to_string();
    for locale in Locale::ALL {
        for mistake in mistakes() {
            let fields = [
                ("type", mistake.channel_type),
                ("name", &mistake.name),
                ("remarks", &mistake.remarks),
                ("creation_key", &key),
                ("name_seen", ""),
            ];
            let call = client.post("/channels/new", &fields);
            let answer = call.header("accept-language", locale.tag()).send().await;
            let code = mistake.code;
            assert_eq!(answer.status, code.http_status(), "{code:?}: {answer}");
            let page = answer.unescaped();
            // Beside the field and in the summary.
            let told = page.matches((locale.texts().error)(code)).count();
            assert!(told >= 2, "{code:?} in {locale:?}: {page}");
            assert!(page.contains(&format!("lang=\"{}\"", locale.tag())), "{page}");
            assert!(page.contains(&mistake.name), "{code:?}: {page}");
            assert!(page.contains(&mistake.remarks), "{code:?}: {page}");
            assert_eq!(answer.hidden_field("creation_key"), key);
            let chosen = page.contains("checked");
            assert_eq!(chosen, mistake.channel_type == "sms", "{code:?}: {page}");
        }
    }
    assert_eq!(client.used().await, 0);
}

pub(crate) async fn everything_wrong_is_told_at_once(server: &TestServer) {
    let remarks = "x".repeat(151);
    let key = creation_key(0).to_string();
    let fields = [("name", " "), ("remarks", &*remarks), ("creation_key", &key)];
    let answer = server.client.post("/channels/new", &fields).send().await;
    assert_eq!(answer.status, 422);
    let error = Locale::English.texts().error;
    for code in [
        ErrorCode::ChannelTypeMissing,
        ErrorCode::ChannelNameEmpty,
        ErrorCode::ChannelRemarksTooLong,
    ] {
        assert!(answer.unescaped().contains(error(code)), "{code:?}: {answer}");
    }
}

pub(crate) async fn a_wrong_edit_is_told_and_kept(server: &TestServer) {
    let client = server.client;
    let id = client.create(creation_key(0), "Support").send().await.created_id();
    let address = format!("/channels/{id}");
    for mistake in mistakes().into_iter().filter(|mistake| mistake.channel_type == "sms") {
        let fields = [("name", &*mistake.name), ("remarks", &mistake.remarks), ("version", "1")];
        let answer = client.post(&address, &fields).send().await;
        let code = mistake.code;
        assert_eq!(answer.status, code.http_status(), "{code:?}: {answer}");
        let page = answer.unescaped();
        assert!(page.contains((Locale::English.texts().error)(code)), "{code:?}: {page}");
        assert!(page.contains(&mistake.name), "{code:?}: {page}");
        assert!(page.contains(&mistake.remarks), "{code:?}: {page}");
        assert_eq!(answer.hidden_field("version"), "1");
    }
    assert_eq!(client.exported().await, [(id, "Support".to_owned(), String::new())]);
}
