"""Independent reference for dealer gamma exposure: the oracle of the C++ engine.

Plain NumPy and SciPy, written from the method specification only, so that a
mistake made in the engine is not repeated here.  Easy to read before fast.
Section numbers in comments are those of the method specification.

Units: strikes, spots and levels in index points or dollars a share; exposures in
dollars of stock per 1 % move; years are ACT/365 to the minute; volatilities a
year, 0.20 is 20 %.  Positioning is the naive rule: dealers long every call,
short every put.
"""
from __future__ import annotations

import csv
import gzip
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Callable, Sequence

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

Array = np.ndarray

MINUTES_PER_YEAR = 525_600.0
ONE_MINUTE = 1.0 / MINUTES_PER_YEAR
AM_SETTLED_ROOTS = {"SPX", "NDX", "RUT", "DJX", "VIX", "VIXW"}
INDEX_ROOTS = AM_SETTLED_ROOTS | {"SPXW", "NDXP", "RUTW", "XSP"}


# --------------------------------------------------------------------------
# Choices that the specification leaves open.  The defaults reproduce the table
# of section 1.3 (check_table.py prints how close, and what each choice is worth).
# --------------------------------------------------------------------------
@dataclass(frozen=True)
class Choices:
    as_of: str = "download"       # download | session_close | quote (15 minutes earlier)
    iv_source: str = "vendor"     # vendor | solve
    iv_side: str = "otm"          # otm | own (each contract its own vendor IV)
    iv_other_side: bool = True    # may the ITM side stand in for a missing OTM side
    iv_neighbours: bool = True    # may neighbours on the smile fill a gap
    iv_floor: float = 0.0         # vendor IV at or below this means "none"
    forward: str = "parity"       # parity | spot
    window: float = 0.10          # |K/S-1| of the pairs used for the forward
    short_days: float = 7.0       # below this the slope does not identify D
    rate: float | None = None     # None: from the chain's own long expiries
    multiplier: float = 100.0


# --------------------------------------------------------------------------
# Reading
# --------------------------------------------------------------------------
@dataclass
class Chain:
    """One snapshot; every array has one entry per (root, expiry, strike) row."""

    name: str
    spot: float
    as_of: datetime
    root: Array
    expiry: Array        # datetime.date
    settle: Array        # datetime, New York wall clock
    strike: Array
    call: dict[str, Array]
    put: dict[str, Array]

    def __len__(self) -> int:
        return len(self.strike)

    def select(self, mask: Array) -> "Chain":
        pick = {k: v[mask] for k, v in self.call.items()}
        pick_put = {k: v[mask] for k, v in self.put.items()}
        return replace(self, root=self.root[mask], expiry=self.expiry[mask],
                       settle=self.settle[mask], strike=self.strike[mask],
                       call=pick, put=pick_put)


MONTHS = {name: i + 1 for i, names in enumerate((
    ("jan", "ene", "janv"), ("feb", "fev", "fév", "févr"), ("mar", "mars"), ("apr", "abr", "avr"),
    ("may", "mai"), ("jun", "juin"), ("jul", "juil"), ("aug", "ago", "aoû", "août"),
    ("sep", "set"), ("oct",), ("nov",), ("dec", "dic", "déc"))) for name in names}


def month_number(word: str) -> int | None:
    word = word.lower()
    for size in (5, 4, 3):
        if word[:size] in MONTHS:
            return MONTHS[word[:size]]
    return None


