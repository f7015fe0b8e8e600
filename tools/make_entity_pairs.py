#!/usr/bin/env python3
"""Labelled pairs of whole parties, from the files of the matching data folder, as JSON lines for `bench-names`.

    tools/make_entity_pairs.py ../shared/data/match OUT

writes OUT/entity_checks.jsonl, OUT/opensanctions.jsonl, OUT/resolver.jsonl and OUT/senzing.jsonl. One line is one pair:
{"group", "left", "right", "judgement"}, where left and right are FollowTheMoney entities. Ids are numbered anew, so that
no score can lean on them. Needs python3-yaml. The data is for measuring only and none of it is kept in this project.
"""

import csv
import gzip
import itertools
import json
import pathlib
import sys

import yaml

SCREENING = {"Person", "Organization", "Company", "LegalEntity", "Vessel", "Airplane", "PublicBody"}


class PairFile:
    """Pairs that share a party, also through others, carry one cluster: a split by it keeps what is known of a party in one half."""

    def __init__(self, path):
        self.path = path
        self.lines = []
        self.parents = {}

    def root(self, key):
        while self.parents.setdefault(key, key) != key:
            key = self.parents[key]
        return key

    def add(self, group, left, right, match, keys=None):
        self.count = len(self.lines) + 1
        keys = keys or (f"pair {self.count}", f"pair {self.count}")
        self.parents[self.root(keys[0])] = self.root(keys[1])
        line = {"group": group, "left": self.entity("left", left), "right": self.entity("right", right)}
        line["judgement"] = "positive" if match else "negative"
        self.lines.append((keys[0], line))

    def entity(self, side, party):
        schema, properties = party
        kept = {key: values for key, values in properties.items() if values}
        return {"id": f"{side}-{self.count}", "schema": schema, "properties": kept}

    def close(self):
        with open(self.path, "w", encoding="utf-8") as file:
            for key, line in self.lines:
                file.write(json.dumps(line | {"cluster": self.root(key)}, ensure_ascii=False) + "\n")
        print(f"{self.path}: {len(self.lines)} pairs, {len({self.root(key) for key, _ in self.lines})} clusters")


def as_list(value):
    return [str(each) for each in (value if isinstance(value, list) else [value]) if each is not None]


def entity_checks(data, out):
    pairs = PairFile(out / "entity_checks.jsonl")
    # Everything is text: YAML would read 1980-10-05 as a date and 009 as a number.
    checks = yaml.load((data / "entity_checks.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["checks"]
    for check in checks:
        sides = [(check.get("schema", "LegalEntity"), {key: as_list(value) for key, value in check[side].items()})
                 for side in ("query", "candidate")]
        pairs.add(check.get("schema", ""), *sides, check["match"] == "true")
    pairs.close()


def opensanctions(data, out):
    pairs = PairFile(out / "opensanctions.jsonl")
    with gzip.open(data / "opensanctions_pairs_sample.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            sides = [pair["left"], pair["right"]]
            if all(side["schema"] in SCREENING for side in sides):
                parties = [(side["schema"], side["properties"]) for side in sides]
                pairs.add(pair["sample"], *parties, pair["judgement"] == "positive", [side["id"] for side in sides])
    pairs.close()


def resolver(data, out):
    with gzip.open(data / "resolver_entities.ftm.json.gz", "rt", encoding="utf-8") as lines:
        entities = {entity["id"]: (entity["schema"], entity["properties"]) for entity in map(json.loads, lines)}
    pairs = PairFile(out / "resolver.jsonl")
    with open(data / "resolver_pairs.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            keys = [row["left_id"], row["right_id"]]
            pairs.add(row["schemata"].split("|")[0], *(entities[key] for key in keys), row["judgement"] == "positive", keys)
    pairs.close()


SENZING = {
    "PRIMARY_NAME_FULL": "name", "PRIMARY_NAME_ORG": "name", "NATIVE_NAME_FULL": "alias", "SECONDARY_NAME_ORG": "alias",
    "GENDER": "gender", "PASSPORT_NUMBER": "passportNumber", "DRIVERS_LICENSE_NUMBER": "idNumber",
    "SSN_NUMBER": "idNumber", "NATIONAL_ID_NUMBER": "idNumber", "EMAIL_ADDRESS": "email", "ADDR_COUNTRY": "country",
    "PHONE_NUMBER": "phone", "LEI_NUMBER": "leiCode", "TAX_ID_NUMBER": "taxNumber", "NATIONAL_ID_COUNTRY": "country",
}


def american_date(text):
    """The truth set writes month, day and year; two digits of a year are of those who are alive."""
    parts = text.split("/")
    if len(parts) != 3:
        return text
    year = int(parts[2]) + (0 if len(parts[2]) == 4 else 2000 if int(parts[2]) < 26 else 1900)
    return f"{year:04}-{int(parts[0]):02}-{int(parts[1]):02}"


def senzing_party(row):
    properties = {}
    for column, name in SENZING.items():
        if row.get(column):
            properties.setdefault(name, []).append(row[column])
    parts = [row.get("PRIMARY_NAME_" + part, "") for part in ("FIRST", "MIDDLE", "LAST")]
    if any(parts):
        properties.setdefault("name", []).append(" ".join(part for part in parts if part))
    if row.get("DATE_OF_BIRTH"):
        properties["birthDate"] = [american_date(row["DATE_OF_BIRTH"])]
    address = [row.get(column, "") for column in ("ADDR_FULL", "ADDR_LINE1", "ADDR_CITY", "ADDR_STATE", "ADDR_POSTAL_CODE")]
    properties["address"] = [", ".join(part for part in address if part)] if any(address) else []
    return ("Person" if row.get("RECORD_TYPE") == "PERSON" else "Organization", properties)


def senzing(data, out):
    """Positives: records of one cluster. Negatives: records of one test group and two clusters, which were made to be hard."""
    parties = {}
    for name in ("customers", "reference", "watchlist"):
        with open(data / "senzing_truth" / f"{name}.csv", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                parties[row["DATA_SOURCE"], row["RECORD_ID"]] = senzing_party(row)
    with open(data / "senzing_truth" / "actual_truthset_key.csv", encoding="utf-8") as file:
        key = list(csv.DictReader(file))
    pairs = PairFile(out / "senzing.jsonl")
    for a, b in itertools.combinations(key, 2):
        same = a["CLUSTER_ID"] == b["CLUSTER_ID"]
        if same or a["TEST_GROUP"] == b["TEST_GROUP"]:
            sides = [parties[side["DATA_SOURCE"], side["RECORD_ID"]] for side in (a, b)]
            pairs.add(sides[0][0], *sides, same, [a["TEST_GROUP"], b["TEST_GROUP"]])
    pairs.close()


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for make in (entity_checks, opensanctions, resolver, senzing):
        make(data, out)


if __name__ == "__main__":
    main()
