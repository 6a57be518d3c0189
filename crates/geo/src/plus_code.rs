//! Open Location Codes ("plus codes"), by the published algorithm (github.com/google/open-location-code, specification of 2019).

use crate::pair::in_range;

/// The twenty digits, in order of value.
const DIGITS: &[u8; 20] = b"23456789CFGHJMPQRVWX";
/// Digits before the `+` of a full code.
const BEFORE_PLUS: usize = 8;
/// Digits that come in pairs (latitude, longitude); later ones refine a grid.
const PAIRED: usize = 10;
/// Longest code that means anything.
const LONGEST: usize = 15;
const GRID_ROWS: f64 = 5.0;
const GRID_COLUMNS: f64 = 4.0;

/// `(latitude, longitude)` of the middle of the first plus code in `text`: a full one (`75QWC2F4+76`) as it is, a short one (`CXF2+8V Saltillo`) as
/// the nearest to `reference`. Upper or lower case. `None` when there is none; sums such as `2+2` are none.
#[must_use]
pub fn plus_code(text: &str, reference: (f64, f64)) -> Option<(f64, f64)> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '+')).find_map(|word| read(word, reference))
}

fn read(word: &str, reference: (f64, f64)) -> Option<(f64, f64)> {
    let (before, after) = word.split_once('+')?;
    let digits = values(before.trim_end_matches('0'))?;
    let tail = values(after)?;
    let padded = before.len() - digits.len();
    let shape_ok = match (before.len(), padded) {
        (BEFORE_PLUS, 0) => tail.len() != 1,
        (BEFORE_PLUS, 2 | 4 | 6) => tail.is_empty(),
        (4 | 6, 0) => tail.len() >= 2 && in_range(reference) && word.bytes().any(|b| b.is_ascii_alphabetic()),
        _ => false,
    };
    if !shape_ok {
        return None;
    }
    let code: Vec<u8> = digits.into_iter().chain(tail).take(LONGEST).collect();
    if before.len() == BEFORE_PLUS { full(&code) } else { Some(nearest(&code, BEFORE_PLUS - before.len(), reference)) }
}

fn values(text: &str) -> Option<Vec<u8>> {
    let value = |b: u8| DIGITS.iter().position(|d| *d == b.to_ascii_uppercase()).and_then(|at| u8::try_from(at).ok());
    text.bytes().map(value).collect()
}

/// The middle of the area of a full code. `None` when its first digits point beyond the poles or the date line.
fn full(code: &[u8]) -> Option<(f64, f64)> {
    let first = |at: usize| code.get(at).copied().unwrap_or(0);
    (first(0) < 9 && first(1) < 18).then(|| middle(code))
}

fn middle(code: &[u8]) -> (f64, f64) {
    let (mut lat, mut lon) = (-90.0, -180.0);
    let (mut lat_size, mut lon_size) = (400.0, 400.0);
    for pair in code.get(..code.len().min(PAIRED)).unwrap_or_default().chunks(2) {
        lat_size /= 20.0;
        lon_size /= 20.0;
        lat += lat_size * f64::from(pair.first().copied().unwrap_or(0));
        lon += lon_size * f64::from(pair.get(1).copied().unwrap_or(0));
    }
    for digit in code.iter().skip(PAIRED) {
        lat_size /= GRID_ROWS;
        lon_size /= GRID_COLUMNS;
        lat += lat_size * f64::from(digit / 4);
        lon += lon_size * f64::from(digit % 4);
    }
    (lat + lat_size / 2.0, lon + lon_size / 2.0)
}

/// Puts the `missing` first digits of the reference before a short code, then moves by one area where that comes nearer.
fn nearest(short: &[u8], missing: usize, reference: (f64, f64)) -> (f64, f64) {
    let mut code = prefix(reference, missing);
    code.extend(short);
    let (lat, lon) = middle(&code);
    let area = 20_f64.powi(2 - i32::try_from(missing / 2).unwrap_or(2));
    let lat = closer(lat, reference.0, area);
    // No place lies beyond a pole: take the farther one then (specification, "recovering short codes").
    let lat = if lat > 90.0 {
        lat - area
    } else if lat < -90.0 {
        lat + area
    } else {
        lat
    };
    (lat, closer(lon, reference.1, area))
}

fn closer(value: f64, reference: f64, area: f64) -> f64 {
    match value - reference {
        over if over > area / 2.0 => value - area,
        under if under < -area / 2.0 => value + area,
        _ => value,
    }
}

/// The first `count` paired digits of the code of a point.
fn prefix((lat, lon): (f64, f64), count: usize) -> Vec<u8> {
    let mut rest = ((lat + 90.0).clamp(0.0, 179.999_999), (lon + 180.0).rem_euclid(360.0));
    let mut size = 400.0;
    let mut code = Vec::with_capacity(LONGEST);
    for _ in 0..count / 2 {
        size /= 20.0;
        let digits = ((rest.0 / size).floor(), (rest.1 / size).floor());
        rest = (rest.0 - digits.0 * size, rest.1 - digits.1 * size);
        code.extend([digits.0, digits.1].map(small));
    }
    code
}

/// A digit's value as an integer; always below 20 here.
fn small(digit: f64) -> u8 {
    (0..20).rev().find(|value| f64::from(*value) <= digit).unwrap_or(0)
}
