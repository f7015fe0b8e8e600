#!/usr/bin/env python3
"""Draws docs/methods/match-reliability.svg and docs/methods/match-cost.svg from measured scores.

    tidewaiter bench-names pairs/$set.jsonl --features pairs/$set.csv          (for each set of tools/make_entity_pairs.py)
    tidewaiter bench-search --names names.csv.gz --queries queries_exact.csv --negatives negatives_us.csv.gz --json > search.json
    tools/plot_match.py search.json pairs/opensanctions.csv pairs/resolver.csv

Reliability: of the pairs in each tenth of the score, the share that is a match, beside the mean score; the nearer to the
diagonal, the more a score means. The bars are 95 % intervals (Wilson), since some tenths hold few pairs.
Cost: at each threshold, the share of true pairs that is missed, the share of false pairs that asks for a look, and the same of
the search: names missed and synthetic people found. Python 3 standard library only.
"""

import csv
import json
import math
import pathlib
import sys

WIDTH, HEIGHT, LEFT, TOP, SIZE = 620, 430, 70, 40, 330
DOCS = pathlib.Path(__file__).resolve().parent.parent / "docs" / "methods"
COLOURS = ["#1f5f8b", "#b3541e", "#3a7d44", "#7a3b8f"]


class Drawing:
    def __init__(self, title, across, up, x_range, y_range):
        self.x_range, self.y_range, self.parts = x_range, y_range, []
        self.text(LEFT, 22, title, "start", 15)
        self.text(LEFT + SIZE / 2, TOP + SIZE + 42, across, "middle")
        self.parts.append(f'<text x="18" y="{TOP + SIZE / 2}" transform="rotate(-90 18 {TOP + SIZE / 2})" text-anchor="middle">{up}</text>')
        for i in range(6):
            x = x_range[0] + (x_range[1] - x_range[0]) * i / 5
            y = y_range[0] + (y_range[1] - y_range[0]) * i / 5
            self.line([(x, y_range[0]), (x, y_range[1])], "#ddd", 1)
            self.line([(x_range[0], y), (x_range[1], y)], "#ddd", 1)
            self.text(self.x(x), TOP + SIZE + 18, f"{x:.2f}", "middle")
            self.text(LEFT - 8, self.y(y) + 4, f"{y:.0%}" if y_range[1] >= 0.1 else f"{y:.1%}", "end")

    def x(self, value):
        return LEFT + SIZE * (value - self.x_range[0]) / (self.x_range[1] - self.x_range[0])

    def y(self, value):
        value = min(max(value, self.y_range[0]), self.y_range[1])
        return TOP + SIZE - SIZE * (value - self.y_range[0]) / (self.y_range[1] - self.y_range[0])

    def text(self, x, y, text, anchor, size=12):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{text}</text>')

    def line(self, points, colour, width=2, dash=""):
        path = " ".join(f"{self.x(x):.1f},{self.y(y):.1f}" for x, y in points)
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"' + (f' stroke-dasharray="{dash}"' if dash else "") + "/>")

    def dot(self, x, y, colour):
        self.parts.append(f'<circle cx="{self.x(x):.1f}" cy="{self.y(y):.1f}" r="4" fill="{colour}"/>')

    def legend(self, row, colour, text):
        y = TOP + 14 + 34 * row
        self.parts.append(f'<rect x="{LEFT + SIZE + 18}" y="{y - 9}" width="12" height="12" fill="{colour}"/>')
        for i, line in enumerate(text.split("\n")):
            self.text(LEFT + SIZE + 36, y + 1 + 14 * i, line, "start")

    def save(self, name):
        body = "\n".join(self.parts)
        (DOCS / name).write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">\n'
                                 f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n{body}\n</svg>\n', encoding="utf-8")


def read(path):
    with open(path, encoding="utf-8") as file:
        return [(float(row["score"]), row["label"] == "1") for row in csv.DictReader(file)]


def wilson(hits, count):
    z = 1.96
    middle = (hits + z * z / 2) / (count + z * z)
    half = z * math.sqrt(hits * (count - hits) / count + z * z / 4) / (count + z * z)
    return middle - half, middle + half


def reliability(sets):
    drawing = Drawing("Share of matches by score", "mean score of a tenth", "share that is a match", (0, 1), (0, 1))
    drawing.line([(0, 0), (1, 1)], "#888", 1, "4 4")
    for at, (name, scores) in enumerate(sets.items()):
        points = []
        for tenth in range(10):
            inside = [(score, label) for score, label in scores if min(9, int(score * 10)) == tenth]
            if len(inside) < 5:
                continue
            mean = sum(score for score, _ in inside) / len(inside)
            hits = sum(label for _, label in inside)
            points.append((mean, hits / len(inside)))
            low, high = wilson(hits, len(inside))
            drawing.line([(mean, low), (mean, high)], COLOURS[at], 1)
            drawing.dot(mean, hits / len(inside), COLOURS[at])
        drawing.line(points, COLOURS[at])
        drawing.legend(at, COLOURS[at], f"{name}\n{len(scores):,} pairs")
    drawing.save("match-reliability.svg")


def cost(sets, search):
    drawing = Drawing("What a threshold costs", "threshold", "share", (0.5, 1), (0, 0.25))
    scores = [pair for each in sets.values() for pair in each]
    positives = sorted(score for score, label in scores if label)
    negatives = sorted(score for score, label in scores if not label)
    steps = [0.5 + i / 100 for i in range(51)]
    drawing.line([(step, sum(score < step for score in positives) / len(positives)) for step in steps], COLOURS[0])
    drawing.line([(step, sum(score >= step for score in negatives) / len(negatives)) for step in steps], COLOURS[1])
    thresholds = sorted(float(key[6:]) for key in search if key.startswith("found_"))
    drawing.line([(step, 1 - search[f"found_{step:.2f}"]) for step in thresholds], COLOURS[2])
    drawing.line([(step, search[f"false_{step:.2f}"]) for step in thresholds], COLOURS[3])
    for at, text in enumerate(("true pairs of\nparties missed", "false pairs of\nparties to look at", "listed names\nnot found", "synthetic people\nfound")):
        drawing.legend(at, COLOURS[at], text)
    drawing.line([(0.70, 0), (0.70, 0.25)], "#888", 1, "4 4")
    drawing.save("match-cost.svg")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        search = json.load(file)
    sets = {pathlib.Path(path).stem: read(path) for path in sys.argv[2:]}
    reliability(sets)
    cost(sets, search)


if __name__ == "__main__":
    main()
