//! The app of this installation at Meta.

use platforms::settings::{MetaApp, MetaSettings};

use crate::fake::{Fake, quick};

pub(crate) const APP_ID: &str = "7001";
pub(crate) const SECRET: &str = "0123456789abcdef-app-secret";

pub(crate) fn meta(fake: &Fake) -> MetaSettings {
    let app = MetaApp {
        id: APP_ID.to_owned(),
        secret: SECRET.to_owned(),
        verify_token: "verify-me".to_owned(),
        whatsapp_configuration: Some("conf-1".to_owned()),
        login_configuration: None,
    };
    MetaSettings {
        graph_url: fake.url.clone(),
        app: Some(app),
        http: quick(),
        ..MetaSettings::default()
    }
}