def parse_date_line(line: str) -> datetime:
    """Read the page's date line, English, Spanish or French, in either order."""
    text = line.replace("\u202f", " ").replace("\u2212", "-").replace('"', " ")
    text = re.sub(r"^.*?Date:\s*", "", text)
    clock = re.search(r"(\d{1,2}):(\d{2})\s*([AaPp])?\.?", text)
    year = re.search(r"\b(20\d\d)\b", text)
    words = [month_number(w) for w in re.findall(r"[^\W\d_]{3,}", text)]
    months = [m for m in words if m]
    if not (clock and year and months):
        raise ValueError(f"date line cannot be read: {line.strip()[:80]!r}")
    day = re.search(r"\b(\d{1,2})\b(?!:)", text)
    hour, minute = int(clock[1]), int(clock[2])
    half = (clock[3] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return datetime(int(year[1]), months[0], int(day[1]), hour, minute)


SYMBOL = re.compile(r"^([A-Z0-9]+?)(\d{6})([CP])(\d{8})$")


def parse_symbol(symbol: str) -> tuple[str, date, float]:
    match = SYMBOL.match(symbol.strip())
    if not match:
        raise ValueError(f"not an option symbol: {symbol!r}")
    expiry = datetime.strptime(match[2], "%y%m%d").date()
    return match[1], expiry, int(match[4]) / 1000.0


def settlement(root: str, expiry: date) -> datetime:
    at = time(9, 30) if root in AM_SETTLED_ROOTS else time(16, 0)
    return datetime.combine(expiry, at)


def number(cell: str) -> float:
    cell = cell.replace(",", "").replace(" ", "").replace("\u202f", "")
    return float(cell) if cell else 0.0


FIELDS = {"Bid": "bid", "Ask": "ask", "IV": "iv", "Delta": "delta", "Gamma": "gamma",
          "Open Interest": "oi", "Volume": "volume"}


def open_text(path: Path):
    opener = gzip.open if path.suffix == ".gz" else open
    return opener(path, "rt", encoding="utf-8-sig", newline="")


def read_cboe(path: str | Path, spot: float | None = None,
              as_of: datetime | None = None) -> Chain:
    """Read one Cboe "quotedata" page; spot and time may be given when missing."""
    preamble, header, rows = [], None, []
    with open_text(Path(path)) as handle:
        for cells in csv.reader(handle):
            if header is not None:
                if len(cells) > 5 and cells[1].strip():
                    rows.append(cells)
            elif cells and cells[0].strip() == "Expiration Date":
                header = [c.strip() for c in cells]
            else:
                preamble.append(",".join(cells))
    for line in preamble:
        if "Last:" in line and spot is None:
            spot = float(re.search(r"Last:\s*([0-9.]+)", line)[1])
        if "Date:" in line and as_of is None:
            as_of = parse_date_line(line.split(",Bid:")[0])
    if spot is None or as_of is None or header is None:
        raise ValueError(f"{path}: spot, time or header missing")
    return _build(str(path), spot, as_of, header, rows)


def _build(name: str, spot: float, as_of: datetime, header: list[str],
           rows: list[list[str]]) -> Chain:
    strike_at, put_at = header.index("Strike"), header.index("Puts")
    keys = [parse_symbol(r[1]) for r in rows]
    sides = []
    for lo, hi in ((1, strike_at), (put_at, len(header))):
        sides.append({FIELDS[header[c]]: np.array([number(r[c]) for r in rows])
                      for c in range(lo, hi) if header[c] in FIELDS})
    return Chain(name, spot, as_of, np.array([k[0] for k in keys]),
                 np.array([k[1] for k in keys]),
                 np.array([settlement(k[0], k[1]) for k in keys]),
                 np.array([k[2] for k in keys]), sides[0], sides[1])


# --------------------------------------------------------------------------
# Time
# --------------------------------------------------------------------------
def last_session_close(moment: datetime) -> datetime:
    """The last 16:00 on a weekday not later than `moment` (no holidays needed here)."""
    day = moment.date()
    if moment.time() < time(16, 0):
        day -= timedelta(days=1)
    while day.weekday() >= 5:
        day -= timedelta(days=1)
    return datetime.combine(day, time(16, 0))


def in_session(moment: datetime) -> bool:
    return moment.weekday() < 5 and time(9, 30) <= moment.time() < time(16, 0)


def as_of_time(chain: Chain, rule: str) -> datetime:
    if rule == "download":
        return chain.as_of
    if rule == "session_close":
        return chain.as_of if in_session(chain.as_of) else last_session_close(chain.as_of)
    if rule == "quote":
        quote = chain.as_of - timedelta(minutes=15)
        return quote if in_session(quote) else last_session_close(quote)
    raise ValueError(rule)


def years_to(chain: Chain, now: datetime) -> Array:
    return np.array([(s - now).total_seconds() / 60.0 for s in chain.settle]) / MINUTES_PER_YEAR


# --------------------------------------------------------------------------
# Forward and discount factor per expiry (2.5)
# --------------------------------------------------------------------------
@dataclass
class Forward:
    root: str
    expiry: date
    years: float
    forward: float
    discount: float
    pairs: int
    how: str              # regression | fixed_discount | spot


def weighted_median(values: Array, weights: Array) -> float:
    order = np.argsort(values)
    cum = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(cum, 0.5 * cum[-1])])


def huber_line(x: Array, y: Array, weight: Array) -> tuple[float, float, Array]:
    """Weighted line fit, Huber 1.345, scale 1.4826 MAD; (intercept, slope, residuals)."""
    w = weight.copy()
    slope = intercept = 0.0
    for _ in range(20):
        slope, intercept = np.polyfit(x, y, 1, w=np.sqrt(w))
        residual = y - intercept - slope * x
        scale = 1.4826 * np.median(np.abs(residual)) + 1e-12
        new = weight * np.minimum(1.0, 1.345 * scale / np.maximum(np.abs(residual), 1e-300))
        if np.allclose(new, w, rtol=1e-10):
            break
        w = new
    return float(intercept), float(slope), y - intercept - slope * x


