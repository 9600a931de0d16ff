#!/usr/bin/env python3
"""Tests tools/train_break_model.py: its folds against testdata, which src/learning is held to as well; what it learns of a planted
effect and of nothing; and that the same table gives the same bytes.

    python3 tools/reference/test_train_break_model.py       (needs what the tool needs)
"""
import csv
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

from sklearn.metrics import roc_auc_score

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "train_break_model.py"
sys.path.insert(0, str(ROOT / "tools"))
import train_break_model as tool  # noqa: E402


def made_table(path, sessions=100):
    """Attempts of which the walk knows half and the feature `a` the other half."""
    rng = random.Random(4)
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["session", "attempt", "landmark", "y", "walk", "a", "b", "outcome_y"])
        for attempt in range(sessions * 4):
            session = datetime.date(2025, 1, 1) + datetime.timedelta(attempt // 4)
            known, a = rng.gauss(0, 1), rng.gauss(0, 1.5)
            y = int(rng.random() < tool.np.exp(-tool.np.logaddexp(0, -known - a)))
            for landmark in (0, 5):
                walk = float(1 / (1 + tool.np.exp(-known)))
                out.writerow([session, attempt, landmark, y, walk, "" if rng.random() < 0.1 else a, rng.gauss(0, 1), y])


class TrainBreakModel(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.at = pathlib.Path(self.folder.name)
        made_table(self.at / "attempts.csv")

    def tearDown(self):
        self.folder.cleanup()

    def run_tool(self, name, *options):
        model, predictions = self.at / f"{name}.json", self.at / f"{name}.csv"
        subprocess.run([sys.executable, TOOL, self.at / "attempts.csv", "-o", model, "--predictions", predictions, *options],
                       check=True, stderr=subprocess.DEVNULL)
        return model, predictions

    def areas(self, predictions):
        with open(predictions, newline="") as file:
            rows = list(csv.DictReader(file))
        y = [int(row["y"]) for row in rows]
        return rows, {rung: roc_auc_score(y, [float(row[rung]) for row in rows]) for rung in tool.RUNGS}

    def test_folds_are_those_of_the_golden_file(self):
        with open(ROOT / "testdata/learning/folds_golden.csv", newline="") as file:
            golden = [[row.pop("part")] + [int(cell) for cell in row.values()] for row in csv.DictReader(file)]
        for rule in {tuple(row[1:5]) for row in golden}:
            outer, holdout = tool.walk_forward(*rule)
            parts = [("fold", outer), ("holdout", [holdout]), ("inner", tool.inner_folds(*rule))]
            ours = [[part, *rule, len(train), test[0], test[-1] + 1] for part, of in parts for train, test in of]
            self.assertEqual(ours, [row for row in golden if tuple(row[1:5]) == rule])

    def test_learns_what_is_planted_and_leaves_the_holdout_alone(self):
        model, predictions = self.run_tool("planted")
        rows, areas = self.areas(predictions)
        self.assertGreater(areas["logistic"], areas["walk"] + 0.05)
        self.assertGreater(areas["boosting"], areas["walk"] + 0.05)
        document = json.loads(model.read_text())
        self.assertEqual(document["features"], ["landmark", "walk_log_odds", "a", "b"])  # and not what came of it
        sessions = document["sessions"]
        self.assertEqual(len(sessions), 78)  # of 100 less the last 20 and two between
        self.assertLess(max(row["session"] for row in rows), "2025-03-22")  # the 81st
        _, opened = self.run_tool("opened", "--open-holdout")
        self.assertEqual({row["part"] for row in self.areas(opened)[0]}, {"fold", "holdout"})

    def test_learns_nothing_of_outcomes_drawn_by_lot(self):
        _, areas = self.areas(self.run_tool("lot", "--shuffle", "1")[1])
        for rung, area in areas.items():
            self.assertLess(abs(area - 0.5), 0.12, rung)  # some four standard errors of 150 attempts

    def test_gives_the_same_bytes_again(self):
        for one, other in zip(self.run_tool("one"), self.run_tool("other")):
            self.assertEqual(one.read_bytes(), other.read_bytes())


if __name__ == "__main__":
    unittest.main()
