#!/usr/bin/env python3
"""Writes data/ftm_schemata.csv and data/ftm_properties.csv from the FollowTheMoney model (MIT): names and types only.

Usage: tools/make_ftm_data.py ../shared/data/lists/ftm/followthemoney_model_20250627.json
"""
import csv
import json
import sys
from pathlib import Path

MODEL = json.loads(Path(sys.argv[1]).read_text())["schemata"]
DATA = Path(__file__).resolve().parent.parent / "data"


def ancestors(name: str) -> list[str]:
    found = [name]
    for parent in MODEL[name].get("extends", []):
        found += [a for a in ancestors(parent) if a not in found]
    return found


with open(DATA / "ftm_schemata.csv", "w", newline="") as out:
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["schema", "ancestors", "matchable"])
    for name in sorted(MODEL):
        rows.writerow([name, " ".join(ancestors(name)), "yes" if MODEL[name].get("matchable") else "no"])

types: dict[str, str] = {}
for schema in sorted(MODEL):
    for name, prop in MODEL[schema].get("properties", {}).items():
        # The same property name has one type wherever it matters for matching; the first by schema name wins.
        types.setdefault(name, prop["type"])
with open(DATA / "ftm_properties.csv", "w", newline="") as out:
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["property", "type"])
    rows.writerows(sorted(types.items()))
