#!/usr/bin/env python3
"""Runs the whole program with canaries for keys and tokens, and looks for them in all that it says and leaves behind.

    tools/check_secrets.py build/dev/gammafield [CASE...]

Every vendor's key, every sink's secret and every token of the server is a text that holds `canary`, given by environment and by file.
Then: the text cases; vendors and sinks that say back what they were sent, refuse, redirect and end without an answer; the server asked
at every address of docs/openapi.json by each token, in a header and in the address, right and wrong; a process that is killed so that it
leaves its last words. No canary, and no SHA-256 of a token, may be on standard output or error, in an answer, in a log, in the metrics, or in a file
that was written; as it is, percent-encoded, in base64 or in hexadecimal digits. Exit code 0: none is.
"""
import base64
import hashlib
import http.client
import http.server
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CANARY = "canary"


def secret(kind):
    """Signs that are written in other ways in addresses; the word that is looked for in the middle."""
    return f"{kind}+/{CANARY}=7f3a9c"


def shapes():
    """The word as it is, in base64 at each of its three places, in hexadecimal digits."""
    yield re.compile(CANARY.encode(), re.IGNORECASE)
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + CANARY.encode())
        yield re.compile(re.escape(coded[[0, 2, 3][shift]:len(coded) - (4 if (shift + len(CANARY)) % 3 else 0)]))
    yield re.compile(CANARY.encode().hex().encode(), re.IGNORECASE)


class Watch:
    """All that was seen, and where a canary was in it."""

    def __init__(self):
        self.shapes, self.found, self.bytes, self.texts = list(shapes()), [], 0, 0

    def see(self, where, text):
        text = text.encode(errors="surrogateescape") if isinstance(text, str) else text
        self.bytes += len(text)
        self.texts += 1
        for shape in self.shapes:
            for match in shape.finditer(text):
                self.found.append(f"{where}: ...{text[max(0, match.start() - 60):match.end() + 40]!r}...")

    def also(self, text):
        self.shapes.append(re.compile(re.escape(text.encode())))


class Echo:
    """A server that says back whatever it was sent, as a refusal, a redirection, a page or not at all; by its address."""

    def __init__(self):
        self.asked, self.with_canary = 0, 0
        echo = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                all_of_it = f"{self.path}\n{self.headers}\n{body.decode(errors='replace')}"
                echo.asked += 1
                echo.with_canary += CANARY in all_of_it
                way = self.path.strip("/").split("/")[0]
                if way == "silent":
                    self.close_connection = True
                    return
                status = {"refused": 401, "redirected": 302, "wrong": 400, "later": 503}.get(way, 404)
                said = json.dumps({"ok": False, "description": all_of_it, "message": all_of_it, "error": all_of_it,
                                   "fault": {"faultstring": all_of_it}}).encode()
                self.send_response(status, re.sub(r"[\r\n].*", "", all_of_it))
                self.send_header("Content-Length", str(len(said)))
                self.send_header("Content-Type", "application/json")
                if status == 302:
                    self.send_header("Location", "http://127.0.0.1:1/?" + re.sub(r"\s", "", self.headers.get("Authorization", self.path)))
                self.end_headers()
                self.wfile.write(said)

            do_GET = do_POST = answer

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"


def environment():
    return os.environ | {"TRADIER_TOKEN": secret("tradier"), "MASSIVE_API_KEY": secret("massive"), "NTFY_TOKEN": secret("ntfy"),
                         "TELEGRAM": "123:" + CANARY + "_telegram-7f3a", "HOOK": secret("hook")}


