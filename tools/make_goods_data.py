#!/usr/bin/env python3
"""Makes the goods tables of data/ from the reference files beside the project.

Only bare facts go in: codes, pairs of codes, column marks, numbers, dates, ISO codes. No descriptions.
Usage: tools/make_goods_data.py [--check] [REFERENCE_FOLDER]   (default: ../shared/data/reference beside the project)
--check writes nothing and ends with 1 when a table would change, with 77 when there is no reference folder.
The tables that people write by hand (baskets.csv, us_hs_eccn.csv, hs_words.csv, chpl_versions.csv,
us_chart_footnotes.csv, transshipment.csv) are not touched. data/PROVENANCE.md names the sources.
"""
import csv
import gzip
import hashlib
import json
import os
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REVISIONS = (2012, 2017, 2022)
CHECK_ONLY = "--check" in sys.argv
changed = []

# Names of the Commerce Country Chart and the country groups that the BACI country list spells otherwise.
OTHER_NAMES = {
    "bahamas, the": "bs", "the bahamas": "bs", "bolivia": "bo", "bosnia and herzegovina": "ba",
    "bosnia & herzegovina": "ba", "brunei": "bn", "burma": "mm", "cape verde": "cv",
    "central african republic": "cf", "china": "cn", "china (prc)": "cn",
    "congo (democratic republic of the)": "cd", "congo (democratic republic of)": "cd",
    "congo (republic of the)": "cg", "cote d'ivoire": "ci", "cote d'lvoire": "ci", "czech republic": "cz",
    "dominican republic": "do", "eswatini": "sz", "gambia, the": "gm", "iran": "ir", "korea, north": "kp",
    "korea, south": "kr", "kosovo": "xk", "laos": "la", "liechtenstein": "li", "macau": "mo", "moldova": "md",
    "micronesia (federated state of)": "fm", "micronesia, federated states of": "fm", "monaco": "mc",
    "north macedonia": "mk", "russia": "ru", "st. kitts and nevis": "kn", "saint kitts & nevis": "kn",
    "st. lucia": "lc", "saint lucia": "lc", "st. vincent and the grenadines": "vc",
    "saint vincent and the grenadines": "vc", "sao tome and principe": "st", "sao tome & principe": "st",
    "seycheles": "sc", "seychelles": "sc",
    "sint maarten (the dutch two-fifths of the island of saint martin)": "sx", "solomon islands": "sb",
    "south sudan, republic of": "ss", "syria": "sy", "taiwan": "tw", "tanzania": "tz",
    "trinidad & tobago": "tt", "trinidad and tobago": "tt", "t\u00fcrkiye": "tr", "united states": "us",
    "vatican city": "va", "venezuela": "ve", "vietnam": "vn", "western sahara": "eh", "united kingdom": "gb",
    "cura\u00e7ao": "cw", "marshall islands": "mh", "switzerland": "ch", "norway": "no", "france": "fr",
    "belgium": "be", "luxembourg": "lu", "sudan": "sd", "cayman islands": "ky", "hong kong": "hk",
    "india": "in", "south africa": "za", "botswana": "bw", "namibia": "na", "italy": "it",
}


def rows_of(path):
    opened = gzip.open(path, "rt", encoding="utf-8-sig") if path.suffix == ".gz" else open(path, encoding="utf-8-sig")
    with opened as stream:
        return list(csv.DictReader(stream))


def write(name, comment, header, rows):
    """Writes data/<name>: comment lines, a header, the rows; no quotes are needed by what goes in."""
    lines = [f"# {line}" for line in comment] + [",".join(header)]
    for row in rows:
        assert len(row) == len(header) and not any(c in field for field in row for c in ',"\n'), row
        lines.append(",".join(row))
    text = "\n".join(lines) + "\n"
    path = ROOT / "data" / name
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        changed.append(name)
        if not CHECK_ONLY:
            path.write_text(text, encoding="utf-8")
    print(f"{name}: {len(rows)} rows, {len(text.encode())} bytes, sha256 {hashlib.sha256(text.encode()).hexdigest()[:12]}")


