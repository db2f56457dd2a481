"""Exit 0 while the web process on this machine answers, as a container's health check.

It asks as the web server in front does, for a host that the site answers to.
"""

import os
import sys
from http.client import HTTPConnection

host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip("*.")
web = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", 8000)), timeout=5)
try:
    web.request(
        "GET",
        "/livez",
        headers={"Host": host or "localhost", "X-Forwarded-Proto": "https"},
    )
    status = web.getresponse().status
except OSError as error:
    sys.exit(f"The web process does not answer: {error}")
sys.exit(0 if status < 400 else f"The web process answers {status}.")
