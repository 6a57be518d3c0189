use serde::Deserialize;

use crate::GeoError;
use crate::pair::in_range;

/// The area of a municipality: rings of `(latitude, longitude)`; holes and islands by the even-odd rule.
#[derive(Debug, Clone)]
pub(crate) struct Boundary {
    rings: Vec<Vec<(f64, f64)>>,
}

type Ring = Vec<Vec<f64>>;

#[derive(Deserialize)]
#[serde(tag = "type")]
enum GeoJson {
    FeatureCollection {
        features: Vec<GeoJson>,
    },
    Feature {
        geometry: Option<Box<GeoJson>>,
    },
    Polygon {
        coordinates: Vec<Ring>,
    },
    MultiPolygon {
        coordinates: Vec<Vec<Ring>>,
    },
    GeometryCollection {
        geometries: Vec<GeoJson>,
    },
    #[serde(other)]
    Other,
}

impl Boundary {
    /// Reads GeoJSON (RFC 7946): every Polygon and MultiPolygon in it, other geometries ignored.
    pub(crate) fn parse(geojson: &str) -> Result<Self, GeoError> {
        let document: GeoJson = serde_json::from_str(geojson).map_err(GeoError::Boundary)?;
        let mut raw = Vec::new();
        collect(document, &mut raw);
        if raw.is_empty() {
            return Err(GeoError::NoPolygon);
        }
        let rings = raw.iter().enumerate().map(|(index, ring)| checked(index + 1, ring));
        Ok(Self { rings: rings.collect::<Result<_, _>>()? })
    }

    /// Whether a point is inside (even-odd rule). False for anything that is not a number.
    pub(crate) fn contains(&self, (lat, lon): (f64, f64)) -> bool {
        self.rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().skip(1))).fold(false, |inside, (a, b)| {
            let crosses = (a.0 > lat) != (b.0 > lat) && lon < (b.1 - a.1) * (lat - a.0) / (b.0 - a.0) + a.1;
            inside ^ crosses
        })
    }
}

fn collect(node: GeoJson, rings: &mut Vec<Ring>) {
    match node {
        GeoJson::FeatureCollection { features: nodes } | GeoJson::GeometryCollection { geometries: nodes } => {
            nodes.into_iter().for_each(|node| collect(node, rings));
        }
        GeoJson::Feature { geometry } => geometry.into_iter().for_each(|node| collect(*node, rings)),
        GeoJson::Polygon { coordinates } => rings.extend(coordinates),
        GeoJson::MultiPolygon { coordinates } => rings.extend(coordinates.into_iter().flatten()),
        GeoJson::Other => {}
    }
}

fn checked(number: usize, ring: &Ring) -> Result<Vec<(f64, f64)>, GeoError> {
    if ring.len() < 4 || ring.first() != ring.last() {
        return Err(GeoError::Ring { ring: number });
    }
    let point = |position: &Vec<f64>| match position.as_slice() {
        [lon, lat, ..] if in_range((*lat, *lon)) => Ok((*lat, *lon)),
        _ => Err(GeoError::Position { ring: number }),
    };
    ring.iter().map(point).collect()
}
