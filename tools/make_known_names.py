#!/usr/bin/env python3
"""Makes data/known_names.bin: which words are names of people, as a Bloom filter.

usage: tools/make_known_names.py ../shared/data > data/known_names.bin

Reads the Latin forms of the names of people that Wikidata knows (match/name_equivalents_wikidata.txt.gz, CC0). The filter
answers "is this a name?" with one wrong yes in about a hundred, and never a wrong no. It holds no list entry and no name
can be read out of it.

Layout: "TWNAMES1", then the bits. A word sets bit (h1 + i * h2) mod bits for i in 0 .. HASHES-1, h1 and h2 being the low and
the high half of the 64-bit FNV-1a hash of its folded letters, h2 made odd.
"""
import gzip
import re
import sys
import unicodedata

LEAST_FORMS = 4  # a name that Wikidata knows in fewer forms is rare; a rare name is as often a slip of another
BYTES = 88_000
HASHES = 7
UNDECOMPOSED = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ð": "d", "þ": "th", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "œ": "oe", "ə": "a"})


def fold(text):
    folded = unicodedata.normalize("NFKD", text.lower().translate(UNDECOMPOSED))
    return "".join(c for c in folded if not unicodedata.combining(c) and c not in "'’`ʻʼ")


def known(root):
    names = set()
    with gzip.open(f"{root}/match/name_equivalents_wikidata.txt.gz", "rt", encoding="utf-8") as file:
        for line in file:
            forms = line.split("=>")[0].split(",")
            if len(forms) < LEAST_FORMS:
                continue
            for form in forms:
                form = fold(form.strip())
                if re.fullmatch("[a-z]{3,20}", form):
                    names.add(form)
    return names


def fnv1a(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def main():
    bits = bytearray(BYTES)
    count = 8 * BYTES
    for name in sorted(known(sys.argv[1])):
        value = fnv1a(name)
        first, step = value & 0xFFFFFFFF, value >> 32 | 1
        for i in range(HASHES):
            bit = (first + i * step) % count
            bits[bit >> 3] |= 1 << (bit & 7)
    sys.stdout.buffer.write(b"TWNAMES1" + bytes(bits))


main()
