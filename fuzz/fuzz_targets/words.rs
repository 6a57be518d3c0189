//! Any words of a citizen: the classifier answers, a place is a place or words, a folio is one or none.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use ventanilla_classifier::Model;
use ventanilla_domain::{Folio, PlaceQuery, PlaceStatus};
use ventanilla_geo::Municipality;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().expect("the embedded model"));
static CITY: LazyLock<Municipality> = LazyLock::new(|| {
    let (boundary, gazetteer) = (
        include_str!("../../flows/saltillo/geo/boundary.geojson"),
        include_str!("../../flows/saltillo/geo/gazetteer.json"),
    );
    Municipality::load(boundary, gazetteer).expect("the places of Saltillo")
});

fuzz_target!(|text: &str| {
    let found = MODEL.classify(text);
    assert!((0.0..=1.0).contains(&found.confidence));
    let place = CITY.resolve(&PlaceQuery::Text { text: text.to_owned() });
    assert!(place.status != PlaceStatus::Ok || (place.latitude.is_some() && place.longitude.is_some()));
    if let Ok(folio) = text.parse::<Folio>() {
        assert_eq!(folio.as_str().parse::<Folio>(), Ok(folio));
    }
});
