#!/usr/bin/env python3
"""check_archive.py PROGRAM: three readers of one archived day agree to the bit.

Makes up a day, records it, rolls it into Parquet, and reads every table by the program's own reader of the recorded day
(`sql --store`), by DuckDB from the Parquet files (`sql --archive`) and by pyarrow, as pandas reads them. Then replays
the archive and holds every Report to the recorded one. Needs the library of tools/get-duckdb. pyarrow is fetched by pip
into build/pyarrow where it is not installed; without it that reader is left out, and said so.
"""
import datetime
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLES = ["chain", "expiries", "snapshots", "prices", "flags", "rejects", "levels", "events"]


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def pyarrow():
    sys.path.insert(0, str(ROOT / "build" / "pyarrow"))
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(ROOT / "build" / "pyarrow"),
                        "pyarrow"], capture_output=True, check=False, timeout=300)
        try:
            import pyarrow.parquet as parquet
        except ImportError:
            return None
    return parquet


def comparable(value):
    """Doubles by their bits, whole ones as whole numbers too; times as texts, as the program prints them."""
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return struct.pack("<d", float(value)) if abs(value) < 2**53 else str(value)
    return value


def rows(records) -> list:
    return [{name: comparable(value) for name, value in record.items()} for record in records]


def by_sql(program: str, table: str, *where: str) -> list:
    text = run(program, "sql", f"SELECT * FROM {table}", "--format", "ndjson", *where)
    return rows(json.loads(line) for line in text.splitlines())


def by_pyarrow(parquet, archive: str, table: str) -> list:
    return rows(parquet.read_table(f"{archive}/symbol=SPX/date=2026-08-18/{table}.parquet", partitioning=None).to_pylist())


def main() -> None:
    program = str(pathlib.Path(sys.argv[1]).resolve())
    os.environ.setdefault("GAMMAFIELD_DUCKDB", str(ROOT / "build" / "duckdb" / "libduckdb.so"))
    parquet = pyarrow()
    with tempfile.TemporaryDirectory() as scratch:
        day, store, archive = (f"{scratch}/{name}" for name in ("day", "store", "archive"))
        run(program, "simulate", "session", "--seed", "7", "--contracts", "400", "--session", "2026-08-18", "--every",
            "1800", "-o", day)
        files = sorted(str(file) for file in pathlib.Path(day).iterdir() if "bars" not in file.name)
        run(program, "record", *files, "--to", store)
        run(program, "archive", store, "--to", archive)
        for table in TABLES:
            own, duckdb = by_sql(program, table, "--store", store), by_sql(program, table, "--archive", archive)
            if own != duckdb or (not own and table != "rejects"):
                sys.exit(f"{table}: the recorded day and its Parquet differ")
            if parquet is None:
                continue
            other = by_pyarrow(parquet, archive, table)
            if [{**row, "symbol": "SPX", "date": "2026-08-18"} for row in other] != own:
                sys.exit(f"{table}: pyarrow reads something else")
            print(f"{table}: {len(own)} rows, {len(own[0]) if own else 0} columns, three readers agree")
        run(program, "replay", "--from", archive, "--verify")
        print("replay: every Report as recorded")
    if parquet is None:
        print("no pyarrow to be had: DuckDB and the program's own readers alone were compared")


if __name__ == "__main__":
    main()
