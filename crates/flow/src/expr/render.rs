//! Texts with their `{{ … }}` filled in.

use super::ast::{Node, NodeKind, Operator};
use super::eval::{condition, eval};
use super::scope::{MAX_TEXT_DEPTH, Scope};
use crate::model::{CatalogueOption, Piece, Template, Text};
use crate::value::{OptionRef, Value};

/// Breaks a WhatsApp mark without being seen (whatsapp-cloud-api 5.2: there is no escape character).
const BREAK: char = '\u{200b}';

impl Text {
    /// The words in the scope's language. Nothing (null) and values that cannot be computed show as nothing, an option as its
    /// title, a place as its label. What a citizen wrote cannot format the message (`*`, `_`, `~` and `` ` `` are broken with
    /// U+200B) nor add lines to it.
    #[must_use]
    pub fn render(&self, scope: &Scope<'_>) -> String {
        self.template(scope.lang, &scope.flow.lang).map(|template| template.render(scope)).unwrap_or_default()
    }
}

impl Template {
    /// The words with every value filled in; see [`Text::render`].
    #[must_use]
    pub fn render(&self, scope: &Scope<'_>) -> String {
        let mut words = String::new();
        if scope.depth > MAX_TEXT_DEPTH {
            return words;
        }
        for piece in &self.pieces {
            match piece {
                Piece::Literal(text) => words.push_str(text),
                Piece::Expr(expr) => words.push_str(&expr.render(scope)),
            }
        }
        words
    }
}

impl super::Expr {
    /// The value as a citizen reads it; see [`Text::render`].
    #[must_use]
    pub fn render(&self, scope: &Scope<'_>) -> String {
        render(&self.root, scope)
    }
}

/// Words of the author stay as they are; anything else is shown plainly.
fn render(node: &Node, scope: &Scope<'_>) -> String {
    match &node.kind {
        NodeKind::Text(words) => words.clone(),
        NodeKind::Ternary(test, yes, no) => match condition(test, scope, "?:") {
            Ok(holds) => render(if holds { yes } else { no }, scope),
            Err(_) => String::new(),
        },
        NodeKind::Binary(Operator::Add, a, b) if matches!(eval(node, scope), Ok(Value::Text(_))) => {
            render(a, scope) + &render(b, scope)
        }
        NodeKind::Field(of, field) => match eval(of, scope) {
            Ok(Value::Option(option)) => option_field(&option, field, node, scope),
            _ => shown(node, scope),
        },
        _ => shown(node, scope),
    }
}

fn option_field(option: &OptionRef, field: &str, node: &Node, scope: &Scope<'_>) -> String {
    match entry(option, scope).and_then(|entry| option_text(entry, field)) {
        Some(text) => text.render(&scope.deeper()),
        None => shown(node, scope),
    }
}

fn entry<'a>(option: &OptionRef, scope: &Scope<'a>) -> Option<&'a CatalogueOption> {
    scope.flow.catalogues.get(&option.catalogue)?.options.get(&option.id)
}

/// The field of an option when it is a text of the author.
pub(super) fn option_text<'a>(entry: &'a CatalogueOption, field: &str) -> Option<&'a Text> {
    match field {
        "title" => Some(&entry.title),
        "description" => entry.description.as_ref(),
        _ => entry.texts.get(field),
    }
}

fn shown(node: &Node, scope: &Scope<'_>) -> String {
    eval(node, scope).map(|value| value_words(&value, scope)).unwrap_or_default()
}

fn value_words(value: &Value, scope: &Scope<'_>) -> String {
    match value {
        Value::Null | Value::Map(_) => String::new(),
        Value::Bool(value) => yes_no(*value, scope.lang).to_owned(),
        Value::Int(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Text(text) => plain(text),
        Value::Option(option) => {
            entry(option, scope).map(|entry| entry.title.render(&scope.deeper())).unwrap_or_default()
        }
        Value::Media(files) => files.len().to_string(),
        Value::Place(place) => plain(&super::fields::cut(&place.label, super::fields::PLACE_LABEL_MAX)),
        Value::List(items) => items.iter().map(|item| value_words(item, scope)).collect::<Vec<_>>().join(", "),
    }
}

fn yes_no(value: bool, lang: &str) -> &'static str {
    match (value, lang.starts_with("en")) {
        (true, false) => "Sí",
        (true, true) => "Yes",
        (false, _) => "No",
    }
}

/// What formats a WhatsApp message.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '`')
}

/// Somebody's words on one line, unable to format the message.
fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        for c in word.chars() {
            words.push(c);
            if is_mark(c) {
                words.push(BREAK);
            }
        }
    }
    words
}
