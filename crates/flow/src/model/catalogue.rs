use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::{Text, VarType};
use crate::expr::Expr;
use crate::value::Value;

/// Options as data (`catalogue.yaml`), with groups for two-level lists.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// Name in the flow.
    pub id: String,
    /// Declared fields of options: what `categoria.photo` may read. `id`, `title`, `description`, `group` always exist.
    pub fields: BTreeMap<String, VarType>,
    /// Groups in order.
    pub groups: IndexMap<String, Group>,
    /// Options in order.
    pub options: IndexMap<String, CatalogueOption>,
    /// Extra rows that open an option, shown after the group's options.
    pub rows: IndexMap<String, AliasRow>,
}

/// A row of the first level. A group with a single row is chosen straight away.
#[derive(Debug, Clone)]
pub struct Group {
    /// First line.
    pub title: Text,
    /// Second line.
    pub description: Option<Text>,
}

/// An option.
#[derive(Debug, Clone)]
pub struct CatalogueOption {
    /// Its group.
    pub group: Option<String>,
    /// Row title; `option.title` in expressions.
    pub title: Text,
    /// Row description.
    pub description: Option<Text>,
    /// Words that also name it when typed.
    pub also: Vec<String>,
    /// Values of declared fields that are not texts.
    pub values: BTreeMap<String, Value>,
    /// Values of declared `text` fields, translatable, may interpolate.
    pub texts: BTreeMap<String, Text>,
}

/// A row that opens an option under another name ("Vehículo sospechoso").
#[derive(Debug, Clone)]
pub struct AliasRow {
    /// The option it opens.
    pub of: String,
    /// The group it stands in.
    pub group: Option<String>,
    /// First line.
    pub title: Text,
    /// Second line.
    pub description: Option<Text>,
    /// Assignments when chosen, such as `subtipo`.
    pub set: IndexMap<String, Expr>,
}
