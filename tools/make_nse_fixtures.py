#!/usr/bin/env python3
"""Makes testdata/ingest/tables/nifty.csv and nse_site.json, and prints what a second implementation finds in them.

An invented chain of NSE in the shapes of a minute file and of the exchange's site: prices of Black's formula on two
flat volatilities, rounded to the tick of 0.05. The second implementation shares nothing with the engine: last trades,
the median of K + C - P near the money as forward, D = 1, volatility by bisection, minutes to 15:30.
"""
import csv
import datetime
import json
import math
import pathlib
import random
import statistics

TABLES = pathlib.Path(__file__).resolve().parent.parent / "testdata" / "ingest" / "tables"
NAMES = ("timestamp,symbol,expiry,strike,option_type,spot,ltp,open,high,low,close,volume,oi,oi_chg,iv,"
         "delta,gamma,theta,vega,rho")
SPOTS = {"202608181043": 24010.40, "202608181044": 24012.10}
EXPIRIES = {"18-Aug-2026": (0.0004, 0.16), "25-Aug-2026": (0.0015, 0.11)}  # carry, volatility
LOT = 65


def tail(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2))


def density(x: float) -> float:
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def black(forward: float, strike: float, v: float, call: bool) -> float:
    d1 = math.log(forward / strike) / v + v / 2
    d2 = d1 - v
    if call:
        return forward * tail(d1) - strike * tail(d2)
    return strike * tail(-d2) - forward * tail(-d1)


def years(stamp: str, expiry: str) -> float:
    settles = datetime.datetime.strptime(expiry, "%d-%b-%Y").replace(hour=15, minute=30)
    return (settles - datetime.datetime.strptime(stamp, "%Y%m%d%H%M")).total_seconds() / (365 * 86400)


def lines() -> list[str]:
    draw = random.Random(7)
    held, out = {}, [NAMES]
    for stamp, spot in SPOTS.items():
        for expiry, (carry, sigma) in EXPIRIES.items():
            forward, v = spot * (1 + carry), sigma * math.sqrt(years(stamp, expiry))
            for strike in range(23700, 24301, 50):
                for right in ("CE", "PE"):
                    price = max(0.05, round(black(forward, strike, v, right == "CE") / 0.05) * 0.05)
                    if (expiry, strike, right) not in held:
                        held[expiry, strike, right] = (draw.randrange(50, 900) * (3 if strike % 500 == 0 else 1),
                                                       draw.randrange(200, 4000))
                    interest, volume = held[expiry, strike, right]
                    d1 = math.log(forward / strike) / v + v / 2
                    delta = tail(d1) - (right == "PE")
                    iv = f"{100 * sigma * 0.45:.2f}" if price > 0.05 else "0.1"  # the site's clock is another
                    last = f"{price:.2f}".rstrip("0").rstrip(".")
                    out.append(f"{stamp},NIFTY50,{expiry},{strike},{right},{spot:.8f},{last},,,,,{volume},{interest},"
                               f"{draw.randrange(-40, 60)},{iv},{delta:.4f},{density(d1) / (forward * v):.6f},"
                               f"{-draw.random() * 5:.4f},{draw.random() * 12:.4f},{draw.random():.4f}")
    return out


def leg(row: dict) -> dict:
    price = float(row["ltp"])
    quoted = price > 0.05
    return {"strikePrice": int(row["strike"]), "expiryDate": row["expiry"], "underlying": "NIFTY",
            "identifier": f"OPTIDXNIFTY{row['expiry']}{row['option_type']}{row['strike']}.00",
            "openInterest": int(row["oi"]), "changeinOpenInterest": int(row["oi_chg"]), "pchangeinOpenInterest": 1.5,
            "totalTradedVolume": int(row["volume"]),
            "impliedVolatility": 0 if row["iv"] == "0.1" else float(row["iv"]), "lastPrice": price, "change": -1.2,
            "pChange": -0.8, "totalBuyQuantity": 1300, "totalSellQuantity": 1950, "bidQty": 65,
            "bidprice": round(price - 0.05, 2) if quoted else 0, "askQty": 130, "askPrice": round(price + 0.05, 2),
            "underlyingValue": float(row["spot"])}


def site(rows: list[dict]) -> dict:
    """As the site tells it; the put of the last strike is not listed."""
    pairs: dict = {}
    for row in rows:
        if (row["expiry"], row["strike"], row["option_type"]) != ("25-Aug-2026", "24300", "PE"):
            pairs.setdefault((row["expiry"], int(row["strike"])), {})[row["option_type"]] = leg(row)
    data = [{"strikePrice": strike, "expiryDate": expiry, **legs} for (expiry, strike), legs in pairs.items()]
    near = [row for row in data if row["expiryDate"] == "18-Aug-2026"]
    return {"records": {"expiryDates": list(EXPIRIES), "data": data, "timestamp": "18-Aug-2026 10:43:00",
                        "underlyingValue": float(rows[0]["spot"]),
                        "strikePrices": sorted({strike for _, strike in pairs})},
            "filtered": {"data": near, "CE": {"totOI": 1, "totVol": 2}, "PE": {"totOI": 3, "totVol": 4}}}


def solved(price: float, forward: float, strike: float, call: bool) -> float:
    low, high = 1e-7, 3.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if black(forward, strike, middle, call) < price else (low, middle)
    return low


def exposures(rows: list[dict]) -> dict[float, list[float]]:
    """Net and gross by strike, in rupees a 1 % move."""
    spot, found = float(rows[0]["spot"]), {}
    for expiry in {row["expiry"] for row in rows}:
        price = {(float(r["strike"]), r["option_type"]): float(r["ltp"]) for r in rows if r["expiry"] == expiry}
        strikes = sorted({strike for strike, _ in price})
        width = 3 * min(price[k, "CE"] + price[k, "PE"] for k in strikes) / (0.7979 * spot)
        near = [k for k in strikes if abs(k / spot - 1) <= min(0.10, width)]
        forward = statistics.median(k + price[k, "CE"] - price[k, "PE"] for k in near)
        for row in (r for r in rows if r["expiry"] == expiry):
            strike = float(row["strike"])
            call = strike >= forward
            v = solved(price[strike, "CE" if call else "PE"], forward, strike, call)
            gamma = density(math.log(forward / strike) / v + v / 2) / (forward * v) * (forward / spot) ** 2
            gex = gamma * float(row["oi"]) * LOT * spot * spot * 0.01
            at = found.setdefault(strike, [0.0, 0.0])
            at[0] += gex if row["option_type"] == "CE" else -gex
            at[1] += gex
    return found


def main() -> None:
    text = "\n".join(lines()) + "\n"
    (TABLES / "nifty.csv").write_text(text)
    rows = [row for row in csv.DictReader(text.splitlines()) if row["timestamp"] == min(SPOTS)]
    (TABLES / "nse_site.json").write_text(json.dumps(site(rows), separators=(",", ":")) + "\n")
    found = exposures(rows)
    spot = float(rows[0]["spot"])
    print("net", sum(net for net, _ in found.values()), "gross", sum(gross for _, gross in found.values()))
    print("call wall", max((net, k) for k, (net, _) in found.items() if k > spot))
    print("put wall", min((net, k) for k, (net, _) in found.items() if k < spot))


if __name__ == "__main__":
    main()
