#!/usr/bin/env python3
"""Worked alerts from analysts' judgements across lists, as CSV for `bench-names` and `validate`.

    tools/make_old_alerts.py SHARED OUT

reads SHARED/data/match/resolver_pairs.csv and resolver_entities.ftm.json.gz (one party of each pair is on OFAC's, the UN's, the
EU's or the UK's list, the other is the same or another party as a second list writes it) and writes OUT/worked.csv: query,
birth_date, country, schema, listed_id, disposition. The query is the other list's entry under its first name, with birth date and
country where it has them; the listed id is the publisher's own number (the UN's as the entity's id). Also OUT/clean.csv: 5,000 synthetic people who are on no
list, every tenth of the negatives. The data is for measuring only and none of it is kept in this project.
"""

import csv
import gzip
import json
import sys
from pathlib import Path

shared, out = Path(sys.argv[1]) / "data" / "match", Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
with gzip.open(shared / "resolver_entities.ftm.json.gz", "rt", encoding="utf-8") as lines:
    entities = {entity["id"]: entity for entity in map(json.loads, lines)}
with open(shared / "resolver_pairs.csv", newline="", encoding="utf-8") as file:
    pairs = list(csv.DictReader(file))


def first(entity, *names):
    for name in names:
        for value in entity["properties"].get(name, []):
            return value
    return ""


kept = 0
with open(out / "worked.csv", "w", newline="", encoding="utf-8") as file:
    rows = csv.writer(file)
    rows.writerow(["query", "birth_date", "country", "schema", "listed_id", "disposition"])
    for pair in pairs:
        listed = next((pair[side] for side in ("right_id", "left_id") if pair[side].startswith(("ofac-", "unsc-"))), None)
        if listed is None:
            continue
        query = entities[pair["left_id"] if listed == pair["right_id"] else pair["right_id"]]
        rows.writerow([first(query, "name"), first(query, "birthDate"), first(query, "nationality", "country"), query["schema"],
                       listed.replace("unsc-", "un-").replace("ofac-", ""), {"positive": "true", "negative": "false"}[pair["judgement"]]])
        kept += 1
people = []
for name in ("negatives_us.csv.gz", "negatives_global.csv.gz"):
    with gzip.open(shared / name, "rt", encoding="utf-8", newline="") as file:
        people += list(csv.DictReader(file))[::10]
with open(out / "clean.csv", "w", newline="", encoding="utf-8") as file:
    rows = csv.writer(file)
    rows.writerow(["customer_id", "name", "birth_date", "nationality"])
    for number, person in enumerate(people, 1):
        rows.writerow([f"N{number}", person["full_name"], person["date_of_birth"], person["nationality"]])
print(f"{kept} worked alerts, {len(people)} people on no list")
