use super::Severity;

/// Declares the codes: name, stable code, severity, sentence. `{0}`, `{1}` … are filled in; a translation is one more table.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident, $sentence:literal;)*) => {
        /// Everything `flow check` can say. Codes are never used again for something else.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code, for documentation and tests.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable code, such as `V0103`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// Whether it forbids publishing.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }

            const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence),* }
            }
        }
    };
}

codes! {
    /// The text is no YAML.
    Syntax = "V0101", Error, "this is not valid YAML: {0}";
    /// YAML that a flow may not use.
    Forbidden = "V0102", Error, "{0} may not be used in a flow";
    /// A key nobody reads.
    UnknownKey = "V0103", Error, "`{0}` is no key of {1}";
    /// A name that cannot be an id.
    BadId = "V0104", Error, "`{0}` cannot be an id";
    /// The same key twice.
    DuplicateKey = "V0105", Error, "`{0}` stands here twice";
    /// A compulsory key is absent.
    MissingKey = "V0106", Error, "{0} needs `{1}`";
    /// A list where a text belongs, and so on.
    WrongShape = "V0107", Error, "{0} must be {1}";
    /// The file cannot be taken as it is.
    BadFile = "V0108", Error, "{0}";
    /// Written for another version of the language.
    Format = "V0109", Error, "this version of the format is not known: {0}";
    /// A name that leads nowhere.
    UnknownReference = "V0110", Error, "there is no {0} called `{1}`";
    /// A word outside a closed set.
    UnknownWord = "V0111", Error, "`{0}` is not {1}";
    /// A number or time outside its range.
    OutOfRange = "V0112", Error, "{0} must be {1}";
    /// A step without kind, or with several.
    OneKind = "V0113", Error, "the step `{0}` needs exactly one kind, {1}";
    /// A variable that cannot keep what a step stores.
    WrongVariable = "V0114", Error, "`{0}` cannot keep this: {1}";
    /// Things that contradict each other.
    Contradiction = "V0115", Error, "{0}";
    /// An expression that cannot be read or typed.
    Expression = "V0120", Error, "{0}";
    /// A `{{` without `}}`.
    OpenTemplate = "V0121", Error, "this `{{` is never closed";
    /// Texts without translation.
    Untranslated = "V0130", Error, "{0} of the texts have no translation in `{1}`";
    /// A translation of nothing.
    UnknownTranslation = "V0131", Error, "`{0}` translates nothing";
    /// A phrase that says the same as another one.
    DoublePhrase = "V0132", Warning, "this phrase is already there: “{0}”";
    /// A file that the flow names is absent.
    NoFile = "V0140", Error, "the file `{0}` is missing";
    /// A file nobody reads.
    StrayFile = "V0141", Warning, "`{0}` is no part of a flow";
    /// Part of the language to come.
    NotYet = "V0190", Error, "`{0}` is not possible yet";

    /// An outcome without a way on.
    Unrouted = "V0201", Error, "`{0}` does not say where to go on `{1}`";
    /// A route for something that never happens.
    UnknownOutcome = "V0202", Error, "`{1}` is no outcome of `{0}`";
    /// A step nobody gets to.
    Unreachable = "V0203", Error, "nothing leads to the step `{0}`";
    /// A step from which no end can be reached.
    NoEnd = "V0204", Error, "from `{0}` no end can be reached";
    /// The bot could run in circles by itself.
    Cycle = "V0205", Error, "this goes round for ever without a turn of the citizen: {0}";
    /// `@resume` where nothing was interrupted.
    NoResume = "V0206", Error, "`{0}` goes back with `@resume`, but no watch leads here";
    /// A name that is declared and never used.
    Unused = "V0207", Warning, "the {0} `{1}` is never used";
    /// Every option may be hidden.
    NoOption = "V0208", Error, "every option of `{0}` has a `when`: there may be nothing to choose";

    /// A bubble that does not fit.
    LongText = "V0301", Error, "{0} can reach {1} characters on {2}, {3} fit";
    /// A label that does not fit.
    LongLabel = "V0302", Error, "{0} can reach {1} characters on {2}, {3} fit";
    /// Labels a citizen cannot tell apart.
    SameLabel = "V0303", Error, "two choices read the same: “{0}”";
    /// A text that may be empty where a bubble needs words.
    EmptyText = "V0305", Warning, "{0} can be empty";
    /// Buttons that are too long to be buttons.
    NoButtons = "V0304", Warning, "{0} can reach {1} characters: buttons on {2} take {3}, so these options become a list";
}

impl Code {
    /// The sentence with `arguments` filled in.
    pub(crate) fn message(self, arguments: &[&str]) -> String {
        let mut sentence = self.sentence().to_owned();
        for (at, argument) in arguments.iter().enumerate() {
            sentence = sentence.replacen(&format!("{{{at}}}"), argument, 1);
        }
        sentence
    }
}
