//! Forms that no page of the console can send.

use domain::error_code::ErrorCode;

use crate::bench::TestServer;
use crate::support::answer::Answer;
use crate::support::client::{FORM, creation_key};

/// Refused with this code, in words, with an id that the log knows.
pub(crate) fn assert_refused(answer: &Answer, code: ErrorCode, what: &str) {
    assert_eq!(answer.status, code.http_status(), "{what}: {answer}");
    let trace_id = answer.header("x-request-id");
    assert_eq!(trace_id.len(), 32, "{what}: {answer}");
    for shown in [code.code(), trace_id] {
        assert!(answer.text().contains(shown), "{what} shows {shown}: {answer}");
    }
}

pub(crate) async fn every_bad_form_is_refused_with_its_code(server: &TestServer) {
    use ErrorCode::{RequestFieldMissing, RequestFieldUnknown, RequestMalformed};

    let client = server.client;
    let id = client.create(creation_key(0), "Support").send().await.created_id();
    let (edit, delete) = (format!("/channels/{id}"), format!("/channels/{id}/delete"));
    let key = format!("creation_key={}", creation_key(1));
    let create = |rest: &str| format!("{key}&{rest}").into_bytes();
    let bytes = |text: &str| text.as_bytes().to_vec();
    let forms: Vec<(&str, Vec<u8>, ErrorCode)> = vec![
        ("/channels/new", Vec::new(), RequestFieldMissing),
        ("/channels/new", bytes(&key), RequestFieldMissing),
        ("/channels/new", create("type=sms&name=a"), RequestFieldMissing),
        ("/channels/new", create("type=sms&remarks="), RequestFieldMissing),
        ("/channels/new", bytes("type=sms&name=a&remarks="), RequestFieldMissing),
        ("/channels/new", create("type=sms&name=a&remarks=&x=1"), RequestFieldUnknown),
        ("/channels/new", create("type=sms&name=a&remarks=&lifecycle=2"), RequestFieldUnknown),
        ("/channels/new", create("type=sms&name=a&remarks=&Name=b"), RequestFieldUnknown),
        ("/channels/new", create("type=sms&name[]=a&remarks="), RequestFieldUnknown),
        ("/channels/new", create("type=sms&name=a&name=b&remarks="), RequestFieldUnknown),
        ("/channels/new", create(&format!("type=sms&name=a&remarks=&{key}")), RequestFieldUnknown),
        ("/channels/new", create("type=sms&name=a&remarks=&="), RequestFieldUnknown),
        ("/channels/new", bytes("creation_key=&type=sms&name=a&remarks="), RequestMalformed),
        ("/channels/new", bytes("creation_key=1&type=sms&name=a&remarks="), RequestMalformed),
        ("/channels/new", bytes(&format!("creation_key={id}&name=a&remarks=")), RequestMalformed),
        ("/channels/new", create("type=sms&name=%ff&remarks="), RequestMalformed),
        ("/channels/new", create("type=sms&name=%e6%b0&remarks="), RequestMalformed),
        ("/channels/new", create("type=sms&name=%ed%a0%80&remarks="), RequestMalformed),
        ("/channels/new", create("type=sms&na%ffme=a&remarks="), RequestMalformed),
        ("/channels/new", [&create("name=a&remarks=")[..], b"\xc3\x28"].concat(), RequestMalformed),
        ("/channels/new", b"\xff\xfe\0\0".to_vec(), RequestMalformed),
        ("/channels/new", bytes("{\"type\":\"sms\",\"name\":\"a\"}"), RequestFieldUnknown),
        (&edit, bytes("name=a&remarks="), RequestFieldMissing),
        (&edit, bytes("name=a&version=1"), RequestFieldMissing),
        (&edit, bytes("name=a&remarks=&version="), RequestMalformed),
        (&edit, bytes("name=a&remarks=&version=one"), RequestMalformed),
        (&edit, bytes("name=a&remarks=&version=1.0"), RequestMalformed),
        (&edit, bytes("name=a&remarks=&version=9223372036854775808"), RequestMalformed),
        (&edit, bytes("name=a&remarks=&version=1&version=1"), RequestFieldUnknown),
        (&edit, bytes("name=a&remarks=&version=1&type=viber"), RequestFieldUnknown),
        (&edit, bytes("name=%80&remarks=&version=1"), RequestMalformed),
        (&delete, bytes("no_business=on&backed_up=on"), RequestFieldMissing),
        (&delete, bytes("confirm_name=Support&x=1"), RequestFieldUnknown),
        (&delete, bytes("confirm_name=a&confirm_name=Support"), RequestFieldUnknown),
        (&delete, bytes("confirm_name=%fe"), RequestMalformed),
        ("/sign-in", bytes("email=a@example.com"), RequestFieldMissing),
        ("/sign-in", bytes("email=a@example.com&password=a&role=admin"), RequestFieldUnknown),
        ("/sign-in", bytes("email=a@example.com&password=a&password=b"), RequestFieldUnknown),
        ("/sign-in", bytes("email=a@example.com&password=%ff"), RequestMalformed),
        ("/sign-out", bytes("all=1"), RequestFieldUnknown),
        ("/confirm", bytes("return_to=/"), RequestFieldMissing),
        ("/set-up/0", bytes("email=a@example.com"), RequestFieldMissing),
        ("/members/invite", bytes("email=a@example.com"), RequestFieldMissing),
        ("/members/invite", bytes("email=a@example.com&role=viewer&tenant=1"), RequestFieldUnknown),
        ("/account/password", bytes("new_password=a"), RequestFieldMissing),
        ("/account/sessions/end-others", bytes("user=1"), RequestFieldUnknown),
        ("/account/tenant", bytes("tenant=1"), RequestMalformed),
        ("/preferences", bytes("locale=en"), RequestFieldMissing),
        ("/preferences", bytes("locale=en&return_to=/&x=1"), RequestFieldUnknown),
        ("/preferences", bytes("locale=%f5&return_to=/"), RequestMalformed),
    ];
    for (address, body, code) in forms {
        let what = format!("{address} {}", String::from_utf8_lossy(&body));
        let answer = client.call("POST", address).body(FORM, body).send().await;
        assert_refused(&answer, code, &what);
    }
    assert_eq!(client.exported().await, [(id, "Support".to_owned(), String::new())]);
    // A version that never was is a conflict like any other, not an error.
    for version in ["0", "-1", "9223372036854775807", "-9223372036854775808"] {
        let fields = [("name", "a"), ("remarks", ""), ("version", version)];
        let answer = client.post(&edit, &fields).send().await;
        assert_eq!(answer.status, 409, "{version}: {answer}");
    }
}

