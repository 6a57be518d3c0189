//! `vars:` and the types of catalogue fields.

use indexmap::IndexMap;
use ventanilla_domain::Duration;

use super::context::Context;
use super::fields::Fields;
use super::node::Node;
use crate::finding::Code;
use crate::model::{VarDecl, VarType};

/// Longest declared text and longest list of files.
const MAX_TEXT: u32 = 4_096;
const MAX_FILES: u32 = 30;
/// Names that mean something else in expressions.
const RESERVED: [&str; 5] = ["session", "answer", "group", "contact", "in"];

/// `vars:` of the flow, in order.
pub(super) fn vars(context: &mut Context<'_>, node: &Node) -> IndexMap<String, VarDecl> {
    let mut found = IndexMap::new();
    let Some(mut fields) = Fields::of(context, node, "`vars`") else { return found };
    for (key, node) in fields.rest() {
        if !context.id_key(key) {
            continue;
        }
        if RESERVED.contains(&key.text.as_str()) {
            context.find(Code::BadId, key.span, &[&key.text]).help("this name means something else in expressions");
            continue;
        }
        context.mark(&format!("vars/{}", key.text), key.span);
        let what = format!("the variable `{}`", key.text);
        let Some(mut fields) = Fields::of(context, node, &what) else { continue };
        let mut fields_at = |name: &str| fields.take(name);
        let pii = context.boolean(fields_at("pii"), "`pii`");
        let keep = fields_at("keep").and_then(|node| context.duration(node, "`keep`", Duration::days(365)));
        if let Some(ty) = var_type(context, &mut fields, true) {
            found.insert(key.text.clone(), VarDecl { ty, pii, keep });
        }
        fields.finish(context);
    }
    found
}

/// The keys `type`, `max`, `of`. Variables declare their `max`, because the limit check counts with it; fields of a catalogue
/// hold texts that are known.
pub(super) fn var_type(context: &mut Context<'_>, fields: &mut Fields<'_>, variable: bool) -> Option<VarType> {
    #[derive(Clone, Copy)]
    enum Word {
        Text,
        Bool,
        Int,
        Number,
        Enum,
        Option,
        MediaList,
        Place,
        Date,
        Time,
        Map,
    }
    const WORDS: [(&str, Word); 11] = [
        ("text", Word::Text),
        ("bool", Word::Bool),
        ("int", Word::Int),
        ("number", Word::Number),
        ("enum", Word::Enum),
        ("option", Word::Option),
        ("media_list", Word::MediaList),
        ("place", Word::Place),
        ("date", Word::Date),
        ("time", Word::Time),
        ("map", Word::Map),
    ];
    let node = fields.need(context, "type")?;
    match context.one_of(node, "a type", &WORDS)? {
        Word::Text => text_type(context, fields, variable),
        Word::Bool => Some(VarType::Bool),
        Word::Int => Some(VarType::Int),
        Word::Number => Some(VarType::Number),
        Word::Enum => enum_type(context, fields),
        Word::Option => option_type(context, fields),
        Word::MediaList => files_type(context, fields),
        Word::Place => Some(VarType::Place),
        Word::Date => Some(VarType::Date),
        Word::Time => Some(VarType::Time),
        Word::Map => map_type(context, fields),
    }
}

fn text_type(context: &mut Context<'_>, fields: &mut Fields<'_>, variable: bool) -> Option<VarType> {
    let node = if variable { Some(fields.need(context, "max")?) } else { fields.take("max") };
    let max = match node {
        Some(node) => context.count(node, "`max`", 1..=MAX_TEXT)?,
        None => MAX_TEXT,
    };
    Some(VarType::Text { max })
}

fn files_type(context: &mut Context<'_>, fields: &mut Fields<'_>) -> Option<VarType> {
    let node = fields.need(context, "max")?;
    Some(VarType::MediaList { max: context.count(node, "`max`", 1..=MAX_FILES)? })
}

fn enum_type(context: &mut Context<'_>, fields: &mut Fields<'_>) -> Option<VarType> {
    let node = fields.need(context, "of")?;
    let of: Vec<String> = enum_words(context, node);
    if of.is_empty() {
        context.find(Code::WrongShape, node.span, &["`of`", "a list of words"]);
        return None;
    }
    Some(VarType::Enum { of })
}

/// Words of an enum: ids, or the same in capitals (`P1`, `ALTA`), as catalogues of the outside world write them.
fn enum_words(context: &mut Context<'_>, node: &Node) -> Vec<String> {
    let mut words = Vec::new();
    for item in context.list(node, "`of`") {
        match context.id_or_capitals(item, "a word of `of`") {
            Some(word) if words.contains(&word) => {
                context.find(Code::DuplicateKey, item.span, &[&word]);
            }
            Some(word) => words.push(word),
            None => {}
        }
    }
    words
}

/// Named values, `{type: map, fields: {folio: {type: text, max: 20}}}`; a map holds no maps.
fn map_type(context: &mut Context<'_>, fields: &mut Fields<'_>) -> Option<VarType> {
    let node = fields.need(context, "fields")?;
    let mut of = IndexMap::new();
    let mut entries = Fields::of(context, node, "`fields`")?;
    for (key, node) in entries.rest() {
        if !context.id_key(key) {
            continue;
        }
        let what = format!("the field `{}`", key.text);
        let Some(mut fields) = Fields::of(context, node, &what) else { continue };
        if node.get("type").and_then(Node::scalar) == Some("map") {
            context.find(Code::WrongShape, node.span, &["a field of a map", "a single value"]);
            continue;
        }
        if let Some(ty) = var_type(context, &mut fields, true) {
            of.insert(key.text.clone(), ty);
        }
        fields.finish(context);
    }
    Some(VarType::Map { fields: of })
}

fn option_type(context: &mut Context<'_>, fields: &mut Fields<'_>) -> Option<VarType> {
    let node = fields.need(context, "of")?;
    let of = context.word(node, "`of`")?;
    catalogue_name(context, node, &of).then_some(VarType::Option { of })
}

/// Whether a catalogue of this name is declared.
pub(super) fn catalogue_name(context: &mut Context<'_>, node: &Node, name: &str) -> bool {
    let names = std::mem::take(&mut context.names.catalogues);
    let known = context.refer(name, node.span, "catalogue", &names);
    context.names.catalogues = names;
    known
}
