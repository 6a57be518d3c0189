use std::fs::File;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_ventanilla");
/// A debug build trains the classifier on a busy machine.
const START: Duration = Duration::from_secs(120);

/// `ventanilla demo` as a process in a folder of its own. It can be killed and started again: same folder, same port.
pub(crate) struct Demo {
    folder: TempDir,
    port: u16,
    child: Option<Child>,
}

impl Demo {
    /// A demo that answers.
    pub(crate) fn start() -> Self {
        let mut demo = Self { folder: tempfile::tempdir().unwrap(), port: free_port(), child: None };
        demo.resume();
        demo
    }

    /// Address of the page, without a slash at the end.
    pub(crate) fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts the process and waits until it listens.
    pub(crate) fn resume(&mut self) {
        let log = File::options().create(true).append(true).open(self.folder.path().join("demo.log")).unwrap();
        let output = log.try_clone().unwrap();
        let listen = format!("127.0.0.1:{}", self.port);
        self.child = Some(self.command(&["demo", "--listen", &listen]).stdout(output).stderr(log).spawn().unwrap());
        let deadline = Instant::now() + START;
        while std::net::TcpStream::connect(&listen).is_err() {
            let ended = self.child.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none(), "the demo ended by itself with {ended:?}:\n{}", self.log());
            assert!(Instant::now() < deadline, "the demo does not listen:\n{}", self.log());
            std::thread::yield_now();
        }
    }

    /// SIGKILL: nothing can be finished.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Runs an operator's command beside the demo, in its folder. It must succeed; returns what it printed.
    pub(crate) fn operator(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{arguments:?} ended with {}:\n{said}\n{complaint}", output.status);
        said
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("VENTANILLA_") || name == "RUST_LOG") {
            command.env_remove(name);
        }
        command.current_dir(self.folder.path()).args(arguments).stdin(Stdio::null());
        command
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("demo.log")).unwrap_or_default()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("the demo said:\n{}", self.log());
        }
    }
}

/// A port below the range the system gives to connections that go out, so that it stays free while the demo is down.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % 10_000).unwrap();
    (0..10_000)
        .map(|_| 10_000 + (start + NEXT.fetch_add(1, Ordering::Relaxed)) % 10_000)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("no port is free")
}
