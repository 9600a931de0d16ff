#!/usr/bin/env python3
"""Writes testdata/ingest/dbn/: a made-up chain of 40 contracts in Databento's binary encoding, versions 1 to 3, and the
same chain as a plain table, chain.csv. Layouts are those of the public definition of DBN; where the package
databento-dbn is installed, it reads every file back and is compared. Nothing is taken from a market.
"""
import datetime
import pathlib
import random
import struct

OUT = pathlib.Path(__file__).resolve().parent.parent / "testdata" / "ingest" / "dbn"
NONE_I64, NONE_U64, NONE_I32, NONE_U32 = 2**63 - 1, 2**64 - 1, 2**31 - 1, 2**32 - 1
OPEN = int(datetime.datetime(2026, 8, 18, 13, 30, tzinfo=datetime.timezone.utc).timestamp()) * 10**9
DAY = OPEN - 13 * 3600 * 10**9 - 30 * 60 * 10**9
STRIKES = [6300, 6350, 6375, 6400, 6425, 6437.5, 6450, 6475, 6500, 6550]
SERIES = [("SPXW", "260821"), ("SPX", "260918")]


def contracts():
    """One dict a contract: what definitions, statistics and the last quote say of it."""
    rng = random.Random(20260818)
    number = 1000
    for root, expiry in SERIES:
        for strike in STRIKES:
            for right in "CP":
                number += rng.randrange(1, 900)
                worth = max(0.0, (6430 - strike) * (1 if right == "C" else -1)) + 20
                bid = round(worth - 0.2, 2)
                row = {"id": number, "symbol": f"{root:<6}{expiry}{right}{round(strike * 1000):08d}", "right": right,
                       "strike": strike, "bid": bid, "ask": round(bid + 0.4, 2), "oi": rng.randrange(0, 9000), "last": None}
                if rng.random() < 0.15:
                    row["bid"] = None  # no bid: printed as undefined
                if rng.random() < 0.3:
                    row["last"] = round(worth, 2)
                yield row


def price(value):
    return NONE_I64 if value is None else round(value * 10**9)


def text(value, room):
    return value.encode().ljust(room, b"\0")


