use std::path::Path;

use ventanilla_flow::finding::render_text;
use ventanilla_flow::package::check_package;

use crate::packages::read;

#[test]
fn show() {
    for path in ["tests/fixtures/example.flow.yaml", "../../flows/saltillo"] {
        let files = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
        let report = check_package(&files);
        println!("{}", render_text(&report.findings, &files, false));
    }
}
