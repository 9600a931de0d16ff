#!/usr/bin/env python3
"""Fits the coefficients of src/kernels/coefficients.h. Needs python3-mpmath and python3-numpy; about 30 s.

Every polynomial is the interpolant at Chebyshev points of a smooth quotient, within a factor of two of the best one:
  exp_quotient     (e^r - 1 - r) / r^2          |r| <= ln(2)/2        e^r = 1 + r + r^2 p(r)
  exp2_quotient    (2^r - 1 - r ln 2) / r^2     |r| <= 1/2
  exp2_short       2^r                          |r| <= 1/2, to twelve digits
  log_quotient     (2 atanh(t) - 2 t) / t^3     t^2 <= 0.0402, in t^2: ln((1+t)/(1-t)) = 2t + t^3 p(t^2)
  log_quotient_short  the same to eight digits
scaled_tail is the fit of make_implied_vol_coefficients.py with its argument divided by sqrt(2), for z from 0 to infinity; near_tail
is the same function fitted (rational, relative, Lawson weights) from -1.2 to 13.2. All coefficients are positive: nothing cancels for
z >= 0.
bachelier_quantile: moneyness in standard deviations z = w sqrt(p(u)/(1 + w)), u = w/(w + 8), w = ln(1 + |F-K|/price), for z <= 10.5.
lognormal_seed: total volatility v = s (1 + a s^2 + b s^4 + c s^6) from Bachelier's s at the money, v <= 1.6.
"""
import mpmath as mp
import numpy as np

import make_implied_vol_coefficients as scalar

mp.mp.dps = 60


def interpolant(f, low, high, degree):
    """Coefficients, lowest power first, and the largest |p - f| on a fine grid."""
    n = degree + 1
    middle, half = (low + high) / 2, (high - low) / 2
    nodes = [middle + half * mp.cos(mp.pi * (mp.mpf(j) + 0.5) / n) for j in range(n)]
    a, b = mp.matrix(n, n), mp.matrix(n, 1)
    for i, x in enumerate(nodes):
        b[i] = f(x)
        for k in range(n):
            a[i, k] = x**k
    c = list(mp.lu_solve(a, b))
    grid = [low + (high - low) * (mp.mpf(j) + 0.31) / 1000 for j in range(1000)]
    return c, max(abs(mp.polyval(c[::-1], x) - f(x)) for x in grid)


def scaled_tail(z):
    return 2 * mp.exp(z * z / 2) * mp.ncdf(-z)


def rational(f, low, high, n, m):
    """Numerator of degree n, denominator 1 + ... of degree m, least relative error on [low, high]."""
    count = 120
    x = [(low + high) / 2 + (high - low) / 2 * mp.cos(mp.pi * (mp.mpf(j) + 0.5) / count) for j in range(count)]
    y = [f(v) for v in x]
    weight, denominator, best = [mp.mpf(1)] * count, [mp.mpf(1)] * count, None
    for sweep in range(40):
        a, b = mp.matrix(count, n + 1 + m), mp.matrix(count, 1)
        for i in range(count):
            w = mp.sqrt(weight[i]) / denominator[i]
            for k in range(n + 1):
                a[i, k] = x[i] ** k / y[i] * w
            for k in range(1, m + 1):
                a[i, n + k] = -x[i] ** k * w
            b[i] = w
        c = list(mp.lu_solve(a.T * a, a.T * b))
        p, q = c[: n + 1], [mp.mpf(1)] + c[n + 1 :]
        denominator = [mp.polyval(q[::-1], v) for v in x]
        error = [mp.polyval(p[::-1], x[i]) / denominator[i] / y[i] - 1 for i in range(count)]
        worst = max(abs(e) for e in error)
        if best is None or worst < best[0]:
            best = (worst, p, q)
        if sweep >= 3:
            weight = [weight[i] * abs(error[i]) for i in range(count)]
            total = sum(weight)
            weight = [w / total * count for w in weight]
    return best


