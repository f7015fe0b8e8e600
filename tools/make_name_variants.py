#!/usr/bin/env python3
"""Counts how known names differ by a letter or two, for data/name_variants.csv: as spellings of one name, or as two names.

usage: tools/make_name_variants.py ../shared/data > data/name_variants.csv

Reads the Latin forms of the names of people that Wikidata knows (match/name_equivalents_wikidata.txt.gz, CC0); forms of
one class are spellings of one name. Two forms that agree but for a stretch of at most three letters are counted by that
stretch, by where it stands, and by whether they are of one class. Endings that only tell a woman's name from a man's, or
a wife's, are not spellings of one name and are left out.
"""
import collections
import gzip
import itertools
import os
import re
import sys

LONGEST = 3
LEAST = 6     # a difference that fewer pairs show is not kept
PASSES = 6    # over the keys, so that they need less memory
MARRIED = ("owa", "owna", "anka", "yna", "ienie", "aite", "yte")
WOMEN = ("ova", "ovna", "ina", "aya", "aja", "ska", "skaya", "skaja", "eva", "ewa")


def load_fold():
    here = os.path.dirname(os.path.abspath(__file__))
    source = open(f"{here}/make_known_names.py", encoding="utf-8").read().rsplit("\nmain()", 1)[0]
    space = {}
    exec(compile(source, "make_known_names.py", "exec"), space)
    return space["fold"]


def load_classes(root):
    fold = load_fold()
    classes = collections.defaultdict(set)  # form -> numbers of its classes
    with gzip.open(f"{root}/match/name_equivalents_wikidata.txt.gz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            for form in line.split("=>")[0].split(","):
                form = fold(form.strip())
                if re.fullmatch("[a-z]{4,16}", form) and not form.endswith(MARRIED):
                    classes[form].add(number)
    return classes


def place(prefix, suffix, added):
    if added and len(added) == 1 and suffix[:1] == added:
        return "double"
    return "start" if not prefix else "end" if not suffix else "inside"


def main():
    classes = load_classes(sys.argv[1])
    same = collections.Counter()
    different = collections.Counter()
    for turn in range(PASSES):
        buckets = collections.defaultdict(list)
        for form in classes:
            size = len(form)
            for first in range(size + 1):
                for length in range(LONGEST + 1):
                    if first + length > size or size - length < 3:
                        continue
                    key = (form[:first], form[first + length:])
                    if hash_of(key) % PASSES == turn:
                        buckets[key].append((form[first:first + length], form))
        for (prefix, suffix), members in buckets.items():
            for (a, one), (b, other) in itertools.combinations(members, 2):
                if a == b or (a and b and (a[0] == b[0] or a[-1] == b[-1])):
                    continue
                # Where a stretch could be shifted (Hasan, Hassan), it is taken as far to the left as it goes.
                if not a or not b:
                    longer = a or b
                    if prefix and prefix[-1] == longer[-1]:
                        continue
                if one.endswith(WOMEN) != other.endswith(WOMEN):
                    continue
                difference = (place(prefix, suffix, a or b if not a or not b else ""), *sorted((a, b)))
                if classes[one] & classes[other]:
                    same[difference] += 1
                else:
                    different[difference] += 1
    print("# How two known names differ, and how often they are spellings of one name (same) or two names (different).")
    print("# Made by tools/make_name_variants.py; sources: data/PROVENANCE.md.")
    print("place,a,b,same,different")
    for difference in sorted(set(same) | set(different)):
        if same[difference] >= 3 and same[difference] + different[difference] >= LEAST:
            print(*difference, same[difference], different[difference], sep=",")


def hash_of(key):
    return sum(map(ord, key[0])) * 31 + sum(map(ord, key[1])) + 7 * len(key[0])


main()
