#!/usr/bin/env python3
"""Writes the golden values of src/pricing/ from implementations that share nothing with it.

  testdata/pricing/black_scholes_golden.csv   price, delta, gamma, vega, theta by QuantLib (BlackCalculator);
                                              vanna ... volga by numeric differentiation of the formula in 110 digits (mpmath)
  testdata/pricing/implied_vol_golden.csv     total volatility of a price that is exactly a double, solved in 110 digits (mpmath);
                                              rows `quantlib`: prices by QuantLib's blackFormula

Needs: pip install QuantLib mpmath. Deterministic: the same bytes each time.
"""
import pathlib
import random

import mpmath as mp
import QuantLib as ql

mp.mp.dps = 110
OUT = pathlib.Path(__file__).resolve().parent.parent / "testdata" / "pricing"


def number(x):
    return repr(float(x))


def mp_price(right, S, K, T, r, q, sigma):
    v = sigma * mp.sqrt(T)
    d1 = (mp.log(S / K) + (r - q) * T) / v + v / 2
    sign = 1 if right == "C" else -1
    return sign * (S * mp.exp(-q * T) * mp.ncdf(sign * d1) - K * mp.exp(-r * T) * mp.ncdf(sign * (d1 - v)))


def mixed(right, point, orders):
    """Derivative of the price; orders: {'S': n, 'T': n, 'sigma': n}. Central differences in 110 digits."""
    def recurse(names, shift):
        if not names:
            moved = {k: mp.mpf(v) + shift.get(k, 0) for k, v in point.items()}
            return mp_price(right, **moved)
        name, rest = names[0], names[1:]
        step = mp.mpf(point[name]) * mp.mpf("1e-10")
        up = recurse(rest, {**shift, name: shift.get(name, 0) + step})
        down = recurse(rest, {**shift, name: shift.get(name, 0) - step})
        return (up - down) / (2 * step)
    return recurse([n for n, k in orders.items() for _ in range(k)], {})


def greeks_row(right, S, K, T, r, q, sigma):
    forward, discount = S * mp.exp((r - q) * T), mp.exp(-r * T)
    kind = ql.Option.Call if right == "C" else ql.Option.Put
    black = ql.BlackCalculator(ql.PlainVanillaPayoff(kind, K), float(forward), sigma * T ** 0.5, float(discount))
    point = dict(S=S, K=K, T=T, r=r, q=q, sigma=sigma)
    return [right] + [number(x) for x in (
        S, K, T, r, q, sigma, black.value(), black.delta(S), black.gamma(S), black.vega(T), black.theta(S, T),
        mixed(right, point, {"S": 1, "sigma": 1}), -mixed(right, point, {"S": 1, "T": 1}),
        mixed(right, point, {"S": 3}), mixed(right, point, {"S": 2, "sigma": 1}),
        -mixed(right, point, {"S": 2, "T": 1}), mixed(right, point, {"sigma": 2}))]


def black_scholes_golden():
    rng = random.Random(20260818)
    rows = []
    for _ in range(440):
        S = rng.choice([1.0, 38.5, 100.0, 450.0, 5800.0])
        T = 10 ** rng.uniform(-4, 0.7)
        sigma = 10 ** rng.uniform(-1.4, 0.5)
        K = S * float(mp.exp(rng.uniform(-4, 4) * sigma * T ** 0.5))
        rows.append(greeks_row(rng.choice("CP"), S, K, T, rng.uniform(-0.01, 0.09), rng.uniform(0, 0.06), sigma))
    for S, K, T, sigma in [(100, 100, 1 / 525600, 0.15), (100, 100, 1e-4, 0.01), (450, 450.5, 3 / 8760, 0.15), (100, 100, 10, 1.5),
                           (5000, 200, 0.05, 1.2), (5000, 12000, 2, 0.12), (100, 100, 30, 2.0), (1e-3, 1.1e-3, 0.5, 0.8),
                           (1e6, 1.02e6, 0.02, 0.3), (100, 105, 0.25, 0.22)]:
        for r, q in [(0.0, 0.0), (0.05, 0.0), (0.03, 0.01)]:
            for right in "CP":
                rows.append(greeks_row(right, float(S), float(K), T, r, q, sigma))
    header = "right,S,K,T,r,q,sigma,price,delta,gamma,vega,theta,vanna,charm,speed,zomma,colour,volga"
    (OUT / "black_scholes_golden.csv").write_text(header + "\n" + "".join(",".join(r) + "\n" for r in rows))


def undiscounted(F, K, v):
    """Out-of-the-money Black price."""
    d1 = mp.log(F / K) / v + v / 2
    sign = 1 if K >= F else -1
    return sign * (F * mp.ncdf(sign * d1) - K * mp.ncdf(sign * (d1 - v)))


def exact_vol(F, K, price, v):
    """The total volatility of a given price, by Newton from nearby."""
    for _ in range(8):
        d1 = mp.log(F / K) / v + v / 2
        v += (price - undiscounted(F, K, v)) / (F * mp.npdf(d1))
    return v


def implied_vol_golden():
    rng = random.Random(19730501)
    rows = []
    while len(rows) < 400:
        v = mp.mpf(10 ** rng.uniform(-4, 1.2))
        h = rng.choice([0, rng.uniform(0, 1), rng.uniform(0, 5), rng.uniform(0, 37)])
        x = float(h * v)
        if x > 60:
            continue
        F = mp.mpf(rng.choice([1.0, 5800.0]))
        K = mp.mpf(float(F * mp.exp(rng.choice([-1, 1]) * x)))
        price = mp.mpf(float(undiscounted(F, K, v)))
        if price < mp.mpf("1e-300") or min(F, K) - price < min(F, K) * mp.mpf("1e-12"):
            continue
        rows.append(["mpmath", "C" if K >= F else "P", number(F), number(K), number(price), number(exact_vol(F, K, price, v))])
    for _ in range(100):
        v, F = 10 ** rng.uniform(-2.5, 0.3), 5800.0
        K = F * float(mp.exp(rng.uniform(-3, 3) * v))
        right = "C" if K >= F else "P"
        kind = ql.Option.Call if right == "C" else ql.Option.Put
        rows.append(["quantlib", right, number(F), number(K), number(ql.blackFormula(kind, K, F, v)), number(v)])
    (OUT / "implied_vol_golden.csv").write_text("source,right,F,K,price,v\n" + "".join(",".join(r) + "\n" for r in rows))


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    black_scholes_golden()
    implied_vol_golden()
