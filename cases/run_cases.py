#!/usr/bin/env python3
"""Runs the whole-pipeline cases: text in, levels out. Usage: run_cases.py PROGRAM [CASE...]

A case is a text file: header lines `key: value`, a line `---`, then the bytes of standard input.
  why:     what the case holds the program to (required)
  run:     the arguments (`-` is the input below)
  exit:    the exit code (0 when not given)
  expect:  PATH = JSON-VALUE   or   PATH ~ NUMBER TOLERANCE (absolute), in the JSON on standard output; `a.b[0].c`
           PATH absent         the path leads nowhere; PATH has TEXT: the array or string holds it
  stdout:  text that standard output holds
  stderr:  text that standard error holds, which must then be one line
No case may print a NaN or an infinity.
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys

NOT_FINITE = re.compile(r"(?<![\w.])[-+]?(nan|inf(inity)?)(?![\w])", re.IGNORECASE)


def parse(path: pathlib.Path) -> tuple[dict[str, list[str]], bytes]:
    head, _, body = path.read_bytes().partition(b"\n---\n")
    fields: dict[str, list[str]] = {}
    for line in head.decode().splitlines():
        if line and not line.startswith("#"):
            key, _, value = line.partition(":")
            fields.setdefault(key.strip(), []).append(value.strip())
    return fields, body


def steps(path: str) -> list:
    return [int(part[1:-1]) if part.startswith("[") else part for part in re.findall(r"\[\d+\]|[^.\[\]]+", path)]


def value_at(document, path: str):
    for step in steps(path):
        document = document[step]
    return document


def check_expectation(document, text: str) -> str | None:
    match = re.fullmatch(r"(\S+) (=|~|has|absent) ?(.*)", text)
    if not match:
        return f"cannot read `expect: {text}`"
    path, relation, wanted = match.groups()
    try:
        found = value_at(document, path)
    except (KeyError, IndexError, TypeError):
        return None if relation == "absent" else f"{path}: not there"
    if relation == "absent":
        return f"{path}: is {found!r}, should not be there"
    if relation == "has":
        return None if wanted in json.dumps(found) else f"{path}: {found!r} does not hold {wanted!r}"
    if relation == "=":
        return None if found == json.loads(wanted) else f"{path}: is {found!r}, should be {wanted}"
    number, tolerance = map(float, wanted.split())
    near = isinstance(found, (int, float)) and abs(found - number) <= tolerance
    return None if near else f"{path}: is {found!r}, should be {number} within {tolerance}"


def problems_of(program: str, path: pathlib.Path) -> list[str]:
    fields, body = parse(path)
    if "why" not in fields or "run" not in fields:
        return ["needs `why:` and `run:`"]
    done = subprocess.run([program, *shlex.split(fields["run"][0])], input=body, capture_output=True, timeout=120,
                          cwd=path.parent, check=False)
    out, err = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    problems = []
    wanted = int(fields.get("exit", ["0"])[0])
    if done.returncode != wanted:
        problems.append(f"exit {done.returncode}, should be {wanted}: {err.strip()[:300]}")
    if NOT_FINITE.search(out):
        problems.append("prints a NaN or an infinity")
    problems += [f"standard output lacks {text!r}" for text in fields.get("stdout", []) if text not in out]
    for text in fields.get("stderr", []):
        if text not in err or err.count("\n") != 1:
            problems.append(f"standard error should be one line with {text!r}, is {err.strip()[:300]!r}")
    if "expect" in fields and done.returncode == 0:
        document = json.loads(out)
        problems += [problem for text in fields["expect"] if (problem := check_expectation(document, text))]
    return problems


def main() -> None:
    program = str(pathlib.Path(sys.argv[1]).resolve())
    here = pathlib.Path(__file__).parent
    cases = [pathlib.Path(name) for name in sys.argv[2:]] or sorted(here.glob("**/*.case"))
    failed = 0
    for case in cases:
        problems = problems_of(program, case)
        failed += bool(problems)
        for problem in problems:
            print(f"FAILED {case.name}: {problem}")
    print(f"cases: {len(cases) - failed} passed, {failed} failed")
    sys.exit(1 if failed or not cases else 0)


if __name__ == "__main__":
    main()
