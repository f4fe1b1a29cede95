"""A server to ask: `serve` as it is run from a shell, with its address, and its processes."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

PATIENCE = 30.0


class Served:
    """One run of `serve`, with what a client needs to know of it."""

    def __init__(self, process: subprocess.Popen[bytes], url: str) -> None:
        self.process = process
        self.url = url
        self.origin = url.partition("/?")[0]
        self.host = urlsplit(url).netloc

    @property
    def children(self) -> list[int]:
        """The processes behind its pages."""
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    words = (folder / "cmdline").read_bytes().split(b"\0")
                    status = (folder / "stat").read_text().rpartition(")")[2].split()
                    stand_in = (folder / "environ").read_bytes()
                except OSError:
                    continue
                is_ours = f"SERVED_BY_TEST={self.process_tag}".encode() in stand_in
                if b"framing_tui.cli.served" in words and is_ours and status[0] != "Z":
                    found.append(int(folder.name))
        return found

    process_tag = ""

    async def get(
        self, path: str, headers: dict[str, str] | None = None, cookie: str = ""
    ) -> aiohttp.ClientResponse:
        """Ask for a page as a client without a memory."""
        sent = {**(headers or {}), **({"Cookie": cookie} if cookie else {})}
        async with (
            aiohttp.ClientSession() as client,
            client.get(f"{self.origin}{path}", headers=sent, allow_redirects=False) as answer,
        ):
            await answer.read()
            return answer

    async def enter(self) -> str:
        """Use the token, and return the cookie that it brings."""
        answer = await self.get(self.url.removeprefix(self.origin))
        assert answer.status == 200
        return answer.headers["Set-Cookie"].partition(";")[0]

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send the server a signal, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(*arguments: str, cwd: Path) -> Iterator[Served]:
    """Run `serve`, and end it."""
    tag = f"{os.getpid()}-{time.monotonic_ns()}"
    process = subprocess.Popen(
        [sys.executable, "-m", "framing_tui", "serve", *arguments],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "SERVED_BY_TEST": tag},
    )
    try:
        assert process.stdout is not None
        assert select.select([process.stdout], [], [], PATIENCE)[0], "it says nothing"
        url = process.stdout.readline().decode().strip()
        served = Served(process, url)
        served.process_tag = tag
        yield served
    finally:
        process.kill()
        process.communicate()


async def until(condition: Callable[[], object], what: str) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"never: {what}"
        await asyncio.sleep(0.05)
