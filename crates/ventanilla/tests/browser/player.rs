use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::demo::Demo;
use crate::tools::Tools;

/// Plays a scene (`scenes/NAME.mjs`) against a demo and returns the facts it tells. While it plays it may ask for the demo
/// to be killed or started (`kit/wire.mjs`).
pub(crate) fn play(tools: &Tools, demo: &mut Demo, scene: &str) -> Value {
    let mut child = Playing(start(tools, demo, scene));
    let mut answers = child.0.stdin.take().unwrap();
    let mut told = Value::Null;
    for line in BufReader::new(child.0.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some(what) = line.strip_prefix("ask ") {
            serve(demo, what);
            writeln!(answers, "done").unwrap();
        } else if let Some(facts) = line.strip_prefix("tell ") {
            told = serde_json::from_str(facts).unwrap();
        } else {
            println!("{line}");
        }
    }
    let status = child.0.wait().unwrap();
    let screens = tools.screens.display();
    assert!(status.success(), "the scene \"{scene}\" failed; the screen at that moment: {screens}/failed-{scene}.png");
    told
}

fn start(tools: &Tools, demo: &Demo, scene: &str) -> Child {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/browser/scenes/{scene}.mjs"));
    Command::new("node")
        .arg(script)
        .env("DEMO", demo.base())
        .env("CHROMIUM", &tools.chromium)
        .env("BROWSER_MODULES", &tools.modules)
        .env("SCREENS", &tools.screens)
        .env("SCENE", scene)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn serve(demo: &mut Demo, what: &str) {
    match what {
        "kill" => demo.kill(),
        "start" => demo.resume(),
        other => panic!("a scene asks for \"{other}\""),
    }
}

/// The script; it ends with the test, whatever happens.
struct Playing(Child);

impl Drop for Playing {
    fn drop(&mut self) {
        // It may have ended already.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
