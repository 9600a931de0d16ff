#!/usr/bin/env python3
"""Reads Pine scripts by the grammar of pynescript (PyPI) and says the first place that is not Pine.

Usage: check_pine.py [SCRIPT...]   (default: our indicator, and a generated script; a minute or two)
Where pynescript is not installed it says so and ends with 77, which CTest counts as skipped.
`pip install pynescript`, best into an environment of its own.
"""
import pathlib
import sys

try:
    from pynescript import ast
    from pynescript.ast.error import SyntaxError as NotPine
except ImportError:
    print("pynescript is not installed: Pine scripts are not checked")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCRIPTS = ("docs/tradingview/gammafield.pine", "testdata/platforms/pine_history.pine")


def fault_of(path: pathlib.Path) -> str | None:
    text = path.read_text(encoding="utf-8")
    if not text.startswith("//@version=6\n"):
        return "does not begin with //@version=6"
    try:
        ast.parse(text)
    except NotPine as error:
        return f"is not Pine: {' '.join(str(error).split())}"
    return None


def main() -> int:
    scripts = [pathlib.Path(argument) for argument in sys.argv[1:]] or [ROOT / name for name in SCRIPTS]
    faults = 0
    for path in scripts:
        fault = fault_of(path)
        print(f"{path}: {fault or 'is Pine'}")
        faults += fault is not None
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
