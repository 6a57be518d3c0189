//! A throw-away cluster: initdb, postgres on a Unix socket, gone with the test process.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Runs the server, again when it crashes; when the standard input closes (the test process ended, however it ended) stops it and cleans up.
const WATCHMAN: &str = r#"
dir=$1; shift
while [ ! -e "$dir/stop" ]; do "$@" >>"$dir/log" 2>&1 </dev/null; sleep 0.1; done &
read -r _
: >"$dir/stop"
kill -INT "$(head -n 1 "$dir/data/postmaster.pid")"
wait
rm -rf "$dir"
"#;
/// Syncing files only costs time here: what a crash of the server loses does not depend on it.
const SETTINGS: [&str; 5] =
    ["fsync=off", "full_page_writes=off", "max_connections=300", "listen_addresses=", "jit=off"];
const PATIENCE: u32 = 600;

/// A running cluster; it ends with the test process.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    /// Holds the pipe that keeps the cluster alive.
    _watchman: Child,
}

/// The folder with `initdb` and `postgres`.
pub(super) fn find_binaries() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::var_os("PG_BIN").map(PathBuf::from).into_iter().collect();
    folders.extend(std::env::split_paths(&path));
    for parent in ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"] {
        let versions = std::fs::read_dir(parent).into_iter().flatten().flatten();
        let mut found: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
        found.sort();
        folders.extend(found.into_iter().rev());
    }
    folders.into_iter().find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

impl Cluster {
    pub(super) fn start(binaries: &Path) -> Self {
        let folder = tempfile::Builder::new().prefix("ventanilla-pg-").tempdir().unwrap().keep();
        let user = other_user();
        if let Some(user) = user {
            succeed(Command::new("chown").arg(user).arg(&folder));
        }
        let data = folder.join("data");
        let mut initdb = as_user(user, &binaries.join("initdb"));
        succeed(initdb.arg("-D").arg(&data).args([
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]));
        let mut server = as_user(user, &binaries.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(&folder);
        server.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        let watchman = watched(&folder, &server);
        let cluster = Self { folder, _watchman: watchman };
        cluster.wait_until_ready();
        cluster
    }

    /// Ends the server at once, as a power cut would: what it had not written is lost. Returns when it runs again.
    pub fn crash(&self) {
        let pid = self.server_pid().expect("a running server");
        succeed(Command::new("kill").args(["-QUIT", &pid]));
        self.wait_until(|| self.server_pid().is_some_and(|now| now != pid));
        self.wait_until_ready();
    }

    fn server_pid(&self) -> Option<String> {
        let status = std::fs::read_to_string(self.folder.join("data/postmaster.pid")).ok()?;
        status.lines().next().map(str::to_owned)
    }

    /// Leads to the database `postgres` of the cluster.
    #[must_use]
    pub fn url(&self) -> String {
        let host = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{host}/postgres")
    }

    fn wait_until_ready(&self) {
        // The server writes this word when it accepts connections.
        let status = || std::fs::read_to_string(self.folder.join("data/postmaster.pid"));
        self.wait_until(|| status().is_ok_and(|status| status.contains("ready")));
    }

    fn wait_until(&self, condition: impl Fn() -> bool) {
        for _ in 0..PATIENCE {
            if condition() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        panic!("PostgreSQL does not do what it should: {log}");
    }
}

fn watched(folder: &Path, server: &Command) -> Child {
    Command::new("sh")
        .args(["-c", WATCHMAN, "sh"])
        .arg(folder)
        .arg(server.get_program())
        .args(server.get_args())
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a shell")
}

/// PostgreSQL refuses to run as root; then somebody else must.
fn other_user() -> Option<&'static str> {
    let id = |args: &[&str]| Command::new("id").args(args).output().ok().filter(|output| output.status.success());
    let root = id(&["-u"]).is_some_and(|output| output.stdout.trim_ascii() == b"0");
    root.then(|| ["postgres", "nobody"].into_iter().find(|user| id(&[user]).is_some()).expect("a user who is not root"))
}

fn as_user(user: Option<&str>, program: &Path) -> Command {
    let Some(user) = user else { return Command::new(program) };
    let mut command = Command::new("setpriv");
    command.args(["--reuid", user, "--regid", user, "--clear-groups", "--"]).arg(program).current_dir("/");
    command
}

fn succeed(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