def parity_pairs(chain: Chain, mask: Array, window: float) -> tuple[Array, Array, Array]:
    """Strikes, C-P mids and weights of the usable pairs."""
    c, p = chain.call, chain.put
    ok = (mask & (c["bid"] > 0) & (p["bid"] > 0) & (c["ask"] >= c["bid"]) & (p["ask"] >= p["bid"])
          & (np.abs(chain.strike / chain.spot - 1.0) <= window))
    mid = 0.5 * (c["bid"] + c["ask"] - p["bid"] - p["ask"])[ok]
    half = 0.5 * (c["ask"] - c["bid"] + p["ask"] - p["bid"])[ok]
    return chain.strike[ok], mid, 1.0 / np.maximum(half, 0.05) ** 2


def fit_parity(strike: Array, mid: Array, weight: Array) -> tuple[float, float]:
    """(F, D) by regression; one refit without the points beyond four scales."""
    intercept, slope, residual = huber_line(strike, mid, weight)
    keep = np.abs(residual) <= 4.0 * (1.4826 * np.median(np.abs(residual)) + 1e-12)
    if 5 <= keep.sum() < len(keep):
        intercept, slope, _ = huber_line(strike[keep], mid[keep], weight[keep])
    return (-intercept / slope, -slope) if slope != 0 else (np.nan, np.nan)


def discount_ok(discount: float, years: float) -> bool:
    return np.exp(-0.20 * years) <= discount <= np.exp(0.02 * years)


def implied_rate(fits: Sequence[tuple[float, float]]) -> float:
    """One flat rate from the expiries whose slope is well identified; 0 if none."""
    rates = [-np.log(d) / t for t, d in fits if t > 60 / 365 and discount_ok(d, t)]
    return float(np.median(rates)) if rates else 0.0


def forwards(chain: Chain, years: Array, choices: Choices) -> list[Forward]:
    """One entry per (root, expiry) that is still alive.

    American chains never use the slope: the early-exercise premium grows with
    moneyness and pushes D above 1.  The weighted median then rests on the tight
    quotes near the money, where that premium is small.
    """
    keys = sorted({(r, e) for r, e in zip(chain.root, chain.expiry)})
    drafts = []
    for root, expiry in keys:
        mask = (chain.root == root) & (chain.expiry == expiry)
        t = float(years[mask][0])
        if t <= 0:
            continue
        american = root not in INDEX_ROOTS
        pairs = parity_pairs(chain, mask, choices.window)
        fit = None
        if choices.forward == "parity" and len(pairs[0]) >= 5:
            fit = fit_parity(*pairs)
        drafts.append((str(root), expiry, t, american, pairs, fit))
    rate = choices.rate
    if rate is None:
        rate = implied_rate([(d[2], d[5][1]) for d in drafts if d[5] and not d[3]])
    return [_finish_forward(chain, d, rate, choices) for d in drafts]


def _finish_forward(chain: Chain, draft: tuple, rate: float, choices: Choices) -> Forward:
    root, expiry, t, american, (strike, mid, weight), fit = draft
    if fit is None:
        # Nothing to infer from: the pages with zero quotes were priced with F=S, D=1.
        return Forward(root, expiry, t, chain.spot, 1.0, len(strike), "spot")
    f, d = fit
    if not american and t >= choices.short_days / 365 and discount_ok(d, t):
        return Forward(root, expiry, t, f, d, len(strike), "regression")
    d = float(np.exp(-rate * t))
    return Forward(root, expiry, t, weighted_median(strike + mid / d, weight), d,
                   len(strike), "fixed_discount")


# --------------------------------------------------------------------------
# Black model
# --------------------------------------------------------------------------
INV_SQRT_2PI = 0.3989422804014327


def black_price(kind: Array, f: Array, k: Array, t: Array, sigma: Array, d: Array) -> Array:
    """kind is +1 for a call, -1 for a put."""
    v = sigma * np.sqrt(t)
    d1 = np.log(f / k) / v + 0.5 * v
    return d * kind * (f * ndtr(kind * d1) - k * ndtr(kind * (d1 - v)))


def gamma_usd_1pct(f: Array, d: Array, k: Array, t: Array, sigma: Array) -> Array:
    """Gamma * S^2 * 0.01 of one option on one unit, as $ per 1 % move.

    With e^{-qT} = D F / S the spot cancels: D F phi(d1) / (sigma sqrt T) * 0.01.
    """
    v = sigma * np.sqrt(t)
    d1 = np.log(f / k) / v + 0.5 * v
    return 0.01 * d * f * INV_SQRT_2PI * np.exp(-0.5 * d1 * d1) / v


def implied_vol(kind: int, price: float, f: float, k: float, t: float, d: float) -> float:
    """Black volatility, NaN where the price is outside the no-arbitrage bounds."""
    intrinsic = d * max(kind * (f - k), 0.0)
    upper = d * (f if kind > 0 else k)
    if not intrinsic < price < upper:
        return np.nan

    def miss(sigma: float) -> float:
        return float(black_price(kind, f, k, t, sigma, d)) - price

    lo, hi = 1e-4, 20.0
    if miss(lo) > 0 or miss(hi) < 0:
        return np.nan
    return float(brentq(miss, lo, hi, xtol=1e-14, rtol=1e-14))


