#!/usr/bin/env python3
"""Fits the coefficients of src/pricing/implied_vol_coefficients.h. Needs python3-mpmath and python3-numpy; about 20 s.

scaled_erfc(z) = exp(z^2) erfc(z) on [0, inf): rational P9/Q10, relative minimax (Lawson weights on a linearised fit); the ratio of
the leading coefficients is fixed at 1/sqrt(pi), so the tail is right at any z. All coefficients are positive: no cancellation.

Both seeds are quantiles z(w) of a tail that falls like exp(-z^2/2), w = -log(tail) + const >= 0, written as
  z = w * sqrt(p(u) / (1 + w)),  u = w / (w + 8)
which is linear at 0 and grows like sqrt(2 w): one polynomial holds from w = 0 to w = 720, the whole range of a double.
"""
import mpmath as mp
import numpy as np

mp.mp.dps = 60
NODES = 160


def scaled_erfc(z):
    if z < 50:
        return mp.exp(z * z) * mp.erfc(z)
    return sum((-1) ** k * mp.fac2(2 * k - 1) / (2 * z * z) ** k for k in range(25)) / (z * mp.sqrt(mp.pi))


def fit_scaled_erfc(m=10):
    n = m - 1
    nodes = [mp.cos(mp.pi * (j + mp.mpf(1) / 2) / NODES) for j in range(NODES)]
    z = [2 * (1 + u) / (1 - u) for u in nodes]
    f = [scaled_erfc(v) for v in z]
    weight, denominator, best = [mp.mpf(1)] * NODES, [mp.mpf(1)] * NODES, None
    for sweep in range(40):
        a, b = mp.matrix(NODES, n + m), mp.matrix(NODES, 1)
        for i in range(NODES):
            w = mp.sqrt(weight[i]) / denominator[i]
            for k in range(n):
                a[i, k] = z[i] ** k / f[i] * w
            for k in range(1, m + 1):
                a[i, n + k - 1] = -z[i] ** k * w
            a[i, n + m - 1] += z[i] ** n / f[i] * w / mp.sqrt(mp.pi)
            b[i] = w
        scale = [mp.sqrt(sum(a[i, k] ** 2 for i in range(NODES))) for k in range(n + m)]
        for k in range(n + m):
            for i in range(NODES):
                a[i, k] /= scale[k]
        x = mp.lu_solve(a.T * a, a.T * b)
        x = [x[k] / scale[k] for k in range(n + m)]
        p, q = x[:n] + [x[-1] / mp.sqrt(mp.pi)], [mp.mpf(1)] + x[n:]
        denominator = [mp.polyval(q[::-1], v) for v in z]
        error = [mp.polyval(p[::-1], z[i]) / denominator[i] / f[i] - 1 for i in range(NODES)]
        worst = max(abs(e) for e in error)
        if best is None or worst < best[0]:
            best = (worst, p, q)
        if sweep >= 3:
            weight = [weight[i] * abs(error[i]) for i in range(NODES)]
            total = sum(weight)
            weight = [w / total * NODES for w in weight]
    return best


def fit_quantile(z, w, degree=11):
    p, u = z * z * (1 + w) / (w * w), w / (w + 8)
    weight, best = np.ones_like(u), None
    for _ in range(300):
        c = np.polynomial.chebyshev.chebfit(2 * u - 1, p, degree, w=weight / p)
        error = np.abs(np.polynomial.chebyshev.chebval(2 * u - 1, c) / p - 1)
        if best is None or error.max() < best[0]:
            best = (error.max(), c)
        weight *= np.sqrt(error / error.max() + 1e-3)
        weight /= weight.max()
    power = np.polynomial.Chebyshev(best[1], domain=[0, 1]).convert(kind=np.polynomial.Polynomial).coef
    return best[0] / 2, power


def mills(z):
    return float(mp.sqrt(mp.pi / 2) * scaled_erfc(mp.mpf(z) / mp.sqrt(2)))


def bachelier_nodes():
    """y/beta = z / (density(z) - z * tail(z)); w = log(1 + y/beta)."""
    z = np.geomspace(1e-6, 40, 3000)
    w = []
    for v in z:
        v = mp.mpf(float(v))
        ratio = v / (mp.npdf(v) - v * mp.ncdf(-v))
        w.append(float(mp.log(1 + ratio)))
    return z, np.array(w)


def normal_nodes():
    """w = -log(2 tail(z))."""
    z = np.geomspace(1e-6, 38, 3000)
    return z, np.array([float(-mp.log(2 * mp.ncdf(-mp.mpf(float(v))))) for v in z])


def array(name, values):
    body = ",\n    ".join(", ".join(repr(float(v)) for v in values[i : i + 4]) for i in range(0, len(values), 4))
    return f"inline constexpr std::array<double, {len(values)}> {name} = {{\n    {body}}};\n"


def main():
    worst, p, q = fit_scaled_erfc()
    bachelier_error, bachelier = fit_quantile(*bachelier_nodes())
    normal_error, normal = fit_quantile(*normal_nodes())
    print("#pragma once\n\n#include <array>\n")
    print("/// Made by tools/make_implied_vol_coefficients.py; what they mean is said there. Lowest power first.")
    print("namespace gammafield::pricing::coefficients {\n")
    print(f"/// exp(z^2) erfc(z), z >= 0; relative error {mp.nstr(worst, 2)}.")
    print(array("scaled_erfc_numerator", p))
    print(array("scaled_erfc_denominator", q))
    print(f"/// Moneyness in standard deviations from w = log(1 + |F-K|/price), Bachelier; relative error {bachelier_error:.1e}.")
    print(array("bachelier_quantile", bachelier))
    print(f"/// z from w = -log(2 N(-z)); relative error {normal_error:.1e}.")
    print(array("normal_quantile", normal))
    print("}  // namespace gammafield::pricing::coefficients")


if __name__ == "__main__":
    main()