pub(crate) async fn a_body_of_another_kind_is_refused(server: &TestServer) {
    let client = server.client;
    let id = client.create(creation_key(0), "Support").send().await.created_id();
    let forms = [
        "/channels/new".to_owned(),
        format!("/channels/{id}"),
        format!("/channels/{id}/delete"),
        "/preferences".to_owned(),
        "/sign-in".to_owned(),
        "/sign-out".to_owned(),
        "/members/invite".to_owned(),
        "/account/password".to_owned(),
    ];
    let whole = format!("type=sms&name=a&remarks=&creation_key={}", creation_key(1));
    for address in &forms {
        for (media_type, body) in [
            ("application/json", "{\"type\":\"sms\",\"name\":\"a\",\"remarks\":\"\"}"),
            ("application/json", "[[[[[[[[[[[[[[[["),
            ("text/plain", &*whole),
            ("multipart/form-data; boundary=x", "--x\r\n\r\n--x--"),
            ("application/x-www-form-urlencodedx", &*whole),
            ("", &*whole),
            ("application/xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>"),
        ] {
            let call = client.call("POST", address).body(media_type, body.to_owned());
            let what = format!("{address} {media_type}");
            let code = ErrorCode::RequestMediaTypeUnsupported;
            assert_refused(&call.send().await, code, &what);
        }
        let nothing = client.call("POST", address).send().await;
        assert_refused(&nothing, ErrorCode::RequestMediaTypeUnsupported, address);
    }
    let spelled = client.call("POST", "/channels/new");
    let spelled = spelled.body("Application/X-WWW-Form-URLencoded; charset=UTF-8", whole);
    spelled.send().await.created_id();
}
