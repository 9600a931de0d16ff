#!/usr/bin/env python3
"""Draws docs/pictures/wall_*.svg: the minutes of testdata/session/wall_stories.csv at a call wall, with what the watch says of them
(held by src/session/wall_stories_test.cpp)."""
import csv
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 250, 54, 26, 46, 34
OPEN_AT = 9 * 60 + 30
INK, QUIET, LINE, AMBER, GREY, GREEN = "#24303c", "#6b7885", "#2c6fb3", "#f2b84b", "#9aa3ac", "#5a9e6f"

# story: (title, [(first minute, last minute, colour, words)]), minutes as drawn, day 2 behind day 1
STORIES = {
    "holding": ("HOLDING: near the wall is not beyond it", [(60, 139, GREEN, "HOLDING")]),
    "fake": ("TESTED, then FAKE: back inside after 9 minutes", [(60, 91, GREEN, "HOLDING"), (91, 100, AMBER, "TESTED"), (100, 139, GREEN, "HOLDING: FAKE")]),
    "indeterminate": ("TESTED, then INDETERMINATE: 17 minutes are neither 15 nor 20",
                      [(60, 81, GREEN, "HOLDING"), (81, 98, AMBER, "TESTED"), (98, 139, GREEN, "HOLDING: INDETERMINATE")]),
    "real": ("BROKEN: beyond for 20 minutes without a break, REAL", [(60, 81, GREEN, "HOLDING"), (81, 101, AMBER, "TESTED"), (101, 139, GREY, "BROKEN: REAL")]),
    "reclaimed": ("Reclaimed: BROKEN, then inside for 20 minutes",
                  [(60, 71, GREEN, "HOLDING"), (71, 91, AMBER, "TESTED"), (91, 121, GREY, "BROKEN"), (121, 139, GREEN, "HOLDING")]),
    "censored": ("CENSORED: crossed too near the close to tell", [(340, 375, GREEN, "HOLDING"), (375, 390, AMBER, "TESTED: CENSORED")]),
    "gap_open": ("The session opens beyond the wall: TESTED from its first price",
                 [(350, 390, GREEN, "HOLDING"), (391, 400, AMBER, "TESTED"), (400, 430, GREEN, "HOLDING: FAKE")]),
    "gap": ("Prices are missing: the clock stands still, the attempt is marked gap",
            [(60, 81, GREEN, "HOLDING"), (81, 90, AMBER, "TESTED"), (90, 111, GREY, "no prices"), (111, 118, AMBER, "TESTED"),
             (118, 139, GREEN, "HOLDING: INDETERMINATE")]),
    "migrated": ("The wall moves during a test: MIGRATED, and HOLDING at its new strike",
                 [(60, 81, GREEN, "HOLDING"), (81, 92, AMBER, "TESTED"), (92, 139, GREEN, "HOLDING (the attempt: MIGRATED)")]),
}


def clock(minute):
    at = OPEN_AT + minute
    return f"{at // 60:02}:{at % 60:02}"


def without_gaps(rows, minutes):
    """Stretches of neighbouring minutes of one day, to be drawn as lines."""
    lines, before = [], None
    for at, (day, _, price, _) in zip(minutes, rows):
        if before is None or before[0] != day or at - before[1] > 2:
            lines.append([])
        lines[-1].append((at, price))
        before = day, at
    return lines


def picture(title, bands, rows):
    minutes = [391 * (day - 1) + minute for day, minute, _, _ in rows]
    prices = [price for _, _, price, _ in rows]
    low, high = min(prices + [99.2]) - 0.08, max(prices + [wall + 0.4 for _, _, _, wall in rows]) + 0.3
    first, last = minutes[0], minutes[-1]

    def x(minute):
        return LEFT + (WIDTH - LEFT - RIGHT) * (minute - first) / (last - first)

    def y(price):
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - price) / (high - low)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="DejaVu Sans, sans-serif">',
           f"<title>{title}</title>", f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
           f'<text x="{LEFT}" y="24" font-size="15" font-weight="bold" fill="{INK}">{title}</text>']
    for begin, end, colour, words in bands:
        out.append(f'<rect x="{x(begin):.1f}" y="{TOP}" width="{x(end) - x(begin):.1f}" height="{HEIGHT - TOP - BOTTOM}" '
                   f'fill="{colour}" fill-opacity="0.16"/>')
        out.append(f'<text x="{x(begin) + 4:.1f}" y="{TOP + 14}" font-size="11" fill="{INK}">{words}</text>')
    walls = list(dict.fromkeys(wall for _, _, _, wall in rows))
    moved = next((minute for minute, row in zip(minutes, rows) if row[3] != walls[0]), last)
    for wall, begin, end in zip(walls, (first, moved), (moved if len(walls) > 1 else last, last)):
        out.append(f'<line x1="{x(begin):.1f}" x2="{x(end):.1f}" y1="{y(wall):.1f}" y2="{y(wall):.1f}" stroke="{INK}" '
                   f'stroke-width="1.5" stroke-dasharray="6 4"/>')
    out.append(f'<text x="{LEFT - 6}" y="{y(walls[0]) + 4:.1f}" font-size="11" fill="{INK}" text-anchor="end">Wall</text>')
    days = sorted({row[0] for row in rows})
    for line in without_gaps(rows, minutes):
        points = " ".join(f"{x(at):.1f},{y(price):.1f}" for at, price in line)
        out.append(f'<polyline points="{points}" fill="none" stroke="{LINE}" stroke-width="1.8" stroke-linejoin="round"/>')
    for at, (_, _, price, wall) in zip(minutes, rows):
        if price > wall:
            out.append(f'<circle cx="{x(at):.1f}" cy="{y(price):.1f}" r="2.1" fill="{LINE}"/>')
    step = 10 if last - first <= 90 else 20
    for at in range(first - first % step + (step if first % step else 0), last + 1, step):
        if at < 390 or len(days) == 1:
            out.append(f'<text x="{x(at):.1f}" y="{HEIGHT - 14}" font-size="11" fill="{QUIET}" text-anchor="middle">{clock(at)}</text>')
    if len(days) > 1:
        for minute in (0, 20):
            out.append(f'<text x="{x(391 + minute):.1f}" y="{HEIGHT - 14}" font-size="11" fill="{QUIET}" '
                       f'text-anchor="middle">{clock(minute)}</text>')
        out.append(f'<line x1="{x(390.5):.1f}" x2="{x(390.5):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="{QUIET}" stroke-dasharray="2 3"/>')
    out.append("</svg>\n")
    return "\n".join(out)


def main():
    rows = {}
    with (ROOT / "testdata" / "session" / "wall_stories.csv").open() as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["story"], []).append(
                (int(row["day"]), int(row["minute"]), float(row["price"]), float(row["wall"])))
    for story, (title, bands) in STORIES.items():
        (ROOT / "docs" / "pictures" / f"wall_{story}.svg").write_text(picture(title, bands, rows[story]))


if __name__ == "__main__":
    main()
