use std::cell::RefCell;
use std::collections::BTreeMap;

use ventanilla_domain::ChannelLimits;

use crate::expr::{Function, Node, NodeKind, Operator, PLACE_LABEL_MAX, PLACE_TEXT_MAX};
use crate::model::{Catalogue, CatalogueOption, Flow, Piece, Template, Text, VarType};

/// Longest numbers, dates, times, ids, as shown.
const INT: usize = 20;
const NUMBER: usize = 24;
const DATE: usize = 10;
const TIME: usize = 5;
const YES_NO: usize = 3;
const SESSION_ID: usize = 48;
const LANG: usize = 12;

/// The longest each text field of a catalogue can be, once it has been looked for: language, catalogue, field.
pub(super) type Longest = RefCell<BTreeMap<(String, String, String), usize>>;

/// The longest a text can become in one language, in the units of [`ChannelLimits::length`].
#[derive(Clone, Copy)]
pub(super) struct Worst<'f> {
    flow: &'f Flow,
    lang: &'f str,
    longest: &'f Longest,
    /// Within a text of a catalogue, which holds no other one.
    inside: bool,
}

impl<'f> Worst<'f> {
    pub(super) const fn new(flow: &'f Flow, lang: &'f str, longest: &'f Longest) -> Self {
        Self { flow, lang, longest, inside: false }
    }

    pub(super) fn text(self, text: &Text) -> usize {
        text.template(self.lang, &self.flow.lang).map_or(0, |template| self.template(template))
    }

    fn template(self, template: &Template) -> usize {
        let pieces = template.pieces.iter();
        pieces
            .map(|piece| match piece {
                Piece::Literal(words) => ChannelLimits::length(words),
                Piece::Expr(expr) => self.node(expr.root()),
            })
            .sum()
    }

    /// The longest an expression can be shown.
    pub(super) fn node(self, node: &Node) -> usize {
        match &node.kind {
            NodeKind::Null => 0,
            NodeKind::Text(words) => ChannelLimits::length(words),
            NodeKind::Int(value) => value.to_string().len(),
            NodeKind::Number(_) | NodeKind::Negate(_) => NUMBER,
            NodeKind::Bool(_) | NodeKind::Not(_) | NodeKind::And(..) | NodeKind::Or(..) => YES_NO,
            NodeKind::List(items) => items.iter().map(|item| self.node(item) + 2).sum(),
            NodeKind::Var(name) => self.variable(name),
            NodeKind::Field(of, field) => self.field(of, field),
            NodeKind::Ternary(_, yes, no) => self.node(yes).max(self.node(no)),
            NodeKind::Binary(operator, a, b) => self.binary(*operator, a, b),
            NodeKind::Call(function, arguments) => self.call(*function, arguments),
        }
    }

    fn binary(self, operator: Operator, a: &Node, b: &Node) -> usize {
        match operator {
            Operator::Add => (self.node(a) + self.node(b)).max(NUMBER),
            Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Remainder => NUMBER,
            _ => YES_NO,
        }
    }

    fn call(self, function: Function, arguments: &[Node]) -> usize {
        match (function, arguments) {
            (Function::Short, [words, length]) => self.node(words).min(literal(length)),
            (Function::String, [of]) => self.node(of).max(5),
            (Function::Size | Function::Int, _) => INT,
            (Function::Double, _) => NUMBER,
            _ => YES_NO,
        }
    }

    fn variable(self, name: &str) -> usize {
        match self.flow.vars.get(name) {
            Some(decl) => self.of_type(&decl.ty),
            None => self.longest_group(),
        }
    }

    /// A local name: only `group` of the platform text stands in a bubble.
    fn longest_group(self) -> usize {
        let groups = self.flow.catalogues.values().flat_map(|catalogue| catalogue.groups.values());
        groups.map(|group| self.inside().text(&group.title)).max().unwrap_or(0)
    }

    const fn inside(self) -> Self {
        Self { inside: true, ..self }
    }

    fn of_type(self, ty: &VarType) -> usize {
        match ty {
            // A character can cost two: an emoji, or a mark that is broken.
            VarType::Text { max } => 2 * *max as usize,
            VarType::Bool => YES_NO,
            VarType::Int => INT,
            VarType::Number => NUMBER,
            VarType::Enum { of } => of.iter().map(|word| plain(word)).max().unwrap_or(0),
            VarType::Option { of } => self.each_option(of, "title", |worst, option| worst.text(&option.title)),
            VarType::MediaList { .. } => 2,
            VarType::Place => PLACE_LABEL_MAX,
            VarType::Date => DATE,
            VarType::Time => TIME,
            VarType::Map { .. } => 0,
        }
    }

    fn field(self, of: &Node, field: &str) -> usize {
        if matches!(&of.kind, NodeKind::Var(name) if name == "session") {
            return if field == "lang" { LANG } else { SESSION_ID };
        }
        match self.type_of(of) {
            Some(VarType::Option { of }) => self.option_field(&of, field),
            Some(VarType::Map { fields }) => fields.get(field).map_or(0, |ty| self.of_type(ty)),
            Some(VarType::Place) => place_field(field),
            _ => 0,
        }
    }

