//! A model as bytes, little endian: magic, version, fingerprint, labels, temperature, urgency threshold, biases and scales (a column
//! each, urgency last), features, cells, checksum.

use crate::hash::{START64, hash64};
use crate::matrix::Matrix;
use crate::model::{NONE, Reader};
use crate::vocabulary::Vocabulary;
use crate::{ClassifierError, Model};

const MAGIC: &[u8; 4] = b"VCLF";
const VERSION: u16 = 1;

impl Model {
    /// The model as bytes, well under 1 MB; [`Model::from_bytes`] reads them back to a model that answers exactly the same.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        out.extend(self.fingerprint.to_le_bytes());
        out.push(u8::try_from(self.labels.len()).unwrap_or(u8::MAX));
        for label in &self.labels {
            out.push(u8::try_from(label.len()).unwrap_or(u8::MAX));
            out.extend(label.bytes().take(usize::from(u8::MAX)));
        }
        let floats = [self.temperature, self.urgent_above];
        let floats = floats.iter().chain(&self.matrix.biases).chain(&self.matrix.scales);
        out.extend(floats.flat_map(|float| float.to_le_bytes()));
        out.extend(u32::try_from(self.vocabulary.0.len()).unwrap_or(u32::MAX).to_le_bytes());
        out.extend(self.vocabulary.0.iter().flat_map(|feature| feature.to_le_bytes()));
        out.extend(self.matrix.cells.iter().map(|cell| cell.to_le_bytes()[0]));
        let checksum = hash64(START64, &out);
        out.extend(checksum.to_le_bytes());
        out
    }

    /// Reads what [`Model::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`ClassifierError::ModelVersion`] for bytes of another kind or version, [`ClassifierError::ModelDamaged`] for a file that is cut
    /// short, altered or inconsistent.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ClassifierError> {
        let mut input = Input(bytes);
        if input.take(4)? != MAGIC || u16::from_le_bytes(input.array()?) != VERSION {
            return Err(ClassifierError::ModelVersion);
        }
        verify_checksum(bytes)?;
        let fingerprint = u64::from_le_bytes(input.array()?);
        let labels = labels(&mut input)?;
        let columns = labels.len() + 1;
        let temperature = input.float()?;
        let urgent_above = input.float()?;
        let biases = input.floats(columns)?;
        let scales = input.floats(columns)?;
        let vocabulary = vocabulary(&mut input)?;
        let cells = input.take(vocabulary.0.len().saturating_mul(columns))?;
        let cells = cells.iter().map(|byte| i8::from_le_bytes([*byte])).collect();
        ensure(input.0.len() == 8, "length")?;
        ensure(temperature > 0.0, "temperature")?;
        let matrix = Matrix { columns, biases, scales, cells };
        Ok(Self { fingerprint, labels, temperature, urgent_above, vocabulary, matrix, reader: Reader::new() })
    }
}

fn verify_checksum(bytes: &[u8]) -> Result<(), ClassifierError> {
    let (body, checksum) = bytes.split_last_chunk::<8>().ok_or(ClassifierError::ModelDamaged { what: "length" })?;
    ensure(hash64(START64, body) == u64::from_le_bytes(*checksum), "checksum")
}

fn labels(input: &mut Input<'_>) -> Result<Vec<String>, ClassifierError> {
    let [count] = input.array()?;
    let labels: Vec<String> = (0..count).map(|_| label(input)).collect::<Result<_, _>>()?;
    ensure(labels.is_sorted_by(|a, b| a < b) && labels.iter().any(|label| label == NONE), "labels")?;
    Ok(labels)
}

fn label(input: &mut Input<'_>) -> Result<String, ClassifierError> {
    let [length] = input.array()?;
    let bytes = input.take(usize::from(length))?;
    String::from_utf8(bytes.to_vec()).map_err(|_| ClassifierError::ModelDamaged { what: "labels" })
}

fn vocabulary(input: &mut Input<'_>) -> Result<Vocabulary, ClassifierError> {
    let count = usize::try_from(u32::from_le_bytes(input.array()?)).unwrap_or(usize::MAX);
    let bytes = input.take(count.saturating_mul(4))?;
    let (words, _) = bytes.as_chunks::<4>();
    let features: Vec<u32> = words.iter().map(|word| u32::from_le_bytes(*word)).collect();
    ensure(features.is_sorted_by(|a, b| a < b), "features")?;
    Ok(Vocabulary(features))
}

fn ensure(condition: bool, what: &'static str) -> Result<(), ClassifierError> {
    if condition { Ok(()) } else { Err(ClassifierError::ModelDamaged { what }) }
}

/// What is still to be read.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ClassifierError> {
        let (head, tail) = self.0.split_at_checked(count).ok_or(ClassifierError::ModelDamaged { what: "length" })?;
        self.0 = tail;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ClassifierError> {
        self.take(N)?.try_into().map_err(|_| ClassifierError::ModelDamaged { what: "length" })
    }

    fn float(&mut self) -> Result<f32, ClassifierError> {
        let float = f32::from_le_bytes(self.array()?);
        ensure(float.is_finite(), "number")?;
        Ok(float)
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, ClassifierError> {
        (0..count).map(|_| self.float()).collect()
    }
}
