use std::fmt;

use ventanilla_domain::OutboundContent;

use crate::effect::{Effect, Request};

/// A conversation as a person reads it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transcript {
    lines: Vec<String>,
}

impl Transcript {
    /// What the citizen did.
    pub fn citizen(&mut self, what: &str) {
        self.block("👤 ", what);
    }

    /// Something that happened beside the conversation.
    pub fn note(&mut self, what: &str) {
        self.block("   · ", what);
    }

    /// What the bot did: bubbles, hand-offs, acts, the end. Timers and records are left out.
    pub fn effect(&mut self, effect: &Effect) {
        match effect {
            Effect::Send { content, .. } => self.block("🤖 ", &bubble_text(content)),
            Effect::Ask { request: Request::Act { run, .. }, .. } => self.note(&format!("act {run}")),
            Effect::Handoff { queue, priority, .. } => {
                self.note(&format!("hand-off to {queue}, {}", priority.as_str()))
            }
            Effect::End { result } => self.note(&format!("end: {result}")),
            _ => {}
        }
    }

    fn block(&mut self, mark: &str, text: &str) {
        let indent = " ".repeat(mark.chars().count() + usize::from(!mark.starts_with(' ')));
        for (at, line) in text.lines().enumerate() {
            self.lines.push(format!("{}{line}", if at == 0 { mark } else { &indent }));
        }
    }
}

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A bubble in plain text: its words, then what can be tapped, one a line. For transcripts and `ventanilla chat`.
#[must_use]
pub fn bubble_text(content: &OutboundContent) -> String {
    let mut lines = vec![content.text().to_owned()];
    match content {
        OutboundContent::Buttons { buttons, .. } => {
            lines.extend(buttons.iter().map(|button| format!("[{}]", button.title)))
        }
        OutboundContent::List { button, sections, .. } => {
            lines.push(format!("[{button}]"));
            for row in sections.iter().flat_map(|section| &section.rows) {
                let description = row.description.as_ref().map(|words| format!(" · {words}")).unwrap_or_default();
                lines.push(format!("  - {}{description}", row.title));
            }
        }
        OutboundContent::LocationRequest { .. } => lines.push("[📍]".to_owned()),
        OutboundContent::Link { label, url, .. } => lines.push(format!("[{label}] {url}")),
        OutboundContent::Media { kind, .. } => lines.insert(0, format!("<{}>", kind.as_str())),
        OutboundContent::Text { .. }
        | OutboundContent::Location { .. }
        | OutboundContent::Reaction { .. }
        | OutboundContent::Template { .. } => {}
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
