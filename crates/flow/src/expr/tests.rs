use std::collections::BTreeMap;

use proptest::prelude::*;
use ventanilla_domain::{ChannelKind, FlowHash, Place, PlaceSource, PlaceStatus};

use super::{CatalogueTypes, EvalError, Expr, Scope, Ty, Types};
use crate::model::{Catalogue, CatalogueOption, Flow, Piece, Template, Text, VarDecl, VarType};
use crate::value::{OptionRef, Value};

fn decl(ty: VarType) -> VarDecl {
    VarDecl { ty, pii: false, keep: None }
}

fn enumeration(words: &[&str]) -> VarType {
    VarType::Enum { of: words.iter().map(|word| (*word).to_owned()).collect() }
}

fn literal(words: &str) -> Text {
    let template = Template { pieces: vec![Piece::Literal(words.to_owned())] };
    Text { by_lang: BTreeMap::from([("es-MX".to_owned(), template)]) }
}

fn robo(types: &Types) -> CatalogueOption {
    let advice = Template {
        pieces: vec![Piece::Literal("*Cuídate*: ".to_owned()), Piece::Expr(Expr::parse("relato", types).unwrap())],
    };
    CatalogueOption {
        group: Some("g_robo".to_owned()),
        title: literal("Robo o asalto"),
        description: None,
        also: Vec::new(),
        values: BTreeMap::from([
            ("photo".to_owned(), Value::Text("no_pedir".to_owned())),
            ("radius".to_owned(), Value::Int(150)),
        ]),
        texts: BTreeMap::from([("aviso".to_owned(), Text { by_lang: BTreeMap::from([("es-MX".to_owned(), advice)]) })]),
    }
}

fn types() -> Types {
    let fields = BTreeMap::from([
        ("photo".to_owned(), enumeration(&["pedir", "no_pedir"])),
        ("radius".to_owned(), VarType::Int),
        ("aviso".to_owned(), VarType::Text { max: 300 }),
    ]);
    let catalogue = CatalogueTypes {
        fields,
        options: vec!["robo".to_owned(), "rina".to_owned()],
        groups: vec!["g_robo".to_owned()],
    };
    Types {
        vars: BTreeMap::from([
            ("relato".to_owned(), VarType::Text { max: 1_000 }),
            ("edad".to_owned(), VarType::Int),
            ("monto".to_owned(), VarType::Number),
            ("seguro".to_owned(), VarType::Bool),
            ("aviso".to_owned(), enumeration(&["acepto", "sin_nombre"])),
            ("categoria".to_owned(), VarType::Option { of: "categorias".to_owned() }),
            ("lugar".to_owned(), VarType::Place),
            ("dia".to_owned(), VarType::Date),
            (
                "hallado".to_owned(),
                VarType::Map {
                    fields: [
                        ("folio".to_owned(), VarType::Text { max: 20 }),
                        ("estado".to_owned(), VarType::Text { max: 20 }),
                        ("tipo".to_owned(), VarType::Option { of: "categorias".to_owned() }),
                    ]
                    .into_iter()
                    .collect(),
                },
            ),
        ]),
        catalogues: BTreeMap::from([("categorias".to_owned(), catalogue)]),
        locals: BTreeMap::new(),
        in_catalogue: false,
    }
}

fn flow() -> Flow {
    let types = types();
    let catalogue = Catalogue {
        id: "categorias".to_owned(),
        fields: types.catalogues["categorias"].fields.clone(),
        groups: Default::default(),
        options: [("robo".to_owned(), robo(&types))].into_iter().collect(),
        rows: Default::default(),
    };
    Flow {
        id: "t".to_owned(),
        hash: FlowHash("0".repeat(64)),
        lang: "es-MX".to_owned(),
        langs: vec!["es-MX".to_owned()],
        channels: vec![ChannelKind::Whatsapp],
        entry: "a".to_owned(),
        policy: "p".to_owned(),
        vars: types.vars.into_iter().map(|(name, ty)| (name, decl(ty))).collect(),
        catalogues: [("categorias".to_owned(), catalogue)].into_iter().collect(),
        policies: Default::default(),
        lexicons: Default::default(),
        watches: Vec::new(),
        steps: Default::default(),
        must: Vec::new(),
        texts: Default::default(),
    }
}

