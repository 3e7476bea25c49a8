# The same menu in Python, with nothing but the standard library.
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Menu(BaseHTTPRequestHandler):
    def here(self):
        return f"{self.headers['x-forwarded-proto']}://{self.headers['host']}"

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/answer":
            self.reply_json([
                {"action": "talk", "text": "Press 1 for a colleague", "bargeIn": True},
                {
                    "action": "input",
                    "type": ["dtmf"],
                    "dtmf": {"maxDigits": 1},
                    "eventUrl": [f"{self.here()}/dtmf"],
                },
            ])
        elif path == "/on-answer":
            self.reply_json([{"action": "talk", "text": "A call for you"}])
        elif path == "/audio/hold.mp3":
            self.reply(200, b"ID3 hold music", "audio/mpeg")
        else:
            self.reply(404)

    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path == "/dtmf":
            self.reply_json(self.connect() if event["dtmf"]["digits"] == "1" else [{"action": "talk", "text": "Goodbye"}])
        elif self.path == "/connected":
            self.reply_json([{"action": "talk", "text": "Everybody is busy"}] if event["status"] == "busy" else [])
        elif self.path in ("/event", "/rtc"):
            self.reply(204)
        else:
            self.reply(404)

    def connect(self):
        phone = {"type": "phone", "number": "447700900444", "onAnswer": {"url": f"{self.here()}/on-answer"}}
        return [
            {"action": "stream", "streamUrl": [f"{self.here()}/audio/hold.mp3"]},
            {
                "action": "connect",
                "from": "14155550100",
                "eventType": "synchronous",
                "eventUrl": [f"{self.here()}/connected"],
                "endpoint": [phone],
            },
        ]

    def reply_json(self, ncco):
        self.reply(200, json.dumps(ncco).encode(), "application/json")

    def reply(self, status, body=b"", content_type=None):
        self.send_response(status)
        if content_type:
            self.send_header("content-type", content_type)
        if status != 204:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Menu)
print(json.dumps({"port": server.server_port}), flush=True)
server.serve_forever()
