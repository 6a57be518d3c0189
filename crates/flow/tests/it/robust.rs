//! Whatever is written in the files, the answer is a report.

use std::collections::BTreeMap;

use proptest::prelude::*;
use ventanilla_flow::finding::{render_json, render_text};
use ventanilla_flow::fmt::format;
use ventanilla_flow::graph::mermaid;
use ventanilla_flow::package::check_package;

const EXAMPLE: &str = include_str!("../fixtures/example.flow.yaml");
const PACKAGE: &str = include_str!("../broken/package.yaml");
/// Pieces that have broken readers of YAML, templates and expressions before.
const SPLINTERS: [&str; 24] = [
    "{{",
    "}}",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    ": ",
    "- ",
    "\n",
    "\r\n",
    "\t",
    "|\n",
    ">",
    "&a ",
    "*a",
    "!!x ",
    "\u{feff}",
    "\u{0}",
    "ñ🚨",
    "@resume",
    "size(",
    "99999999999999999999",
];

fn checked(files: &BTreeMap<String, String>) {
    let report = check_package(files);
    let text = render_text(&report.findings, files, true);
    assert!(!text.is_empty() && render_json(&report.findings).starts_with('['));
    if let Some(flow) = &report.flow {
        assert!(mermaid(flow).starts_with("flowchart"));
    }
}

fn flow(text: String) -> BTreeMap<String, String> {
    BTreeMap::from([("flow.yaml".to_owned(), text)])
}

/// `text` with some of its characters replaced by something else.
fn broken(text: &str, cuts: &[(usize, usize, usize)]) -> String {
    let mut chars: Vec<String> = text.chars().map(String::from).collect();
    for (at, length, splinter) in cuts {
        let at = at % (chars.len() + 1);
        let end = (at + length).min(chars.len());
        chars.splice(at..end, [SPLINTERS[splinter % SPLINTERS.len()].to_owned()]);
    }
    chars.concat()
}

fn cuts() -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    prop::collection::vec((any::<usize>(), 0..12_usize, any::<usize>()), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        checked(&flow(text));
    }

    #[test]
    fn a_broken_flow_is_answered(cuts in cuts()) {
        checked(&flow(broken(EXAMPLE, &cuts)));
    }

    #[test]
    fn a_broken_package_is_answered(cuts in cuts()) {
        checked(&crate::packages::split(&broken(PACKAGE, &cuts)));
    }

    #[test]
    fn formatting_is_stable(cuts in cuts()) {
        if let Ok(once) = format("flow.yaml", &broken(EXAMPLE, &cuts)) {
            prop_assert_eq!(format("flow.yaml", &once), Ok(once));
        }
    }
}

#[test]
fn hostile_files_are_answered() {
    let deep = format!("vars: {}", "[".repeat(100_000));
    let nested: String = (0..1_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let aliases: String = (1..30).map(|n| format!("a{n}: &a{n} [*a{}, *a{}]\n", n - 1, n - 1)).collect();
    let long_key = format!("{}: 1", "k".repeat(100_000));
    let wide: String = (0..20_000).map(|n| format!("k{n}: {{end: x}}\n")).collect();
    let large = format!("id: \"{}\"", "x".repeat(2_000_000));
    let question = format!("steps: {{a: {{branch: [{{when: \"{}\", next: a}}, {{else: a}}]}}}}", "!(".repeat(2_000));
    for text in [deep, nested, format!("a0: &a0 [x]\n{aliases}"), long_key, wide, large, question, "\r\r\r".to_owned()]
    {
        checked(&flow(text));
    }
}

#[test]
fn five_hundred_steps_are_proved() {
    let head = "ventanilla: 1\nid: largo\nlang: es\nchannels: [whatsapp, webchat, text]\nentry: p0\npolicy: e\n\
        vars: {t: {type: text, max: 50}, b: {type: bool}}\n\
        policies: {e: {attempts: 3, exhausted: fin, silence: [{after: 1h, next: fin}]}}\nsteps:\n";
    let step = |n: usize| match n % 4 {
        0 => format!(
            "  p{n}: {{choose: {{text: \"¿{{{{ t }}}}?\", options: {{si: Sí, otra: Otra}}}}, next: p{}}}\n",
            n + 1
        ),
        1 => format!("  p{n}: {{set: {{b: \"t == null\"}}, next: p{}}}\n", n + 1),
        2 => format!("  p{n}: {{branch: [{{when: \"b == true\", next: p{}}}, {{else: p{}}}]}}\n", n + 1, n + 2),
        _ => format!("  p{n}: {{say: \"Paso {n}\", next: p{}}}\n", n + 1),
    };
    let steps: String = (0..500).map(step).collect();
    let text = format!("{head}{steps}  p500: {{end: fin}}\n  fin: {{end: fin}}\n");
    let report = check_package(&flow(text));
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert_eq!(report.flow.map(|flow| flow.steps.len()), Some(502));
}
