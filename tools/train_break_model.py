#!/usr/bin/env python3
"""Trains gradient boosting on a landmark table and writes it as trees that the program reads (src/learning/boosted_trees.h).

    pip install numpy==2.4.6 scikit-learn==1.9.1 lightgbm==4.7.0
    tools/train_break_model.py ATTEMPTS.csv -o MODEL.json [--logistic MODEL.json] [--predictions OUT.csv]

ATTEMPTS.csv: `session` (date), `attempt` (id), `landmark` (minutes since the cross), `y` (0 or 1), `walk` (the probability
by the walk alone), then features, any number; an empty cell is not known. The models see the features, `landmark` and
`walk_log_odds`, log(p / (1-p)) of `walk`, held a millionth away from 0 and 1. Columns named `outcome_...` tell what came of an
attempt and are no features. `gammafield research attempts` writes such a table, `gammafield research model` judges OUT.csv.

Sessions are split as src/learning/walk_forward.h says; hyper-parameters are chosen by log loss in inner folds of what a model
is trained on. OUT.csv has what each rung of the ladder forecast for sessions it had not seen: base rate, walk, logistic,
boosting. MODEL.json is trained on all sessions before the holdout; the holdout is forecast, by just that model, only with
--open-holdout, which is for once. --shuffle SEED is the canary: attempts draw their outcomes by lot first, so that nothing can be
learned and every area under the curve must be .50. The same table gives the same bytes: fixed seeds, one thread.
"""
import argparse
import csv
import itertools
import json
import math
import pathlib
import sys

import lightgbm
import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

GIVEN = ["session", "attempt", "landmark", "y", "walk"]
RUNGS = ["base_rate", "walk", "logistic", "boosting"]
LEAST_DOUBT = 1e-6
LARGEST = 1e100  # number that the program takes
PENALTIES = [1000.0, 100.0, 10.0, 1.0]
# From the simplest on: where the inner folds do not decide, the simplest is taken.
BOOSTINGS = [dict(num_leaves=leaves, num_boost_round=rounds, min_data_in_leaf=least)
             for leaves, rounds, least in itertools.product([2, 4, 8], [25, 100], [60, 20])]


# --- folds: the same as src/learning/walk_forward.cpp ---

def fold(first, end, gap):
    return list(range(max(first - gap, 0))), list(range(first, end))


def expanding_folds(sessions, train_min=40, test=20, gap=2):
    return [fold(first, min(first + test, sessions), gap) for first in range(train_min + gap, sessions, test)]


def walk_forward(sessions, train_min=40, test=20, gap=2, holdout_share=0.20):
    development = sessions - math.ceil(holdout_share * sessions)
    return expanding_folds(development, train_min, test, gap), fold(development, sessions, gap)


