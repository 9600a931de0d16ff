#!/usr/bin/env python3
"""Writes testdata/hedging/theory_golden.csv: the closed forms of docs/methods.md section 5 at random points, from the formulas as
they are printed there, by a second implementation that shares nothing with src/hedging.

Needs Python alone. Deterministic: the same bytes each time.
"""
import math
import pathlib
import random
from statistics import NormalDist

OUT = pathlib.Path(__file__).resolve().parent.parent / "testdata" / "hedging" / "theory_golden.csv"
N, density = NormalDist().cdf, NormalDist().pdf


def leland(S, sigma, T, lam, **_):
    dt = T / 50
    return sigma * math.sqrt(1 + lam / sigma * math.sqrt(8 / (math.pi * dt)))


def whalley_wilmott(S, T, lam, aversion, r, gamma, **_):
    return (3 / 2 * math.exp(-r * T) * lam * S * gamma ** 2 / aversion) ** (1 / 3)


def zakamouline_h(S, sigma, T, lam, aversion, r, gamma, **_):
    h0 = lam / (aversion * S * sigma ** 2 * T)
    h1 = 1.12 * lam ** 0.31 * T ** 0.05 * (math.exp(-r * T) / sigma) ** 0.25 * (abs(gamma) / aversion) ** 0.5
    return h0 + h1


def zakamouline_volatility(S, sigma, T, lam, aversion, r, gamma, **_):
    k = 5.76 * lam ** 0.78 * T ** -0.02 * (math.exp(-r * T) / sigma) ** 0.25 * (aversion * S ** 2 * abs(gamma)) ** 0.15
    return sigma * math.sqrt(1 - math.copysign(min(k, 0.95), gamma))


def beta_and_z(S, K, sigma, T, options, kappa):
    elasticity = kappa * S  # log return a share
    return elasticity * options / math.sqrt(8 * math.pi * sigma ** 2 * T), math.log(S / K) / (sigma * math.sqrt(T))


def pin_decay(S, K, sigma, T, options, kappa, **_):
    beta, z = beta_and_z(S, K, sigma, T, options, kappa)
    return 1 - math.exp(-2 * beta * math.exp(-z * z / 2))


def d1(S, K, sigma, T):
    return math.log(S / K) / (sigma * math.sqrt(T)) + sigma * math.sqrt(T) / 2


def pin_all(S, K, sigma, T, options, kappa, **_):
    pushed, delta, v = kappa * S * options, N(d1(S, K, sigma, T)), sigma * math.sqrt(T)
    return N((math.log(K / S) + pushed * (1 - delta)) / v) - N((math.log(K / S) - pushed * delta) / v)


def call(S, K, sigma, T):
    return S * N(d1(S, K, sigma, T)) - K * N(d1(S, K, sigma, T) - sigma * math.sqrt(T))


def volatility_gain(S, K, sigma, T, realised, **_):
    return call(S, K, realised, T) - call(S, K, sigma, T)


def hedging_error(S, K, sigma, T, **_):
    vega = S * density(d1(S, K, sigma, T)) * math.sqrt(T)
    return math.sqrt(math.pi / 4) * vega * sigma / math.sqrt(78)


FORMULAS = [leland, whalley_wilmott, zakamouline_h, zakamouline_volatility, pin_decay, pin_all, volatility_gain, hedging_error]
COLUMNS = ["S", "K", "sigma", "T", "r", "lam", "aversion", "gamma", "options", "kappa", "realised"]


def main():
    rng = random.Random(20251019)
    lines = [",".join(["formula"] + COLUMNS + ["value"])]
    for formula in FORMULAS:
        for _ in range(40):
            S = rng.choice([38.5, 100.0, 450.0, 5800.0])
            sigma, T = 10 ** rng.uniform(-1.1, 0), 10 ** rng.uniform(-3, 0)
            K = S * math.exp(rng.uniform(-2, 2) * sigma * math.sqrt(T))
            options = 10 ** rng.uniform(4, 7)
            at = dict(S=S, K=K, sigma=sigma, T=T, r=rng.uniform(-0.01, 0.09), lam=10 ** rng.uniform(-5, -2),
                      aversion=10 ** rng.uniform(-7, 0), gamma=rng.choice([-1, 1]) * 10 ** rng.uniform(-3, 5), options=options,
                      kappa=10 ** rng.uniform(-3, 0) * sigma * math.sqrt(T) / (S * options), realised=10 ** rng.uniform(-1.1, 0))
            lines.append(",".join([formula.__name__] + [repr(at[c]) for c in COLUMNS] + [repr(formula(**at))]))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