def run(watch, arguments, seconds=60, stdin=b"", name=None):
    """To its end, or until it is asked to end."""
    process = subprocess.Popen([str(each) for each in arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env=environment())
    try:
        out, err = process.communicate(stdin, timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    name = name or " ".join(str(each) for each in arguments[1:4])
    watch.see(f"{name}: standard output", out)
    watch.see(f"{name}: standard error", err)
    return process.returncode, out, err


def run_cases(watch, program, cases):
    for case in cases:
        head, _, body = case.read_bytes().partition(b"\n---\n")
        line = next(line for line in head.decode().splitlines() if line.startswith("run:"))
        os.chdir(case.parent)
        run(watch, [program, *shlex.split(line[4:])], 120, body, case.name)
    return len(cases)


def ask_vendors(watch, program, folder, echo):
    """Vendors that say the key back, and ways to give it that are wrong."""
    key = folder / "vendor.secret"
    key.write_text(secret("file") + "\n")
    broken = folder / "broken.secret"
    broken.write_text(CANARY + "\x01\u00e9\n")
    two = folder / "two.secret"
    two.write_text(f"{CANARY}\n{CANARY}\n")
    feeds = []
    for vendor in ("tradier", "massive"):
        for way in ("refused", "redirected", "wrong", "silent", "later", "lost"):
            feeds.append(([program, "record", "--from", vendor, "--symbols", "SPX", "--address", f"{echo.base}/{way}", "--every", "1", "--stop-after", "1",
                           "--to", folder / f"{vendor}-{way}", *(["--key-file", key] if way in ("lost", "wrong") else [])], 1.5))
        for wrong in (broken, two, folder / "none.secret"):
            feeds.append(([program, "record", "--from", vendor, "--symbols", "SPX", "--key-file", wrong, "--to", folder / "nothing"], 5))
        for address in (f"http://example.invalid/{vendor}", f"http://user:{CANARY}@127.0.0.1:1", "ftp://127.0.0.1/"):
            if CANARY not in address:  # an address that is written on the command line may be told back
                feeds.append(([program, "record", "--from", vendor, "--symbols", "SPX", "--address", address, "--to", folder / "nothing"], 5))
    for arguments, seconds in feeds:
        run(watch, arguments, seconds)
    run(watch, [program, "doctor"], 60)
    return len(feeds)


SINKS = """
[alerts.sink.hook]
type = "webhook"
url = "{base}/{way}"
{hook}
allow_private = ["127.0.0.1"]
[alerts.sink.telegram]
type = "telegram"
chat = "1"
{telegram}
base = "{base}/{way}"
allow_private = ["127.0.0.1"]
[alerts.sink.discord]
type = "discord"
url_file = "{folder}/chat-{way}.secret"
allow_private = ["127.0.0.1"]
[alerts.sink.slack]
type = "slack"
url_file = "{folder}/chat-{way}.secret"
allow_private = ["127.0.0.1"]
[alerts.sink.ntfy]
type = "ntfy"
topic = "levels"
{ntfy}
base = "{base}/{way}"
allow_private = ["127.0.0.1"]
"""


def send_alerts(watch, program, folder, echo):
    sent = 0
    (folder / "hook.secret").write_text(secret("hook-file"))
    (folder / "telegram.secret").write_text("123:" + CANARY + "_telegram-file")
    (folder / "ntfy.secret").write_text(secret("ntfy-file"))
    for way in ("refused", "redirected", "wrong", "silent", "later", "lost"):
        (folder / f"chat-{way}.secret").write_text(f"{echo.base}/{way}/{CANARY}/7f3a\n")
        from_file = way in ("refused", "silent", "lost")
        keys = {"hook": "secret_file", "telegram": "token_file", "ntfy": "token_file"} if from_file else \
            {"hook": "secret_env", "telegram": "token_env", "ntfy": "token_env"}
        values = {name: f'{key} = "{folder}/{name}.secret"' if from_file else f'{key} = "{ {"hook": "HOOK", "telegram": "TELEGRAM", "ntfy": "NTFY_TOKEN"}[name]}"'
                  for name, key in keys.items()}
        file = folder / f"alerts-{way}.toml"
        file.write_text('[[alerts.rule]]\nname = "near"\nwhen = "spot_near"\nlevel = 6400\nwithin_percent = 5\nsinks = ["hook", "telegram", "discord", "slack", "ntfy"]\n'
                        + SINKS.format(base=echo.base, way=way, folder=folder, **values))
        code, _, err = run(watch, [program, "alerts", "check", file])
        assert code == 0, err
        for sink in ("hook", "telegram", "discord", "slack", "ntfy"):
            code, _, _ = run(watch, [program, "alerts", "send-test", "--alerts", file, "--sink", sink])
            assert code != 0, f"{sink} {way} went through"
            sent += 1
    wrong = folder / "wrong.toml"
    for secret_line in ('token_file = "/nowhere.secret"', f'token_file = "{folder}/broken.secret"', f'token = "{CANARY}"', f'token_env = "NOWHERE"'):
        wrong.write_text(f'[alerts.sink.phone]\ntype = "ntfy"\ntopic = "levels"\n{secret_line}\n')
        run(watch, [program, "alerts", "check", wrong])
    return sent


def ask_server(watch, program, folder, echo):
    """A day that is recorded from a vendor with a key, alerts that are refused, and everybody at every address."""
    tokens = {"reader": f"gf_{CANARY}_reader", "admin": f"gf_{CANARY}_admin", "late": f"gf_{CANARY}_late", "wrong": f"gf_{CANARY}_wrong"}
    lines = []
    for name in ("reader", "admin", "late"):
        digest = hashlib.sha256(tokens[name].encode()).hexdigest()
        watch.also(digest)
        lines.append(f"{name} {'read' if name == 'reader' else 'admin'} {digest}{' 2020-01-01' if name == 'late' else ''}")
    (folder / "server-tokens").write_text("\n".join(lines) + "\n")
    key = folder / "serve.secret"
    key.write_text(secret("serve"))
    vendor = subprocess.Popen([program, "simulate", "serve", "--feed", "tradier", "--port", "0", "--speed", "600", "--contracts", "400", "--key", secret("serve")],
                              stdout=subprocess.PIPE, text=True)
    address = re.search(r"http://[\d.]+:\d+", vendor.stdout.readline()).group()
    settings = folder / "serve.toml"
    settings.write_text(f'listen = "127.0.0.1:0"\nfeed = "tradier"\nsymbols = ["SPX"]\naddress = "{address}"\nkey-file = "{key}"\nevery = 1\n'
                        f'data = "{folder}/data"\ntokens = "{folder}/server-tokens"\nalerts = "{folder}/alerts-refused.toml"\n')
    log = folder / "serve.log"
    with log.open("w") as errors:
        server = subprocess.Popen([program, "serve", "--settings", settings], stdout=subprocess.PIPE, stderr=errors, text=True, env=environment())
    line = server.stdout.readline()
    assert line, log.read_text()
    host, port = re.match(r"http://([\d.]+):(\d+)", line).groups()
    asked, statuses = 0, {}

    def ask(method, target, headers, where, body=None):
        nonlocal asked
        # each from an address of its own: wrong tokens close the door to theirs
        connection = http.client.HTTPConnection(host, int(port), timeout=20, source_address=(f"127.0.2.{asked % 250 + 1}", 0))
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        stream = "text/event-stream" in (answer.getheader("Content-Type") or "")
        text = answer.read1(65_536) if stream else answer.read()
        watch.see(f"{where}: head", f"{answer.status} {answer.reason} {answer.headers}")
        watch.see(f"{where}: body", text)
        connection.close()
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
        asked += 1
        return answer.status, text

    bearer = lambda name: {"Authorization": "Bearer " + tokens[name]}
    until = time.monotonic() + 60
    while not json.loads(ask("GET", "/v1/symbols", bearer("admin"), "symbols")[1])["symbols"]:
        assert time.monotonic() < until, "nothing recorded: " + log.read_text()
        time.sleep(0.5)
    document = json.loads((ROOT / "docs" / "openapi.json").read_text())
    for path, methods in document["paths"].items():
        target = path.replace("{symbol}", "SPX").replace("{category}", "gex_full").replace("{scenario}", "opex_roll").replace("{study}", "recorded_wall_hit_rate").replace("{path}", "index.html")
        for method in methods:
            body = "{}" if method == "post" else None
            for name in ("reader", "admin", "late", "wrong"):
                json_type = {"Content-Type": "application/json"} if body else {}
                where = f"{method} {path} by {name}"
                if name in ("late", "wrong") and asked % 3:
                    continue  # a hundred wrong ones within a minute close the door to all
                ask(method.upper(), target, {**bearer(name), **json_type}, where, body)
                ask(method.upper(), f"{target}?key={tokens[name]}", json_type, where + ", by a link", body)
    for headers in ({"Authorization": CANARY}, {"Authorization": "Basic " + base64.b64encode(CANARY.encode()).decode()}, {"Cookie": CANARY}, {"Origin": "https://evil.example", **bearer("admin")},
                    {"Host": "evil.example", **bearer("admin")}):
        ask("GET", "/v1/settings", headers, f"with {list(headers)}")
    for target in (f"/v1/levels/SPX?ticket={CANARY}", f"/v1/stream?ticket={CANARY}", f"/v1/events-stream?ticket={CANARY}&key={CANARY}", f"/v1/report/NOPE?key={tokens['admin']}"):
        ask("GET", target, {}, "an address with a secret")
    time.sleep(3)  # alerts are tried
    server.send_signal(signal.SIGABRT)  # its last words
    server.wait(30)
    vendor.terminate()
    vendor.wait(30)
    watch.see("the server's log", log.read_bytes())
    assert statuses.get(200, 0) > 60 and statuses.get(401, 0) > 10, statuses
    return asked, statuses


def look_at_files(watch, folder):
    count = 0
    for path in folder.rglob("*"):
        # what the user wrote himself
        if path.is_file() and not path.name.endswith(".secret") and path.name not in ("server-tokens", "wrong.toml"):
            watch.see(f"the file {path.relative_to(folder)}", path.read_bytes())
            count += 1
    return count


def main():
    program = str(Path(sys.argv[1]).resolve())
    cases = [Path(case).resolve() for case in sys.argv[2:]] or sorted((ROOT / "cases").glob("*.case"))
    watch, echo = Watch(), Echo()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{run_cases(watch, program, cases)} text cases")
        print(f"{ask_vendors(watch, program, folder, echo)} times a vendor")
        print(f"{send_alerts(watch, program, folder, echo)} times a sink")
        asked, statuses = ask_server(watch, program, folder, echo)
        print(f"{asked} requests to the server: {dict(sorted(statuses.items()))}")
        print(f"{look_at_files(watch, folder)} files that were written")
    assert echo.with_canary > 20, "the secrets were not used"
    print(f"receivers were told a secret {echo.with_canary} times in {echo.asked} requests; {watch.texts} texts of {watch.bytes:,} bytes looked at: {len(watch.found)} canaries")
    for each in watch.found[:20]:
        print(each)
    return 1 if watch.found else 0


if __name__ == "__main__":
    sys.exit(main())
