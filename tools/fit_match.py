#!/usr/bin/env python3
"""Fits the weights of the features beside the name to labelled pairs of whole parties, and says how well they hold.

    tools/make_entity_pairs.py ../shared/data/match pairs
    for set in entity_checks opensanctions resolver senzing; do
        tidewaiter bench-names pairs/$set.jsonl --split --features pairs/$set.csv; done
    tools/fit_match.py data/match_weights.csv pairs/*.csv            # report only
    tools/fit_match.py data/match_weights.csv pairs/*.csv --write    # and write what was fitted

Coordinate descent over supports and contradicts, each on a grid of hundredths from 0 to 0.35, so that support never lowers
and contradiction never raises a score. What is made small is the mean log loss of the score, every set counting alike, plus
a pull towards what the table holds, so that a feature which the pairs say nothing about stays as it is. Weights are fitted
on the half `fit` and on the half `check` in turn; each half is judged by the weights of the other. Floors of identifiers
are not fitted: the pairs hold too few of them. Python 3 standard library only.
"""

import csv
import math
import sys

MOST_SUPPORT, MOST_SUPPORT_OF_SAME = 0.30, 0.80  # src/match/compare.cpp
SAME_NAME_FROM, BEST_NAME = 0.90, 0.97           # src/match/compare.cpp
CONTRADICTION_BESIDE_IDENTIFIER = 0.3   # src/match/compare.cpp
MOST_WEIGHT = 35                        # hundredths: one contradiction takes no name that agrees in full below 0.62
PULL = 0.002                            # log loss for a weight moved by 1


def read_weights(path):
    with open(path, encoding="utf-8") as file:
        return {row["feature"]: {"supports": float(row["supports"]), "contradicts": float(row["contradicts"]),
                                 "refutes": row["refutes"] == "yes", "floor": float(row["floor"])} for row in csv.DictReader(file)}


def read_pairs(path, weights):
    pairs = []
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            effects = [(name, float(row[name])) for name in weights if name in row and float(row[name]) != 0]
            pairs.append((row["label"] == "1", row["half"], float(row["name"]), effects, float(row["score"])))
    return pairs


def least_gap(name):
    share = min(1, max(0, (name - SAME_NAME_FROM) / (BEST_NAME - SAME_NAME_FROM)))
    return 1 - (MOST_SUPPORT + (MOST_SUPPORT_OF_SAME - MOST_SUPPORT) * share)


def tally(name, effects, weights, floor, refuted):
    score, gap, least = name if floor is None or name >= 0.70 else 0, 1.0, least_gap(name)
    for feature, value in effects:
        if value <= 0:
            continue
        row = weights[feature]
        if feature == floor:
            score = row["floor"] + (1 - row["floor"]) * score
        elif floor is None and name > 0:
            left = max(gap * (1 - row["supports"] * value), least)
            score = 1 - (1 - score) * (left / gap)
            gap = left
    for feature, value in effects:
        if value >= 0:
            continue
        row = weights[feature]
        if not row["refutes"]:
            score *= 1 + row["contradicts"] * value * (1 if floor is None else CONTRADICTION_BESIDE_IDENTIFIER)
        elif refuted:
            score *= 1 + row["contradicts"] * value
    return score


def score_of(pair, weights):
    _, _, name, effects, _ = pair
    floors = [(weights[feature]["floor"], feature) for feature, value in effects if value > 0 and weights[feature]["floor"] > 0]
    floor = max(floors)[1] if floors else None
    if floor is not None and tally(name, effects, weights, floor, False) < tally(name, effects, weights, None, False):
        floor = None
    refuted = floor is None and any(value < 0 and weights[feature]["refutes"] for feature, value in effects)
    return tally(name, effects, weights, floor, refuted)


def loss(sets, weights):
    total = 0
    for pairs in sets:
        part = 0
        for pair in pairs:
            score = min(0.99, max(0.01, score_of(pair, weights)))
            part -= math.log(score if pair[0] else 1 - score)
        total += part / len(pairs)
    return total / len(sets)


def fit(sets, start):
    weights = {name: dict(row) for name, row in start.items()}
    def judged():
        moved = sum(abs(weights[name][key] - start[name][key]) for name in weights for key in ("supports", "contradicts"))
        return loss(sets, weights) + PULL * moved
    best = judged()
    for step in (8, 4, 2, 1):
        changed = True
        while changed:
            changed = False
            for name, row in weights.items():
                seen = {value > 0 for pairs in sets for pair in pairs for feature, value in pair[3] if feature == name}
                for key, sign in (("supports", True), ("contradicts", False)):
                    if sign not in seen or row["floor"] > 0:
                        continue
                    for move in (step, -step):
                        before = row[key]
                        row[key] = min(MOST_WEIGHT, max(0, round(before * 100) + move)) / 100
                        now = judged()
                        if now < best - 1e-7:
                            best, changed = now, True
                        else:
                            row[key] = before
    return weights


def report(name, pairs, weights):
    scored = [(score_of(pair, weights), pair[0]) for pair in pairs]
    found = sum(label and score >= 0.70 for score, label in scored)
    false = sum(not label and score >= 0.70 for score, label in scored)
    missed = sum(label for _, label in scored) - found
    f1 = 2 * found / max(1, 2 * found + false + missed)
    negatives = sorted((score for score, label in scored if not label), reverse=True)
    limit = negatives[len(negatives) * 2 // 100] if negatives else 1
    positives = [score for score, label in scored if label]
    recall = sum(score > limit for score in positives) / max(1, len(positives))
    print(f"{name:<40} {len(pairs):>5} {f1:.4f}  {false:>4} {missed:>4}  {recall:.4f}  {loss([pairs], weights):.4f}")


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--write"]
    if len(arguments) < 2:
        sys.exit(__doc__)
    start = read_weights(arguments[0])
    sets = {path.split("/")[-1].removesuffix(".csv"): read_pairs(path, start) for path in arguments[1:]}
    off = max(abs(score_of(pair, start) - pair[4]) for pairs in sets.values() for pair in pairs)
    print(f"largest difference from the program's own score: {off:.5f}")
    halves = {half: [[pair for pair in pairs if pair[1] == half] for pairs in sets.values()] for half in ("fit", "check")}
    by_half = {half: fit(parts, start) for half, parts in halves.items()}
    print(f"{'set, half, weights':<40} {'pairs':>5} {'F1':<6}  {'false':>4} {'missed':>4} at 2 %    log loss")
    for at, name in enumerate(sets):
        for half, other in (("fit", "check"), ("check", "fit")):
            report(f"{name}, {half}, as they are", halves[half][at], start)
            report(f"{name}, {half}, of the other half", halves[half][at], by_half[other])
    print(f"{'feature':<14} {'as it is':<14} {'by fit':<14} {'by check':<14} supports contradicts")
    everything = fit([pairs for pairs in sets.values()], start)
    for name, row in start.items():
        if row["floor"] == 0:
            columns = [f"{table[name]['supports']:.2f} {table[name]['contradicts']:.2f}" for table in (start, *by_half.values(), everything)]
            print(f"{name:<14} " + "     ".join(columns))
    if "--write" in sys.argv:
        with open(arguments[0], encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            for key in ("supports", "contradicts"):
                row[key] = f"{everything[row['feature']][key]:.2f}"
        with open(arguments[0], "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