def hs_codes(source):
    """Which two-, four- and six-digit codes each revision has: 1 = HS 2012, 2 = HS 2017, 4 = HS 2022."""
    known = defaultdict(int)
    for bit, year in enumerate(REVISIONS):
        for row in rows_of(source / f"hs{year}_descriptions.csv.gz"):
            known[row["hs"]] |= 1 << bit
    assert all(code.isdigit() and len(code) in (2, 4, 6) for code in known)
    write("hs_codes.csv", ["Codes of the Harmonized System by revision: 1 = HS 2012, 2 = HS 2017, 4 = HS 2022, added up."],
          ["hs", "revisions"], [(code, str(known[code])) for code in sorted(known)])
    return known


def hs_links(source, newer, older):
    """Correlation and conversion of two revisions in one table."""
    new, old = f"hs{newer}", f"hs{older}"
    linked = defaultdict(set)
    for row in rows_of(source / f"{new}_{old}_correlation.csv.gz"):
        linked[row[new]].add(row[old])
    rows = []
    for row in sorted(rows_of(source / f"{new}_to_{old}_conversion.csv"), key=lambda r: r[new]):
        code, target = row[new], row[old]
        assert target in linked[code], (code, target)
        rows.append((code, "" if target == code else target, " ".join(sorted(linked[code] - {target}))))
    assert {row[0] for row in rows} == set(linked)
    write(f"hs_{newer}_{older}.csv",
          [f"conversion: the one HS {older} code of the UN conversion sheet, blank when the digits are the same;",
           f"correlation: the further HS {older} codes of the UN correlation sheet."],
          [new, "conversion", "correlation"], rows)


def chpl(source):
    """Tier of each code; versions by number of codes: tiers 1 and 2 began with 9, tier 4.B came with 50."""
    rows = []
    for row in rows_of(source / "chpl.csv"):
        versions = "50" if row["tier"] == "4.B" else "9 45 50" if row["tier"] in ("1", "2") else "45 50"
        rows.append((row["hs6"], row["tier"], versions))
    write("chpl.csv", ["Common High Priority List by HS 2022 code; versions are named by their number of codes (chpl_versions.csv)."],
          ["hs6", "tier", "versions"], sorted(rows))
    links = [(row["hs2022"], row["hs2017"], row["link"]) for row in rows_of(source / "chpl_hs2017.csv")]
    write("chpl_hs2017.csv", ["Curated links of the listed codes to HS 2017; they win over the UN conversion."],
          ["hs2022", "hs2017", "link"], sorted(links))


def eu_ban(source):
    codes = sorted({row["code"] for row in rows_of(source / "eu_russia_export_ban_cn8_2023_01.csv")})
    assert all(re.fullmatch(r"\d{8}", code) for code in codes)
    write("eu_russia_export_ban_2023_01.csv",
          ["CN codes of the EU export bans to Russia as of January 2023; annex and coverage are not in the source."],
          ["cn8"], [(code,) for code in codes])


def chart_columns(entry):
    """Country-chart columns of an entry: NS2 for the whole entry, NS2p for a part of it; and what stands elsewhere."""
    columns, elsewhere = set(), set()
    for row in entry["countryChart"]:
        control, cell = row["control"].strip(), row["countryChart"].strip()
        reason = re.match(r"[A-Z]{2}\b", control)
        reason = reason.group() if reason else "RS" if "industry sector" in control else "?"
        whole = re.match(r"(?:[A-Z]{2} )?applies to (?:the )?entire entry[ .]*(?:[A-Z]{2} Column.*)?$", control[0:200]) is not None
        found = re.findall(r"([A-Z]{2})? ?Column (\d)", cell)
        for named, number in found:
            columns.add(f"{named or reason}{number}{'' if whole else 'p'}")
        sections = re.findall(r"\u00a7+ ?(\d{3}\.\d+(?:\([a-zA-Z0-9]+\))*)", cell)
        sections += re.findall(r"and (\d{3}\.\d+)", cell)
        for section in sections:
            elsewhere.add(f"{reason}:{section}")
        if not found and not sections and cell != "N/A.":
            elsewhere.add(f"{reason}:entry")
    # A column that is named for the whole entry once needs no second mention for a part.
    columns = {c for c in columns if not (c.endswith("p") and c[:-1] in columns)}
    return " ".join(sorted(columns)), " ".join(sorted(elsewhere))