    /// The declared type of a path.
    fn type_of(self, node: &Node) -> Option<VarType> {
        match &node.kind {
            NodeKind::Var(name) => self.flow.vars.get(name).map(|decl| decl.ty.clone()),
            NodeKind::Field(of, field) => match self.type_of(of)? {
                VarType::Option { of } => self.flow.catalogues.get(&of)?.fields.get(field).cloned(),
                VarType::Map { fields } => fields.get(field).cloned(),
                _ => None,
            },
            NodeKind::Ternary(_, yes, no) => self.type_of(yes).or_else(|| self.type_of(no)),
            _ => None,
        }
    }

    fn option_field(self, catalogue: &str, field: &str) -> usize {
        let declared = self.flow.catalogues.get(catalogue).and_then(|catalogue| catalogue.fields.get(field));
        match (field, declared) {
            (_, Some(VarType::Text { .. })) => self.each_option(catalogue, field, |worst, option| {
                option.texts.get(field).map_or(0, |text| worst.text(text))
            }),
            (_, Some(ty)) => self.of_type(ty),
            ("title", _) => self.each_option(catalogue, field, |worst, option| worst.text(&option.title)),
            ("description", _) => self.each_option(catalogue, field, |worst, option| {
                option.description.as_ref().map_or(0, |text| worst.text(text))
            }),
            ("id", _) => self.ids(catalogue, |catalogue| catalogue.options.keys().map(String::as_str).collect()),
            _ => self.ids(catalogue, |catalogue| catalogue.groups.keys().map(String::as_str).collect()),
        }
    }

    fn ids(self, catalogue: &str, of: impl Fn(&Catalogue) -> Vec<&str>) -> usize {
        let ids = self.flow.catalogues.get(catalogue).map(of).unwrap_or_default();
        ids.into_iter().map(plain).max().unwrap_or(0)
    }

    fn each_option(self, catalogue: &str, field: &str, length: impl Fn(Self, &CatalogueOption) -> usize) -> usize {
        if self.inside {
            return 0;
        }
        let key = (self.lang.to_owned(), catalogue.to_owned(), field.to_owned());
        if let Some(known) = self.longest.borrow().get(&key) {
            return *known;
        }
        let options = self.flow.catalogues.get(catalogue).into_iter().flat_map(|catalogue| catalogue.options.values());
        let longest = options.map(|option| length(self.inside(), option)).max().unwrap_or(0);
        self.longest.borrow_mut().insert(key, longest);
        longest
    }

    /// Whether a text may have no words at all. A field that some option has counts as words: which options come here is a matter of
    /// the paths that lead here.
    pub(super) fn can_be_empty(self, text: &Text) -> bool {
        let template = text.template(self.lang, &self.flow.lang);
        template.is_none_or(|template| template.pieces.iter().all(|piece| self.piece_can_be_empty(piece)))
    }

    fn piece_can_be_empty(self, piece: &Piece) -> bool {
        match piece {
            Piece::Literal(words) => words.trim().is_empty(),
            Piece::Expr(expr) => self.node_can_be_empty(expr.root()),
        }
    }

    fn node_can_be_empty(self, node: &Node) -> bool {
        match &node.kind {
            NodeKind::Null | NodeKind::Var(_) => true,
            NodeKind::Text(words) => words.trim().is_empty(),
            NodeKind::Ternary(_, yes, no) => self.node_can_be_empty(yes) || self.node_can_be_empty(no),
            NodeKind::Binary(Operator::Add, a, b) => self.node_can_be_empty(a) && self.node_can_be_empty(b),
            NodeKind::Field(of, field) => match self.type_of(of) {
                Some(VarType::Option { of }) => !self.some_option_has(&of, field),
                _ => true,
            },
            _ => false,
        }
    }

    fn some_option_has(self, catalogue: &str, field: &str) -> bool {
        let Some(catalogue) = self.flow.catalogues.get(catalogue) else { return true };
        let has = |option: &CatalogueOption| match field {
            "id" | "title" => true,
            "description" => option.description.is_some(),
            "group" => option.group.is_some(),
            _ => {
                option.values.contains_key(field)
                    || option.texts.get(field).is_some_and(|text| !self.can_be_empty(text))
            }
        };
        catalogue.options.values().any(has)
    }
}

fn place_field(field: &str) -> usize {
    match field {
        "label" => PLACE_LABEL_MAX,
        "text" => PLACE_TEXT_MAX,
        "latitude" | "longitude" => NUMBER,
        _ => 12,
    }
}

/// An id as it is shown: its `_` are broken.
fn plain(word: &str) -> usize {
    ChannelLimits::length(word) + word.matches('_').count()
}

fn literal(node: &Node) -> usize {
    match node.kind {
        NodeKind::Int(value) => usize::try_from(value).unwrap_or(0),
        _ => usize::MAX,
    }
}
