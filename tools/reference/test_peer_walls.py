"""A made-up history of walls: `python3 tools/reference/test_peer_walls.py`."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent.parent / "peer_walls.py"
BARS = "date,time,open,high,low,close\n2026-01-20,15:55,6999,7001,6998,7000\n2026-01-21,15:55,7100,7101,7098,7100\n2026-04-06,15:55,8040,8040,8040,8040\n"
EPOCH_BARS = "time,open,high,low,close,Volume\n1768000000,6000,6000,6000,6060,5\n"  # 2026-01-09, 18:06 New York


def version(at, spot, call, put, fund="ETF"):
    return json.dumps({"commit": "0", "committed_at": at, "walls": {fund: {"spot": spot, "callWall": call, "putWall": put}}})


class PeerWalls(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)

    def run_on(self, lines, fund="ETF"):
        (self.path / "history.jsonl").write_text("\n".join(lines) + "\n")
        (self.path / "bars.csv").write_text(BARS)
        (self.path / "epoch.csv").write_text(EPOCH_BARS)
        command = [sys.executable, TOOL, self.path / "history.jsonl", "--fund", fund, "--index", "IDX", "--bars", self.path / "epoch.csv", self.path / "bars.csv"]
        done = subprocess.run([*command, "-o", self.path / "out.csv"], capture_output=True, text=True, check=False)
        rows = (self.path / "out.csv").read_text().splitlines() if done.returncode == 0 else []
        return rows, done.stderr

    def test_levels_are_scaled_by_the_quarters_median(self):
        rows, told = self.run_on([
            version("2026-01-10T04:00:00+00:00", 606.0, 610, 600),  # 10.0
            version("2026-01-21T04:00:00+00:00", 700.0, 710, 690),  # 10.0
            version("2026-01-21T20:54:00-08:00", 700.0, 710, None),  # 7100 / 700: a spot that is old
        ])
        self.assertEqual(rows, ["available,symbol,call_wall,put_wall", "2026-01-10T04:00:00Z,IDX,6100.00,6000.00", "2026-01-21T04:00:00Z,IDX,7100.00,6900.00",
                                "2026-01-22T04:54:00Z,IDX,7100.00,"])
        self.assertIn("3 of 3 versions; IDX over ETF: 2026 Q1: 10.00000 from 3 versions", told)

    def test_no_later_price_is_used_and_each_quarter_has_its_own(self):
        rows, _ = self.run_on([version("2026-01-21T04:00:00+00:00", 700.0, 710, 690), version("2026-04-07T04:00:00+00:00", 800.0, 810, 790)])
        self.assertEqual(rows[1:], ["2026-01-21T04:00:00Z,IDX,7100.00,6900.00", "2026-04-07T04:00:00Z,IDX,8140.50,7939.50"])

    def test_a_version_far_from_any_bar_has_no_ratio(self):
        rows, told = self.run_on([version("2026-07-01T04:00:00+00:00", 700.0, 710, 690)])
        self.assertEqual(rows, [])
        self.assertIn("no walls of ETF with prices of IDX beside them", told)

    def test_another_fund_is_not_there(self):
        self.assertIn("no walls of QQQ", self.run_on([version("2026-01-21T04:00:00+00:00", 700.0, 710, 690)], fund="QQQ")[1])


if __name__ == "__main__":
    unittest.main()
