#!/usr/bin/env python3
"""Writes testdata/learning/: what other people's programs, or the formulas written out, say of made-up forecasts and tables.

    pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 statsmodels==0.15.0 lightgbm==4.7.0
    python3 tools/reference/make_learning_golden.py

Areas, Brier score and log loss by scikit-learn; DeLong's errors by its definition, pair by pair, which src/learning reaches by
ranks; recalibration by statsmodels; intervals by days by numpy's draws; logistic regression by scikit-learn; trees and what
they forecast by LightGBM, trained and written by tools/train_break_model.py. Deterministic: the same bytes each time.
"""
import csv
import json
import math
import pathlib
import sys

import numpy as np
import statsmodels.api as sm
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score
from sklearn.preprocessing import StandardScaler

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import train_break_model as tool  # noqa: E402

OUT = ROOT / "testdata" / "learning"
Z = norm.ppf(0.975)


def write(name, header, rows):
    with open(OUT / name, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows([repr(cell) if isinstance(cell, float) else cell for cell in row] for row in rows)


def made_forecasts():
    """Two forecasts of 240 cases on 30 days, in hundredths, so with ties."""
    rng = np.random.default_rng(20250107)
    day = np.sort(rng.integers(0, 30, 240))
    day[-1] = 29
    known, more = rng.normal(size=240), rng.normal(size=240)
    y = (rng.random(240) < 1 / (1 + np.exp(-(known + more + 0.5 * rng.normal(size=30)[day])))).astype(int)
    squeeze = lambda odds: np.clip(np.round(1 / (1 + np.exp(-odds)), 2), 0.01, 0.99)
    return day, y, squeeze(1.4 * known), squeeze(known + more)


def pair_scores(score, y):
    positive, negative = score[y == 1][:, None], score[y == 0][None, :]
    return (positive > negative) + 0.5 * (positive == negative)


def delong_variance(*pairs):
    """Of the area of one, of the difference of two."""
    psi = pairs[0] - pairs[1] if len(pairs) == 2 else pairs[0]
    return np.var(psi.mean(axis=1), ddof=1) / psi.shape[0] + np.var(psi.mean(axis=0), ddof=1) / psi.shape[1]


def recalibration(score, y):
    fit = sm.Logit(y, sm.add_constant(np.log(score / (1 - score)))).fit(disp=0, method="newton", tol=1e-14, maxiter=100)
    return fit.params, fit.bse


def calibration_error(score, y, bins):
    place = np.maximum(np.ceil(score * bins), 1)
    return sum(abs((score[place == i] - y[place == i]).sum()) for i in np.unique(place)) / len(y)


def drawn_areas(day, y, *scores, mean_block, draws=20_000):
    """Areas of the stationary bootstrap over days; cases as often as their day, pair by pair."""
    rng = np.random.default_rng(7)
    days = day.max() + 1
    one_hot = np.eye(days)[day]
    by_days = [one_hot[y == 1].T @ pair_scores(score, y) @ one_hot[y == 0] for score in scores]
    pairs = np.outer(one_hot[y == 1].sum(axis=0), one_hot[y == 0].sum(axis=0))
    for _ in range(draws):
        fresh = rng.random(days) < 1 / mean_block
        fresh[0] = True
        start, at, counts = rng.integers(0, days, days), 0, np.zeros(days)
        for i in range(days):
            at = start[i] if fresh[i] else (at + 1) % days
            counts[at] += 1
        yield [counts @ of @ counts / (counts @ pairs @ counts) for of in by_days]


def wider(days, block):
    """What the interval of blocks of few days lacks (src/statistics/day_draws.h), by the window's spectrum."""
    k, q = np.arange(days), 1 - 1 / block
    window = (1 - k / days) * q ** k + k / days * q ** (days - k)
    window[0] = 1
    c = 1 - 2 / (days - 1) * ((1 - k[1:] / days) * q ** k[1:]).sum()
    variance = 2 / (days + 1) * ((np.fft.fft(window).real[1:] ** 2).mean() / c ** 2 - 1)
    return math.sqrt((1 + (1 + Z * Z) * variance / 4) / c)


def judged():
    day, y, reference, richer = made_forecasts()
    write("judged.csv", ["day", "y", "reference", "richer"], zip(day.tolist(), y.tolist(), reference.tolist(), richer.tolist()))
    golden = {}
    for name, score in (("reference", reference), ("richer", richer)):
        area = roc_auc_score(y, score)
        error = math.sqrt(delong_variance(pair_scores(score, y)))
        half = Z * error / (area * (1 - area))
        middle = math.log(area / (1 - area))
        (intercept, slope), (intercept_error, slope_error) = recalibration(score, y)
        golden |= {f"{name}_auc": area, f"{name}_error": error, f"{name}_low": 1 / (1 + math.exp(half - middle)),
                   f"{name}_high": 1 / (1 + math.exp(-half - middle)), f"{name}_brier": brier_score_loss(y, score),
                   f"{name}_log_loss": log_loss(y, score), f"{name}_intercept": intercept, f"{name}_slope": slope,
                   f"{name}_intercept_low": intercept - Z * intercept_error, f"{name}_slope_high": slope + Z * slope_error,
                   f"{name}_calibration_error": calibration_error(score, y, 10)}
    difference = golden["richer_auc"] - golden["reference_auc"]
    error = math.sqrt(delong_variance(pair_scores(richer, y), pair_scores(reference, y)))
    golden |= {"difference": difference, "difference_error": error, "difference_p": 2 * norm.sf(abs(difference) / error)}
    for block in (1, 5):
        areas = np.array(list(drawn_areas(day, y, richer, reference, mean_block=block)))
        for name, values in (("richer", areas[:, 0]), ("difference", areas[:, 0] - areas[:, 1])):
            found = golden["richer_auc"] if name == "richer" else golden["difference"]
            low, high = found + wider(30, block) * (np.quantile(values, [0.025, 0.975]) - found)
            golden |= {f"{name}_days_low_{block}": low, f"{name}_days_high_{block}": high}
    write("judged_golden.csv", ["name", "value"], [(name, float(value)) for name, value in golden.items()])


def logistic():
    """The pipeline that src/learning/logistic.h describes, step by step so that each step can be weighed."""
    rng = np.random.default_rng(3)
    n = 160
    x = np.column_stack([rng.normal(5800, 40, n), rng.normal(0, 0.01, n), rng.gamma(2, 1e6, n)])
    odds = (x[:, 0] - 5800) / 40 - 80 * x[:, 1]
    y = (rng.random(n) < 1 / (1 + np.exp(-odds))).astype(int)
    x[rng.random(n) < 0.2, 1] = np.nan
    weight = rng.uniform(0.2, 2, n)

    def forecast(weights, penalty):
        missing = np.isnan(x[:, 1])
        filled = x.copy()
        filled[missing, 1] = np.average(x[~missing, 1], weights=weights[~missing])
        columns = np.column_stack([filled, missing])
        standardised = StandardScaler().fit(columns, sample_weight=weights).transform(columns)
        model = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-12, max_iter=1000)
        return model.fit(standardised, y, sample_weight=weights).predict_proba(standardised)[:, 1]

    plain, weighed = forecast(np.ones(n), 2.0), forecast(weight, 0.1)
    cell = lambda value: "" if math.isnan(value) else float(value)
    write("logistic_golden.csv", ["y", "weight", "a", "b", "c", "plain", "weighed"],
          [[int(y[i]), float(weight[i])] + [cell(v) for v in x[i]] + [float(plain[i]), float(weighed[i])] for i in range(n)])


