use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Letters of a folio: no vowels (no words by accident), nothing that is confused when spoken in Spanish or read by hand
/// (0/O, 1/I/L, B/V, 5/S, 2/Z, M/N, G/J, U/V, Q/K/C, D/T and P are down to one each).
const ALPHABET: &[u8; 16] = b"3469CFHJKMPRTWXY";
const BODY: usize = 7;

/// The public number of a report, such as `K7RT-3MXH`: seven random letters of a 16-letter alphabet (28 bits, not in sequence,
/// no category in it) and a check letter that catches any one wrong letter and any swap of neighbours.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Folio(String);

/// Why a text is not a folio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FolioError {
    /// Not eight letters of the alphabet.
    #[error("a folio has eight letters such as K7RT-3MXH")]
    Shape,
    /// The check letter does not fit: probably misread.
    #[error("the folio has a wrong letter")]
    Check,
}

impl Folio {
    /// A folio from unguessable bits (the lower 28 are used). Uniqueness is the store's business: on a clash draw again.
    #[must_use]
    pub fn from_random(bits: u64) -> Self {
        let body: Vec<u8> = (0..BODY).map(|i| ((bits >> (4 * i)) & 15) as u8).collect();
        Self::with_check(&body)
    }

    fn with_check(body: &[u8]) -> Self {
        let letters: String = body.iter().chain(std::iter::once(&check(body))).map(|n| letter(*n)).collect();
        Self(format!("{}-{}", &letters[..4], &letters[4..]))
    }

    /// As printed: `K7RT-3MXH`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Weighted sum in GF(16): weight of place i is the generator to the power i+1, so one wrong letter or two swapped ones change it.
fn check(body: &[u8]) -> u8 {
    let mut weight = 1;
    let mut sum = 0;
    for value in body {
        weight = times(weight, 2);
        sum ^= times(weight, *value);
    }
    sum
}

/// Product in GF(16) modulo x⁴+x+1.
fn times(a: u8, b: u8) -> u8 {
    let mut product = 0;
    let mut factor = a;
    for bit in 0..4 {
        if (b >> bit) & 1 == 1 {
            product ^= factor;
        }
        factor = if factor & 8 == 0 { factor << 1 } else { (factor << 1) ^ 0b1_0011 };
    }
    product & 15
}

fn letter(value: u8) -> char {
    char::from(ALPHABET[usize::from(value & 15)])
}

impl FromStr for Folio {
    type Err = FolioError;

    /// Reads a folio as people write it: any case, with or without hyphen, spaces or dots.
    fn from_str(text: &str) -> Result<Self, FolioError> {
        let values: Option<Vec<u8>> = text
            .chars()
            .filter(|c| !matches!(c, '-' | ' ' | '.' | '–' | '—' | '_'))
            .map(|c| {
                let c = c.to_ascii_uppercase();
                ALPHABET.iter().position(|l| char::from(*l) == c).and_then(|i| u8::try_from(i).ok())
            })
            .collect();
        let values = values.filter(|v| v.len() == BODY + 1).ok_or(FolioError::Shape)?;
        let (body, given) = values.split_at(BODY);
        if given.first() == Some(&check(body)) { Ok(Self::with_check(body)) } else { Err(FolioError::Check) }
    }
}

impl TryFrom<String> for Folio {
    type Error = FolioError;
    fn try_from(text: String) -> Result<Self, FolioError> {
        text.parse()
    }
}

impl From<Folio> for String {
    fn from(folio: Folio) -> Self {
        folio.0
    }
}

impl fmt::Display for Folio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folio_reads_back_however_it_is_written() {
        for bits in [0, 1, u64::MAX, 0x1234_5678_9abc_def0, 99] {
            let folio = Folio::from_random(bits);
            let spoken = folio.as_str().replace('-', " ").to_lowercase();
            assert_eq!(spoken.parse::<Folio>(), Ok(folio));
        }
    }

    #[test]
    fn one_wrong_letter_and_swapped_neighbours_are_noticed() {
        let folio = Folio::from_random(0x0abc_def1).as_str().replace('-', "");
        let letters: Vec<char> = folio.chars().collect();
        for place in 0..8 {
            for other in ALPHABET.iter().map(|l| char::from(*l)).filter(|l| *l != letters[place]) {
                let mut wrong = letters.clone();
                wrong[place] = other;
                assert_eq!(wrong.iter().collect::<String>().parse::<Folio>(), Err(FolioError::Check));
            }
            if place < 7 && letters[place] != letters[place + 1] {
                let mut swapped = letters.clone();
                swapped.swap(place, place + 1);
                assert_eq!(swapped.iter().collect::<String>().parse::<Folio>(), Err(FolioError::Check));
            }
        }
    }

    #[test]
    fn nonsense_is_refused_without_panic() {
        for text in ["", "a", "ñ", "OOOO-OOOO", "3469", "3469C-FHJK3", "🚨🚨🚨🚨🚨🚨🚨🚨"] {
            assert!(text.parse::<Folio>().is_err(), "{text}");
        }
    }
}
