"""Fails on an include that goes up, sideways or past a module's face.

The layers are those of ARCHITECTURE.md; a module sees only lower lines, and of them only the face headers
that its CMakeLists.txt names after FACE.
"""
import re
import sys
from pathlib import Path

LAYERS = [
    ["base"],
    ["text", "sql"],
    ["entity"],
    ["lists", "names", "goods"],
    ["match", "ownership"],
    ["index"],
    ["flows"],
    ["screen", "balance"],
    ["claims"],
    ["report", "store"],
    ["serve"],
    ["cli"],
]
LEVEL = {module: level for level, line in enumerate(LAYERS) for module in line}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([a-z_]+)/([a-z0-9_/]+\.hpp)"', re.M)
KEYWORDS = {"SOURCES", "DEPENDS", "LINK", "EMBED"}


def face_headers(cmake: Path) -> set[str]:
    words = re.sub(r"#.*", "", cmake.read_text()).replace("(", " ").replace(")", " ").split()
    if "FACE" not in words:
        return set()
    start = words.index("FACE") + 1
    stop = next((i for i in range(start, len(words)) if words[i] in KEYWORDS), len(words))
    return set(words[start:stop])


def problems(root: Path) -> list[str]:
    source = root / "src"
    modules = sorted(p.name for p in source.iterdir() if p.is_dir())
    faces = {m: face_headers(source / m / "CMakeLists.txt") for m in modules}
    found = [f"src/{m}: not in any layer" for m in modules if m not in LEVEL]
    for path in sorted(source.rglob("*.[ch]pp")):
        module = path.relative_to(source).parts[0]
        text = path.read_text()
        if "duckdb.h" in text and re.search(r'#\s*include\s+[<"]duckdb\.h', text) and module != "sql":
            found.append(f"{path.relative_to(root)}: only sql may include duckdb.h")
        if re.search(r'#\s*include\s+[<"]CLI/', text) and path.name != "parse.cpp":
            found.append(f"{path.relative_to(root)}: only cli/parse.cpp may include CLI11")
        for other, header in INCLUDE.findall(text):
            if other == module or other not in LEVEL:
                continue
            if LEVEL[other] >= LEVEL[module]:
                found.append(f"{path.relative_to(root)}: {other}/{header} is not below {module}")
            elif header not in faces.get(other, set()):
                found.append(f"{path.relative_to(root)}: {other}/{header} is not a face header of {other}")
    return found


if __name__ == "__main__":
    found = problems(Path(sys.argv[1]))
    print("\n".join(found) if found else "every include goes down and through a face")
    sys.exit(1 if found else 0)
