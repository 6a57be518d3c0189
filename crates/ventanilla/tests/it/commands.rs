//! The program as an operator and a flow author use it: exit codes, formats, what it prints.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use ventanilla_app::sha256_hex;

use crate::harness::{Api, Options, Plan, Server, free_port, on_each_database, on_sqlite, on_sqlite_with, until};

/// The program alone, without any setting.
struct Desk {
    folder: tempfile::TempDir,
    program: Server,
}

impl Desk {
    fn new() -> Self {
        Self::with(BTreeMap::new())
    }

    fn with(environment: BTreeMap<String, String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = Server::new(folder.path(), environment);
        Self { folder, program }
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

fn saltillo() -> PathBuf {
    repository().join("flows/saltillo")
}

/// A copy of the package of Saltillo in which `change` changes flow.yaml.
fn changed_package(folder: &Path, change: impl Fn(&str) -> String) -> PathBuf {
    let copy = folder.join("flows");
    std::fs::create_dir_all(&copy).unwrap();
    for file in std::fs::read_dir(saltillo()).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file()) {
        std::fs::copy(&file, copy.join(file.file_name().unwrap())).unwrap();
    }
    let flow = copy.join("flow.yaml");
    let text = std::fs::read_to_string(&flow).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed, "the change changes something");
    std::fs::write(flow, changed).unwrap();
    copy
}

fn leading_nowhere(text: &str) -> String {
    text.replacen("next: elegir", "next: elejir", 1)
}

#[tokio::test]
async fn every_command_explains_itself_with_an_example() {
    let desk = Desk::new();
    let mut waiting: Vec<Vec<String>> = vec![Vec::new()];
    let mut leaves = 0;
    while let Some(path) = waiting.pop() {
        let arguments: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        let help = desk.program.run(&arguments).await.well().out;
        let inside = subcommands(&help);
        assert!(
            !inside.is_empty() && !path.is_empty() || help.contains("Example: "),
            "{path:?} has no example:\n{help}"
        );
        leaves += usize::from(inside.is_empty());
        waiting.extend(inside.into_iter().map(|name| [path.clone(), vec![name]].concat()));
    }
    assert!(leaves >= 14, "only {leaves} commands");
}

fn subcommands(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[tokio::test]
async fn the_flow_of_saltillo_is_proved() {
    let said = Desk::new().program.run(&["flow", "check", saltillo().to_str().unwrap()]).await;
    assert_eq!(said.code, 0, "{}", said.out);
}

#[tokio::test]
async fn a_faulty_flow_is_refused_with_the_place_and_the_way_out() {
    let desk = Desk::new();
    let package = changed_package(desk.folder.path(), leading_nowhere);
    let text = std::fs::read_to_string(package.join("flow.yaml")).unwrap();
    let line = 1 + text.lines().position(|line| line.contains("elejir")).unwrap();
    let said = desk.program.run(&["flow", "check", package.to_str().unwrap()]).await;
    assert_eq!(said.code, 2, "{said:#?}");
    assert!(said.out.contains(&format!("flow.yaml:{line}:")), "{}", said.out);
    assert!(said.out.contains("elegir"), "the name that was meant: {}", said.out);
    assert!(said.out.contains('^'), "a caret under it: {}", said.out);
    let said = desk.program.run(&["flow", "check", package.to_str().unwrap(), "--format", "json"]).await;
    assert_eq!(said.code, 2);
    assert!(said.json().to_string().contains(&format!("\"line\":{line}")), "{}", said.out);
}

#[tokio::test]
async fn what_is_no_flow_at_all_is_unusable() {
    let desk = Desk::new();
    let file = desk.folder.path().join("flow.yaml");
    for text in ["", "\t{", "a: [", "a: 1\na: 2", "&a [*a]", "steps: {}", "\u{0}"] {
        std::fs::write(&file, text).unwrap();
        let said = desk.program.run(&["flow", "check", file.to_str().unwrap()]).await;
        assert_eq!(said.code, 2, "{text:?}: {said:#?}");
        assert!(said.out.contains("flow.yaml"), "{text:?}: {said:#?}");
    }
    std::fs::write(&file, [0xff, 0xfe]).unwrap();
    assert_eq!(desk.program.run(&["flow", "check", file.to_str().unwrap()]).await.code, 2);
    let nowhere = desk.program.run(&["flow", "check", "nowhere"]).await;
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.err.contains("nowhere"), "{}", nowhere.err);
}

