//! Language and theme.

use domain::error_code::ErrorCode;

use crate::bad_forms::assert_refused;
use crate::bench::TestServer;
use crate::support::answer::Answer;

const FORM: &str = "/preferences";

/// Name and value of the cookies that an answer sets.
fn cookies(answer: &Answer) -> Vec<&str> {
    let values = answer.headers.get_all("set-cookie").iter();
    values.map(|one| one.to_str().expect("text").split(';').next().expect("a pair")).collect()
}

pub(crate) async fn the_browser_chooses_the_language_until_the_person_does(server: &TestServer) {
    let client = server.client;
    for (accepted, language) in [
        ("", "en"),
        ("ja-JP,ja;q=0.9,en;q=0.5", "ja"),
        ("zh-TW", "zh-Hans"),
        ("fr-FR,de;q=0.9", "en"),
        ("fr, zh;q=0.2, ja;q=0.1", "zh-Hans"),
    ] {
        let page = client.get("/channels").header("accept-language", accepted).send().await;
        assert!(page.text().contains(&format!("<html lang=\"{language}\"")), "{accepted}: {page}");
    }
    let fields = [("locale", "ja"), ("return_to", "/channels")];
    let answer = client.post(FORM, &fields).header("accept-language", "zh").send().await;
    assert_eq!(cookies(&answer), ["suiro_locale=ja"]);
    let chosen = client.get("/channels").header("cookie", "a=b; suiro_locale=ja");
    let page = chosen.header("accept-language", "zh").send().await;
    assert!(page.text().contains("<html lang=\"ja\""), "{page}");
    assert!(page.text().contains("チャンネル"), "{page}");
    for forged in ["suiro_locale=xx", "suiro_locale=", "suiro_locale=JA", "suiro_locale"] {
        let page = client.get("/channels").header("cookie", forged);
        let page = page.header("accept-language", "zh").send().await;
        assert!(page.text().contains("<html lang=\"zh-Hans\""), "{forged}: {page}");
    }
}

pub(crate) async fn a_choice_leads_back_to_the_page_it_was_made_on(server: &TestServer) {
    let client = server.client;
    for address in ["/", "/channels", "/channels?q=%E6%B0%B4&sort=name", "/help#types"] {
        let fields = [("theme", "dark"), ("return_to", address)];
        let answer = client.post(FORM, &fields).send().await;
        assert_eq!((answer.status, answer.header("location")), (303, address));
        assert_eq!(cookies(&answer), ["suiro_theme=dark"]);
        let cookie = answer.header("set-cookie").to_owned();
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=", "Expires="] {
            assert!(cookie.contains(part), "{part}: {cookie}");
        }
    }
    let page = client.get("/channels?q=a%22b").header("cookie", "suiro_theme=dark").send().await;
    assert!(page.text().contains("data-theme=\"dark\""), "{page}");
    assert_eq!(page.hidden_field("return_to"), "/channels?q=a%22b");
    let both = [("locale", "zh-Hans"), ("theme", "light"), ("return_to", "/help")];
    let answer = client.post(FORM, &both).send().await;
    let mut set = cookies(&answer);
    set.sort_unstable();
    assert_eq!(set, ["suiro_locale=zh-Hans", "suiro_theme=light"]);
}

pub(crate) async fn an_unknown_choice_is_refused(server: &TestServer) {
    for (name, value) in [("locale", "fr"), ("locale", ""), ("theme", "pink"), ("theme", "Dark")] {
        let fields = [(name, value), ("return_to", "/")];
        let answer = server.client.post(FORM, &fields).send().await;
        assert_refused(&answer, ErrorCode::RequestMalformed, value);
    }
}
