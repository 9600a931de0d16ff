"""Golden values of the specification and properties; run with `python -m unittest`."""
from __future__ import annotations

import unittest
from datetime import date, datetime

import numpy as np

import gex_reference as gex

DAY = datetime(2022, 2, 5)


def book(kinds, strikes, sigma, years, oi, spot=100.0) -> gex.Book:
    n = len(kinds)
    full = np.full(n, 1.0)
    return gex.Book(spot, np.array(kinds, float), np.array(strikes, float),
                    np.array([date(2022, 3, 4)] * n), full * years, full * spot, full,
                    full * sigma, np.array(oi, float), 100.0, 1.0)


def chain(strikes, call_oi, put_oi, spot=100.0) -> gex.Chain:
    n = len(strikes)
    expiry = np.array([date(2022, 3, 4)] * n)
    zero = np.zeros(n)
    sides = [{"bid": zero, "ask": zero, "iv": zero + 0.2, "oi": np.array(x, float)}
             for x in (call_oi, put_oi)]
    settle = np.array([datetime(2022, 3, 4, 16)] * n)
    return gex.Chain("made by hand", spot, DAY, np.array(["SPXW"] * n), expiry, settle,
                     np.array(strikes, float), *sides)


class Pricing(unittest.TestCase):
    def test_price_and_gamma_of_section_3(self):
        s, k, t, r, q, v = 100.0, 105.0, 0.25, 0.03, 0.01, 0.22
        f, d = s * np.exp((r - q) * t), np.exp(-r * t)
        self.assertAlmostEqual(gex.black_price(1, f, k, t, v, d), 2.58997389317, 10)
        self.assertAlmostEqual(gex.black_price(-1, f, k, t, v, d), 7.05510740943, 10)
        gamma = gex.gamma_usd_1pct(f, d, k, t, v) / (0.01 * s * s)
        self.assertAlmostEqual(gamma, 0.0341091362963, 12)

    def test_exposure_of_section_0_3(self):
        b = book([1], [5000], 0.15, 30 / 365, [10_000], spot=5000.0)
        self.assertAlmostEqual(b.net(5000.0), 463_739_642.15, 1)

    def test_implied_vol_round_trip(self):
        for kind, k in ((1, 130.0), (-1, 60.0), (1, 100.0)):
            price = float(gex.black_price(kind, 100.0, k, 0.1, 0.33, 0.99))
            self.assertAlmostEqual(gex.implied_vol(kind, price, 100.0, k, 0.1, 0.99), 0.33, 10)

    def test_implied_vol_below_intrinsic_is_missing(self):
        self.assertTrue(np.isnan(gex.implied_vol(1, 9.8, 100.0, 90.0, 0.1, 1.0)))


class Levels(unittest.TestCase):
    def test_flip_of_two_strikes_closed_form(self):
        found = gex.flip(book([1, -1], [105, 95], 0.2, 0.1, [3000, 2000]))
        self.assertAlmostEqual(found.level, 98.0731413968, 9)

    def test_calls_alone_have_no_flip(self):
        self.assertIsNone(gex.flip(book([1], [105], 0.2, 0.1, [10])).level)

    def test_walls_respect_their_side(self):
        p = gex.by_strike(book([1, 1, -1, -1], [95, 105, 90, 110], 0.2, 0.1, [9, 3, 5, 9]))
        w = gex.walls(p, 100.0)
        self.assertEqual((w.call_net, w.peak_net, w.put_most_negative, w.put_gross_any),
                         (105.0, 95.0, 90.0, 110.0))
        self.assertEqual(w.put_max_positive_below, 95.0)

    def test_battle_zone_holds_the_flip(self):
        b = book([1, -1], [105, 95], 0.2, 0.1, [3000, 2000])
        found = gex.flip(b)
        low, high = gex.battle_zone(b, gex.by_strike(b), found)
        self.assertLess(low, found.level)
        self.assertGreater(high, found.level)

    def test_two_humps_are_two_clusters(self):
        strikes = np.arange(101.0, 141.0)
        oi = 10 + 1000 * (np.abs(strikes - 108) < 2) + 4000 * (np.abs(strikes - 125) < 2)
        found = gex.clusters(gex.by_strike(book(np.ones(40), strikes, 0.6, 0.5, oi)), 100.0)
        self.assertEqual([c.side for c in found], ["upside"])
        self.assertAlmostEqual(found[0].centroid, 125.0, 0)


class OpenInterest(unittest.TestCase):
    def test_max_pain_slope_vanishes_between_its_ends(self):
        c = chain([90, 95, 100, 105, 110], [5, 1, 4, 8, 2], [7, 3, 9, 1, 0])
        strikes, call, put = gex.oi_by_strike(c, np.ones(5, bool))
        best = gex.max_pain(c, np.ones(5, bool)).nearest
        below = call[strikes < best].sum() - put[strikes >= best].sum()
        above = call[strikes <= best].sum() - put[strikes > best].sum()
        self.assertLessEqual(below, 0)
        self.assertGreaterEqual(above, 0)

    def test_max_worthless_counts_contracts(self):
        c = chain([90, 100, 110], [0, 0, 10], [10, 0, 0])
        self.assertEqual(gex.max_worthless(c, np.ones(3, bool)), 100.0)


class Reading(unittest.TestCase):
    def test_date_lines(self):
        rows = (("Date: February 5 2022, 8:09 PM EST", datetime(2022, 2, 5, 20, 9)),
                ("Date: 23 de marzo de 2022, 10:11 GMT-4", datetime(2022, 3, 23, 10, 11)),
                ("Date: July 9, 2022 at 5:28 p.m. EDT", datetime(2022, 7, 9, 17, 28)),
                ("Date: 5 April 2023, 19:41 UTC\u22124", datetime(2023, 4, 5, 19, 41)),
                ("Date: 10 May 2023, at 3:10 PM EDT", datetime(2023, 5, 10, 15, 10)),
                ("Date: 8 f\u00e9vrier 2023 \u00e0 09:05 UTC\u22125", datetime(2023, 2, 8, 9, 5)))
        for line, expected in rows:
            self.assertEqual(gex.parse_date_line(line), expected)

    def test_a_date_without_a_year_is_refused(self):
        with self.assertRaises(ValueError):
            gex.parse_date_line("Date: 4 June 4, 3:15 PM EDT")

    def test_settlement_by_root(self):
        self.assertEqual(gex.settlement("SPX", date(2022, 2, 18)).hour, 9)
        self.assertEqual(gex.settlement("SPXW", date(2022, 2, 18)).hour, 16)


if __name__ == "__main__":
    unittest.main()