def inner_folds(train, train_min=40, test=20, gap=2):
    return expanding_folds(train, max(train_min // 2, 1), test, gap)


# --- the table ---

class Table:
    def __init__(self, rows, columns):
        names = [name for name in columns if name not in GIVEN and not name.startswith("outcome_")]
        number = lambda row, name: float(row[name]) if row[name] != "" else math.nan
        self.rows = rows
        self.sessions = sorted({row["session"] for row in rows})
        place = {session: i for i, session in enumerate(self.sessions)}
        self.session = np.array([place[row["session"]] for row in rows])
        self.attempt = np.array([row["attempt"] for row in rows])
        self.y = np.array([int(row["y"]) for row in rows])
        self.walk = np.array([float(row["walk"]) for row in rows])
        p = np.clip(self.walk, LEAST_DOUBT, 1 - LEAST_DOUBT)
        self.features = ["landmark", "walk_log_odds"] + names
        self.x = np.column_stack([[float(row["landmark"]) for row in rows], np.log(p / (1 - p))]
                                 + [[number(row, name) for row in rows] for name in names])
        if (np.abs(self.x) > LARGEST).any():
            sys.exit(f"a feature is beyond {LARGEST:g}")

    def of(self, sessions):
        """The places of the rows of these sessions."""
        return np.flatnonzero(np.isin(self.session, sessions))

    def shuffle(self, seed):
        """Each attempt, with all its landmarks, gets the outcome of any. With replacement: else many in the past would leave
        few for the future, and base rates would foretell the wrong way round."""
        attempts, first, of_row = np.unique(self.attempt, return_index=True, return_inverse=True)
        self.y = np.random.default_rng(seed).choice(self.y[first], len(attempts))[of_row]


def read_table(path):
    with open(path, newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), reader.fieldnames or []
    if missing := [name for name in GIVEN if name not in columns]:
        sys.exit(f"{path}: no column {', '.join(missing)}")
    if wrong := [row for row in rows if row["y"] not in ("0", "1")]:
        sys.exit(f"{path}: y is '{wrong[0]['y']}' for attempt {wrong[0]['attempt']}; it is 0 or 1")
    if wrong := [row for row in rows if not 0 <= float(row["walk"] or "nan") <= 1]:
        sys.exit(f"{path}: walk is '{wrong[0]['walk']}' for attempt {wrong[0]['attempt']}; it is a probability")
    return Table(rows, columns)


# --- models: a function of (x, y) gives one with predict_probability(x) ---

class BaseRate:
    def __init__(self, x, y):
        self.rate = y.mean()

    def predict_probability(self, x):
        return np.full(len(x), self.rate)


class Logistic:
    """As src/learning/logistic.h: unknown is the mean and a column that says so; standardised; penalty = 1 / C."""

    def __init__(self, x, y, penalty):
        self.pipeline = make_pipeline(SimpleImputer(add_indicator=True, keep_empty_features=True), StandardScaler(),
                                      LogisticRegression(C=1 / penalty, tol=1e-10, max_iter=10_000))
        self.pipeline.fit(x, y)

    def predict_probability(self, x):
        return self.pipeline.predict_proba(x)[:, 1]

    def document(self, features):
        imputer, scaler, model = (step for _, step in self.pipeline.steps)
        weights = model.coef_[0] / scaler.scale_
        missing = dict(zip(imputer.indicator_.features_, weights[len(features):]))
        means = np.nan_to_num(imputer.statistics_)  # of a feature never known: 0
        centres = np.concatenate([means, np.zeros(len(missing))])
        return {"schema": "gammafield.logistic/1",
                "intercept": float(model.intercept_[0] - weights @ (scaler.mean_ - centres)),
                "features": [{"name": name, "mean": float(mean), "weight": float(weight),
                              "missing_weight": float(missing.get(i, 0.0))}
                             for i, (name, mean, weight) in enumerate(zip(features, means, weights))]}


class Boosting:
    FIXED = dict(objective="binary", learning_rate=0.05, seed=1, deterministic=True, force_row_wise=True, num_threads=1,
                 verbosity=-1)

    def __init__(self, x, y, num_boost_round, **choice):
        self.booster = lightgbm.train(self.FIXED | choice, lightgbm.Dataset(x, y, params={"verbosity": -1}), num_boost_round)

    def predict_probability(self, x):
        return self.booster.predict(x)

    def document(self, features, sessions):
        trees = [tree_nodes(tree["tree_structure"]) for tree in self.booster.dump_model()["tree_info"]]
        return {"schema": "gammafield.trees/1", "library": f"lightgbm {lightgbm.__version__}", "features": features,
                "base_score": 0.0,  # the library puts it into the first tree's leaves
                "sessions": sessions, "trees": trees}


def tree_nodes(root):
    """The tree as a list, each node before its children."""
    nodes = []

    def place(of):
        at = len(nodes)
        nodes.append({})
        if "leaf_value" in of:
            nodes[at] = {"leaf": of["leaf_value"]}
            return at
        assert of["decision_type"] == "<=", "a split by category"
        # Without a missing value in training the library takes a later one for 0.
        missing_left = of["default_left"] if of["missing_type"] == "NaN" else 0 <= of["threshold"]
        # What parts the missing from all others has a threshold beyond every number, and beyond what the reader takes.
        threshold = min(max(of["threshold"], -LARGEST), LARGEST)
        nodes[at] = {"feature": of["split_feature"], "threshold": threshold, "missing_left": missing_left,
                     "left": place(of["left_child"]), "right": place(of["right_child"])}
        return at

    place(root)
    return nodes


def chosen(table, train, choices, model):
    """The choice with the least log loss over the inner folds of these sessions, which begin with the first; the first choice
    when there is no inner fold."""
    def loss(choice):
        y, p = [], []
        for inner_train, test in inner_folds(len(train)):
            fit, judge = table.of(inner_train), table.of(test)
            if len(set(table.y[fit])) < 2 or len(judge) == 0:
                continue
            p.append(model(table.x[fit], table.y[fit], **choice).predict_probability(table.x[judge]))
            y.append(table.y[judge])
        return log_loss(np.concatenate(y), np.concatenate(p), labels=[0, 1]) if y else 0.0
    return min(choices, key=loss)


def trained(table, train):
    """The rungs above the walk, each with its best choice; none where these sessions have but one outcome."""
    rows = table.of(train)
    x, y = table.x[rows], table.y[rows]
    if len(set(y)) < 2:
        return None
    penalty = chosen(table, train, [dict(penalty=penalty) for penalty in PENALTIES], Logistic)
    boosting = chosen(table, train, BOOSTINGS, Boosting)
    print(f"{len(train)} sessions, {len(rows)} rows: {penalty}, {boosting}", file=sys.stderr)
    return {"base_rate": BaseRate(x, y), "logistic": Logistic(x, y, **penalty), "boosting": Boosting(x, y, **boosting)}


def forecasts(table, models, sessions, part):
    rows = table.of(sessions)
    if models is None or len(rows) == 0:
        return
    by_rung = {name: model.predict_probability(table.x[rows]) for name, model in models.items()} | {"walk": table.walk[rows]}
    for i, row in enumerate(rows):
        given = table.rows[row]
        yield [given["session"], given["attempt"], given["landmark"], table.y[row], part] + \
              [repr(float(by_rung[rung][i])) for rung in RUNGS]


def write_json(path, document):
    pathlib.Path(path).write_text(json.dumps(document) + "\n")


def main():
    arguments = argparse.ArgumentParser(description="Trains the break model; see the head of this file.")
    arguments.add_argument("attempts")
    arguments.add_argument("-o", "--model", required=True)
    arguments.add_argument("--logistic")
    arguments.add_argument("--predictions")
    arguments.add_argument("--open-holdout", action="store_true")
    arguments.add_argument("--shuffle", type=int, metavar="SEED")
    asked = arguments.parse_args()

    table = read_table(asked.attempts)
    if asked.shuffle is not None:
        table.shuffle(asked.shuffle)
    folds, holdout = walk_forward(len(table.sessions))
    final = trained(table, holdout[0])
    if final is None:
        sys.exit(f"{asked.attempts}: nothing to learn from in {len(holdout[0])} sessions before the holdout")
    if asked.predictions:
        with open(asked.predictions, "w", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["session", "attempt", "landmark", "y", "part"] + RUNGS)
            for train, test in folds:
                out.writerows(forecasts(table, trained(table, train), test, "fold"))
            if asked.open_holdout:
                out.writerows(forecasts(table, final, holdout[1], "holdout"))
    if asked.logistic:
        write_json(asked.logistic, final["logistic"].document(table.features))
    write_json(asked.model, final["boosting"].document(table.features, [table.sessions[i] for i in holdout[0]]))


if __name__ == "__main__":
    main()
