//! Lays out `data/` for the program: each file of the vocabulary as JSON, which is read ten times faster than TOML, and
//! without the texts that prove the entries, which only tests run. A new file of the vocabulary needs no line of code.

use sha2::{Digest, Sha256};
use std::{env, error::Error, fmt::Write as _, fs, path::Path};
use toml::de::{DeTable, DeValue};

fn main() -> Result<(), Box<dyn Error>> {
    let data = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("data");
    let mut names = Vec::new();
    for folder in ["", "units", "measures"] {
        println!("cargo:rerun-if-changed={}", data.join(folder).display());
        for entry in fs::read_dir(data.join(folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                names.push(if folder.is_empty() { file } else { format!("{folder}/{file}") });
            }
        }
    }
    // Words first: the other files are inflected with them.
    names.sort_by_key(|name| (name != "words.toml", name.clone()));
    let mut digest = Sha256::new();
    let mut code =
        String::from("/// The files of `data/`: name, and text as JSON.\npub const VOCABULARY: &[(&str, &str)] = &[\n");
    for name in names {
        let text = fs::read_to_string(data.join(&name))?;
        for part in [&name, "\0", &text, "\0"] {
            digest.update(part);
        }
        let file = DeTable::parse(&text).map_err(|fault| format!("data/{name}: {fault}"))?;
        let mut json = String::new();
        table(file.get_ref(), &mut json).map_err(|fault| format!("data/{name}: {fault}"))?;
        writeln!(code, "    ({name:?}, {json:?}),")?;
    }
    code.push_str("];\n\n/// SHA-256 over names and texts of the files, as they are in `data/`.\n");
    write!(code, "pub const VOCABULARY_DIGEST: &str = \"")?;
    for byte in digest.finalize() {
        write!(code, "{byte:02x}")?;
    }
    code.push_str("\";\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("vocabulary.rs"), code)?;
    Ok(())
}

fn table(table: &DeTable<'_>, json: &mut String) -> Result<(), String> {
    json.push('{');
    for (n, (key, value)) in table.iter().enumerate() {
        json.push_str(if n > 0 { "," } else { "" });
        string(key.get_ref(), json);
        json.push(':');
        match key.get_ref().as_ref() {
            // An entry without these is none.
            "accept" | "reject" => json.push_str("[]"),
            _ => written(value.get_ref(), json)?,
        }
    }
    json.push('}');
    Ok(())
}

fn written(value: &DeValue<'_>, json: &mut String) -> Result<(), String> {
    match value {
        DeValue::String(text) => string(text, json),
        DeValue::Boolean(is) => json.push_str(if *is { "true" } else { "false" }),
        DeValue::Table(entry) => table(entry, json)?,
        DeValue::Array(values) => {
            json.push('[');
            for (n, value) in values.iter().enumerate() {
                json.push_str(if n > 0 { "," } else { "" });
                written(value.get_ref(), json)?;
            }
            json.push(']');
        }
        other => return Err(format!("the vocabulary has no {}: write it as a string", other.type_str())),
    }
    Ok(())
}

fn string(text: &str, json: &mut String) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\0'..' ' => json.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => json.push(character),
        }
    }
    json.push('"');
}
