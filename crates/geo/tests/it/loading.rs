use ventanilla_geo::{GeoError, Municipality};

use crate::{BOUNDARY, GAZETTEER};

const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]],[[0.5,0.5],[1.5,0.5],[1.5,1.5],[0.5,1.5],[0.5,0.5]]]}"#;
const EMPTY: &str = r#"{"reference":{"latitude":0.2,"longitude":0.2},"entries":[]}"#;

fn gazetteer(entries: &str) -> String {
    format!(r#"{{"reference":{{"latitude":0.2,"longitude":0.2}},"entries":[{entries}]}}"#)
}

fn entry(name: &str, latitude: f64) -> String {
    format!(r#"{{"name":"{name}","kind":"colonia","latitude":{latitude},"longitude":0.2,"approximate":true}}"#)
}

#[test]
fn a_hole_is_outside_and_islands_are_inside() {
    let square = Municipality::load(SQUARE, EMPTY).unwrap();
    assert!(square.contains((0.2, 0.2)) && square.contains((1.8, 1.8)));
    assert!(!square.contains((1.0, 1.0)) && !square.contains((3.0, 1.0)) && !square.contains((f64::NAN, 1.0)));
    assert_eq!(square.reference(), (0.2, 0.2));

    let islands = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null},
        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[9,9]}},
        {"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":
        [[[[0,0],[1,0],[1,1],[0,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,6],[5,5]]]]}}]}"#;
    let islands = Municipality::load(islands, EMPTY);
    // A bare Point geometry is not a shape we read numbers from, but it must not stop the others.
    assert!(islands.is_ok_and(|islands| islands.contains((5.5, 5.5)) && !islands.contains((3.0, 3.0))));
}

#[test]
fn faults_of_the_boundary_are_named() {
    let load = |geojson: &str| Municipality::load(geojson, EMPTY).unwrap_err();
    assert!(matches!(load("not json"), GeoError::Boundary(_)));
    assert!(matches!(load(r#"{"type":"FeatureCollection","features":[]}"#), GeoError::NoPolygon));
    let open = r#"{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2]]]}"#;
    assert!(matches!(load(open), GeoError::Ring { ring: 1 }));
    let turned_round = r#"{"type":"Polygon","coordinates":[[[25,-100],[25,-101],[26,-101],[25,-100]]]}"#;
    assert!(matches!(load(turned_round), GeoError::Position { ring: 1 }));
}

#[test]
fn faults_of_the_gazetteer_are_named() {
    let load = |gazetteer: &str| Municipality::load(SQUARE, gazetteer).unwrap_err();
    assert!(matches!(load("[]"), GeoError::Gazetteer(_)));
    assert!(matches!(load(r#"{"reference":{"latitude":9,"longitude":9},"entries":[]}"#), GeoError::Reference));
    assert!(matches!(load(&gazetteer(&entry("Lejos", 50.0))), GeoError::EntryOutside { name } if name == "Lejos"));
    assert!(matches!(load(&gazetteer(&entry("¡!", 0.2))), GeoError::EntryNameless { .. }));
    let twins = format!("{},{}", entry("San José", 0.2), entry("san jose", 0.3));
    assert!(matches!(load(&gazetteer(&twins)), GeoError::EntryTwice { first, .. } if first == "San José"));
    let misspelt =
        gazetteer(r#"{"name":"a b","kind":"colonia","lat":1,"longitude":1,"latitude":1,"approximate":true}"#);
    assert!(matches!(load(&misspelt), GeoError::Gazetteer(_)));
}

#[test]
fn the_data_of_saltillo_loads_and_calls_itself_approximate() {
    Municipality::load(BOUNDARY, GAZETTEER).unwrap();
    assert!(BOUNDARY.contains("\"approximate\": true"));
    assert!(GAZETTEER.matches("\"approximate\": true").count() > 120);
}
