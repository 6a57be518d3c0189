//! Coordinates in links of map programs. Every form was seen in links that phones share; a short link (`maps.app.goo.gl`) holds
//! none and cannot be followed offline.

use crate::pair::{degrees_pair, free_pair, in_range, leading_pair};

/// Words that must be in a link before numbers in it are believed.
const HOSTS: [&str; 9] = [
    "google.",
    "goo.gl/maps",
    "maps.apple.com",
    "waze.com",
    "openstreetmap.org",
    "osm.org",
    "bing.com/maps",
    "wego.here.com",
    "maps.me",
];

/// Query parameters that hold `LAT,LON`, the place itself before the view around it.
const PAIRS: [&str; 12] =
    ["destination", "daddr", "query", "q", "coordinate", "ll", "to", "center", "cbll", "viewpoint", "sll", "near"];

/// Query parameters that hold latitude and longitude apart.
const APART: [(&str, &str); 4] = [("mlat", "mlon"), ("lat", "lon"), ("lat", "lng"), ("latitude", "longitude")];

/// `(latitude, longitude)` from a maps link (Google, Apple, Waze, OpenStreetMap, Bing, HERE), a `geo:` URI (RFC 5870) or coordinates
/// typed as a plain pair, wherever in `text`; the first found. `None` for short links, other links and everything else. The
/// numbers are in range but may be 0,0.
#[must_use]
pub fn maps_link(text: &str) -> Option<(f64, f64)> {
    let links = text.split_whitespace().filter_map(link_of);
    let mut found = links.filter_map(|link| in_link(&decoded(link)));
    found.next().or_else(|| free_pair(&without_links(text)))
}

/// The words of `text` that are not links, with single spaces.
pub(crate) fn without_links(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().filter(|word| !is_link(word)).collect();
    words.join(" ")
}

fn is_link(word: &str) -> bool {
    word.contains("://") || link_of(word).is_some()
}

fn link_of(word: &str) -> Option<&str> {
    let lower = word.to_ascii_lowercase();
    if let Some(at) = lower.find("geo:") {
        return word.get(at..);
    }
    HOSTS.iter().any(|host| lower.contains(host)).then_some(word)
}

fn in_link(link: &str) -> Option<(f64, f64)> {
    geo_uri(link)
        .or_else(|| place_data(link))
        .or_else(|| PAIRS.iter().find_map(|name| parameter(link, name).find_map(pair_of)))
        .or_else(|| APART.iter().find_map(|(lat, lon)| apart(link, lat, lon)))
        .or_else(|| link.split('/').find_map(leading_pair))
        .or_else(|| link.split('@').skip(1).find_map(leading_pair))
        .or_else(|| degrees_pair(link))
        .or_else(|| osm_fragment(link))
}

/// `geo:25.42,-100.99`; `geo:0,0?q=25.42,-100.99(label)` as Android writes it is left to the parameter `q`.
fn geo_uri(link: &str) -> Option<(f64, f64)> {
    let rest = link.get(..4).filter(|scheme| scheme.eq_ignore_ascii_case("geo:")).and_then(|_| link.get(4..))?;
    let pair = leading_pair(rest)?;
    (pair != (0.0, 0.0) || !rest.contains("q=")).then_some(pair)
}

/// `!3dLAT!4dLON` in the data of a Google place link: the place, where `@` is only the middle of the screen. The last one is the place
/// itself when a route lists several.
fn place_data(link: &str) -> Option<(f64, f64)> {
    link.split("!3d").skip(1).filter_map(|rest| leading_pair(&rest.replacen("!4d", ",", 1))).last()
}

fn pair_of(value: &str) -> Option<(f64, f64)> {
    let value = value.trim_start();
    let value = ["loc:", "ll.", "geo!"].iter().find_map(|prefix| value.strip_prefix(prefix)).unwrap_or(value);
    leading_pair(value).or_else(|| degrees_pair(value)).or_else(|| tilde_pair(value))
}

/// Bing writes `25.42~-100.99`.
fn tilde_pair(value: &str) -> Option<(f64, f64)> {
    value.contains('~').then(|| value.replacen('~', ",", 1)).and_then(|pair| leading_pair(&pair))
}

fn apart(link: &str, lat: &str, lon: &str) -> Option<(f64, f64)> {
    let value = |name| parameter(link, name).find_map(|value| value.parse::<f64>().ok());
    let pair = (value(lat)?, value(lon)?);
    in_range(pair).then_some(pair)
}

/// `#map=17/25.42321/-100.99310`.
fn osm_fragment(link: &str) -> Option<(f64, f64)> {
    let mut parts = link.split_once("#map=")?.1.split('/').skip(1);
    let (lat, lon) = (parts.next()?, parts.next()?);
    leading_pair(&format!("{lat},{lon}"))
}

fn parameter<'a>(link: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    let query = link.split_once(['?', '#']).map_or("", |(_, query)| query);
    query
        .split(['&', '?', '#'])
        .filter_map(move |part| part.split_once('=').filter(|(n, _)| *n == name))
        .map(|(_, v)| v)
}

/// Percent signs undone; bytes that are not UTF-8 become U+FFFD.
fn decoded(link: &str) -> String {
    let mut bytes = Vec::with_capacity(link.len());
    let mut rest = link.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = tail.get(..2).filter(|_| *first == b'%').and_then(hex_pair);
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_pair(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok()?;
    u8::from_str_radix(text, 16).ok()
}
