use reqwest::Url;
use serde_json::{Map, Value, json};
use ventanilla_domain::{Button, ChannelLimits, ListRow, ListSection};

use super::{RenderError, limit};

const LIMITS: ChannelLimits = ChannelLimits::WHATSAPP;
/// Longest id of a reply button; rows have [`ChannelLimits::option_id`] (whatsapp-cloud-api 5.2).
const BUTTON_ID_LENGTH: usize = 256;
/// Longest address behind a button.
const URL_LENGTH: usize = 2_000;

type Rendered = Result<(&'static str, Value), RenderError>;

pub(super) fn buttons(body: &str, buttons: &[Button]) -> Rendered {
    limit::count("buttons", buttons.len(), LIMITS.buttons)?;
    limit::unique("button id", buttons.iter().map(|button| &button.id))?;
    let replies: Vec<Value> = buttons.iter().map(reply).collect::<Result<_, _>>()?;
    limit::unique("button title", replies.iter().map(|reply| reply["reply"]["title"].as_str()))?;
    interactive("button", body, &json!({ "buttons": replies }))
}

fn reply(button: &Button) -> Result<Value, RenderError> {
    let id = limit::within("button id", &button.id, BUTTON_ID_LENGTH)?;
    let title = limit::title("button title", &button.title, LIMITS.button_title)?;
    Ok(json!({ "type": "reply", "reply": { "id": id, "title": title } }))
}

pub(super) fn list(body: &str, button: &str, sections: &[ListSection]) -> Rendered {
    let rows = || sections.iter().flat_map(|section| &section.rows);
    limit::count("sections", sections.len(), LIMITS.rows)?;
    limit::count("rows", rows().count(), LIMITS.rows)?;
    limit::unique("row id", rows().map(|row| &row.id))?;
    let alone = sections.len() == 1;
    let sections: Vec<Value> = sections.iter().map(|part| section(part, alone)).collect::<Result<_, _>>()?;
    let button = limit::title("list button", button, LIMITS.list_button)?;
    interactive("list", body, &json!({ "button": button, "sections": sections }))
}

/// A section; its title is needed unless it is alone.
fn section(section: &ListSection, alone: bool) -> Result<Value, RenderError> {
    limit::count("rows in a section", section.rows.len(), LIMITS.rows)?;
    let mut part = Map::new();
    let title = section.title.as_deref().unwrap_or_default();
    if !(alone && title.trim().is_empty()) {
        part.insert("title".to_owned(), json!(limit::title("section title", title, LIMITS.section_title)?));
    }
    let rows: Vec<Value> = section.rows.iter().map(row).collect::<Result<_, _>>()?;
    part.insert("rows".to_owned(), json!(rows));
    Ok(Value::Object(part))
}

fn row(row: &ListRow) -> Result<Value, RenderError> {
    let mut part = Map::new();
    part.insert("id".to_owned(), json!(limit::within("row id", &row.id, LIMITS.option_id)?));
    part.insert("title".to_owned(), json!(limit::title("row title", &row.title, LIMITS.row_title)?));
    if let Some(words) = row.description.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        part.insert("description".to_owned(), json!(limit::cut(words, LIMITS.row_description)));
    }
    Ok(Value::Object(part))
}

pub(super) fn location_request(body: &str) -> Rendered {
    interactive("location_request_message", body, &json!({ "name": "send_location" }))
}

pub(super) fn link(body: &str, label: &str, url: &str) -> Rendered {
    let url = limit::within("link", named_host(url)?, URL_LENGTH)?;
    let label = limit::title("link label", label, LIMITS.button_title)?;
    interactive("cta_url", body, &json!({ "name": "cta_url", "parameters": { "display_text": label, "url": url } }))
}

/// Meta takes http(s) with a host name, no IP address (whatsapp-cloud-api 5.2).
fn named_host(url: &str) -> Result<&str, RenderError> {
    let parsed = Url::parse(url).map_err(|_| RenderError::Url)?;
    let named = parsed.domain().is_some_and(|domain| !domain.is_empty());
    if named && matches!(parsed.scheme(), "http" | "https") { Ok(url) } else { Err(RenderError::Url) }
}

fn interactive(kind: &str, body: &str, action: &Value) -> Rendered {
    let body = limit::within("words", body, LIMITS.interactive_body)?;
    Ok(("interactive", json!({ "type": kind, "body": { "text": body }, "action": action })))
}
