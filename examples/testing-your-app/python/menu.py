"""A phone menu: 1 for sales, anything else for the opening hours. Standard library only."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Menu(BaseHTTPRequestHandler):
    def url(self, path):
        # Vonage, or a tunnel, stands in front and tells how it was asked.
        scheme = self.headers.get("X-Forwarded-Proto", "http")
        return f"{scheme}://{self.headers['Host']}{path}"

    def reply(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.reply([
            {"action": "talk", "text": "Press 1 for sales.", "bargeIn": True},
            {
                "action": "input",
                "type": ["dtmf"],
                "dtmf": {"maxDigits": 1},
                "eventUrl": [self.url("/dtmf")],
            },
        ])

    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.events.append(event)
        if self.path != "/dtmf":
            self.reply({})
        elif event["dtmf"]["digits"] == "1":
            self.reply([{
                "action": "connect",
                "from": "14155550100",
                "endpoint": [{"type": "phone", "number": "447700900444"}],
            }])
        else:
            self.reply([{"action": "talk", "text": "We are here from nine to five."}])

    def log_message(self, *_):
        pass


def create_server(port=0):
    server = ThreadingHTTPServer(("127.0.0.1", port), Menu)
    server.events = []
    return server
