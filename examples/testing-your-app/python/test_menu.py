"""Run with: npx vonage-flow emulator exec --redirect --speed instant -- python3 -m unittest"""

import base64
import json
import os
import threading
import unittest
import urllib.request

from menu import create_server

API = os.environ["VONAGE_API_HOST"]


def send(url, value, method="POST", headers=None):
    request = urllib.request.Request(
        url, json.dumps(value).encode(), {"Content-Type": "application/json", **(headers or {})}, method=method
    )
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


def point_application_at(url):
    """As on the real platform: this host is hard-coded, and --redirect leads it to the emulator."""
    account = f"{os.environ['VONAGE_API_KEY']}:{os.environ['VONAGE_API_SECRET']}"
    webhooks = {
        "answer_url": {"address": f"{url}/answer", "http_method": "GET"},
        "event_url": {"address": f"{url}/event", "http_method": "POST"},
    }
    send(
        f"https://api.nexmo.com/v2/applications/{os.environ['VONAGE_APPLICATION_ID']}",
        {"name": "menu", "capabilities": {"voice": {"webhooks": webhooks}}},
        "PUT",
        {"Authorization": "Basic " + base64.b64encode(account.encode()).decode()},
    )


def call(**script):
    return send(f"{API}/emulator/v1/calls", {"from": "447700900222", "to": "14155550100", **script})


class MenuTest(unittest.TestCase):
    def setUp(self):
        self.server = create_server()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        point_application_at(f"http://127.0.0.1:{self.server.server_port}")

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()

    def statuses_of(self, number):
        return [event["status"] for event in self.server.events if event.get("to") == number and "status" in event]

    def test_connects_who_presses_1_to_sales(self):
        outcome = call(press=["1"])
        self.assertEqual(outcome["problems"], [])
        self.assertIn("answered", self.statuses_of("447700900444"))

    def test_hears_when_sales_is_busy(self):
        call(press=["1"], callees={"447700900444": {"does": "busy"}})
        self.assertIn("busy", self.statuses_of("447700900444"))

    def test_tells_the_opening_hours_to_everybody_else(self):
        outcome = call(press=["2"])
        self.assertEqual((outcome["problems"], outcome["unused"]), ([], []))
        self.assertEqual(self.statuses_of("447700900444"), [])


if __name__ == "__main__":
    unittest.main()
