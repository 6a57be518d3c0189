use super::ExprError;
use super::ast::{Function, Node, NodeKind, Operator};
use super::fields;
use super::narrow::facts;
use super::ty::{Ty, Types, is_date, is_time};
use crate::suggest::suggest;

/// A type and whether the value may be null.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Typed {
    pub(super) ty: Ty,
    pub(super) nullable: bool,
}

/// Finds the type of `root`, or everything that is wrong with it.
pub(super) fn typecheck(root: &Node, types: &Types) -> Result<Typed, Vec<ExprError>> {
    let mut checker = Checker { types, known: Vec::new(), errors: Vec::new() };
    let typed = checker.node(root);
    if checker.errors.is_empty() { Ok(typed) } else { Err(checker.errors) }
}

struct Checker<'a> {
    types: &'a Types,
    /// Paths that hold something where the checker stands.
    known: Vec<String>,
    errors: Vec<ExprError>,
}

const fn sure(ty: Ty) -> Typed {
    Typed { ty, nullable: false }
}

impl Checker<'_> {
    fn node(&mut self, node: &Node) -> Typed {
        match &node.kind {
            NodeKind::Null => Typed { ty: Ty::Null, nullable: true },
            NodeKind::Bool(_) => sure(Ty::Bool),
            NodeKind::Int(_) => sure(Ty::Int),
            NodeKind::Number(_) => sure(Ty::Number),
            NodeKind::Text(word) => sure(Ty::word(word)),
            NodeKind::List(items) => self.list(items),
            NodeKind::Var(name) => self.var(node, name),
            NodeKind::Field(of, field) => self.field(node, of, field),
            NodeKind::Not(inner) => self.condition(inner),
            NodeKind::Negate(inner) => self.negate(inner),
            NodeKind::And(a, b) => self.both(a, b, true),
            NodeKind::Or(a, b) => self.both(a, b, false),
            NodeKind::Binary(operator, a, b) => self.binary(*operator, a, b),
            NodeKind::Ternary(condition, yes, no) => self.ternary(node, condition, yes, no),
            NodeKind::Call(function, arguments) => self.call(*function, arguments),
        }
    }

    fn error(&mut self, node: &Node, message: impl Into<String>) -> &mut ExprError {
        self.errors.push(ExprError::new(message, node.range.clone()));
        let last = self.errors.len() - 1;
        &mut self.errors[last]
    }

    fn helped(&mut self, node: &Node, message: String, help: Option<String>) -> Typed {
        self.error(node, message).help = help;
        sure(Ty::Unknown)
    }

    fn var(&mut self, node: &Node, name: &str) -> Typed {
        if name == "session" {
            let help = "write `session.id`, `session.lang` or `session.answers`".to_owned();
            return self.helped(node, "the session itself is no value".to_owned(), Some(help));
        }
        if let Some(ty) = self.types.locals.get(name) {
            return sure(ty.clone());
        }
        if let Some(ty) = self.types.vars.get(name) {
            return Typed { ty: Ty::of(ty), nullable: !self.known.iter().any(|path| path == name) };
        }
        let names = self.types.vars.keys().chain(self.types.locals.keys()).map(String::as_str).chain(["session"]);
        let help = match suggest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("declare it under `vars:`, or write '{name}' if you mean the word"),
        };
        self.helped(node, format!("there is no variable `{name}`"), Some(help))
    }

    fn field(&mut self, node: &Node, of: &Node, field: &str) -> Typed {
        let owner = if fields::is_session(of) { Ty::Unknown } else { self.node(of).ty };
        let (found, sure_if_held) = match fields::of(of, &owner, field, self.types) {
            Ok(found) => found,
            Err((message, help)) => return self.helped(node, message, help),
        };
        let held = |path: &Node| path.path().is_some_and(|path| self.known.contains(&path));
        let nullable = !(held(node) || sure_if_held && (held(of) || fields::is_session(of)));
        Typed { ty: found, nullable }
    }

    fn list(&mut self, items: &[Node]) -> Typed {
        let mut of = Ty::Null;
        for item in items {
            let ty = self.node(item).ty;
            of = match of.clone().join(ty) {
                Some(joined) => joined,
                None => {
                    self.error(item, "the values of a list must be of one type");
                    Ty::Unknown
                }
            };
        }
        sure(Ty::List(Box::new(of)))
    }

    fn condition(&mut self, node: &Node) -> Typed {
        let typed = self.node(node);
        match typed {
            Typed { ty: Ty::Unknown, .. } | Typed { ty: Ty::Bool, nullable: false } => {}
            Typed { ty: Ty::Bool, .. } => {
                let path = node.path().unwrap_or_default();
                self.error(node, "this may hold nothing yet").help = Some(format!("write `{path} == true`"));
            }
            Typed { ty, .. } => {
                let help = node.path().map(|path| format!("to ask whether it holds something, write `{path} != null`"));
                self.error(node, format!("a condition is true or false, this is {ty}")).help = help;
            }
        }
        sure(Ty::Bool)
    }

    fn both(&mut self, a: &Node, b: &Node, and: bool) -> Typed {
        self.condition(a);
        self.knowing(facts(a, and), |checker| checker.condition(b))
    }

    fn knowing<T>(&mut self, facts: Vec<String>, run: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.known.len();
        self.known.extend(facts);
        let result = run(self);
        self.known.truncate(before);
        result
    }

    fn ternary(&mut self, node: &Node, condition: &Node, yes: &Node, no: &Node) -> Typed {
        self.condition(condition);
        let a = self.knowing(facts(condition, true), |checker| checker.node(yes));
        let b = self.knowing(facts(condition, false), |checker| checker.node(no));
        let nullable = a.nullable || b.nullable;
        let (one, other) = (a.ty.to_string(), b.ty.to_string());
        match a.ty.join(b.ty) {
            Some(ty) => Typed { ty, nullable },
            None => self.helped(node, format!("the two sides differ: {one}, and {other}"), None),
        }
    }

    fn negate(&mut self, node: &Node) -> Typed {
        let ty = self.held(node);
        if !(ty.is_numeric() || ty.is_unknown()) {
            self.error(node, format!("only a number can be negated, this is {ty}"));
            return sure(Ty::Unknown);
        }
        sure(ty)
    }

    /// The type of a value that must hold something here.
    fn held(&mut self, node: &Node) -> Ty {
        let typed = self.node(node);
        if typed.nullable && !typed.ty.is_unknown() {
            let help = node.path().map(|path| format!("ask first: `{path} != null && …`"));
            self.error(node, "this may hold nothing here").help = help;
            return Ty::Unknown;
        }
        typed.ty
    }

    fn binary(&mut self, operator: Operator, a: &Node, b: &Node) -> Typed {
        match operator {
            Operator::Equal | Operator::NotEqual => self.equality(a, b),
            Operator::In => self.member(a, b),
            Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual => {
                self.ordering(operator, a, b)
            }
            _ => self.arithmetic(operator, a, b),
        }
    }

    fn equality(&mut self, a: &Node, b: &Node) -> Typed {
        let (left, right) = (self.node(a).ty, self.node(b).ty);
        self.comparable((a, &left), (b, &right));
        sure(Ty::Bool)
    }

    fn member(&mut self, a: &Node, b: &Node) -> Typed {
        let left = self.node(a).ty;
        let right = self.node(b).ty;
        match (&b.kind, right) {
            (NodeKind::List(items), Ty::List(_)) => {
                for item in items {
                    let ty = self.node(item).ty;
                    self.comparable((a, &left), (item, &ty));
                }
            }
            (_, Ty::List(of)) => self.comparable((a, &left), (b, &of)),
            (_, Ty::Unknown) => {}
            (_, ty) => {
                self.error(b, format!("`in` needs a list after it, this is {ty}")).help =
                    Some("write `x in ['uno', 'dos']`; for words within a text write `text.contains('…')`".to_owned());
            }
        }
        sure(Ty::Bool)
    }

    /// Reports two values that can never be equal.
    fn comparable(&mut self, (a, left): (&Node, &Ty), (b, right): (&Node, &Ty)) {
        match (left, right) {
            (Ty::Enum(x), Ty::Enum(y)) => self.shared_word((a, x), (b, y)),
            (Ty::Date, Ty::Enum(words)) | (Ty::Enum(words), Ty::Date) if !words.iter().all(|word| is_date(word)) => {
                self.error(b, "a date is written '2026-11-24'");
            }
            (Ty::Time, Ty::Enum(words)) | (Ty::Enum(words), Ty::Time) if !words.iter().all(|word| is_time(word)) => {
                self.error(b, "a time is written '21:30'");
            }
            (Ty::Option(_), other) if other.is_words() => self.option_as_words(a, b),
            (other, Ty::Option(_)) if other.is_words() => self.option_as_words(b, a),
            (x, y) if x.is_numeric() && y.is_numeric() => {}
            (x, y) if x.fits(y) || y.fits(x) => {}
            (x, y) => {
                let message = format!("these can never be equal: one is {x}, the other {y}");
                self.error(b, message);
            }
        }
    }

    fn shared_word(&mut self, (a, x): (&Node, &[String]), (b, y): (&Node, &[String])) {
        if x.iter().any(|word| y.contains(word)) {
            return;
        }
        let (place, wrong, allowed) = if matches!(a.kind, NodeKind::Text(_)) { (a, x, y) } else { (b, y, x) };
        let word = wrong.first().map(String::as_str).unwrap_or_default();
        let help = match suggest(word, allowed) {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("the words are {}", shown(allowed)),
        };
        self.error(place, format!("'{word}' is never the value here")).help = Some(help);
    }

    fn option_as_words(&mut self, option: &Node, words: &Node) {
        let path = option.path().unwrap_or_default();
        self.error(words, "an option is compared by its id").help =
            Some(format!("write `{path}.id` instead of `{path}`"));
    }

    fn ordering(&mut self, operator: Operator, a: &Node, b: &Node) -> Typed {
        let (left, right) = (self.held(a), self.held(b));
        let ordered = left.is_unknown()
            || right.is_unknown()
            || left.is_numeric() && right.is_numeric()
            || left.is_words() && right.is_words()
            || matches!(left, Ty::Bool | Ty::Date | Ty::Time) && left == right
            || matches!(left, Ty::Date | Ty::Time) && right.fits(&left)
            || matches!(right, Ty::Date | Ty::Time) && left.fits(&right);
        if !ordered {
            self.error(b, format!("`{}` cannot compare {left} with {right}", operator.as_str()));
        }
        sure(Ty::Bool)
    }

    fn arithmetic(&mut self, operator: Operator, a: &Node, b: &Node) -> Typed {
        let (left, right) = (self.held(a), self.held(b));
        let ty = match (operator, &left, &right) {
            (_, Ty::Unknown, _) | (_, _, Ty::Unknown) => Ty::Unknown,
            (Operator::Add, x, y) if x.is_words() && y.is_words() => Ty::Text,
            (Operator::Add, Ty::List(x), Ty::List(y)) => {
                x.clone().join((**y).clone()).map_or(Ty::Unknown, |of| Ty::List(of.into()))
            }
            (_, Ty::Int, Ty::Int) => Ty::Int,
            (operator, Ty::Number, Ty::Number) if operator != Operator::Remainder => Ty::Number,
            _ => {
                let help = mixed_help(&left, &right);
                self.error(b, format!("`{}` cannot join {left} with {right}", operator.as_str())).help = help;
                Ty::Unknown
            }
        };
        sure(ty)
    }

    fn call(&mut self, function: Function, arguments: &[Node]) -> Typed {
        match (function, arguments) {
            (Function::Has, [of]) => self.has(of),
            (Function::Short, [words, length]) => self.short(words, length),
            (Function::HasWord, [text, word]) => self.has_word(text, word),
            (Function::Size, [of]) => {
                self.argument(function, of, &|ty| {
                    ty.is_words() || matches!(ty, Ty::List(_) | Ty::MediaList | Ty::Map(_))
                });
                sure(Ty::Int)
            }
            (Function::String, [of]) => {
                self.argument(function, of, &|ty| {
                    ty.is_words() || ty.is_numeric() || matches!(ty, Ty::Bool | Ty::Date | Ty::Time)
                });
                sure(Ty::Text)
            }
            (Function::Int, [of]) => {
                self.argument(function, of, &|ty| ty.is_words() || ty.is_numeric());
                sure(Ty::Int)
            }
            (Function::Double, [of]) => {
                self.argument(function, of, &|ty| ty.is_words() || ty.is_numeric());
                sure(Ty::Number)
            }
            (_, arguments) => {
                for argument in arguments {
                    self.argument(function, argument, &Ty::is_words);
                }
                sure(Ty::Bool)
            }
        }
    }

    fn has(&mut self, of: &Node) -> Typed {
        self.node(of);
        if !matches!(of.kind, NodeKind::Field(..)) {
            let help = of.path().map(|path| format!("write `{path} != null`"));
            self.error(of, "`has` takes a field such as `categoria.aviso`").help = help;
        }
        sure(Ty::Bool)
    }

    /// `short(text, n)` of nothing is nothing, so that it can stand in a summary line.
    fn short(&mut self, words: &Node, length: &Node) -> Typed {
        let typed = self.node(words);
        if !(typed.ty.is_words() || typed.ty.is_unknown() || typed.ty == Ty::Null) {
            self.error(words, format!("`short` cannot take {}", typed.ty));
        }
        if !matches!(length.kind, NodeKind::Int(1..=4096)) {
            self.error(length, "the length is a plain number from 1 to 4096");
        }
        Typed { ty: Ty::Text, nullable: typed.nullable }
    }

    fn has_word(&mut self, text: &Node, word: &Node) -> Typed {
        let ty = self.node(text).ty;
        if !(ty.is_words() || ty.is_unknown() || ty == Ty::Null) {
            self.error(text, format!("`has_word` cannot take {ty}"));
        }
        self.argument(Function::HasWord, word, &Ty::is_words);
        sure(Ty::Bool)
    }

    fn argument(&mut self, function: Function, node: &Node, accepts: &dyn Fn(&Ty) -> bool) {
        let ty = self.held(node);
        if !(ty.is_unknown() || accepts(&ty)) {
            self.error(node, format!("`{}` cannot take {ty}", function.name()));
        }
    }
}

fn shown(words: &[String]) -> String {
    const MOST: usize = 8;
    let mut list = words.iter().take(MOST).map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", ");
    if words.len() > MOST {
        list.push_str(", …");
    }
    list
}

fn mixed_help(left: &Ty, right: &Ty) -> Option<String> {
    match (left, right) {
        (Ty::Int, Ty::Number) | (Ty::Number, Ty::Int) => {
            Some("make both alike: `double(x)`, or write the number with decimals: `2.0`".to_owned())
        }
        (x, y) if x.is_words() || y.is_words() => Some("turn the other value into text: `string(x)`".to_owned()),
        _ => None,
    }
}
