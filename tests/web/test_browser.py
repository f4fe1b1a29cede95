"""The served app in a real browser, driven over its debugging protocol: opened, typed in, saved."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("looks for processes in /proc", allow_module_level=True)

import aiohttp

from framing_tui.storage.load import load

from .served import PATIENCE, serving, until

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here")
# Keys as the protocol wants them: name, code, number, modifiers (2 is Ctrl).
KEYS = {
    "Enter": ("Enter", "Enter", 13, 0),
    "Escape": ("Escape", "Escape", 27, 0),
    "F5": ("F5", "F5", 116, 0),
    "F12": ("F12", "F12", 123, 0),
    "F10": ("F10", "F10", 121, 0),
    **{f"Ctrl+{c}": (c.lower(), f"Key{c}", ord(c), 2) for c in "GKLPRS"},
}
# Which keys the page has kept from the browser.
_WATCH = """
window.kept = [];
const before = Event.prototype.preventDefault;
Event.prototype.preventDefault = function () {
  if (this instanceof KeyboardEvent && this.type === "keydown") {
    window.kept.push((this.ctrlKey ? "Ctrl+" : "") + this.key);
  }
  return before.call(this);
};
"""


class Tab:
    """A page of the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.events: list[dict[str, Any]] = []

    async def call(self, method: str, **given: object) -> dict[str, Any]:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": given})
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await self._socket.receive_json()
                if message.get("id") == number:
                    assert "error" not in message, message
                    result: dict[str, Any] = message["result"]
                    return result
                self.events.append(message)

    async def value(self, script: str) -> Any:
        found = await self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return found["result"].get("value")

    async def press(self, name: str) -> None:
        key, code, number, modifiers = KEYS[name]
        for kind in ("rawKeyDown", "keyUp"):
            await self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=code, modifiers=modifiers,
                windowsVirtualKeyCode=number,
            )  # fmt: skip

    async def type(self, text: str) -> None:
        for char in text:
            await self.call("Input.dispatchKeyEvent", type="char", text=char)

    async def shows(self, words: str, *, since: int = 0) -> None:
        """Wait until the app has drawn some words, and what is typed goes to it.

        `since` is the number of events before which they do not count.
        """
        told = b""
        async with asyncio.timeout(PATIENCE):
            while words.encode() not in told:
                await asyncio.sleep(0.1)
                await self.value("0")
                told = b"".join(
                    base64.b64decode(event["params"]["response"]["payloadData"])
                    for event in self.events[since:]
                    if event["method"] == "Network.webSocketFrameReceived"
                    and event["params"]["response"]["opcode"] == 2
                )
            while await self.value("document.activeElement.tagName") != "TEXTAREA":
                await asyncio.sleep(0.1)

    async def picture(self, path: Path) -> None:
        data = (await self.call("Page.captureScreenshot"))["data"]
        path.write_bytes(base64.b64decode(data))


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Tab]:
    """Start a browser without a window, and hand over its one page."""
    assert CHROMIUM is not None
    process = subprocess.Popen(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--remote-debugging-port=0", f"--user-data-dir={folder}", "--window-size=1280,800"),
            "about:blank",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    told = folder / "DevToolsActivePort"
    try:
        await until(lambda: told.exists() and told.read_text().count("\n"), "a browser")
        port = told.read_text().splitlines()[0]
        async with aiohttp.ClientSession() as client:
            async with client.get(f"http://127.0.0.1:{port}/json/list") as answer:
                pages = json.loads(await answer.text())
            url = next(page for page in pages if page["type"] == "page")["webSocketDebuggerUrl"]
            async with client.ws_connect(url, max_msg_size=0) as socket:
                yield Tab(socket)
    finally:
        process.terminate()
        process.wait(PATIENCE)


async def test_an_answer_that_is_typed_in_a_browser_is_saved(tmp_path: Path) -> None:
    file = tmp_path / "f.toml"

    def saved(question: str) -> object:
        return load(file).framing.answers.get(question) if file.exists() else None

    with serving("f.toml", cwd=tmp_path) as served:
        async with browser(tmp_path / "profile") as tab:
            for domain in ("Network", "Page", "Log", "Runtime"):
                await tab.call(f"{domain}.enable")
            await tab.call("Page.addScriptToEvaluateOnNewDocument", source=_WATCH)
            await tab.call("Page.navigate", url=served.url)
            await tab.shows("Title")
            assert await tab.value("location.href") == f"{served.origin}/"
            assert await tab.value("document.cookie") == ""
            await tab.type("Churn in a browser: 数据")
            await tab.press("Enter")
            await until(lambda: saved("title") == "Churn in a browser: 数据", "saved")
            # Ctrl+K stands for Ctrl+N, which the browser keeps.
            await tab.press("Ctrl+K")
            await tab.type("Cut churn")
            await until(lambda: saved("stack.objective") == "Cut churn", "the next open question")
            for name in ("F12", "F12", "F5", "Escape", "Ctrl+R", "Ctrl+L", "Ctrl+S", "Ctrl+P"):
                await tab.press(name)
                await asyncio.sleep(0.2)
            kept = set(await tab.value("window.kept"))
            assert {"F5", "F12", "Ctrl+r", "Ctrl+l", "Ctrl+s", "Ctrl+p", "Ctrl+k"} <= kept
            await tab.picture(tmp_path / "served.png")
            assert len(served.children) == 1
            # Loaded again it goes on, without the token.
            before = len(tab.events)
            await tab.call("Page.reload")
            await tab.shows("The one business number", since=before)
            await until(lambda: len(served.children) == 1, "one process")
            await tab.press("F10")
            async with asyncio.timeout(PATIENCE):
                while not await tab.value("document.body.classList.contains('-closed')"):
                    await asyncio.sleep(0.1)
            asked = {
                event["params"]["request"]["url"]
                for event in tab.events
                if event["method"] == "Network.requestWillBeSent"
            }
            assert asked
            assert [url for url in asked if not url.startswith(("data:", served.origin))] == []
            complaints = [e for e in tab.events if e["method"] == "Log.entryAdded"]
            told = [str(e["params"]["entry"]["text"]) for e in complaints]
            assert [text for text in told if "Content Security Policy" in text] == []
    await until(lambda: not served.children, "all have ended")
