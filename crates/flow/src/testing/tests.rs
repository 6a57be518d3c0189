use ventanilla_domain::{Button, OutboundContent};

use super::{PlainWorld, Suite, bubble_text, run};
use crate::engine::tests::{flow, reporte};

fn outcome(cases: &str) -> Vec<(u64, String)> {
    let suite = Suite::parse(cases).unwrap();
    let report = run(&reporte(), &suite, &mut PlainWorld);
    report.cases.into_iter().flat_map(|case| case.failures).map(|failure| (failure.line, failure.message)).collect()
}

#[test]
fn a_failing_check_names_its_line_and_what_happened_instead() {
    let failures = outcome(
        "cases:
  uno:
    turns:
      - citizen: hola
      - bot: adiós
      - {bubbles: 2, not_bot: comisaría}
      - {tap: acepto, at: lugar}
      - {vars: {aviso: rechazo}}
      - {act: report.file}
",
    );
    let expected = [
        (5, "the bot did not say \"adiós\""),
        (6, "the bot said \"comisaría\""),
        (6, "1 bubbles, not 2"),
        (7, "open is elegir, not lugar"),
        (8, "aviso is \"acepto\""),
        (9, "report.file did not run"),
    ];
    let told: Vec<(u64, &str)> = failures.iter().map(|(line, message)| (*line, message.as_str())).collect();
    assert_eq!(told, expected);
}

#[test]
fn what_cannot_be_done_is_said() {
    let failures = outcome("cases:\n  uno:\n    turns:\n      - citizen: hola\n      - tap: nada\n");
    assert_eq!(failures.len(), 1);
    assert!(failures[0].0 == 5 && failures[0].1.contains("acepto (Continuar)"), "{failures:?}");
    let failures = outcome("cases:\n  uno:\n    start: nada\n    vars: {categoria: nada}\n    turns: []\n");
    assert_eq!(failures.len(), 2);
    let failures = outcome("cases:\n  uno:\n    turns: [{citizen: a, wait: 1m}]\n");
    assert!(failures[0].1.contains("only one thing"));
}

#[test]
fn too_many_bubbles_fail() {
    assert_eq!(outcome("cases:\n  uno: {max_bubbles: 0, turns: [citizen: hola]}\n").len(), 1);
}

#[test]
fn unknown_keys_and_wrong_spans_are_refused_with_their_line() {
    for (text, line) in [
        ("cases:\n  uno:\n    turns:\n      - ciudadano: hola\n", 4),
        ("cases:\n  uno:\n    turns:\n      - wait: un rato\n", 4),
        ("cases:\n  uno:\n    turns: []\n    nada: 1\n", 4),
    ] {
        assert_eq!(Suite::parse(text).unwrap_err().line, line, "{text}");
    }
}

#[test]
fn coverage_lists_what_no_case_reached() {
    let small = flow(
        "ventanilla: 1\nid: f\nlang: es-MX\nchannels: [whatsapp]\nentry: pide\npolicy: p\n\
         policies: {p: {attempts: 2, exhausted: fin, silence: [{after: 1h, next: fin}]}}\n\
         watches: [{id: adios, exact: [adios], next: fin}]\n\
         steps:\n  pide: {choose: {text: \"¿Cuál?\", options: {uno: \"Uno\", dos: \"Dos\"}}, routes: {uno: fin, dos: fin}}\n  fin: {end: fin}\n",
    );
    let suite = Suite::parse("cases:\n  a: {turns: [{citizen: hola}, {tap: uno, end: fin}]}\n").unwrap();
    let coverage = run(&small, &suite, &mut PlainWorld).coverage;
    let missed: Vec<String> = coverage.missed.iter().map(ToString::to_string).collect();
    assert_eq!(missed, ["pide.dos", "policy p.exhausted", "policy p.silence", "watch adios"]);
    assert!((coverage.percent() - 20.0).abs() < 1e-9);
}

#[test]
fn a_transcript_reads_like_a_conversation() {
    let suite = Suite::parse("cases:\n  a: {turns: [{citizen: hola}, {tap: rechazo}]}\n").unwrap();
    let report = run(&reporte(), &suite, &mut PlainWorld);
    let lines: Vec<&str> = report.cases[0].transcript.lines().collect();
    assert_eq!(lines[0], "👤 hola");
    assert!(lines[1].starts_with("🤖 Comisaría"));
    assert!(lines.contains(&"👤 [No acepto]") && lines.last() == Some(&"   · end: sin_aviso"), "{lines:#?}");
    let buttons = vec![Button { id: "x".to_owned(), title: "Sí".to_owned() }];
    assert_eq!(bubble_text(&OutboundContent::Buttons { body: "¿Va?".to_owned(), buttons }), "¿Va?\n[Sí]");
}
