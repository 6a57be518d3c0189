//! Every bubble fits its channel, in every language, with the longest values there can be (FLOW.md section 6, item 3).

mod catalogues;
mod labels;
mod slots;
mod steps;
mod worst;

use ventanilla_domain::ChannelKind;

pub(super) use slots::step_texts;
use slots::{Slot, limit};
use worst::{Longest, Worst};

use super::place;
use crate::finding::{Code, Span};
use crate::model::{Flow, Text};
use crate::parse::Context;

/// Longest text named in a message.
const SHOWN: usize = 40;

pub(super) fn check(context: &mut Context<'_>, flow: &Flow) {
    let longest = Longest::default();
    let mut limits = Limits { context, flow, longest: &longest };
    for step in flow.steps.values() {
        steps::check(&mut limits, step);
    }
    catalogues::check(&mut limits);
    steps::policies(&mut limits);
}

/// What every limit check needs.
struct Limits<'c, 's, 'f> {
    context: &'c mut Context<'s>,
    flow: &'f Flow,
    longest: &'f Longest,
}

impl<'f> Limits<'_, '_, 'f> {
    const fn worst(&self, lang: &'f str) -> Worst<'f> {
        Worst::new(self.flow, lang, self.longest)
    }

    /// The text at `address` fits `slot` on every channel in every language.
    fn fits(&mut self, address: &str, what: &str, text: &Text, slot: Slot) {
        self.fits_with(address, what, text, slot, 0);
    }

    /// The same with `more` characters that stand in the same bubble.
    fn fits_with(&mut self, address: &str, what: &str, text: &Text, slot: Slot, more: usize) {
        for lang in &self.flow.langs {
            let length = self.worst(lang).text(text) + more;
            for channel in &self.flow.channels {
                let most = limit(slot, &channel.limits());
                if length > most {
                    self.too_long(address, what, lang, length, *channel, most, slot);
                }
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one sentence needs them all")]
    fn too_long(
        &mut self,
        address: &str,
        what: &str,
        lang: &str,
        length: usize,
        channel: ChannelKind,
        most: usize,
        slot: Slot,
    ) {
        let code = if slot.is_label() { Code::LongLabel } else { Code::LongText };
        let span = self.span(address, lang);
        let finding = self.context.find(code, span, &[what, &length.to_string(), channel.as_str(), &most.to_string()]);
        if !slot.is_label() {
            finding.help("say it in fewer words; a long value can be shortened: `{{ short(relato, 200) }}`");
        }
    }

    /// Where the words of `lang` stand.
    fn span(&self, address: &str, lang: &str) -> Span {
        let translated = format!("{lang}:{address}");
        self.context.spans.get(&translated).copied().unwrap_or_else(|| place(self.context, address))
    }

    /// The question at `address` always has words.
    fn says_something(&mut self, address: &str, what: &str, text: &Text) {
        for lang in &self.flow.langs {
            if self.worst(lang).can_be_empty(text) {
                let span = self.span(address, lang);
                self.context.find(Code::EmptyText, span, &[what]).help("put words of your own beside the value");
                return;
            }
        }
    }
}

/// Words for messages, cut short.
fn shown(words: &str) -> String {
    if words.chars().nth(SHOWN).is_none() {
        return words.to_owned();
    }
    words.chars().take(SHOWN - 1).chain(['…']).collect()
}
