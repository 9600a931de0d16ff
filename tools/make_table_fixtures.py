#!/usr/bin/env python3
"""Writes testdata/ingest/tables: small chains with invented numbers in the exact shape of every table that is read.

One made-up underlying at 500, expiries 2026-09-11 and 2026-09-18, 25 strikes, calls and puts: 100 contracts a file, priced
by Black-Scholes on an invented smile, with the fillers that the vendor prints. Run it in the root of the tree."""
import csv
import datetime as dt
import io
import json
import math
import pathlib

OUT = pathlib.Path("testdata/ingest/tables")
DAY = dt.date(2026, 8, 18)
EXPIRIES = [dt.date(2026, 9, 11), dt.date(2026, 9, 18)]
STRIKES = [440 + 5 * i for i in range(25)]
SPOT = 500.25


def normal(x):
    return 0.5 * math.erfc(-x / math.sqrt(2))


class Contract:
    def __init__(self, expiry, strike, right, root="ACME"):
        self.expiry, self.strike, self.right, self.root = expiry, strike, right, root
        days = (expiry - DAY).days
        t = days / 365
        x = math.log(strike / SPOT)
        self.iv = round(0.18 - 0.25 * x + 0.6 * x * x, 4)
        v = self.iv * math.sqrt(t)
        d1 = -x / v + v / 2
        call = SPOT * normal(d1) - strike * normal(d1 - v)
        price = call if right == "C" else call - SPOT + strike
        self.days, self.mid = days, max(price, 0)
        self.bid = round(max(price * 0.98 - 0.02, 0), 2)
        self.ask = round(price * 1.02 + 0.03, 2)
        self.delta = round(normal(d1) - (0 if right == "C" else 1), 4)
        self.gamma = round(math.exp(-d1 * d1 / 2) / math.sqrt(2 * math.pi) / (SPOT * v), 4)
        i = STRIKES.index(strike)
        self.oi = 0 if i % 12 == 11 else 100 + (strike * 7 + (0 if right == "C" else 31) + days) % 900
        self.volume = 0 if i % 9 == 8 else (strike * 3 + days) % 70

    @property
    def osi(self):
        return f"{self.root}{self.expiry:%y%m%d}{self.right}{self.strike * 1000:08d}"

    @property
    def word(self):
        return "call" if self.right == "C" else "put"


def chain(root="ACME"):
    return [Contract(e, k, r, root) for e in EXPIRIES for k in STRIKES for r in "CP"]


def write(name, text, newline=""):
    with open(OUT / name, "w", encoding="utf-8", newline=newline) as file:
        file.write(text)


def table(name, header, rows, end="\n", before=""):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(header)
    writer.writerows(rows)
    write(name, before + text.getvalue())


def cboe_eod():
    header = ("session_date,ticker,expiry,right,strike,option,bid,bid_size,ask,ask_size,last_trade_price,volume,"
              "open_interest,iv,delta,gamma,theta,vega,rho,theo,open,high,low,prev_day_close,change,percent_change,"
              "last_trade_time").split(",")
    table("cboe_eod.csv", header,
          [[DAY, "_ACME", c.expiry, c.right, f"{c.strike:.3f}", c.osi, c.bid, 1.0, c.ask, 10.0, round(c.mid, 2),
            float(c.volume), float(c.oi), c.iv, c.delta, c.gamma, -0.1, 0.2, 0.01, round(c.mid, 4), 0.0, 0.0, 0.0,
            round(c.mid, 6), 0.0, 0.0, "" if c.volume == 0 else f"{DAY}T15:{c.strike % 60:02d}:07"] for c in chain()],
          end="\r\n")


def yahoo():
    header = ("contractSymbol,expiry,type,strike,lastPrice,bid,ask,volume,openInterest,impliedVolatility,inTheMoney,"
              "lastTradeDate,spot,session").split(",")
    rows = sorted(chain(), key=lambda c: (c.expiry, c.right, c.strike))
    table("yahoo.csv", header,
          [[c.osi, c.expiry, c.right, float(c.strike), round(c.mid, 2), c.bid, c.ask,
            "" if c.volume == 0 else float(c.volume), c.oi, 1.0000000000000003e-05 if c.strike == 440 else c.iv,
            str((c.strike < SPOT) == (c.right == "C")), f"2026-08-19 14:{c.strike % 60:02d}:03+00:00", SPOT, DAY]
           for c in rows])


