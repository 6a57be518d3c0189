use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU16, Ordering};

use super::Said;

const PROGRAM: &str = env!("CARGO_BIN_EXE_ventanilla");

/// The program under test: how it is started, and the process while it runs.
pub(crate) struct Server {
    folder: PathBuf,
    environment: BTreeMap<String, String>,
    child: Mutex<Option<Child>>,
}

impl Server {
    /// A server that will run in `folder`, with only these settings.
    pub(crate) fn new(folder: &Path, environment: BTreeMap<String, String>) -> Self {
        Self { folder: folder.to_owned(), environment, child: Mutex::new(None) }
    }

    /// The same program over the same data, at another address, with a folder of its own for its log.
    pub(crate) fn beside(&self, folder: PathBuf, address: &str) -> Self {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(self.folder.join("ventanilla.toml"), folder.join("ventanilla.toml")).unwrap();
        let mut environment = self.environment.clone();
        environment.insert("VENTANILLA_LISTEN".to_owned(), address.to_owned());
        Self { folder, environment, child: Mutex::new(None) }
    }

    /// The program with the settings of the test and none of the machine's.
    pub(crate) fn command(&self) -> Command {
        self.clean(Command::new(PROGRAM))
    }

    fn clean(&self, mut command: Command) -> Command {
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("VENTANILLA_") || name == "RUST_LOG") {
            command.env_remove(name);
        }
        command.current_dir(&self.folder).envs(&self.environment).stdin(Stdio::null());
        command
    }

    /// Starts `ventanilla serve`; it is ready later.
    pub(crate) fn start(&self) {
        self.start_with(&["serve"]);
    }

    /// Starts a command that stays.
    pub(crate) fn start_with(&self, arguments: &[&str]) {
        let mut child = self.child.lock().unwrap();
        assert!(child.is_none(), "the server runs already");
        let log = File::options().create(true).append(true).open(self.log_file()).unwrap();
        let output = log.try_clone().unwrap();
        *child = Some(self.command().args(arguments).stdout(output).stderr(log).spawn().unwrap());
    }

    /// Starts `ventanilla serve` where no file can grow beyond `bytes`: a disk that is full.
    pub(crate) fn start_with_room(&self, bytes: u64) {
        let mut child = self.child.lock().unwrap();
        assert!(child.is_none(), "the server runs already");
        let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" serve", bytes / 512);
        let shell = Command::new("sh");
        let mut command = self.clean(shell);
        command.args(["-c", &script, PROGRAM]).stdout(Stdio::null()).stderr(Stdio::null());
        *child = Some(command.spawn().unwrap());
    }

    /// SIGKILL: nothing can be finished.
    pub(crate) fn kill(&self) {
        let mut child = self.child.lock().unwrap().take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// SIGTERM: what is under way is finished. Returns the exit code.
    pub(crate) async fn stop(&self) -> Option<i32> {
        let child = self.child.lock().unwrap().take().unwrap();
        let sent = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let output = tokio::task::spawn_blocking(move || child.wait_with_output()).await.unwrap();
        output.unwrap().status.code()
    }

    /// Whether the process is there. One that ended by itself is an error.
    pub(crate) fn runs(&self) -> bool {
        let mut child = self.child.lock().unwrap();
        let Some(child) = child.as_mut() else { return false };
        let ended = child.try_wait().unwrap();
        assert!(ended.is_none(), "the server ended by itself with {ended:?}:\n{}", self.log());
        true
    }

    /// Runs another command of the program to its end.
    pub(crate) async fn run(&self, arguments: &[&str]) -> Said {
        self.run_with(arguments, "").await
    }

    /// The same with something on its standard input.
    pub(crate) async fn run_with(&self, arguments: &[&str], input: &str) -> Said {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(input.as_bytes()).unwrap();
        file.rewind().unwrap();
        let mut command = self.command();
        command.args(arguments).stdin(file);
        tokio::task::spawn_blocking(move || Said::new(command.output().unwrap())).await.unwrap()
    }

    fn log_file(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    /// What the server said so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.lock().unwrap().take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
        if std::thread::panicking() {
            let log = self.log();
            let tail: Vec<&str> = log.lines().rev().take(40).collect();
            eprintln!("the server's log ends with:");
            tail.iter().rev().for_each(|line| eprintln!("  {line}"));
        }
    }
}

/// A port that stays free while the server is down: below the range the system gives to connections that go out.
pub(crate) fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % 12_000).unwrap();
    for _ in 0..12_000 {
        let port = 20_000 + (start + NEXT.fetch_add(1, Ordering::Relaxed)) % 12_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
    panic!("no port is free");
}
