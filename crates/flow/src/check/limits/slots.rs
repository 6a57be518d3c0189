use ventanilla_domain::ChannelLimits;

use crate::model::{Kind, Step, Text};

/// A place in a bubble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Words with buttons, a list or a location request.
    Interactive,
    /// Words alone.
    Plain,
    /// Words under a file.
    Caption,
    /// One of a few options: a button, or a row when it is too long for one.
    Option,
    /// A row of a list.
    Row,
    /// Its second line.
    RowDescription,
    /// The label that opens a list.
    ListButton,
    /// The label of a link.
    Button,
}

impl Slot {
    pub(super) const fn is_label(self) -> bool {
        !matches!(self, Self::Interactive | Self::Plain | Self::Caption)
    }
}

/// What fits there.
pub(super) const fn limit(slot: Slot, limits: &ChannelLimits) -> usize {
    match slot {
        Slot::Interactive => limits.interactive_body,
        Slot::Plain => limits.text_body,
        Slot::Caption => limits.caption,
        Slot::Option | Slot::Row => limits.row_title,
        Slot::RowDescription => limits.row_description,
        Slot::ListButton => limits.list_button,
        Slot::Button => limits.button_title,
    }
}

/// Every text of a step, with its address under the step.
pub(in crate::check) fn step_texts(step: &Step) -> Vec<(String, &Text)> {
    let mut found: Vec<(String, Option<&Text>)> = Vec::new();
    let mut add = |name: &str, text| found.push((name.to_owned(), text));
    match &step.kind {
        Kind::Say(say) => {
            add("text", Some(&say.text));
            add("link/label", say.link.as_ref().map(|link| &link.label));
        }
        Kind::Choose(choose) => {
            add("text", Some(&choose.text));
            add("again", choose.again.as_ref());
            for (id, option) in &choose.options {
                add(&format!("options/{id}/title"), Some(&option.title));
                add(&format!("options/{id}/description"), option.description.as_ref());
            }
        }
        Kind::Ask(ask) => {
            add("text", Some(&ask.text));
            add("again", ask.again.as_ref());
            add("invalid", ask.invalid.as_ref());
            ask.buttons.iter().for_each(|(id, label)| add(&format!("buttons/{id}"), Some(label)));
        }
        Kind::Media(media) => {
            add("text", Some(&media.text));
            add("again", media.again.as_ref());
        }
        Kind::Place(place) => {
            add("text", Some(&place.text));
            add("again", place.again.as_ref());
            add("invalid", place.invalid.as_ref());
        }
        Kind::Confirm(confirm) => {
            add("text", Some(&confirm.text));
            add("footer", confirm.footer.as_ref());
        }
        Kind::Handoff(handoff) => add("waiting", handoff.waiting.as_ref()),
        Kind::Classify(_) | Kind::Set(_) | Kind::Branch(_) | Kind::Act(_) | Kind::End(_) => {}
    }
    found.into_iter().filter_map(|(name, text)| Some((name, text?))).collect()
}