def polygon():
    header = ("ticker,underlying,expiration,dte,strike,type,delta,gamma,theta,vega,iv,open_interest,bid,ask,mid,bid_size,"
              "ask_size,last_price,last_size,volume,open,high,low,close,vwap,break_even,underlying_price").split(",")
    table("polygon.csv", header,
          [["O:" + c.osi, c.root, c.expiry, c.days, float(c.strike), c.right, c.delta, c.gamma, -0.1, 0.2, "", c.oi, c.bid,
            c.ask, round((c.bid + c.ask) / 2, 4), 1, 2, "", "", "", "", "", "", "", "", c.strike + 1.5, SPOT]
           for c in chain()], end="\r\n")


def datashop():
    header = ("quote_date,expiration,strike,option_type,bid_size_1545,bid_1545,ask_size_1545,ask_1545,"
              "underlying_bid_1545,underlying_ask_1545,trade_volume,open_interest").split(",")
    table("cboe_datashop_acme_2026-08-18.csv", header,
          [[DAY, c.expiry, c.strike, c.right, 10, c.bid, 12, c.ask, 500, 500.5, c.volume, c.oi] for c in chain()],
          before="\ufeff")


def historical():
    header = ("underlying,underlying_last, exchange,optionroot,optionext,type,expiration,quotedate,strike,last,bid,ask,"
              "volume,openinterest,impliedvol,delta,gamma,theta,vega,optionalias").split(",")
    rows = []
    for day in (DAY, DAY + dt.timedelta(1)):
        for c in chain()[:50]:
            saturday = c.expiry + dt.timedelta(1)
            rows.append([c.root, SPOT if day == DAY else 502, "*", c.osi, "", c.word, f"{saturday:%m/%d/%Y}",
                         f"{day:%m/%d/%Y}", c.strike, round(c.mid, 2), c.bid, c.ask, c.volume, c.oi, c.iv, c.delta,
                         round(c.gamma * 100, 4), -1, 1, ""])
    table("historicaloptiondata.csv", header, rows)


def optionsdx():
    header = ("[QUOTE_UNIXTIME], [QUOTE_READTIME], [QUOTE_DATE], [QUOTE_TIME_HOURS], [UNDERLYING_LAST], [EXPIRE_DATE], "
              "[EXPIRE_UNIX], [DTE], [C_DELTA], [C_GAMMA], [C_VEGA], [C_THETA], [C_RHO], [C_IV], [C_VOLUME], [C_LAST], "
              "[C_SIZE], [C_BID], [C_ASK], [STRIKE], [P_BID], [P_ASK], [P_SIZE], [P_LAST], [P_DELTA], [P_GAMMA], [P_VEGA], "
              "[P_THETA], [P_RHO], [P_IV], [P_VOLUME], [STRIKE_DISTANCE], [STRIKE_DISTANCE_PCT]")
    lines = [header]
    contracts = chain()
    for c, p in zip(contracts[::2], contracts[1::2]):
        lines.append(", ".join(str(x) for x in [
            1787083200, f"{DAY} 16:00", DAY, "16.000000", SPOT, c.expiry, 1789156800, float(c.days), c.delta, c.gamma,
            0.2, -0.1, 0.01, c.iv, "", round(c.mid, 2), "12 x 30", c.bid, c.ask, float(c.strike), p.bid, p.ask, "4 x 7",
            round(p.mid, 2), p.delta, p.gamma, 0.2, -0.1, 0.01, p.iv, "", 1.0, 0.01]))
    write("optionsdx.txt", "\n".join(lines) + "\n")


def alphavantage():
    data = [{"contractID": c.osi, "symbol": c.root, "expiration": str(c.expiry), "strike": f"{c.strike:.2f}",
             "type": c.word, "last": f"{c.mid:.2f}", "mark": f"{c.mid:.2f}", "bid": f"{c.bid:.2f}", "bid_size": "1",
             "ask": f"{c.ask:.2f}", "ask_size": "2", "volume": str(c.volume), "open_interest": str(c.oi),
             "date": str(DAY), "implied_volatility": f"{c.iv:.5f}", "delta": f"{c.delta:.5f}", "gamma": f"{c.gamma:.5f}",
             "theta": "-0.1", "vega": "0.2", "rho": "0.01"} for c in chain()]
    write("alphavantage.json", json.dumps({"endpoint": "Historical Options", "message": "success", "data": data},
                                          indent=4) + "\n")


