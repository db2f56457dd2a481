"""A mail server of this machine that can be ill, by real SMTP."""

import socket
import threading
from contextlib import suppress

TAKES, HANGS, REFUSES, DROPS, DROPS_TAKEN = (
    "takes mail",
    "hangs",
    "says to try later",
    "drops the connection in the middle",
    "takes a mail and drops the connection before it says so",
)


class MailServer:
    """``mails`` are those it took, as they were sent; ``calls`` counts connections."""

    def __init__(self):
        self.how, self.mails, self.calls = TAKES, [], 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._server.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._server.accept()
                self.calls += 1
                threading.Thread(target=self._talk, args=[caller], daemon=True).start()

    def _talk(self, caller: socket.socket) -> None:
        caller.settimeout(5)
        with suppress(OSError), caller, caller.makefile("rwb", 0) as line:
            if self.how == HANGS:
                caller.recv(1)
                return
            line.write(b"220 here\r\n")
            while said := line.readline():
                verb = said[:4].upper().strip()
                if verb == b"DATA":
                    line.write(b"354 go on\r\n")
                    mail = self._data(line)
                    if self.how == DROPS:
                        return
                    self.mails.append(mail)
                    if self.how == DROPS_TAKEN:
                        return
                refuses = self.how == REFUSES and verb == b"MAIL"
                line.write(b"451 later\r\n" if refuses else b"250 ok\r\n")
                if verb == b"QUIT":
                    return

    def _data(self, line) -> bytes:
        lines = []
        while (said := line.readline()) not in (b".\r\n", b""):
            lines.append(said)
        return b"".join(lines)
