#!/usr/bin/env python3
"""Draws docs/pictures/arrows.svg, regime.svg and tier.svg: what docs/walls.md says of strength, regime and tier. The parts of the arrows
are a row of StrengthChange.HasPartsThatSum (src/session/advance_test.cpp), the cuts those of docs/methods.md 1.4.14."""
import pathlib

OUT = pathlib.Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDTH, INK, QUIET, GREEN, RED, GREY, BLUE = 760, "#24303c", "#6b7885", "#5a9e6f", "#c4574b", "#9aa3ac", "#2c6fb3"


def text(x, y, words, size=11, colour=INK, anchor="start", bold=False):
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{weight}>{words}</text>'


def rect(x, y, width, height, colour, opacity=1.0):
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}" fill-opacity="{opacity}"/>'


def document(title, height, parts):
    head = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="DejaVu Sans, sans-serif">',
            f"<title>{title}</title>", f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>', text(54, 24, title, 15, bold=True)]
    return "\n".join([*head, *parts, "</svg>\n"])


def arrows():
    """Bars from the strength before to the strength after, each beginning where the last ended."""
    parts, base, scale, width = [], 210, 1.2, 84
    steps = [("before", 100, None), ("rolled off", None, -20), ("price, time, vol", None, 36), ("open interest", None, -12),
             ("both", None, -5.4), ("after", 98.6, None)]
    at = 0.0
    for i, (name, level, change) in enumerate(steps):
        x = 64 + i * 112
        low, high = (0, level) if level is not None else sorted((at, at + change))
        colour = BLUE if level is not None else GREEN if change > 0 else RED
        parts.append(rect(x, base - scale * high, width, scale * (high - low), colour, 0.8))
        parts.append(text(x + width / 2, base - scale * high - 6, f"{level:g}" if level is not None else f"{change:+g}", anchor="middle"))
        parts.append(text(x + width / 2, base + 18, name, colour=QUIET, anchor="middle"))
        at = level if level is not None else at + change
    parts.append(f'<line x1="54" x2="734" y1="{base}" y2="{base}" stroke="{INK}"/>')
    parts.append(text(54, 250, "OI arrow: -12 of 100 is beyond -5 %: down.    Total arrow: -1.4 of 100 is within 5 %: flat.    Shown as ↓→", 12))
    return document("A wall's strength against the session before, by its parts", 266, parts)


def scale_row(y, left_words, right_words, cuts, words, note):
    x = lambda share: 64 + 640 * share
    parts = []
    for (low, high), colour, word in zip(zip((0, *cuts), (*cuts, 1)), (RED, GREY, GREEN), words):
        parts.append(rect(x(low), y, x(high) - x(low), 34, colour, 0.28))
        parts.append(text((x(low) + x(high)) / 2, y + 22, word, 12 if high - low > 0.2 else 9, anchor="middle", bold=True))
    parts += [text(x(0), y + 50, left_words, colour=QUIET), text(x(1), y + 50, right_words, colour=QUIET, anchor="end")]
    parts += [text(x(cut), y - 6, label, colour=QUIET, anchor="middle") for cut, label in note]
    return parts


def regime():
    by_size = scale_row(62, "all of it short gamma", "all of it long gamma", (0.475, 0.525), ("NEGATIVE", "", "POSITIVE"),
                        [(0.5, "net over gross: TRANSITION within 5 %")])
    by_draws = scale_row(156, "none of the draws", "all of them", (0.2, 0.8), ("NEGATIVE", "UNCERTAIN", "POSITIVE"),
                         [(0.2, "20 %"), (0.5, "draws with net GEX above zero (bands)"), (0.8, "80 %")])
    return document("Regime: of one book, and of all that it may be", 222, by_size + by_draws)


def tier():
    before = [-23, -22, -10, -55, 6, 31, 105, 107, 100, 81, 82, 70, 86, 6, 28, 44, 52, 12, -4, 19, 37, 59, 75, 21]
    today = 60
    below = sum(value < today for value in before)
    x = lambda value: 64 + 640 * (value + 60) / 170
    parts = [f'<line x1="64" x2="704" y1="104" y2="104" stroke="{QUIET}"/>',
             f'<line x1="{x(0):.1f}" x2="{x(0):.1f}" y1="60" y2="114" stroke="{QUIET}" stroke-dasharray="2 3"/>',
             text(x(0), 130, "0", colour=QUIET, anchor="middle")]
    for value in before:
        parts.append(f'<circle cx="{x(value):.1f}" cy="104" r="4.5" fill="{BLUE if value < today else GREY}" fill-opacity="0.65"/>')
    parts.append(f'<line x1="{x(today):.1f}" x2="{x(today):.1f}" y1="62" y2="114" stroke="{INK}" stroke-width="2"/>')
    parts.append(text(x(today), 54, f"today: above {below} of {len(before)} sessions, tier {100 * below / len(before):.0f}", anchor="middle"))
    parts += [text(64, 152, "net GEX of each session's last snapshot, bn a 1 % move (made up)", colour=QUIET)]
    return document("Tier: today among the symbol's own sessions", 166, parts)


def main():
    for name, draw in (("arrows", arrows), ("regime", regime), ("tier", tier)):
        (OUT / f"{name}.svg").write_text(draw())


if __name__ == "__main__":
    main()
