#!/usr/bin/env python3
"""Writes a large list of made-up parties in a publisher's layout, for measuring memory and speed.

    tools/make_big_list.py ofac-advanced-xml 1000 > big.xml     # about 1,000 MB

The layouts are those of bench/lists/*.template. No party stands for anybody. The same size gives the same bytes.
"""
import pathlib
import sys

LAYOUTS = pathlib.Path(__file__).resolve().parent.parent / "bench" / "lists"


def load(name):
    """The sections of a layout: (repeated?, text)."""
    sections = []
    for line in (LAYOUTS / f"{name}.template").read_text(encoding="utf-8").splitlines(keepends=True)[1:]:
        if line.startswith("--- "):
            sections.append([line.strip() == "--- repeat", ""])
        else:
            sections[-1][1] += line
    return sections


def main():
    known = sorted(path.stem for path in LAYOUTS.glob("*.template"))
    if len(sys.argv) != 3 or sys.argv[1] not in known or not sys.argv[2].isdigit():
        sys.exit(f"usage: tools/make_big_list.py LAYOUT MEGABYTES\nlayouts: {', '.join(known)}")
    sections = load(sys.argv[1])
    # A running number has about six digits in the place of one.
    once = sum(len(text.encode()) + 5 * text.count("#") for repeated, text in sections if repeated)
    count = int(sys.argv[2]) * 1_000_000 // once
    for repeated, text in sections:
        if not repeated:
            sys.stdout.write(text)
            continue
        for number in range(1, count + 1):
            sys.stdout.write(text.replace("#", str(number)))


if __name__ == "__main__":
    main()
