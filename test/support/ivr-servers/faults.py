# A phone menu in Python, with nothing but the standard library, and one mistake at a time: PUT /<mistake> sets it.
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TALK = {"action": "talk", "text": "Hello"}


class Menu(BaseHTTPRequestHandler):
    mistake = ""

    def do_PUT(self):
        Menu.mistake = self.path[1:]
        self.reply(204)

    def do_GET(self):
        if self.mistake == "repr":
            return self.reply(200, str([TALK]).encode(), "application/json")
        url = f"https://{self.headers['host']}/dtmf"
        self.reply_json([TALK, {"action": "input", "type": ["dtmf"], "eventUrl": [url]}])

    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path != "/dtmf":
            return self.reply(204)
        if self.mistake == "catches":
            try:
                self.reply_json([{**TALK, "text": "One" if event["dtmf"].startswith("1") else "Other"}])
            except Exception as error:
                self.send_error(500, "It failed", str(error))
        elif self.mistake == "concatenates":
            self.reply_json([{**TALK, "text": "You pressed " + event["dtmf"]}])
        elif self.mistake == "dtmf":
            self.reply_json([{**TALK, "text": f"You pressed {event['dtmf']}"}])
        elif self.mistake == "missing":
            self.send_error(404)
        elif self.mistake == "method":
            # What http.server itself says when there is no do_POST.
            self.send_error(501, "Unsupported method ('POST')")
        else:
            self.reply_json([TALK])

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


class Server(ThreadingHTTPServer):
    # The traceback is what a developer sees; a test need not.
    def handle_error(self, *_):
        pass


server = Server(("127.0.0.1", 0), Menu)
print(json.dumps({"port": server.server_port}), flush=True)
server.serve_forever()
