//! Requests that a page of somebody else's, or a broken program, could send.

use super::{first, sample};
use std::io::{Read, Write};
use std::time::{Duration, Instant};

#[test]
fn a_name_that_leads_here_is_not_ours() {
    let page = sample(&[]);
    let port = page.address.port();
    let ask = |host: &str| page.send(&format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n")).status;
    for ours in [
        format!("Host: 127.0.0.1:{port}\r\n"),
        format!("Host: localhost:{port}\r\n"),
        format!("Host: LOCALHOST:{port}\r\n"),
    ] {
        assert_eq!(ask(&ours), 200, "{ours}");
    }
    for other in [
        format!("Host: news.example:{port}\r\n"),
        format!("Host: 127.0.0.1.news.example:{port}\r\n"),
        format!("Host: 127.0.0.1:{}\r\n", port ^ 1),
        "Host: 127.0.0.1\r\n".to_owned(),
        "Host: localhost\r\n".to_owned(),
        "Host: \r\n".to_owned(),
        format!("Host: 127.0.0.1:{port}\r\nHost: news.example\r\n"),
        format!("Host: 127.0.0.1:{port}@news.example\r\n"),
        format!("Host: 0.0.0.0:{port}\r\n"),
        format!("Host: [::1]:{port}\r\n"),
    ] {
        assert!(matches!(ask(&other), 400 | 421), "{other}");
    }
    assert!(matches!(ask(""), 400 | 421), "no host");
    let absolute = format!("GET http://news.example/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(page.send(&absolute).status, 421);
}

#[test]
fn it_listens_on_this_machine_alone() {
    let page = sample(&[]);
    assert!(page.address.ip().is_loopback());
}

#[test]
fn forms_are_taken_from_our_own_pages() {
    let page = sample(&["--by", "Ada"]);
    let id = first(&page);
    let (own, port) = (page.address, page.address.port());
    let fields = [("verdict", "confirmed"), ("reason", "a stranger says so")];
    for headers in [
        String::new(),
        "Origin: null\r\n".to_owned(),
        "Origin: http://news.example\r\n".to_owned(),
        format!("Origin: https://{own}\r\n"),
        format!("Origin: http://localhost:{port}\r\n"),
        format!("Origin: http://{own}.news.example\r\n"),
        format!("Origin: http://{own}\r\nOrigin: http://news.example\r\n"),
        format!("Origin: http://{own}\r\nSec-Fetch-Site: cross-site\r\n"),
        format!("Origin: http://{own}\r\nSec-Fetch-Site: same-site\r\n"),
        format!("Origin: http://{own}\r\nSec-Fetch-Site: none\r\n"),
        "Sec-Fetch-Site: cross-site\r\n".to_owned(),
        "Sec-Fetch-Site: none\r\n".to_owned(),
        "Origin: http://news.example\r\nSec-Fetch-Site: same-origin\r\n".to_owned(),
        format!("Referer: http://{own}/\r\n"),
    ] {
        let answer = page.post_with(&format!("/discrepancies/{id}/verdict"), &fields, &headers);
        assert_eq!(answer.status, 403, "{headers}");
    }
    let typed = format!("Origin: http://{own}\r\nContent-Type: text/plain\r\n");
    assert_ne!(page.post_with(&format!("/discrepancies/{id}/verdict"), &fields, &typed).status, 303);
    let path = format!("/discrepancies/{id}/verdict?verdict=confirmed&reason=by+address");
    assert_eq!(page.get(&path).status, 405, "no address records anything");
    assert!(page.query("SELECT 1 FROM verdicts").is_empty(), "nothing was recorded");
}

#[test]
fn other_sites_may_link_here_and_no_more() {
    let page = sample(&[]);
    let ask = |path: &str, headers: &str| {
        page.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}Connection: close\r\n\r\n", page.address))
            .status
    };
    let link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    assert_eq!(ask("/discrepancies", link), 200);
    assert_eq!(ask("/sql?sql=SELECT+1", link), 403, "nobody else has questions asked");
    for embedded in [
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n",
        "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n",
    ] {
        assert_eq!(ask("/discrepancies.json", embedded), 403, "{embedded}");
    }
}

#[test]
fn for_reading_only_nothing_is_recorded() {
    let page = sample(&["--read-only", "--by", "Ada"]);
    let before = std::fs::read(page.db()).expect("the ledger");
    let id = first(&page);
    let fields =
        [("verdict", "confirmed"), ("reason", "it is so"), ("by", "Ada"), ("name", "one"), ("sql", "SELECT 1")];
    for path in [
        format!("/discrepancies/{id}/verdict"),
        format!("/discrepancies/{id}/undo"),
        "/facts/faaaaaaaaaaaaaaaaaaaaaaaaaa/split".to_owned(),
        "/facts/faaaaaaaaaaaaaaaaaaaaaaaaaa/merge".to_owned(),
        "/decisions/1/undo".to_owned(),
        "/sql/save".to_owned(),
    ] {
        assert_eq!(page.post(&path, &fields).status, 403, "{path}");
    }
    let shown = page.get(&format!("/discrepancies/{id}"));
    assert!(!shown.body.contains("method=\"post\""), "no form is offered");
    assert_eq!(std::fs::read(page.db()).expect("the ledger"), before, "not a byte has changed");
}

#[test]
fn no_address_opens_a_file() {
    let page = sample(&[]);
    for path in [
        "/assets/../Cargo.toml",
        "/assets/%2e%2e/Cargo.toml",
        "/assets/..%2fCargo.toml",
        "/assets/%2fetc%2fpasswd",
        "/assets//etc/passwd",
        "/assets/page.css%00.txt",
        "/assets/ledger.db",
        "/ledger.db",
        "/../../etc/passwd",
        "/documents/..%2f..%2fetc%2fpasswd",
        "/documents/file:%2f%2f%2fetc%2fpasswd",
        "/discrepancies/..%2fledger.db",
        "/facts/%00",
        "/claims/%ff%fe",
        "//etc/passwd",
    ] {
        let answer = page.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("root:") && !answer.body.contains("[package]"), "{path}");
    }
}

