//! The one function every way to see data passes (DESIGN section 6).

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Whoever operates the machine: command line, set-up.
    Operator,
    /// A bearer of an API token.
    Token {
        /// Name of the token, for the log.
        name: String,
        /// Whether it may see the reports of victims (discreet categories, incident-catalogue 3.4).
        victims: bool,
    },
    /// Nobody known.
    Anonymous,
}

impl Actor {
    /// How the log names the actor: never personal data.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Operator => "operator".to_owned(),
            Self::Token { name, .. } => format!("token:{name}"),
            Self::Anonymous => "anonymous".to_owned(),
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// See one or many.
    Read,
    /// Take away as a file.
    Export,
}

/// Of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    /// Reports, conversations, messages, evidence that are not discreet.
    Ordinary,
    /// The same of victims.
    Discreet,
    /// Dead letters, reconciliation: what keeps the service honest.
    Operations,
}

/// Whether `actor` may do `verb` to `object`.
#[must_use]
pub fn allows(actor: &Actor, verb: Verb, object: Object) -> bool {
    match (actor, verb, object) {
        (Actor::Operator, _, _) => true,
        (Actor::Anonymous, _, _) => false,
        (Actor::Token { .. }, _, Object::Ordinary | Object::Operations) => true,
        (Actor::Token { victims, .. }, _, Object::Discreet) => *victims,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_sees_anything_and_victims_need_their_own_permission() {
        let token = |victims| Actor::Token { name: "x".to_owned(), victims };
        for verb in [Verb::Read, Verb::Export] {
            for object in [Object::Ordinary, Object::Discreet, Object::Operations] {
                assert!(!allows(&Actor::Anonymous, verb, object));
                assert!(allows(&Actor::Operator, verb, object));
                assert!(allows(&token(true), verb, object));
                assert_eq!(allows(&token(false), verb, object), object != Object::Discreet);
            }
        }
    }
}
