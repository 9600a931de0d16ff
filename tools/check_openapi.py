#!/usr/bin/env python3
"""Holds docs/openapi.json against what the program answers.

    tools/check_openapi.py build/gcc/gammafield

`gammafield serve` on a made-up day, and on a recorded one with awkward chains beside it (calls alone, one contract, no open interest), is
asked every GET address of the document, by every value of every parameter that it names, at once and some seconds later, and followed by
Server-Sent Events. Every answer has a status and a content type that the document names, and every JSON answer is as its schema says: so
are the messages of the stream, the Report that its patches make, and whatever the command line prints of the text cases and of a replay under
the name of a schema of the document. Then each answer is spoilt, one member more here, one less there, and the schemas have to notice.
Exit code 0: all of it holds.
"""
import argparse
import copy
import datetime
import http.client
import itertools
import json
import math
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "cases"))
import run_cases

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
HEAD = "symbol,expiry,type,strike,bid,ask,iv,open_interest,spot\n"
AWKWARD = {
    "CALLS": "CALLS,2026-09-18,call,95,6.9,7.1,0.22,100,100\nCALLS,2026-09-18,call,100,3.4,3.6,0.2,500,100\nCALLS,2026-09-18,call,105,1.2,1.3,0.18,300,100\n",
    "ONE": "ONE,2026-09-18,put,100,3.4,3.6,0.2,500,100\n",
    "NONE": "NONE,2026-09-18,call,100,3.4,3.6,0.2,0,100\nNONE,2026-09-18,put,100,3.4,3.6,0.2,0,100\n",
}
# Members that may be missing: counts and shares by name, and those that the schemas do not require.
MAPS = {"expiry_mix", "options", "rolled_off_by_class", "kinds", "rejected", "unpriced", "vol_sources", "forward_sources", "quote_flags", "exercise"}
OPTIONAL = {"ssr", "profile"}
ALERTS = """[alerts.sink.log]
type = "file"
path = "{}/alerts.ndjson"

[[alerts.rule]]
name = "near"
when = "spot_near"
level = "call_wall"
within_percent = 5
sinks = ["log"]
"""
OPEN = ["OpenApi", "McpAnswer"]  # described elsewhere


class Document:
    def __init__(self):
        self.all = json.loads((ROOT / "docs" / "openapi.json").read_text())
        self.formats = jsonschema.FormatChecker(formats=())
        self.formats.checks("date-time", raises=ValueError)(lambda text: not isinstance(text, str) or bool(MOMENT.fullmatch(text)))
        self.formats.checks("date", raises=ValueError)(lambda text: not isinstance(text, str) or bool(datetime.date.fromisoformat(text)))
        self.validators = {}

    def schema(self, name):
        return {"$ref": f"#/components/schemas/{name}"}

    def of_name(self, schema_name):
        """The schema of what calls itself so: gammafield.profile/1. A Report alone is closed."""
        if schema_name == "gammafield.report/1":
            return self.schema("RecordedReport")
        for name, schema in self.all["components"]["schemas"].items():
            if schema.get("properties", {}).get("schema", {}).get("const") == schema_name:
                return self.schema(name)
        return None

    def validator(self, schema):
        key = json.dumps(schema, sort_keys=True)
        if key not in self.validators:
            whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": self.all["components"], "allOf": [schema]}
            self.validators[key] = jsonschema.Draft202012Validator(whole, format_checker=self.formats)
        return self.validators[key]

    def complaint(self, schema, value):
        """What is wrong; nothing: nothing is."""
        errors = list(self.validator(schema).iter_errors(value))
        if not errors:
            return None
        causes = [error for error in errors if error.validator != "unevaluatedProperties"]  # these follow from any other error
        worst = jsonschema.exceptions.best_match(causes or errors)
        while worst.context:  # of several forms the one that went farthest
            worst = max(worst.context, key=lambda error: len(error.absolute_path))
        place = "/".join(str(step) for step in worst.absolute_path)
        return f"/{place}: {worst.message[:300]}"

    def is_good(self, schema, value):
        return self.validator(schema).is_valid(value)


