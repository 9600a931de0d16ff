#!/usr/bin/env python3
"""Fits the coefficients of src/kernels/coefficients.h. Needs python3-mpmath and python3-numpy; about 30 s.

Every polynomial is the interpolant at Chebyshev points of a smooth quotient, within a factor of two of the best one:
  exp_quotient     (e^r - 1 - r) / r^2          |r| <= ln(2)/2        e^r = 1 + r + r^2 p(r)
  exp2_quotient    (2^r - 1 - r ln 2) / r^2     |r| <= 1/2
  log_quotient     (2 atanh(t) - 2 t) / t^3     t^2 <= 0.0402, in t^2: ln((1+t)/(1-t)) = 2t + t^3 p(t^2)
scaled_tail is the fit of make_implied_vol_coefficients.py with its argument divided by sqrt(2).
"""
import mpmath as mp

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


def main():
    half_ln2, ln2 = mp.log(2) / 2, mp.log(2)
    print("#pragma once\n")
    print("/// Made by tools/make_kernel_coefficients.py; what they mean is said there. Lowest power first.")
    print("namespace gammafield::kernels::coefficients {\n")
    show("exp_quotient", lambda r: (mp.exp(r) - 1 - r) / r**2, -half_ln2, half_ln2, 9, "(e^r - 1 - r) / r^2, |r| <= ln(2)/2")
    show("exp2_quotient", lambda r: (mp.mpf(2) ** r - 1 - r * ln2) / r**2, -mp.mpf(1) / 2, mp.mpf(1) / 2, 9,
         "(2^r - 1 - r ln 2) / r^2, |r| <= 1/2")
    show("log_quotient", log_quotient, mp.mpf(0), mp.mpf("0.0402"), 6, "(2 atanh(t) - 2 t) / t^3 in t^2 <= 0.0402")
    worst, p, q = scalar.fit_scaled_erfc()
    print(f"/// exp(z^2/2) erfc(z/sqrt 2) = numerator/denominator, z >= 0; relative error {mp.nstr(worst, 2)}.")
    print(array("scaled_tail_numerator", [c / mp.sqrt(2) ** k for k, c in enumerate(p)]))
    print(array("scaled_tail_denominator", [c / mp.sqrt(2) ** k for k, c in enumerate(q)]))
    print("}  // namespace gammafield::kernels::coefficients")


if __name__ == "__main__":
    main()
