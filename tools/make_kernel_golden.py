#!/usr/bin/env python3
"""Writes testdata/kernels/vector_math_golden.csv: elementary functions at points that are exactly doubles, by mpmath in 60 digits.

Needs: pip install mpmath. Deterministic: the same bytes each time.
"""
import pathlib
import random

import mpmath as mp

mp.mp.dps = 60
OUT = pathlib.Path(__file__).resolve().parent.parent / "testdata" / "kernels" / "vector_math_golden.csv"


def scaled_tail(z):
    return 2 * mp.exp(z * z / 2) * mp.ncdf(-z)


def points(rng, low, high, count):
    return [low, high] + [rng.uniform(low, high) for _ in range(count)]


def main():
    rng = random.Random(3)
    small = [rng.choice([-1, 1]) * 10 ** rng.uniform(-17, 0) for _ in range(30)]
    powers = [10 ** rng.uniform(-300, 300) for _ in range(60)] + [1 + x / 4 for x in small] + [1.0, 0.75, 1.5, 5800.0]
    table = {
        "exp": (mp.exp, points(rng, -745.0, 709.0, 80) + small + [0.0]),
        "exp_within": (mp.exp, points(rng, -708.0, 708.0, 80) + small + [0.0]),
        "exp2_within": (lambda x: mp.mpf(2) ** x, points(rng, -1022.0, 1022.0, 80) + small + [0.0]),
        "log": (mp.log, powers),
        "half_square_exp": (lambda x: mp.exp(-x * x / 2), points(rng, -38.5, 38.5, 80) + small),
        "scaled_tail": (scaled_tail, points(rng, 0.0, 40.0, 60) + [10 ** rng.uniform(-10, 2) for _ in range(40)]),
        "normal_cdf": (mp.ncdf, points(rng, -37.5, 9.0, 120) + small),
    }
    with open(OUT, "w") as out:
        out.write("function,x,value\n")
        for name, (function, xs) in table.items():
            for x in xs:
                out.write(f"{name},{x!r},{mp.nstr(function(mp.mpf(x)), 25)}\n")


if __name__ == "__main__":
    main()
