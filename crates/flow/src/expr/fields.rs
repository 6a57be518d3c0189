//! Fields of options, places and the session: their types and, at run time, their values.

use std::collections::BTreeMap;

use ventanilla_domain::Place;

use super::ast::{Node, NodeKind};
use super::scope::Scope;
use super::ty::{Ty, Types};
use crate::model::{Catalogue, CatalogueOption, VarType};
use crate::suggest::suggest;
use crate::value::{OptionRef, Value};

/// Fields every option has.
const OPTION: [&str; 4] = ["id", "title", "description", "group"];
/// Fields of a place.
const PLACE: [&str; 6] = ["label", "text", "status", "source", "latitude", "longitude"];
/// Fields of the session.
const SESSION: [&str; 3] = ["id", "lang", "answers"];
/// Longest `place.label` an expression sees, in characters as a bubble counts them: what the limit check counts with.
pub const PLACE_LABEL_MAX: usize = 160;
/// Longest `place.text` an expression sees, counted alike.
pub const PLACE_TEXT_MAX: usize = 1_000;

/// Type of the field, and whether it holds something whenever its owner does.
pub(super) type Found = Result<(Ty, bool), (String, Option<String>)>;

pub(super) fn is_session(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Var(name) if name == "session")
}

/// The type of `of.field`.
pub(super) fn of(node: &Node, ty: &Ty, field: &str, types: &Types) -> Found {
    match ty {
        _ if is_session(node) => session_type(field),
        Ty::Option(catalogue) => option_type(catalogue, field, types),
        Ty::Place => place_type(field),
        Ty::Map(Some(fields)) => map_type(fields, field),
        Ty::Map(None) => Ok((Ty::Unknown, false)),
        Ty::Unknown => Ok((Ty::Unknown, false)),
        other => Err((format!("{other} has no fields"), None)),
    }
}

fn session_type(field: &str) -> Found {
    match field {
        "id" | "lang" => Ok((Ty::Text, true)),
        "answers" => Ok((Ty::Map(None), true)),
        _ => Err(unknown(field, "the session", &SESSION.map(str::to_owned))),
    }
}

fn map_type(fields: &BTreeMap<String, Ty>, field: &str) -> Found {
    match fields.get(field) {
        Some(ty) => Ok((ty.clone(), false)),
        None => Err(unknown(field, "this", &fields.keys().cloned().collect::<Vec<_>>())),
    }
}

fn place_type(field: &str) -> Found {
    let words = |words: &[&str]| Ty::Enum(words.iter().map(|word| (*word).to_owned()).collect());
    match field {
        "label" => Ok((Ty::Text, true)),
        "text" => Ok((Ty::Text, false)),
        "status" => Ok((words(&["ok", "outside", "unresolved", "invalid"]), true)),
        "source" => Ok((words(&["pin", "link", "plus_code", "gazetteer", "text"]), true)),
        "latitude" | "longitude" => Ok((Ty::Number, false)),
        _ => Err(unknown(field, "a place", &PLACE.map(str::to_owned))),
    }
}

fn option_type(catalogue: &str, field: &str, types: &Types) -> Found {
    let Some(known) = types.catalogues.get(catalogue) else { return Ok((Ty::Unknown, false)) };
    let words =
        matches!(known.fields.get(field), Some(VarType::Text { .. })) || ["title", "description"].contains(&field);
    if words && types.in_catalogue {
        let help = "join them in a text of the flow".to_owned();
        return Err(("a text of a catalogue cannot hold another one".to_owned(), Some(help)));
    }
    if let Some(ty) = known.fields.get(field) {
        return Ok((Ty::of(ty), false));
    }
    match field {
        "id" => Ok((Ty::Enum(known.options.clone()), true)),
        "title" => Ok((Ty::Text, true)),
        "description" => Ok((Ty::Text, false)),
        "group" => Ok((Ty::Enum(known.groups.clone()), false)),
        _ => {
            let names = OPTION.iter().map(|name| (*name).to_owned()).chain(known.fields.keys().cloned());
            Err(unknown(field, &format!("an option of `{catalogue}`"), &names.collect::<Vec<_>>()))
        }
    }
}

