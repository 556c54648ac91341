//! The program itself, as an operator runs it: a process with a folder, arguments, input and signals.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder, StatusCode, redirect};
use rustix::process::{Pid, Signal, kill_process};
use tokio::runtime::Runtime;

/// The program in `folder`, without settings of whoever runs the tests. The tests run one that was built for
/// development, which serves by a switch alone.
pub fn huoli(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = bare(folder, arguments);
    if arguments
        .iter()
        .any(|argument| ["serve", "check", "run"].contains(argument))
    {
        command.arg("--allow-debug-build");
    }
    // Tests fill a form in faster than anybody types, and all from one address.
    for (name, value) in [
        ("FAST_FILL_SECONDS", "0"),
        ("SOURCE_BURST", "1000000"),
        ("OFFICE_PER_HOUR", "1000000"),
    ] {
        command.env(format!("HUOLI_FLOOD__{name}"), value);
    }
    command
}

/// The same with nothing but `arguments`.
pub fn bare(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huoli"));
    command.current_dir(folder).args(arguments).env_clear();
    command
}

/// Runs the program to its end.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    huoli(folder, arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

/// Runs the program to its end, which must be a good one, and gives what it printed.
pub fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", errors(&output));
    String::from_utf8(output.stdout).expect("it prints text")
}

/// What the program wrote to standard error.
pub fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A program that runs until it is stopped. Dropping it kills it.
pub struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Running {
    /// Starts `command` and waits for its first line.
    pub fn start(mut command: Command) -> (Self, String) {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("its output is ours"));
        let mut line = String::new();
        out.read_line(&mut line).expect("it prints");
        let mut running = Self { child, out };
        assert!(!line.is_empty(), "it ended: {}", running.rest().1);
        (running, line)
    }

    /// The process.
    pub fn id(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Types a line.
    pub fn type_line(&mut self, line: &str) {
        let input = self.child.stdin.as_mut().expect("its input is ours");
        writeln!(input, "{line}").expect("it reads");
    }

    /// Reads a line.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).expect("it prints");
        line
    }

    /// Sends `signal` and waits for the end: the exit code, what it still printed, its errors, and how long it took.
    pub fn stop(mut self, signal: Signal) -> (Option<i32>, String, String, Duration) {
        let started = Instant::now();
        kill_process(Pid::from_child(&self.child), signal).expect("it is there");
        let (out, errors) = self.rest();
        let status = self.child.wait().expect("it ends");
        (status.code(), out, errors, started.elapsed())
    }

    /// Everything that is printed until the end.
    pub fn rest(&mut self) -> (String, String) {
        drop(self.child.stdin.take());
        let (mut out, mut errors) = (String::new(), String::new());
        self.out.read_to_string(&mut out).expect("it prints text");
        let mut stderr = self.child.stderr.take().expect("its errors are ours");
        stderr.read_to_string(&mut errors).expect("it prints text");
        (out, errors)
    }

    /// The exit code, once it has ended by itself.
    pub fn code(mut self) -> Option<i32> {
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

/// A client that follows no redirect and sends what it is told.
pub static CLIENT: LazyLock<Client> = LazyLock::new(|| {
    let plain = Client::builder().redirect(redirect::Policy::none());
    plain.build().expect("a client")
});

/// Sends `request`: the status, the headers and the text of the answer.
pub fn send(request: RequestBuilder) -> (StatusCode, reqwest::header::HeaderMap, String) {
    RUNTIME.block_on(async {
        let answer = request.send().await.expect("an answer");
        let (status, headers) = (answer.status(), answer.headers().clone());
        (status, headers, answer.text().await.expect("text"))
    })
}

/// The status of `url`.
pub fn status(url: &str) -> StatusCode {
    send(CLIENT.get(url)).0
}
