use thiserror::Error;

/// Why the data of a municipality was refused.
#[derive(Debug, Error)]
pub enum GeoError {
    /// The boundary is not JSON or not GeoJSON.
    #[error("boundary is not readable GeoJSON")]
    Boundary(#[source] serde_json::Error),
    /// The boundary holds no polygon.
    #[error("boundary holds no Polygon or MultiPolygon")]
    NoPolygon,
    /// A ring with fewer than four positions, or whose last position is not the first.
    #[error("ring {ring} of the boundary is not closed or has fewer than 4 positions")]
    Ring {
        /// Counted from 1 over all rings, in order.
        ring: usize,
    },
    /// A position that is not `[longitude, latitude]` in range.
    #[error("ring {ring} of the boundary has a position out of range; GeoJSON wants [longitude, latitude]")]
    Position {
        /// Counted from 1 over all rings, in order.
        ring: usize,
    },
    /// The gazetteer is not JSON of the expected shape.
    #[error("gazetteer is not readable")]
    Gazetteer(#[source] serde_json::Error),
    /// The reference point lies outside the boundary.
    #[error("the reference point of the gazetteer is outside the boundary")]
    Reference,
    /// An entry lies outside the boundary.
    #[error("gazetteer entry `{name}` is outside the boundary")]
    EntryOutside {
        /// Its name.
        name: String,
    },
    /// An entry whose name or alias holds no word.
    #[error("gazetteer entry `{name}` has a name without letters or digits")]
    EntryNameless {
        /// Its name.
        name: String,
    },
    /// Two entries answer to the same words.
    #[error("gazetteer entries `{first}` and `{second}` answer to the same words")]
    EntryTwice {
        /// The earlier one.
        first: String,
        /// The later one.
        second: String,
    },
}
