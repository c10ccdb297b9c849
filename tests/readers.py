"""Reads what `export` writes with programs of other people. `readers.py PROGRAM FOLDER` makes a ledger in the folder from
data/sample and hostile articles, exports it in every format, and prints a line for each check; exit status 1 if one fails."""

import csv
import hashlib
import json
import os
import pathlib
import sqlite3
import subprocess
import sys

import frictionless
import html5lib
import openpyxl
import sqlite_utils
from pyld import jsonld

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
ledger = folder / "sample.db"
failed = 0


def check(name, holds):
    global failed
    print(("ok: " if holds else "failed: ") + name)
    failed += not holds


def run(*arguments):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795305600", "FACTLEDGER_USER": "tests"}
    done = subprocess.run([program, "--db", ledger, *arguments], capture_output=True, env=environment)
    if done.returncode != 0:
        sys.exit(f"failed: {arguments}: {done.stderr.decode()}")
    return done.stdout.decode()


def export(kind, *arguments):
    return run("export", "--as", kind, *arguments)


hostile = [
    {"id": "h1", "source": "=1+1", "title": "+2 dead", "published": "2026-11-03", "url": "https://a.example/1",
     "text": "=SUM(A1) <script>alert(1)</script> \u202e The quay at Ellen cost $38 million. \x07 </style><svg onload=x>\n"},
    {"id": "h2", "source": "@Wire", "title": "A quay", "published": "2026-11-04", "url": "javascript:alert(1)",
     "text": "The quay at Ellen cost $123,456,789,012,345,678.25, and \"no\" <b>more</b>, it said.\n"},
]
(folder / "hostile.jsonl").write_text("".join(json.dumps(line) + "\n" for line in hostile))
run("--quiet", "add", "data/sample", str(folder / "hostile.jsonl"))
rows = list(csv.DictReader(run("report", "--format", "csv").splitlines()))
conflict = next(row for row in rows if row["relation"] == "conflict")["discrepancy_id"]
run("--quiet", "review", "set", conflict, "confirmed", "--reason", "two digits are swapped", "--url", "https://desk.example/1")
views = {name: int(count) for name, count in json.loads(export("jsonl").splitlines()[-1]).items() if isinstance(count, int)}

# Spreadsheets: openpyxl.
path = folder / "ledger.xlsx"
export("xlsx", "-o", str(path))
book = openpyxl.load_workbook(path)
cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
check("xlsx: a sheet for each view", len(book.sheetnames) == len(views))
check("xlsx: every header is frozen and has a filter", all(s.freeze_panes == "B2" and s.auto_filter.ref for s in book))
check("xlsx: no cell is a formula", all(cell.data_type != "f" for cell in cells))
check("xlsx: as many rows as the views", all(
    book[title].max_row - 1 == views[view] for view, title in [("claims", "Claims"), ("documents", "Documents")]))
claims = [{h.value: c for h, c in zip(book["Claims"][1], row)} for row in book["Claims"].iter_rows(min_row=2)]
check("xlsx: numbers are numbers", all(row["low"].data_type == "n" for row in claims if row["low"].value is not None))
check("xlsx: a number with many digits keeps them", any(row["value"].value == "123456789012345678.25" for row in claims))
check("xlsx: days are days", any(row["as_of_end"].is_date for row in claims))
check("xlsx: only addresses of the web are links", all(
    (cell.hyperlink.target or "https://").startswith("https://") for cell in cells if cell.hyperlink))
check("xlsx: links lead to the claims", any(c.hyperlink and "Claims" in (c.hyperlink.location or "") for c in cells))

# Data Package: frictionless, and the hashes by hand.
package = folder / "package"
export("datapackage", "-o", str(package))
report = frictionless.validate(str(package / "datapackage.json"))
for task in report.tasks:
    for error in task.errors[:5]:
        print("  ", task.name, error.message)
