"""How evenly the claims of an archive fall on tasks, block by block and part by part.

    factledger extract articles/ | python examples/spark/skew.py [CLAIMS] [MOST]

Draws documents of the input again and again until there are CLAIMS claims (10,000,000 if it is not said), each on a day of
another one, and puts them where examples/spark/archive.py with `--most MOST` would. The same input gives the same table.
"""

import json
import random
import sys
from collections import Counter

from blocks import pairs_of_quarters, shares


def drawn(documents, days, claims):
    """Claims by block and pair of quarters, and by block, of so many claims or a few more."""
    choose = random.Random(0)
    blocks, parts, made, number = Counter(), Counter(), 0, 0
    while made < claims:
        document, pairs = choose.choice(documents), choose.choice(days)
        number += 1
        for block, count in document:
            made += count
            blocks[block] += count
            for pair in pairs:
                parts[block, pair] += count
    return number, made, blocks, parts


def line(name, tasks, sent, claims):
    """A row of the table: tasks, the largest, how much larger that is than their mean, and how often a claim is sent."""
    mean = sum(tasks) / len(tasks)
    print(f"{name:24} {len(tasks):>8,} {max(tasks):>12,} {max(tasks) / mean:>8.1f} {sent / claims:>8.2f}")


def main():
    claims, most = (
        int(sys.argv[at].replace("_", "")) if len(sys.argv) > at else default
        for at, default in ((1, 10_000_000), (2, 200_000))
    )
    found, days = {}, {}
    for record in map(json.loads, sys.stdin):
        if record["type"] == "claim":
            found.setdefault(record["document_id"], Counter())[record["block"]] += 1
        elif record["type"] == "document" and (record["published"] or record["modified"]):
            days[record["document_id"]] = tuple(pairs_of_quarters(record["published"] or record["modified"]))
    documents = [tuple(blocks.items()) for blocks in found.values()]
    number, made, blocks, parts = drawn(documents, list(days.values()), claims)
    print(f"{number:,} documents, {made:,} claims; --most {most:,}")
    print("  ".join(f"{block} {100 * count / made:.1f} %" for block, count in blocks.most_common(6)))
    print(f"{'':24} {'tasks':>8} {'largest':>12} {'to mean':>8} {'sent':>8}")
    line("a task each block", blocks.values(), made, made)
    large = {block for block, count in blocks.items() if count > most}
    whole = [count for block, count in blocks.items() if block not in large]
    quarters = [count for (block, _), count in parts.items() if block in large]
    line("two quarters each", whole + quarters, sum(whole + quarters), made)
    tasks = list(whole)
    for count in quarters:
        number = shares(count, most)
        # Every two shares are a task, each with two of them.
        tasks += [count] if number == 1 else [2 * count // number] * (number * (number - 1) // 2)
    line("two shares of these", tasks, sum(tasks), made)


if __name__ == "__main__":
    main()
