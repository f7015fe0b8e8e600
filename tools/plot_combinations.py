#!/usr/bin/env python3
"""Writes docs/combinations.md and docs/combinations.svg: what each combination of the built-in policy costs and finds.

    tools/plot_combinations.py build/release/tidewaiter            writes both
    tools/plot_combinations.py build/release/tidewaiter --check    says whether they are what the program gives now

The two bundled samples are screened by the real program under a policy of one combination at a time, then of all up to each, in the order in
which they pay: most planted cases for a review first. Cost: shipments that nobody planted and that go to review or hold. Found: planted cases
that must go there (data/sample/planted.csv, at_least review or hold; all of data/sample/beside/planted.csv). The first sample is its own history; the
second has files beside it for every rule. Python 3 standard library only.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-08-31"
WIDTH, HEIGHT, LEFT, TOP, WIDE, HIGH = 760, 430, 64, 44, 420, 330


class Sample:
    """Screens the bundled sample under any policy."""

    def __init__(self, program, folder):
        self.program, self.folder = program, Path(folder)
        rows, beside = self.read("planted.csv"), self.read("beside/planted.csv")
        self.planted = {row["shipment_id"] for row in rows + beside}
        self.wanted = {row["shipment_id"] for row in rows if row["at_least"] in ("review", "hold")} | {row["shipment_id"] for row in beside}
        self.meant = {row["combination"]: row["shipment_id"] for row in beside}
        self.call("build", "data/sample/listed.entities.ftm.json", "-o", str(self.folder / "watch.tw"))

    @staticmethod
    def read(name):
        with open(ROOT / "data/sample" / name, newline="", encoding="utf-8") as stream:
            return list(csv.DictReader(stream))

    def call(self, *arguments):
        done = subprocess.run([self.program, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def screen(self, policy):
        """Out: shipments sent to review or hold that nobody planted; planted ones that were wanted; all shipments nobody planted."""
        (self.folder / "policy.toml").write_text(policy, encoding="utf-8")
        rows = {}
        beside = "data/sample/beside/"
        for file, more in (("data/sample/shipments.csv", []),
                           (beside + "shipments.csv", ["--history", beside + "history.csv", "--parties", beside + "parties.csv", "--payments", beside + "payments.csv", "--trade",
                                                       beside + "statistics.csv", "--positions", beside + "positions.csv", "--ports", beside + "ports.csv"])):
            decisions = self.folder / "decisions.csv"
            self.call("screen", file, "--index", str(self.folder / "watch.tw"), "--policy", str(self.folder / "policy.toml"), "--as-of", DAY, "--history", file, *more,
                      "--decisions", str(decisions), "--quiet")
            with open(decisions, newline="", encoding="utf-8") as stream:
                rows |= {row["shipment_id"]: row["decision"] for row in csv.DictReader(stream)}
        sent = {shipment for shipment, decision in rows.items() if decision in ("review", "hold")}
        return sent - self.planted, sent & self.wanted, len(set(rows) - self.planted)


def read_policy():
    """Out: what stands before the combinations, and each combination as (name, decision, text, conditions, because)."""
    head, *blocks = re.split(r"(?m)^\[\[combination\]\]\n", (ROOT / "data/policy.toml").read_text(encoding="utf-8"))
    combinations = []
    for block in blocks:
        value = lambda key: json.loads(found[1]) if (found := re.search(rf"(?m)^{key} = (.*)$", block)) else None  # noqa: E731
        conditions = " and ".join(value("all_of")) + (" and one of " + ", ".join(value("any_of")) if value("any_of") else "")
        combinations.append((value("name"), value("decision"), "[[combination]]\n" + block, conditions, value("because")))
    return head, combinations


def with_alert(policy, alert):
    text, count = re.subn(r"(?m)^alert = .*$", f"alert = {alert:.2f}", policy)
    if count != 1:
        raise SystemExit("data/policy.toml has no line 'alert = ...'")
    return re.sub(r"(?m)^at_least_score = .*$", lambda found: found[0] if float(found[0].split("=")[1]) >= alert else f"at_least_score = {alert:.2f}", text)


def draw(steps, points, sweep, wanted, others):
    most = max([cost for _, cost, _ in steps] + [cost for _, cost, _ in sweep] + [1])
    x = lambda cost: LEFT + WIDE * cost / most  # noqa: E731
    y = lambda found: TOP + HIGH - HIGH * found / wanted  # noqa: E731
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
             f'<text x="{LEFT}" y="22" font-size="15">Planted cases found, by reviews of ordinary shipments</text>']
    for i in range(6):
        parts.append(f'<line x1="{LEFT}" y1="{y(wanted * i / 5):.1f}" x2="{LEFT + WIDE}" y2="{y(wanted * i / 5):.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(wanted * i / 5) + 4:.1f}" text-anchor="end">{wanted * i / 5:.0f}</text>')
    for cost in range(0, most + 1, max(1, round(most / 6))):
        parts.append(f'<line x1="{x(cost):.1f}" y1="{TOP}" x2="{x(cost):.1f}" y2="{TOP + HIGH}" stroke="#ddd"/>')
        parts.append(f'<text x="{x(cost):.1f}" y="{TOP + HIGH + 18}" text-anchor="middle">{cost}</text>')
    parts.append(f'<text x="{LEFT + WIDE / 2}" y="{TOP + HIGH + 40}" text-anchor="middle">reviews of the {others:,} shipments that nobody planted</text>')
    parts.append(f'<text x="16" y="{TOP + HIGH / 2}" transform="rotate(-90 16 {TOP + HIGH / 2})" text-anchor="middle">of {wanted} planted cases</text>')
    line = [(0, 0)] + [(cost, found) for _, cost, found in steps]
    parts.append('<polyline points="' + " ".join(f"{x(cost):.1f},{y(found):.1f}" for cost, found in line) + '" fill="none" stroke="#1f5f8b" stroke-width="2"/>')
    parts.append('<polyline points="' + " ".join(f"{x(cost):.1f},{y(found):.1f}" for _, cost, found in sweep) + '" fill="none" stroke="#b3541e" stroke-width="2" stroke-dasharray="5 4"/>')
    for number, (_, cost, found) in enumerate(steps, 1):
        parts.append(f'<circle cx="{x(cost):.1f}" cy="{y(found):.1f}" r="4" fill="#1f5f8b"/>')
        parts.append(f'<text x="{x(cost) - 7:.1f}" y="{y(found) - 7:.1f}" text-anchor="end">{number}</text>')
    for alert, cost, found in sweep:
        parts.append(f'<circle cx="{x(cost):.1f}" cy="{y(found):.1f}" r="3" fill="#b3541e"/>')
    top = TOP + 14
    parts.append(f'<text x="{LEFT + WIDE + 20}" y="{top}" fill="#1f5f8b">combinations, one more each</text>')
    for number, (name, cost, found) in enumerate(steps, 1):
        parts.append(f'<text x="{LEFT + WIDE + 20}" y="{top + 18 * number}">{number} {name}</text>')
    parts.append(f'<text x="{LEFT + WIDE + 20}" y="{top + 18 * (len(steps) + 2)}" fill="#b3541e">all, alert score {sweep[0][0]:.2f} to {sweep[-1][0]:.2f}</text>')
    return "\n".join(parts) + "\n</svg>\n"


def main():
    check = "--check" in sys.argv
    programs = [each for each in sys.argv[1:] if not each.startswith("--")]
    if len(programs) != 1:
        raise SystemExit(__doc__)
    head, combinations = read_policy()
    with tempfile.TemporaryDirectory() as folder:
        sample = Sample(str(Path(programs[0]).resolve()), folder)
        alone = {name: sample.screen(head + text) for name, _, text, _, _ in combinations}
        everything = sample.screen(head + "".join(text for _, _, text, _, _ in combinations))
        # Each set is known, so that what several do together needs no further run; the whole is run, to prove it.
        left, cost, found, steps = dict(alone), set(), set(), []
        while True:
            gain = {name: (len(hits - found), len(reviews - cost)) for name, (reviews, hits, _) in left.items()}
            gain = {name: each for name, each in gain.items() if each != (0, 0)}
            if not gain:
                break
            best = max(gain, key=lambda name: (gain[name][0] / (gain[name][1] + 1), gain[name][0], name))
            reviews, hits, _ = left.pop(best)
            cost, found = cost | reviews, found | hits
            steps.append((best, len(cost), len(found)))
        if (cost, found) != everything[:2]:
            raise SystemExit("combinations one by one do not add up to all of them together")
        whole = head + "".join(text for _, _, text, _, _ in combinations)
        sweep = []
        for hundredths in range(70, 98, 3):
            reviews, hits, _ = sample.screen(with_alert(whole, hundredths / 100))
            sweep.append((hundredths / 100, len(reviews), len(hits)))
    others, wanted = everything[2], len(sample.wanted)
    missed = [name for name, shipment in sample.meant.items() if shipment not in alone[name][1]]
    if missed:
        raise SystemExit("planted cases that their own combination does not find: " + ", ".join(missed))
    lines = ["# What each combination costs and finds", "",
             "Made by `tools/plot_combinations.py PROGRAM` from the two bundled samples as of " + DAY + "; run it again to repeat it. Every line is a run of the real",
             "program under the built-in policy with that combination alone: over `data/sample/shipments.csv`, its own history and without a file beside it, and over",
             "`data/sample/beside/shipments.csv` with party master, history, payments, statistics, positions of ships and ports.", "",
             f"The samples have {others:,} shipments that nobody planted and {wanted} planted cases that must be sent to review or hold; {len(sample.meant)} of these are there for one",
             "combination each, which finds it also when it is the only one in force. **Cost**: how many of the first go there. **Finds**: how many of the second do. A cost is no fault: honest",
             "trade looks like this at times, and a person's look is the price of the cases. How often it does was chosen by us where the second sample is concerned (one",
             f"party in eight registered after 2022, one payment in sixteen made by another): **on your records the costs are others**. All combinations together cost {len(cost)} reviews",
             f"({100 * len(cost) / others:.1f} %) and find {len(found)} of {wanted}.", "",
             "![Planted cases found, by reviews of ordinary shipments](combinations.svg)", "",
             "The blue line adds one combination at a time, that which pays most first. The broken line is the whole policy at other alert scores.", "",
             "| combination | decides | holds when | finds | costs | for each found |", "|---|---|---|---|---|---|"]
    for name, decision, _, conditions, because in combinations:
        reviews, hits, _ = alone[name]
        ratio = f"{len(reviews) / len(hits):.1f}" if hits else ""
        lines.append(f"| {name}: {because} | {decision} | {conditions} | {len(hits)} | {len(reviews)} | {ratio} |")
    idle = [name for name, (reviews, hits, _) in alone.items() if not reviews and not hits]
    if idle:
        lines += ["", "Neither found nor cost anything here: " + ", ".join(idle) + "."]
    lines += ["",
              "Tests of each rule are in `tests/screen`.", "", "## The alert score", "", "| alert score | finds | costs |", "|---|---|---|"]
    lines += [f"| {alert:.2f} | {hits} | {reviews} |" for alert, reviews, hits in sweep]
    if len({reviews for _, reviews, _ in sweep}) == 1:
        lines += ["", "A higher alert score loses cases here and saves no review: what ordinary shipments cost comes from goods and ways, not from names."]
    lines += ["", "On real lists the curve of what a score finds and costs is that of [matching](methods/matching.md); the sample has too few parties to choose by.", ""]
    made = {ROOT / "docs/combinations.md": "\n".join(lines), ROOT / "docs/combinations.svg": draw(steps, alone, sweep, wanted, others)}
    stale = [path.name for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if check:
        print("stale: " + ", ".join(stale) if stale else f"{len(combinations)} combinations as shown")
        sys.exit(1 if stale else 0)
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
    print(f"{len(combinations)} combinations: {len(cost)} reviews, {len(found)} of {wanted} found")


main()
