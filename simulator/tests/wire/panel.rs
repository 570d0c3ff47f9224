//! The page for a person.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use simulator::Fault;

use crate::bench::{Answer, Bench, NUMBER, SMS_ACCOUNT, SMS_NUMBER, SYSTEM_USER};

async fn post(bench: &Bench, path: &str, body: &str, header: (&str, &str)) -> Answer {
    let request = Request::builder()
        .method("POST")
        .uri(path)
        .header("host", "127.0.0.1:9")
        .header("content-type", "application/x-www-form-urlencoded")
        .header(header.0, header.1)
        .body(Body::from(body.to_owned()));
    bench.send(request.expect("a request")).await
}

async fn page(bench: &Bench) -> String {
    let request = Request::builder().uri("/").body(Body::empty()).expect("a request");
    let answer = bench.send(request).await;
    assert_eq!(answer.status, StatusCode::OK);
    String::from_utf8(answer.body.to_vec()).expect("UTF-8")
}

#[tokio::test]
async fn it_lists_every_account_with_what_opens_it() {
    let bench = Bench::new();
    let page = page(&bench).await;
    for account in bench.simulator.accounts() {
        assert!(page.contains(&account.id), "{}", account.id);
    }
    assert!(page.contains(SYSTEM_USER) && page.contains(SMS_NUMBER));
    assert!(!page.contains("<script"));
}

#[tokio::test]
async fn faults_are_switched_by_boxes_and_not_by_other_sites() {
    let bench = Bench::new();
    let path = format!("/accounts/{NUMBER}/faults");
    let own = [("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:9")];
    let foreign = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "http://evil.example"),
        ("origin", "null"),
    ];
    for header in foreign {
        let refused = post(&bench, &path, "slow=on", header).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{header:?}");
    }
    let faults = || {
        let accounts = bench.simulator.accounts().into_iter();
        let ours = accounts.filter(|account| account.id == NUMBER);
        ours.flat_map(|account| account.faults).collect::<Vec<_>>()
    };
    assert_eq!(faults(), Vec::<Fault>::new());
    let done = post(&bench, &path, "slow=on&expired_token=on", own[0]).await;
    assert_eq!(
        (done.status, done.header("location")),
        (StatusCode::SEE_OTHER, "/#106540352242922")
    );
    assert_eq!(faults(), [Fault::ExpiredToken, Fault::Slow]);
    assert!(page(&bench).await.contains("(2 faults)"));
    post(&bench, &path, "", own[1]).await;
    assert_eq!(faults(), Vec::<Fault>::new());
    let unknown = post(&bench, "/accounts/1/faults", "", own[0]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_customer_writes_to_the_number_of_an_account() {
    let bench = Bench::new();
    let receiver = crate::receiver::Receiver::start().await;
    let number =
        format!("{SMS_ACCOUNT}/IncomingPhoneNumbers/PN00000000000000000000000000000001.json");
    bench.sms(&number, &[("SmsUrl", &receiver.url)]).await;
    let path = format!("/accounts/{SMS_ACCOUNT}/inbound");
    let body = "to=%2B15550100000&from=%2B15550101234&text=Hello";
    let own = ("sec-fetch-site", "same-origin");
    assert_eq!(post(&bench, &path, body, own).await.status, StatusCode::SEE_OTHER);
    assert_eq!(bench.wait(std::time::Duration::from_secs(1)).await, 1);
    let nobody = post(&bench, &path, "to=1&from=2&text=Hello", own).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}