# --------------------------------------------------------------------------
# Implied volatility per row
# --------------------------------------------------------------------------
def neighbour_iv(strike: Array, forward: float, sigma: Array) -> Array:
    """Fill gaps of one expiry linearly in log-moneyness, flat beyond the ends."""
    good = np.isfinite(sigma) & (sigma > 0)
    if not good.any():
        return sigma
    k = np.log(strike / forward)
    order = np.argsort(k[good])
    filled = np.interp(k, k[good][order], sigma[good][order])
    return np.where(good, sigma, filled)


def vendor_side(chain: Chain, mask: Array, forward: float,
                choices: Choices) -> tuple[Array, Array]:
    call, put = chain.call["iv"][mask], chain.put["iv"][mask]
    call = np.where(call > choices.iv_floor, call, np.nan)
    put = np.where(put > choices.iv_floor, put, np.nan)
    if choices.iv_side == "own":
        return call, put
    put_side = chain.strike[mask] < forward
    out = np.where(put_side, put, call)
    if choices.iv_other_side:
        other = np.where(put_side, call, put)
        out = np.where(np.isfinite(out), out, other)
    return out, out


def solve_mid(kind: int, bid: float, ask: float, fw: Forward, strike: float,
              itm: bool) -> float:
    if bid <= 0 or ask < bid:
        return np.nan
    mid, half = 0.5 * (bid + ask), 0.5 * (ask - bid)
    intrinsic = fw.discount * max(kind * (fw.forward - strike), 0.0)
    # An ITM mid whose time value drowns in its own spread says nothing about IV.
    if itm and mid - intrinsic <= half:
        return np.nan
    return implied_vol(kind, mid, fw.forward, strike, fw.years, fw.discount)


def solved_side(chain: Chain, mask: Array, fw: Forward) -> Array:
    out = []
    rows = np.flatnonzero(mask)
    for i in rows:
        k = chain.strike[i]
        sides = [(-1, chain.put, False), (1, chain.call, True)]
        if k >= fw.forward:
            sides = [(1, chain.call, False), (-1, chain.put, True)]
        sigma = np.nan
        for kind, side, itm in sides:
            sigma = solve_mid(kind, side["bid"][i], side["ask"][i], fw, k, itm)
            if np.isfinite(sigma):
                break
        out.append(sigma)
    return neighbour_iv(chain.strike[mask], fw.forward, np.array(out))


def row_vols(chain: Chain, fws: Sequence[Forward], choices: Choices) -> tuple[Array, Array]:
    """(call volatility, put volatility) per row, NaN where nothing is known."""
    call, put = np.full(len(chain), np.nan), np.full(len(chain), np.nan)
    for fw in fws:
        mask = (chain.root == fw.root) & (chain.expiry == fw.expiry)
        c, p = vendor_side(chain, mask, fw.forward, choices)
        if choices.iv_neighbours:
            c, p = (neighbour_iv(chain.strike[mask], fw.forward, x) for x in (c, p))
        if choices.iv_source == "solve":
            solved = solved_side(chain, mask, fw)
            c = np.where(np.isfinite(solved), solved, c)
            p = np.where(np.isfinite(solved), solved, p)
        call[mask], put[mask] = c, p
    return call, put


# --------------------------------------------------------------------------
# The book: every contract that can be priced
# --------------------------------------------------------------------------
@dataclass
class Book:
    spot: float
    kind: Array          # +1 call, -1 put
    strike: Array
    expiry: Array
    years: Array
    forward: Array
    discount: Array
    sigma: Array
    oi: Array
    multiplier: float
    coverage: float      # share of the live open interest that could be priced
    fws: list[Forward] = field(default_factory=list)

    def gamma_usd(self, s: float | None = None) -> Array:
        """$ per 1 % per contract of each line, re-priced at s with sticky strikes."""
        scale = 1.0 if s is None else s / self.spot
        return self.multiplier * gamma_usd_1pct(self.forward * scale, self.discount,
                                                self.strike, self.years, self.sigma)

    def net(self, s: float) -> float:
        return float(np.sum(self.kind * self.oi * self.gamma_usd(s)))

    def net_many(self, spots: Array) -> Array:
        return np.array([self.net(float(s)) for s in spots])

    def gross(self) -> float:
        return float(np.sum(self.oi * self.gamma_usd()))

    def select(self, mask: Array) -> "Book":
        names = ("kind", "strike", "expiry", "years", "forward", "discount", "sigma", "oi")
        return replace(self, **{n: getattr(self, n)[mask] for n in names})


