#!/usr/bin/env python3
"""Writes testdata/ingest/: invented chains of 100 contracts in the exact shape of Cboe's two forms.

Prices are Black-Scholes with r = q = 0 on an invented smile, rounded as the page rounds; open interest and volume come
from a fixed seed. Nothing is taken from a market.
"""
import datetime
import json
import math
import pathlib
import random

OUT = pathlib.Path(__file__).resolve().parent.parent / "testdata" / "ingest"
TODAY = datetime.date(2024, 3, 12)
TAKEN = datetime.datetime(2024, 3, 12, 16, 45)


def normal(x):
    return 0.5 * math.erfc(-x / math.sqrt(2))


def quote(spot, strike, right, days, vol):
    years = days / 365
    width = vol * math.sqrt(years)
    d1 = math.log(spot / strike) / width + width / 2
    call = spot * normal(d1) - strike * normal(d1 - width)
    price = call if right == "C" else call - spot + strike
    half = max(0.05, 0.01 * price)
    gamma = math.exp(-d1 * d1 / 2) / math.sqrt(2 * math.pi) / (spot * width)
    bid = max(0.0, round(price - half, 2))
    return {"bid": bid, "ask": round(price + half, 2), "iv": round(vol, 4), "gamma": round(gamma, 4),
            "delta": round(normal(d1) - (right == "P"), 4)}


def contracts(spot, ladders, rng):
    """One dict a row: (root, expiry, strike) with both sides."""
    for roots, expiry, strikes in ladders:
        days = (expiry - TODAY).days + 1
        for strike in strikes:
            for root in roots:
                vol = 0.14 - 0.35 * math.log(strike / spot) + 0.02 * (root == "SPX")
                row = {"root": root, "expiry": expiry, "strike": strike}
                for right in "CP":
                    side = quote(spot, strike, right, days, max(0.06, vol))
                    side["oi"] = rng.randrange(0, 9000)
                    side["volume"] = rng.randrange(0, 900)
                    side["last"] = side["bid"] if rng.random() < 0.8 else 0
                    side["symbol"] = f"{root}{expiry:%y%m%d}{right}{round(strike * 1000):08d}"
                    row[right] = side
                yield row


def plain(number):
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return text if text not in ("", "-0") else "0"


def csv_side(side):
    return [side["symbol"], plain(side["last"]), "0", plain(side["bid"]), plain(side["ask"]), str(side["volume"]),
            plain(side["iv"]), plain(side["delta"]), plain(side["gamma"]), str(side["oi"])]


def write_quotedata():
    rng = random.Random(20240312)
    friday, week = datetime.date(2024, 3, 15), datetime.date(2024, 3, 18)
    april = datetime.date(2024, 4, 19)
    rows = contracts(5100.37, [(["SPX", "SPXW"], friday, range(4800, 5500, 50)),
                               (["SPXW"], week, range(4860, 5460, 60)), (["SPX"], april, range(4600, 5800, 100))], rng)
    half = "Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest"
    lines = ["", "Invented & Sons 500 Index,Last: 5100.37,Change:  -3.21",
             '"Date: March 12, 2024 at 4:45 PM EDT",Bid: 5090.11,Ask: 5110.63,Size: 1*1,Volume: 0',
             f"Expiration Date,Calls,{half},Strike,Puts,{half}"]
    for row in rows:
        lines.append(",".join([f"{row['expiry']:%a %b %d %Y}", *csv_side(row["C"]), f"{row['strike']:.2f}", *csv_side(row["P"])]))
    (OUT / "quotedata_spx.csv").write_text("\n".join(lines) + "\n")


def json_option(side, rng):
    traded = side["last"] > 0
    time = (TAKEN - datetime.timedelta(minutes=rng.randrange(46, 300))).isoformat() if traded else None
    return {"option": side["symbol"], "bid": side["bid"], "bid_size": float(rng.randrange(1, 400)), "ask": side["ask"],
            "ask_size": float(rng.randrange(1, 400)), "iv": side["iv"], "open_interest": float(side["oi"]),
            "volume": float(side["volume"]), "delta": side["delta"], "gamma": side["gamma"], "vega": 0.1, "theta": -0.1,
            "rho": 0.01, "theo": round((side["bid"] + side["ask"]) / 2, 4), "change": 0.0, "open": 0.0, "high": 0.0, "low": 0.0,
            "tick": "no_change", "last_trade_price": side["last"], "last_trade_time": time, "percent_change": 0.0,
            "prev_day_close": side["bid"]}


def write_json():
    rng = random.Random(20240313)
    ladders = [(["XYZ"], datetime.date(2024, 3, 15), range(80, 120, 2)), (["XYZ"], datetime.date(2024, 4, 19), range(70, 130, 2))]
    options = [json_option(row[right], rng) for row in contracts(100.25, ladders, rng) for right in "CP"]
    data = {"options": options, "symbol": "XYZ", "security_type": "stock", "exchange_id": 2, "current_price": 100.25,
            "price_change": -0.5, "bid": 100.24, "ask": 100.26, "bid_size": 200, "ask_size": 120, "open": 100.75, "high": 101.5,
            "low": 99.75, "close": 100.2, "prev_day_close": 100.75, "volume": 1234567, "iv30": 14.25, "seqno": 12345678901,
            "last_trade_time": "2024-03-12T15:59:58", "tick": "down"}
    document = {"timestamp": "2024-03-12 20:45:03", "data": data, "symbol": "XYZ"}
    (OUT / "cboe_xyz.json").write_text(json.dumps(document, separators=(",", ":")))


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    write_quotedata()
    write_json()
