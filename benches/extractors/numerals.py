#!/usr/bin/env python3
"""Are the numerals of what is kept of a page in its text as they are written on the page, and are no two glued?

    numerals.py FOUND PAGES [--show N]

FOUND is JSON lines with doc and text, as `query "select doc, text from documents" --format jsonl` writes them; PAGES is the
folder of the pages. Pages are cut into blocks by Python's own parser, which shares nothing with factledger's. A block is
kept if its words, with any numeral in place of each of its own, stand in the text. Needs nothing but Python."""
import argparse, json, os, re
from html.parser import HTMLParser

NUMERAL = re.compile(r"\d(?:[\d.,]*\d)?")
MASK = "\0"
INLINE = set("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span "
             "strike strong time tt u var wbr".split())
UNSEEN = set("script style template noscript svg math head title object iframe select option button textarea".split())
VOID = set("area base br col embed hr img input link meta param source track wbr".split())


class Blocks(HTMLParser):
    """The text between two boundaries of blocks; what is raised or lowered is cut, for it is not part of a numeral."""
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.text, self.unseen = [], "", []

    def cut(self):
        if self.text.strip():
            self.blocks.append(" ".join(self.text.split()))
        self.text = ""

    def handle_starttag(self, tag, attributes):
        if tag in UNSEEN and tag not in VOID:
            self.unseen.append(tag)
        if tag not in INLINE:
            self.cut()

    def handle_endtag(self, tag):
        if tag in self.unseen:
            while self.unseen and self.unseen.pop() != tag:
                pass
        if tag not in INLINE:
            self.cut()

    def handle_data(self, data):
        if not self.unseen:
            self.text += data


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("found")
    options.add_argument("pages")
    options.add_argument("--show", type=int, default=0)
    options = options.parse_args()
    texts = {}
    for line in open(options.found, encoding="utf-8"):
        row = json.loads(line)
        if row.get("text"):
            texts[os.path.basename(row["doc"])] = " ".join(row["text"].split())
    blocks = kept = numerals = as_written = in_text = unknown = 0
    odd = []
    for name, text in sorted(texts.items()):
        raw = open(os.path.join(options.pages, name), "rb").read()
        encoding = re.search(rb"charset=[\"']?([\w-]+)", raw[:4096])
        page = Blocks()
        page.feed(raw.decode(encoding[1].decode() if encoding else "utf-8", "replace"))
        page.cut()
        masked, own = NUMERAL.sub(MASK, text), NUMERAL.findall(text)
        seen = {numeral for block in page.blocks for numeral in NUMERAL.findall(block)}
        in_text += len(own)
        strange = [numeral for numeral in own if numeral not in seen]
        unknown += len(strange)
        odd += [f"{name}: {numeral} stands in no block of the page" for numeral in strange]
        for block in dict.fromkeys(page.blocks):
            wanted = NUMERAL.findall(block)
            mask = NUMERAL.sub(MASK, block)
            # A date alone has the shape of another date.
            if not wanted or len(re.findall(r"[^\W\d_]{2,}", mask)) < 5:
                continue
            blocks += 1
            at = masked.find(mask)
            if at < 0:
                continue
            kept += 1
            numerals += len(wanted)
            best = 0
            while at >= 0:
                first = masked.count(MASK, 0, at)
                best = max(best, sum(a == b for a, b in zip(wanted, own[first:first + len(wanted)])))
                at = masked.find(mask, at + 1)
            as_written += best
            if best < len(wanted):
                odd.append(f"{name}: {block[:120]}")
    share = as_written / numerals if numerals else 0
    print(f"{len(texts)} pages; {blocks} blocks of five words and more hold numerals, {kept} are kept; "
          f"of their {numerals} numerals {as_written} are in the text as written ({share:.4f})")
    print(f"{in_text} numerals in the texts, {unknown} of them in no block of the page")
    for line in odd[:options.show]:
        print("  " + line)


if __name__ == "__main__":
    main()