def ccl(source):
    with gzip.open(source / "us_ccl_2026_07.json.gz", "rt", encoding="utf-8") as stream:
        document = json.load(stream)
    assert document["ecfrIssueDate"] == "2026-07-23"
    rows = []
    for entry in document["entries"]:
        text = re.sub("foreign policy", "FP", entry["reasonForControl"] or "", flags=re.IGNORECASE)
        reasons = re.findall(r"\b[A-Z]{2}\b", re.sub(r"([A-Z]{2}) ?\d", r"\1", text))
        columns, elsewhere = chart_columns(entry)
        rows.append((entry["eccn"], " ".join(dict.fromkeys(reasons)), columns, elsewhere))
    write("us_ccl.csv",
          ["Commerce Control List (15 CFR Part 774, Supplement 1) as of 2026-07-23, codes only.",
           "columns of the Commerce Country Chart: NS2 = NS column 2 for the whole entry, NS2p = for a part of it;",
           "elsewhere: a reason whose requirement stands in the section named, not in the chart (entry = in the entry itself).",
           "FP = foreign policy, as the entries write it."],
          ["eccn", "reasons", "columns", "elsewhere"], sorted(rows))


def countries(source):
    names = {}
    with open(source / "baci_country_codes_v202301.csv", encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            code = row["iso_2digit_alpha"].lower()
            if len(code) == 2:
                names[row["country_name_full"].lower()] = code
                names[row["country_name_abbreviation"].lower()] = code
    names.update(OTHER_NAMES)
    return names


def chart(source, names):
    document = json.loads((source / "us_commerce_country_chart_2026_07.json").read_text(encoding="utf-8"))
    assert document["ecfrIssueDate"] == "2026-07-23"
    rows = {}
    for name, row in document["countries"].items():
        code = names[name.lower()]
        assert code not in rows, name
        marks = " ".join(sorted(mark.replace(" ", "") for mark in row["marks"]))
        rows[code] = (code, marks, " ".join(map(str, row["footnotes"])), "", "")
    for name, row in document["embargoed"].items():
        sections = re.findall(r"(?:part|\u00a7|Sections|and) (\d{3}(?:\.\d+)?)", row["pointer"])
        assert sections
        code = names[name.lower()]
        rows[code] = (code, "", " ".join(map(str, row["footnotes"])), "", " ".join(sections))
    for name, row in document["territoryInheritance"].items():
        code = names[name.lower()]
        if code not in rows:
            rows[code] = (code, "", "", names[row["row"].lower()], "")
    write("us_country_chart.csv",
          ["Commerce Country Chart (15 CFR Part 738, Supplement 1) as of 2026-07-23: the columns with an X.",
           "row_of: governed by the row of another country; embargo: no marks, the sections named decide."],
          ["country", "marks", "footnotes", "row_of", "embargo"], [rows[c] for c in sorted(rows)])


def groups(source, names):
    document = json.loads((source / "us_country_groups_2026_07.json").read_text(encoding="utf-8"))
    assert document["ecfrIssueDate"] == "2026-07-23"
    member = defaultdict(set)
    for group, list_of in document["groups"].items():
        for name in list_of:
            member[names[name.lower()]].add(group.replace(":", ""))
    write("us_country_groups.csv",
          ["Country groups (15 CFR Part 740, Supplement 1) as of 2026-07-23: A1 stands for A:1."],
          ["country", "groups"], [(c, " ".join(sorted(member[c]))) for c in sorted(member)])


def main():
    folders = [word for word in sys.argv[1:] if word != "--check"]
    shared = Path(os.environ.get("TIDEWAITER_SHARED", ROOT.parent / "shared"))
    source = Path(folders[0]) if folders else shared / "data" / "reference"
    if CHECK_ONLY and not source.is_dir():
        print("the reference files are not beside the project")
        return 77
    hs_codes(source)
    for newer, older in ((2022, 2017), (2022, 2012), (2017, 2012)):
        hs_links(source, newer, older)
    chpl(source)
    eu_ban(source)
    ccl(source)
    names = countries(source)
    chart(source, names)
    groups(source, names)
    if changed:
        print(f"{'would change' if CHECK_ONLY else 'changed'}: {', '.join(changed)}")
    return 1 if CHECK_ONLY and changed else 0


if __name__ == "__main__":
    sys.exit(main())
