#!/usr/bin/env python3
"""Runs the program as its user would and compares what it prints with what is written down.

Usage: tests/golden/run.py PROGRAM [CASE...]     CASE is <verb>/<case>; all of them when none is named
A case is a folder tests/golden/<verb>/<case>/:
  cmd    shell lines; `tidewaiter` is the program, `data` the bundled data, the folder's other files lie beside
  out    standard output, word for word        err    standard error        exit   the status of the last line
  mask   (may be absent, and may stand in the verb's folder) regular expressions, one a line: what they match is
         written as ~, because it changes with data that the case does not look at
  files  (may be absent) names of written files that belong to the result, one a line; each is kept as <name>.golden
Every case runs in a folder of its own, without a home and with a fixed locale. TIDEWAITER_UPDATE_GOLDEN=1 writes what
the program says now into the cases; read the difference before it is committed.
"""
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
UPDATE = os.environ.get("TIDEWAITER_UPDATE_GOLDEN") == "1"
TIMEOUT_SECONDS = 120


def run(program: Path, case: Path) -> dict[str, str]:
    """What the case gives now, by file name of the case."""
    with tempfile.TemporaryDirectory(prefix="tidewaiter-golden-") as scratch:
        work = Path(scratch) / "work"
        shutil.copytree(case, work, ignore=shutil.ignore_patterns("cmd", "out", "err", "exit", "files", "mask", "*.golden"))
        (work / "data").symlink_to(ROOT / "data")
        (Path(scratch) / "bin").mkdir()
        (Path(scratch) / "bin" / "tidewaiter").symlink_to(program)
        environment = {"PATH": f"{scratch}/bin:/usr/bin:/bin", "HOME": f"{scratch}/home", "LC_ALL": "C.UTF-8", "TMPDIR": scratch}
        done = subprocess.run(["/bin/sh", str(case / "cmd")], cwd=work, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=TIMEOUT_SECONDS)
        found = {"out": done.stdout.decode("utf-8", "replace"), "err": done.stderr.decode("utf-8", "replace"),
                 "exit": f"{done.returncode}\n"}
        names = case / "files"
        for name in names.read_text().split() if names.exists() else []:
            written = work / name
            found[f"{name}.golden"] = written.read_text("utf-8", "replace") if written.exists() else "(not written)\n"
        for mask in (case.parent / "mask", case / "mask"):
            for pattern in mask.read_text().splitlines() if mask.exists() else []:
                found = {name: re.sub(pattern, "~", text) for name, text in found.items()}
        return found


def check(program: Path, case: Path) -> str:
    """Empty when the case gives what is written down; otherwise the differences."""
    try:
        found = run(program, case)
    except subprocess.TimeoutExpired:
        return f"no end after {TIMEOUT_SECONDS} s\n"
    differences = ""
    for name, text in found.items():
        path = case / name
        expected = path.read_text("utf-8") if path.exists() else ""
        if text == expected and path.exists():
            continue
        if UPDATE:
            path.write_text(text, "utf-8")
        else:
            differences += "".join(difflib.unified_diff(expected.splitlines(True), text.splitlines(True), f"{name} as written down",
                                                        f"{name} now")) or f"{name} is missing\n"
    return differences


def main() -> int:
    program = Path(sys.argv[1]).resolve()
    wanted = [HERE / name for name in sys.argv[2:]] or sorted(path.parent for path in HERE.glob("*/*/cmd"))
    if not wanted:
        print("no case found")
        return 1
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = list(pool.map(lambda case: check(program, case), wanted))
    failed = 0
    for case, differences in zip(wanted, results):
        if differences:
            failed += 1
            print(f"--- {case.relative_to(HERE)}\n{differences}")
    print(f"{len(wanted)} cases, {failed} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
