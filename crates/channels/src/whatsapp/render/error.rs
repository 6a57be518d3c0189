/// Why something cannot be said on WhatsApp. Always our mistake and always permanent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// Meta rejects empty words.
    #[error("{what} is empty")]
    Empty {
        /// Which part.
        what: &'static str,
    },
    /// Longer than Meta accepts.
    #[error("{what} has {length} characters, at most {limit} are accepted")]
    TooLong {
        /// Which part.
        what: &'static str,
        /// Length in UTF-16 code units.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// Too few or too many of something.
    #[error("{count} {what}, between 1 and {limit} are accepted")]
    Count {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// The most there may be.
        limit: usize,
    },
    /// Two of something that must differ.
    #[error("two times the same {what}")]
    Duplicate {
        /// What must differ.
        what: &'static str,
    },
    /// Not an http(s) address of a named host.
    #[error("not a web address that a button can open")]
    Url,
    /// Not a place on earth.
    #[error("not coordinates")]
    Coordinates,
    /// The file must be uploaded first.
    #[error("the file is not uploaded yet")]
    NotUploaded,
    /// WhatsApp shows no words under sounds and stickers.
    #[error("this kind of file takes no words")]
    Caption,
    /// Template names are `a-z`, `0-9` and `_`.
    #[error("not a template name")]
    TemplateName,
}
