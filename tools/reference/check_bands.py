"""Print the table of bands (section 4.2) beside what this reference computes.

    python tools/reference/check_bands.py [DATA_FOLDER] [--iv-source vendor] [--runs 25]

An own Monte Carlo of the book of gex_reference.py: NumPy's generator, own buckets, own search of the crossing.
Runs of 4,000 draws, as the published ones are, each with another seed.  Printed are the answer of all draws
together and, as +-, how far single runs lie apart (one standard deviation); then the distance to the published
number, in % of spot and in those deviations.
"""
from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

import gex_reference as gex
from check_table import DEFAULT_DATA

PRIORS = {"tight": (0.6, 0.1), "wide": (0.3, 0.3), "agnostic": (0.0, 0.4)}   # |mu|, s_u = s_v
PUBLISHED = {  # flip 5, 50, 95 %, P(root), P(GEX > 0)
    "cboe_spx_2023-09-14T1631": {"tight": (4407, 4486, 4541, 1.00, .73),
                                 "wide": (4147, 4495, 4704, .60, .53),
                                 "agnostic": (4096, 4503, 4840, .47, .49)},
    "cboe_spx_2022-02-05T2009": {"tight": (4472, 4590, 4731, 1.00, .10),
                                 "wide": (4044, 4540, 5002, .52, .41),
                                 "agnostic": (4041, 4525, 5049, .39, .48)},
    "cboe_spx_2023-02-07T1734": {"tight": (3969, 4094, 4183, 1.00, .90),
                                 "wide": (3649, 4093, 4513, .54, .57),
                                 "agnostic": (3665, 4116, 4591, .41, .49)},
}
NAMES = ("flip 5 %", "flip 50 %", "flip 95 %", "P(root)", "P(GEX > 0)")
DRAWS = 4000


def buckets(book: gex.Book) -> np.ndarray:
    m = np.log(book.strike / book.spot) / (0.15 * np.sqrt(np.maximum(book.years, 1 / 365)))
    moneyness = np.digitize(m, (-2, -0.5, 0.5, 2), right=True)
    tenor = np.digitize(book.years, (2 / 365, 45 / 365), right=True)
    return np.where(book.kind > 0, 0, 15) + tenor * 5 + moneyness


def bucket_profiles(book: gex.Book, spots: np.ndarray) -> np.ndarray:
    """Unsigned $ per 1 %, a row a spot and a column a bucket."""
    bucket = buckets(book)
    return np.array([np.bincount(bucket, book.oi * book.gamma_usd(float(s)), minlength=30) for s in spots])


def positions(rng: np.random.Generator, draws: int, mu: float, spread: float) -> np.ndarray:
    u = rng.normal(0, spread, (draws, 2)).repeat(15, axis=1)
    v = rng.normal(0, spread, (draws, 30))
    return np.tanh(np.repeat([mu, -mu], 15) + u + v)


def nearest_crossings(net: np.ndarray, spots: np.ndarray, spot: float) -> np.ndarray:
    """One a draw; NaN without one."""
    crosses = net[:, :-1] * net[:, 1:] < 0
    with np.errstate(divide="ignore", invalid="ignore"):
        where = spots[:-1] - net[:, :-1] * np.diff(spots) / np.diff(net, axis=1)
    distance = np.where(crosses, np.abs(np.log(np.where(crosses, where, spot) / spot)), np.inf)
    best = distance.argmin(axis=1)
    found = where[np.arange(len(net)), best]
    return np.where(np.isfinite(distance.min(axis=1)), found, np.nan)


def table_row(flips: np.ndarray, here: np.ndarray) -> np.ndarray:
    """The five numbers of the table."""
    found = flips[np.isfinite(flips)]
    return np.array([*np.quantile(found, (.05, .5, .95)), len(found) / len(flips), (here > 0).mean()])


def show(name: str, args: argparse.Namespace) -> None:
    book = gex.build_book(gex.read_cboe(args.data / f"{name}.csv.gz"), gex.Choices(iv_source=args.iv_source))
    spots = np.linspace(0.85, 1.15, args.spots) * book.spot
    profiles = bucket_profiles(book, spots)
    print(f"{name}  spot {book.spot:.1f}  {args.iv_source} volatilities, {args.runs} runs of {DRAWS}")
    for prior, (mu, spread) in PRIORS.items():
        flips, here = [], []
        for seed in range(args.runs):
            x = positions(np.random.default_rng(seed), DRAWS, mu, spread)
            flips.append(nearest_crossings(x @ profiles.T, spots, book.spot))
            here.append(x @ profiles[args.spots // 2])
        apart = np.std([table_row(*run) for run in zip(flips, here)], axis=0, ddof=1)
        rows = zip(NAMES, table_row(np.concatenate(flips), np.concatenate(here)), apart, PUBLISHED[name][prior])
        for what, mine, sd, theirs in rows:
            is_flip, off = what.startswith("flip"), mine - theirs
            size = f"{100 * off / book.spot:+6.2f} %" if is_flip else f"{off:+6.3f}  "
            digits = 1 if is_flip else 3
            print(f"    {prior:9s}{what:11s}{mine:9.{digits}f} +-{sd:6.{digits}f}   published {theirs:<7} "
                  f"{size}  {off / sd if sd > 0 else 0:+5.1f} sd")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="?", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--iv-source", default="vendor", choices=("vendor", "solve"))
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--spots", type=int, default=301, help="even spots over the domain, an odd number")
    args = parser.parse_args()
    for name in PUBLISHED:
        show(name, args)


if __name__ == "__main__":
    main()
