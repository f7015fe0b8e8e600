#!/usr/bin/env python3
"""Writes data/distances.csv: kilometres between every two countries, from CEPII's GeoDist table.

Usage: tools/make_distances.py SHARED/data/reference/cepii_dist.csv.gz SHARED/data/reference/baci_country_codes_v202301.csv
Out: columns a,b,km; lower-case ISO 3166-1 alpha-2, a before b in the alphabet; whole kilometres, at least 1.

The column taken is distw, the mean over the biggest cities weighted by population: between capitals the United States
or Russia would lie where few goods start or end. Python 3 standard library only.
"""

import csv
import gzip
import sys
from pathlib import Path

# Codes of GeoDist that are older than ISO 3166's of today, and places for which the table of codes has no row.
OTHERS = {"ROM": "ro", "ZAR": "cd", "TMP": "tl", "PAL": "ps", "YUG": "rs", "TWN": "tw", "NAM": "na", "ESH": "eh", "FRO": "fo",
          "GLP": "gp", "GUF": "gf", "MTQ": "mq", "PRI": "pr", "REU": "re"}


def main(distances, codes):
    two = dict(OTHERS)
    with open(codes, newline="", encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            if len(row["iso_2digit_alpha"]) == 2:
                two.setdefault(row["iso_3digit_alpha"], row["iso_2digit_alpha"].lower())
    pairs, unknown = {}, set()
    with gzip.open(distances, "rt", newline="") as stream:
        for row in csv.DictReader(stream):
            a, b = two.get(row["exporter"]), two.get(row["importer"])
            unknown |= {code for code, found in ((row["exporter"], a), (row["importer"], b)) if found is None}
            if a is None or b is None or a >= b:
                continue
            km = max(1, round(float(row["distw"] or row["dist"])))
            if pairs.setdefault((a, b), km) != km:
                raise SystemExit(f"two distances for {a} and {b}: {pairs[(a, b)]} and {km}")
    out = Path(__file__).resolve().parent.parent / "data" / "distances.csv"
    out.write_text("a,b,km\n" + "".join(f"{a},{b},{km}\n" for (a, b), km in sorted(pairs.items())), encoding="ascii")
    print(f"{len(pairs)} pairs of {len({c for pair in pairs for c in pair})} countries; codes left out: {' '.join(sorted(unknown)) or 'none'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
