#!/usr/bin/env python3
"""Writes made-up answers of Deribit in their exact shape, and cases whose numbers are this program's own, in closed form.

Premiums are Black's undiscounted price over the forward (inverse) or the price itself (linear), quoted symmetrically about
it; dollar gamma a 1 % is F^2 * gamma_F * 0.01 * open interest, naive signs. Run it in the root of the tree."""
import datetime as dt
import json
import math
import pathlib

TIME = dt.datetime(2026, 8, 18, 14, 30, tzinfo=dt.timezone.utc)
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def normal(x):
    return 0.5 * math.erfc(-x / math.sqrt(2))


def density(x):
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def strike_name(strike):
    return f"{strike:.3f}".rstrip("0").rstrip(".").replace(".", "d")


class Contract:
    def __init__(self, root, index, expiry, forward, strike, right, i):
        self.root, self.index, self.expiry, self.forward, self.strike, self.right = root, index, expiry, forward, strike, right
        settles = dt.datetime.combine(expiry, dt.time(8), tzinfo=dt.timezone.utc)
        t = (settles - TIME).total_seconds() / (365 * 86400)
        x = math.log(strike / forward)
        self.sigma = 0.48 - 0.10 * x + 0.35 * x * x
        v = self.sigma * math.sqrt(t)
        d1 = -x / v + v / 2
        call = forward * normal(d1) - strike * normal(d1 - v)
        self.dollars = call if right == "C" else call - forward + strike
        self.open_interest = round(20 + 180 * abs(math.sin(1.7 * i + (0.4 if right == "C" else 2.1))), 1)
        gamma = density(d1) / (forward * v)
        self.gex = (1 if right == "C" else -1) * self.open_interest * gamma * forward * forward / 100
        self.name = f"{root}-{expiry.day}{MONTHS[expiry.month - 1]}{expiry:%y}-{strike_name(strike)}-{right}"

    def summary(self):
        inverse = "_" not in self.root
        price = self.dollars / self.forward if inverse else self.dollars
        base = self.root.split("_")[0]
        spread = max(0.02 * price, 0.0001 if inverse else 0.01)
        bid = price - spread / 2
        return {"volume": 1.5, "underlying_price": self.forward, "underlying_index": "index_price",
                "quote_currency": base if inverse else "USDC", "price_change": None, "open_interest": self.open_interest,
                "mid_price": price if bid > 0 else None, "mark_price": round(price, 8), "mark_iv": round(100 * self.sigma, 2), "low": None, "last": None,
                "interest_rate": 0.0, "instrument_name": self.name, "high": None,
                "estimated_delivery_price": self.index, "creation_timestamp": int(TIME.timestamp() * 1000),
                "bid_price": bid if bid > 0 else None, "base_currency": base, "ask_price": price + spread / 2}


def chain(root, index, forwards, strikes):
    made, i = [], 0
    for expiry, forward in forwards:
        for strike in strikes:
            for right in "CP":
                made.append(Contract(root, index, expiry, forward, strike, right, i))
            i += 1
    return made


def answer(contracts):
    sent = int(TIME.timestamp() * 1e6) + 250_000
    return {"jsonrpc": "2.0", "result": [c.summary() for c in contracts], "usIn": sent - 900, "usOut": sent, "usDiff": 900,
            "testnet": False}


def case(name, why, contracts, flags, extra=()):
    net = sum(c.gex for c in contracts)
    gross = sum(abs(c.gex) for c in contracts)
    lines = [f"why: {why}", f"run: levels - --format json{flags}",
             f'expect: symbol = "{contracts[0].root}"', 'expect: as_of = "2026-08-18T14:30:00Z"',
             f"expect: spot = {contracts[0].index}", 'expect: assumptions.exchange = "Deribit"',
             'expect: assumptions.currency = "USD"', "expect: assumptions.multiplier = 1",
             f"expect: data_quality.contracts = {len(contracts)}",
             f"expect: exposure.net_gex_usd_per_1pct ~ {net!r} {abs(net) * 1e-6:.3g}",
             f"expect: exposure.gross_gex_usd_per_1pct ~ {gross!r} {gross * 1e-6:.3g}", *extra, "---",
             json.dumps(answer(contracts), separators=(",", ":"))]
    pathlib.Path(f"cases/{name}.case").write_text("\n".join(lines) + "\n")


def main():
    near, far = dt.date(2026, 8, 28), dt.date(2026, 12, 25)
    btc = chain("BTC", 60000.5, [(near, 60150.25), (far, 61200.0)], [50000 + 2000 * i for i in range(11)])
    sol = chain("SOL_USDC", 150.25, [(near, 150.5), (far, 152.0)], [120 + 6.25 * i for i in range(11)])
    case("deribit_inverse", "premiums in coin become dollars by each row's forward; open interest is in coins, expiries are at "
         "08:00 UTC; numbers from a second program", btc, "", ["expect: data_quality.flags[0].code = \"premiums_in_coin\""])
    case("deribit_linear", "premiums in dollars stay as they are; strikes with a d for the point", sol, "")
    both = answer(btc[:8] + sol[:2])
    pathlib.Path("testdata/ingest/deribit_summary.json").write_text(json.dumps(both, indent=1) + "\n")
    seeds = pathlib.Path("testdata/fuzz/deribit_json_fuzz")
    seeds.mkdir(parents=True, exist_ok=True)
    (seeds / "summary").write_text(json.dumps(both, separators=(",", ":")))


main()
