//! Titles of options that stand side by side.

use ventanilla_domain::{ChannelLimits, fold};

use super::slots::Slot;
use super::{Limits, shown};
use crate::finding::Code;
use crate::model::{Piece, Text};

/// One title with its address.
pub(super) struct Label<'t> {
    pub(super) address: String,
    pub(super) text: &'t Text,
}

impl<'t> Label<'t> {
    pub(super) fn new(address: String, text: &'t Text) -> Self {
        Self { address, text }
    }
}

impl Limits<'_, '_, '_> {
    /// Titles that stand together: each fits, no two read the same, and few enough of them are short enough for buttons.
    pub(super) fn together(&mut self, labels: &[Label<'_>]) {
        for label in labels {
            self.fits(&label.address, &self.named(label), label.text, Slot::Option);
            self.says_something(&label.address, &self.named(label), label.text);
        }
        self.differ(labels);
        self.as_buttons(labels);
    }

    /// How a label is called in messages.
    fn named(&self, label: &Label<'_>) -> String {
        let words = label.text.template(&self.flow.lang, &self.flow.lang).map(|template| {
            let pieces = template.pieces.iter();
            pieces
                .map(|piece| match piece {
                    Piece::Literal(words) => words.clone(),
                    Piece::Expr(expr) => format!("{{{{{}}}}}", expr.source),
                })
                .collect::<String>()
        });
        format!("the label “{}”", shown(&words.unwrap_or_default()))
    }

    pub(super) fn differ(&mut self, labels: &[Label<'_>]) {
        for lang in &self.flow.langs {
            let mut seen: Vec<(String, &Label<'_>)> = Vec::new();
            for label in labels {
                let Some(words) = literal(label.text, lang, &self.flow.lang) else { continue };
                let folded = fold(words.trim());
                if let Some((_, first)) = seen.iter().find(|(known, _)| *known == folded) {
                    let (here, there) = (self.span(&label.address, lang), self.span(&first.address, lang));
                    let sources = self.context.sources;
                    self.context.find(Code::SameLabel, here, &[&shown(&words)]).related(
                        sources,
                        there,
                        "the other one",
                    );
                } else {
                    seen.push((folded, label));
                }
            }
        }
    }

    /// Up to three options are buttons where their titles are short enough.
    fn as_buttons(&mut self, labels: &[Label<'_>]) {
        for lang in &self.flow.langs {
            for channel in &self.flow.channels {
                let limits = channel.limits();
                if labels.len() > limits.buttons {
                    continue;
                }
                for label in labels {
                    let length = self.worst(lang).text(label.text);
                    if length > limits.button_title && length <= limits.row_title {
                        let span = self.span(&label.address, lang);
                        let most = limits.button_title.to_string();
                        let what = self.named(label);
                        self.context.find(
                            Code::NoButtons,
                            span,
                            &[&what, &length.to_string(), channel.as_str(), &most],
                        );
                    }
                }
            }
        }
    }
}

/// The words of a text without values.
fn literal(text: &Text, lang: &str, fallback: &str) -> Option<String> {
    let pieces = &text.template(lang, fallback)?.pieces;
    let words: Option<Vec<&str>> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Literal(words) => Some(words.as_str()),
            Piece::Expr(_) => None,
        })
        .collect();
    words.map(|words| words.concat()).filter(|words| ChannelLimits::length(words) > 0)
}
