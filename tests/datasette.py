"""Opens the ledger of the sample articles with Datasette and sqlite-utils: labels, foreign keys, full text, facets.

Usage: datasette.py PROGRAM FOLDER; prints `ok: …` or `failed: …` for each thing that is looked at.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

program, folder = Path(sys.argv[1]).absolute(), Path(sys.argv[2])
tools = Path(sys.executable).parent
ledger, metadata = folder / "sample.db", folder / "metadata.json"


# Rows that are known by their number and by nothing else.
NUMBERED = {"arithmetic_check", "document_metadata", "extraction", "link_record", "verdict"}


def said(name, holds, found=""):
    print(f"ok: {name}" if holds else f"failed: {name}: {str(found)[:300]}")


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode:
        print(f"failed: {' '.join(map(str, command[:3]))}: {done.stderr[-300:]}")
        return ""
    return done.stdout


def page(path):
    """What Datasette gives for a path, as JSON."""
    text = run(tools / "datasette", ledger, "--metadata", metadata, "--get", path)
    return json.loads(text) if text else {}


run(program, "--db", ledger, "--quiet", "scan", "data/sample")
run(program, "--db", ledger, "export", "--as", "datasette-metadata", "-o", metadata)

keys = page("/sample/claim.json?_size=1&_labels=on").get("rows", [{}])
label = keys[0].get("document") if keys else None
said("Datasette: a foreign key leads to its row", isinstance(label, dict) and label.get("label"), keys)
reading = page("/sample/reading.json?_size=1&_labels=on").get("rows", [{}])[0].get("measure")
said("Datasette: and shows its label", isinstance(reading, dict) and not str(reading["label"]).isdigit(), reading)
unlabelled = set(re.findall(r"REFERENCES (\w+)", run(tools / "sqlite-utils", "schema", ledger)))
unlabelled -= {name for name, about in json.loads(metadata.read_text())["databases"]["sample"]["tables"].items()
               if "label_column" in about}
said("Datasette: labels for what foreign keys lead to", unlabelled <= NUMBERED, unlabelled - NUMBERED)
found = page("/sample/number_sentence.json?_search=users").get("filtered_table_rows_count", 0)
said("Datasette: full text", found > 0, found)
facets = page("/sample/claims.json?_facet=source&_size=0").get("facet_results", {})
facets = facets.get("results", facets).get("source", {}).get("results", [])
said("Datasette: facets of a view", len(facets) == 6, facets)
views = {view["name"] for view in page("/sample.json").get("views", [])}
said("Datasette: the stable views", {"claims", "facts", "discrepancies", "verdicts"} <= views, views)

sentences = json.loads(run(tools / "sqlite-utils", "search", ledger, "number_sentence", "internet users") or "[]")
said("sqlite-utils: full text", sentences, sentences)
rows = json.loads(run(tools / "sqlite-utils", ledger, "SELECT quote, source FROM claims LIMIT 3") or "[]")
said("sqlite-utils: a view", len(rows) == 3 and rows[0]["source"], rows)
schema = run(tools / "sqlite-utils", "schema", ledger)
said("sqlite-utils: the schema", "CREATE VIEW claims" in schema)
