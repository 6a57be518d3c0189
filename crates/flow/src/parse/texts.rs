//! Texts in every language of the package.

use std::collections::BTreeMap;

use super::context::Context;
use super::defaults::{Default, default};
use super::node::{Core, Node, NodeValue};
use crate::expr::Types;
use crate::finding::Code;
use crate::model::{Piece, Template, Text};

impl Context<'_> {
    /// The text of `node`, which stands at `address`, with its translations.
    pub(crate) fn text(&mut self, node: &Node, address: &str) -> Text {
        self.text_with(node, address, &self.types.clone())
    }

    /// The same where expressions see more than the variables.
    pub(crate) fn text_with(&mut self, node: &Node, address: &str, types: &Types) -> Text {
        let Some(own) = self.words_of(node, address, types) else { return Text::default() };
        self.mark(address, node.span);
        let needed = own.pieces.iter().any(|piece| !matches!(piece, Piece::Literal(text) if text.trim().is_empty()));
        let mut by_lang = BTreeMap::from([(self.lang.clone(), own)]);
        self.translate(&mut by_lang, address, types, needed);
        Text { by_lang }
    }

    pub(crate) fn optional_text(&mut self, node: Option<&Node>, address: &str) -> Option<Text> {
        node.map(|node| self.text(node, address))
    }

    /// A text that the platform knows by itself when the flow leaves it out.
    pub(crate) fn text_or(&mut self, node: Option<&Node>, address: &str, key: Default) -> Text {
        match node {
            Some(node) => self.text(node, address),
            None => self.built_in(address, key, &self.types.clone()),
        }
    }

    pub(crate) fn built_in(&mut self, address: &str, key: Default, types: &Types) -> Text {
        let mut by_lang = BTreeMap::new();
        let langs: Vec<String> =
            std::iter::once(&self.lang).chain(self.translations.iter().map(|t| &t.lang)).cloned().collect();
        for lang in langs {
            if let Some(words) = default(key, &lang) {
                by_lang.insert(lang, plain_template(words, types));
            }
        }
        let missing_own = !by_lang.contains_key(&self.lang);
        if missing_own && let Some(words) = default(key, "en") {
            by_lang.insert(self.lang.clone(), plain_template(words, types));
        }
        self.translate(&mut by_lang, address, types, true);
        Text { by_lang }
    }

    fn translate(&mut self, by_lang: &mut BTreeMap<String, Template>, address: &str, types: &Types, needed: bool) {
        for at in 0..self.translations.len() {
            let Some(translation) = self.translations.get_mut(at) else { continue };
            let lang = translation.lang.clone();
            match translation.take(address) {
                Some(node) => {
                    self.mark(&format!("{lang}:{address}"), node.span);
                    if let Some(template) = self.words_of(&node, address, types) {
                        by_lang.insert(lang, template);
                    }
                }
                None if needed && !by_lang.contains_key(&lang) => translation.gaps.push(address.to_owned()),
                None => {}
            }
        }
    }

    fn words_of(&mut self, node: &Node, address: &str, types: &Types) -> Option<Template> {
        let NodeValue::Scalar { text, .. } = &node.value else {
            self.find(Code::WrongShape, node.span, &["this", "a text"]);
            return None;
        };
        if matches!(node.core(), Some(Core::Bool | Core::Number | Core::Null)) {
            let help = format!("put it in quotes: \"{text}\"");
            let name = address.rsplit('/').next().unwrap_or_default();
            self.find(Code::WrongShape, node.span, &[&format!("`{name}`"), "a text"]).help(help);
            return None;
        }
        Some(self.template(node, text, types))
    }
}

/// A built-in text; the only value in one is `{{ group }}`.
fn plain_template(words: &str, types: &Types) -> Template {
    const VALUE: &str = "{{ group }}";
    let mut pieces = Vec::new();
    for (at, part) in words.split(VALUE).enumerate() {
        if at > 0
            && let Ok(expr) = crate::expr::Expr::parse("group", types)
        {
            pieces.push(Piece::Expr(expr));
        }
        if !part.is_empty() {
            pieces.push(Piece::Literal(part.to_owned()));
        }
    }
    Template { pieces }
}
