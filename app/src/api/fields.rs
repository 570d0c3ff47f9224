use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use domain::error_code::ErrorCode;

use super::Failure;

/// The fields of a form or of a query string, as text.
///
/// Read strictly: bytes that are not UTF-8 are an error instead of replacement characters, a
/// field that is missing, unknown or there twice is an error instead of a guess.
#[derive(Debug)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `a=b&c=d`.
    pub(super) fn parse(encoded: &[u8]) -> Result<Self, ErrorCode> {
        // Separators are ASCII, so the whole is UTF-8 exactly when every part is.
        percent_encoding::percent_decode(encoded)
            .decode_utf8()
            .map_err(|_| ErrorCode::RequestMalformed)?;
        Ok(Self(form_urlencoded::parse(encoded).into_owned().collect()))
    }

    /// Refuses a form with a field that is not one of `names`, or with one of them twice.
    pub(super) fn only(self, names: &[&str]) -> Result<Self, ErrorCode> {
        let times = |name: &str| self.0.iter().filter(|(other, _)| other == name).count();
        let known = |name: &str| names.contains(&name) && times(name) == 1;
        if self.0.iter().all(|(name, _)| known(name)) {
            Ok(self)
        } else {
            Err(ErrorCode::RequestFieldUnknown)
        }
    }

    /// The value of a field that may be missing. Of several, the first.
    pub(super) fn optional(&mut self, name: &str) -> Option<String> {
        let index = self.0.iter().position(|(other, _)| other == name)?;
        Some(self.0.swap_remove(index).1)
    }

    /// All that is left, in any order.
    pub(super) fn rest(self) -> Vec<(String, String)> {
        self.0
    }

    /// The value of a field that the form always has.
    pub(super) fn required(&mut self, name: &str) -> Result<String, ErrorCode> {
        self.optional(name).ok_or(ErrorCode::RequestFieldMissing)
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let media_type = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .unwrap_or_default()
            .trim();
        if !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(ErrorCode::RequestMediaTypeUnsupported.into());
        }
        let body = axum::body::Bytes::from_request(request, state).await.map_err(|rejection| {
            match rejection.status() {
                axum::http::StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::RequestTooLarge,
                axum::http::StatusCode::REQUEST_TIMEOUT => ErrorCode::RequestTimeout,
                _ => ErrorCode::RequestMalformed,
            }
        })?;
        Ok(Self::parse(&body)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_browser_sends() {
        let mut fields = Fields::parse(b"name=%E6%B0%B4+a&remarks=").expect("fields");
        assert_eq!(fields.required("name"), Ok("水 a".to_owned()));
        assert_eq!(fields.required("remarks"), Ok(String::new()));
        assert_eq!(fields.required("type"), Err(ErrorCode::RequestFieldMissing));
    }

    #[test]
    fn refuses_broken_utf8_wherever_it_is() {
        for broken in [&b"name=%ff"[..], b"na%c3me=a", b"name=\xe3\x81", b"a=%e3&b=%81%82"] {
            assert_eq!(Fields::parse(broken).err(), Some(ErrorCode::RequestMalformed));
        }
    }

    #[test]
    fn refuses_fields_that_do_not_belong_there() {
        let fields = |text: &str| Fields::parse(text.as_bytes()).expect("fields");
        assert!(fields("a=1&b=2").only(&["a", "b", "c"]).is_ok());
        assert!(fields("a=1&x=2").only(&["a", "b"]).is_err());
        assert!(fields("a=1&a=2").only(&["a", "b"]).is_err());
    }
}