#[tokio::test]
async fn the_faults_of_the_example_are_found() {
    let example = repository().join("crates/flow/tests/fixtures/example.flow.yaml");
    let said = Desk::new().program.run(&["flow", "check", example.to_str().unwrap()]).await;
    assert_ne!(said.code, 0, "{}", said.out);
    assert!(said.out.contains("error"), "{}", said.out);
}

#[tokio::test]
async fn classify_keeps_its_contract() {
    let desk = Desk::new();
    let questions = [
        json!({ "id": 1, "text": "chocaron dos carros en el periférico y hay heridos" }),
        json!({ "id": "dos", "text": "huele mucho a gas en mi casa" }),
        json!({ "id": null, "text": "qué hora es" }),
        json!({ "id": [4], "text": "" }),
    ];
    let lines: String = questions.iter().map(|question| format!("{question}\n")).collect();
    let said = desk.program.run_with(&["classify", "--format", "jsonl"], &lines).await.well();
    let verdicts = said.jsonl();
    assert_eq!(verdicts.len(), questions.len());
    for (question, verdict) in questions.iter().zip(&verdicts) {
        assert_eq!(question["id"], verdict["id"]);
        let keys: Vec<&String> = verdict.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["id", "category", "confidence", "candidates", "urgent"]);
        let probability = |value: &Value| value.as_f64().is_some_and(|p| (0.0..=1.0).contains(&p));
        assert!(probability(&verdict["confidence"]) && verdict["urgent"].is_boolean(), "{verdict}");
        for candidate in verdict["candidates"].as_array().unwrap() {
            assert!(candidate["category"].is_string() && probability(&candidate["confidence"]), "{verdict}");
        }
    }
    let categories: Vec<&str> = verdicts.iter().map(|verdict| verdict["category"].as_str().unwrap()).collect();
    assert_eq!(categories, ["accidente_vial", "fuga_gas", "otro", "otro"]);

    let said = desk.program.run_with(&["classify"], "{\"id\":1}\n\nhola\n{\"id\":2,\"text\":\"un choque\"}\n").await;
    assert_eq!(said.code, 1, "lines that cannot be read are not passed over in silence");
    assert!(said.err.contains("line 1") && said.err.contains("line 3"), "{}", said.err);
    assert_eq!(said.jsonl().len(), 1, "the others are answered");
}

#[tokio::test(flavor = "multi_thread")]
async fn exports_come_with_a_manifest() {
    on_each_database(async |rig| {
        rig.citizen("5218441234567").report(&Plan::patrol()).await;
        rig.quiet().await;
        for what in ["reports", "conversations", "messages", "events"] {
            for format in ["csv", "jsonl"] {
                let file = rig.folder.path().join(format!("{what}.{format}"));
                rig.run(&["export", what, "--format", format, "--output", file.to_str().unwrap()]).await.well();
                let bytes = std::fs::read(&file).unwrap();
                let manifest = std::fs::read(rig.folder.path().join(format!("{what}.{format}.manifest.json"))).unwrap();
                let manifest: Value = serde_json::from_slice(&manifest).unwrap();
                assert_eq!(manifest["sha256"], sha256_hex(&bytes));
                assert_eq!((&manifest["what"], &manifest["format"]), (&json!(what), &json!(format)));
                let header = usize::from(format == "csv");
                let rows = records(&bytes, format) - header;
                assert_eq!(manifest["rows"], rows, "{what} {format}");
                assert!(rows > 0, "{what} {format}");
            }
        }
        let early = rig.run(&["export", "reports", "--format", "jsonl", "--to", "2020-01-01"]).await.well();
        assert_eq!(early.jsonl().len(), 0);
        let late = rig.run(&["export", "reports", "--format", "jsonl", "--from", "2020-01-01"]).await.well();
        assert_eq!(late.jsonl().len(), 1);
        for wrong in [["messages", "geojson"], ["people", "csv"], ["reports", "docx"]] {
            assert_eq!(rig.run(&["export", wrong[0], "--format", wrong[1]]).await.code, 2, "{wrong:?}");
        }
        let said = rig.run(&["export", "reports", "--format", "csv", "--from", "ayer"]).await;
        assert!(said.code == 2 && said.err.contains("2026-11-24"), "it says what it expects: {}", said.err);
    })
    .await;
}