#[test]
fn what_is_too_long_or_too_slow_is_refused() {
    let page = sample(&["--by", "Ada"]);
    let id = first(&page);
    let long = "a".repeat(400 << 10);
    let answer = page.post(&format!("/discrepancies/{id}/verdict"), &[("verdict", "confirmed"), ("reason", &long)]);
    assert_eq!(answer.status, 413);
    let head = format!("GET / HTTP/1.1\r\nHost: {}\r\nX: {long}\r\n\r\n", page.address);
    assert!(matches!(page.send(&head).status, 0 | 400 | 431), "a head without end");
    // Half a head and then nothing: the seat is not kept for it.
    let begun = Instant::now();
    let mut slow = page.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: ").expect("the connection is open");
    let _ = slow.read(&mut [0; 512]);
    assert!(begun.elapsed() < Duration::from_secs(30), "half a head waits for ever");
    assert_eq!(page.get("/").status, 200, "and the page is still there");
    assert_eq!(page.query("SELECT count(*) AS n FROM verdicts").trim(), "{\"n\":0}");
}

#[test]
fn many_idle_connections_do_not_stop_it() {
    let page = sample(&[]);
    let idle: Vec<_> = (0..40).map(|_| page.connect()).collect();
    assert_eq!(page.get("/").status, 200);
    drop(idle);
}

#[test]
fn other_methods_are_not_answered() {
    let page = sample(&[]);
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"] {
        let answer = page.send(&format!("{method} / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", page.address));
        assert!(matches!(answer.status, 400 | 405 | 421), "{method}: {}", answer.status);
    }
    assert_eq!(page.post("/discrepancies", &[]).status, 405);
}

#[test]
fn a_question_only_reads_and_ends() {
    let page = sample(&[]);
    let ask = |sql: &str| {
        let encoded: String = sql.bytes().map(|byte| format!("%{byte:02X}")).collect();
        page.get(&format!("/sql?sql={encoded}"))
    };
    let before = std::fs::read(page.db()).expect("the ledger");
    for refused in [
        "DELETE FROM claim",
        "INSERT INTO verdict DEFAULT VALUES",
        "ATTACH 'other.db' AS other",
        "VACUUM INTO 'copy.db'",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA query_only = 0",
        "SELECT 1; DELETE FROM claim",
        "SELECT load_extension('x')",
        "SELECT readfile('/etc/passwd')",
        "SELECT zeroblob(900000000)",
        "SELECT '</textarea><script>alert(1)</script>' FROM nowhere",
        "nonsense",
    ] {
        let answer = ask(refused);
        assert_eq!(answer.status, 200, "{refused}");
        assert!(answer.body.contains("role=\"alert\""), "{refused} was not refused");
        assert!(!answer.body.contains("<script>"), "{refused}");
    }
    let begun = Instant::now();
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    assert_eq!(ask(endless).status, 503);
    assert!(begun.elapsed() < Duration::from_secs(40), "it is stopped");
    let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
    assert!(ask(many).body.contains("the first 200 rows"), "an answer without end is cut");
    assert_eq!(page.get("/sql.csv?sql=WITH%20RECURSIVE%20n(i)%20AS%20(SELECT%201%20UNION%20ALL%20SELECT%20i%20%2B%201%20FROM%20n)%20SELECT%20i%20FROM%20n").status, 400, "and no part of it looks like all of it");
    assert_eq!(std::fs::read(page.db()).expect("the ledger"), before);
    assert_eq!(page.get("/").status, 200);
}
