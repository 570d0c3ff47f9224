//! Style and code for the browser, inside the program: it runs from any folder.

use std::borrow::Cow;

use app::api::{AssetPaths, Failure};
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, VARY,
};
use axum::response::{IntoResponse, Response};
use domain::error_code::ErrorCode;
use rust_embed::RustEmbed;

/// The files that the build left in `target/site`, each with its compressed copies beside it. In
/// debug builds they are read from there at run time.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// The folder of style and code in [`Site`].
const PACKAGE: &str = "pkg";

/// What pages refer to. Their content is in the folder's name.
const PACKAGE_FILES: [&str; 3] = ["suiro.css", "suiro.js", "suiro.wasm"];

/// Style and code under a name that changes with their content.
pub fn paths() -> AssetPaths {
    use std::hash::{DefaultHasher, Hash, Hasher};

    let mut hasher = DefaultHasher::new();
    for file in PACKAGE_FILES {
        if let Some(file) = Site::get(&format!("{PACKAGE}/{file}")) {
            file.metadata.sha256_hash().hash(&mut hasher);
        }
    }
    AssetPaths { package: format!("{PACKAGE}/{:016x}", hasher.finish()).into() }
}

/// Which of the files that pages refer to are missing from the program.
pub fn missing() -> Vec<&'static str> {
    PACKAGE_FILES
        .into_iter()
        .filter(|file| Site::get(&format!("{PACKAGE}/{file}")).is_none())
        .collect()
}

/// A file of the package. Whatever content the name stands for, a browser may keep it for ever.
pub async fn package(
    axum::Extension(paths): axum::Extension<AssetPaths>,
    Path((version, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if *paths.package != format!("{PACKAGE}/{version}") {
        return Err(ErrorCode::PageNotFound.into());
    }
    answer(&format!("{PACKAGE}/{file}"), &headers, "public, max-age=31536000, immutable")
}

/// The favourite icon.
pub async fn icon(headers: HeaderMap) -> Result<Response, Failure> {
    answer("favicon.svg", &headers, "public, max-age=86400")
}

fn answer(path: &str, headers: &HeaderMap, cache: &'static str) -> Result<Response, Failure> {
    let media_type = match path.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "wasm")) => "application/wasm",
        Some((_, "svg")) => "image/svg+xml",
        _ => return Err(ErrorCode::PageNotFound.into()),
    };
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let (content, encoding) =
        smallest(path, accepted.unwrap_or_default()).ok_or(ErrorCode::PageNotFound)?;
    let mut response = (
        [(CONTENT_TYPE, media_type), (CACHE_CONTROL, cache), (VARY, "accept-encoding")],
        content.into_owned(),
    )
        .into_response();
    if let Some(encoding) = encoding {
        let name: HeaderName = CONTENT_ENCODING;
        response.headers_mut().insert(name, encoding);
    }
    Ok(response)
}

type Encoded = (Cow<'static, [u8]>, Option<axum::http::HeaderValue>);

/// The smallest copy of a file that the browser can read.
fn smallest(path: &str, accepted: &str) -> Option<Encoded> {
    let accepts = |encoding: &str| {
        accepted
            .split(',')
            .any(|one| one.split(';').next().is_some_and(|one| one.trim() == encoding))
    };
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if accepts(encoding)
            && let Some(file) = Site::get(&format!("{path}.{ending}"))
        {
            return Some((file.data, Some(axum::http::HeaderValue::from_static(encoding))));
        }
    }
    Some((Site::get(path)?.data, None))
}
