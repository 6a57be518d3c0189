//! Places: pins, links, plus codes, polygons, gazetteer; pure.
//!
//! What a citizen gave ([`domain::PlaceQuery`](ventanilla_domain::PlaceQuery)) becomes a
//! [`domain::Place`](ventanilla_domain::Place) by [`Municipality::resolve`], offline and without guessing: words that are not
//! surely one place stay words. Coordinates are always `(latitude, longitude)` in degrees, WGS 84.

mod boundary;
mod distance;
mod error;
mod gazetteer;
mod link;
mod lookup;
mod municipality;
mod pair;
mod plus_code;
mod similar;

pub use distance::distance_m;
pub use error::GeoError;
pub use link::maps_link;
pub use municipality::Municipality;
pub use plus_code::plus_code;
