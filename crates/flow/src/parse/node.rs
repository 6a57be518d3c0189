use crate::finding::Span;

/// A piece of a YAML document with its place. Nothing above this module knows which parser made it.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: NodeValue,
}

/// What a piece is.
#[derive(Debug, Clone)]
pub(crate) enum NodeValue {
    /// A scalar; `plain` when written without quotes.
    Scalar { text: String, plain: bool },
    /// A list.
    List(Vec<Node>),
    /// Keys in order, each once.
    Map(Vec<(Key, Node)>),
}

/// A key with its place.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) span: Span,
    pub(crate) text: String,
}

/// What YAML 1.2 core makes of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Core {
    Null,
    Bool,
    Number,
    Text,
}

impl Node {
    /// The scalar as written, whatever its type; none for lists, maps and nothing.
    pub(crate) fn scalar(&self) -> Option<&str> {
        match &self.value {
            NodeValue::Scalar { text, .. } if self.core() != Some(Core::Null) => Some(text),
            _ => None,
        }
    }

    /// The type of a scalar in YAML 1.2 core.
    pub(crate) fn core(&self) -> Option<Core> {
        match &self.value {
            NodeValue::Scalar { text, plain: true } => Some(core(text)),
            NodeValue::Scalar { .. } => Some(Core::Text),
            _ => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        self.core() == Some(Core::Null)
    }

    pub(crate) fn map(&self) -> Option<&[(Key, Self)]> {
        match &self.value {
            NodeValue::Map(entries) => Some(entries),
            _ => None,
        }
    }

    pub(crate) fn list(&self) -> Option<&[Self]> {
        match &self.value {
            NodeValue::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value under `key` of a map.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.map()?.iter().find(|(known, _)| known.text == key).map(|(_, node)| node)
    }

    /// Whether both mean the same, wherever they stand.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (NodeValue::Scalar { text: a, .. }, NodeValue::Scalar { text: b, .. }) => {
                a == b && self.core() == other.core()
            }
            (NodeValue::List(a), NodeValue::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b)),
            (NodeValue::Map(a), NodeValue::Map(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|((x, a), (y, b))| x.text == y.text && a.same(b))
            }
            _ => false,
        }
    }

    /// The same tree as JSON.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match &self.value {
            NodeValue::List(items) => items.iter().map(Self::to_json).collect(),
            NodeValue::Map(entries) => entries
                .iter()
                .map(|(key, node)| (key.text.clone(), node.to_json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            NodeValue::Scalar { text, .. } => match self.core() {
                Some(Core::Null) => serde_json::Value::Null,
                Some(Core::Bool) => serde_json::Value::Bool(text.eq_ignore_ascii_case("true")),
                Some(Core::Number) => number(text),
                _ => text.clone().into(),
            },
        }
    }
}

fn number(text: &str) -> serde_json::Value {
    let whole = text.parse::<i64>().ok().map(serde_json::Value::from);
    whole.or_else(|| text.parse::<f64>().ok().map(serde_json::Value::from)).unwrap_or_else(|| text.into())
}

fn core(text: &str) -> Core {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Core::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Core::Bool,
        _ if is_number(text) => Core::Number,
        _ => Core::Text,
    }
}

/// Integers, octal, hexadecimal, floats, infinities and not-a-number of the core schema.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let special = [".inf", ".Inf", ".INF"].contains(&unsigned) || [".nan", ".NaN", ".NAN"].contains(&text);
    let radix = |prefix: &str, radix: u32| {
        text.strip_prefix(prefix).is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix)))
    };
    let digits = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned.contains(|c: char| c.is_ascii_digit())
        && unsigned.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'))
        && unsigned.parse::<f64>().is_ok();
    special || digits || radix("0x", 16) || radix("0o", 8)
}
