use serde_json::Value;
use ventanilla_domain::{ContactCard, Content};

use super::value;

/// Reads contact cards (whatsapp-cloud-api 2.6).
pub(super) fn read(body: &Value) -> Option<Content> {
    body.as_array().map(|cards| Content::Contacts { cards: cards.iter().map(card).collect() })
}

fn card(card: &Value) -> ContactCard {
    let number = |phone: &Value| value::text(&phone["phone"]).or_else(|| value::text(&phone["wa_id"]));
    ContactCard {
        name: name(&card["name"]),
        phones: value::list(&card["phones"]).iter().filter_map(number).collect(),
        own: card["origin"] == "contact_request",
    }
}

fn name(name: &Value) -> Option<String> {
    let parts = || ["first_name", "middle_name", "last_name"].iter().filter_map(|part| value::text(&name[*part]));
    let joined = || parts().collect::<Vec<_>>().join(" ");
    value::text(&name["formatted_name"]).or_else(|| Some(joined()).filter(|name| !name.is_empty()))
}
