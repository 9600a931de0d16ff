#!/usr/bin/env python3
"""Holds every folder of src/ to the dependencies it declares.

A folder's CMakeLists.txt says `gammafield_module(NAME DEPENDS a b ...)`. Fails on an #include of a folder that is not
declared, and on a circle.
"""
import pathlib
import re
import sys

SRC = pathlib.Path(__file__).resolve().parent.parent / "src"
DECLARED = re.compile(r"gammafield_module\((\w+)(?:\s+DEPENDS\s+([\w\s]*?))?\s*(?:LINK[^)]*)?\)")
INCLUDE = re.compile(r'^\s*#include\s+"(\w+)/', re.MULTILINE)


def declared_dependencies() -> dict[str, set[str]]:
    modules = {}
    for file in sorted(SRC.glob("*/CMakeLists.txt")):
        match = DECLARED.search(file.read_text())
        if not match or match[1] != file.parent.name:
            sys.exit(f"{file}: no gammafield_module({file.parent.name} ...)")
        modules[match[1]] = set((match[2] or "").split())
    return modules


def undeclared_includes(modules: dict[str, set[str]]) -> list[str]:
    problems = []
    for name, allowed in modules.items():
        for file in sorted((SRC / name).glob("*.*")):
            if file.suffix not in {".h", ".cpp"}:
                continue
            for included in INCLUDE.findall(file.read_text()):
                if included != name and included in modules and included not in allowed:
                    problems.append(f"{file.relative_to(SRC.parent)}: includes {included}/, which {name} does not declare")
    return problems


def cycles(modules: dict[str, set[str]]) -> list[str]:
    """Folders that no order of building could satisfy."""
    placed: set[str] = set()
    left = dict(modules)
    while ready := [name for name, needs in left.items() if needs <= placed]:
        placed.update(ready)
        for name in ready:
            del left[name]
    return [f"src/{name}: in a circle of dependencies, or depends on a folder that is not there" for name in left]


def main() -> None:
    modules = declared_dependencies()
    problems = cycles(modules) + undeclared_includes(modules)
    print("\n".join(problems) if problems else f"layers: {len(modules)} folders, no arrow back up")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
