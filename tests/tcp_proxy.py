"""A way to a server of this machine that can be made to fail in the ways ways fail."""

import asyncio
import socket
import struct
import threading
from contextlib import suppress

# What every new connection, and those that are open, meet.
PASS, STOP, HANG, RESET, SLOW = MODES = ("pass", "stop", "hang", "reset", "slow")
# Closing a socket with this sends RST.
WITHOUT_A_WORD = struct.pack("ii", 1, 0)


class Proxy:
    """Listens on ``port`` of 127.0.0.1 while it is entered, and passes all on.

    ``set("stop")`` ends all connections and refuses new ones; ``"hang"`` accepts and
    passes nothing on, of open connections either; ``"reset"`` resets all, and each that
    comes; ``"slow"`` waits before each piece. ``"pass"`` is as before: what hung goes
    on, unless ``cut`` ended it.
    """

    def __init__(self, to: int, latency: float = 0.05, a_second: int = 500_000):
        self.to, self.latency, self.a_second = to, latency, a_second
        self.mode = PASS
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task] = set()

    def __enter__(self) -> "Proxy":
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._do(self._listen())
        return self

    def __exit__(self, *error) -> None:
        self.cut()
        self._do(self._stop_listening())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)

    def set(self, mode: str) -> None:
        """Fail in that way from now on, or pass all again."""
        assert mode in MODES
        self._do(self._change(mode))

    def cut(self) -> None:
        """End every connection there is, without a word."""
        self._do(self._end_all())

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    async def _listen(self) -> None:
        self._passing = asyncio.Event()
        self._passing.set()
        self._server = await asyncio.start_server(
            self._accept, "127.0.0.1", self.port, reuse_address=True
        )

    async def _stop_listening(self) -> None:
        if self._server:
            self._server.close()
            self._server = None

    async def _change(self, mode: str) -> None:
        self.mode = mode
        if mode == HANG:
            self._passing.clear()
        else:
            self._passing.set()
        if mode in (STOP, RESET):
            await self._end_all()
        if mode == STOP:
            await self._stop_listening()
        elif self._server is None:
            await self._listen()

    async def _end_all(self) -> None:
        for writer in list(self._open):
            _reset(writer)
        self._open.clear()
        for task in list(self._tasks):
            task.cancel()

    async def _accept(self, reader, writer) -> None:
        self._tasks.add(task := asyncio.current_task())
        self._open.add(writer)
        try:
            if self.mode == RESET:
                _reset(writer)
                return
            await self._passing.wait()
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.to)
            self._open.add(far_writer)
            try:
                await asyncio.gather(
                    self._pump(reader, far_writer), self._pump(far_reader, writer)
                )
            finally:
                self._open.discard(far_writer)
                far_writer.close()
        except (OSError, asyncio.CancelledError):
            return
        finally:
            self._tasks.discard(task)
            self._open.discard(writer)
            writer.close()

    async def _pump(self, reader, writer) -> None:
        while piece := await reader.read(1 << 16):
            await self._passing.wait()
            if self.mode == SLOW:
                await asyncio.sleep(self.latency + len(piece) / self.a_second)
            writer.write(piece)
            await writer.drain()
        with suppress(OSError, RuntimeError):
            writer.write_eof()


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close it as a machine does that knows nothing of the connection (RST)."""
    with suppress(OSError, AttributeError):
        own = writer.get_extra_info("socket")
        own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, WITHOUT_A_WORD)
    writer.transport.abort()
