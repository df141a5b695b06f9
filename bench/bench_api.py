"""Requests per second at the API: a real server on the loopback address, every decision kept on the disk.

The questions are those of the scenarios, one after another, so that hardly two alike are asked in a row.  First
clients that ask again as soon as they are answered (8 and 64 of them) show how much the server can do; then questions
that arrive at even distances, 200 a second, show how long somebody waits, counted from the moment a question was due:
the scenarios, which the server has answered by then, and then variations of them, no two alike, which nobody asked before.
Client and server share the machine: the first row, of requests for which nothing is decided or kept, shows how long machine
and client themselves let somebody wait.
"""

import asyncio
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_provision import questions, varied

from pirules.store import decisions, open_store

try:
    import uvloop
except ImportError:
    uvloop = None

SECONDS = 8.0
RATE = 200
CLIENTS = (8, 64)


def bodies(asked):
    """Return questions as HTTP requests."""
    found = []
    for facts in asked:
        body = json.dumps(facts, ensure_ascii=False, default=str).encode()
        head = f"POST /v1/provision-checks HTTP/1.1\r\nhost: localhost\r\ncontent-length: {len(body)}\r\n\r\n"
        found.append(head.encode() + body)
    return found


class Client(asyncio.Protocol):
    """One connection that is kept open; as little work as can be, since it shares the cores with the server."""

    def __init__(self, port):
        self.port = port
        self.transport = None

    async def ask(self, request):
        """Send a request; return the status."""
        loop = asyncio.get_running_loop()
        if self.transport is None:
            await loop.create_connection(lambda: self, "127.0.0.1", self.port)
        self.parts, self.left, self.answered = b"", None, loop.create_future()
        self.transport.write(request)
        return await self.answered

    def connection_made(self, transport):
        """Remember where to write."""
        self.transport = transport

    def data_received(self, data):
        """Read the head, then count the bytes of the body."""
        if self.left is None:
            self.parts += data
            head, found, body = self.parts.partition(b"\r\n\r\n")
            if not found:
                return
            start = head.index(b"content-length: ") + 16
            self.left = int(head[start : (head + b"\r").index(b"\r", start)])
            data = body
        self.left -= len(data)
        if not self.left:
            self.answered.set_result(int(self.parts[9:12]))

    def connection_lost(self, _):
        """Whoever waits for an answer doesn't get it."""
        if not self.answered.done():
            self.answered.set_exception(ConnectionError("the server closed the connection"))


async def closed(port, requests, clients):
    """Ask with some clients, each again as soon as it is answered; return the seconds waited and the errors."""
    times, errors, end = [], 0, time.perf_counter() + SECONDS

    async def one(number):
        nonlocal errors
        client, place = Client(port), number * len(requests) // clients
        while time.perf_counter() < end:
            start = time.perf_counter()
            status = await client.ask(requests[place % len(requests)])
            times.append(time.perf_counter() - start)
            errors += status != 200
            place += 1

    await asyncio.gather(*map(one, range(clients)))
    return times, errors


async def paced(port, requests):
    """Ask :data:`RATE` questions a second, whatever the server does; return the seconds waited and the errors."""
    times, errors, idle, running = [], 0, [], set()
    start = time.perf_counter()

    async def one(number, due):
        nonlocal errors
        client = idle.pop() if idle else Client(port)
        status = await client.ask(requests[number % len(requests)])
        times.append(time.perf_counter() - due)
        errors += status != 200
        idle.append(client)

    for number in range(int(SECONDS * RATE)):
        due = start + number / RATE
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        task = asyncio.create_task(one(number, due))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    return times, errors


def used(pid):
    """Return the seconds of processor time of the server itself, of its processes, and of the client (Linux)."""
    own, others = 0, 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        spent = int(fields[11]) + int(fields[12])
        if path.parent.name == str(pid):
            own = spent
        elif fields[1] == str(pid):
            others += spent
    ticks = os.sysconf("SC_CLK_TCK")
    return own / ticks, others / ticks, time.process_time()


def line(name, times, errors, spent):
    """Print one row; ``spent`` is the processor time of the server, of its processes, and of the client."""
    times.sort()
    own, others, client = (part * 1000 / len(times) for part in spent)
    p95, p99 = (times[int(len(times) * part)] * 1000 for part in (0.95, 0.99))
    print(
        f"{name:42} {len(times) / SECONDS:7,.0f}/s  p50 {statistics.median(times) * 1000:7.2f} ms  "
        f"p95 {p95:7.2f} ms  p99 {p99:7.2f} ms  errors {errors}  "
        f"processor {own:.2f} + {others:.2f} ms a request (client {client:.2f})",
        flush=True,
    )


async def ready(port):
    """Wait until the server answers."""
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.2)
        else:
            writer.close()
            return
    raise SystemExit("the server did not start")


async def run(port, pid):
    """Print the rows."""

    async def row(name, work):
        before = used(pid)
        times, errors = await work
        line(name, times, errors, [now - then for now, then in zip(used(pid), before, strict=True)])

    health = [b"GET /v1/health HTTP/1.1\r\nhost: localhost\r\n\r\n"]
    requests = bodies(questions())
    others = bodies(varied(questions(), int(SECONDS * RATE), random.Random(20261121)))
    await ready(port)
    await row(f"{RATE} a second, nothing decided (the floor)", paced(port, health))
    await closed(port, requests, 2)
    for clients in CLIENTS:
        await row(f"{clients} clients, each as soon as answered", closed(port, requests, clients))
    await row(f"{RATE} questions a second", paced(port, requests))
    await row(f"{RATE} a second, asked for the first time", paced(port, others))


def main():
    """Start a server as `pirules serve` does, ask it, and prove the chain of what it kept."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "bench.db"
        command = [sys.executable, "-m", "pirules", "serve", "--port", "0", "--db", str(db), *sys.argv[1:]]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            try:
                address = next(found for row in server.stderr if (found := re.search(r":(\d+)/", row)))
                # The log goes on; somebody has to read it.
                with subprocess.Popen(["cat"], stdin=server.stderr, stdout=subprocess.DEVNULL) as reader:
                    # A light loop where it is installed: what the client takes, the server lacks.
                    with asyncio.Runner(loop_factory=uvloop and uvloop.new_event_loop) as runner:
                        runner.run(run(int(address.group(1)), server.pid))
                    server.terminate()
                    server.wait(30)
                    reader.terminate()
            finally:
                server.kill()
        with open_store(db) as store:
            result = decisions.verify(store)
        print(f"kept {result.length:,} decisions; chain {'broken' if result.breaks else 'unbroken'}")
    return 1 if result.breaks else 0


if __name__ == "__main__":
    sys.exit(main())
