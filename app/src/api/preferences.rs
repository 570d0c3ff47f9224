use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::error_code::ErrorCode;

use super::fields::Fields;
use super::{Failure, Theme};
use crate::locale::Locale;
use crate::routes;

/// Remembers the language a person chose.
pub(super) const LOCALE_COOKIE: &str = "suiro_locale";

/// Remembers the theme a person chose.
pub(super) const THEME_COOKIE: &str = "suiro_theme";

/// Remembers a choice of language or theme, and goes back to the page it was made on.
pub(super) async fn save(cookies: CookieJar, fields: Fields) -> Result<Response, Failure> {
    let mut fields = fields.only(&["locale", "theme", "return_to"])?;
    let mut cookies = cookies;
    if let Some(tag) = fields.optional("locale") {
        let locale = Locale::from_tag(&tag).ok_or(ErrorCode::RequestMalformed)?;
        cookies = cookies.add(lasting(LOCALE_COOKIE, locale.tag()));
    }
    if let Some(slug) = fields.optional("theme") {
        let theme = Theme::from_slug(&slug).ok_or(ErrorCode::RequestMalformed)?;
        cookies = cookies.add(lasting(THEME_COOKIE, theme.slug()));
    }
    let return_to = fields.required("return_to")?;
    if !routes::is_local(&return_to) {
        return Err(ErrorCode::RequestMalformed.into());
    }
    Ok((cookies, Redirect::to(&return_to)).into_response())
}

fn lasting(name: &'static str, value: &'static str) -> Cookie<'static> {
    let mut cookie = Cookie::new(name, value);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.make_permanent();
    cookie
}
