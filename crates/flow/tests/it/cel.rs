//! CEL's own conformance cases (tests/fixtures/cel, Apache-2.0): what our subset accepts means what CEL says.

use std::collections::BTreeMap;
use std::path::Path;

use ventanilla_flow::expr::{Expr, Scope, Types};
use ventanilla_flow::model::Flow;
use ventanilla_flow::parse::load;
use ventanilla_flow::value::Value;

/// Where we say something else on purpose: a result that is not a number is an error, because JSON cannot carry it.
const DELIBERATE: [&str; 3] =
    ["comparisons/not_eq_double_nan", "comparisons/not_ne_double_nan", "comparisons/ne_double_nan"];

/// What a case expects.
#[derive(Debug, Clone, PartialEq)]
enum Expected {
    Value(Value),
    Error,
}

struct Case {
    name: String,
    expr: String,
    expected: Expected,
}

fn flow() -> Flow {
    let text = include_str!("../broken/cycle_that_ends.yaml").to_owned();
    load(&BTreeMap::from([("flow.yaml".to_owned(), text)])).flow.unwrap()
}

/// The cases of a file that need no variables and expect a value we have.
fn cases(file: &str, text: &str) -> Vec<Case> {
    text.split("\n  test {").skip(1).filter_map(|block| case(file, block)).collect()
}

fn case(file: &str, block: &str) -> Option<Case> {
    if block.contains("bindings:") || block.contains("type_env:") || block.contains("container:") {
        return None;
    }
    let name = format!("{file}/{}", quoted(block, "name:")?);
    let expr = quoted(block, "expr:")?;
    Some(Case { name, expr, expected: expected(block)? })
}

fn expected(block: &str) -> Option<Expected> {
    if block.contains("eval_error:") || block.contains("eval_error {") {
        return Some(Expected::Error);
    }
    let Some(at) = block.find("\n    value") else { return Some(Expected::Value(Value::Bool(true))) };
    let value = &block[at..];
    if ["list_value", "map_value", "uint64_value"].iter().any(|other| value.contains(other)) {
        return None;
    }
    let number =
        |key: &str| value.split(key).nth(1).map(|rest| rest.split(['}', '\n']).next().unwrap_or_default().trim());
    if value.contains("int64_value:") {
        return number("int64_value:")?.parse().ok().map(|value| Expected::Value(Value::Int(value)));
    }
    if value.contains("double_value:") {
        let double: f64 = number("double_value:")?.parse().ok()?;
        return Some(if double.is_finite() { Expected::Value(Value::Number(double)) } else { Expected::Error });
    }
    if value.contains("bool_value:") {
        return Some(Expected::Value(Value::Bool(number("bool_value:")? == "true")));
    }
    if value.contains("string_value:") {
        return quoted(value, "string_value:").map(|text| Expected::Value(Value::Text(text)));
    }
    value.contains("null_value").then_some(Expected::Value(Value::Null))
}

/// The text after `key`, unescaped as protobuf text is.
fn quoted(block: &str, key: &str) -> Option<String> {
    let rest = block[block.find(key)? + key.len()..].trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut bytes = Vec::new();
    let mut chars = rest[1..].chars();
    loop {
        match chars.next()? {
            c if c == quote => return String::from_utf8(bytes).ok(),
            '\\' => match chars.next()? {
                'n' => bytes.push(b'\n'),
                't' => bytes.push(b'\t'),
                'r' => bytes.push(b'\r'),
                c @ ('\\' | '\'' | '"') => bytes.push(c as u8),
                _ => return None,
            },
            c => bytes.extend(c.to_string().bytes()),
        }
    }
}

#[test]
fn what_the_subset_accepts_means_what_cel_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cel");
    let (flow, vars) = (flow(), BTreeMap::new());
    let (mut agreed, mut outside, mut wrong) = (0, 0, Vec::new());
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.extension().is_none_or(|extension| extension != "textproto") {
            continue;
        }
        let file = entry.file_stem().unwrap().to_string_lossy().into_owned();
        for case in cases(&file, &std::fs::read_to_string(&entry).unwrap()) {
            let found =
                Expr::parse(&case.expr, &Types::default()).map(|expr| expr.eval(&Scope::new(&flow, &vars, "s", "es")));
            match (found, &case.expected) {
                (Err(_), Expected::Error) => agreed += 1,
                (Err(_), Expected::Value(_)) => outside += 1,
                (Ok(Err(_)), Expected::Error) => agreed += 1,
                (Ok(Ok(value)), Expected::Value(expected)) if value == *expected => agreed += 1,
                (Ok(found), expected) if !DELIBERATE.contains(&case.name.as_str()) => {
                    wrong.push(format!("{}: {} gives {found:?}, CEL says {expected:?}", case.name, case.expr));
                }
                (Ok(_), _) => {}
            }
        }
    }
    println!("{agreed} cases agree, {outside} use what the subset leaves out");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(agreed > 300, "only {agreed} cases were compared");
}
