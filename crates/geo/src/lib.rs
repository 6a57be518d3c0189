//! Places: pins, links, plus codes, polygons, gazetteer; pure
