//! Behaviour of places, checked on the data of Saltillo.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod links;
mod loading;
mod plus_codes;
mod properties;
mod saltillo;

use ventanilla_domain::{Place, PlaceQuery};
use ventanilla_geo::Municipality;

const BOUNDARY: &str = include_str!("../../../../flows/saltillo/geo/boundary.geojson");
const GAZETTEER: &str = include_str!("../../../../flows/saltillo/geo/gazetteer.json");

fn saltillo() -> Municipality {
    Municipality::load(BOUNDARY, GAZETTEER).unwrap()
}

fn text(words: &str) -> Place {
    saltillo().resolve(&PlaceQuery::Text { text: words.to_owned() })
}

fn pin(latitude: f64, longitude: f64) -> Place {
    saltillo().resolve(&PlaceQuery::Pin { latitude, longitude, name: None, address: None })
}

fn near(found: Option<(f64, f64)>, expected: (f64, f64)) -> bool {
    found.is_some_and(|found| (found.0 - expected.0).abs() < 1e-6 && (found.1 - expected.1).abs() < 1e-6)
}