fn vars() -> BTreeMap<String, Value> {
    let place = Place {
        latitude: Some(25.42),
        longitude: Some(-101.0),
        label: "Allende 123".to_owned(),
        text: None,
        source: PlaceSource::PlusCode,
        status: PlaceStatus::Ok,
    };
    BTreeMap::from([
        ("relato".to_owned(), Value::Text("hay *un*\nchoque ñ".to_owned())),
        ("edad".to_owned(), Value::Int(30)),
        (
            "categoria".to_owned(),
            Value::Option(OptionRef { catalogue: "categorias".to_owned(), id: "robo".to_owned() }),
        ),
        ("lugar".to_owned(), Value::Place(place)),
        ("dia".to_owned(), Value::Text("2026-11-24".to_owned())),
        (
            "hallado".to_owned(),
            Value::Map(BTreeMap::from([
                ("folio".to_owned(), Value::Text("K7RT".to_owned())),
                ("tipo".to_owned(), Value::Text("robo".to_owned())),
            ])),
        ),
    ])
}

fn run(source: &str) -> Result<Value, EvalError> {
    let (flow, vars) = (flow(), vars());
    Expr::parse(source, &types())
        .unwrap_or_else(|e| panic!("{source}: {e:?}"))
        .eval(&Scope::new(&flow, &vars, "s1", "es-MX"))
}

fn shown(source: &str) -> String {
    let (flow, vars) = (flow(), vars());
    Expr::parse(source, &types()).unwrap().render(&Scope::new(&flow, &vars, "s1", "es-MX"))
}

fn refused(source: &str) -> (String, String) {
    let errors = Expr::parse(source, &types()).expect_err(source);
    let first = &errors[0];
    (format!("{} @{}..{}", first.message, first.range.start, first.range.end), first.help.clone().unwrap_or_default())
}

#[test]
fn values() {
    let text = |words: &str| Value::Text(words.to_owned());
    let cases = [
        ("1 + 2 * 3", Value::Int(7)),
        ("(1 + 2) * 3 % 4", Value::Int(1)),
        ("-9223372036854775808", Value::Int(i64::MIN)),
        ("--1", Value::Int(1)),
        ("1.5e1 - .5", Value::Number(14.5)),
        ("0x1F", Value::Int(31)),
        ("'a' + \"b\\u00f1\\n\"", text("abñ\n")),
        ("size('ñandú 🚨')", Value::Int(7)),
        ("'abc'.size()", Value::Int(3)),
        ("size([1, 2, 3,])", Value::Int(3)),
        ("1 in [2, 1]", Value::Bool(true)),
        ("categoria.photo == 'no_pedir'", Value::Bool(true)),
        ("categoria.id", text("robo")),
        ("categoria.group == 'g_robo'", Value::Bool(true)),
        ("has(categoria.radius) && categoria.radius > 100", Value::Bool(true)),
        ("lugar.status", text("ok")),
        ("lugar.source", text("plus_code")),
        ("lugar.text", Value::Null),
        ("monto == null", Value::Bool(true)),
        ("seguro == true", Value::Bool(false)),
        ("relato != null && size(relato) > 5", Value::Bool(true)),
        ("aviso == null || aviso == 'acepto'", Value::Bool(true)),
        ("categoria == null ? 'P3' : 'P1'", text("P1")),
        ("session.id + ':alerta'", text("s1:alerta")),
        ("int('12') + int(3.9)", Value::Int(15)),
        ("string(12) + string(true)", text("12true")),
        ("short(relato, 5)", text("hay…")),
        ("short(null, 5)", Value::Null),
        ("short('*🚨*', 5)", text("*🚨…")),
        ("has_word(relato, 'Chóque Ñ') && !has_word(relato, 'cho')", Value::Bool(true)),
        ("has_word(monto == null ? null : 'a', 'a')", Value::Bool(false)),
        ("hallado.folio", text("K7RT")),
        ("hallado.estado == null", Value::Bool(true)),
        ("hallado.tipo.title", text("Robo o asalto")),
        ("dia != null && dia >= '2026-01-01'", Value::Bool(true)),
        ("1 == 1.0 && 2 > 1.5", Value::Bool(true)),
        ("1 / 0 == 1 || true", Value::Bool(true)),
        ("true || 1 / 0 == 1", Value::Bool(true)),
        ("1 / 0 == 1 && false", Value::Bool(false)),
        ("'abc'.contains('b') && 'abc'.startsWith('a') && 'abc'.endsWith('c')", Value::Bool(true)),
    ];
    for (source, expected) in cases {
        assert_eq!(run(source), Ok(expected), "{source}");
    }
}

