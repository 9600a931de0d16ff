#!/usr/bin/env python3
"""Writes testdata/market/daylight_saving_golden.csv: when New York changes its clocks, 1990 to 2100.

An independent source for src/market/daylight_saving.cpp: the IANA time zone data, read by Python's zoneinfo.
    python3 tools/make_daylight_saving_golden.py
Columns: the first instant (UTC) of a new offset, and that offset in hours.
"""
import csv
import datetime
import pathlib
import zoneinfo

TARGET = pathlib.Path(__file__).resolve().parent.parent / "testdata/market/daylight_saving_golden.csv"
NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
HOUR = datetime.timedelta(hours=1)


def offset(instant):
    return instant.astimezone(NEW_YORK).utcoffset()


def changes():
    """Walks hour by hour: every change of the clocks there has been since 1990 fell on a full hour of UTC."""
    instant = datetime.datetime(1990, 1, 1, tzinfo=datetime.timezone.utc)
    while instant.year <= 2100:
        if offset(instant) != offset(instant - HOUR):
            yield instant.strftime("%Y-%m-%dT%H:%M:%SZ"), offset(instant) // HOUR
        instant += HOUR


def main():
    with TARGET.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["instant", "offset_hours"])
        writer.writerows(changes())


if __name__ == "__main__":
    main()
