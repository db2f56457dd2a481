"""Connections of the outbound client, whose every use comes out of its allowance."""

import io
import socket
import ssl
from collections.abc import Callable

from delivery.allowance import Allowance

PIECE = 65_536


class Wire(io.RawIOBase):
    """A socket whose every use comes out of the allowance, as HTTPConnection's."""

    def __init__(self, connected: socket.socket, left: Allowance):
        self.socket = connected
        self.left = left

    def sendall(self, request: bytes) -> None:
        self.socket.settimeout(self.left.seconds())
        self.socket.sendall(request)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self.socket.settimeout(self.left.seconds())
        count = self.socket.recv_into(buffer)
        self.left.spend(count)
        return count

    def close(self) -> None:
        """Nothing: who opened the socket closes it, once the answer is read."""


class TlsWire(Wire):
    """The same with TLS, a piece at a time.

    Python's own wrapped socket asks OpenSSL, which reads on for as long as something
    comes: whoever greets for ever would hold it, past any timeout.
    """

    def __init__(self, connected: socket.socket, left: Allowance, host: str):
        super().__init__(connected, left)
        self._came, self._goes = ssl.MemoryBIO(), ssl.MemoryBIO()
        context = ssl.create_default_context()
        self._tls = context.wrap_bio(self._came, self._goes, server_hostname=host)
        self._until_done(self._tls.do_handshake)

    def sendall(self, request: bytes) -> None:
        for at in range(0, len(request), PIECE):
            piece = request[at : at + PIECE]
            self._until_done(lambda piece=piece: self._tls.write(piece))

    def readinto(self, buffer) -> int:
        try:
            return self._until_done(lambda: self._tls.read(len(buffer), buffer))
        except ssl.SSLEOFError:
            return 0  # many hang up without a word: what is cut short shows by itself

    def _until_done(self, step: Callable[[], int]) -> int:
        """Do it, giving and taking what it needs for that."""
        while True:
            self.left.seconds()
            try:
                done = step()
            except ssl.SSLWantReadError:
                self._send()
                self._receive()
            else:
                self._send()
                return done

    def _send(self) -> None:
        if self._goes.pending:
            super().sendall(self._goes.read())

    def _receive(self) -> None:
        self.socket.settimeout(self.left.seconds())
        piece = self.socket.recv(PIECE)
        self.left.spend(len(piece))
        if piece:
            self._came.write(piece)
        else:
            self._came.write_eof()