fn records(bytes: &[u8], format: &str) -> usize {
    match format {
        "csv" => csv::ReaderBuilder::new().has_headers(false).from_reader(bytes).records().map(Result::unwrap).count(),
        _ => bytes.iter().filter(|byte| **byte == b'\n').count(),
    }
}

/// Each of these is something that vanished behind the program's back.
#[tokio::test(flavor = "multi_thread")]
async fn reconcile_notices_what_is_missing() {
    let losses = [
        ("DELETE FROM message WHERE direction = 'in' AND seq = 1", "message_lost"),
        ("DELETE FROM inbound WHERE id = (SELECT id FROM inbound LIMIT 1)", "webhook_items"),
        ("DELETE FROM outbound WHERE id = (SELECT id FROM outbound LIMIT 1)", "outbound_lost"),
        ("DELETE FROM message WHERE direction = 'out' AND seq = (SELECT MAX(seq) FROM message)", "outbound_orphan"),
        ("DELETE FROM event WHERE seq = 2", "event_gap"),
    ];
    for (sql, fault) in losses {
        on_sqlite(async |rig| {
            rig.citizen("5218441234567").ask("hola").await;
            rig.quiet().await;
            rig.run(&["reconcile"]).await.well();
            rig.expect_not_to_add_up();
            rig.database.tamper(&format!("PRAGMA foreign_keys=OFF; {sql}")).await;
            let said = rig.run(&["reconcile"]).await;
            assert_eq!(said.code, 1, "{sql}: {}", said.out);
            assert!(said.out.contains("it does NOT add up"), "{}", said.out);
            let said = rig.run(&["reconcile", "--format", "json"]).await;
            assert_eq!((said.code, &said.json()["adds_up"]), (1, &json!(false)));
            let found = said.json()["reconciliation"]["discrepancies"].to_string();
            assert!(found.contains(fault), "{sql}: {found}");
            let before = rig.run(&["reconcile", "--to", "2020-01-01"]).await;
            assert_eq!(before.code, 0, "another time is in order");
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_is_a_whole_city_on_this_machine() {
    let desk = Desk::new();
    let address = format!("127.0.0.1:{}", free_port());
    let api = Api::new(format!("http://{address}"), "demo_api_token");
    for visit in 1..=2 {
        desk.program.start_with(&["demo", "--listen", &address]);
        until("the demo is ready", async || {
            desk.program.runs();
            api.http.get(format!("{}/readyz", api.base)).send().await.is_ok_and(|answer| answer.status() == 200)
        })
        .await;
        let log = desk.program.log();
        assert!(log.contains("DEMO") && log.contains(&format!("http://{address}/emulator/")), "{log}");
        for path in ["/", "/emulator", "/emulator/"] {
            let page = api.http.get(format!("{}{path}", api.base)).send().await.unwrap();
            assert_eq!(page.status(), 200, "{path}");
            assert!(page.url().path().ends_with("/emulator/"), "{path}");
            assert!(page.text().await.unwrap().contains("<html"), "{path}");
        }
        say_hello(&api).await;
        let conversations = api.conversations().await;
        assert_eq!(
            conversations.len(),
            visit,
            "the second start goes on with the data of the first: {conversations:#?}"
        );
        assert_eq!(desk.program.stop().await, Some(0));
    }
    assert!(desk.folder.path().join("data/ventanilla.db").exists(), "one file of data, where the README says");
    desk.program.run(&["reconcile"]).await.well();
}

/// A new person of the demo says hello and is answered.
async fn say_hello(api: &Api) {
    let control = format!("{}/emulator/control/contacts", api.base);
    let person =
        json!({ "name": "Chuy", "phone": format!("52184412{}", api.conversations().await.len()).to_owned() + "1234" });
    let person: Value = api.http.post(&control).json(&person).send().await.unwrap().json().await.unwrap();
    let person = format!("{control}/{}", person["id"].as_str().unwrap());
    let hello = json!({ "type": "text", "body": "hola" });
    let sent = api.http.post(format!("{person}/messages")).json(&hello).send().await.unwrap();
    assert_eq!(sent.status(), 201);
    until("the person is answered", async || {
        let chat: Value = api.http.get(format!("{person}/transcript")).send().await.unwrap().json().await.unwrap();
        chat.as_array().unwrap().iter().any(|bubble| bubble["side"] == "business" && bubble["status"] == "delivered")
    })
    .await;
}

#[tokio::test]
async fn the_demo_shows_itself_to_nobody_else() {
    let desk = Desk::new();
    let said = desk.program.run(&["demo", "--listen", "0.0.0.0:0"]).await;
    assert_eq!(said.code, 2);
    assert!(said.err.contains("only on this machine"), "{}", said.err);
    assert!(!desk.folder.path().join("data").exists(), "nothing was made");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_package_does_not_stop_the_published_flow() {
    let folder = tempfile::tempdir().unwrap();
    let package = changed_package(folder.path(), |text| text.replacen("¿Qué quieres reportar?", "¿Qué te pasó?", 1));
    on_sqlite_with(Options { flows: Some(package.clone()) }, async |rig| {
        let first = rig.citizen("5218441111111").ask("hola").await;
        assert!(first.text.contains("¿Qué te pasó?"), "{}", first.text);
        assert_eq!(rig.server.stop().await, Some(0));
        std::fs::write(package.join("flow.yaml"), "ventanilla: 1\nsteps: nada\n").unwrap();
        assert_eq!(rig.run(&["flow", "check", package.to_str().unwrap()]).await.code, 2);
        rig.start_server().await;
        let second = rig.citizen("5218442222222").ask("hola").await;
        assert_eq!(first.text, second.text, "the published version keeps running");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_inside_stays_on_the_version_they_began_with() {
    let folder = tempfile::tempdir().unwrap();
    let package = changed_package(folder.path(), |text| {
        let other_list = text.replacen("¿Qué quieres reportar?", "¿Qué te pasó?", 1);
        other_list.replacen("¿Hay personas lesionadas o atrapadas?", "¿Alguien está herido?", 1)
    });
    on_each_database(async |rig| {
        let mut inside = rig.citizen("5218441111111");
        assert!(inside.ask("hola").await.text.contains("¿Qué quieres reportar?"));
        inside.choose("g_vial").await;
        let broken = rig.run(&["flow", "publish", "/nonexistent"]).await;
        assert_eq!(broken.code, 2, "what is no flow is not published");
        rig.run(&["flow", "publish", package.to_str().unwrap()]).await.well();
        let newcomer = async |number: usize| rig.citizen(&format!("52184422222{number:02}")).ask("hola").await.text;
        let mut number = 0;
        until("the running server takes the new version up", async || {
            number += 1;
            newcomer(number).await.contains("¿Qué te pasó?")
        })
        .await;
        let question = inside.choose("accidente_vial").await;
        assert!(question.text.contains("¿Hay personas lesionadas o atrapadas?"), "{}", question.text);
        inside.go_on(&Plan::crash(), question).await;
    })
    .await;
}

#[tokio::test]
async fn a_first_start_with_a_broken_package_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let package = changed_package(folder.path(), leading_nowhere);
    let environment = [("VENTANILLA_FLOWS", package.to_str().unwrap()), ("VENTANILLA_LISTEN", "127.0.0.1:0")];
    let desk = Desk::with(environment.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    let said = desk.program.run(&["serve"]).await;
    assert_eq!(said.code, 2, "{said:#?}");
    assert!(said.err.contains("flow.yaml:") && said.err.contains("elejir"), "{}", said.err);
}

#[tokio::test]
async fn half_a_channel_is_refused_with_what_is_missing() {
    let desk = Desk::with([("VENTANILLA_WHATSAPP_APP_SECRET".to_owned(), "geheim-7".to_owned())].into());
    let said = desk.program.run(&["serve"]).await;
    assert_eq!(said.code, 2);
    for missing in ["verify_token", "access_token", "phone_number_id"] {
        assert!(said.err.contains(missing), "{}", said.err);
    }
    assert!(!said.err.contains("geheim-7"), "a secret is never printed");
    let desk = Desk::new();
    std::fs::write(desk.folder.path().join("ventanilla.toml"), "lisen = \"127.0.0.1:1\"\n").unwrap();
    let said = desk.program.run(&["reconcile"]).await;
    assert_eq!(said.code, 2);
    assert!(said.err.contains("lisen"), "{}", said.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_goes_on_where_the_first_ended() {
    on_each_database(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        let plan = Plan::crash();
        citizen.ask("hola").await;
        citizen.choose("g_vial").await;
        let question = citizen.choose("accidente_vial").await;
        rig.quiet().await;
        assert_eq!(rig.server.stop().await, Some(0));
        rig.start_server().await;
        citizen.go_on(&plan, question).await;
    })
    .await;
}
