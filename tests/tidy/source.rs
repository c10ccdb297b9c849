//! Rust sources as text: without comments and strings, and what they name.

/// Rust without comments and without what stands in its strings and characters; lines stay lines.
pub fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skip = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            'r' if raw_string(rest).is_some_and(|_| !code.ends_with(|c: char| c.is_alphanumeric() || c == '_')) => {
                raw_string(rest).unwrap_or(1)
            }
            '"' => string(rest),
            '\'' => character(rest).unwrap_or(0),
            _ => 0,
        };
        if skip == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.extend(rest[..skip].chars().filter(|c| *c == '\n'));
            rest = &rest[skip..];
        }
    }
    code
}

/// The length of `r#"…"#` at the head.
fn raw_string(text: &str) -> Option<usize> {
    let hashes = text[1..].chars().take_while(|c| *c == '#').count();
    let body = text[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(2 + hashes + body.find(&close).map_or(body.len(), |at| at + close.len()))
}

/// The length of `"…"` at the head.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of `'x'` at the head; nothing for a lifetime.
fn character(text: &str) -> Option<usize> {
    let inner = text.get(1..)?;
    let first = inner.chars().next()?;
    if first == '\\' {
        return inner.get(2..)?.find('\'').map(|at| at + 4);
    }
    inner[first.len_utf8()..].starts_with('\'').then_some(first.len_utf8() + 2)
}

/// The names at the top of the crate that a file uses: `crate::name`, or `super::name` from a file of that depth.
pub fn names(path: &str, code: &str) -> Vec<String> {
    let below = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let climb = "super::".repeat(below.split('/').count());
    let mut found = Vec::new();
    for root in ["crate::", climb.as_str()] {
        for (at, _) in code.match_indices(root) {
            // `super::super::` holds `super::`: one that is climbed from further down is another place.
            if code[..at].ends_with("super::") || code[at + root.len()..].starts_with("super::") {
                continue;
            }
            let after = &code[at + root.len()..];
            let group = after.strip_prefix('{').map(|inner| &inner[..closing(inner)]);
            let items = group.map_or_else(|| vec![after.to_owned()], parts);
            for item in items {
                let name: String = item.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if !name.is_empty() && name != "self" {
                    found.push(name);
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Where the bracket that was opened before `text` closes.
fn closing(text: &str) -> usize {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The items of a group, cut at the commas between them.
fn parts(group: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in group.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        match parts.last_mut() {
            Some(last) if c != ',' || depth > 0 => last.push(c),
            _ => parts.push(String::new()),
        }
    }
    parts
}
