#!/usr/bin/env python3
"""Writes a large file of invented FollowTheMoney entities, for measuring memory and speed.

    tools/make_big_ftm.py 1000 > big.entities.ftm.json      # about 1,000 MB

Names are made of syllables; no entity stands for anybody. The same size gives the same bytes.
"""
import json
import random
import sys

SYLLABLES = "ba ko ri na lu mi ta so ve pa du ze шка ров ина 中 山 ال مح".split()


def name(rng):
    return " ".join("".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).title() for _ in range(rng.randint(2, 4)))


def entities(rng, number):
    party = f"made-{number}"
    yield {
        "id": party, "caption": name(rng), "schema": rng.choice(["Person", "Company", "Vessel"]),
        "properties": {
            "name": sorted({name(rng) for _ in range(rng.randint(1, 6))}),
            "alias": sorted({name(rng) for _ in range(rng.randint(0, 6))}),
            "country": [rng.choice(["ru", "ir", "kp", "by", "sy"])], "topics": ["sanction"],
            "notes": [" ".join(name(rng) for _ in range(12))],
            "addressEntity": [f"{party}-a"],
        },
        "referents": [], "datasets": ["made_up"], "first_seen": "2024-01-01T00:00:00",
        "last_seen": "2026-01-01T00:00:00", "last_change": "2025-01-01T00:00:00", "target": True,
    }
    for schema, suffix, properties in (
        ("Sanction", "s", {"entity": [party], "program": ["MADE"], "authority": ["Nobody"], "startDate": ["2024-01-01"]}),
        ("Address", "a", {"full": [name(rng)], "country": ["ru"]}),
    ):
        yield {"id": f"{party}-{suffix}", "caption": schema, "schema": schema, "properties": properties,
               "referents": [], "datasets": ["made_up"], "target": False}


def main():
    wanted = int(sys.argv[1]) * 1_000_000
    rng = random.Random(1)
    written = number = 0
    while written < wanted:
        text = "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in entities(rng, number))
        sys.stdout.write(text)
        written += len(text.encode())
        number += 1


if __name__ == "__main__":
    sys.exit("usage: make_big_ftm.py MEGABYTES > FILE") if len(sys.argv) != 2 else main()
