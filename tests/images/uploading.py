"""An editor who uploads files to a web process over HTTP, as they are."""

import http.client
import json
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

# Whoever may do everything, signed in; says what a browser would be given.
SIGN_IN = """
import json
from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
)
from django.contrib.sessions.backends.db import SessionStore
from newsroom.demo import builders
builders.front_page()
user = builders.make_user("uploader")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(json.dumps([
    settings.SESSION_COOKIE_NAME, session.session_key, settings.CSRF_COOKIE_NAME
]))
"""
TOKEN = "a" * 32
TICKS = 100  # of a second of a processor's time, in /proc


@dataclass(frozen=True)
class Answer:
    """What came back, how long it took, and what it took the processes."""

    status: int
    body: str
    location: str
    seconds: float
    cpu: float


def processes(root: int, below: int = 9) -> list[int]:
    """``root`` and the processes below it, those of its own first."""
    found, last = [root], [root]
    for _ in range(below):
        last = [pid for parent in last for pid in _children(parent)]
        found += last
    return found


def _children(pid: int) -> list[int]:
    found = []
    try:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(each) for each in task.read_text().split()]
    except OSError:  # it, or a thread of it, has ended
        return found
    return found


def megabytes(root: int) -> float:
    """What ``root`` and the processes below it hold in memory.

    A page that two of them share is counted twice; but a process that has not begun its
    own program yet is the worker that started it, and counted once.
    """
    total = 0
    workers = len(processes(root, below=1))
    for number, pid in enumerate(processes(root)):
        try:
            runs = Path(f"/proc/{pid}/cmdline").read_bytes()
            if number >= workers and b"gunicorn" in runs:
                continue
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except (OSError, IndexError):  # it has ended
            continue
    return total * 4096 / 1_000_000


def processor_seconds(root: int) -> float:
    """The time of a processor that they, and those which have ended, took."""
    total = 0
    for pid in processes(root):
        try:
            after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
        except OSError:
            continue
        total += sum(int(each) for each in after_name.split()[11:15])
    return total / TICKS


class Uploader:
    """An editor at ``newsroom``, whose web process is ``process``."""

    def __init__(self, newsroom, process: int):
        said = newsroom.manage("shell", "-v", "0", "-c", SIGN_IN, check=True).stdout
        session, key, token = json.loads(said.strip().splitlines()[-1])
        self._session, self._token = session, f"{token}={TOKEN}"
        self._cookies = f"{session}={key}; {self._token}"
        self._address, self._process = urlsplit(newsroom.address), process
        self._picture = ""

    def by_form(self, name: str, data: bytes) -> Answer:
        return self.post("images/add/", [("title", "Harbour")], "file", name, data)

    def by_chooser(self, name: str, data: bytes) -> Answer:
        fields = [("image-chooser-upload-title", "Harbour")]
        fields.append(("image-chooser-upload-collection", "1"))
        file = "image-chooser-upload-file"
        return self.post("images/chooser/create/", fields, file, name, data)

    def by_multiple(self, name: str, data: bytes) -> Answer:
        fields = [("title", "Harbour"), ("collection", "1")]
        return self.post("images/multiple/add/", fields, "files[]", name, data)

    def by_replacing(self, name: str, data: bytes) -> Answer:
        """In the place of a picture that is there; ``picture`` is its number."""
        at = f"images/{self._picture}/"
        return self.post(at, [("title", "Harbour")], "file", name, data)

    def as_profile_picture(self, name: str, data: bytes) -> Answer:
        fields = [("name_email-first_name", "Ada"), ("name_email-last_name", "Okafor")]
        fields += [
            ("name_email-email", "ada@newsroom.example"),
            ("theme-theme", "light"),
        ]
        fields += [("theme-density", "default"), ("theme-contrast", "system")]
        fields += [
            ("theme-keyboard_shortcuts", "on"),
            ("locale-preferred_language", ""),
        ]
        return self.post("account/", fields, "avatar-avatar", name, data)

    def as_document(self, name: str, data: bytes) -> Answer:
        return self.post("documents/add/", [("title", "Minutes")], "file", name, data)

    def replaces(self, picture: str) -> None:
        """``by_replacing`` is about this picture from now on."""
        self._picture = picture

    def post(self, at: str, fields, file: str, name: str, data: bytes) -> Answer:
        """A form with a file in it, sent as browsers do."""
        border = secrets.token_hex(16)
        body = b""
        for field, value in [
            ("csrfmiddlewaretoken", TOKEN),
            ("collection", "1"),
            *fields,
        ]:
            head = f'Content-Disposition: form-data; name="{field}"'
            body += f"--{border}\r\n{head}\r\n\r\n{value}\r\n".encode()
        said = name.replace('"', "%22")
        head = f'Content-Disposition: form-data; name="{file}"; filename="{said}"'
        body += f"--{border}\r\n{head}\r\nContent-Type: image/png\r\n\r\n".encode()
        body += data + f"\r\n--{border}--\r\n".encode()
        return self.send(at, body, f"multipart/form-data; boundary={border}")

    def send(self, at: str, body: bytes, kind: str, method: str = "POST") -> Answer:
        """These bytes, said to be of that kind."""
        headers = {
            "Cookie": self._cookies,
            "Content-Type": kind,
            "X-CSRFToken": TOKEN,
            # What the page for many files sends; others take no notice.
            **({"X-Requested-With": "XMLHttpRequest"} if "multiple" in at else {}),
        }
        connection = http.client.HTTPConnection(
            self._address.hostname, self._address.port, timeout=120
        )
        spent, began = processor_seconds(self._process), time.monotonic()
        try:
            connection.request(method, f"/admin/{at}", body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        # Who changes their account has a new session.
        for given in answer.headers.get_all("Set-Cookie", []):
            if given.startswith(f"{self._session}="):
                self._cookies = f"{given.partition(';')[0]}; {self._token}"
        took = time.monotonic() - began
        spent = processor_seconds(self._process) - spent
        place = answer.headers.get("Location", "")
        return Answer(answer.status, text, place, took, spent)

    def headers_of(self, at: str) -> http.client.HTTPMessage:
        """The headers of the answer at an address outside the admin."""
        connection = http.client.HTTPConnection(
            self._address.hostname, self._address.port, timeout=120
        )
        try:
            connection.request("GET", f"/{at}", headers={"Cookie": self._cookies})
            return connection.getresponse().headers
        finally:
            connection.close()
