"""HTTP: the API, the page, the control calls, each on a thread of its own."""

from __future__ import annotations

import ipaddress
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from .answer import api_answer
from .control import control_answer
from .exchange import Answer, Request, json_answer
from .page import page_answer
from .state import State

_LARGEST_BODY = 1_000_000  # bytes


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, state: State) -> None:
        self.state = state
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that hangs up is no error of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "testpay", ""
    # Headers and body leave together, else each answer waits for the reader's delayed acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 120  # seconds that an idle connection is kept

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def log_message(self, *args: object) -> None:
        """Nothing: `/_test/deliveries` and `/v1/events` tell what happened."""

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > _LARGEST_BODY:
            self.close_connection = True
            self._send(json_answer({"error": {"message": "Too large."}}, 413))
            return
        body = self.rfile.read(length).decode("utf-8", "replace")
        answer = route(self.server.state, self._request(body))
        if answer.drop:
            self.close_connection = True
            return
        self._send(answer)

    def _request(self, body: str) -> Request:
        place = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        loopback = ipaddress.ip_address(self.client_address[0]).is_loopback
        return Request(self.command, place.path, place.query, body, headers, loopback)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.content)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.content)


def route(state: State, request: Request) -> Answer:
    if request.path.startswith("/_test/"):
        return control_answer(state, request)
    if request.path.startswith("/v1/"):
        return api_answer(state, request)
    return page_answer(state, request)
