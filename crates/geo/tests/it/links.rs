use ventanilla_geo::maps_link;

use crate::near;

#[test]
fn every_way_phones_share_a_point_is_read() {
    let place = (25.42321, -100.9931);
    let links = [
        "https://www.google.com/maps/@25.42321,-100.9931,17z",
        "https://maps.google.com/?q=25.42321,-100.9931",
        "https://maps.google.com/maps?q=25.42321%2C-100.9931&z=17&hl=es",
        "https://www.google.com.mx/maps?q=loc:25.42321,-100.9931",
        "https://www.google.com/maps/search/?api=1&query=25.42321%2C-100.9931",
        "https://www.google.com/maps/search/25.42321,+-100.9931?entry=tts",
        "https://www.google.com/maps/dir/?api=1&destination=25.42321,-100.9931&origin=25.4,-101.0",
        "https://www.google.com/maps/place/25.42321,-100.9931",
        "https://www.google.com/maps/place/Catedral/@25.1,-100.1,17z/data=!3m1!4b1!4m6!3m5!1s0x0:0x0!8m2!3d25.42321!4d-100.9931!16s",
        "https://maps.google.com/?ll=25.42321,-100.9931&z=16",
        "https://maps.apple.com/?ll=25.42321,-100.9931&q=Ubicaci%C3%B3n",
        "https://maps.apple.com/place?coordinate=25.42321,-100.9931&name=Aqu%C3%AD",
        "https://maps.apple.com/?daddr=25.42321,-100.9931",
        "https://waze.com/ul?ll=25.42321,-100.9931&navigate=yes",
        "https://www.waze.com/live-map/directions?to=ll.25.42321%2C-100.9931",
        "https://www.openstreetmap.org/?mlat=25.42321&mlon=-100.9931#map=17/25.1/-100.1",
        "https://www.openstreetmap.org/#map=17/25.42321/-100.9931",
        "https://osm.org/?lat=25.42321&lon=-100.9931&zoom=17",
        "https://www.bing.com/maps?cp=1&q=25.42321~-100.9931",
        "geo:25.42321,-100.9931?z=17",
        "geo:0,0?q=25.42321,-100.9931(Aqui)",
        "GEO:25.42321,-100.9931;u=35",
        "25.42321, -100.9931",
        "estoy en 25.42321,-100.9931 junto al parque",
        "-100.9931, 25.42321",
        "(25.42321; -100.9931)",
        "mira https://maps.app.goo.gl/x1y2z3 o sea 25.42321 -100.9931",
    ];
    for link in links {
        assert!(near(maps_link(link), place), "{link}: {:?}", maps_link(link));
    }
}

#[test]
fn degrees_minutes_and_seconds_are_read() {
    let place = (25.0 + 25.0 / 60.0 + 23.5 / 3600.0, -(100.0 + 59.0 / 60.0 + 35.2 / 3600.0));
    for written in [
        "25°25'23.5\"N 100°59'35.2\"W",
        "25° 25' 23.5\" N, 100° 59' 35.2\" O",
        "https://www.google.com/maps/place/25%C2%B025'23.5%22N+100%C2%B059'35.2%22W/",
    ] {
        assert!(near(maps_link(written), place), "{written}: {:?}", maps_link(written));
    }
}

#[test]
fn a_short_decimal_pair_counts_only_where_it_cannot_be_anything_else() {
    assert!(near(maps_link("25.42, -100.99"), (25.42, -100.99)));
    for other in ["10.30, 11.30", "de 3.5 a 4.5", "25, -100", "tel 844-123-4567", "son 12.5000", "folio 25.1234"] {
        assert_eq!(maps_link(other), None, "{other}");
    }
}

#[test]
fn what_holds_no_coordinates_gives_none() {
    for other in [
        "",
        "https://maps.app.goo.gl/AbCdEf123",
        "https://goo.gl/maps/AbCdEf123",
        "https://www.facebook.com/?q=25.42321,-100.99310",
        "https://www.google.com/search?q=abogados",
        "https://maps.google.com/?q=Catedral+Saltillo",
        "https://maps.google.com/?q=125.0,-300.0",
        "geo:",
        "%%%",
        "maps.google.com/?q=%zz,%",
    ] {
        assert_eq!(maps_link(other), None, "{other}");
    }
}
