#!/usr/bin/env python3
"""A soak: the server on a made-up session with faults, clients that come and go, alerts to a receiver that fails.

    tools/soak.py build/asan/gammafield --minutes 60

`simulate serve --faults` plays a whole trading day in that time; `serve` records it, watches prices from a file that grows, and
delivers alerts to a webhook that is late, refuses, loses answers and is away for a twelfth of the time. Clients by HTTP, WebSocket,
Server-Sent Events and MCP come and go, some of them rude. Memory and descriptors are read from /proc every five seconds. At the end:

- memory and descriptors are constant from the second quarter to the last, but for 1 % (under sanitizers 3 %: their allocator gives
  little back) and for what half a day leaves behind that it needs until its end: DAY_KEEPS says what. Held to it is the heap in use,
  as the server counts it; the process' own memory (without code, which is read from its file when it is first run) may differ by
  HEAP_ENDS more. Each by the least of every minute: what answers take is given back, and heap that lies free goes back to the system
  once a minute;
- once all clients are gone there are no more descriptors than before they came;
- the sanitizers have said nothing, and both programs end with 0;
- every alert of the outbox was delivered: in the order of its rule, with its own id and a signature that holds, more than once only
  where an answer was lost; and the outbox holds what `alerts test` says of the recording;
- each delta of a stream began where the one before ended; no answer was a 5xx but that of /v1/ready, and a 503 that says when to ask
  again and means it.

Exit code 0 if all of it holds. What it measured is left in `soak.csv` of the folder (--keep).
"""
import argparse
import base64
import collections
import csv
import hashlib
import hmac
import http.client
import http.server
import json
import os
import random
import re
import signal
import socket
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

SESSION_SECONDS = 390 * 60
SECRET = "soak-secret-of-this-run"
SAMPLE_EVERY = 5  # seconds
ASKED_AGAIN = 10  # times a busy server is asked before that is a complaint
# KiB that one symbol's session keeps in memory until its end: a profile a minute (390 of 2.1 KiB), each price that was watched (7,800
# of 48 bytes) for the snapshots between them, events and ended attempts. Everything else that is kept has a number of its own: 256
# changes for those who resume, 64 answers of a standing, views, pages of the database.
DAY_KEEPS = 390 * 2.1 + 7_800 * 48 / 1024 + 60
# KiB that lie free where threads' heaps end, a MiB each (apps/gammafield/heap.cpp): engine, network, worker, archivist, courier.
HEAP_ENDS = 5 * 1024
# KiB: the vendor gives nothing back, and its largest answer may come late.
LARGEST_ANSWER = 512


def sanitizer_options(folder, name):
    """Reports go to files. What the sanitizers keep for themselves is kept small (freed memory, and the stacks that asked for it, of which
    there are ever new ones), so that it does not look like growth."""
    common = f"log_path={folder}/{name}.report:exitcode=77"
    return {"ASAN_OPTIONS": common + ":detect_leaks=1:malloc_context_size=2:quarantine_size_mb=8:allocator_release_to_os_interval_ms=500",
            "UBSAN_OPTIONS": common + ":print_stacktrace=1"}


class Program:
    """One of ours, its first line of output, and its standard error in a file."""

    def __init__(self, folder, name, arguments):
        self.name, self.log = name, folder / f"{name}.log"
        with self.log.open("w") as errors:
            self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=errors, text=True,
                                            env=os.environ | sanitizer_options(folder, name))
        self.line = self.process.stdout.readline().strip()
        assert self.line, f"{name} did not start: {self.log.read_text()}"

    def memory_kib(self, which="VmRSS"):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(which + ":"):
                return int(line.split()[1])
        return 0

    def open_files(self):
        folder, names = Path(f"/proc/{self.process.pid}/fd"), []
        for each in folder.iterdir():
            try:
                names.append(re.sub(r"\d{4,}", "N", os.readlink(each)))
            except FileNotFoundError:
                pass  # closed meanwhile
        return collections.Counter(names)

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=120)