def build_book(chain: Chain, choices: Choices = Choices()) -> Book:
    years = years_to(chain, as_of_time(chain, choices.as_of))
    fws = forwards(chain, years, choices)
    by_key = {(f.root, f.expiry): f for f in fws}
    call_iv, put_iv = row_vols(chain, fws, choices)
    found = [by_key.get((r, e)) for r, e in zip(chain.root, chain.expiry)]
    alive = np.array([f is not None for f in found])
    f = np.array([x.forward if x else np.nan for x in found])
    d = np.array([x.discount if x else np.nan for x in found])
    parts = {n: [] for n in ("kind", "strike", "expiry", "years", "forward", "discount",
                             "sigma", "oi")}
    live_oi = 0.0
    for kind, side, sigma in ((1.0, chain.call, call_iv), (-1.0, chain.put, put_iv)):
        live_oi += float(side["oi"][alive].sum())
        use = alive & np.isfinite(sigma) & (sigma > 0) & (side["oi"] > 0)
        values = (np.full(len(chain), kind), chain.strike, chain.expiry,
                  np.maximum(years, ONE_MINUTE), f, d, sigma, side["oi"])
        for name, value in zip(parts, values):
            parts[name].append(value[use])
    joined = {n: np.concatenate(v) for n, v in parts.items()}
    used = float(joined["oi"].sum())
    return Book(chain.spot, multiplier=choices.multiplier,
                coverage=used / live_oi if live_oi else 0.0, fws=fws, **joined)


# --------------------------------------------------------------------------
# Profile by strike (1.4.1)
# --------------------------------------------------------------------------
@dataclass
class Profile:
    strike: Array
    call: Array          # C_K >= 0
    put: Array           # P_K >= 0
    call_oi: Array
    put_oi: Array

    @property
    def net(self) -> Array:
        return self.call - self.put

    @property
    def gross(self) -> Array:
        return self.call + self.put


def by_strike(book: Book) -> Profile:
    strikes, where = np.unique(book.strike, return_inverse=True)
    gex = book.oi * book.gamma_usd()
    is_call = book.kind > 0

    def total(values: Array, mask: Array) -> Array:
        return np.bincount(where[mask], values[mask], minlength=len(strikes))

    return Profile(strikes, total(gex, is_call), total(gex, ~is_call),
                   total(book.oi, is_call), total(book.oi, ~is_call))


def best_strike(strike: Array, value: Array, allowed: Array, spot: float,
                oi: Array) -> float | None:
    """argmax with the tie order of 1.4.3: nearest to spot, larger OI, lower strike."""
    allowed = allowed & (value > 0)
    if not allowed.any():
        return None
    top = value[allowed].max()
    tie = np.flatnonzero(allowed & (value >= top * (1.0 - 1e-9)))
    return float(strike[min(tie, key=lambda i: (abs(strike[i] - spot), -oi[i], strike[i]))])


@dataclass
class Walls:
    call_net: float | None
    call_gross: float | None
    call_gross_any: float | None
    peak_net: float | None
    peak_abs: float | None
    put_most_negative: float | None
    put_gross: float | None
    put_gross_any: float | None
    put_max_positive_below: float | None
    put_abs: float | None


def walls(p: Profile, spot: float) -> Walls:
    above, at_most, below = p.strike >= spot, p.strike <= spot, p.strike < spot
    everywhere = np.ones(len(p.strike), bool)
    oi = p.call_oi + p.put_oi

    def top(value: Array, mask: Array) -> float | None:
        return best_strike(p.strike, value, mask, spot, oi)

    return Walls(top(p.net, above), top(p.call, above), top(p.call, everywhere),
                 top(p.net, everywhere), top(p.gross, everywhere),
                 top(-p.net, at_most), top(p.put, at_most), top(p.put, everywhere),
                 top(p.net, below), top(p.gross, at_most))


# --------------------------------------------------------------------------
# Flip (1.4.5)
# --------------------------------------------------------------------------
@dataclass
class Flip:
    level: float | None
    roots: list[float]
    residual: float      # worst |GEX(root)| / GROSS


def scan_grid(book: Book, low: float = 0.70, high: float = 1.30,
              step: float = 0.001) -> Array:
    """Base grid, every strike, and narrow spikes of expiries about to settle."""
    s = book.spot
    parts = [np.arange(low, high + step / 2, step) * s, np.unique(book.strike)]
    width = book.sigma * np.sqrt(book.years)
    narrow = width < 0.005
    centre = book.strike[narrow] * s / book.forward[narrow]
    for m in (0.0, 0.5, 1.0, 2.0, 3.0):
        parts += [centre * np.exp(m * width[narrow]), centre * np.exp(-m * width[narrow])]
    grid = np.unique(np.round(np.concatenate(parts), 9))
    return grid[(grid >= low * s) & (grid <= high * s)]


