# An application in Python that knows nothing of an emulator, with nothing but the standard library.
import base64
import json
import os
import ssl
import urllib.error
import urllib.request

credentials = f"{os.environ['VONAGE_API_KEY']}:{os.environ['VONAGE_API_SECRET']}"
authorization = "Basic " + base64.b64encode(credentials.encode()).decode()


def ask(url, **more):
    request = urllib.request.Request(url, headers={"Authorization": authorization}, **more)
    try:
        with urllib.request.urlopen(request) as reply:
            return [reply.status, reply.read().decode()[:9]]
    except urllib.error.HTTPError as error:
        return [error.code, error.read().decode()[:23]]
    except Exception as error:
        return [str(error)]


print(
    json.dumps(
        {
            "applications": ask("https://api.nexmo.com/v2/applications")[0],
            "numbers": ask("https://rest.nexmo.com/account/numbers"),
            "calls": ask("https://api-us-3.vonage.com/v1/calls"),
            "nowhere": ask("https://nobody.invalid/"),
            "a server on this machine": ask(f"{os.environ['VONAGE_API_HOST']}/emulator/v1/about")[0],
            "trusts more than one authority": len(ssl.create_default_context().get_ca_certs()) > 50,
        }
    )
)
