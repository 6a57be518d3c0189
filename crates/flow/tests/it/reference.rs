//! docs/flow-language.md is what authors read: its examples are a flow.

use std::collections::BTreeMap;
use std::path::Path;

use ventanilla_flow::finding::render_text;
use ventanilla_flow::parse::load;

/// The YAML blocks under the heading `title`.
fn blocks(text: &str, title: &str) -> Vec<String> {
    let section =
        text.split("\n## ").find(|section| section.starts_with(title)).unwrap_or_else(|| panic!("no “{title}”"));
    section.split("```yaml\n").skip(1).map(|block| block.split("```").next().unwrap().to_owned()).collect()
}

fn indented(block: &str) -> String {
    block.lines().map(|line| format!("  {line}\n")).collect()
}

/// Steps that the examples lead to and that stand nowhere in them.
const ELSEWHERE: [&str; 11] = [
    "bienvenida",
    "fin",
    "ver_folio",
    "fuera",
    "cancelado",
    "sin_nombre",
    "abrir",
    "sin_asesor",
    "abandono",
    "alerta",
    "confirmar",
];

#[test]
fn the_examples_of_the_reference_are_a_flow() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/flow-language.md");
    let text = std::fs::read_to_string(path).unwrap();
    let top = blocks(&text, "Top of flow.yaml").concat();
    let top: String = top
        .lines()
        .filter(|line| !line.contains('…') && !line.trim_start().starts_with('#'))
        .map(|l| format!("{l}\n"))
        .collect();
    let steps = blocks(&text, "Steps").concat();
    let known = |id: &str| steps.lines().any(|line| line.starts_with(&format!("{id}:")));
    let stubs: String = ELSEWHERE
        .iter()
        .filter(|id| !known(id))
        .map(|id| format!("  {id}: {{section: emergencia, end: fin}}\n"))
        .collect();
    let sections = "  seccion_c: {section: categoria, end: fin}\n  seccion_d: {section: detalle, end: fin}\n";
    let mut vars = blocks(&text, "Variables").concat();
    vars.push_str("  sugerida: {type: option, of: categorias}\n  subtipo: {type: text, max: 20}\n  notas: {type: media_list, max: 3}\n");
    vars.push_str("  folio: {type: text, max: 20}\n  urgente: {type: bool}\n");
    let flow = format!(
        "{top}{vars}{}steps:\n{stubs}{sections}{}",
        blocks(&text, "Policies and watches").concat(),
        indented(&steps)
    );
    let catalogue = blocks(&text, "catalogue.yaml")
        .concat()
        .replace("of: vehiculo_abandonado, group: g_robo", "of: accidente_vial, group: g_vial");
    let files = BTreeMap::from([
        ("flow.yaml".to_owned(), flow),
        ("catalogue.yaml".to_owned(), catalogue),
        ("lexicon.yaml".to_owned(), blocks(&text, "lexicon.yaml").concat()),
    ]);
    let loaded = load(&files);
    assert!(loaded.flow.is_some(), "{}", render_text(&loaded.findings, &files, false));
}
