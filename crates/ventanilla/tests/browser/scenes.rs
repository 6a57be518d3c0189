use std::collections::BTreeMap;

use serde_json::Value;

use crate::demo::Demo;
use crate::player::play;
use crate::tools::tools;

/// Plays a scene on a fresh demo and looks at what is left behind.
fn on_stage(scene: &str, after: impl FnOnce(&Demo, &Value)) {
    let Some(tools) = tools() else { return };
    let mut demo = Demo::start();
    let told = play(tools, &mut demo, scene);
    after(&demo, &told);
}

/// The reports as the operator exports them, by the names of the columns.
fn reports(demo: &Demo) -> Vec<BTreeMap<String, String>> {
    let csv = demo.operator(&["export", "reports", "--format", "csv"]);
    csv::Reader::from_reader(csv.as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// Received = stored = processed = answered.
fn reconciles(demo: &Demo) {
    demo.operator(&["reconcile"]);
}

#[test]
fn a_citizen_reports_and_the_operator_has_everything() {
    on_stage("report", |demo, told| {
        let reports = reports(demo);
        let folio = told["folio"].as_str().unwrap();
        let report = reports.iter().find(|report| report["folio"] == folio).expect("the folio is in the export");
        assert_eq!(reports.len(), 1);
        for (column, value) in [
            ("state", "filed"),
            ("category", "accidente_vial"),
            ("description", told["words"].as_str().unwrap()),
            ("latitude", "25.4206"),
            ("longitude", "-101.0003"),
            ("evidence", "1"),
            ("evidence_missing", "0"),
        ] {
            assert_eq!(report[column], value, "{column}");
        }
        reconciles(demo);
    });
}

#[test]
fn the_first_message_says_what_happens() {
    on_stage("first_message", |demo, told| {
        let folio = told["folio"].as_str().unwrap();
        assert!(reports(demo).iter().any(|report| report["folio"] == folio));
        reconciles(demo);
    });
}

#[test]
fn the_keyboard_is_enough() {
    on_stage("keyboard", |demo, _| reconciles(demo));
}

#[test]
fn two_phones_at_once() {
    on_stage("two_phones", |demo, _| reconciles(demo));
}

#[test]
fn the_page_says_that_the_demo_went_away_and_came_back() {
    on_stage("restart", |_, _| ());
}

#[test]
fn nobody_is_shut_out() {
    on_stage("looks", |_, _| ());
}
