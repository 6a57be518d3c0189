//! The phone page: static files in the binary, nothing from elsewhere.

use axum::Router;
use axum::extract::rejection::NestedPathRejection;
use axum::extract::{NestedPath, Path};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::emulator::Emulator;

/// The prefix the router is mounted under, if any.
type Prefix = Result<NestedPath, NestedPathRejection>;

/// Everything from this origin, no inline script or style.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
    media-src 'self' blob:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'self'";

const PAGE: &str = include_str!("../phone/index.html");

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../phone/", $name)))
    };
}

/// The files under `phone/` by name.
const FILES: &[(&str, &str)] = &[
    file!("css/base.css"),
    file!("css/bubbles.css"),
    file!("css/layout.css"),
    file!("css/phone.css"),
    file!("css/sheets.css"),
    file!("icon.svg"),
    file!("js/actions.js"),
    file!("js/api.js"),
    file!("js/attach.js"),
    file!("js/bubble.js"),
    file!("js/composer.js"),
    file!("js/content/cards.js"),
    file!("js/content/index.js"),
    file!("js/content/interactive.js"),
    file!("js/content/location.js"),
    file!("js/content/media.js"),
    file!("js/content/template.js"),
    file!("js/dom.js"),
    file!("js/faults.js"),
    file!("js/figures.js"),
    file!("js/files.js"),
    file!("js/form-sheet.js"),
    file!("js/icons.js"),
    file!("js/list-sheet.js"),
    file!("js/main.js"),
    file!("js/map.js"),
    file!("js/other.js"),
    file!("js/people.js"),
    file!("js/person-form.js"),
    file!("js/phone-menu.js"),
    file!("js/phone.js"),
    file!("js/photos.js"),
    file!("js/pictures.js"),
    file!("js/place.js"),
    file!("js/places.js"),
    file!("js/popup.js"),
    file!("js/sheet.js"),
    file!("js/shelf.js"),
    file!("js/store.js"),
    file!("js/summary.js"),
    file!("js/text.js"),
    file!("js/thread.js"),
    file!("js/time.js"),
    file!("js/voice.js"),
];

/// The page at `/` and its files under `/assets`.
pub(crate) fn router() -> Router<Emulator> {
    Router::new().route("/", get(page)).route("/assets/{*name}", get(asset))
}

/// The page, told under which prefix it lives.
async fn page(prefix: Prefix) -> Response {
    let prefix = prefix.as_ref().map_or("", NestedPath::as_str).trim_end_matches('/');
    (safety(), Html(PAGE.replace("{base}", &format!("{prefix}/")))).into_response()
}

async fn asset(Path(name): Path<String>) -> Response {
    let Some((name, text)) = FILES.iter().find(|(known, _)| *known == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    (safety(), [(header::CONTENT_TYPE, media_type(name))], *text).into_response()
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn safety() -> [(HeaderName, HeaderValue); 4] {
    [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ]
}
