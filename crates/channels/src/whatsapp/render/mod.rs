//! From what we want to say to the JSON Meta accepts (whatsapp-cloud-api 5). Titles that are too long are cut; anything else beyond a
//! limit is an error, because cutting it would change what a citizen reads.

mod error;
mod interactive;
mod limit;
mod simple;
mod template;

use serde_json::{Map, Value, json};
use ventanilla_domain::OutboundContent;

pub use error::RenderError;

use super::identity::Recipient;

/// Longest `biz_opaque_callback_data` (whatsapp-cloud-api 5.2).
const CALLBACK_LENGTH: usize = 512;

/// The body of `POST /{phone_number_id}/messages` (whatsapp-cloud-api 5.1). `callback` is the outbound id, echoed in statuses; `reply_to` the
/// provider's id of the message to quote; `uploaded_media_id` what [`super::Client::upload`] returned for a stored file.
///
/// # Errors
/// When `content` is outside the limits of section 5.2: a permanent failure, sending it again cannot help.
pub fn message(
    to: &Recipient,
    content: &OutboundContent,
    callback: &str,
    reply_to: Option<&str>,
    uploaded_media_id: Option<&str>,
) -> Result<Value, RenderError> {
    let mut body = addressed(to);
    if let Some(quoted) = reply_to.filter(|_| !matches!(content, OutboundContent::Reaction { .. })) {
        body.insert("context".to_owned(), json!({ "message_id": quoted }));
    }
    let (kind, part) = render(content, uploaded_media_id)?;
    body.insert("type".to_owned(), json!(kind));
    body.insert(kind.to_owned(), part);
    body.insert("biz_opaque_callback_data".to_owned(), json!(limit::within("callback", callback, CALLBACK_LENGTH)?));
    Ok(Value::Object(body))
}

/// The body that marks a citizen's message and all before it as read, with the typing indicator if `typing` (whatsapp-cloud-api 5.10).
#[must_use]
pub fn mark_read(provider_id: &str, typing: bool) -> Value {
    let mut body = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": provider_id });
    if let (true, Some(body)) = (typing, body.as_object_mut()) {
        body.insert("typing_indicator".to_owned(), json!({ "type": "text" }));
    }
    body
}

fn addressed(to: &Recipient) -> Map<String, Value> {
    let (key, address) = match to {
        Recipient::Phone(phone) => ("to", format!("+{}", phone.digits())),
        Recipient::UserId(id) => ("recipient", id.as_str().to_owned()),
    };
    let fields = [("messaging_product", "whatsapp"), ("recipient_type", "individual"), (key, &address)];
    fields.into_iter().map(|(key, value)| (key.to_owned(), json!(value))).collect()
}

/// The word of `type` and the object under it.
fn render(content: &OutboundContent, uploaded: Option<&str>) -> Result<(&'static str, Value), RenderError> {
    match content {
        OutboundContent::Text { body } => simple::text(body),
        OutboundContent::Buttons { body, buttons } => interactive::buttons(body, buttons),
        OutboundContent::List { body, button, sections } => interactive::list(body, button, sections),
        OutboundContent::LocationRequest { body } => interactive::location_request(body),
        OutboundContent::Link { body, label, url } => interactive::link(body, label, url),
        OutboundContent::Media { kind, source, caption, filename } => {
            simple::media(*kind, source, uploaded, caption.as_deref(), filename.as_deref())
        }
        OutboundContent::Location { latitude, longitude, name, address } => {
            simple::location(*latitude, *longitude, name.as_deref(), address.as_deref())
        }
        OutboundContent::Reaction { provider_id, emoji } => simple::reaction(provider_id, emoji),
        OutboundContent::Template { name, language, parameters, payloads } => {
            template::template(name, language, parameters, payloads)
        }
    }
}
