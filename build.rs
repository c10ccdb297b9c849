//! Lists the files of `data/` as (name, text) pairs, so that a new file of the vocabulary needs no line of code.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

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
    names.sort();
    let mut code =
        String::from("/// The files of `data/`: name and text.\npub const VOCABULARY: &[(&str, &str)] = &[\n");
    for name in names {
        writeln!(code, "    ({name:?}, include_str!({:?})),", data.join(&name).display().to_string())?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("vocabulary.rs"), code)?;
    Ok(())
}
