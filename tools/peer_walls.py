#!/usr/bin/env python3
"""A peer's published walls of a fund, on the prices of its index, as a study reads them (docs/research.md).

    tools/peer_walls.py HISTORY.jsonl.gz --fund SPY --index SPX --bars spx_2025.csv.gz spx_2026.csv.gz -o peer_walls_spx.csv

HISTORY has a line for each version that was published: {"committed_at": "...+00:00", "walls": {"SPY": {"spot", "callWall", "putWall"}}}. A fund's level
stands for so many times its price on the index: the median, over the versions of a quarter (whose end takes a dividend out of the fund), of the index's last close before a version was published over the
fund's spot that it carries; printed spots are minutes old, their median is not. Bars are CSV: `date,time,...,close` in New York's time, or `time,...,close` in seconds
since 1970, each named by its begin. A version without bars of the three days before has no ratio of its own. What was made, and of how much, goes to standard error.
"""
import argparse
import bisect
import csv
import datetime
import gzip
import json
import statistics
import sys
from collections import defaultdict
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
FRESH = 3 * 86_400  # seconds: a weekend


def lines_of(path):
    with gzip.open(path, "rt") if path.endswith(".gz") else open(path) as file:
        return file.read().splitlines()


def closes_of(paths):
    """(seconds since 1970, close), ascending."""
    closes = {}
    for path in paths:
        for row in csv.DictReader(lines_of(path)):
            if "date" in row:
                at = datetime.datetime.fromisoformat(f"{row['date']}T{row['time']}").replace(tzinfo=NEW_YORK).timestamp()
            else:
                at = float(row["time"])
            closes[at] = float(row["close"])
    return sorted(closes.items())


def versions_of(path, fund):
    for line in lines_of(path):
        version = json.loads(line)
        walls = version["walls"].get(fund)
        if walls and "spot" in walls:
            yield datetime.datetime.fromisoformat(version["committed_at"]).astimezone(datetime.timezone.utc), walls


def quarter_of(at):
    return at.year, (at.month - 1) // 3


def ratios_of(versions, closes):
    """The index over the fund, by quarter."""
    times, by_quarter = [at for at, _ in closes], defaultdict(list)
    for at, walls in versions:
        last = bisect.bisect_left(times, at.timestamp()) - 1
        if last >= 0 and at.timestamp() - times[last] < FRESH:
            by_quarter[quarter_of(at)].append(closes[last][1] / walls["spot"])
    return {quarter: (statistics.median(all_of_it), len(all_of_it)) for quarter, all_of_it in by_quarter.items()}


def rows_of(versions, ratios, index):
    """As `[levels] published` reads them; none of a quarter without a ratio, an empty cell where there is no wall."""
    for at, walls in versions:
        ratio = ratios.get(quarter_of(at))
        if ratio:
            level = lambda name: f"{walls[name] * ratio[0]:.2f}" if walls.get(name) else ""
            yield [at.strftime("%Y-%m-%dT%H:%M:%SZ"), index, level("callWall"), level("putWall")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("history")
    parser.add_argument("--fund", required=True)
    parser.add_argument("--index", required=True)
    parser.add_argument("--bars", nargs="+", required=True, help="of the index")
    parser.add_argument("-o", "--output", required=True)
    options = parser.parse_args()
    versions = list(versions_of(options.history, options.fund))
    ratios = ratios_of(versions, closes_of(options.bars))
    rows = list(rows_of(versions, ratios, options.index))
    if not rows:
        sys.exit(f"{options.history}: no walls of {options.fund} with prices of {options.index} beside them")
    with open(options.output, "w", newline="") as file:
        csv.writer(file).writerows([["available", "symbol", "call_wall", "put_wall"], *rows])
    told = "; ".join(f"{year} Q{number + 1}: {ratio:.5f} from {count} versions" for (year, number), (ratio, count) in sorted(ratios.items()))
    print(f"{len(rows)} of {len(versions)} versions; {options.index} over {options.fund}: {told}", file=sys.stderr)


if __name__ == "__main__":
    main()
