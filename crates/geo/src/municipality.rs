use ventanilla_domain::{Place, PlaceQuery, PlaceSource, PlaceStatus};

use crate::boundary::Boundary;
use crate::gazetteer::Gazetteer;
use crate::link::without_links;
use crate::lookup::lookup;
use crate::pair::in_range;
use crate::{GeoError, maps_link, plus_code};

/// Characters of a label; the whole text is kept beside it.
const LABEL_CHARS: usize = 200;
/// Characters of a text that are looked at: nobody hides an address deeper.
const READ_CHARS: usize = 4_000;
/// What a person reads when a citizen sent nothing readable.
const NO_WORDS: &str = "(sin texto)";

/// A municipality: its boundary, its gazetteer and the point short plus codes are read around.
#[derive(Debug, Clone)]
pub struct Municipality {
    boundary: Boundary,
    gazetteer: Gazetteer,
}

impl Municipality {
    /// Reads the boundary (GeoJSON, RFC 7946: every Polygon and MultiPolygon in it) and the gazetteer (JSON; shape in
    /// `flows/saltillo/geo/README.md`).
    ///
    /// # Errors
    /// Whatever is wrong with the files, naming the ring or the entry: see [`GeoError`].
    pub fn load(boundary_geojson: &str, gazetteer_json: &str) -> Result<Self, GeoError> {
        let boundary = Boundary::parse(boundary_geojson)?;
        let gazetteer = Gazetteer::parse(gazetteer_json, &boundary)?;
        Ok(Self { boundary, gazetteer })
    }

    /// Whether a point is inside the boundary.
    #[must_use]
    pub fn contains(&self, point: (f64, f64)) -> bool {
        self.boundary.contains(point)
    }

    /// The middle of the city: where a map opens and short plus codes are read around.
    #[must_use]
    pub const fn reference(&self) -> (f64, f64) {
        self.gazetteer.reference
    }

    /// What is known of a place a citizen gave. A text is tried as maps link or typed coordinates, then plus code, then gazetteer;
    /// coordinates from the gazetteer are approximate (a neighbourhood, not a door), which
    /// [`PlaceSource::Gazetteer`] says. Words always stay as label and text.
    #[must_use]
    pub fn resolve(&self, query: &PlaceQuery) -> Place {
        match query {
            PlaceQuery::Pin { latitude, longitude, name, address } => {
                let point = (*latitude, *longitude);
                self.at(point, PlaceSource::Pin, pin_label(point, name.as_deref(), address.as_deref()), None)
            }
            PlaceQuery::Text { text } => self.words(text),
        }
    }

    fn words(&self, text: &str) -> Place {
        let read = first_chars(text, READ_CHARS);
        let label = label_of(&without_links(text)).unwrap_or_default();
        match self.point_in(read) {
            Some((point, source)) => {
                let label = if label.is_empty() { coordinates(point) } else { label };
                self.at(point, source, label, Some(text.to_owned()))
            }
            None => wordy(text),
        }
    }

    fn point_in(&self, text: &str) -> Option<((f64, f64), PlaceSource)> {
        let link = || maps_link(text).map(|point| (point, PlaceSource::Link));
        let code = || plus_code(text, self.reference()).map(|point| (point, PlaceSource::PlusCode));
        let name = || lookup(&self.gazetteer, &without_links(text)).map(|point| (point, PlaceSource::Gazetteer));
        link().or_else(code).or_else(name)
    }

    fn at(&self, point: (f64, f64), source: PlaceSource, label: String, text: Option<String>) -> Place {
        let status = self.status(point);
        let known = status != PlaceStatus::Invalid;
        Place { latitude: known.then_some(point.0), longitude: known.then_some(point.1), label, text, source, status }
    }

    fn status(&self, point: (f64, f64)) -> PlaceStatus {
        if !in_range(point) || point == (0.0, 0.0) {
            PlaceStatus::Invalid
        } else if self.contains(point) {
            PlaceStatus::Ok
        } else {
            PlaceStatus::Outside
        }
    }
}

/// Words only: kept, unless there are none (nothing, an emoji, one letter).
fn wordy(text: &str) -> Place {
    let says_something = text.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some();
    Place {
        latitude: None,
        longitude: None,
        label: label_of(text).unwrap_or_else(|| NO_WORDS.to_owned()),
        text: Some(text.to_owned()),
        source: PlaceSource::Text,
        status: if says_something { PlaceStatus::Unresolved } else { PlaceStatus::Invalid },
    }
}

fn pin_label(point: (f64, f64), name: Option<&str>, address: Option<&str>) -> String {
    let parts: Vec<&str> = [name, address].into_iter().flatten().filter(|part| !part.trim().is_empty()).collect();
    label_of(&parts.join(", ")).unwrap_or_else(|| coordinates(point))
}

fn coordinates((lat, lon): (f64, f64)) -> String {
    format!("{lat:.5}, {lon:.5}")
}

/// One line of at most [`LABEL_CHARS`] characters; `None` when nothing visible is left.
fn label_of(text: &str) -> Option<String> {
    let read = first_chars(text, READ_CHARS);
    let line = read.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = line.collect::<Vec<_>>().join(" ");
    let label = first_chars(&line, LABEL_CHARS).trim_end().to_owned();
    (!label.is_empty()).then_some(label)
}

fn first_chars(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}
