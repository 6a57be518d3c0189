"""A webhook endpoint on loopback in front of pywa: pywa validates the signature and parses the body."""

import http.server
import json
import threading
import urllib.parse

from pywa import WhatsApp, utils


class Receiver:
    """Serves a pywa client and keeps every update it parsed and every body it got."""

    def __init__(self) -> None:
        self.client: WhatsApp | None = None
        self.updates: list = []
        self.bodies: list[bytes] = []
        self.refused = 0
        self.arrived = threading.Condition()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
                text, status = receiver.client.webhook_challenge_handler(query.get(utils.HUB_VT), query.get(utils.HUB_CH))
                self.answer(status, text)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                problem = receiver.client.webhook_update_validator(body, self.headers.get(utils.HUB_SIG))
                text, status = problem or receiver.client.webhook_update_handler(body)
                with receiver.arrived:
                    if problem:
                        receiver.refused += 1
                    else:
                        receiver.bodies.append(body)
                    receiver.arrived.notify_all()
                self.answer(status, text)

            def answer(self, status: int, text: str) -> None:
                data = text.encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]

    def listen(self, client: WhatsApp) -> None:
        """Starts serving `client`; every kind of update lands in `updates`."""
        self.client = client

        def keep(_: WhatsApp, update: object) -> None:
            with self.arrived:
                self.updates.append(update)
                self.arrived.notify_all()

        for register in (
            client.on_message,
            client.on_message_status,
            client.on_callback_button,
            client.on_callback_selection,
            client.on_flow_completion,
            client.on_phone_number_change,
        ):
            register(keep)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait(self, what: str, condition, seconds: float = 20.0):
        """The first update that satisfies the condition; fails loudly when none comes."""

        def found():
            return next((update for update in self.updates if condition(update)), None)

        with self.arrived:
            if not self.arrived.wait_for(lambda: found() is not None, timeout=seconds):
                raise AssertionError(f"never saw {what}; updates: {[type(update).__name__ for update in self.updates]}")
            return found()

    def wait_for_status(self, message_id: str, status: str, seconds: float = 20.0) -> dict:
        """The `value` of the webhook with this status, as it came, without pywa."""

        def found():
            values = [change["value"] for body in self.bodies for entry in json.loads(body)["entry"] for change in entry["changes"]]
            fits = lambda value: any(one["id"] == message_id and one["status"] == status for one in value.get("statuses", []))
            return next(filter(fits, values), None)

        with self.arrived:
            if not self.arrived.wait_for(lambda: found() is not None, timeout=seconds):
                raise AssertionError(f"never saw {status} of {message_id}")
            return found()
