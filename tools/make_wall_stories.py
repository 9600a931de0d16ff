#!/usr/bin/env python3
"""Made-up minutes at a call wall (of 100, until it moves), one story a state or label: testdata/session/wall_stories.csv, which the tests of
session/ walk through and docs/pictures shows (tools/draw_wall_stories.py). `minute` is of that day's session: 0 the opening price, 390 the close."""
import pathlib
import random

OUT = pathlib.Path(__file__).resolve().parent.parent / "testdata" / "session" / "wall_stories.csv"


def path(random_source, corners):
    """Minute closes along straight lines between (minute, price) corners, with a little noise that crosses nothing."""
    for (a, low), (b, high) in zip(corners, corners[1:]):
        for minute in range(a, b):
            price = low + (high - low) * (minute - a) / (b - a)
            noise = random_source.uniform(-0.02, 0.02)
            same_side = (price - 100) * (price + noise - 100) > 0 and abs(price - 100) > 0.03
            yield minute, round(price + noise if same_side else price, 3)


STORIES = {
    "holding": [(1, [(60, 99.2), (85, 99.9), (95, 99.65), (110, 99.93), (140, 99.3)])],
    "fake": [(1, [(60, 99.3), (90, 99.9), (91, 100.1), (95, 100.25), (99, 100.05), (100, 99.9), (140, 99.4)])],
    "indeterminate": [(1, [(60, 99.3), (80, 99.9), (81, 100.1), (92, 100.3), (97, 100.06), (98, 99.9), (140, 99.5)])],
    "real": [(1, [(60, 99.3), (80, 99.9), (81, 100.1), (95, 100.25), (140, 100.7)])],
    "reclaimed": [(1, [(60, 99.6), (70, 99.9), (71, 100.1), (90, 100.3), (100, 100.1), (101, 99.9), (140, 99.5)])],
    "censored": [(1, [(340, 99.5), (374, 99.9), (375, 100.1), (391, 100.35)])],
    "gap_open": [(1, [(350, 99.5), (391, 99.8)]), (2, [(0, 100.4), (8, 100.15), (9, 99.9), (40, 99.6)])],
    "gap": [(1, [(60, 99.5), (80, 99.9), (81, 100.1), (91, 100.2)]), (1, [(111, 100.25), (117, 100.1), (118, 99.9), (140, 99.6)])],
    "migrated": [(1, [(60, 99.4), (80, 99.9), (81, 100.1), (91, 100.2), (140, 100.3)])],
}
MOVES = {"migrated": (92, 101.0)}  # from that minute on the wall is there


def main():
    with OUT.open("w") as out:
        out.write("story,day,minute,price,wall\n")
        for story, days in STORIES.items():
            source = random.Random(story)
            for day, corners in days:
                for minute, price in path(source, corners):
                    moved, to = MOVES.get(story, (391, 100.0))
                    out.write(f"{story},{day},{minute},{price},{to if minute >= moved else 100.0:g}\n")


if __name__ == "__main__":
    main()
