use std::sync::LazyLock;

use proptest::prelude::*;
use ventanilla_domain::{PlaceQuery, PlaceSource, PlaceStatus};
use ventanilla_geo::{Municipality, distance_m, maps_link, plus_code};

static SALTILLO: LazyLock<Municipality> = LazyLock::new(crate::saltillo);

/// Pieces that look like the start of something the readers know.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("https://maps.google.com/?q=".to_owned()),
        Just("geo:".to_owned()),
        Just("!3d".to_owned()),
        Just("!4d".to_owned()),
        Just("%2C".to_owned()),
        Just("%".to_owned()),
        Just("°".to_owned()),
        Just("'".to_owned()),
        Just("\"N".to_owned()),
        Just("+".to_owned()),
        Just("colonia ".to_owned()),
        Just("lomas de ".to_owned()),
        Just("y ".to_owned()),
        Just("#map=1/".to_owned()),
        Just("@".to_owned()),
        "-?[0-9]{1,3}\\.?[0-9]{0,8}",
        "[23456789CFGHJMPQRVWX0]{0,9}",
        "\\PC{0,6}",
        any::<String>(),
        "[ ,;~/]",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_gives_a_place_that_makes_sense(text in pieces()) {
        let place = SALTILLO.resolve(&PlaceQuery::Text { text: text.clone() });
        prop_assert_eq!(place.text.as_deref(), Some(text.as_str()));
        prop_assert!(!place.label.is_empty() && place.label.chars().count() <= 200);
        let located = matches!(place.status, PlaceStatus::Ok | PlaceStatus::Outside);
        prop_assert_eq!(place.latitude.is_some() && place.longitude.is_some(), located);
        prop_assert!(!located || place.source != PlaceSource::Text);
    }

    #[test]
    fn any_pin_gives_a_place_that_makes_sense(latitude: f64, longitude: f64, name: Option<String>, address: Option<String>) {
        let place = SALTILLO.resolve(&PlaceQuery::Pin { latitude, longitude, name, address });
        prop_assert_eq!(place.source, PlaceSource::Pin);
        prop_assert!(!place.label.is_empty());
        let known = latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && (latitude, longitude) != (0.0, 0.0);
        prop_assert_eq!(place.status == PlaceStatus::Invalid, !known);
    }

    #[test]
    fn a_written_pair_is_read_back(latitude in -89.9_f64..89.9, longitude in -179.9_f64..179.9) {
        let read = maps_link(&format!("https://maps.google.com/?q={latitude:.6},{longitude:.6}")).unwrap();
        prop_assert!((read.0 - latitude).abs() < 1e-5 && (read.1 - longitude).abs() < 1e-5);
        let read = maps_link(&format!("estoy en {latitude:.6}, {longitude:.6} vengan")).unwrap();
        prop_assert!((read.0 - latitude).abs() < 1e-5 && (read.1 - longitude).abs() < 1e-5);
    }

    /// A full code written by an independent encoder (integer arithmetic) is read to within half its cell, and its short form
    /// too from any reference nearer than half a degree.
    #[test]
    fn plus_codes_come_back(latitude in -85.0_f64..85.0, longitude in -179.0_f64..179.0, off in (-0.4_f64..0.4, -0.4_f64..0.4)) {
        let code = encode(latitude, longitude);
        let read = plus_code(&code, (0.0, 0.0)).unwrap();
        prop_assert!((read.0 - latitude).abs() <= 0.000_063 && (read.1 - longitude).abs() <= 0.000_063, "{} {:?}", code, read);
        let short = &code[4..];
        if short.bytes().any(|b| b.is_ascii_alphabetic()) {
            let found = plus_code(short, (latitude + off.0, longitude + off.1)).unwrap();
            prop_assert!((found.0 - read.0).abs() < 1e-9 && (found.1 - read.1).abs() < 1e-9, "{} {:?} {:?}", short, found, read);
        }
    }

    #[test]
    fn distance_is_symmetric_and_short_ways_are_flat(a in (24.5_f64..25.5, -101.6_f64..-100.8), d in (-0.01_f64..0.01, -0.01_f64..0.01)) {
        let b = (a.0 + d.0, a.1 + d.1);
        let flat = (d.0 * 111_195.0).hypot(d.1 * 111_195.0 * a.0.to_radians().cos());
        prop_assert!((distance_m(a, b) - distance_m(b, a)).abs() < 1e-6);
        prop_assert!((distance_m(a, b) - flat).abs() < 1.0 + flat * 0.001);
    }
}

fn encode(latitude: f64, longitude: f64) -> String {
    let digits: Vec<char> = "23456789CFGHJMPQRVWX".chars().collect();
    let mut rest = [((latitude + 90.0) * 8_000.0).floor() as u64, ((longitude + 180.0) * 8_000.0).floor() as u64];
    let mut code = Vec::new();
    for _ in 0..5 {
        for value in rest.iter_mut().rev() {
            code.insert(0, digits[(*value % 20) as usize]);
            *value /= 20;
        }
    }
    code.insert(8, '+');
    code.into_iter().collect()
}
