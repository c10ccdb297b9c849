"""Parquet between a ledger, DuckDB and a cluster.

    python tests/parquet.py PROGRAM FOLDER [OUT]

PROGRAM was built with Parquet; OUT is what examples/spark/archive.py wrote with `--text`. Prints a line `ok: …` or
`failed: …` for each thing that must hold.
"""

import csv
import io
import os
import subprocess
import sys

import duckdb

PROGRAM, FOLDER = sys.argv[1:3]
OUT = sys.argv[3] if len(sys.argv) > 3 else None
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def check(name, holds, found=""):
    print(f"ok: {name}" if holds else f"failed: {name}: {str(found)[:400]}", flush=True)


def run(*arguments, db="sample.db"):
    command = [PROGRAM, "--db", os.path.join(FOLDER, db), "--quiet", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def path(*names):
    return os.path.join(FOLDER, *names)


def columns(files):
    return [row[:2] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{files}'").fetchall()]


run("add", "data/sample")
run("export", "--as", "parquet", "-o", path("tables", ""))
for view in "discrepancies", "claims", "documents", "facts":
    rows = duckdb.sql(f"SELECT count(*) FROM '{path('tables', view + '.parquet')}'").fetchall()[0][0]
    there = "WHERE relation NOT IN ('equal', 'scope')" if view == "discrepancies" else ""
    must = int(run("query", f"SELECT count(*) FROM {view} {there}", "--format", "csv").splitlines()[1])
    check(f"DuckDB reads {view}", rows == must > 0, (rows, must))
answer = duckdb.sql(
    f"SELECT max(value), count(DISTINCT source) FROM '{path('tables', 'claims.parquet')}' WHERE unit = 'USD'"
).fetchall()[0]
must = run("query", "SELECT max(value), count(DISTINCT source) FROM claims WHERE unit = 'USD'", "--format", "csv")
check("DuckDB reckons with it as SQL does", [float(cell) for cell in must.splitlines()[1].split(",")] == list(answer), (answer, must))

duckdb.sql(
    f"COPY (SELECT * REPLACE ('confirmed' AS verdict, 'Ben' AS checked_by, DATE '2026-11-21' AS checked_on, 'called both' "
    f"AS note) FROM '{path('tables', 'discrepancies.parquet')}' WHERE relation = 'conflict') TO '{path('sheet.parquet')}'"
)
run("import", path("sheet.parquet"))
checked = run("query", "SELECT DISTINCT verdict, checked_by, checked_on, note FROM discrepancies WHERE relation = 'conflict'",
              "--format", "csv").splitlines()[1]
check("a sheet that DuckDB filled in comes back", checked == "confirmed,Ben,2026-11-21,called both", checked)

if OUT:
    for view in "claims", "discrepancies":
        ours, theirs = columns(path("tables", f"{view}.parquet")), columns(f"{OUT}/{view}.parquet/*.parquet")
        check(f"the cluster's {view} have the ledger's columns", ours == theirs, set(ours) ^ set(theirs))
    run("import", f"{OUT}/disputed.parquet", db="dispute.db")
    ids = {row[0] for row in csv.reader(io.StringIO(run("report", "--format", "csv", db="dispute.db")))}
    cluster = duckdb.sql(
        f"SELECT discrepancy_id FROM '{OUT}/discrepancies.parquet/*.parquet' WHERE relation <> 'revision'"
    ).fetchall()
    lost = [row for row in cluster if row[0] not in ids]
    check("the cluster's discrepancies are opened in a ledger of what is in dispute", cluster and not lost, lost[:3])
    run("review", "set", cluster[0][0], "confirmed", "--by", "Ada", "--reason", "asked", db="dispute.db")
    run("verify", db="dispute.db")
    all_documents = duckdb.sql(f"SELECT count(DISTINCT document_id) FROM '{OUT}/documents.parquet/*.parquet'").fetchall()[0][0]
    few = int(run("query", "SELECT count(*) FROM documents", "--format", "csv", db="dispute.db").splitlines()[1])
    check("it holds only what is in dispute, reviewed and verified", 0 < few < all_documents, (few, all_documents))
