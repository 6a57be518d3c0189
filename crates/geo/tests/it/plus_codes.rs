use ventanilla_geo::plus_code;

use crate::near;

const SALTILLO: (f64, f64) = (25.4232, -100.9931);

/// Middle of the areas in the public test data of the Open Location Code project (decoding.csv).
#[test]
fn full_codes_of_the_public_test_data() {
    let cases = [
        ("7FG49Q00+", 20.375, 2.775),
        ("7FG49QCJ+2V", 20.370_062_5, 2.782_187_5),
        ("8FVC2222+22", 47.000_062_5, 8.000_062_5),
        ("4VCPPQGP+Q9", -41.273_062_5, 174.785_937_5),
        ("62G20000+", 0.5, -179.5),
        ("22220000+", -89.5, -179.5),
        ("7FG40000+", 20.5, 2.5),
        ("22222222+22", -89.999_937_5, -179.999_937_5),
        ("6VGX0000+", 0.5, 179.5),
    ];
    for (code, latitude, longitude) in cases {
        assert!(near(plus_code(code, SALTILLO), (latitude, longitude)), "{code}: {:?}", plus_code(code, SALTILLO));
        assert!(near(plus_code(&code.to_lowercase(), SALTILLO), (latitude, longitude)), "{code} in lower case");
    }
}

#[test]
fn short_codes_are_the_nearest_to_the_reference() {
    // From the project's documentation: Zürich.
    let zurich = plus_code("8FVC9G8F+6X", SALTILLO);
    assert!(near(plus_code("9G8F+6X", (47.4, 8.6)), zurich.unwrap()));
    // shortCodeTests.csv: 9C3W9QCJ+2VX around 51.3708675,-1.217765625.
    let london = plus_code("9C3W9QCJ+2VX", SALTILLO).unwrap();
    assert!(near(plus_code("9QCJ+2VX", (51.370_867_5, -1.217_765_625)), london));
}

#[test]
fn a_short_code_in_a_sentence_is_found() {
    let place = plus_code("estoy en C2F4+7V Saltillo, Coahuila", SALTILLO).unwrap();
    assert!((place.0 - 25.4232).abs() < 0.51 && (place.1 + 100.9931).abs() < 0.51, "{place:?}");
}

#[test]
fn what_is_no_plus_code_gives_none() {
    for text in [
        "",
        "+",
        "2+2",
        "10+15 personas",
        "8441+23",
        "llegaron 4 + 3",
        "C2F4+",
        "C2F4+7",
        "ABCD+EF",
        "7FG49Q00+2V",
        "7FG49QCJ2V",
        "XXXXXXXX+XX",
        "75Q0C2F4+7V",
        "a+b+c",
        "2222222222+22",
    ] {
        assert_eq!(plus_code(text, SALTILLO), None, "{text}");
    }
    assert_eq!(plus_code("C2F4+7V", (f64::NAN, 0.0)), None);
}
