#!/usr/bin/env python3
"""Writes testdata/market/calendar_golden.csv: closed weekdays and early closes of the New York Stock Exchange.

An independent source for src/market/us_holidays.cpp: the XNYS calendar of the public exchange-calendars project.
    pip install exchange_calendars && python3 tools/make_calendar_golden.py
Columns: date, `closed` or the closing time in New York.
"""
import csv
import pathlib

import exchange_calendars
import pandas

FIRST, LAST = "1990-01-01", "2035-12-31"
TARGET = pathlib.Path(__file__).resolve().parent.parent / "testdata/market/calendar_golden.csv"


def exceptional_days(calendar):
    """Every weekday that is not a session from 09:30 to 16:00."""
    sessions = set(calendar.sessions)
    early = set(calendar.early_closes)
    for day in pandas.bdate_range(FIRST, LAST):
        if day not in sessions:
            yield day.date().isoformat(), "closed"
        elif day in early:
            yield day.date().isoformat(), calendar.session_close(day).tz_convert("America/New_York").strftime("%H:%M")


def main():
    calendar = exchange_calendars.get_calendar("XNYS", start=FIRST, end=LAST)
    with TARGET.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["date", "kind"])
        writer.writerows(exceptional_days(calendar))


if __name__ == "__main__":
    main()
