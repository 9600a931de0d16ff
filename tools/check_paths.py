#!/usr/bin/env python3
"""Thousands of ways up and out of a folder, asked of a running server, while the kernel's own record is kept of the files it touches.

    tools/check_paths.py build/dev/gammafield [--count 6000]

`strace` writes down every system call of `gammafield serve` with a file's name in it. What is asked: steps upwards, roots, drives, NULs
and devices, plain and encoded once and twice, by UTF-8 that is none, with slashes of both kinds, and names of links that lead outside,
as page, symbol, category and parameter. From the first request to the last no file may be named outside the server's own folders, and no
answer may hold what stands in a file outside. Exit code 0: so it was.
"""
import argparse
import itertools
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TREASURE = "what-nobody-may-read-7f3a"

STEPS = ["..", "%2e%2e", "%2E%2e", ".%2e", "%252e%252e", "%25252e%25252e", "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae", "%f0%80%80%ae", "%u002e%u002e",
         "..%00", "..%0d%0a", "....", "....//", "..;", "..%3b", "%ef%bc%8e%ef%bc%8e", "\u2025".encode(), "..%20", "..%09", "~", "~root", ".", "%2e"]
SLASHES = ["/", "//", "%2f", "%2F", "%252f", "\\", "%5c", "%255c", "%c0%af", "%e0%80%af", "%c1%9c", "%ef%bc%8f", "%u2215", "/./", "/%2e/", ";/"]
ROOTS = ["", "/", "//", "file:///", "C:/", "C:\\", "\\\\host\\share\\", "%00/", "|", "`", "$(pwd)/"]


def text(piece):
    return piece.decode("latin-1") if isinstance(piece, bytes) else piece


def targets(treasure, link, dice):
    """Without end: a place in an address, and a way from there to the treasure."""
    where = [str(treasure).lstrip("/"), "etc/passwd", "etc/hostname", "proc/self/environ", "proc/self/maps", "dev/stdin", treasure.name]
    places = ["/{}", "/v1/report/{}", "/v1/levels/{}", "/v1/history/{}", "/v1/events/{}", "/v1/times/{}", "/v1/compare/{}?from=2026-08-18", "/v1/report/{}/at?as_of=2026-08-18",
              "/v1/brief/{}", "/v1/session/{}", "/compat/gexbot/{}/classic/gex_full", "/compat/gexbot/SPX/classic/{}", "/v1/levels/SPX?format={}", "/v1/levels/SPX?format=tv&to={}",
              "/v1/history/SPX?from={}", "/v1/report/SPX/at?as_of={}", "/v1/events-stream?symbols={}", "/assets/{}", "/v1/{}", "/v1/chart/SPX?theme={}"]
    yield from (place.format(link.name) for place in places)
    yield from (place.format(f"{link.name}%2f{treasure.name}") for place in places)
    while True:
        slash, goal = dice.choice(SLASHES), dice.choice(where)
        way = text(dice.choice(ROOTS)) + slash.join([text(dice.choice(STEPS)) for _ in range(dice.randint(1, 9))] + [goal if dice.random() < 0.5 else goal.replace("/", slash)])
        yield dice.choice(places).format(way)


def ask(host, port, target):
    """On a connection of its own: what is malformed is the last of one."""
    with socket.create_connection((host, port), timeout=20) as raw:
        raw.sendall(b"GET " + target.encode("utf-8", "surrogateescape") + f" HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while b"event-stream" not in answer:
            more = raw.recv(65_536)
            if not more:
                break
            answer += more
        return answer


def touched(trace):
    """The files named in the record: (call, name); no name where a call is about an open file."""
    for line in trace.splitlines():
        match = re.search(r'(\w+)\((?:AT_FDCWD, |\d+, )?"((?:[^"\\]|\\.)*)"', line)
        if match:
            yield match.group(1), match.group(2)


def is_inside(path, folders, link):
    pieces = Path(path).parts
    return ".." not in pieces and (Path(path) == link or link not in Path(path).parents) and any(folder in [Path(path), *Path(path).parents] for folder in folders)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("program")
    options.add_argument("--count", type=int, default=6_000)
    given = options.parse_args()
    program = str(Path(given.program).resolve())
    if not shutil.which("strace"):
        print("left out: strace is not installed")
        return 0
    dice = random.Random(20260818)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        treasure = folder / "treasure" / "secret.txt"
        treasure.parent.mkdir()
        treasure.write_text(TREASURE)
        data = folder / "data"
        chain = folder / "chain.csv"
        subprocess.run([program, "simulate", "chain", "--contracts", "400", "-o", chain], check=True)
        subprocess.run([program, "record", chain, "--to", data], check=True, stdout=subprocess.DEVNULL)
        link = data / "LINK"  # as if somebody had put it there: a symbol's folder that leads outside
        link.symlink_to(treasure.parent)
        (folder / "incoming").mkdir()
        shutil.copy(chain, folder / "incoming")
        trace = folder / "trace"
        server = subprocess.Popen(["strace", "-f", "-qq", "-s", "4096", "-e", "trace=%file", "-o", trace, program, "serve", "--listen", "127.0.0.1:0",
                                   "--feed", f"folder:{folder}/incoming", "--data", data], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)
        line = server.stdout.readline()
        if not line:
            print("left out: strace may not trace here")
            return 0
        host, port = re.match(r"http://([\d.]+):(\d+)", line).groups()
        try:
            time.sleep(2)
            for path in ("/", "/v1/history/SPX", "/v1/times/SPX", "/v1/symbols"):
                assert ask(host, int(port), path).startswith(b"HTTP/1.1 200"), path
            before = trace.stat().st_size
            statuses, told = {}, 0
            for target in itertools.islice(targets(treasure, link, dice), given.count):
                answer = ask(host, int(port), target.replace(" ", "%20"))
                status = answer[9:12].decode() or "closed"
                statuses[status] = statuses.get(status, 0) + 1
                told += TREASURE.encode() in answer or b"root:x:" in answer
            assert ask(host, int(port), "/v1/times/SPX").startswith(b"HTTP/1.1 200")
            time.sleep(0.5)
            named = list(touched(trace.read_bytes()[before:].decode("latin-1")))
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)
        # the link's own name may be looked at: only the owner can put one there; what is behind it may not
        # and the way to a folder is looked at, name by name, where it is asked what it is called in the end
        outside = [(call, path) for call, path in named if path and not is_inside(path, [data, folder / "incoming"], link)
                   and not (call == "newfstatat" and Path(path) in data.parents)]
        print(f"{sum(statuses.values())} addresses: {dict(sorted(statuses.items()))}; {len(named)} files named by the server meanwhile, {len(outside)} outside its folders, {told} told")
        for call, path in outside[:20]:
            print(f"  {call} {path}")
        assert len(named) > 0, "the record is empty: this would see nothing"
        return 1 if outside or told else 0


if __name__ == "__main__":
    sys.exit(main())
