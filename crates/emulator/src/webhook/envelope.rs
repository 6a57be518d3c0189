//! The envelope around updates (whatsapp-cloud-api 1.2).

use serde_json::{Value, json};

use crate::config::EmulatorConfig;
use crate::settings::Spread;
use crate::world::outbox::{Update, UpdateKind};

/// One webhook body for these updates, in order.
pub(crate) fn envelope(config: &EmulatorConfig, updates: &[Update], spread: Spread) -> Value {
    let changes = match spread {
        Spread::Value => grouped(config, updates),
        Spread::Changes | Spread::Entries => updates.iter().map(|update| change(config, &[update])).collect(),
    };
    let entries: Vec<Value> = match spread {
        Spread::Entries => changes.into_iter().map(|change| entry(config, &[change])).collect(),
        Spread::Value | Spread::Changes => vec![entry(config, &changes)],
    };
    json!({ "object": "whatsapp_business_account", "entry": entries })
}

fn grouped(config: &EmulatorConfig, updates: &[Update]) -> Vec<Value> {
    let of_kind = |kind| updates.iter().filter(|update| update.kind == kind).collect::<Vec<_>>();
    let groups = [of_kind(UpdateKind::Message), of_kind(UpdateKind::Status)];
    groups.iter().filter(|group| !group.is_empty()).map(|group| change(config, group)).collect()
}

fn entry(config: &EmulatorConfig, changes: &[Value]) -> Value {
    json!({ "id": config.waba_id, "changes": changes })
}

fn change(config: &EmulatorConfig, updates: &[&Update]) -> Value {
    let mut value = json!({
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": config.display_phone_number,
            "phone_number_id": config.phone_number_id,
        },
    });
    let mut contacts: Vec<&Value> = Vec::new();
    for contact in updates.iter().filter_map(|update| update.contact.as_ref()) {
        if !contacts.contains(&contact) {
            contacts.push(contact);
        }
    }
    if !contacts.is_empty() {
        value["contacts"] = json!(contacts);
    }
    let name = match updates.first().map(|update| update.kind) {
        Some(UpdateKind::Status) => "statuses",
        _ => "messages",
    };
    value[name] = updates.iter().map(|update| update.item.clone()).collect();
    json!({ "value": value, "field": "messages" })
}
