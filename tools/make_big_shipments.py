#!/usr/bin/env python3
"""Writes a large file of shipments for speed measurements, to standard output.

Usage: tools/make_big_shipments.py ROWS [SEEN [SEED]] >shipments.csv      (Python 3 standard library only)

One row is one shipment with three parties (shipper, consignee, end user). SEEN of the parties (0.9) were named before in the file, as in
a forwarder's book; the others are new. Names are put together from the words of tools/sample/words.py, in the legal forms of
their countries; one in a thousand is a listed party of data/sample/listed_parties.csv, so that hits are there as well. Ten percent
of the lines carry a customs code of the Common High Priority List. Everything follows from the seed.
"""

import csv
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from sample import words  # noqa: E402

rows = int(sys.argv[1])
share_seen = float(sys.argv[2]) if len(sys.argv) > 2 else 0.9
dice = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20261124)
countries = sorted(words.COUNTRIES)
codes = ["841850", "940360", "870899", "392321", "481910", "610910", "090111", "730890", "848180"]
priority = ["854231", "851762", "847150", "852691", "848210"]
with open(ROOT / "data" / "sample" / "listed_parties.csv", newline="", encoding="utf-8") as file:
    listed = [(row["name"], row["country"].upper()) for row in csv.DictReader(file) if row["schema"] != "Vessel"]


def new_party():
    if dice.random() < 0.001:
        return dice.choice(listed)
    country = dice.choice(countries)
    cities, _, patterns = words.COUNTRIES[country]
    name = dice.choice(patterns).format(s=f"{dice.choice(words.SURNAMES)}{dice.choice(words.FANCY).lower()}", f=dice.choice(words.FANCY), c=dice.choice(cities),
                                        n=dice.choice(words.NATIVE.get(country, [""])))
    return f"{name} {dice.randrange(1000):03d}" if dice.random() < 0.3 else name, country


seen = [new_party() for _ in range(100)]


def party():
    if dice.random() < share_seen:
        return seen[dice.randrange(len(seen))]
    seen.append(new_party())
    return seen[-1]


out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["shipment_id", "ship_date", "dispatch_country", "destination_country", "shipper_name", "shipper_country", "consignee_name",
              "consignee_country", "end_user_name", "end_user_country", "hs_code", "value", "currency"])
for number in range(1, rows + 1):
    shipper, consignee, end_user = party(), party(), party()
    out.writerow([f"B{number:09d}", f"2026-{dice.randrange(12) + 1:02d}-{dice.randrange(28) + 1:02d}", shipper[1], consignee[1], *shipper, *consignee, *end_user,
                  dice.choice(priority) if dice.random() < 0.1 else dice.choice(codes), f"{dice.randrange(100, 5_000_000) / 100:.2f}", "EUR"])
