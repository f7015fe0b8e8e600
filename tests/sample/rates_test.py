#!/usr/bin/env python3
"""Does the bundled sample have the base rates that data/PROVENANCE.md claims? Usage: rates_test.py PROJECT"""

import csv
import json
import re
import sys
from pathlib import Path

data = Path(sys.argv[1]) / "data"
sys.path.insert(0, str(Path(sys.argv[1]) / "tools"))
from sample import words  # noqa: E402


def table(name):
    with open(data / "sample" / name, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


faults = []


def expect(true, what):
    if not true:
        faults.append(what)


shipments = {}
for row in table("shipments.csv"):
    shipments.setdefault(row["shipment_id"], []).append(row)
planted = {row["shipment_id"]: row for row in table("planted.csv")}
parties = [json.loads(line) for line in (data / "sample/listed.entities.ftm.json").read_text(encoding="utf-8").splitlines()]
ids = {party["id"] for party in parties}
codes = {name: code for code, name in words.FULL_NAMES.items()}
chpl = {re.sub(r"\D", "", hs)[:6] for hs, *_ in words.CHPL_GOODS}

expect(len(shipments) == 2000, f"{len(shipments)} shipments")
expect(all(1 <= len(rows) <= 8 for rows in shipments.values()), "a shipment without a line, or with more than eight")
expect(all(sorted(r["line_no"] for r in rows) == sorted(str(n + 1) for n in range(len(rows))) for rows in shipments.values()), "line numbers with gaps")
plain = {key: rows for key, rows in shipments.items() if key not in planted}
with_chpl = [rows for rows in plain.values() if any(re.sub(r"\D", "", r["hs_code"])[:6] in chpl for r in rows)]
expect(len(with_chpl) >= 0.04 * len(plain), f"only {len(with_chpl)} shipments with high-priority goods")
lanes = [rows for rows in with_chpl if codes.get(rows[0]["destination_country"], rows[0]["destination_country"]) in words.TRANSSHIPMENT]
expect(0.45 <= len(lanes) / len(with_chpl) <= 0.6, f"{len(lanes)} of {len(with_chpl)} on lanes of rule R04")
for what, rows_of in (("all", list(plain.values())), ("those with high-priority goods", with_chpl)):
    nobody = sum(rows[0]["end_user_name"] == "" for rows in rows_of) / len(rows_of)
    expect(0.3 <= nobody <= 0.37, f"{nobody:.0%} of {what} name no end user")
    order = sum(rows[0]["consignee_name"] in words.FORWARDERS or "order" in rows[0]["consignee_name"].lower() for rows in rows_of) / len(rows_of)
    expect(0.08 <= order <= 0.12, f"{order:.0%} of {what} to order or to a forwarder")
expect(set(planted) <= set(shipments), "a planted case that is not in the file")
expect(all(row["entity_id"] in ids | {""} for row in planted.values()), "a planted party that is not listed")
expect(sum(row["rules"] != "" for row in planted.values()) >= 60, "fewer than 60 cases with a rule")
listed_imos = {imo for party in parties for imo in party["properties"].get("imoNumber", [])}
sailing = {r["vessel_imo"][-7:] for rows in plain.values() for r in rows if r["vessel_imo"]}
expect(not sailing & listed_imos, "an unplanted shipment sails on a listed ship")
for imo in listed_imos | sailing:
    expect(sum(int(d) * w for d, w in zip(imo, range(7, 1, -1))) % 10 == int(imo[6]), f"IMO {imo} has a wrong check digit")

print("\n".join(faults) if faults else f"{len(shipments)} shipments, {len(with_chpl)} with high-priority goods, {len(lanes)} of them on R04 lanes")
sys.exit(1 if faults else 0)
