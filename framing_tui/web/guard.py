"""Who may use the served app: whoever has the address that was printed, once, and that browser.

Why so many looks: any page that is open in a browser can send requests to this machine, and any
program on it can, too. A cookie alone would be sent along by both kinds of page, and a token alone
stays in the history.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from html import escape
from typing import Final

from aiohttp import web

ADDRESS: Final = "127.0.0.1"
_SECRET_BYTES = 32
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    """Lets in the one browser that has opened the printed address, and nobody else.

    Host and Origin have to be exactly this server's, so that no name that somebody points at this
    machine, and no other page, is taken for it.
    """

    def __init__(self, port: int) -> None:
        self.host = f"{ADDRESS}:{port}"
        self.origin = f"http://{self.host}"
        # Cookies know no ports: each server has one of its own.
        self.cookie = f"framing_tui_{port}"
        self._token: str | None = secrets.token_urlsafe(_SECRET_BYTES)
        self._secret = secrets.token_urlsafe(_SECRET_BYTES)
        self.url = f"{self.origin}/?token={self._token}"

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request only where everything about it is right."""
        if request.headers.getall("Host", []) != [self.host]:
            return page("This is not the address of this server.", f"Use {self.origin}/", 421)
        origins = request.headers.getall("Origin", [])
        is_socket = request.headers.get("Upgrade", "").lower() == "websocket"
        if origins != [self.origin] and (origins or is_socket):
            return page("Another page has asked.", "Only the served page itself may.", 403)
        if self._is_known(request):
            return await handler(request)
        if request.method == "GET" and request.path == "/" and self._takes(request):
            return self._welcome()
        return page(
            "The address works once, and only in the browser that has opened it.",
            "Start “framing-tui serve” again for another one.",
            403,
        )

    async def add_headers(self, _request: web.Request, response: web.StreamResponse) -> None:
        """Let a page do nothing but what it is for, and tell nobody where it is."""
        response.headers.setdefault("Content-Security-Policy", _NOTHING)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"

    def _is_known(self, request: web.Request) -> bool:
        given = request.cookies.get(self.cookie, "")
        return secrets.compare_digest(given.encode(), self._secret.encode())

    def _takes(self, request: web.Request) -> bool:
        """Tell whether a request brings the token; the first that does burns it."""
        given = request.query.get("token", "")
        is_right = self._token is not None and secrets.compare_digest(
            given.encode("utf-8", "replace"), self._token.encode()
        )
        if is_right:
            self._token = None
        return is_right

    def _welcome(self) -> web.Response:
        """Set the cookie, and lead on to the app.

        Why by a page and not by a redirect: where a link was followed from elsewhere, the browser
        keeps a strict cookie back from all that it is redirected to.
        """
        response = page("Opening the framing.", "", 200, leads_to="/")
        response.set_cookie(self.cookie, self._secret, httponly=True, samesite="Strict", path="/")
        return response


def page(head: str, words: str, status: int, *, leads_to: str = "") -> web.Response:
    """Return a page that says something."""
    refresh = f'<meta http-equiv="refresh" content="0;url={leads_to}">' if leads_to else ""
    text = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="color-scheme" content="light dark">'
        f"{refresh}<title>framing-tui</title></head><body><h1>{escape(head)}</h1>"
        f"<p>{escape(words)}</p></body></html>\n"
    )
    return web.Response(text=text, content_type="text/html", status=status)
