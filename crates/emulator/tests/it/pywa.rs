//! An independent client: the Python package `pywa` sends through the Graph API and parses the webhooks.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio_util::sync::CancellationToken;
use ventanilla_emulator::{Emulator, EmulatorConfig, PairRate, Settings};

use crate::harness::{NUMBER, SECRET, TOKEN, quick};

/// A Python with the pinned packages, made once under `target/`; none where Python is absent.
fn python(folder: &Path) -> Option<PathBuf> {
    let here =
        |program: &str| Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !here("python3") {
        return None;
    }
    let requirements = folder.join("requirements.txt");
    let wanted = std::fs::read_to_string(&requirements).unwrap();
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pywa-venv");
    let python = venv.join("bin/python");
    let stamp = venv.join("requirements.txt");
    if std::fs::read_to_string(&stamp).is_ok_and(|made_for| made_for == wanted) {
        return Some(python);
    }
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv));
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
        .arg(&requirements));
    std::fs::write(&stamp, wanted).unwrap();
    Some(python)
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{command:?} failed (Debian: apt-get install python3-venv)\n{said}");
}

#[tokio::test]
async fn pywa_sends_and_understands_everything() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pywa");
    let Some(python) = python(&folder) else {
        println!("SKIPPED: python3 is not installed, so the independent client pywa cannot be run");
        return;
    };
    let mut child = tokio::process::Command::new(python)
        .arg(folder.join("drive.py"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let port: u16 = lines.next_line().await.unwrap().expect("a port").parse().unwrap();

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let emulator = emulator(&base, port);
    let router = emulator.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let place = json!({
        "number": NUMBER, "token": TOKEN, "secret": SECRET, "verify": "verify me",
        "graph": format!("{base}/graph/v25.0"), "control": format!("{base}/control/"),
        "schema": Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/whatsapp-openapi/webhook-messages.schema.json"),
    });
    input.write_all(format!("{place}\n").as_bytes()).await.unwrap();
    assert_eq!(lines.next_line().await.unwrap().as_deref(), Some("listening"));
    let shutdown = CancellationToken::new();
    tokio::spawn(emulator.run(shutdown.clone()));

    let mut said = String::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        println!("{line}");
        said += &format!("{line}\n");
    }
    let output = child.wait_with_output().await.unwrap();
    shutdown.cancel();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
}

fn emulator(base: &str, port: u16) -> Emulator {
    let emulator = Emulator::new(EmulatorConfig {
        phone_number_id: NUMBER.to_owned(),
        display_phone_number: "5218440000000".to_owned(),
        waba_id: "102290129340398".to_owned(),
        app_secret: SECRET.to_owned(),
        access_token: TOKEN.to_owned(),
        webhook_url: format!("http://127.0.0.1:{port}/"),
        verify_token: "verify me".to_owned(),
        public_base: base.to_owned(),
        seed: 7,
    });
    emulator.set_settings(Settings { pair_rate: PairRate::Off, ..quick() });
    emulator
}