def merged(book: Book) -> tuple[Array, ...]:
    """Calls and puts with the same pricing inputs in one signed line: half the work."""
    key = np.column_stack([book.strike, book.years, book.forward, book.sigma, book.discount])
    unique, where = np.unique(key, axis=0, return_inverse=True)
    weight = np.bincount(where.ravel(), book.kind * book.oi * book.multiplier)
    return (weight, *unique.T)


def net_function(book: Book) -> Callable[[float], float]:
    weight, k, t, f, sigma, d = merged(book)

    def net(s: float) -> float:
        return float(weight @ gamma_usd_1pct(f * (s / book.spot), d, k, t, sigma))

    return net


def all_roots(func: Callable[[float], float], grid: Array) -> list[float]:
    value = np.array([func(float(s)) for s in grid])
    roots = [float(grid[i]) for i in np.flatnonzero(value == 0.0)]
    for i in np.flatnonzero(value[:-1] * value[1:] < 0):
        roots.append(float(brentq(func, grid[i], grid[i + 1], xtol=1e-10, rtol=1e-14)))
    return sorted(roots)


def flip(book: Book) -> Flip:
    net = net_function(book)
    roots = all_roots(net, scan_grid(book))
    if not roots:
        return Flip(None, [], 0.0)
    nearest = min(roots, key=lambda r: abs(np.log(r / book.spot)))
    gross = book.gross()
    return Flip(nearest, roots, max(abs(net(r)) for r in roots) / gross)


def cumulative_flip(p: Profile, spot: float, low: float = 0.70,
                    high: float = 1.30) -> float | None:
    """Smallest strike of the domain where the running sum over all strikes changes sign.

    Read literally (no domain) the rule finds 1100 on an index at 3856: far out of
    the money the sum is a millionth of gross and changes sign without meaning.
    """
    run = np.cumsum(p.net)
    inside = (p.strike >= low * spot) & (p.strike <= high * spot)
    for i in np.flatnonzero(run[:-1] * run[1:] < 0) + 1:
        if inside[i]:
            return float(p.strike[i])
    return None


# --------------------------------------------------------------------------
# perfiliev preset: the published script, kept as it is
# --------------------------------------------------------------------------
def perfiliev_years(chain: Chain) -> Array:
    today = np.datetime64(chain.as_of.date(), "D")
    days = np.busday_count(today, chain.expiry.astype("datetime64[D]"))
    return np.where(days == 0, 1.0, days) / 262.0


def perfiliev_profile(chain: Chain, levels: Array) -> Array:
    t = perfiliev_years(chain)
    total = np.zeros(len(levels))
    for sign, side in ((1.0, chain.call), (-1.0, chain.put)):
        use = (side["iv"] > 0) & (side["oi"] > 0) & (t > 0)
        k, v, n, tt = chain.strike[use], side["iv"][use], side["oi"][use], t[use]
        one = np.ones_like(k)
        for j, s in enumerate(levels):
            total[j] += sign * float(n @ (100.0 * gamma_usd_1pct(s * one, one, k, tt, v)))
    return total


def perfiliev_flip(chain: Chain) -> tuple[float | None, list[float]]:
    """First root on 60 points of 0.8 S to 1.2 S, linear interpolation."""
    levels = np.linspace(0.8 * chain.spot, 1.2 * chain.spot, 60)
    g = perfiliev_profile(chain, levels)
    roots = []
    for i in np.flatnonzero(np.diff(np.sign(g))):
        roots.append(float(levels[i + 1] - (levels[i + 1] - levels[i]) * g[i + 1]
                           / (g[i + 1] - g[i])))
    return (roots[0] if roots else None), roots


# --------------------------------------------------------------------------
# Open interest view (1.4.9)
# --------------------------------------------------------------------------
@dataclass
class OpenInterestView:
    call_wall: float | None
    put_wall: float | None
    pin: float | None


def oi_by_strike(chain: Chain, mask: Array) -> tuple[Array, Array, Array]:
    strikes, where = np.unique(chain.strike[mask], return_inverse=True)
    call = np.bincount(where, chain.call["oi"][mask], minlength=len(strikes))
    put = np.bincount(where, chain.put["oi"][mask], minlength=len(strikes))
    return strikes, call, put


def alive_rows(chain: Chain, choices: Choices) -> Array:
    return years_to(chain, as_of_time(chain, choices.as_of)) > 0


def next_expiry_rows(chain: Chain, choices: Choices) -> Array:
    """All roots that settle on the nearest date still alive."""
    alive = alive_rows(chain, choices)
    return alive & (chain.expiry == min(chain.expiry[alive]))


def oi_view(chain: Chain, mask: Array) -> OpenInterestView:
    strikes, call, put = oi_by_strike(chain, mask)
    everywhere = np.ones(len(strikes), bool)
    total = call + put
    return OpenInterestView(*(best_strike(strikes, v, everywhere, chain.spot, total)
                              for v in (call, put, total)))


