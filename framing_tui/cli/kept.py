"""Text that is printed later: what comes to much goes into a file meanwhile.

Why: what stands at the top of a report is known after the last of ten thousand files, and the
memory of a run must not grow with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

MOST_IN_MEMORY = 1_000_000
_CHUNK = 250_000


class Kept:
    """Pieces of text in their order; `size` is how many bytes there are."""

    def __init__(self, most_in_memory: int = MOST_IN_MEMORY) -> None:
        self.size = 0
        self._most = most_in_memory
        self._parts: list[bytes] = []
        self._file: IO[bytes] | None = None

    def add(self, text: str) -> None:
        """Keep one more piece."""
        data = text.encode()
        self.size += len(data)
        if self._file is None and self.size > self._most:
            # Imported here: few runs say that much.
            from tempfile import TemporaryFile

            self._file = TemporaryFile()  # noqa: SIM115 (it is closed by whoever reads it)
            self._file.writelines(self._parts)
            self._parts.clear()
        if self._file is None:
            self._parts.append(data)
        else:
            self._file.write(data)

    def chunks(self) -> Iterator[bytes]:
        """Yield all of it from the start; nothing can be added any more."""
        if self._file is None:
            yield from self._parts
            return
        self._file.seek(0)
        with self._file:
            while chunk := self._file.read(_CHUNK):
                yield chunk