class Receiver:
    """Of webhooks: refuses, is late, ends without an answer; keeps what came and whether it was told so."""

    def __init__(self, seed, away):
        self.random, self.away, self.calm = random.Random(seed), away, False
        self.lock, self.arrivals = threading.Lock(), []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.take(self, body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/in"

    def take(self, request, body):
        wanted = "v1=" + hmac.new(SECRET.encode(), request.headers["Gammafield-Timestamp"].encode() + b"." + body,
                                  hashlib.sha256).hexdigest()
        arrival = {"key": request.headers["Idempotency-Key"], "body": body.decode(), "told": False,
                   "signed": hmac.compare_digest(wanted, request.headers["Gammafield-Signature"])}
        with self.lock:
            chance = 1.0 if self.calm else self.random.random()
            self.arrivals.append(arrival)
        if self.away():
            status = None if chance < 0.5 else 503
        elif chance < 0.08:
            status = 500
        elif chance < 0.14:
            status = 429
        elif chance < 0.20:
            status = None
        else:
            status = 204
            if chance < 0.25:
                time.sleep(2)
        arrival["told"] = status == 204
        if status is None:
            request.close_connection = True
            return
        request.send_response(status)
        if status == 429:
            request.send_header("Retry-After", "3")
        request.send_header("Content-Length", "0")
        request.end_headers()


def rules(spot, receiver, folder):
    """Every kind of rule; prices near spot, so that alerts come all day."""
    (folder / "hook.secret").write_text(SECRET)
    text = ""
    near = {f"near {spot + step}": f'when = "spot_near"\nlevel = {spot + step}\nwithin_percent = 0.02\nrearm_percent = 0.04'
            for step in range(-60, 65, 5)}
    others = {"flip": 'when = "flip_crossed"', "moved": 'when = "wall_moved"', "states": 'when = "wall_state"',
              "regime": 'when = "regime_changed"', "flag": 'when = "data_flag"', "stale": 'when = "data_stale"',
              "near the wall": 'when = "spot_near"\nlevel = "call_wall"\nwithin_percent = 0.2'}
    for name, body in (near | others).items():
        text += f'[[alerts.rule]]\nname = "{name}"\n{body}\nsinks = ["hook", "log"]\n\n'
    text += f'[alerts.sink.hook]\ntype = "webhook"\nurl = "{receiver.address}"\nsecret_file = "{folder}/hook.secret"\n'
    text += f'allow_private = ["127.0.0.1"]\n\n[alerts.sink.log]\ntype = "file"\npath = "{folder}/alerts.ndjson"\n'
    (folder / "alerts.toml").write_text(text)


class Prices(threading.Thread):
    """Appends to a file of prices as the played day goes on, now and then half a line first."""

    def __init__(self, bars, path, speed):
        super().__init__(daemon=True)
        self.path, self.speed, self.stop = path, speed, threading.Event()
        rows = list(csv.DictReader(bars.open()))
        self.points = []
        for index, row in enumerate(rows):
            at = time.mktime(time.strptime(row["time"], "%Y-%m-%dT%H:%M:%SZ")) - time.timezone
            begin, end = float(row["open"]), float(row["close"])
            for part in range(20):
                self.points.append((60 * index + 3 * part, at + 3 * part, begin + (end - begin) * part / 20))
        self.path.write_text("time,price\n")

    def run(self):
        began = time.monotonic()
        with self.path.open("a") as file:
            for after, at, price in self.points:
                if self.stop.wait(max(0, began + after / self.speed - time.monotonic())):
                    return
                line = f"{int(at)},{price:.2f}\n"
                if int(at) % 30 == 0:
                    file.write(line[:7])
                    file.flush()
                    self.stop.wait(0.1)
                    line = line[7:]
                file.write(line)
                file.flush()


class Clients:
    """Threads that ask until they are told to stop, and what they have seen."""

    def __init__(self, base, token, seed):
        self.host, port = re.match(r"http://([\d.]+):(\d+)", base).groups()
        self.port, self.token, self.seed = int(port), token, seed
        self.stop, self.lock = threading.Event(), threading.Lock()
        self.counts, self.wrong, self.threads = collections.Counter(), [], []

    def start(self):
        for kind, how_many in ((self.ask, 3), (self.follow_socket, 5), (self.follow_events, 3), (self.be_rude, 2), (self.call_tools, 1)):
            for number in range(how_many):
                dice = random.Random(f"{self.seed} {kind.__name__} {number}")
                thread = threading.Thread(target=self.repeat, args=(kind, dice), daemon=True)
                thread.start()
                self.threads.append(thread)

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(60)

    def repeat(self, kind, dice):
        while not self.stop.is_set():
            try:
                kind(dice)
            except (OSError, http.client.HTTPException) as trouble:
                self.count("trouble " + type(trouble).__name__)
            self.stop.wait(dice.uniform(0, 1))

    def count(self, what):
        with self.lock:
            self.counts[what] += 1

    def complain(self, what):
        with self.lock:
            self.wrong.append(what)

    @staticmethod
    def paths():
        names = ["levels", "report", "profile", "strikes", "surface", "session", "chart", "brief", "history", "events", "times",
                 "map", "inspect", "sessions", "bars", "field"]
        others = ["/v1/symbols", "/v1/health", "/v1/ready", "/v1/version", "/v1/openapi.json", "/metrics", "/", "/nothing",
                  "/v1/levels/NOPE", "/v1/levels/SPX?format=tv", "/v1/levels/SPX?format=csv", "/v1/history/SPX?step=1800",
                  "/v1/settings", "/compat/gexbot/SPX/classic/gex_full", "/v1/bands/SPX", "/v1/options", "/v1/alerts",
                  "/v1/scenario/SPX?spot_points=21", "/v1/explain/SPX/call_wall", "/v1/explain/SPX/gamma_flip?most=5",
                  "/v1/levels/SPX?expiries=next", "/v1/profile/SPX?expiries=le_dte:7", "/v1/strikes/SPX?set=smile_dynamics=ssr",
                  "/v1/map/SPX?expiries=monthly&set=iv_source=surface", "/v1/profile/SPX?after=monthly",
                  "/v1/levels/SPX?set=no_such_key=1", "/v1/field/SPX?step=300&range=1", "/v1/bars/SPX?step=300",
                  "/v1/compare/SPX?from=2026-08-18T13:45:00Z", "/v1/report/SPX/at?as_of=2026-08-18T14:00:00Z",
                  "/v1/brief/SPX?page=evening"]
        return [f"/v1/{name}/SPX" for name in names] * 2 + others

    def get(self, path):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        connection.request("GET", path, headers={"Authorization": "Bearer " + self.token})
        text = connection.getresponse().read()
        connection.close()
        return text

    def heap_in_use_kib(self):
        """As the server tells it; under sanitizers, whose allocator does not say, 0."""
        found = re.search(rb"^process_heap_in_use_bytes (\S+)", self.get("/metrics"), re.MULTILINE)
        return float(found.group(1)) / 1024

    def ask(self, dice):
        """A keep-alive connection for a while; every address in every form."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        tag = None
        for _ in range(dice.randint(1, 30)):
            if self.stop.is_set():
                break
            path = dice.choice(self.paths())
            headers = {"Authorization": "Bearer " + self.token}
            if tag and dice.random() < 0.3:
                path, headers["If-None-Match"] = "/v1/levels/SPX", tag
            answer = self.patiently(connection, "GET", path, headers)
            tag = answer.getheader("ETag") or tag
            self.count(f"HTTP {answer.status}")
            if answer.status >= 500 and path != "/v1/ready":
                self.complain(f"{path}: {answer.status} {answer.text[:200]}")
            self.stop.wait(dice.uniform(0, 0.3))
        connection.close()

    def patiently(self, connection, method, path, headers, body=None):
        """Asked again when the server says so; the last answer, read."""
        for _ in range(ASKED_AGAIN):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.text = answer.read()
            after = answer.getheader("Retry-After")
            if answer.status != 503 or after is None or self.stop.is_set():
                break
            self.count("told to ask again")
            self.stop.wait(float(after))
        return answer

    def call_tools(self, dice):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        name = dice.choice(["list_symbols", "levels", "profile", "regime", "compare", "explain_assumptions", "history"])
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": {"symbol": "SPX"}}}
        headers = {"Authorization": "Bearer " + self.token, "Content-Type": "application/json", "Accept": "application/json"}
        answer = self.patiently(connection, "POST", "/mcp", headers, json.dumps(call))
        size = len(answer.text)
        connection.close()
        self.count(f"MCP {answer.status}")
        if answer.status != 200 or size > 65_536:
            self.complain(f"MCP {name}: {answer.status}, {size} bytes")
        self.stop.wait(dice.uniform(0, 2))

    def follow(self, message, last):
        """A stream's message against the one before it; `last`: the sequence heard, by symbol."""
        kind, symbol = message.get("type"), message.get("symbol")
        self.count(f"{kind}")
        if kind == "delta" and message["base"] != last.get(symbol):
            self.complain(f"a delta from {message['base']} after {last.get(symbol)}")
        if "sequence" in message:
            last[symbol] = message["sequence"]

    def handshake(self, dice, source="127.0.0.1"):
        raw = socket.create_connection((self.host, self.port), timeout=30, source_address=(source, 0))
        key = base64.b64encode(dice.randbytes(16)).decode()
        parts = dice.choice(["", "?parts=levels", "?parts=levels,session", "?symbols=SPX&parts=regime"])
        raw.sendall((f"GET /v1/stream{parts} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                     f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nAuthorization: Bearer {self.token}\r\n\r\n").encode())
        file = raw.makefile("rb")
        status = int(file.readline().split()[1])
        while file.readline().strip():
            pass
        self.count(f"WebSocket {status}")
        return raw, file

    def follow_socket(self, dice):
        """For a while; some stop reading, some go without a word."""
        raw, file = self.handshake(dice)
        with raw, file:
            until, last, manner = time.monotonic() + dice.uniform(1, 60), {}, dice.random()
            while time.monotonic() < until and not self.stop.is_set():
                first, second = file.read(2)
                size = second & 127
                if size > 125:
                    size = struct.unpack(">H" if size == 126 else ">Q", file.read(2 if size == 126 else 8))[0]
                payload = file.read(size)
                if first == 0x81:
                    self.follow(json.loads(payload), last)
                elif first == 0x89:
                    raw.sendall(client_frame(0x8A, payload))
                elif first == 0x88:
                    break
                if manner < 0.15 and dice.random() < 0.02:
                    self.stop.wait(dice.uniform(1, 8))  # reads nothing: is conflated
                if manner > 0.9 and dice.random() < 0.05:
                    raw.sendall(client_frame(0x81, json.dumps({"op": "subscribe", "symbols": ["SPX"], "parts": ["levels"]}).encode()))
                    last = collections.defaultdict(lambda: None)
                    return self.count("subscribed anew and left")
            if manner < 0.6:
                raw.sendall(client_frame(0x88, b"\x03\xe8"))

    def follow_events(self, dice):
        raw = socket.create_connection((self.host, self.port), timeout=30)
        with raw, raw.makefile("rb") as file:
            raw.sendall((f"GET /v1/events-stream?parts=levels HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
                         f"Authorization: Bearer {self.token}\r\n\r\n").encode())
            self.count(f"events {int(file.readline().split()[1])}")
            until, last = time.monotonic() + dice.uniform(1, 60), {}
            while time.monotonic() < until and not self.stop.is_set():
                line = file.readline()
                if not line:
                    return
                if line.startswith(b"data: "):
                    self.follow(json.loads(line[6:]), last)

    def be_rude(self, dice):
        """From addresses of their own: the door closes to them, not to the others."""
        source = f"127.0.0.{dice.randint(20, 60)}"
        manner = dice.choice(["noise", "half a head", "wrong token", "broken frame", "flood", "leaves"])
        self.count("rude: " + manner)
        if manner in ("broken frame", "flood", "leaves"):
            raw, file = self.handshake(dice, source)
            with raw, file:
                if manner == "broken frame":
                    raw.sendall(dice.randbytes(dice.randint(1, 200)))
                if manner == "flood":
                    raw.sendall(client_frame(0x89, b"p") * 400)
                self.stop.wait(dice.uniform(0, 2))
            return
        with socket.create_connection((self.host, self.port), timeout=30, source_address=(source, 0)) as raw:
            if manner == "noise":
                raw.sendall(dice.randbytes(dice.randint(1, 20_000)))
            if manner == "half a head":
                raw.sendall(b"GET /v1/levels/SPX HTTP/1.1\r\nHost: loc")
                self.stop.wait(dice.uniform(1, 20))
            if manner == "wrong token":
                raw.sendall(f"GET /v1/levels/SPX HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nAuthorization: Bearer gf_{dice.random()}\r\n\r\n".encode())
                answer = raw.recv(100)
                if answer and answer.split()[1] not in (b"401", b"429"):
                    self.complain(f"a wrong token is answered {answer[:20]}")
            self.stop.wait(dice.uniform(0, 1))


def client_frame(first, payload):
    mask = b"\x01\x02\x03\x04"
    assert len(payload) < 126
    return bytes([first, 0x80 | len(payload)]) + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


class Verdict:
    def __init__(self):
        self.failed = 0

    def say(self, good, text):
        self.failed += not good
        print(("ok:     " if good else "FAILED: ") + text)


def curve(samples, name, width=72, height=8):
    """What was measured, as text."""
    values = [sample[name] for sample in samples]
    columns = [statistics.median(values[len(values) * i // width:max(len(values) * i // width + 1, len(values) * (i + 1) // width)])
               for i in range(min(width, len(values)))]
    low, high = min(columns), max(columns)
    print(f"\n{name}: {low:g} to {high:g} over {samples[-1]['minute']:.1f} minutes")
    for row in range(height - 1, -1, -1):
        at = lambda value: round((value - low) / (high - low or 1) * (height - 1))
        print("  " + "".join("*" if at(value) == row else " " for value in columns))


def least_of_each_minute(samples, name):
    minutes = collections.defaultdict(list)
    for sample in samples:
        minutes[int(sample["minute"])].append(sample[name])
    return [min(values) for values in minutes.values()]


def steady(verdict, values, name, growth, kept=1.0):
    """Not more in the last quarter than in the second but for `growth`, a part of it, and `kept`."""
    quarter = len(values) // 4
    early, late = statistics.median(values[quarter:2 * quarter]), statistics.median(values[-quarter:])
    verdict.say(late <= early * (1 + growth) + kept,
                f"{name}: {early:g} in the second quarter, {late:g} in the last; allowed {early * (1 + growth) + kept:.0f}")


def by_rule(rows):
    ordered = collections.defaultdict(list)
    for rule, identity in rows:
        if identity not in ordered[rule]:
            ordered[rule].append(identity)
    return dict(ordered)


def waiting_in(outbox):
    with sqlite3.connect(f"file:{outbox}?mode=ro", uri=True, timeout=30) as database:
        return database.execute("SELECT count(*) FROM message WHERE state = 0").fetchone()[0]


def check_alerts(verdict, program, folder, receiver):
    with sqlite3.connect(f"file:{folder}/data/alerts.outbox?mode=ro", uri=True) as database:
        kept = database.execute("SELECT sink, state, id, rule, json, kind FROM message ORDER BY number").fetchall()
    text = lambda value: value.decode() if isinstance(value, bytes) else value
    kept = [[text(value) for value in row] for row in kept]
    of = {sink: [row for row in kept if row[0] == sink] for sink in ("hook", "log")}
    verdict.say(len(of["hook"]) > 0 and [row[2] for row in of["hook"]] == [row[2] for row in of["log"]],
                f"{len(of['hook'])} alerts in the outbox, the same for both sinks")
    verdict.say(all(row[1] == 1 for row in kept), f"all {len(kept)} messages are delivered: {collections.Counter(row[1] for row in kept)}")
    lines = [json.loads(line) for line in (folder / "alerts.ndjson").read_text().splitlines()]
    log = by_rule((line["rule"], line["id"]) for line in lines)
    verdict.say(log == by_rule((row[3], row[2]) for row in of["log"]) and len(lines) == len(of["log"]),
                f"the file holds each once, in the order of its rule: {len(lines)} lines of {len(log)} rules")
    told = [(json.loads(arrival["body"]), arrival) for arrival in receiver.arrivals]
    accepted = by_rule((body["rule"], body["id"]) for body, arrival in told if arrival["told"])
    verdict.say(accepted == log, f"the receiver was told the same, in the same order ({len(receiver.arrivals)} arrivals)")
    twice = collections.Counter(body["id"] for body, arrival in told if arrival["told"])
    verdict.say(all(count == 1 for count in twice.values()), "none came again after the receiver had said that it has it")
    bodies = {row[2]: row[4] for row in of["hook"]}
    verdict.say(all(arrival["signed"] and arrival["key"] == body["id"] and json.loads(bodies[body["id"]]) == body for body, arrival in told),
                "every arrival: its own key, a signature that holds, the log's words")
    said = subprocess.run([program, "alerts", "test", "--alerts", folder / "alerts.toml", "--from", folder / "data", "--symbol", "SPX"],
                          capture_output=True, text=True, env=os.environ | sanitizer_options(folder, "alerts-test"))
    again = [json.loads(line) for line in said.stdout.splitlines()]
    of_reports = [row for row in of["log"] if row[5] not in ("data_stale", "data_fresh")]
    verdict.say(by_rule((alert["rule"], alert["id"]) for alert in again) == by_rule((row[3], row[2]) for row in of_reports),
                f"the rules say the same of the recording: {len(again)} alerts")
    print("kinds: " + ", ".join(f"{kind} {count}" for kind, count in collections.Counter(row[5] for row in of["log"]).most_common()))


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("program")
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--contracts", type=int, default=1000)
    options.add_argument("--keep", help="a new folder for all of it (default: one that is removed)")
    given = options.parse_args()
    if given.minutes < 4:
        options.error("--minutes: 4 at least, for quarters of whole minutes are compared; under a quarter of an hour all is still warming up")
    program = str(Path(given.program).resolve())
    scratch = None
    if given.keep:
        folder = Path(given.keep).resolve()
        folder.mkdir(parents=True)
    else:
        scratch = tempfile.TemporaryDirectory()
        folder = Path(scratch.name)
    seconds = 60 * given.minutes
    speed = SESSION_SECONDS / seconds
    chain = ["--seed", str(given.seed), "--contracts", str(given.contracts), "--spot", "6400", "--session", "2026-08-18"]

    subprocess.run([program, "simulate", "session", *chain, "--every", "3600", "-o", folder / "day"], check=True)
    began = time.monotonic()
    receiver = Receiver(given.seed, lambda: 0.5 < (time.monotonic() - began) / seconds < 0.58)
    rules(6400, receiver, folder)
    made = subprocess.run([program, "token", "soak"], capture_output=True, text=True, check=True)
    (folder / "tokens.txt").write_text(made.stdout)
    token = made.stderr.split()[-1]

    every = max(1, round(2.5 * speed))  # a chain each two and a half seconds
    vendor = Program(folder, "vendor", [program, "simulate", "serve", "--port", "0", "--speed", f"{speed:g}", "--every", str(every),
                                        "--faults", str(given.seed), *chain])
    prices = Prices(folder / "day" / "SPX_bars_1m.csv", folder / "prices.csv", speed)
    prices.start()
    address = re.search(r"http://[\d.]+:\d+", vendor.line).group()
    server = Program(folder, "serve", [program, "serve", "--listen", "127.0.0.1:0", "--tokens", folder / "tokens.txt", "--feed", "cboe",
                                       "--symbols", "SPX", "--address", address, "--every", "2", "--data", folder / "data",
                                       "--spot-from", f"bars:{folder}/prices.csv", "--alerts", folder / "alerts.toml"])
    base = server.line.rstrip("/")
    print(f"{vendor.line}\n{base}; {given.minutes:g} minutes, everything in {folder}", flush=True)

    def symbols():
        request = urllib.request.Request(base + "/v1/symbols", headers={"Authorization": "Bearer " + token})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read())["symbols"]

    while not symbols():
        assert time.monotonic() < began + 120, "nothing after two minutes: " + server.log.read_text()
        time.sleep(1)
    clients = Clients(base, token, given.seed)
    for path in Clients.paths():  # what is opened once and kept, as the recording that is read
        clients.get(path)
    time.sleep(5)
    alone = server.open_files()
    clients.start()
    samples = []
    with (folder / "soak.csv").open("w") as file:
        while time.monotonic() < began + seconds and server.process.poll() is None and vendor.process.poll() is None:
            sample = {"minute": (time.monotonic() - began) / 60, "serve_heap_kib": clients.heap_in_use_kib(),
                      "serve_own_kib": server.memory_kib("RssAnon"), "serve_rss_kib": server.memory_kib(),
                      "serve_descriptors": server.descriptors(), "vendor_own_kib": vendor.memory_kib("RssAnon"),
                      "vendor_descriptors": vendor.descriptors()}
            if not samples:
                file.write(",".join(sample) + "\n")
            samples.append(sample)
            file.write(",".join(f"{value:g}" if isinstance(value, float) else str(value) for value in sample.values()) + "\n")
            file.flush()
            time.sleep(SAMPLE_EVERY)
    verdict = Verdict()
    verdict.say(server.process.poll() is None and vendor.process.poll() is None, "both programs have run all the time")
    clients.end()
    prices.stop.set()
    receiver.calm = True
    last = time.monotonic() + 900  # a try that failed often waits up to a quarter of an hour
    while server.process.poll() is None and time.monotonic() < last and waiting_in(folder / "data" / "alerts.outbox") > 0:
        time.sleep(1)
    time.sleep(5)
    after = server.open_files() if server.process.poll() is None else collections.Counter()
    codes = server.end(), vendor.end()

    for name in ("serve_heap_kib", "serve_own_kib", "serve_rss_kib", "serve_descriptors"):
        curve(samples, name)
    print()
    growth = 0.03 if b"__asan_init" in Path(program).read_bytes() else 0.01
    for name, kept in (("serve_heap_kib", DAY_KEEPS / 2), ("serve_own_kib", DAY_KEEPS / 2 + HEAP_ENDS), ("vendor_own_kib", LARGEST_ANSWER)):
        steady(verdict, least_of_each_minute(samples, name), name + ", least of each minute", growth, kept)
    for name in ("serve_descriptors", "vendor_descriptors"):
        steady(verdict, [sample[name] for sample in samples], name, growth)
    verdict.say(after.total() <= alone.total(), f"{alone.total()} descriptors before the clients came, {after.total()} after the last had gone; "
                f"new: {dict(after - alone)}, not there any more: {dict(alone - after)}")
    verdict.say(codes == (0, 0), f"exit codes {codes}")
    check_alerts(verdict, program, folder, receiver)
    verdict.say(not clients.wrong, f"what clients saw: {clients.wrong[:5] or 'nothing wrong'}")
    print("clients: " + ", ".join(f"{what} {count}" for what, count in sorted(clients.counts.items())))
    reports = [path for path in folder.glob("*.report*") if path.stat().st_size > 0]
    verdict.say(not reports, f"sanitizers: {[path.read_text()[:2000] for path in reports] or 'silent'}")
    lines = server.log.read_text().splitlines()
    print(f"the server said {len(lines)} lines of trouble; the last: {lines[-1] if lines else 'none'}")
    return 1 if verdict.failed else 0


if __name__ == "__main__":
    sys.exit(main())