@dataclass
class MaxPain:
    low: float
    high: float
    nearest: float       # the minimiser nearest to spot


def pain(strikes: Array, call: Array, put: Array) -> Array:
    """What option holders receive at each listed strike, per unit of multiplier."""
    gap = strikes[:, None] - strikes[None, :]
    return np.maximum(gap, 0.0) @ call + np.maximum(-gap, 0.0) @ put


def max_pain(chain: Chain, mask: Array) -> MaxPain:
    strikes, call, put = oi_by_strike(chain, mask)
    cost = pain(strikes, call, put)
    best = strikes[cost <= cost.min() * (1.0 + 1e-12)]
    nearest = min(best, key=lambda k: abs(k - chain.spot))
    return MaxPain(float(best[0]), float(best[-1]), float(nearest))


def max_worthless(chain: Chain, mask: Array) -> float:
    """Where the largest number of contracts would expire worthless."""
    strikes, call, put = oi_by_strike(chain, mask)
    dead = np.cumsum(call[::-1])[::-1] + np.cumsum(put)
    best = strikes[dead == dead.max()]
    return float(min(best, key=lambda k: abs(k - chain.spot)))


# --------------------------------------------------------------------------
# Expected move
# --------------------------------------------------------------------------
@dataclass
class ExpectedMove:
    expiry: date
    sigma_atm: float
    from_vol: float              # S sigma sqrt T, to the settlement of that expiry
    straddle: float | None       # call mid + put mid at the strike nearest the forward


def expected_move(chain: Chain, choices: Choices = Choices()) -> ExpectedMove:
    years = years_to(chain, as_of_time(chain, choices.as_of))
    fw = min(forwards(chain, years, choices), key=lambda f: f.years)
    mask = (chain.root == fw.root) & (chain.expiry == fw.expiry)
    sigma = row_vols(chain, [fw], choices)[0][mask]
    strike = chain.strike[mask]
    good = np.isfinite(sigma)
    atm = float(np.interp(np.log(fw.forward), np.log(strike[good]), sigma[good]))
    at = np.flatnonzero(mask)[np.argmin(np.abs(strike - fw.forward))]
    quotes = [side[x][at] for side in (chain.call, chain.put) for x in ("bid", "ask")]
    straddle = 0.5 * float(sum(quotes)) if min(quotes) > 0 else None
    return ExpectedMove(fw.expiry, atm, float(chain.spot * atm * np.sqrt(fw.years)), straddle)


# --------------------------------------------------------------------------
# Focus levels (1.4.7)
# --------------------------------------------------------------------------
def strike_step(p: Profile, spot: float) -> float:
    """The usual gap between strikes near the money."""
    near = p.strike[np.abs(p.strike / spot - 1.0) <= 0.05]
    return float(np.median(np.diff(near if len(near) > 2 else p.strike)))


def larger_wall(p: Profile, w: Walls) -> float:
    sizes = [abs(p.net[p.strike == k][0]) for k in (w.call_net, w.put_most_negative)
             if k is not None]
    return float(max(sizes, default=0.0))


def local_maxima(value: Array) -> Array:
    left = np.concatenate([[-np.inf], value[:-1]])
    right = np.concatenate([value[1:], [-np.inf]])
    return np.flatnonzero((value >= left) & (value >= right))


@dataclass
class Focus:
    strike: float
    net: float
    kind: str                    # call_dominated | put_dominated | balanced


def focus_kind(net: float, gross: float) -> str:
    tilt = net / gross
    if abs(tilt) < 0.3:
        return "balanced"
    return "call_dominated" if tilt > 0 else "put_dominated"


def focus_levels(p: Profile, w: Walls, flip_level: float | None, spot: float) -> list[Focus]:
    step = strike_step(p, spot)
    apart = max(2.0 * step, 0.0025 * spot)
    taken = [k for k in (w.call_net, w.put_most_negative) if k is not None]
    size, out = np.abs(p.net), []
    for i in sorted(local_maxima(size), key=lambda j: -size[j]):
        k = float(p.strike[i])
        near_flip = flip_level is not None and abs(k - flip_level) <= step
        if (len(out) < 3 and size[i] >= 0.25 * larger_wall(p, w) and not near_flip
                and all(abs(k - t) >= apart for t in taken)):
            taken.append(k)
            out.append(Focus(k, float(p.net[i]), focus_kind(p.net[i], p.gross[i])))
    return out


def trigger_strike(p: Profile, w: Walls, flip_level: float | None) -> float | None:
    """The strike nearest the flip among the large bars."""
    if flip_level is None:
        return None
    big = p.strike[np.abs(p.net) >= 0.25 * larger_wall(p, w)]
    return float(min(big, key=lambda k: abs(k - flip_level))) if len(big) else None


