"""Print the evidence table of section 1.3 beside what this reference computes.

    python tools/reference/check_table.py [DATA_FOLDER] [--iv-source solve] ...

DATA_FOLDER is by default ../shared/data beside the repository.  Exit status 1 if a
wall of an index chain differs, a flip is off by more than 0.1 %, or a net exposure
by more than 1 % of gross.
"""
from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import gex_reference as gex

DEFAULT_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
NET_TOLERANCE = 0.01      # of gross
FLIP_TOLERANCE = 0.001


@dataclass(frozen=True)
class Published:
    """One row of the table; None where the table prints nothing."""

    file: str
    net: float                       # $bn per 1 %
    call: float | None
    put: float | None
    walls: tuple[int, ...]           # call net, call gross, put most negative, put gross, S1
    flip: float
    cumulative: float | None
    pin: float
    perfiliev: float | None


TABLE = (
    Published("cboe_spx_2022-02-05T2009", -19.2, 63.1, 82.3,
              (4700, 4700, 4300, 4400, 4480), 4583.8, None, 4000, 4587.60),
    Published("cboe_spx_2022-07-12T1155", -17.7, 50.3, 68.0,
              (4005, 4000, 3700, 4000, 3855), 3952.3, None, 4000, None),
    Published("cboe_spx_2022-12-12T2030", -3.0, 81.9, 84.9,
              (4100, 4000, 3800, 4000, 3835), 4005.9, None, 4000, 4013.95),
    Published("cboe_spx_2023-02-07T1734", 21.2, 88.0, 66.9,
              (4200, 4000, 3900, 4000, 4150), 4091.6, 4250, 4000, 4097.12),
    Published("cboe_spx_2023-09-14T1631", 22.1, 193.5, 171.4,
              (4525, 4500, 4300, 4500, 4500), 4485.4, 4610, 4000, 4494.34),
    Published("cboe_ndx_2022-12-12T2031", 1.0, None, None,
              (12000, 11650, 11000, 12000, 11650), 11053.7, 11650, 12000, None),
    Published("cboe_spy_2023-09-14T1631", 1.2, None, None,
              (455, 450, 440, 450, 450), 450.0, 474.0, 400, None),
)
WALL_NAMES = ("call wall net", "call wall gross, any side", "put wall most negative",
              "put wall gross, any side", "largest positive below")


def show(name: str, mine: object, published: object, note: str = "") -> None:
    def text(x: object) -> str:
        return f"{x:.2f}" if isinstance(x, float) else str(x)

    print(f"    {name:28s}{text(mine):>12s}{text(published):>12s}   {note}")


def computed_walls(w: gex.Walls) -> tuple[float | None, ...]:
    return (w.call_net, w.call_gross_any, w.put_most_negative, w.put_gross_any,
            w.put_max_positive_below)


def compare(row: Published, folder: Path, choices: gex.Choices) -> list[str]:
    """Print one chain; return what is out of tolerance."""
    chain = gex.read_cboe(folder / f"{row.file}.csv.gz")
    book = gex.build_book(chain, choices)
    profile = gex.by_strike(book)
    print(f"{row.file}  spot {chain.spot:.2f}  coverage {book.coverage:.4f}"
          f"{'':8s}(mine, published)")
    bad = compare_exposure(row, profile)
    bad += compare_levels(row, chain, book, profile, choices)
    return [f"{row.file}: {b}" for b in bad]


def compare_exposure(row: Published, profile: gex.Profile) -> list[str]:
    net, call, put = (float(x.sum()) / 1e9 for x in (profile.net, profile.call, profile.put))
    error = (net - row.net) / (call + put)
    show("net, $bn per 1 %", net, row.net, f"{100 * error:+.2f} % of gross")
    show("calls", call, row.call)
    show("puts", put, row.put)
    return ["net exposure"] if abs(error) > NET_TOLERANCE else []


def compare_levels(row: Published, chain: gex.Chain, book: gex.Book, profile: gex.Profile,
                   choices: gex.Choices) -> list[str]:
    bad = []
    found = computed_walls(gex.walls(profile, chain.spot))
    for name, mine, published in zip(WALL_NAMES, found, row.walls):
        show(name, mine, float(published), "" if mine == published else "DIFFERS")
        bad += [] if mine == published else [name]
    flip = gex.flip(book)
    error = flip.level / row.flip - 1.0 if flip.level else float("inf")
    show("flip", flip.level, row.flip, f"{100 * error:+.4f} %, {len(flip.roots)} root(s), "
                                       f"residual {flip.residual:.0e}")
    bad += ["flip"] if abs(error) > FLIP_TOLERANCE else []
    show("flip, strike-cumulative", gex.cumulative_flip(profile, chain.spot), row.cumulative)
    view = gex.oi_view(chain, gex.alive_rows(chain, choices))
    show("PIN, all expiries", view.pin, row.pin)
    bad += ["PIN"] if view.pin != row.pin else []
    if row.perfiliev is not None:
        compat = gex.perfiliev_flip(chain)[0]
        show("perfiliev flip", compat, row.perfiliev)
        bad += ["perfiliev flip"] if compat is None or abs(compat - row.perfiliev) > 0.005 else []
    return bad


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="?", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--as-of", default="download",
                        choices=("download", "session_close", "quote"))
    parser.add_argument("--iv-source", default="vendor", choices=("vendor", "solve"))
    parser.add_argument("--iv-side", default="otm", choices=("otm", "own"))
    parser.add_argument("--forward", default="parity", choices=("parity", "spot"))
    parser.add_argument("--fill-gaps", action="store_true",
                        help="let neighbours on the smile stand in for a missing volatility, "
                             "as the engine does; the table was made without")
    return parser.parse_args()


def main() -> int:
    args = arguments()
    choices = gex.Choices(as_of=args.as_of, iv_source=args.iv_source, iv_side=args.iv_side,
                          forward=args.forward, iv_neighbours=args.fill_gaps)
    bad = [b for row in TABLE for b in compare(row, args.data, choices)]
    print("all within tolerance" if not bad else "\n".join(["out of tolerance:", *bad]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
