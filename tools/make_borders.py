#!/usr/bin/env python3
"""Writes data/borders.csv: countries that have a land border, from CEPII's GeoDist table (column contig).

Usage: tools/make_borders.py SHARED/data/reference/cepii_dist.csv.gz SHARED/data/reference/baci_country_codes_v202301.csv
Out: columns a,b; lower-case ISO 3166-1 alpha-2, a before b in the alphabet. Python 3 standard library only.
"""

import csv
import gzip
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from make_distances import OTHERS  # noqa: E402  (the same codes that are older than ISO 3166's of today)


def main(distances, codes):
    two = dict(OTHERS)
    with open(codes, newline="", encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            if len(row["iso_2digit_alpha"]) == 2:
                two.setdefault(row["iso_3digit_alpha"], row["iso_2digit_alpha"].lower())
    pairs = set()
    with gzip.open(distances, "rt", newline="") as stream:
        for row in csv.DictReader(stream):
            a, b = two.get(row["exporter"]), two.get(row["importer"])
            if a and b and a < b and float(row["contig"]) == 1:
                pairs.add((a, b))
    out = Path(__file__).resolve().parent.parent / "data" / "borders.csv"
    out.write_text("a,b\n" + "".join(f"{a},{b}\n" for a, b in sorted(pairs)), encoding="ascii")
    print(f"{len(pairs)} borders")


if __name__ == "__main__":
    main(*sys.argv[1:])