class Findings:
    def __init__(self, document):
        self.document, self.wrong, self.checked, self.samples, self.shapes = document, [], 0, [], set()

    def wrong_is(self, what):
        if what not in self.wrong:
            self.wrong.append(what)

    def hold(self, schema, value, where):
        self.checked += 1
        complaint = self.document.complaint(schema, value)
        if complaint:
            return self.wrong_is(f"{where}: {complaint}")
        shapes = {(place[-2:], tuple(each)) for place, each in objects(value)}
        if not shapes <= self.shapes:
            self.shapes |= shapes
            self.samples.append((schema, value, where))


def pruned(value):
    """With one of each kind of object and row in a list: enough to spoil."""
    if isinstance(value, dict):
        return {name: pruned(each) for name, each in value.items()}
    if isinstance(value, list):
        kind = lambda number, each: tuple(each) if isinstance(each, dict) else (len(each),) if isinstance(each, list) else number
        return [pruned(each) for each in {kind(number, each): each for number, each in enumerate(value)}.values()]
    return value


def objects(value, place=()):
    """Every object, with the names that lead to it."""
    if isinstance(value, dict):
        yield place, value
        for name, each in value.items():
            yield from objects(each, (*place, name))
    elif isinstance(value, list):
        for each in value:
            yield from objects(each, (*place, "[]"))


def spoil(findings):
    """One member more, one member less, everywhere: how often that was tried."""
    tried, seen = 0, set()
    open_ones = [findings.document.schema(name) for name in OPEN]
    parts = findings.document.all["components"]["schemas"]["ReportParts"]["properties"]
    for schema, value, where in findings.samples:
        if schema in open_ones:
            continue
        optional = OPTIONAL | (parts.keys() if "stream" in where else set())
        value = pruned(value)
        for place, each in objects(value):
            mark = (place[-2:], tuple(each))
            if mark in seen or "value" in place:  # of a patch: anything
                continue
            seen.add(mark)
            for name in [None, *each]:
                if name in optional or (name and place and place[-1] in MAPS):
                    continue
                kept = dict(each)
                each.pop(name) if name else each.update(surprise=None)
                if findings.document.is_good(schema, value):
                    findings.wrong_is(f"{where}: /{'/'.join(place)} {'lacks ' + name if name else 'has a surprise'}, and the schema does not notice")
                each.clear()
                each.update(kept)
                tried += 1
    return tried


