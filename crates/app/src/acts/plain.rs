use ventanilla_flow::value::Value;

/// A value as plain JSON for people and exports: an option is its id, files are the ids of their messages.
pub(super) fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(flag) => (*flag).into(),
        Value::Int(number) => (*number).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Option(option) => option.id.as_str().into(),
        Value::Media(files) => files.iter().map(|file| serde_json::Value::from(file.message.to_string())).collect(),
        Value::Place(place) => serde_json::to_value(place).unwrap_or_default(),
        Value::Map(values) => values.iter().map(|(name, value)| (name.clone(), plain(value))).collect(),
        Value::List(values) => values.iter().map(plain).collect(),
    }
}
