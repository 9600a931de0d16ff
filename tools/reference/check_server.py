#!/usr/bin/env python3
"""Asks a running server as other people's libraries do, and holds what they see against each other.

    tools/reference/check_server.py build/release/gammafield

Starts `gammafield serve` with a made-up day and a token, then: `websockets` and `jsonpatch` follow the deltas and must end at the
Report that plain HTTP gives for the same sequence; `httpx` reads the same as Server-Sent Events and resumes; the `mcp` client library
lists and calls the tools over HTTP and over standard input; `jsonschema` holds what is told of sessions against the server's own
OpenAPI document. A library that is not installed is said and left out.
"""
import asyncio
import importlib.util
import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path


def has(module):
    found = importlib.util.find_spec(module) is not None
    if not found:
        print(f"left out: {module} is not installed")
    return found


class Server:
    def __init__(self, program):
        self.program = program
        self.folder = tempfile.TemporaryDirectory()
        made = subprocess.run([program, "token", "test"], capture_output=True, text=True, check=True)
        self.token = made.stderr.split()[-1]
        tokens = Path(self.folder.name) / "tokens.txt"
        tokens.write_text(made.stdout)
        self.process = subprocess.Popen(
            [program, "serve", "--listen", "127.0.0.1:0", "--tokens", str(tokens)], stdout=subprocess.PIPE, text=True)
        self.base = self.process.stdout.readline().strip().rstrip("/")

    def get(self, path, headers=()):
        request = urllib.request.Request(self.base + path, headers={"Authorization": "Bearer " + self.token, **dict(headers)})
        with urllib.request.urlopen(request) as answer:
            return answer.read().decode()

    def wait(self):
        for _ in range(600):
            if json.loads(self.get("/v1/symbols"))["symbols"]:
                return
            subprocess.run(["sleep", "0.1"], check=True)
        raise SystemExit("the server has nothing after a minute")

    def end(self):
        self.process.terminate()
        code = self.process.wait(timeout=20)
        assert code == 0, f"serve ended with {code}"


async def follow_by_websocket(server, count):
    """Applies deltas until so many have come; every one must begin where the last ended."""
    import jsonpatch
    import websockets

    address = "ws" + server.base[4:] + "/v1/stream"
    headers = {"Authorization": "Bearer " + server.token}
    async with websockets.connect(address, additional_headers=headers, max_size=2**24) as socket:
        report, sequence, deltas = None, None, 0
        while True:
            message = json.loads(await asyncio.wait_for(socket.recv(), 30))
            if message["type"] == "report":
                report, sequence = message["report"], message["sequence"]
                continue
            assert message["type"] == "delta" and message["base"] == sequence, message
            report = jsonpatch.apply_patch(report, message["patch"])
            sequence, deltas = message["sequence"], deltas + 1
            if deltas < count:
                continue
            plain = json.loads(server.get("/v1/report/SPX"))
            if plain.pop("sequence") != sequence:
                continue  # another price came in between
            plain.pop("data_delay_seconds")
            report.pop("profile")
            assert report == plain, "the patched Report is not the one that HTTP gives"
            return deltas


async def refused_by_websocket(server):
    """Foreign pages and wrong tokens."""
    import websockets

    address = "ws" + server.base[4:] + "/v1/stream"
    bearer = {"Authorization": "Bearer " + server.token}
    for headers in ({}, {"Authorization": "Bearer gf_wrong"}, {**bearer, "Origin": "https://evil.example"}, {"Origin": server.base}):
        try:
            async with websockets.connect(address, additional_headers=headers):
                raise SystemExit(f"let in with {list(headers)}")
        except websockets.exceptions.InvalidStatus as refused:
            assert refused.response.status_code in (401, 403), refused


