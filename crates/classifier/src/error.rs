use thiserror::Error;

/// Why a corpus or a model was refused.
#[derive(Debug, Error)]
pub enum ClassifierError {
    /// A line of the corpus is not an example.
    #[error("line {line} of the corpus is not {{\"text\", \"label\", \"urgent\"}}")]
    CorpusLine {
        /// Counted from 1.
        line: usize,
        /// What serde says.
        #[source]
        source: serde_json::Error,
    },
    /// A line of the corpus has no text or no label.
    #[error("line {line} of the corpus has an empty text or label")]
    CorpusEmpty {
        /// Counted from 1.
        line: usize,
    },
    /// Not a model file of this version of the program.
    #[error("not a model of this version: train it again")]
    ModelVersion,
    /// A model file that is cut short, altered or inconsistent.
    #[error("model is damaged: {what}")]
    ModelDamaged {
        /// Which part.
        what: &'static str,
    },
}