def trees():
    rng = np.random.default_rng(11)
    n = 400
    x = np.column_stack([rng.normal(size=n), np.round(rng.normal(size=n), 1), rng.normal(size=n)])
    missing = rng.random(n) < 0.3
    y = (rng.random(n) < 1 / (1 + np.exp(-2 * x[:, 0] * (x[:, 1] > 0) + 1 - 4 * missing))).astype(int)
    x[missing, 2] = np.nan  # known to go missing, which alone is worth a split; the other two are not
    model = tool.Boosting(x, y, num_boost_round=12, num_leaves=6, min_data_in_leaf=10)
    document = model.document(["a", "b", "c"], ["2025-01-06", "2025-01-07"])
    tool.write_json(OUT / "trees.json", document)
    new = np.concatenate([rng.normal(scale=2, size=(80, 3)), x[:40]])
    new[:80][rng.random((80, 3)) < 0.25] = np.nan
    splits = [node for tree in document["trees"] for node in tree if "feature" in node]
    for i, node in enumerate(splits[:40]):  # exactly on thresholds
        new[80 + i, node["feature"]] = node["threshold"]
    p = model.predict_probability(new)
    cell = lambda value: "" if math.isnan(value) else float(value)
    write("trees_golden.csv", ["a", "b", "c", "p"], [[cell(v) for v in row] + [float(q)] for row, q in zip(new, p)])


def folds():
    """part, then what the fold is of, its training sessions from 0 to `train`, its test sessions [from, to)."""
    rows = []
    for sessions, train_min, test, gap in [(5, 40, 20, 2), (60, 40, 20, 2), (99, 40, 20, 2), (250, 60, 20, 3), (33, 10, 5, 1)]:
        rule = (sessions, train_min, test, gap)
        outer, holdout = tool.walk_forward(*rule)
        for part, of in [("fold", outer), ("holdout", [holdout]), ("inner", tool.inner_folds(*rule))]:
            rows += [[part, *rule, len(train), block[0], block[-1] + 1] for train, block in of]
    write("folds_golden.csv", ["part", "sessions", "train_min", "test", "gap", "train", "from", "to"], rows)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for make in (judged, logistic, trees, folds):
        make()
