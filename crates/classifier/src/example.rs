use serde::{Deserialize, Serialize};

use crate::ClassifierError;

/// The file of the corpus that is never trained from. A model is trained from the others, in the order of their names.
pub const HELDOUT: &str = "heldout.jsonl";

/// One line of the corpus: what somebody might write, and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// As typed, with its spelling.
    pub text: String,
    /// The id of the category, or `otro`.
    pub label: String,
    /// Life or body at risk now, crime in progress, fire, gas, weapon (incident-catalogue 3.1, level P1).
    #[serde(default)]
    pub urgent: bool,
    /// Other categories that would be right too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub second: Vec<String>,
}

/// Reads a corpus file: one JSON object a line; empty lines and unknown fields are skipped.
///
/// # Errors
/// The first line that is not an example, by number.
pub fn read_corpus(jsonl: &str) -> Result<Vec<Example>, ClassifierError> {
    let lines = jsonl.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(index, line)| read_line(index + 1, line)).collect()
}

fn read_line(number: usize, line: &str) -> Result<Example, ClassifierError> {
    let example: Example =
        serde_json::from_str(line).map_err(|source| ClassifierError::CorpusLine { line: number, source })?;
    if example.text.is_empty() || example.label.is_empty() {
        return Err(ClassifierError::CorpusEmpty { line: number });
    }
    Ok(example)
}