class Server:
    """`gammafield serve`, and what is asked of it."""

    def __init__(self, program, findings, *options):
        self.findings = findings
        self.process = subprocess.Popen([program, "serve", "--listen", "127.0.0.1:0", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        self.address = urllib.parse.urlsplit(line.strip()).netloc

    def ask(self, target, method="GET", body=None, headers=None):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        connection.request(method, target, body, headers or {})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.getheader("content-type", "").split(";")[0], content

    def value(self, target):
        return json.loads(self.ask(target)[2])

    def check(self, path, target, method="GET", body=None):
        operation = self.findings.document.all["paths"][path][method.lower()]
        where = f"{method} {target}"
        status, kind, content = self.ask(target, method, json.dumps(body) if body is not None else None, {"content-type": "application/json"})
        documented = operation["responses"].get(str(status))
        if documented is None:
            self.findings.wrong_is(f"{where}: {status} is not documented: {content[:200]}")
            return status
        if "$ref" in documented:
            documented = self.findings.document.all["components"]["responses"][documented["$ref"].split("/")[-1]]
        if content and kind not in documented.get("content", {}):
            self.findings.wrong_is(f"{where}: {kind} is not documented")
        elif kind in ("application/json", "application/problem+json"):
            self.findings.hold(documented["content"][kind]["schema"], json.loads(content), where)
        return status

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        if code != 0:
            self.findings.wrong_is(f"serve ended with {code}: {self.process.stderr.read()[-1000:]}")


def values_of(parameter, moments):
    """What a parameter may be, as far as the document tells; in place of its examples of time those that are recorded."""
    schema = parameter["schema"]
    known = schema.get("enum") or schema.get("examples") or [schema[name] for name in ("minimum", "default") if name in schema]
    if known and moments and all(re.match(r"\d{4}-\d\d-\d\d", str(value)) for value in known):
        moment = moments[-1 if parameter["name"] == "to" else 0]
        return [moment if any("T" in value for value in known) else moment[:10]]
    return known


def targets(path, operation, symbols, moments):
    """Addresses: every value of what stands in braces, with what is required; then every value of every other parameter, one at a time."""
    parameters = operation.get("parameters", [])
    in_path = [each for each in parameters if each["in"] == "path"]
    choices = [symbols if each["name"] == "symbol" else values_of(each, moments) for each in in_path]
    required = {each["name"]: values_of(each, moments)[0] for each in parameters if each["in"] == "query" and each.get("required")}
    for chosen in itertools.product(*choices):
        filled = path
        for parameter, value in zip(in_path, chosen):
            filled = filled.replace("{" + parameter["name"] + "}", urllib.parse.quote(str(value)))
        yield filled, required
        for parameter in parameters:
            if parameter["in"] == "query":
                for value in values_of(parameter, moments):
                    yield filled, {**required, parameter["name"]: value}


def ask_everything(server, answered):
    """Every GET address that can be filled; which of them were answered with 200 is added to `answered`."""
    symbols = [each["symbol"] for each in server.value("/v1/symbols")["symbols"]]
    moments = [row["as_of"] for row in server.value(f"/v1/times/{symbols[-1]}").get("times", [])]
    for path, methods in server.findings.document.all["paths"].items():
        if "get" not in methods or path in ("/v1/stream", "/v1/events-stream", "/{path}"):
            continue
        statuses = answered.setdefault(path, set())
        for target, query in targets(path, methods["get"], symbols, moments):
            statuses.add(server.check(path, target + ("?" + urllib.parse.urlencode(query) if query else "")))


def post_everything(server):
    server.check("/v1/ticket", "/v1/ticket", "POST", {})
    server.check("/v1/replay", "/v1/replay", "POST", {"paused": False})
    server.check("/v1/replay", "/v1/replay", "POST", {"pace": 3})
    server.check("/v1/alerts/test", "/v1/alerts/test", "POST", {"sink": "log"})
    for method in ("tools/list", "nothing"):
        server.check("/mcp", "/mcp", "POST", {"jsonrpc": "2.0", "id": 1, "method": method})


def patched(report, operations):
    """RFC 6902, as far as the document goes."""
    report = copy.deepcopy(report)
    for operation in operations:
        *way, last = [step.replace("~1", "/").replace("~0", "~") for step in operation["path"].split("/")[1:]]
        at = report
        for step in way:
            at = at[int(step) if isinstance(at, list) else step]
        if operation["op"] == "remove":
            del at[last]
        else:
            at[int(last) if isinstance(at, list) else last] = operation["value"]
    return report


def follow(server, seconds, query=""):
    """The stream for a while: each message, and the Report that they make."""
    document, findings = server.findings.document, server.findings
    schema = document.all["paths"]["/v1/events-stream"]["get"]["responses"]["200"]["content"]["text/event-stream"]["x-message"]
    connection = http.client.HTTPConnection(server.address, timeout=30)
    connection.request("GET", "/v1/events-stream" + query)
    answer, until, reports, kinds = connection.getresponse(), time.monotonic() + seconds, {}, set()
    while time.monotonic() < until or "delta" not in kinds:
        assert time.monotonic() < until + 60, "nothing changed for a minute"
        line = answer.fp.readline()
        if not line.startswith(b"data: "):
            continue
        message = json.loads(line[6:])
        kinds.add(message["type"])
        findings.hold(schema, message, f"stream{query}, a {message['type']}")
        if message["type"] == "report":
            reports[message["symbol"]] = message["report"]
        else:
            reports[message["symbol"]] = patched(reports[message["symbol"]], message["patch"])
    connection.close()
    for symbol, report in reports.items():
        findings.hold(document.schema("PushedReport"), report, f"stream{query}, {symbol} by its patches")


def check_server(program, findings, answered, *options):
    server = Server(program, findings, *options)
    try:
        until = time.monotonic() + 60
        while server.ask("/v1/ready")[0] != 200 and time.monotonic() < until:
            server.check("/v1/ready", "/v1/ready")
            time.sleep(0.1)
        follow(server, 2)  # while the day is going on
        follow(server, 0, "?parts=levels,profile")
        ask_everything(server, answered)
        post_everything(server)
        ask_everything(server, answered)
    finally:
        server.end()


def printed(program, arguments, given=b"", folder=None):
    done = subprocess.run([program, *arguments], input=given, capture_output=True, timeout=120, cwd=folder, check=False)
    return done.stdout if done.returncode == 0 else b""


def documents_in(output):
    """The JSON objects that were printed: one, or one a line."""
    if not output.startswith(b"{"):
        return
    for text in [output] if output.startswith(b"{\n") else output.splitlines():
        yield json.loads(text)


def check_command_line(program, findings, days):
    """What it prints of the text cases, of a day, of a month and of the day's last chain."""
    def of_case(path):
        fields, body = run_cases.parse(path)
        arguments = shlex.split(fields["run"][0])
        return path.name, printed(program, arguments, body, path.parent) if {"json", "ndjson"} & set(arguments) else b""

    def of_command(arguments):
        return " ".join(arguments[:1]), printed(program, arguments)

    first, last = days.chains[0], days.chains[-1]
    commands = [["replay", *days.chains, "--bars", days.prices, "--format", "ndjson", "--bands"], ["replay", *days.evenings, "--format", "ndjson"],
                ["levels", last, "--format", "json", "--set", "smile_dynamics=ssr:1.5"], ["levels", first, "--format", "json", "--set", "detail=levels"],
                *([name, last, "--format", "json"] for name in ("bands", "profile", "strikes")), ["compare", first, last, "--format", "json"]]
    with ThreadPoolExecutor(2) as pool:
        outputs = [*pool.map(of_case, sorted((ROOT / "cases").glob("*.case"))), *pool.map(of_command, commands)]
    for name, output in outputs:
        for value in documents_in(output):
            schema = findings.document.of_name(value.get("schema"))
            if schema:
                findings.hold(schema, value, f"command line, {name}")


class Days:
    """Made up: a day whose prices go through a wall and back, a month of evenings, and the day recorded with the awkward chains beside it."""

    def __init__(self, program, folder):
        run = lambda *arguments, given=None: subprocess.run([program, *map(str, arguments)], input=given, text=True, capture_output=True, check=True)
        run("simulate", "session", "--contracts", 400, "--every", 1800, "--seed", 3, "-o", folder / "day")
        self.chains = sorted(str(path) for path in (folder / "day").glob("SPX_2*.csv"))
        self.prices, self.recorded = str(folder / "prices.csv"), folder / "recorded"
        (folder / "prices.csv").write_text("time,open,high,low,close\n" + "".join(map(self.bar, range(390))))
        run("record", *self.chains, "--bars", self.prices, "--to", self.recorded)
        for rows in AWKWARD.values():
            run("record", "-", "--as-of", "2026-08-18T10:30-04:00", "--to", self.recorded, given=HEAD + rows)
        self.evenings = []
        for day in (datetime.date(2026, 7, each) for each in range(6, 32)):
            if day.weekday() < 5:
                self.evenings.append(str(folder / f"{day}.csv"))
                run("simulate", "chain", "--contracts", 100, "--as-of", f"{day}T15:30-04:00", "-o", self.evenings[-1])
        self.evenings += self.chains[-1:]

    @staticmethod
    def bar(minute):
        price = f"{6412 * (1 + 0.03 * math.sin(minute / (5 if minute < 195 else 15))):.2f}"  # beyond for minutes, then for longer
        return f"2026-08-18T{13 + (30 + minute) // 60}:{(30 + minute) % 60:02}:00Z" + f",{price}" * 4 + "\n"


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("program")
    program = str(Path(options.parse_args().program).resolve())
    findings, answered = Findings(Document()), {}
    jsonschema.Draft202012Validator.check_schema({"$defs": findings.document.all["components"]["schemas"]})
    with tempfile.TemporaryDirectory() as scratch:
        days = Days(program, Path(scratch))
        check_command_line(program, findings, days)
        alerts = Path(scratch) / "alerts.toml"
        alerts.write_text(ALERTS.format(scratch))
        with_alerts = ["--alerts", str(alerts), "--alerts-outbox", str(Path(scratch) / "outbox")]
        check_server(program, findings, answered, "--contracts", "400", "--speed", "60", *with_alerts)
        check_server(program, findings, answered, "--feed", f"recorded:{days.recorded}", "--speed", "1000")
    for path, statuses in answered.items():
        if 200 not in statuses:
            findings.wrong_is(f"{path}: was never answered but with {statuses}")
    tried = spoil(findings)
    for each in findings.wrong[:40]:
        print("WRONG: " + each)
    print(f"{findings.checked} answers of {len(answered)} addresses, the stream and the command line; {tried} spoilt ones; {len(findings.wrong)} wrong")
    return 1 if findings.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
