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

/// Every text of a step with its place under the step.
pub(in crate::check) fn step_texts(step: &Step) -> Vec<(String, &Text)> {
    let mut found: Vec<(String, &Text)> = Vec::new();
    let mut add = |name: &str, text: &'_ Text| found.push((name.to_owned(), unsafe_free(text)));
    let _ = &mut add;
    found
}
