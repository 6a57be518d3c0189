//! What Meta accepts: pure functions from a request body to a message or an error
//! (whatsapp-cloud-api 5.1 to 5.10). Lengths are UTF-16 units, the stricter reading of 5.2.

mod buttons;
mod contacts;
mod fields;
mod interactive;
mod link;
mod list;
mod media;
mod recipient;
pub(crate) mod render;
mod simple;
mod template;
#[cfg(test)]
mod tests;

use serde_json::Value;

use super::error::GraphError;
use fields::Fields;
pub(crate) use link::is_loopback;
pub(crate) use media::{file_kind, fits, may_upload};
pub(crate) use recipient::Recipient;

/// A well-formed request to the messages endpoint.
pub(crate) enum Request {
    Message(Box<Outgoing>),
    MarkRead(MarkRead),
}

/// A message that may be sent.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) recipient: Recipient,
    /// `text`, `image`, `interactive`, …
    pub(crate) kind: String,
    /// The object named by `kind`.
    pub(crate) content: Value,
    pub(crate) reply_to: Option<String>,
    /// `biz_opaque_callback_data`
    pub(crate) callback: Option<String>,
    /// Media ids that must exist.
    pub(crate) media_ids: Vec<String>,
}

/// A request to show two blue ticks.
#[derive(Clone, Debug)]
pub(crate) struct MarkRead {
    pub(crate) message_id: String,
    pub(crate) typing: bool,
}

const KINDS: [&str; 11] = [
    "text",
    "image",
    "video",
    "audio",
    "document",
    "sticker",
    "location",
    "contacts",
    "reaction",
    "interactive",
    "template",
];

/// Reads and checks the body of `POST /{phone_number_id}/messages`.
pub(crate) fn read(body: &Value, business: &str) -> Result<Request, GraphError> {
    let fields = Fields::of(body, "")?;
    match fields.text("messaging_product").map_err(|_| product_missing())? {
        "whatsapp" => {}
        _ => return Err(GraphError::parameter("Param messaging_product must be one of {WHATSAPP}")),
    }
    if body.get("status").is_some() {
        return mark_read(&fields).map(Request::MarkRead);
    }
    let recipient = recipient::read(&fields, business)?;
    let kind = fields.text("type").map_err(|_| GraphError::parameter("The parameter type is required."))?;
    if !KINDS.contains(&kind) {
        return Err(GraphError::parameter(format!(
            "Param type must be one of {{{}}} - got \"{kind}\".",
            KINDS.join(", ")
        )));
    }
    let content = body.get(kind).ok_or_else(|| GraphError::missing(kind))?;
    check(kind, content)?;
    let callback = fields.optional_text("biz_opaque_callback_data", 512)?.map(str::to_owned);
    Ok(Request::Message(Box::new(Outgoing {
        recipient,
        kind: kind.to_owned(),
        content: content.clone(),
        reply_to: quoted(&fields, kind)?,
        callback,
        media_ids: media::ids(kind, content),
    })))
}

fn check(kind: &str, content: &Value) -> Result<(), GraphError> {
    match kind {
        "text" => simple::text(content),
        "location" => simple::location(content),
        "reaction" => simple::reaction(content),
        "contacts" => contacts::check(content),
        "interactive" => interactive::check(content),
        "template" => template::check(content),
        _ => media::check(kind, content),
    }
}

fn quoted(fields: &Fields<'_>, kind: &str) -> Result<Option<String>, GraphError> {
    let Some(context) = fields.optional_object("context")? else { return Ok(None) };
    if kind == "reaction" {
        return Err(GraphError::parameter("The parameter context cannot be used with a reaction."));
    }
    context.text("message_id").map(|id| Some(id.to_owned()))
}

fn mark_read(fields: &Fields<'_>) -> Result<MarkRead, GraphError> {
    if fields.text("status")? != "read" {
        return Err(GraphError::parameter("Param status must be one of {read}"));
    }
    let typing = match fields.optional_object("typing_indicator")? {
        Some(indicator) if indicator.text("type")? == "text" => true,
        Some(_) => return Err(GraphError::parameter("Param typing_indicator['type'] must be one of {text}")),
        None => false,
    };
    Ok(MarkRead { message_id: fields.text("message_id")?.to_owned(), typing })
}

fn product_missing() -> GraphError {
    GraphError::parameter("The parameter messaging_product is required.")
}
