use crate::concepts::Concepts;
use crate::hash::Hash;
use crate::normal::Normal;

/// Features of one text at most: bounds time and memory for any input.
const MOST: usize = 8_192;
/// Bytes of a word that are cut into pieces.
const PIECED_BYTES: usize = 24;

/// Kinds of features; the top three bits of a hash tell the kind, so weights need no table.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// A word by sound.
    Sound,
    /// A word as typed.
    Typed,
    /// Two neighbouring words by sound.
    Pair,
    /// A piece of a word.
    Piece,
    /// A concept somewhere in the text.
    Concept,
    /// Two concepts somewhere in the text.
    Together,
    /// A concept and the next one.
    Sequence,
    /// Length, shouting.
    Shape,
}

/// How much one feature of each kind counts, in the order of [`Kind`]; chosen by cross-validation.
const WEIGHTS: [f32; 8] = [1.0, 0.5, 0.7, 0.3, 2.0, 0.4, 0.7, 0.7];

/// The weight of a feature.
pub(crate) fn weight(feature: u32) -> f32 {
    WEIGHTS.get((feature >> 29) as usize).copied().unwrap_or(0.0)
}

/// Turns texts into features.
#[derive(Debug, Clone)]
pub(crate) struct Features {
    concepts: Concepts,
}

impl Features {
    pub(crate) fn new() -> Self {
        Self { concepts: Concepts::new() }
    }

    /// The features of a text: hashes, sorted, each once.
    pub(crate) fn of(&self, normal: &Normal) -> Vec<u32> {
        let mut found = Vec::with_capacity(512);
        words(normal, &mut found);
        pieces(normal, &mut found);
        self.concepts(normal, &mut found);
        found.truncate(MOST);
        found.sort_unstable();
        found.dedup();
        found
    }

    fn concepts(&self, normal: &Normal, found: &mut Vec<u32>) {
        let per_word = self.concepts.of(normal);
        let all = per_word.iter().fold(0, |all, concepts| all | concepts);
        for one in bits(all) {
            push(found, Kind::Concept, Hash::of(b'c').byte(one));
            for other in bits(all).filter(|other| *other > one) {
                push(found, Kind::Together, Hash::of(b'C').byte(one).byte(other));
            }
        }
        let mut row = per_word.iter().filter(|concepts| **concepts != 0).peekable();
        while let (Some(here), Some(next)) = (row.next(), row.peek()) {
            for (one, other) in bits(*here).flat_map(|one| bits(**next).map(move |other| (one, other))) {
                push(found, Kind::Sequence, Hash::of(b's').byte(one).byte(other));
            }
        }
    }
}

fn push(found: &mut Vec<u32>, kind: Kind, hash: Hash) {
    if found.len() < MOST {
        found.push((hash.finish() >> 3) | ((kind as u32) << 29));
    }
}

fn bits(mut set: u128) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let lowest = u8::try_from(set.trailing_zeros()).ok().filter(|bit| *bit < 128)?;
        set &= set - 1;
        Some(lowest)
    })
}

/// Words by sound, words as typed, pairs of neighbours, and the shape of the message.
fn words(normal: &Normal, found: &mut Vec<u32>) {
    let mut before = Hash::of(b'2').byte(b'^');
    for word in normal.words() {
        let sound = normal.sound(word);
        push(found, Kind::Sound, Hash::of(b'1').bytes(sound));
        push(found, Kind::Typed, Hash::of(b't').bytes(&word.typed.to_le_bytes()));
        push(found, Kind::Pair, before.byte(b' ').bytes(sound));
        before = Hash::of(b'2').bytes(sound);
    }
    push(found, Kind::Pair, before.byte(b'$'));
    let length = u8::try_from(normal.words().len().min(64)).unwrap_or(64);
    push(found, Kind::Shape, Hash::of(b'l').byte(length.checked_ilog2().map_or(0, |log| log as u8 + 1)));
    if normal.shouted {
        push(found, Kind::Shape, Hash::of(b'!'));
    }
}

/// Pieces of 3 to 5 sounds inside `<word>`.
fn pieces(normal: &Normal, found: &mut Vec<u32>) {
    let mut framed = Vec::with_capacity(PIECED_BYTES + 2);
    for word in normal.words().iter().filter(|word| word.letters) {
        framed.clear();
        framed.push(b'<');
        framed.extend(normal.sound(word).iter().take(PIECED_BYTES));
        framed.push(b'>');
        for size in 3..=5 {
            for piece in framed.windows(size) {
                push(found, Kind::Piece, Hash::of(b'n').bytes(piece));
            }
        }
    }
}
