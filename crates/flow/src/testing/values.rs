//! Values as tests write them, and whether a variable holds them.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use ventanilla_domain::{MediaKind, MessageId, Place, PlaceSource, PlaceStatus};

use crate::model::{Flow, VarType};
use crate::value::{MediaRef, OptionRef, Value};

/// Ids of files that were there from the start: far from those of messages sent in the case.
const FIRST_FILE: u128 = 1 << 64;

/// `json` as a value of no particular type.
pub(super) fn plain(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::Int(whole),
            (None, Some(number)) => Value::Number(number),
            (None, None) => Value::Null,
        },
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(plain).collect()),
        Json::Object(fields) => Value::Map(fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect()),
    }
}

/// `json` as a value of the variable `name`; none when the flow declares no such variable or it cannot hold that.
pub(super) fn typed(flow: &Flow, name: &str, json: &Json) -> Option<Value> {
    match (&flow.vars.get(name)?.ty, json) {
        (_, Json::Null) => Some(Value::Null),
        (VarType::Option { of }, Json::String(id)) => {
            let known = flow.catalogues.get(of)?.options.contains_key(id);
            known.then(|| Value::Option(OptionRef { catalogue: of.clone(), id: id.clone() }))
        }
        (VarType::MediaList { .. }, Json::Number(count)) => Some(files(count.as_u64()?)),
        (VarType::Place, Json::Object(_)) => Some(Value::Place(place(json))),
        (VarType::Option { .. } | VarType::MediaList { .. } | VarType::Place, _) => None,
        (VarType::Number, Json::Number(number)) => number.as_f64().map(Value::Number),
        _ => Some(plain(json)),
    }
}

/// Whether `value` is what a test says: an option by its id, files by their number, a place or a map by the fields named.
pub(super) fn is(value: &Value, json: &Json) -> bool {
    match (value, json) {
        (Value::Null, Json::Null) => true,
        (Value::Option(option), Json::String(id)) => option.id == *id,
        (Value::Media(files), Json::Number(count)) => count.as_u64() == u64::try_from(files.len()).ok(),
        (Value::Place(place), Json::Object(fields)) => {
            let known = place_fields(place);
            fields.iter().all(|(name, json)| known.get(name.as_str()).is_some_and(|value| is(value, json)))
        }
        (Value::Map(map), Json::Object(fields)) => {
            fields.iter().all(|(name, json)| is(map.get(name).unwrap_or(&Value::Null), json))
        }
        (Value::Int(whole), Json::Number(number)) => number.as_f64() == Some(*whole as f64),
        (Value::Number(number), Json::Number(expected)) => expected.as_f64() == Some(*number),
        (value, json) => *value == plain(json),
    }
}

/// `value` for a person who reads why a check failed.
pub(super) fn told(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Text(text) => format!("\"{text}\""),
        Value::Option(option) => option.id.clone(),
        Value::Media(files) => format!("{} files", files.len()),
        Value::Place(place) => format!("{{label: \"{}\", status: {}}}", place.label, place.status.as_str()),
        Value::Map(map) => {
            format!(
                "{{{}}}",
                map.iter().map(|(name, value)| format!("{name}: {}", told(value))).collect::<Vec<_>>().join(", ")
            )
        }
        Value::List(items) => format!("[{}]", items.iter().map(told).collect::<Vec<_>>().join(", ")),
    }
}

/// The status called `word`; unknown words are unresolved.
pub(super) fn status(word: &str) -> PlaceStatus {
    let all = [PlaceStatus::Ok, PlaceStatus::Outside, PlaceStatus::Unresolved, PlaceStatus::Invalid];
    all.into_iter().find(|status| status.as_str() == word).unwrap_or(PlaceStatus::Unresolved)
}

fn files(count: u64) -> Value {
    let file = |number: u64| MediaRef {
        message: MessageId::from_u128(FIRST_FILE + u128::from(number)),
        kind: MediaKind::Image,
    };
    Value::Media((0..count.min(100)).map(file).collect())
}

fn place(json: &Json) -> Place {
    let text = |name: &str| json.get(name).and_then(Json::as_str);
    let degrees = |name: &str| json.get(name).and_then(Json::as_f64);
    Place {
        latitude: degrees("latitude"),
        longitude: degrees("longitude"),
        label: text("label").or_else(|| text("text")).unwrap_or("lugar de prueba").to_owned(),
        text: text("text").map(str::to_owned),
        source: if degrees("latitude").is_some() { PlaceSource::Pin } else { PlaceSource::Text },
        status: text("status").map_or(PlaceStatus::Ok, status),
    }
}

fn place_fields(place: &Place) -> BTreeMap<&'static str, Value> {
    let number = |degrees: Option<f64>| degrees.map_or(Value::Null, Value::Number);
    let source = match place.source {
        PlaceSource::Pin => "pin",
        PlaceSource::Link => "link",
        PlaceSource::PlusCode => "plus_code",
        PlaceSource::Gazetteer => "gazetteer",
        PlaceSource::Text => "text",
    };
    BTreeMap::from([
        ("label", Value::Text(place.label.clone())),
        ("text", place.text.clone().map_or(Value::Null, Value::Text)),
        ("status", Value::Text(place.status.as_str().to_owned())),
        ("source", Value::Text(source.to_owned())),
        ("latitude", number(place.latitude)),
        ("longitude", number(place.longitude)),
    ])
}
