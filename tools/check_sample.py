#!/usr/bin/env python3
"""Checks every fact of data/sample/listed_parties.csv against the published lists it was carried over from.

Usage: tools/check_sample.py [SHARED_DATA]    (default: TIDEWAITER_SHARED/data or ../shared/data)
Prints one line a fault and exits 1; exits 0 with a count when every fact is found, 77 without the lists. Python 3 standard library only.

A name counts as found when the list has it under the same entry with the same words in any order: lists write
persons family name first. Entry number, programmes, listing date, IMO and birth date must be equal.
"""

import csv
import gzip
import io
import json
import os
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MONTHS = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}


def bag(name):
    """The words of a name without marks and punctuation, in alphabetical order."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(sorted(re.sub(r"[\W_]+", " ", plain).split()))


class Entry:
    def __init__(self, names, programmes="", listed_on="", birth=(), measure="", imo=""):
        self.names = {bag(n) for name in names for n in [name, *name.split("; ")]}
        self.programmes, self.listed_on, self.birth, self.measure, self.imo = programmes, listed_on, set(birth), measure, imo


def text(element, path):
    return (element.findtext(path) or "").strip()


def british(folder):
    root = ElementTree.parse(gzip.open(folder / "lists/uk/uksl_rebuilt_20260822.xml.gz")).getroot()
    for designation in root.iter("Designation"):
        names = [" ".join(filter(None, (text(n, f"Name{i}") for i in range(1, 7)))) for n in designation.iter("Name")]
        names += [text(n, "NameNonLatinScript") for n in designation.iter("NonLatinName")]
        day, month, year = text(designation, "DateDesignated").split("/")
        number = text(designation, "UniqueID")
        measure = "asset_freeze" if "Asset freeze" in text(designation, "SanctionsImposed") else "sectoral"
        yield ("gb_fcdo_sanctions", number), Entry(names, re.match("[A-Z]+", number)[0], f"{year}-{month}-{day}", (), measure)


def united_nations(folder):
    root = ElementTree.parse(gzip.open(folder / "lists/un/un_consolidated_20260227.xml.gz")).getroot()
    for kind in ("INDIVIDUAL", "ENTITY"):
        for element in root.iter(kind):
            names = [" ".join(filter(None, (text(element, f"{n}_NAME") for n in ("FIRST", "SECOND", "THIRD", "FOURTH"))))]
            names += [text(a, "ALIAS_NAME") for a in element.iter(kind + "_ALIAS")] + [text(element, "NAME_ORIGINAL_SCRIPT")]
            births = [text(b, "DATE")[:10] or text(b, "YEAR") for b in element.iter("INDIVIDUAL_DATE_OF_BIRTH")]
            yield ("un_sc_sanctions", text(element, "REFERENCE_NUMBER")), Entry(
                names, text(element, "UN_LIST_TYPE"), text(element, "LISTED_ON")[:10], births, "asset_freeze")


def american(folder):
    """The Consolidated Screening List of July 2026; entity numbers are OFAC's. The Entity List has none: key is the name."""
    data = json.load(gzip.open(folder / "reference/us_consolidated_screening_list_2026_07.json.gz"))
    tables = data["tables"]
    lists = {"(SDN)": ("us_ofac_sdn", "asset_freeze"), "CMIC": ("us_ofac_cmic", "sectoral"), "MBS": ("us_ofac_mbs", "sectoral"),
             "(CAP)": ("us_ofac_capta", "sectoral"), "(EL)": ("us_bis_entity_list", "licence_required")}
    dates = {}
    with gzip.open(folder / "lists/us_csl/consolidated_202204.csv.gz", "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row["source"].startswith("Entity List"):
                dates.setdefault(row["name"].strip(), row["start_date"])
    for row in data["entries"]:
        source = tables["sources"][row["s"]]
        found = next((v for k, v in lists.items() if k in source), None)
        if found is None:
            continue
        names = [row["n"], *row.get("a", [])]
        if found[0] == "us_bis_entity_list":
            yield (found[0], bag(row["n"])), Entry(names, "EAR 744.11", dates.get(row["n"].strip(), ""), (), found[1])
        else:
            programmes = tables["programmes"][row["pg"]].replace("; ", "+").replace(" ", "")
            yield (found[0], row["e"]), Entry(names, programmes, "", (), found[1])


def add_ofac_details(folder, entries):
    """Birth dates, weak aliases and IMO numbers from SDN.CSV of 2024, IMO numbers from the vessels of March 2026."""
    rows = csv.reader(io.TextIOWrapper(gzip.open(folder / "lists/us_ofac/set_2024/sdn.csv.gz"), encoding="cp1252"))
    for row in rows:
        for dataset in ("us_ofac_sdn", "us_ofac_mbs", "us_ofac_cmic"):
            entry = entries.get((dataset, row[0]))
            if entry is None or len(row) < 12:
                continue
            entry.names |= {bag(alias) for alias in re.findall(r"[af]\.k\.a\. '([^']+)'", row[11])}
            imo = re.search(r"IMO (\d{7})", row[11])
            entry.imo = imo[1] if imo else entry.imo
            for birth in re.findall(r"DOB ([^;.]+)", row[11]):
                full = re.fullmatch(r"(\d\d) (\w{3}) (\d{4})", birth)
                entry.birth.add(f"{full[3]}-{MONTHS[full[2]]:02d}-{full[1]}" if full else birth)
    imos = {}
    for vessel in json.load(gzip.open(folder / "reference/ofac_sdn_vessels_2026_03.json.gz"))["vessels"]:
        imos.setdefault(bag(vessel["name"]), set()).add(str(vessel["imo"]))
    return imos


def check(folder):
    entries = {}
    for source in (british, united_nations, american):
        for key, entry in source(folder):
            entries.setdefault(key, entry)
    imos = add_ofac_details(folder, entries)
    faults, facts, parties = [], 0, 0
    with open(ROOT / "data/sample/listed_parties.csv", newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            parties += 1
            names = [row["name"]] + [n for c in ("alias", "weak_alias", "previous_name") for n in row[c].split(" | ") if n]
            known, births, vessel_imos = set(), set(), set()
            for listing in row["listings"].split(" | "):
                dataset, number, programmes, listed_on, measure = listing.split("/")
                keys = [(dataset, number)] if number else [(dataset, bag(n)) for n in names]
                found = [entries[k] for k in keys if k in entries]
                if not found:
                    faults.append(f"{row['key']}: no entry {dataset} {number}")
                for entry in found:
                    known |= entry.names
                    births |= entry.birth
                    vessel_imos.add(entry.imo)
                for what, ours in (("programmes", programmes), ("measure", measure), ("listed_on", listed_on)):
                    facts += 1
                    theirs = {getattr(entry, what) for entry in found}
                    if found and ours not in theirs:
                        faults.append(f"{row['key']}: {what} is {ours!r}, the list {dataset} has {sorted(theirs)}")
            for name in names:
                facts += 1
                if bag(name) not in known:
                    faults.append(f"{row['key']}: name not on the list: {name}")
            if row["birth_date"]:
                facts += 1
                if row["birth_date"] not in births:
                    faults.append(f"{row['key']}: birth date {row['birth_date']} not among {sorted(births)}")
            if row["imo"]:
                facts += 1
                if row["imo"] not in vessel_imos | imos.get(bag(row["name"]), set()):
                    faults.append(f"{row['key']}: IMO {row['imo']} is not the listed one")
    return parties, facts, faults


def main():
    shared = Path(os.environ.get("TIDEWAITER_SHARED", ROOT.parent / "shared")) / "data"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else shared
    if not (folder / "lists").is_dir():
        print(f"no published lists under {folder}: name their folder")
        sys.exit(77)
    parties, facts, faults = check(folder)
    print("\n".join(faults) + "\n" if faults else "", end="")
    print(f"{facts} facts of {parties} listed parties checked, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