check("datapackage: frictionless finds nothing", report.valid)
resources = json.loads((package / "datapackage.json").read_text())["resources"]
check("datapackage: bytes and hashes", all(
    (bytes_ := (package / one["path"]).read_bytes()) is not None and len(bytes_) == one["bytes"]
    and one["hash"] == "sha256:" + hashlib.sha256(bytes_).hexdigest() for one in resources))
check("datapackage: every column is described", all("description" in f for one in resources for f in one["schema"]["fields"]))

# JSON-LD: pyld, with the contexts as far as they are used, since nothing is fetched.
ANNOTATION = {"@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type", "items": {
    "@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"}}
contexts = {"https://schema.org": {"@vocab": "https://schema.org/"}, "http://www.w3.org/ns/anno.jsonld": ANNOTATION}


def local(url, options):
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": contexts[url]}, "contentType": None}


jsonld.set_document_loader(local)
graph = json.loads(export("claimreview"))["@graph"]
expanded = jsonld.expand(json.loads(export("claimreview")))
reviews = [one for one in graph if one["@type"] == "ClaimReview"]
check("claimreview: it expands", len(expanded) == len(graph) > 0)
check("claimreview: only what was checked", len(reviews) == 1 and reviews[0]["reviewRating"]["alternateName"].startswith("Confirmed"))
check("claimreview: every claim is about an observation", all(
    one["about"]["@type"] == "Observation" and one["appearance"]["@type"] == "NewsArticle" for one in graph if one["@type"] == "Claim"))
needed = ["claimReviewed", "itemReviewed", "author", "reviewRating", "url", "datePublished"]
check("claimreview: what a feed of fact checks needs", all(key in reviews[0] for key in needed))
feed = json.loads(export("claimreview", "--feed"))
check("claimreview: the feed", feed["@type"] == "DataFeed" and feed["dataFeedElement"][0]["item"]["@type"] == "ClaimReview")
collection = json.loads(export("webannotation"))
items = collection["first"]["items"]
check("webannotation: it expands", len(jsonld.expand(collection)) == 1)
check("webannotation: one for each claim", len(items) == collection["total"] == views["claims"])

# SQLite: the module of Python's, sqlite-utils.
copy = folder / "plain.db"
export("sqlite", "--plain-types", "-o", str(copy))
database = sqlite_utils.Database(str(copy))
check("sqlite: sqlite-utils sees the views", {"claims", "documents", "discrepancies"} <= set(database.view_names()))
check("sqlite: as many rows", next(database.query("SELECT count(*) AS n FROM claims"))["n"] == views["claims"])
plain = sqlite3.connect(copy)
check("sqlite: no table is STRICT", plain.execute("SELECT count(*) FROM pragma_table_list WHERE strict").fetchone() == (0,))
check("sqlite: it is sound", plain.execute("PRAGMA integrity_check").fetchone() == ("ok",))
texts = dict(plain.execute("SELECT coalesce(url, 'urn:factledger:' || document_id), text FROM documents"))
anchored = [one["target"] for one in items if isinstance(one["target"]["selector"], list)]
check("webannotation: each quotation stands at its position", all(
    texts[one["source"]][one["selector"][1]["start"]:one["selector"][1]["end"]] == one["selector"][0]["exact"]
    for one in anchored if one["source"] in texts))

# The page: html5lib, which stops at anything that is not well formed.
page = export("html")
tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
elements = list(tree.iter())
check("html: well formed", len(elements) > 100)
check("html: nothing that runs or is fetched", not any(
    str(e.tag).split("}")[-1] in ("script", "img", "iframe", "object", "link", "form") for e in elements))
check("html: no attribute that runs", not any(k.startswith("on") or k == "style" for e in elements for k in e.attrib))
ids = [e.attrib["id"] for e in elements if "id" in e.attrib]
check("html: every name is given once", len(ids) == len(set(ids)))
check("html: every link within leads somewhere", all(
    e.attrib["href"][1:] in ids for e in elements if e.attrib.get("href", "").startswith("#")))
sys.exit(1 if failed else 0)
