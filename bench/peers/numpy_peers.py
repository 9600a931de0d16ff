#!/usr/bin/env python3
"""numpy and scipy on the columns that `kernels` wrote: one line `task nanoseconds-a-unit` each.

Usage: numpy_peers.py FILE; FILE: S, then K, T, sigma, r, q, weight, forward, undiscounted price and sign, a column after
the other, all doubles; the first double is the number of contracts.
"""
import sys
import time

import numpy as np
from scipy.special import ndtr

SPOTS = 200


def median_ns(work, units: float, runs: int = 7) -> float:
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return sorted(times)[runs // 2] * 1e9 / units


def profile(S, K, T, sigma, r, q, weight):
    """Prepared as a careful user would: one multiply-add, one exp a contract and spot."""
    v = sigma * np.sqrt(T)
    slope, shift = 1 / v, ((r - q + 0.5 * sigma * sigma) * T - np.log(K)) / v
    height = weight * np.exp(-q * T) / (v * np.sqrt(2 * np.pi))
    spots = S * np.exp(np.linspace(np.log(0.8), np.log(1.2), SPOTS))

    def work():
        out = np.empty(SPOTS)
        for i, spot in enumerate(spots):
            d1 = slope * np.log(spot) + shift
            out[i] = height @ np.exp(-0.5 * d1 * d1) * spot
        return out

    return work


def greeks(S, K, T, sigma, r, q):
    def work():
        root = np.sqrt(T)
        v = sigma * root
        d1 = (np.log(S / K) + (r - q + 0.5 * sigma * sigma) * T) / v
        d2 = d1 - v
        carry, discount = np.exp(-q * T), np.exp(-r * T)
        density = np.exp(-0.5 * d1 * d1) / np.sqrt(2 * np.pi)
        n1, n2 = ndtr(d1), ndtr(d2)
        stock, cash = S * carry * n1, K * discount * n2
        theta = -S * carry * density * sigma / (2 * root) - r * cash + q * stock
        charm = q * carry * n1 - carry * density * (2 * (r - q) * T - d2 * v) / (2 * T * v)
        return (stock - cash, carry * n1, carry * density / (S * v), S * carry * density * root, theta,
                -carry * density * d2 / sigma, charm)

    return work


def implied_vol(F, K, T, price, sign):
    """Newton from the point of inflexion, all contracts together."""
    root = np.sqrt(T)

    def work():
        sigma = np.clip(np.sqrt(2 * np.abs(np.log(F / K)) / T), 0.05, 3)
        for _ in range(100):
            v = sigma * root
            d1 = np.log(F / K) / v + 0.5 * v
            error = sign * (F * ndtr(sign * d1) - K * ndtr(sign * (d1 - v))) - price
            vega = F * np.exp(-0.5 * d1 * d1) / np.sqrt(2 * np.pi) * root
            step = np.clip(error / np.maximum(vega, 1e-12), -0.3, 0.3)
            sigma = np.clip(sigma - step, 1e-3, 5)
            if np.abs(step).max() < 1e-10:
                break
        return sigma

    return work


def main() -> None:
    data = np.fromfile(sys.argv[1])
    count, S = int(data[0]), data[1]
    K, T, sigma, r, q, weight, F, price, sign = data[2:].reshape(9, count)
    print("profile", median_ns(profile(S, K, T, sigma, r, q, weight), 1))
    print("greeks", median_ns(greeks(S, K, T, sigma, r, q), count))
    print("implied_vol", median_ns(implied_vol(F, K, T, price, sign), count))


if __name__ == "__main__":
    main()
