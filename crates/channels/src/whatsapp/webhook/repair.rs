//! Mends what is JSON to its sender and not to us, in one pass before parsing: one bad escape must not cost a whole batch
//! (whatsapp-cloud-api 1.5, 13.3 item 7).

/// The escape of U+FFFD, which stands for whatever cannot be kept.
const REPLACEMENT: &str = "\\ufffd";

/// Replaces lone surrogate escapes, U+0000 (escaped or raw) and broken UTF-8 by U+FFFD, escapes raw control characters inside strings,
/// and turns numbers no `f64` can hold, `NaN` and `Infinity` into `null`. All else is copied as it is.
pub(super) fn repair(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let mut rest = text.trim_start_matches('\u{feff}');
    let mut out = String::with_capacity(rest.len());
    while let Some(c) = rest.chars().next() {
        rest = match c {
            '"' => string(rest, &mut out),
            '-' | '0'..='9' | 'N' | 'I' => scalar(rest, &mut out),
            _ => copy(rest, c.len_utf8(), &mut out),
        };
    }
    out
}

/// Copies the first `length` bytes and gives back the others.
fn copy<'a>(text: &'a str, length: usize, out: &mut String) -> &'a str {
    let (head, rest) = text.split_at_checked(length).unwrap_or((text, ""));
    out.push_str(head);
    rest
}

/// A number, or one of the words JavaScript and Python write for what is none.
fn scalar<'a>(text: &'a str, out: &mut String) -> &'a str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c))).unwrap_or(text.len());
    let (token, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let unbounded = token.parse::<f64>().is_ok_and(|number| !number.is_finite());
    out.push_str(if unbounded { "null" } else { token });
    rest
}

/// A string with its quotes.
fn string<'a>(text: &'a str, out: &mut String) -> &'a str {
    let mut rest = copy(text, 1, out);
    loop {
        let plain = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
        rest = copy(rest, plain, out);
        rest = match rest.chars().next() {
            None => return rest,
            Some('"') => return copy(rest, 1, out),
            Some('\\') => escape(rest, out),
            Some(control) => raw_control(rest, control, out),
        };
    }
}

fn raw_control<'a>(text: &'a str, control: char, out: &mut String) -> &'a str {
    match control {
        '\0' => out.push_str(REPLACEMENT),
        other => out.push_str(&format!("\\u{:04x}", u32::from(other))),
    }
    text.get(1..).unwrap_or_default()
}

/// An escape: pairs of surrogates are copied whole, lone ones and U+0000 replaced.
fn escape<'a>(text: &'a str, out: &mut String) -> &'a str {
    let Some(unit) = code_unit(text) else {
        let length = 1 + text.chars().nth(1).map_or(0, char::len_utf8);
        return copy(text, length, out);
    };
    let low = text.get(6..).and_then(code_unit).filter(|low| (0xdc00..0xe000).contains(low));
    match unit {
        0xd800..0xdc00 if low.is_some() => copy(text, 12, out),
        0 | 0xd800..0xe000 => {
            out.push_str(REPLACEMENT);
            text.get(6..).unwrap_or_default()
        }
        _ => copy(text, 6, out),
    }
}

/// The code unit of a `\uXXXX` at the start of `text`.
fn code_unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}