def follow_by_events(server, count):
    """The text of an event stream, as EventSource reads it; then again from the middle."""
    import httpx

    headers = {"Authorization": "Bearer " + server.token}

    def read(more, wanted):
        events = []
        with httpx.stream("GET", server.base + "/v1/events-stream?parts=regime", headers={**headers, **more}, timeout=30) as answer:
            assert answer.headers["content-type"] == "text/event-stream"
            event = {}
            for line in answer.iter_lines():
                if line.startswith(":"):
                    continue
                if line:
                    name, _, value = line.partition(": ")
                    event[name] = value
                elif "data" in event:
                    events.append(event)
                    event = {}
                if len(events) == wanted:
                    return events
        raise SystemExit("the stream ended")

    events = read({}, count)
    again = read({"Last-Event-ID": events[-2]["id"]}, 1)
    first = json.loads(again[0]["data"])
    assert first["type"] == "delta" and f"SPX:{first['base']}" == events[-2]["id"], first
    return len(events)


async def use_tools(session):
    names = [tool.name for tool in (await session.list_tools()).tools]
    assert names == ["list_symbols", "levels", "profile", "regime", "compare", "explain_assumptions", "history"], names
    answer = await session.call_tool("levels", {"symbol": "SPX"})
    levels = json.loads(answer.content[0].text)
    assert levels["symbol"] == "SPX" and "reason" in levels["gamma_flip"], levels
    return len(names)


async def mcp_by_http(server):
    import httpx
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async with httpx.AsyncClient(headers={"Authorization": "Bearer " + server.token}) as client:
        async with streamable_http_client(server.base + "/mcp", http_client=client) as streams:
            async with ClientSession(streams[0], streams[1]) as session:
                await session.initialize()
                return await use_tools(session)


async def mcp_by_stdio(program):
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    with tempfile.TemporaryDirectory() as folder:
        chain = Path(folder) / "chain.csv"
        subprocess.run([program, "simulate", "chain", "--contracts", "2000", "-o", str(chain)], check=True)
        async with stdio_client(StdioServerParameters(command=program, args=["mcp", str(chain)])) as (read, write):
            async with ClientSession(read, write) as session:
                await session.initialize()
                return await use_tools(session)


def sessions_by_document(server):
    """The days before the played one and what is told of them, each as the OpenAPI document says; columns are computed until all are there."""
    import jsonschema

    document = json.loads(server.get("/v1/openapi.json"))

    def told(path, schema):
        answer = json.loads(server.get(path))
        rules = {"$ref": "#/components/schemas/" + schema, "components": document["components"]}
        jsonschema.Draft202012Validator(rules).validate(answer)
        return answer

    sessions = told("/v1/sessions/SPX", "Sessions")["sessions"]
    assert len(sessions) == 3, sessions
    assert json.loads(server.get("/v1/report/SPX"))["session"]["previous_session"] == sessions[1]["date"]
    for session in sessions:
        day = "?session=" + session["date"]
        assert told("/v1/bars/SPX" + day, "Bars")["bars"], day
        for _ in range(100):
            field = told("/v1/field/SPX" + day, "Field")["field"]
            if not field["columns_missing"]:
                break
        assert len(field["times"]) >= session["snapshots"], field["times"]
    return len(sessions)


def main():
    program = str(Path(sys.argv[1]).resolve())
    server = Server(program)
    try:
        server.wait()
        if has("websockets") and has("jsonpatch"):
            print("WebSocket:", asyncio.run(follow_by_websocket(server, 20)), "deltas, equal to plain HTTP")
            asyncio.run(refused_by_websocket(server))
            print("WebSocket: foreign pages and wrong tokens refused")
        if has("httpx"):
            print("events:", follow_by_events(server, 10), "read, resumed by Last-Event-ID")
        if has("jsonschema"):
            print("sessions:", sessions_by_document(server), "with their prices and fields, as the OpenAPI document says")
        if has("mcp") and has("httpx"):
            print("MCP over HTTP:", asyncio.run(mcp_by_http(server)), "tools")
        if has("mcp"):
            print("MCP over standard input:", asyncio.run(mcp_by_stdio(program)), "tools")
    finally:
        server.end()
    print("the server ended by itself at SIGTERM")


if __name__ == "__main__":
    main()