#[test]
fn errors_at_run_time() {
    let cases = [
        ("9223372036854775807 + 1", EvalError::Overflow),
        ("-(-9223372036854775808)", EvalError::Overflow),
        ("1 / 0", EvalError::DivideByZero),
        ("1 % 0", EvalError::DivideByZero),
        ("1.0 / 0.0", EvalError::DivideByZero),
        ("1e308 * 10.0", EvalError::Overflow),
        ("int('doce')", EvalError::NotANumber),
        ("int(1e300)", EvalError::Overflow),
        ("1 / 0 == 1 || false", EvalError::DivideByZero),
    ];
    for (source, expected) in cases {
        assert_eq!(run(source), Err(expected), "{source}");
    }
}

#[test]
fn a_wrong_word_is_found_and_the_right_one_offered() {
    let (message, help) = refused("categoria.photo == 'no_pedri'");
    assert_eq!(message, "'no_pedri' is never the value here @19..29");
    assert_eq!(help, "did you mean 'no_pedir'?");
    assert_eq!(refused("categoria.photo in ['pedir', 'nunca']").1, "the words are 'pedir', 'no_pedir'");
    assert_eq!(refused("categoria.id == 'rinna'").1, "did you mean 'rina'?");
    assert_eq!(refused("categoria == 'robo'").1, "write `categoria.id` instead of `categoria`");
    assert_eq!(refused("relatto != null").1, "did you mean `relato`?");
    assert_eq!(refused("session").0, "the session itself is no value @0..7");
    assert_eq!(refused("session.name").0, "the session has no field `name` @0..12");
    assert_eq!(refused("categoria.foto == 'x'").0, "an option of `categorias` has no field `foto` @0..14");
}

#[test]
fn nothing_is_used_before_asking() {
    assert_eq!(refused("size(relato) > 3").1, "ask first: `relato != null && …`");
    assert_eq!(refused("relato == null && size(relato) > 3").0, "this may hold nothing here @23..29");
    assert_eq!(refused("seguro && true").1, "write `seguro == true`");
    assert_eq!(refused("relato || true").1, "to ask whether it holds something, write `relato != null`");
    for source in [
        "relato == null || size(relato) > 3",
        "!(relato == null) && size(relato) > 3",
        "relato == null ? 0 : size(relato)",
        "categoria.aviso != null && size(categoria.title) > 1",
        "edad in [1, 2] && edad > 1",
        "edad == 3 && edad + 1 > 3",
    ] {
        assert!(Expr::parse(source, &types()).is_ok(), "{source}");
    }
}

