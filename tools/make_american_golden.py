#!/usr/bin/env python3
"""Writes the golden values of American exercise from QuantLib, which shares nothing with src/.

  testdata/pricing/american_golden.csv         price, delta, gamma by QdFpAmericanEngine, high precision scheme (Andersen, Lake,
                                               Offengenden in QuantLib's own form); delta and gamma by central differences of
                                               that price, h = S/1000. Rows `methods`: the seven of docs/methods.md 8.2.
  testdata/pricing/american_double_golden.csv  puts with q < r < 0 and the mirrored calls, where exercise pays between two
                                               boundaries: FdBlackScholesVanillaEngine, 1600 x 1600 (about 1e-4 on S = 100)
  testdata/pricing/american_dividend_golden.csv  cash dividends on known days: the same engine with its spot dividend model

Needs: pip install QuantLib. Deterministic: the same bytes each time. Time is ACT/365 in whole days.
"""
import math
import pathlib
import random

import QuantLib as ql

OUT = pathlib.Path(__file__).resolve().parent.parent / "testdata" / "pricing"
TODAY = ql.Date(15, 6, 2026)
ql.Settings.instance().evaluationDate = TODAY
ACT365 = ql.Actual365Fixed()


class Market:
    """One process whose quotes move; building it anew for each row would cost more than the pricing."""

    def __init__(self):
        self.spot, self.r, self.q, self.vol = (ql.SimpleQuote(x) for x in (100.0, 0.0, 0.0, 0.2))

        def curve(quote):
            return ql.YieldTermStructureHandle(ql.FlatForward(0, ql.NullCalendar(), ql.QuoteHandle(quote), ACT365))

        surface = ql.BlackVolTermStructureHandle(
            ql.BlackConstantVol(0, ql.NullCalendar(), ql.QuoteHandle(self.vol), ACT365))
        self.process = ql.BlackScholesMertonProcess(ql.QuoteHandle(self.spot), curve(self.q), curve(self.r), surface)

    def set(self, S, r, q, sigma):
        for quote, value in ((self.spot, S), (self.r, r), (self.q, q), (self.vol, sigma)):
            quote.setValue(value)


MARKET = Market()
ALO = ql.QdFpAmericanEngine(MARKET.process, ql.QdFpAmericanEngine.highPrecisionScheme())


def option(right, K, days):
    kind = ql.Option.Call if right == "C" else ql.Option.Put
    return ql.VanillaOption(ql.PlainVanillaPayoff(kind, K), ql.AmericanExercise(TODAY, TODAY + days))


def price(right, S, K, days, r, q, sigma, engine):
    MARKET.set(S, r, q, sigma)
    contract = option(right, K, days)
    contract.setPricingEngine(engine)
    return contract.NPV()


def differences(right, S, K, days, r, q, sigma, engine):
    h = S / 1000
    low, mid, high = (price(right, S + k * h, K, days, r, q, sigma, engine) for k in (-1, 0, 1))
    return mid, (high - low) / (2 * h), (high - 2 * mid + low) / (h * h)


METHODS = [("P", 100, 100, 365, .05, 0, .2), ("C", 100, 100, 365, .05, .08, .2), ("P", 100, 110, 91, .05, .02, .25),
           ("P", 100, 90, 91, .05, .02, .25), ("P", 450, 445, 30, .045, .014, .18), ("C", 450, 455, 30, .045, .014, .18),
           ("P", 100, 100, 365, 0, .04, .2)]


def random_option(rng):
    days = rng.choice([1, 2, 3, 5, 7, 14, 21, 30, 45, 60, 91, 182, 273, 365, 547, 730, 1095])
    sigma = round(math.exp(rng.uniform(math.log(0.06), math.log(1.5))), 4)
    width = min(0.9, 3 * sigma * math.sqrt(days / 365))
    K = round(100 * math.exp(rng.uniform(-width, width)), 2)
    r = round(rng.choice([rng.uniform(0, .08), rng.uniform(.03, .055), 0.0]), 4)
    q = round(rng.choice([rng.uniform(0, .08), rng.uniform(0, .02), rng.uniform(-.02, 0), 0.0]), 4)
    return rng.choice("CP"), 100.0, K, days, r, q, sigma


def write(name, header, rows):
    with open(OUT / name, "w") as out:
        out.write(header + "\n")
        for row in rows:
            out.write(",".join(x if isinstance(x, str) else repr(x) for x in row) + "\n")
    print(name, len(rows))


def golden():
    rng = random.Random(20260819)
    rows = [["methods", right, *map(float, rest[:2]), rest[2], *map(float, rest[3:]),
             *differences(right, *rest, engine=ALO)] for right, *rest in METHODS]
    while len(rows) < 2500:
        contract = random_option(rng)
        try:
            values = differences(*contract, engine=ALO)
        except RuntimeError:  # a boundary that QuantLib's scheme does not cover
            continue
        rows.append(["random", *contract, *values])
    return rows


def double_boundary():
    rng = random.Random(7)
    rows = []
    engine = ql.FdBlackScholesVanillaEngine(MARKET.process, 1600, 1600, 0)
    for _ in range(60):
        r = -round(rng.uniform(.002, .03), 4)
        q = round(r - rng.uniform(.005, .05), 4)
        days, sigma = rng.choice([30, 91, 365, 730]), round(rng.uniform(.08, .5), 3)
        K = round(100 * math.exp(rng.uniform(-1.5, 1.5) * sigma * math.sqrt(days / 365)), 2)
        right = rng.choice("CP")
        if right == "C":
            r, q = q, r
        rows.append([right, 100.0, K, days, r, q, sigma, price(right, 100.0, K, days, r, q, sigma, engine)])
    return rows


def dividends():
    rng = random.Random(11)
    rows = []
    for _ in range(60):
        days = rng.choice([30, 91, 182, 365])
        count = 1 if days < 91 else rng.choice([1, 2, 4])
        times = sorted(rng.sample(range(3, days - 1), count))
        amount = round(rng.uniform(.3, 2.5), 2)
        r, sigma = round(rng.uniform(0, .06), 4), round(rng.uniform(.12, .5), 3)
        K = round(100 * math.exp(rng.uniform(-1.5, 1.5) * sigma * math.sqrt(days / 365)), 2)
        right = rng.choice("CP")
        schedule = ql.DividendVector([TODAY + t for t in times], [amount] * count)
        engine = ql.FdBlackScholesVanillaEngine(MARKET.process, schedule, 1200, 1200, 0)
        rows.append([right, 100.0, K, days, r, 0.0, sigma, " ".join(map(str, times)), amount,
                     price(right, 100.0, K, days, r, 0.0, sigma, engine)])
    return rows


if __name__ == "__main__":
    write("american_golden.csv", "source,right,S,K,days,r,q,sigma,price,delta,gamma", golden())
    write("american_double_golden.csv", "right,S,K,days,r,q,sigma,price", double_boundary())
    write("american_dividend_golden.csv", "right,S,K,days,r,q,sigma,dividend_days,amount,price", dividends())
