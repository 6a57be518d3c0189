//! What other programs read: JSON of findings and the picture.

use ventanilla_flow::finding::render_json;
use ventanilla_flow::graph::mermaid;
use ventanilla_flow::package::check_package;

use crate::packages::split;

#[test]
fn findings_as_json() {
    let files = split(include_str!("../broken/duplicate_keys.yaml"));
    let json: serde_json::Value = serde_json::from_str(&render_json(&check_package(&files).findings)).unwrap();
    let expected = serde_json::json!([{
        "code": "V0105", "severity": "error", "file": "flow.yaml", "line": 11, "column": 3, "span": {"start": 305, "end": 311},
        "message": "`inicio` stands here twice", "help": null,
        "related": [{"file": "flow.yaml", "line": 10, "column": 3, "span": {"start": 268, "end": 274}, "message": "first here"}],
    }]);
    let place = |value: &serde_json::Value| (value["line"].clone(), value["column"].clone(), value["message"].clone());
    assert_eq!(place(&json[0]), place(&expected[0]));
    assert_eq!(place(&json[0]["related"][0]), place(&expected[0]["related"][0]));
    let keys: Vec<_> = json[0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, expected[0].as_object().unwrap().keys().cloned().collect::<Vec<_>>());
    let span = &json[0]["span"];
    let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
    assert_eq!(&files["flow.yaml"][start..end], "inicio");
}

#[test]
fn the_picture_shows_steps_ways_and_watches() {
    let text = include_str!("../broken/cycle_that_ends.yaml")
        .replace("entry: inicio", "entry: inicio\nwatches: [{id: salir, exact: [salir], next: fin}]");
    let flow = check_package(&split(&text)).flow.expect("a flow");
    assert_eq!(
        mermaid(&flow),
        "flowchart TD
    n_inicio{\"branch · inicio\"}
    n_avisar[\"set · avisar\"]
    n_fin([\"end · fin\"])
  start_((\" \")) --> n_inicio
  n_avisar -->|next| n_inicio
  n_inicio -->|case 1| n_avisar
  n_inicio -->|else| n_fin
  w_salir>\"salir: salir\"] --> n_fin
"
    );
}
