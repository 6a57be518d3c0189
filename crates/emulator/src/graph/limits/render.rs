//! What the phone shows of a business message.

use serde_json::{Value, json};

use super::Outgoing;
use crate::world::World;
use crate::world::transcript::{Answers, Bubble, BubbleStatus, Choice, Side};

/// The bubble of an accepted message.
pub(crate) fn bubble(message: &Outgoing, id: &str, at_ms: i64, by_phone: bool) -> Bubble {
    Bubble {
        id: id.to_owned(),
        side: Side::Business,
        at_ms,
        kind: message.kind.clone(),
        content: message.content.clone(),
        text: text(&message.kind, &message.content),
        choices: choices(&message.kind, &message.content),
        reply_to: message.reply_to.clone(),
        forwarded: false,
        status: BubbleStatus::Accepted,
        citizen_reaction: None,
        business_reaction: None,
        callback: message.callback.clone(),
        error_code: None,
        edited: false,
        revoked: false,
        by_phone,
    }
}

fn text(kind: &str, content: &Value) -> String {
    let found = match kind {
        "text" => content["body"].as_str(),
        "interactive" => content["body"]["text"].as_str(),
        "location" => content["name"].as_str(),
        "contacts" => content[0]["name"]["formatted_name"].as_str(),
        "reaction" => content["emoji"].as_str(),
        "template" => content["name"].as_str(),
        _ => content["caption"].as_str(),
    };
    found.unwrap_or_default().to_owned()
}

fn choices(kind: &str, content: &Value) -> Vec<Choice> {
    let action = &content["action"];
    match (kind, content["type"].as_str()) {
        ("interactive", Some("button")) => {
            elements(&action["buttons"]).map(|button| choice(&button["reply"], Answers::ButtonReply)).collect()
        }
        ("interactive", Some("list")) => elements(&action["sections"])
            .flat_map(|section| elements(&section["rows"]))
            .map(|row| choice(row, Answers::ListReply))
            .collect(),
        _ => Vec::new(),
    }
}

fn choice(value: &Value, answers: Answers) -> Choice {
    let member = |name: &str| value[name].as_str().map(str::to_owned);
    Choice {
        id: member("id").unwrap_or_default(),
        title: member("title").unwrap_or_default(),
        description: member("description"),
        answers,
    }
}

fn elements(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Body parameters of a template message: name, if named, and value.
pub(crate) fn body_parameters(content: &Value) -> Vec<(Option<String>, String)> {
    let body = elements(&content["components"])
        .find(|part| part["type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("body")));
    let parameters = body.into_iter().flat_map(|part| elements(&part["parameters"]));
    parameters
        .map(|value| {
            let name = value["parameter_name"].as_str().map(str::to_owned);
            (name, value["text"].as_str().unwrap_or_default().to_owned())
        })
        .collect()
}

impl World {
    /// Puts the registered text, header, footer and buttons of a template into its bubble.
    pub(crate) fn render_template(&self, bubble: &mut Bubble) {
        let parameters = body_parameters(&bubble.content);
        let name = bubble.content["name"].as_str().unwrap_or_default().to_owned();
        let language = bubble.content["language"]["code"].as_str().unwrap_or_default();
        let found = self.templates.iter().find(|template| template.name == name && template.language == language);
        let Some(template) = found else {
            let values: Vec<String> = parameters.into_iter().map(|(_, value)| value).collect();
            bubble.text = values.join(" · ");
            bubble.choices = quick_replies(&bubble.content, &Value::Null);
            return;
        };
        bubble.text = template.fill(&parameters);
        bubble.choices = quick_replies(&bubble.content, &template.components);
        bubble.content["rendered"] = json!({ "components": template.components, "body": bubble.text });
    }
}

/// Quick replies: label from the template, payload from the message or else the label (2.9).
fn quick_replies(content: &Value, registered: &Value) -> Vec<Choice> {
    let sent: Vec<(String, String)> = elements(&content["components"])
        .filter(|part| part["sub_type"] == "quick_reply")
        .map(|part| {
            let index = part["index"].as_str().map_or_else(|| part["index"].to_string(), str::to_owned);
            (index, part["parameters"][0]["payload"].as_str().unwrap_or_default().to_owned())
        })
        .collect();
    let payload =
        |place: usize| sent.iter().find(|(index, _)| *index == place.to_string()).map(|(_, payload)| payload.clone());
    let buttons: Vec<&Value> = elements(registered)
        .filter(|part| part["type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("buttons")))
        .flat_map(|part| elements(&part["buttons"]))
        .collect();
    if buttons.is_empty() {
        return sent.iter().map(|(_, payload)| template_choice(payload, payload)).collect();
    }
    let labelled = buttons.iter().enumerate().filter(|(_, button)| button["type"] == "QUICK_REPLY");
    labelled
        .map(|(place, button)| {
            let label = button["text"].as_str().unwrap_or_default();
            template_choice(&payload(place).unwrap_or_else(|| label.to_owned()), label)
        })
        .collect()
}

fn template_choice(id: &str, title: &str) -> Choice {
    Choice { id: id.to_owned(), title: title.to_owned(), description: None, answers: Answers::TemplateButton }
}
