use serde_json::Value;
use ventanilla_domain::Content;

use super::value;

/// Reads a pin (whatsapp-cloud-api 2.5). Coordinates that are no numbers become NaN: the flow says that it is not a place.
pub(super) fn read(body: &Value) -> Option<Content> {
    body.is_object().then(|| Content::Location {
        latitude: value::degrees(&body["latitude"]),
        longitude: value::degrees(&body["longitude"]),
        name: value::text(&body["name"]),
        address: value::text(&body["address"]),
    })
}
