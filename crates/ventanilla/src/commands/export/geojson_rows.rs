//! GeoJSON for maps: one point a report; reports without coordinates have a null geometry, so that none is left out.

use std::io::Write;

use geojson::{Feature, Geometry, GeometryValue, JsonObject};
use ventanilla_app::ExportRow;

use super::RowWriter;

/// Writes a `FeatureCollection` feature by feature.
#[derive(Default)]
pub(super) struct GeojsonRows {
    begun: bool,
}

impl RowWriter for GeojsonRows {
    fn begin(&mut self, out: &mut dyn Write) -> anyhow::Result<()> {
        Ok(out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?)
    }

    fn row(&mut self, out: &mut dyn Write, row: ExportRow) -> anyhow::Result<()> {
        let ExportRow::Report(row) = row else { return Ok(()) };
        out.write_all(if std::mem::replace(&mut self.begun, true) { b",\n" } else { b"\n" })?;
        Ok(write!(out, "{}", feature(&row))?)
    }

    fn end(&mut self, out: &mut dyn Write) -> anyhow::Result<()> {
        Ok(out.write_all(b"\n]}\n")?)
    }
}

fn feature(row: &ventanilla_store::ReportExport) -> Feature {
    let report = &row.report;
    let place = report.place.as_ref();
    let coordinates = place.and_then(|place| Some((place.longitude?, place.latitude?)));
    let properties = serde_json::json!({
        "folio": report.folio,
        "state": report.state,
        "category": report.category,
        "subtype": report.subtype,
        "priority": report.priority,
        "place": place.map(|place| &place.label),
        "place_status": place.map(|place| place.status),
        "evidence": row.evidence.len(),
        "created_at": report.created_at.to_rfc3339(),
    });
    Feature {
        bbox: None,
        geometry: coordinates
            .map(|(longitude, latitude)| Geometry::new(GeometryValue::new_point([longitude, latitude]))),
        id: Some(geojson::feature::Id::String(report.id.to_string())),
        properties: properties.as_object().cloned().map(JsonObject::from_iter),
        foreign_members: None,
    }
}