def header(size, rtype, row, at, publisher=30):
    return struct.pack("<BBHIQ", size // 4, rtype, publisher, row["id"], at)


def definition(version, row):
    """Every field before the symbol that is not set here is undefined, as OPRA leaves them."""
    size, symbol_at, room, klass_at, action_at = {1: (360, 200, 22, 325, 349), 2: (400, 200, 71, 374, 382),
                                                  3: (520, 238, 71, 487, 493)}[version]
    strike_at = {1: 328, 2: 112, 3: 104}[version]
    record = bytearray(size)
    record[0:16] = header(size, 0x13, row, DAY)
    struct.pack_into("<Q", record, 16, DAY)
    expiry = datetime.datetime.strptime(row["symbol"][6:12], "%y%m%d").replace(tzinfo=datetime.timezone.utc)
    struct.pack_into("<qqQQ", record, 24, NONE_I64, NONE_I64, int(expiry.timestamp()) * 10**9, NONE_U64)
    struct.pack_into("<i", record, {1: 160, 2: 164, 3: 176}[version], NONE_I32)
    record[symbol_at:symbol_at + room] = text(row["symbol"], room)
    struct.pack_into("<q", record, strike_at, price(row["strike"]))
    record[klass_at:klass_at + 1] = row["right"].encode()
    record[action_at:action_at + 1] = b"A"
    return bytes(record)


def statistics(version, row, stat_type, quantity):
    at = DAY + 10 * 3600 * 10**9 + 30 * 60 * 10**9  # 06:30 New York
    if version < 3:
        body = struct.pack("<QQqiIiHHBB6x", at, DAY, NONE_I64, quantity, 0, 0, stat_type, 0, 1, 0)
    else:
        body = struct.pack("<QQqqIiHHBB18x", at, DAY, NONE_I64, quantity, 0, 0, stat_type, 0, 1, 0)
    return header(16 + len(body), 0x18, row, at) + body


def quote(row, bid, ask, at, action=b"A", traded=None):
    body = struct.pack("<qIccBxQi4xqqIIH2xH2x", price(traded), 1 if traded else 0, action, b"N", 0x80, at, 0, price(bid),
                       price(ask), 10 if bid is not None else 0, 11 if ask is not None else 0, 20, 21)
    return header(16 + len(body), 0xB1, row, at) + body


def metadata(version, schema, rows):
    room = 22 if version == 1 else 71
    body = text("OPRA.PILLAR", 16) + struct.pack("<HQQQ", schema, DAY, DAY + 86400 * 10**9, 0)
    if version == 1:
        body += struct.pack("<Q", NONE_U64)
    body += struct.pack("<BBB", 4, 0, 0)
    body += b"" if version == 1 else struct.pack("<H", room)
    body += bytes(47 if version == 1 else 53) + struct.pack("<I", 0)
    body += struct.pack("<I", 1) + text("SPX.OPT", room) + struct.pack("<II", 0, 0)
    body += struct.pack("<I", len(rows))
    for row in rows:
        body += text(row["symbol"], room) + struct.pack("<III", 1, 20260818, 20260819) + text(str(row["id"]), room)
    if version == 3:
        body += bytes(-len(body) % 8)
    return b"DBN" + struct.pack("<BI", version, len(body)) + body


def quotes(rows):
    """Two rounds in which everything moves, then the last; a trade in between where there was one."""
    for turn in range(3):
        for number, row in enumerate(rows):
            at = OPEN + (turn * 1000 + number) * 10**9
            if turn < 2:
                yield quote(row, row["ask"] - 3 + turn, row["ask"] + 5 - turn, at)
            elif row["last"] is not None:
                yield quote(row, row["bid"], row["ask"], at, b"T", row["last"])
            else:
                yield quote(row, row["bid"], row["ask"], at)


def table(rows):
    lines = ["option,bid,ask,last,open_interest"]
    for row in rows:
        last = "" if row["last"] is None else row["last"]
        lines.append(f"{row['symbol'].replace(' ', '')},{row['bid'] or 0},{row['ask']},{last},{row['oi']}")
    return "\n".join(lines) + "\n"


def compare(path, rows):
    try:
        import databento_dbn
    except ImportError:
        return
    decoder = databento_dbn.DBNDecoder(upgrade_policy=databento_dbn.VersionUpgradePolicy.UPGRADE_TO_V3)
    decoder.write(path.read_bytes())
    by_id = {row["id"]: row for row in rows}
    seen = {}
    for record in decoder.decode()[1:]:
        row = by_id[record.instrument_id]
        if isinstance(record, databento_dbn.InstrumentDefMsg):
            assert record.raw_symbol == row["symbol"] and record.strike_price == price(row["strike"]), record
        if isinstance(record, databento_dbn.StatMsg) and record.stat_type == 9:
            assert record.quantity == row["oi"], record
        if isinstance(record, databento_dbn.CMBP1Msg):
            seen[record.instrument_id] = record.levels[0]
    for number, level in seen.items():
        assert (level.bid_px, level.ask_px) == (price(by_id[number]["bid"]), price(by_id[number]["ask"]))
    print(f"{path.name}: as databento-dbn reads it")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    rows = list(contracts())
    for version in (1, 2, 3):
        files = {
            f"definition_v{version}.dbn": metadata(version, 9, rows) + b"".join(definition(version, row) for row in rows),
            f"statistics_v{version}.dbn": metadata(version, 10, rows) + b"".join(
                statistics(version, row, 9, row["oi"]) + statistics(version, row, 6, 77) for row in rows),
        }
        for name, data in files.items():
            (OUT / name).write_bytes(data)
            compare(OUT / name, rows)
    (OUT / "quotes_v3.dbn").write_bytes(metadata(3, 14, rows) + b"".join(quotes(rows)))
    compare(OUT / "quotes_v3.dbn", rows)
    (OUT / "chain.csv").write_text(table(rows))


if __name__ == "__main__":
    main()