#[test]
fn types_are_found() {
    let ty = |source: &str| Expr::parse(source, &types()).unwrap().ty().clone();
    assert_eq!(ty("categoria == null ? 'P3' : 'P1'"), Ty::Enum(vec!["P3".to_owned(), "P1".to_owned()]));
    assert_eq!(ty("'a' + 'b'"), Ty::Text);
    assert_eq!(ty("categoria"), Ty::Option("categorias".to_owned()));
    assert!(Expr::parse("categoria.title", &types()).unwrap().nullable());
    assert!(!Expr::parse("session.id", &types()).unwrap().nullable());
    assert_eq!(Expr::parse("a + a.b", &types()).unwrap_err().len(), 2);
    assert_eq!(
        Expr::parse("edad == null ? relato : categoria.title", &types()).unwrap().vars(),
        ["edad", "relato", "categoria"]
    );
}

#[test]
fn grammar_errors_point_at_the_place() {
    let cases = [
        ("edad >>> 3", "expected a value here @6..7"),
        ("", "an expression is missing here @0..0"),
        ("edad =", "`=` means nothing here @5..6"),
        ("(edad == 3", "the expression ends where `)` should be @10..10"),
        ("'abc", "these words have no closing quote @0..4"),
        ("edad == 3 edad", "expected the end here @10..14"),
        ("sise(relato)", "there is no function `sise` @0..4"),
        ("relato[0]", "positions such as `[0]` are not part of the language @6..7"),
        ("1 + 2.0", "`+` cannot join a whole number with a number @4..7"),
        ("99999999999999999999", "this number is too large @0..20"),
        ("¿edad?", "`¿` means nothing here @0..2"),
    ];
    for (source, expected) in cases {
        assert_eq!(refused(source).0, expected, "{source}");
    }
    for hostile in
        ["(".repeat(5_000), "!".repeat(4_000), "-".repeat(4_000), "1+".repeat(2_000) + "1", "[".repeat(4_000)]
    {
        assert!(Expr::parse(&hostile, &types()).is_err());
    }
}

#[test]
fn what_a_citizen_wrote_cannot_format_a_message() {
    assert_eq!(shown("relato"), "hay *\u{200b}un*\u{200b} choque ñ");
    assert_eq!(shown("categoria.aviso"), "*Cuídate*: hay *\u{200b}un*\u{200b} choque ñ");
    assert_eq!(
        shown("categoria == null || relato == null ? '' : '*' + categoria.title + '*: ' + relato"),
        "*Robo o asalto*: hay *\u{200b}un*\u{200b} choque ñ"
    );
}

#[test]
fn values_read_plainly() {
    let cases = [
        ("categoria", "Robo o asalto"),
        ("lugar", "Allende 123"),
        ("monto", ""),
        ("edad", "30"),
        ("1 == 1", "Sí"),
        ("['a', 'b']", "a, b"),
        ("1 / 0", ""),
    ];
    for (source, expected) in cases {
        assert_eq!(shown(source), expected, "{source}");
    }
}

proptest! {
    /// Whatever is written, it is refused or has a value or an error; nothing else.
    #[test]
    fn any_words_are_answered(words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 1..16), noise in any::<String>()) {
        let (flow, vars) = (flow(), vars());
        for source in [words.concat(), words.join(" "), noise] {
            if let Ok(expr) = Expr::parse(&source, &types()) {
                let scope = Scope::new(&flow, &vars, "s1", "es-MX");
                let shown = expr.render(&scope);
                prop_assert!(expr.eval(&scope).is_ok() || shown.len() < 100_000);
            }
        }
    }
}

const WORDS: [&str; 40] = [
    "relato",
    "edad",
    "categoria",
    ".photo",
    ".title",
    "lugar",
    ".label",
    "session",
    ".id",
    ".answers",
    "(",
    ")",
    "[",
    "]",
    ",",
    "+",
    "-",
    "*",
    "/",
    "%",
    "==",
    "!=",
    "<",
    ">=",
    "&&",
    "||",
    "!",
    "?",
    ":",
    "in",
    "size",
    "short",
    "int",
    "has",
    "null",
    "true",
    "'ñ'",
    "7",
    "1.5",
    "9223372036854775807",
];