# --------------------------------------------------------------------------
# Clusters, battle zone, contested strikes (1.4.8)
# --------------------------------------------------------------------------
@dataclass
class Cluster:
    side: str
    low: float
    high: float
    centroid: float
    mass: float
    share: float                 # of that side's gross
    net_ratio: float


def density(p: Profile, at: Array, width: float) -> Array:
    z = (at[:, None] - p.strike[None, :]) / width
    return np.exp(-0.5 * z * z) @ p.gross * INV_SQRT_2PI / width


def runs(mask: Array) -> list[tuple[int, int]]:
    """Maximal [first, last] stretches of True."""
    edge = np.diff(np.concatenate([[0], mask.astype(int), [0]]))
    return list(zip(np.flatnonzero(edge == 1), np.flatnonzero(edge == -1) - 1))


def split_run(value: Array, first: int, last: int, needed: float) -> list[tuple[int, int]]:
    """Split at the deepest interior minimum that both sides tower over by `needed`."""
    inner = value[first:last + 1]
    left = np.maximum.accumulate(inner) - inner
    right = np.maximum.accumulate(inner[::-1])[::-1] - inner
    depth = np.minimum(left, right)
    cut = int(np.argmax(depth))
    if depth[cut] < needed:
        return [(first, last)]
    return (split_run(value, first, first + cut, needed)
            + split_run(value, first + cut, last, needed))


def clusters(p: Profile, spot: float) -> list[Cluster]:
    """Bands where gross gamma is dense; density on the price axis, each side of spot apart."""
    width = max(1.5 * strike_step(p, spot), 0.0015 * spot)
    out = []
    for side, mask in (("downside", p.strike < spot), ("upside", p.strike >= spot)):
        if mask.sum() < 3:
            continue
        half = Profile(*(x[mask] for x in (p.strike, p.call, p.put, p.call_oi, p.put_oi)))
        lo, hi = half.strike[0] - 3 * width, half.strike[-1] + 3 * width
        axis = np.arange(lo, hi, width / 20.0)
        value = density(half, axis, width)
        peak = value.max()
        for first, last in runs(value >= 0.5 * peak):
            for a, b in split_run(value, first, last, 0.2 * peak):
                found = _cluster(half, side, float(axis[a]), float(axis[b]))
                out += [found] if found else []
    return out


def _cluster(half: Profile, side: str, low: float, high: float) -> Cluster | None:
    inside = (half.strike >= low) & (half.strike <= high)
    mass, total = float(half.gross[inside].sum()), float(half.gross.sum())
    if inside.sum() < 3 or mass < 0.10 * total:
        return None
    centroid = float(half.strike[inside] @ half.gross[inside] / mass)
    return Cluster(side, low, high, centroid, mass, mass / total,
                   float(half.net[inside].sum()) / mass)


def battle_zone(book: Book, p: Profile, found: Flip) -> tuple[float, float] | None:
    """Spots around the flip where |GEX| stays at or below a tenth of its usual size."""
    if found.level is None:
        return None
    net, s = net_function(book), book.spot
    usual = np.abs([net(x * s) for x in np.arange(0.85, 1.15 + 5e-4, 0.001)])
    limit = 0.10 * float(np.percentile(usual, 90))
    low = _zone_edge(net, found.level, -1.0, limit, s)
    high = _zone_edge(net, found.level, 1.0, limit, s)
    half = 0.5 * strike_step(p, s)
    return min(low, found.level - half), max(high, found.level + half)


def _zone_edge(net: Callable[[float], float], start: float, direction: float,
               limit: float, spot: float) -> float:
    step, here = direction * 2e-4 * spot, start
    while 0.70 * spot < here < 1.30 * spot:
        ahead = here + step
        if abs(net(ahead)) > limit:
            return float(brentq(lambda x: abs(net(x)) - limit, here, ahead, xtol=1e-9))
        here = ahead
    return float(np.clip(here, 0.70 * spot, 1.30 * spot))


@dataclass
class Contested:
    low: float
    high: float
    strike: float                # the largest gross bar of the group
    balance: float


def contested_strikes(p: Profile, spot: float) -> list[Contested]:
    """Large on both sides at once: what the net bar hides."""
    balance = 1.0 - np.abs(p.net) / np.maximum(p.gross, 1e-300)
    chosen = np.flatnonzero((balance >= 0.70) & (p.gross >= 0.5 * p.gross.max()))
    reach, groups = 2.0 * strike_step(p, spot), []
    for i in chosen:
        if groups and p.strike[i] - p.strike[groups[-1][-1]] <= reach:
            groups[-1].append(i)
        else:
            groups.append([i])
    out = []
    for group in groups:
        top = max(group, key=lambda i: p.gross[i])
        out.append(Contested(float(p.strike[group[0]]), float(p.strike[group[-1]]),
                             float(p.strike[top]), float(balance[top])))
    return out
