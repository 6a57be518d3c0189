//! No bytes make the reader panic.

use std::collections::BTreeMap;

use proptest::prelude::*;
use ventanilla_flow::package::check_package;

const EXAMPLE: &str = include_str!("../fixtures/example.flow.yaml");

proptest! {
    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        let _ = check_package(&BTreeMap::from([("flow.yaml".to_owned(), text)]));
    }
}
