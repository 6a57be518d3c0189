//! Taps on buttons and list rows.

use serde_json::json;

use super::letter::Letter;
use crate::error::EmulatorError;
use crate::world::World;
use crate::world::contact::Contact;
use crate::world::transcript::{Answers, Bubble, Choice};

/// The answer a tap gives. Without a message the newest bubble that offers the choice counts, as a
/// thumb would; old buttons stay tappable for ever (whatsapp-cloud-api 2.7).
pub(super) fn tap(
    world: &mut World,
    contact: &Contact,
    wanted: &str,
    message_id: Option<&str>,
) -> Result<Letter, EmulatorError> {
    let person = world.people.find(&contact.id)?;
    let bubbles = person.chat.iter().rev().filter(|bubble| bubble.is_visible());
    let mut in_question = bubbles.filter(|bubble| message_id.is_none_or(|id| bubble.id == id));
    let hit = in_question.clone().find_map(|bubble| Some((bubble, offered(bubble, wanted)?)));
    let Some((bubble, choice)) = hit else {
        let newest = in_question.find(|bubble| !bubble.choices.is_empty());
        let offered = newest.map(|bubble| bubble.choices.iter().map(|choice| choice.id.clone()).collect());
        return Err(EmulatorError::NothingToTap { wanted: wanted.to_owned(), offered: offered.unwrap_or_default() });
    };
    let letter = match choice.answers {
        Answers::ButtonReply => button_reply(&choice.id, &choice.title),
        Answers::ListReply => list_reply(&choice.id, &choice.title, choice.description.as_deref()),
        Answers::TemplateButton => template_button(&choice.id, &choice.title),
    };
    Ok(letter.answering(&bubble.id))
}

fn offered<'a>(bubble: &'a Bubble, wanted: &str) -> Option<&'a Choice> {
    let by_id = bubble.choices.iter().find(|choice| choice.id == wanted);
    by_id.or_else(|| bubble.choices.iter().find(|choice| choice.title == wanted))
}

pub(super) fn button_reply(id: &str, title: &str) -> Letter {
    let reply = json!({ "id": id, "title": title });
    Letter::new("interactive", json!({ "type": "button_reply", "button_reply": reply }), title)
}

pub(super) fn list_reply(id: &str, title: &str, description: Option<&str>) -> Letter {
    let mut reply = json!({ "id": id, "title": title });
    if let Some(description) = description {
        reply["description"] = json!(description);
    }
    Letter::new("interactive", json!({ "type": "list_reply", "list_reply": reply }), title)
}

pub(super) fn template_button(payload: &str, text: &str) -> Letter {
    Letter::new("button", json!({ "payload": payload, "text": text }), text)
}
