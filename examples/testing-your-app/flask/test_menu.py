"""Run with: npx vonage-flow emulator exec --redirect --speed instant -- python3 -m pytest

Needs: flask, pytest, requests. The hosts are Vonage's own; --redirect leads them to the emulator.
"""

import os
import threading

import pytest
import requests
from werkzeug.serving import make_server

from menu import create_app

ACCOUNT = (os.environ["VONAGE_API_KEY"], os.environ["VONAGE_API_SECRET"])
APPLICATION = f"https://api.nexmo.com/v2/applications/{os.environ['VONAGE_APPLICATION_ID']}"
CALLS = f"{os.environ['VONAGE_API_HOST']}/emulator/v1/calls"
SALES = "447700900444"


@pytest.fixture
def app():
    app = create_app()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    webhooks = {
        "answer_url": {"address": f"{url}/answer", "http_method": "GET"},
        "event_url": {"address": f"{url}/event", "http_method": "POST"},
    }
    wanted = {"name": "menu", "capabilities": {"voice": {"webhooks": webhooks}}}
    requests.put(APPLICATION, json=wanted, auth=ACCOUNT, timeout=10).raise_for_status()
    yield app
    server.shutdown()
    server.server_close()


def call(**script):
    placed = {"from": "447700900222", "to": "14155550100", **script}
    reply = requests.post(CALLS, json=placed, timeout=60)
    reply.raise_for_status()
    return reply.json()


def statuses_of(app, number):
    return [event["status"] for event in app.events if event.get("to") == number and "status" in event]


def test_connects_who_presses_1_to_sales(app):
    assert call(press=["1"])["problems"] == []
    assert "answered" in statuses_of(app, SALES)


@pytest.mark.parametrize("does, status", [("busy", "busy"), ("reject", "rejected"), ("ignore", "timeout")])
def test_goes_on_when_sales_does_not_answer(app, does, status):
    outcome = call(press=["1"], callees={SALES: {"does": does}})
    assert outcome["problems"] == []
    assert statuses_of(app, SALES)[-1] == status


def test_tells_the_opening_hours_to_everybody_else(app):
    outcome = call(press=["2"])
    assert (outcome["problems"], outcome["unused"]) == ([], [])
    assert statuses_of(app, SALES) == []
