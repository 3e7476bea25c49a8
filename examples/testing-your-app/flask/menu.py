"""A phone menu in Flask: 1 for sales, anything else for the opening hours. Needs: flask."""

from flask import Flask, jsonify, request, url_for


def create_app():
    app = Flask(__name__)
    app.events = []

    @app.get("/answer")
    def answer():
        return jsonify([
            {"action": "talk", "text": f"Hello {request.args['from']}. Press 1 for sales.", "bargeIn": True},
            {
                "action": "input",
                "type": ["dtmf"],
                "dtmf": {"maxDigits": 1},
                "eventUrl": [url_for("chosen", _external=True)],
            },
        ])

    @app.post("/dtmf")
    def chosen():
        if request.json["dtmf"]["digits"] == "1":
            return jsonify([
                {
                    "action": "connect",
                    "from": request.json["to"],
                    "endpoint": [{"type": "phone", "number": "447700900444"}],
                },
                {"action": "talk", "text": "Sales cannot talk to you now."},
            ])
        return jsonify([{"action": "talk", "text": "We are here from nine to five."}])

    @app.post("/event")
    def event():
        app.events.append(request.json)
        return "", 204

    return app


if __name__ == "__main__":
    create_app().run(port=8080)
