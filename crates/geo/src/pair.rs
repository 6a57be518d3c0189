//! Coordinates written as text: `25.42, -100.99`, `25°25'23.5"N 100°59'35.2"W`.

/// Whether both are numbers a place on Earth can have.
pub(crate) fn in_range((lat, lon): (f64, f64)) -> bool {
    lat.is_finite() && lon.is_finite() && lat.abs() <= 90.0 && lon.abs() <= 180.0
}

/// The pair at the very start of `text`: `LAT,LON`, `LAT;LON`, `LAT LON`, also with a `+` for the space. `None` if out of range.
pub(crate) fn leading_pair(text: &str) -> Option<(f64, f64)> {
    let (first, rest) = number(text)?;
    let (second, _) = number(separator(rest)?)?;
    let pair = (first.parse().ok()?, second.parse().ok()?);
    in_range(pair).then_some(pair)
}

/// A pair somewhere in free text. Prices, hours and house numbers look alike, so it must be written precisely: two decimals
/// when one number is negative or above 99 (nobody writes `-100.99` for anything else), four decimals otherwise. `LON, LAT` is turned round
/// when the first number cannot be a latitude.
pub(crate) fn free_pair(text: &str) -> Option<(f64, f64)> {
    starts(text).find_map(|start| precise_pair(text.get(start..)?)).or_else(|| degrees_pair(text))
}

fn precise_pair(text: &str) -> Option<(f64, f64)> {
    let (first, rest) = number(text)?;
    let (second, after) = number(separator(rest)?)?;
    if after.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let (a, b): (f64, f64) = (first.parse().ok()?, second.parse().ok()?);
    let unmistakable = a < 0.0 || b < 0.0 || a.abs().max(b.abs()) >= 100.0;
    let decimals = if unmistakable { 2 } else { 4 };
    if decimals_of(first) < decimals || decimals_of(second) < decimals {
        return None;
    }
    [(a, b), (b, a)].into_iter().find(|pair| in_range(*pair))
}

/// Where a number may begin: a digit or a sign that follows neither a letter, a digit, a point nor a slash.
fn starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let fresh = !(before.is_alphanumeric() || matches!(before, '.' | '/' | '-'));
        before = c;
        (fresh && (c.is_ascii_digit() || c == '-')).then_some(at)
    })
}

/// A decimal number at the start of `text` and what follows it. At most 24 characters: nobody writes more.
fn number(text: &str) -> Option<(&str, &str)> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = unsigned.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(unsigned.len());
    let end = text.len() - unsigned.len() + digits;
    let (written, rest) = text.split_at_checked(end)?;
    let written = written.trim_end_matches('.');
    (digits > 0 && written.len() <= 24 && written.parse::<f64>().is_ok()).then_some((written, rest))
}

fn separator(text: &str) -> Option<&str> {
    let spaces = |c: char| c == ' ' || c == '\u{a0}' || c == '+' || c == '\n';
    let trimmed = text.trim_start_matches(spaces);
    let after = trimmed.strip_prefix([',', ';']).unwrap_or(trimmed).trim_start_matches(spaces);
    (after.len() < text.len()).then_some(after)
}

fn decimals_of(number: &str) -> usize {
    number.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// Degrees, minutes and seconds as map programs copy them: `25°25'23.5"N 100°59'35.2"W`.
pub(crate) fn degrees_pair(text: &str) -> Option<(f64, f64)> {
    let at = text.find('°')?;
    let start = text.get(..at)?.rfind(|c: char| !c.is_ascii_digit() && c != '.').map_or(0, |found| found + 1);
    let start = (start..=at).find(|index| text.is_char_boundary(*index))?;
    let (lat, rest) = degrees(text.get(start..)?, ['N', 'S'])?;
    let (lon, _) = degrees(rest.trim_start_matches([' ', ',', '+']), ['E', 'W'])?;
    in_range((lat, lon)).then_some((lat, lon))
}

fn degrees(text: &str, [positive, negative]: [char; 2]) -> Option<(f64, &str)> {
    let (whole, rest) = part(text, &['°'])?;
    let (minutes, rest) = part(rest, &['\'', '′', '’']).unwrap_or((0.0, rest));
    let (seconds, rest) = part(rest, &['"', '″', '”']).unwrap_or((0.0, rest));
    let mut chars = rest.trim_start().chars();
    // In Spanish west is "O" (oeste).
    let sign = match chars.next()?.to_ascii_uppercase() {
        letter if letter == positive => 1.0,
        letter if letter == negative || (negative == 'W' && letter == 'O') => -1.0,
        _ => return None,
    };
    Some((sign * (whole + minutes / 60.0 + seconds / 3600.0), chars.as_str()))
}

fn part<'a>(text: &'a str, marks: &[char]) -> Option<(f64, &'a str)> {
    let (value, rest) = number(text.trim_start_matches([' ', '+']))?;
    Some((value.parse().ok()?, rest.strip_prefix(marks)?))
}