fn unknown(field: &str, owner: &str, names: &[String]) -> (String, Option<String>) {
    let help = match suggest(field, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it has {}", names.join(", ")),
    };
    (format!("{owner} has no field `{field}`"), Some(help))
}

/// The value of `of.field`; nothing when the owner holds nothing or something without that field.
pub(super) fn value(of: &Value, field: &str, scope: &Scope<'_>) -> Value {
    match of {
        Value::Option(option) => option_value(option, field, scope),
        Value::Place(place) => place_value(place, field),
        Value::Map(map) => map.get(field).cloned().unwrap_or_default(),
        _ => Value::Null,
    }
}

/// An act names an option by its id; where the field of a map is declared as an option, it is one.
pub(super) fn declared_value(of: &Node, field: &str, value: Value, scope: &Scope<'_>) -> Value {
    let NodeKind::Var(name) = &of.kind else { return value };
    let Some(VarType::Map { fields }) = scope.flow.vars.get(name).map(|decl| &decl.ty) else { return value };
    match (fields.get(field), value) {
        (Some(VarType::Option { of }), Value::Text(id)) => Value::Option(OptionRef { catalogue: of.clone(), id }),
        (_, value) => value,
    }
}

/// The value of `session.field`.
pub(super) fn session_value(field: &str, scope: &Scope<'_>) -> Value {
    match field {
        "id" => Value::Text(scope.session_id.to_owned()),
        "lang" => Value::Text(scope.lang.to_owned()),
        "answers" => Value::Map(scope.vars.clone()),
        _ => Value::Null,
    }
}

fn option_value(option: &OptionRef, field: &str, scope: &Scope<'_>) -> Value {
    let Some(catalogue) = scope.flow.catalogues.get(&option.catalogue) else { return Value::Null };
    let Some(entry) = catalogue.options.get(&option.id) else { return Value::Null };
    if field == "id" {
        return Value::Text(option.id.clone());
    }
    if let Some(text) = super::render::option_text(entry, field) {
        return Value::Text(text.render(&scope.deeper()));
    }
    declared(catalogue, entry, field)
}

fn declared(catalogue: &Catalogue, entry: &CatalogueOption, field: &str) -> Value {
    if field == "group" {
        return entry.group.clone().map_or(Value::Null, Value::Text);
    }
    match (catalogue.fields.get(field), entry.values.get(field)) {
        (Some(VarType::Option { of }), Some(Value::Text(id))) => {
            Value::Option(OptionRef { catalogue: of.clone(), id: id.clone() })
        }
        (_, value) => value.cloned().unwrap_or_default(),
    }
}

fn place_value(place: &Place, field: &str) -> Value {
    match field {
        "label" => Value::Text(cut(&place.label, PLACE_LABEL_MAX)),
        "text" => place.text.as_deref().map_or(Value::Null, |text| Value::Text(cut(text, PLACE_TEXT_MAX))),
        "status" => Value::Text(place.status.as_str().to_owned()),
        "source" => serde_json::to_value(place.source)
            .ok()
            .and_then(|word| word.as_str().map(|word| Value::Text(word.to_owned())))
            .unwrap_or_default(),
        "latitude" => place.latitude.map_or(Value::Null, Value::Number),
        "longitude" => place.longitude.map_or(Value::Null, Value::Number),
        _ => Value::Null,
    }
}

/// As much of `text` as a bubble can show in `most` characters, ending in `…` when something was left out.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().map(shown_length).sum::<usize>() <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_sub(1);
    let fits = |c: &char| match left.checked_sub(shown_length(*c)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// What a character costs in a bubble, in UTF-16 units: a mark is broken by one more (see `render`).
const fn shown_length(c: char) -> usize {
    c.len_utf16() + super::render::is_mark(c) as usize
}
