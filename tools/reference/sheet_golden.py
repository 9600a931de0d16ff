#!/usr/bin/env python3
"""Prints the golden values of src/studies/sheet_of_test.cpp: a small book re-priced at its walls, and by settlement.

Each contract keeps its volatility, and its forward moves with spot. Needs scipy.
"""
from datetime import datetime
from math import log, sqrt

from scipy.stats import norm

AS_OF = datetime(2026, 8, 18, 12, 0)
SPOT = 5000
EXPIRIES = [(datetime(2026, 8, 21, 16, 0), 5002, 0.9995, 0.20),
            (datetime(2026, 9, 18, 9, 30), 5020, 0.995, 0.30),
            (datetime(2026, 9, 18, 16, 0), 5020, 0.995, 0.18)]


def open_interest(expiry, right, strike):
    step = (strike - 4900) // 25
    heavy = {("C", 5100): 900, ("P", 4950): 700}.get((right, strike), 0)
    return 100 + (7 if right == "C" else -5) * step + 40 * expiry + heavy


ROWS = [(expiry, right, strike) for expiry in range(3) for strike in range(4900, 5151, 25) for right in "CP"]


def gross(spot, row):
    expiry, right, strike = row
    settles, forward, discount, sigma = EXPIRIES[expiry]
    years = (settles - AS_OF).total_seconds() / 60 / 525600
    slope = forward / SPOT
    width = sigma * sqrt(years)
    d1 = log(slope * spot / strike) / width + width / 2
    gamma = discount * norm.pdf(d1) / (slope * spot * width) * slope**2
    return 0.01 * 100 * open_interest(*row) * gamma * spot * spot


for wall in (4950, 5100):
    print(wall, "net", sum(gross(wall, row) * (1 if row[1] == "C" else -1) for row in ROWS),
          "gross", sum(gross(wall, row) for row in ROWS))
    print(wall, "by settlement", [sum(gross(SPOT, row) for row in ROWS if row[0] == expiry and abs(row[2] - wall) <= 0.005 * wall)
                                  for expiry in range(3)])
print("by settlement", [sum(gross(SPOT, row) for row in ROWS if row[0] == expiry) for expiry in range(3)])
