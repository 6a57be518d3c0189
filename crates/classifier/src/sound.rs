//! Words by their sound in Mexican Spanish: *haver*, *aber* and *haber* are one word, so are *choke* and *choque*.

/// What people type for a common word.
const SHORT: [(&str, &str); 44] = [
    ("q", "que"),
    ("k", "que"),
    ("ke", "que"),
    ("qe", "que"),
    ("x", "por"),
    ("xq", "porque"),
    ("pq", "porque"),
    ("xk", "porque"),
    ("pk", "porque"),
    ("porq", "porque"),
    ("d", "de"),
    ("tb", "tambien"),
    ("tmb", "tambien"),
    ("bn", "bien"),
    ("pa", "para"),
    ("ps", "pues"),
    ("pos", "pues"),
    ("dnd", "donde"),
    ("ta", "esta"),
    ("stan", "estan"),
    ("tan", "estan"),
    ("sta", "esta"),
    ("toy", "estoy"),
    ("stoy", "estoy"),
    ("tamos", "estamos"),
    ("we", "guey"),
    ("wey", "guey"),
    ("weyes", "gueyes"),
    ("xfa", "porfavor"),
    ("xfavor", "porfavor"),
    ("porfa", "porfavor"),
    ("plis", "porfavor"),
    ("pls", "porfavor"),
    ("cel", "celular"),
    ("msj", "mensaje"),
    ("col", "colonia"),
    ("fracc", "fraccionamiento"),
    ("blvd", "bulevar"),
    ("boulevard", "bulevar"),
    ("av", "avenida"),
    ("vato", "bato"),
    ("vro", "bro"),
    ("kombi", "combi"),
    ("ahora", "ahorita"),
];

/// Writes the sound of a folded word to `out`. One byte a sound for Latin letters (`C` = ch, `N` = ñ), other letters as they are.
pub(crate) fn sound(word: &str, out: &mut Vec<u8>) {
    let word = SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long);
    let start = out.len();
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let soft = matches!(next, Some('e' | 'i'));
        match (c, next) {
            ('c' | 's', Some('h')) => push(out, start, b'C'),
            ('h', _) => {}
            ('c', _) => push(out, start, if soft { b's' } else { b'k' }),
            ('q', Some('u')) => {
                chars.next();
                push(out, start, b'k');
            }
            ('q', _) => push(out, start, b'k'),
            ('g', Some('u')) => {
                chars.next();
                push(out, start, b'g');
                if !matches!(chars.peek(), Some('e' | 'i')) {
                    push(out, start, b'u');
                }
            }
            ('g', _) => push(out, start, if soft { b'j' } else { b'g' }),
            ('l', Some('l')) => {
                chars.next();
                push(out, start, b'y');
            }
            ('y', following) => push(out, start, if is_vowel(following) { b'y' } else { b'i' }),
            ('n', Some('b' | 'v' | 'p')) => push(out, start, b'm'),
            ('z', _) => push(out, start, b's'),
            ('v', _) => push(out, start, b'b'),
            ('w', _) => push(out, start, b'u'),
            ('ñ', _) => push(out, start, b'N'),
            (ascii, _) if ascii.is_ascii() => push(out, start, u8::try_from(ascii).unwrap_or(b'?')),
            (other, _) => out.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

/// Repeated sounds count once (*ayudaaaa*, *errido*); repeated digits stay.
fn push(out: &mut Vec<u8>, start: usize, byte: u8) {
    let repeated = out.len() > start && out.last() == Some(&byte) && !byte.is_ascii_digit();
    if !repeated {
        out.push(byte);
    }
}

fn is_vowel(c: Option<char>) -> bool {
    matches!(c, Some('a' | 'e' | 'i' | 'o' | 'u'))
}
