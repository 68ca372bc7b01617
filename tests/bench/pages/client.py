"""Asks a server for pages as fast as it answers: python -m tests.bench.pages.client PORT SECONDS CONCURRENCY.

Standard input: a JSON list of requests as text. Standard output: JSON. Plain sockets kept open, nothing parsed but
the status and the length, so that the client is not what is measured. Ends with 1 at any answer but 200.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
from collections.abc import Iterator
from itertools import cycle
from time import perf_counter

BLOCK = 1 << 18
SILENCE = 60  # seconds
# Requests on one connection: opened again, connections spread over the workers anew, as those of many browsers do.
MOST = 50


class WrongAnswer(Exception):
    """Not a 200, or not one that can be read."""


class Line:
    """One connection: asks, reads the whole answer, asks again."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.left = MOST

    def ask(self, request: bytes) -> None:
        self.left -= 1
        self.request, self.parts, self.got, self.whole, self.closes = request, [], 0, 0, not self.left
        self.asked = perf_counter()
        self.socket.sendall(request)

    def read(self) -> bool:
        """Whether the answer is complete."""
        data = self.socket.recv(BLOCK)
        if not data:
            raise WrongAnswer(f"connection closed within the answer to {self.request[:120]!r}")
        self.got += len(data)
        if not self.whole:
            self.parts.append(data)
            self._head(b"".join(self.parts))
        return bool(self.whole) and self.got >= self.whole

    def _head(self, start: bytes) -> None:
        end = start.find(b"\r\n\r\n")
        if end < 0:
            return
        head = start[:end].lower()
        if head[9:12] != b"200":
            raise WrongAnswer(f"{head[:60]!r} to {self.request[:120]!r}")
        at = head.find(b"\r\ncontent-length:")
        if at < 0:
            raise WrongAnswer(f"no length in the answer to {self.request[:120]!r}")
        self.whole = end + 4 + int(head[at + 17 :].split(b"\r\n", 1)[0])
        self.closes = self.closes or b"\r\nconnection: close" in head


def load(port: int, requests: list[bytes], *, seconds: float, concurrency: int) -> dict:
    """Requests per second, times in ms and kB a request, of `concurrency` connections over `seconds`.

    Raises WrongAnswer.
    """
    lines: list[Line] = []
    try:
        lines += (Line(port) for _ in range(concurrency))
        start = perf_counter()
        times, size = _ask(lines, cycle(requests), until=start + seconds)
        took = perf_counter() - start
    finally:
        for line in lines:
            line.socket.close()
    times.sort()
    return {
        "requests": len(times),
        "per_second": len(times) / took,
        "p50_ms": 1000 * times[len(times) // 2],
        "p95_ms": 1000 * times[min(len(times) - 1, int(len(times) * 0.95))],
        "kilobytes": size / len(times) / 1000,
    }


def _ask(lines: list[Line], wanted: Iterator[bytes], *, until: float) -> tuple[list[float], int]:
    """Seconds that each answer took, and the bytes of all; every line ends with its first answer after `until`."""
    times, size, busy = [], 0, len(lines)
    with selectors.DefaultSelector() as selector:
        for line in lines:
            selector.register(line.socket, selectors.EVENT_READ, line)
            line.ask(next(wanted))
        while busy:
            ready = selector.select(SILENCE)
            if not ready:
                raise WrongAnswer(f"no answer for {SILENCE} s")
            for line in (key.data for key, _events in ready):
                if not line.read():
                    continue
                now = perf_counter()
                times.append(now - line.asked)
                size += line.got
                if now >= until or line.closes:
                    selector.unregister(line.socket)
                if now >= until:
                    busy -= 1
                    continue
                if line.closes:
                    line.socket.close()
                    line.connect()
                    selector.register(line.socket, selectors.EVENT_READ, line)
                line.ask(next(wanted))
    return times, size


def main(arguments: list[str]) -> int:
    port, seconds, concurrency = int(arguments[0]), float(arguments[1]), int(arguments[2])
    requests = [text.encode() for text in json.load(sys.stdin)]
    try:
        print(json.dumps(load(port, requests, seconds=seconds, concurrency=concurrency)))
    except (WrongAnswer, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
