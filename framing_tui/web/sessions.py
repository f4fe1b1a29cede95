"""The processes of a served app, one for each page that is open: started, counted and ended."""

from __future__ import annotations

import asyncio
import contextlib
from asyncio.subprocess import Process
from collections.abc import Mapping, Sequence

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

# So long a process has to save and end, and so long again once it was told by a signal.
_ENDS_SECONDS = 3.0


class Session(AppService):
    """One process of the app, which reads and writes for one page.

    Why without a shell: a file may have any name. Why in a session of its own: Ctrl+C in the
    terminal of the server is the server's, which then ends each process in its own good time.
    """

    def __init__(
        self, words: Sequence[str], environment: Mapping[str, str], socket: web.WebSocketResponse
    ) -> None:
        super().__init__(
            "",
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=socket.close,  # type: ignore[arg-type]
            download_manager=DownloadManager(),
        )
        self._words = words
        self._environment = environment

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        pipe = asyncio.subprocess.PIPE
        self._process = process = await asyncio.create_subprocess_exec(
            *self._words,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env={**self._build_environment(width, height), **self._environment},
            start_new_session=True,
        )
        self._stdin = process.stdin
        return process

    async def run(self) -> None:
        """Hand on what the process writes; when it ends, however that is, the page is told."""
        try:
            await super().run()
        finally:
            with contextlib.suppress(ConnectionError):
                await self.remote_close()

    async def end(self) -> None:
        """Have the process save and end; one that does not is ended."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stop(), _ENDS_SECONDS)
        process = self._process
        if process is None:
            return
        for ending in (None, process.terminate, process.kill):
            if process.returncode is not None:
                return
            with contextlib.suppress(ProcessLookupError, TimeoutError):
                if ending is not None:
                    ending()
                await asyncio.wait_for(process.wait(), _ENDS_SECONDS)


def environment() -> dict[str, str]:
    """Return what a process is told of the terminal in a browser: its encoding and its colours."""
    return {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
    }
