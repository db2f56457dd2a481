"""Who asks a web server over HTTP, with the path exactly as it is written."""

import http.client
import re
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Answer:
    """What came back; ``headers`` are found by their names in any case."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Visitor:
    """Somebody at a site, with the cookies it gave them; a stranger until signed in."""

    def __init__(self, address: str):
        self.address = address
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for ``path``; no redirect is followed."""
        return self._ask("GET", path, headers)

    def post(self, path: str, body: bytes, **headers: str) -> Answer:
        """Send ``body``, and say where from, as browsers do."""
        return self._ask("POST", path, {"Origin": self.address, **headers}, body)

    def sign_in(self, username: str, password: str) -> "Visitor":
        """Fill in the admin's form; returns the visitor, signed in."""
        form = self.get("/admin/sign-in/").body.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
        fields = {"login": username, "password": password}
        body = urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.post("/admin/sign-in/", body, **kind)
        assert (answer.status, answer.headers["Location"]) == (302, "/admin/")
        return self

    def _ask(self, method, path, headers, body=None) -> Answer:
        port = urlsplit(self.address).port
        connection = http.client.HTTPConnection("localhost", port, timeout=60)
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = ({"Cookie": kept} if kept else {}) | headers
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        for given in answer.headers.get_all("Set-Cookie", []):
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer
