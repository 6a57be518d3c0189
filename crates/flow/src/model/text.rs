use std::collections::BTreeMap;

use crate::expr::Expr;

/// A language tag such as `es-MX` or `en`.
pub type Lang = String;

/// A text in every language of the flow that has it.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// Language → template. The flow's own language is always present (an empty text is an empty template).
    pub by_lang: BTreeMap<Lang, Template>,
}

/// A text split at its `{{ … }}`.
#[derive(Debug, Clone, Default)]
pub struct Template {
    /// In order.
    pub pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Debug, Clone)]
pub enum Piece {
    /// Words as they are.
    Literal(String),
    /// A value; null shows as nothing.
    Expr(Expr),
}

impl Text {
    /// The template in `lang`, else in the base of it (`en` for `en-US`), else in `fallback`, else the first there is.
    #[must_use]
    pub fn template(&self, lang: &str, fallback: &str) -> Option<&Template> {
        let base = lang.split('-').next().unwrap_or(lang);
        [lang, base, fallback].iter().find_map(|tag| self.by_lang.get(*tag)).or_else(|| self.by_lang.values().next())
    }
}
