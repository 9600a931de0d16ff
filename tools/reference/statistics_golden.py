#!/usr/bin/env python3
"""Prints the golden values of src/statistics's tests from a second implementation.

Regressions by statsmodels; the bootstrap in plain loops over days, with the same random numbers (SplitMix64).
Needs numpy, scipy and statsmodels.
"""
import math

import numpy as np
import statsmodels.api as sm
from scipy.stats import norm

MASK = 2**64 - 1


def mixed(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class Stream:
    GOLDEN = 0x9E3779B97F4A7C15

    def __init__(self, seed, key):
        self.state = mixed((seed + self.GOLDEN) & MASK) ^ mixed((mixed(key) + self.GOLDEN) & MASK)

    def next(self):
        self.state = (self.state + self.GOLDEN) & MASK
        return mixed(self.state)

    def uniform(self):
        return ((self.next() >> 12) + 0.5) * 2.0**-52


def drawn_days(seed, resample, days, block):
    stream = Stream(seed, resample)
    drawn = [stream.next() % days]
    while len(drawn) < days:
        drawn.append(stream.next() % days if stream.uniform() * block < 1 else (drawn[-1] + 1) % days)
    return drawn


def ratio_and_error(days, scale_days):
    s, w = sum(a for a, _ in days), sum(b for _, b in days)
    if w == 0:
        return 0.0, 0.0
    r = s / w
    left = math.sqrt(sum((a - r * b) ** 2 for a, b in days))
    return r, math.sqrt(scale_days / (scale_days - 1)) * left / w


def tested(columns, null, resamples, block, seed, confidence):
    n = len(columns[0])
    q = 1 - 1 / block
    windows = np.array([1 + 2 * sum((1 - k / n) * q**k * math.cos(2 * math.pi * j * k / n) for k in range(1, n))
                        for j in range(1, n)])
    c = windows.mean()
    spread = 2 / (n + 1) * windows.var() / c**2
    one, most = math.sqrt((1 + (1 + norm.ppf((1 + confidence) / 2) ** 2) / 4 * spread) / c), 1 / math.sqrt(c)
    draws = [drawn_days(seed, i, n, block) for i in range(resamples)]
    rows = []
    for column in columns:
        with_weight = sum(b > 0 for _, b in column)
        r, e = ratio_and_error(column, with_weight)
        ts = []
        for days in draws:
            rs, es = ratio_and_error([column[d] for d in days], with_weight)
            ts.append(abs(rs - r) / es if es > 1e-12 else math.inf)
        ts = np.array(ts)
        half = e * one * np.sort(ts)[::-1][int((1 - confidence) * (resamples + 1) + 1e-9) - 1]
        rows.append((r, r - half, r + half, e, abs(r - null) / e, ts))
    order = sorted(range(len(rows)), key=lambda k: -rows[k][4])
    least = 0.0
    for i, k in enumerate(order):
        largest = np.max([rows[j][5] for j in order[i:]], axis=0)
        p = (1 + np.sum(one * rows[k][5] >= rows[k][4])) / (1 + resamples)
        least = max(least, p, (1 + np.sum(most * largest >= rows[k][4])) / (1 + resamples))
        print("column", k, *(f"{x:.12f}" for x in rows[k][:4]), f"p {p:.12f} p_max {least:.12f}")


def panel():
    """Three columns of 40 days, with days on which there is nothing; the test makes the same."""
    return [[((0, 0) if (d + k) % 7 == 3 else
              (math.sin(3.0 * d * d + k) + 0.15 * (k + 1) * (1 + d % 3), 1 + d % 3)) for d in range(40)] for k in range(3)]


def regressions():
    i = np.arange(60)
    x = np.column_stack([np.ones(60), np.sin(0.7 * i), np.cos(0.3 * i * i)])
    y = 0.5 + 1.5 * x[:, 1] - 0.25 * x[:, 2] + np.sin(1.9 * i * i + 0.2 * i) + 0.5 * np.sin(0.11 * i)
    fits = {
        "newey_west": sm.OLS(y, x).fit(cov_type="HAC", cov_kwds={"maxlags": 5, "use_correction": True}, use_t=True),
        "clustered": sm.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": i // 5}, use_t=True),
    }
    for name, fit in fits.items():
        print(name, f"r_squared {fit.rsquared:.12f}")
        for k, (low, high) in enumerate(fit.conf_int()):
            print("  ", *(f"{z:.12f}" for z in (fit.params[k], low, high, fit.bse[k], fit.tvalues[k], fit.pvalues[k])))


if __name__ == "__main__":
    regressions()
    tested(panel(), 0.0, 999, 5, 7, 0.95)
