//! As little of a browser as the tests need: requests byte for byte, answers whole.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// The page in a process of its own, which ends with this value.
pub struct Page {
    process: Child,
    pub address: SocketAddr,
    folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

impl Page {
    /// A ledger of the articles in a folder, and the page over it.
    pub fn over(articles: impl AsRef<Path>, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join(articles);
        let db = folder.path().join("ledger.db");
        let read = program(&db).args(["--quiet", "add"]).arg(articles).output().expect("the program runs");
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let mut process = program(&db)
            .args(["serve", "--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let mut address = String::new();
        let out = process.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut address).expect("it says where it is");
        let address = address.trim().trim_start_matches("http://").trim_end_matches('/');
        Self { process, address: address.parse().expect("an address"), folder }
    }

    /// The file of the ledger.
    pub fn db(&self) -> PathBuf {
        self.folder.path().join("ledger.db")
    }

    /// What `factledger query` answers, as JSON lines.
    pub fn query(&self, sql: &str) -> String {
        let output = program(&self.db()).args(["query", sql, "--format", "jsonl"]).output().expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// The page at an address, as a browser asks for it that was given the address by a person.
    pub fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    /// A form of a page of ours.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let origin = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", self.address);
        self.post_with(path, fields, &origin)
    }

    /// A form with other headers.
    pub fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &str) -> Answer {
        let encode = |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        let body = pairs.join("&");
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n{headers}Connection: close\r\n\r\n{body}",
            self.address,
            body.len()
        ))
    }

    /// Any bytes.
    pub fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        // What is refused before its end is no longer read.
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8(bytes).expect("the answer is text");
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// A connection on which nothing was said.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("the page listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
        stream
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn program(db: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factledger"));
    command.arg("--db").arg(db).env_remove("FACTLEDGER_DB").env_remove("FACTLEDGER_USER").stdin(Stdio::null());
    command
}
