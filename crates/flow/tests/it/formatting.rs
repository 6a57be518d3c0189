use ventanilla_flow::fmt::format;

fn formatted(text: &str) -> String {
    format("flow.yaml", text).expect("readable")
}

#[test]
fn blocks_are_indented_by_two_and_comments_kept() {
    let before = "# about the flow\r\nid:   x   \r\n\r\n\r\nvars:\r\n    # about a\r\n    a:     {type: text}   # at the side\r\nlist:\r\n-   one\r\n-   two: 2\r\n    three: 3\r\n\r\n";
    let after = "# about the flow\nid:   x\n\nvars:\n  # about a\n  a:     {type: text}   # at the side\nlist:\n  - one\n  - two: 2\n    three: 3\n";
    assert_eq!(formatted(before), after);
}

#[test]
fn what_the_author_wrote_within_stays() {
    let text = "a: |\n      two  \n\n        four\nb: \"one\n  two\"\nc: {x: [1,\n  2], y: 3}\nd:\n  - - 1\n    - 2\n";
    let after = formatted(text);
    assert_eq!(formatted(&after), after);
    assert!(after.contains("two  \n"), "white space of a block text is content: {after}");
}

#[test]
fn the_example_and_saltillo_keep_their_meaning() {
    let example = include_str!("../fixtures/example.flow.yaml");
    let once = formatted(example);
    assert_eq!(formatted(&once), once);
    assert_eq!(once.matches('#').count(), example.matches('#').count(), "no comment is lost");
}

#[test]
fn an_unreadable_file_is_not_touched() {
    assert_eq!(format("flow.yaml", "a: [1").unwrap_err()[0].code, "V0101");
}