def desk():
    quotes = [{"symbol": c.osi, "expiration": str(c.expiry), "side": c.word, "strike": float(c.strike), "bid": c.bid,
               "ask": c.ask, "mid": round((c.bid + c.ask) / 2, 3), "last": round(c.mid, 2), "volume": float(c.volume),
               "openInterest": float(c.oi), "iv": c.iv, "delta": c.delta, "gamma": c.gamma, "theta": -0.1, "vega": 0.2,
               "rho": 0.0, "greeksSource": "cboe", "greeksMissingReason": None} for c in chain()]
    write("options_desk.json", json.dumps(
        {"symbol": "ACME", "updated": f"{DAY}T10:47:32.448107-04:00", "underlyingPrice": SPOT,
         "greeks": {"enabled": True, "primarySource": "cboe", "riskFreeRate": None, "total": 100, "cboeContracts": 320},
         "expirations": [str(e) for e in EXPIRIES], "quotes": quotes}, separators=(",", ":")))


def ndjson():
    write("rows.ndjson", "".join(json.dumps(
        {"as_of": f"{DAY}T15:30:00-04:00", "underlying": "ACME", "spot": SPOT, "expiry": str(c.expiry),
         "strike": c.strike, "cp": c.right, "bid": c.bid, "ask": c.ask, "iv": round(c.iv * 100, 2), "oi": c.oi,
         "greeks": {"delta": c.delta, "gamma": c.gamma}}) + "\n" for c in chain()))


def compact():
    """AM block first, then PM; 2026-09-18 is a monthly expiry, so its strikes are in both."""
    am = [Contract(EXPIRIES[1], k, r) for k in STRIKES[4:-4] for r in "CP"]
    pm = [Contract(EXPIRIES[0], k, r) for k in STRIKES[8:-7] for r in "CP"]
    pm += [Contract(EXPIRIES[1], k, r) for k in STRIKES[1:-1] for r in "CP"]
    rows = []
    for block, contracts in (("am", am), ("pm", pm)):
        for c in contracts:
            rows.append([f"{c.strike:.2f}", c.days, c.right, (c.oi or 7) + (10000 if block == "am" else 0),
                         f"{c.gamma:.6f}", f"{c.delta:.4f}", f"{c.iv:.4f}", f"{c.bid:.2f}", f"{c.ask:.2f}"])
    table("spxcompact_2026-08-18.csv", "strike,dte,cp,oi,gamma,delta,iv,bid,ask".split(","), rows,
          before=f"# spot,{SPOT:.4f},ts,{DAY} 23:42:49\n")


def pairs():
    contracts = list(reversed(chain()))
    rows = []
    for p, c in zip(contracts[::2], contracts[1::2]):
        row = {}
        for side, o in (("call", c), ("put", p)):
            row[side + "Option"] = f"{o.expiry}_{o.strike:.2f}_{o.word.capitalize()}"
            row[side + "Price"] = round(o.mid, 2)
            row[side + "Delta"] = round(o.delta, 2)
            row[side + "Volume"] = o.volume
            row[side + "Iv"] = round(o.iv * 100, 2)
            row[side + "Oi"] = o.oi
        rows.append(row)
    totals = {"callVolume": 1.0, "putVolume": 1.0, "cpRatio": 1.0,
              "callOi": float(sum(r["callOi"] for r in rows)), "putOi": float(sum(r["putOi"] for r in rows)),
              "cputOiRatio": 1.0, "underlyingPrice": SPOT}
    write("pairs_acme_2026-08-18.json", json.dumps({"header": totals, "contracts": rows}, separators=(",", ":")))


def foreign():
    write("deribit_eod.csv", "snapshot_utc,exchange,underlying,instrument,expiry,strike,type,mark_price,bid,ask,mark_iv,"
          "delta,gamma,vega,theta,open_interest,volume_24h,underlying_price\n"
          "2026-08-18 12:24:07,deribit,BTC,BTC-28AUG26-105000-C,2026-08-28,105000,call,0.0003,0.0002,0.0005,49.6,,,,,161.3,"
          "0.0,62800.2\n")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for make in (cboe_eod, yahoo, polygon, datashop, historical, optionsdx, alphavantage, desk, ndjson, compact, pairs,
                 foreign):
        make()
