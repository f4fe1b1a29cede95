"""The server of `serve`: textual-serve's page and protocol, behind the guard, on loopback alone."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Mapping, Sequence
from html import escape
from string import Template

from aiohttp import web
from textual_serve.server import Server, to_int

from framing_tui.content import served_page
from framing_tui.model.clean import clean
from framing_tui.web.guard import ADDRESS, Guard, page
from framing_tui.web.sessions import Session

MOST_SESSIONS = 8
# Nobody's screen has more cells, and a terminal of millions would never be drawn.
_WIDEST, _HIGHEST = 1000, 500
_LONGEST_MESSAGE = 1_000_000
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class GuardedServer(Server):
    """Serves one app to one browser, in at most so many pages at once."""

    def __init__(
        self, words: Sequence[str], environment: Mapping[str, str], title: str, port: int
    ) -> None:
        super().__init__("", host=ADDRESS, port=port, title=title)
        self.guard = Guard(port)
        self._words, self._environment = words, environment
        self._title = title
        self._sockets: set[web.WebSocketResponse] = set()
        self._open = 0

    def application(self) -> web.Application:
        """Return the application: the page, what it loads, and its socket; nothing else."""
        app = web.Application(middlewares=[self.guard.middleware])
        app.router.add_get("/", self.handle_page)
        app.router.add_get("/session.js", self.handle_script)
        app.router.add_get("/ws", self.handle_websocket)
        app.router.add_static("/static", self.statics_path)
        app.on_response_prepare.append(self.guard.add_headers)
        app.on_shutdown.append(self._close_all)
        return app

    async def handle_page(self, request: web.Request) -> web.Response:
        """Return the page, or one that says that there are too many."""
        if self._open >= MOST_SESSIONS:
            return _too_many()
        size = min(max(to_int(request.query.get("fontsize", "16"), 16), 8), 48)
        text = Template(served_page()).substitute(
            title=escape(clean(self._title)),
            socket=escape(f"ws://{self.guard.host}/ws"),
            size=size,
        )
        response = web.Response(text=text, content_type="text/html")
        # The terminal in the page sets styles of its own; it loads nothing from anywhere else.
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            f"font-src 'self'; img-src 'self' data:; connect-src ws://{self.guard.host}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return response

    async def handle_script(self, _request: web.Request) -> web.Response:
        """Return the few lines of script that are the page's own."""
        return web.Response(text=served_page(".js"), content_type="text/javascript")

    async def handle_websocket(self, request: web.Request) -> web.StreamResponse:  # type: ignore[override]
        """Run the app for a page until either of them ends."""
        if self._open >= MOST_SESSIONS:
            return _too_many()
        self._open += 1
        connection = web.WebSocketResponse(heartbeat=15, max_msg_size=_LONGEST_MESSAGE)
        session = Session(self._words, self._environment, connection)
        try:
            await connection.prepare(request)
            self._sockets.add(connection)
            width = to_int(request.query.get("width", ""), 80)
            height = to_int(request.query.get("height", ""), 24)
            await session.start(min(max(width, 1), _WIDEST), min(max(height, 1), _HIGHEST))
            # What is no message of the page ends it.
            with contextlib.suppress(ValueError, KeyError, TypeError, LookupError, AssertionError):
                await self._process_messages(connection, session)
        finally:
            # Whoever goes away meanwhile leaves the process to be ended all the same.
            await asyncio.shield(self._ended(session, connection))
        return connection

    async def _ended(self, session: Session, connection: web.WebSocketResponse) -> None:
        try:
            await session.end()
            if not connection.closed and connection.prepared:
                await connection.close()
        finally:
            self._sockets.discard(connection)
            self._open -= 1

    async def _close_all(self, _app: web.Application) -> None:
        """Close every page; its process saves, and ends."""
        await asyncio.gather(*(each.close() for each in list(self._sockets)))
        while self._open:
            await asyncio.sleep(0.02)

    async def serve_on(self, listening: socket.socket) -> int:
        """Serve until a signal comes, and return its number."""
        ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def end(number: int) -> None:
            if not ended.done():
                ended.set_result(number)

        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(NotImplementedError):
                    asyncio.get_running_loop().add_signal_handler(number, end, int(number))
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.SockSite(runner, listening).start()
            return await ended
        finally:
            await runner.cleanup()


def _too_many() -> web.Response:
    return page(
        f"{MOST_SESSIONS} sessions are open, and no more can be.",
        "Close one of their pages, and load this one again.",
        503,
    )


def listen(port: int) -> socket.socket:
    """Return a socket that listens on loopback, on a free port where none is asked for.

    Raises OSError.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((ADDRESS, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening
