#!/usr/bin/env python3
"""Does the program print what README.md shows? Usage: readme_test.py PROJECT PROGRAM

Each block of README.md that starts with "$ build/release/tidewaiter" is run over a fresh index of the bundled list; its
lines must come out in that order. A line of three dots stands for any lines.
"""

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

project, program = Path(sys.argv[1]), sys.argv[2]


def run(arguments):
    done = subprocess.run([program, *arguments], cwd=project, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise SystemExit(f"{shlex.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout.splitlines()


sessions = re.findall(r"^\$ build/release/tidewaiter (.*)\n((?:(?!\$ |```).*\n)*)", (project / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
if not sessions:
    raise SystemExit("README.md shows no session")
faults = []
with tempfile.TemporaryDirectory() as home:
    run(["build", "data/sample/listed.entities.ftm.json", "--home", home])
    for command, shown in sessions:
        printed = iter(run([home if word == "build/home" else word for word in shlex.split(command)]))
        for line in shown.splitlines():
            if line != "..." and line not in printed:  # `in` goes on from the line after the last one found
                faults.append(f"{command}: README.md shows what is not printed there: {line}")
print("\n".join(faults) if faults else f"{len(sessions)} sessions as shown")
sys.exit(1 if faults else 0)