def array(name, values):
    body = ",\n    ".join(", ".join(repr(float(v)) for v in values[i : i + 4]) for i in range(0, len(values), 4))
    return f"inline constexpr double {name}[{len(values)}] = {{\n    {body}}};\n"


def log_quotient(s):
    t = mp.sqrt(s)
    return (2 * mp.atanh(t) - 2 * t) / t**3


def show(name, f, low, high, degree, why):
    c, error = interpolant(f, low, high, degree)
    print(f"/// {why}; error of the quotient {mp.nstr(error, 2)}.")
    print(array(name, c))


def lognormal_seed():
    v = np.linspace(0.02, 1.6, 200)
    s = np.array([float((2 * mp.ncdf(x / 2) - 1) * mp.sqrt(2 * mp.pi)) for x in v])
    a, b, weight = np.stack([s**3, s**5, s**7], 1) / v[:, None], (v - s) / v, np.ones(len(v))
    for _ in range(300):
        c = np.linalg.lstsq(a * weight[:, None], b * weight, rcond=None)[0]
        error = np.abs(a @ c - b)
        weight *= np.sqrt(error / error.max() + 1e-3)
        weight /= weight.max()
    return error.max(), c


def main():
    half_ln2, ln2 = mp.log(2) / 2, mp.log(2)
    print("#pragma once\n")
    print("/// Made by tools/make_kernel_coefficients.py; what they mean is said there. Lowest power first.")
    print("namespace gammafield::kernels::coefficients {\n")
    show("exp_quotient", lambda r: (mp.exp(r) - 1 - r) / r**2, -half_ln2, half_ln2, 9, "(e^r - 1 - r) / r^2, |r| <= ln(2)/2")
    show("exp2_quotient", lambda r: (mp.mpf(2) ** r - 1 - r * ln2) / r**2, -mp.mpf(1) / 2, mp.mpf(1) / 2, 9,
         "(2^r - 1 - r ln 2) / r^2, |r| <= 1/2")
    show("exp2_short", lambda r: mp.mpf(2) ** r, -mp.mpf(1) / 2, mp.mpf(1) / 2, 8, "2^r, |r| <= 1/2, where less will do")
    show("log_quotient", log_quotient, mp.mpf(0), mp.mpf("0.0402"), 6, "(2 atanh(t) - 2 t) / t^3 in t^2 <= 0.0402")
    show("log_quotient_short", log_quotient, mp.mpf(0), mp.mpf("0.0402"), 2, "The same, for a seed")
    worst, p, q = scalar.fit_scaled_erfc()
    print(f"/// exp(z^2/2) erfc(z/sqrt 2) = numerator/denominator, z >= 0; relative error {mp.nstr(worst, 2)}.")
    print(array("scaled_tail_numerator", [c / mp.sqrt(2) ** k for k, c in enumerate(p)]))
    print(array("scaled_tail_denominator", [c / mp.sqrt(2) ** k for k, c in enumerate(q)]))
    worst, p, q = rational(scaled_tail, mp.mpf("-1.2"), mp.mpf("13.2"), 9, 10)
    print(f"/// The same function, -1.2 <= z <= 13.2; relative error {mp.nstr(worst, 2)}.")
    print(array("near_tail_numerator", p))
    print(array("near_tail_denominator", q))
    z, w = scalar.bachelier_nodes()
    error, c = scalar.fit_quantile(z[z <= 10.5], w[z <= 10.5], 8)
    print(f"/// Bachelier's quantile from the price; relative error {error:.1e}.")
    print(array("bachelier_quantile", c))
    error, c = lognormal_seed()
    print(f"/// From Bachelier's to Black's volatility at the money; relative error {error:.1e}.")
    print(array("lognormal_seed", c))
    print("}  // namespace gammafield::kernels::coefficients")


if __name__ == "__main__":
    main()
