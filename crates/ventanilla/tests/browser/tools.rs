use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// What a scene needs on this machine.
pub(crate) struct Tools {
    /// Chromium's program.
    pub(crate) chromium: PathBuf,
    /// Folder with `node_modules`.
    pub(crate) modules: PathBuf,
    /// Where the pictures go.
    pub(crate) screens: PathBuf,
}

/// The tools, made ready once; none where Node or Chromium is absent, which is an error in CI.
pub(crate) fn tools() -> Option<&'static Tools> {
    static TOOLS: OnceLock<Option<Tools>> = OnceLock::new();
    TOOLS.get_or_init(prepare).as_ref()
}

fn prepare() -> Option<Tools> {
    let missing = |what: &str| {
        let reason = format!("left out: the browser test needs {what} (scripts/prepare says how to get it)");
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{reason}");
        eprintln!("{reason}");
    };
    if !answers("node") || !answers("npm") {
        missing("Node and npm");
        return None;
    }
    let Some(chromium) = chromium() else {
        missing("Chromium");
        return None;
    };
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let screens = temporary.parent().unwrap().join("screens");
    fs::create_dir_all(&screens).unwrap();
    let modules = temporary.join("browser");
    install(&modules);
    Some(Tools { chromium, modules, screens })
}

/// `CHROMIUM`, or Debian's place, or the first on the path.
fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let known = ["/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome"].map(PathBuf::from);
    named.into_iter().chain(known).find(|program| answers(program.to_str().unwrap()))
}

fn answers(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// `npm ci`, only when the lock file is another than the one installed.
fn install(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    // Another `cargo test` may be installing at this moment.
    let lock = File::create(folder.join("installing")).unwrap();
    lock.lock().unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let wanted = fs::read_to_string(source.join("package-lock.json")).unwrap();
    let stamp = folder.join("installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return;
    }
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(source.join(file), folder.join(file)).unwrap();
    }
    let output = Command::new("npm").arg("ci").current_dir(folder).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "npm ci failed:\n{}", String::from_utf8_lossy(&output.stderr));
    fs::write(&stamp, wanted).unwrap();
}
