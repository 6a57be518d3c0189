use ventanilla_domain::{Place, PlaceQuery, PlaceSource, PlaceStatus};
use ventanilla_geo::distance_m;

use crate::{pin, saltillo, text};

fn point(place: &Place) -> (f64, f64) {
    (place.latitude.unwrap(), place.longitude.unwrap())
}

#[test]
fn the_city_is_inside_and_its_neighbours_are_outside() {
    let cases = [
        ("Plaza de Armas", 25.4232, -100.9931, PlaceStatus::Ok),
        ("Universidad Antonio Narro", 25.3560, -101.0330, PlaceStatus::Ok),
        ("Mirasierra", 25.4270, -100.9380, PlaceStatus::Ok),
        ("La Ventura, in the far south", 24.6392, -100.8844, PlaceStatus::Ok),
        ("Ramos Arizpe", 25.5403, -100.9475, PlaceStatus::Outside),
        ("Arteaga", 25.4333, -100.8500, PlaceStatus::Outside),
        ("General Cepeda", 25.3760, -101.4750, PlaceStatus::Outside),
        ("Concepción del Oro", 24.6167, -101.4167, PlaceStatus::Outside),
        ("Monterrey", 25.6866, -100.3161, PlaceStatus::Outside),
        ("the south pole", -90.0, 0.0, PlaceStatus::Outside),
    ];
    for (name, latitude, longitude, status) in cases {
        assert_eq!(pin(latitude, longitude).status, status, "{name}");
    }
}

#[test]
fn a_pin_that_is_no_place_is_invalid_and_has_no_coordinates() {
    let nonsense = [(0.0, 0.0), (f64::NAN, -100.0), (25.4, f64::INFINITY), (91.0, 0.0), (25.4, -181.0), (-0.0, 0.0)];
    for (latitude, longitude) in nonsense {
        let place = pin(latitude, longitude);
        assert_eq!(place.status, PlaceStatus::Invalid, "{latitude} {longitude}");
        assert_eq!((place.latitude, place.longitude), (None, None));
        assert!(!place.label.is_empty());
    }
}

#[test]
fn a_pin_is_called_by_its_name_and_address_or_by_its_coordinates() {
    let named = |name: Option<&str>, address: Option<&str>| {
        let query = PlaceQuery::Pin {
            latitude: 25.4211,
            longitude: -100.9997,
            name: name.map(str::to_owned),
            address: address.map(str::to_owned),
        };
        saltillo().resolve(&query).label
    };
    assert_eq!(named(Some("Catedral"), Some("Hidalgo 215")), "Catedral, Hidalgo 215");
    assert_eq!(named(Some("  "), None), "25.42110, -100.99970");
    assert_eq!(named(Some(&"a".repeat(5_000)), None).chars().count(), 200);
}

#[test]
fn words_that_name_one_place_get_an_approximate_point_and_stay_the_label() {
    let cases = [
        ("Mirasierra", "Mirasierra", 25.4270, -100.9380),
        ("colonia bellavista", "Bellavista", 25.4090, -101.0010),
        ("En la col. Morelos, atras del kinder", "Morelos", 25.4320, -100.9480),
        ("calle 5 de febrero 312 colonia Lomas de Lourdes", "with street", 25.3800, -100.9930),
        ("Av. Siempre Viva 742, Fracc. Parques de la Cañada", "with street", 25.3805, -101.0200),
        ("lomas de lurdes", "a slip", 25.3800, -100.9930),
        ("frente al museo del desierto", "landmark", 25.4125, -100.9705),
        ("blvd venustiano carranza esquina con periferico luis echeverria", "crossing", 25.4595, -100.9880),
        ("allende y muzquiz", "crossing", 25.4268, -101.0000),
        ("colonia centro", "centro", 25.4225, -101.0000),
        ("ampliacion morelos", "the longer name", 25.4350, -100.9430),
        ("Catedral, en la plaza de armas", "two names of one place", 25.4211, -100.9997),
        ("satelite norte, junto a la tienda", "two words in a sentence", 25.4850, -100.9720),
        ("robo en la bellavista junto al kinder", "a distinctive name in a sentence", 25.4090, -101.0010),
        ("por el tec de monterrey", "a town inside a name of ours", 25.4485, -101.0165),
        ("mirasierra, salida a monterrey", "a direction", 25.4270, -100.9380),
        ("calle monterrey 14 colonia república", "a street named as a town", 25.4385, -100.9930),
    ];
    for (words, why, latitude, longitude) in cases {
        let place = text(words);
        assert_eq!((place.source, place.status), (PlaceSource::Gazetteer, PlaceStatus::Ok), "{words}");
        assert!(distance_m(point(&place), (latitude, longitude)) < 200.0, "{words} ({why}): {:?}", point(&place));
        assert_eq!(place.label, words);
        assert_eq!(place.text.as_deref(), Some(words));
    }
}

#[test]
fn words_that_may_be_several_places_stay_words() {
    let cases = [
        "atrás del Soriana",
        "no sé",
        "calle morelos 120",
        "blvd fundadores",
        "por la republica mexicana",
        "venustiano carranza 2400",
        "entre la colonia bellavista y la colonia mirasierra",
        "colonia centro, Ramos Arizpe",
        "en Arteaga por la colonia san isidro",
        "calle nueva españa 12",
        "allende y aldama, colonia las flores",
        "con los maestros de la primaria",
        "en la estrella que se ve en el cielo",
        "https://maps.app.goo.gl/AbCdEf123456",
        "a 10.30, 11.30 de la noche",
        "me dieron 2+2 vueltas",
        "aquí afuera de mi casa",
    ];
    for words in cases {
        let place = text(words);
        assert_eq!((place.source, place.status), (PlaceSource::Text, PlaceStatus::Unresolved), "{words}");
        assert_eq!((place.latitude, place.longitude), (None, None), "{words}");
        assert_eq!((place.label.as_str(), place.text.as_deref()), (words, Some(words)));
    }
}

#[test]
fn nothing_readable_is_invalid() {
    for words in ["", "   ", "🏠", "📍📍📍", "a", "7", "...", "\u{200b}", "¿?"] {
        let place = text(words);
        assert_eq!(place.status, PlaceStatus::Invalid, "{words:?}");
        assert!(!place.label.trim().is_empty(), "{words:?}");
    }
}

#[test]
fn a_link_or_a_code_gives_coordinates_and_keeps_the_words_beside_it() {
    let link = text("es aquí, portón verde https://maps.google.com/?q=25.4125,-100.9705");
    assert_eq!((link.source, link.status), (PlaceSource::Link, PlaceStatus::Ok));
    assert_eq!(link.label, "es aquí, portón verde");

    let bare = text("https://www.google.com/maps/@25.5403,-100.9475,17z");
    assert_eq!(
        (bare.source, bare.status, bare.label.as_str()),
        (PlaceSource::Link, PlaceStatus::Outside, "25.54030, -100.94750")
    );

    let code = text("75QWC2F4+76 Saltillo");
    assert_eq!(code.source, PlaceSource::PlusCode);

    let zero = text("https://maps.google.com/?q=0,0");
    assert_eq!((zero.status, zero.latitude), (PlaceStatus::Invalid, None));
}

#[test]
fn a_long_text_is_kept_whole_and_its_label_is_short() {
    let long = format!("colonia mirasierra {}", "x".repeat(1_000_000));
    let place = text(&long);
    assert_eq!(place.label.chars().count(), 200);
    assert_eq!(place.text.as_ref().map(String::len), Some(long.len()));
    assert_eq!(text("una\nlínea\t\t y otra").label, "una línea y otra");
}
