"""Save in the background, from immutable snapshots, soon after each answer.

Why a thread of its own: a slow disk or a stalled link must not hold up a keystroke, and a frozen
screen must not hold up a save.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from framing_tui.model.framing import Framing
from framing_tui.storage.document import Document
from framing_tui.storage.merge import merge
from framing_tui.storage.problem import CannotOpen

# Long enough to gather a word's keystrokes, short enough to lose less than a second of typing.
PAUSE_SECONDS = 0.4
RETRY_SECONDS = 2.0


@dataclass(frozen=True)
class SaveState:
    """What the screen may say about saving: `error` is set while the last answers are not saved."""

    saved_at: datetime | None = None
    saving: bool = False
    error: str | None = None
    unsaved_since: datetime | None = None

    @property
    def words(self) -> str:
        """The state in the words of the title line."""
        if self.error:
            since = f" since {self.unsaved_since:%H:%M}" if self.unsaved_since else ""
            return f"NOT SAVED{since}: {self.error}"
        if self.saving:
            return "saving"
        return f"saved {self.saved_at:%H:%M}" if self.saved_at else "no changes"


class Autosave:
    """Writes the newest submitted framing to its document, off the caller's thread.

    `on_state` is called from the saving thread whenever the state changes; `on_merged` with the
    submitted framing and the one that was written, where somebody else's answers were joined in.
    """

    def __init__(
        self,
        document: Document,
        on_state: Callable[[SaveState], None] = lambda _state: None,
        on_merged: Callable[[Framing, Framing], None] = lambda _submitted, _written: None,
    ) -> None:
        self.document = document
        self.state = SaveState()
        self.on_state = on_state
        self.on_merged = on_merged
        # The framing that newer submissions grew from; it lacks what others wrote meanwhile.
        self._lineage = document.framing
        self._wanted: Framing | None = None
        self._condition = threading.Condition()
        self._writing = threading.Lock()
        self._hurry = False
        self._closing = False
        self._thread: threading.Thread | None = None

    def submit(self, framing: Framing) -> None:
        """Ask for a framing to be saved; a newer one takes its place until it is written."""
        with self._condition:
            self._wanted = framing
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)
                self._thread.start()
            self._condition.notify_all()
        self._say(saving=True, error=self.state.error)

    def flush(self, timeout: float = 5.0) -> bool:
        """Write what is waiting now and tell whether everything is on disk."""
        with self._condition:
            self._hurry = True
            self._condition.notify_all()
            self._condition.wait_for(lambda: self._wanted is None, timeout)
            self._hurry = False
        if self._writing.acquire(timeout=timeout):
            self._writing.release()
        return self._wanted is None and self.state.error is None

    def close(self, timeout: float = 5.0) -> bool:
        """Write what is waiting, end the thread, and tell whether everything is on disk."""
        done = self.flush(timeout)
        with self._condition:
            self._closing = True
            self._condition.notify_all()
        return done

    def _run(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._wanted is not None or self._closing)
                if self._wanted is None:
                    return
                pause = RETRY_SECONDS if self.state.error else PAUSE_SECONDS
                self._condition.wait_for(lambda: self._hurry or self._closing, pause)
                framing = self._wanted
            self._write(framing)

    def _write(self, framing: Framing) -> None:
        with self._writing:
            try:
                on_disk = self.document.framing
                wanted = framing
                if self._lineage != on_disk:
                    wanted = merge(self._lineage, framing, on_disk)
                self.document, written = self.document.saved(wanted)
                self._lineage = framing
            except (OSError, CannotOpen) as error:
                reason = error.strerror if isinstance(error, OSError) else None
                self._say(saving=False, error=reason or str(error))
                with self._condition:
                    self._hurry = False
                    if self._closing:
                        self._wanted = None
                    self._condition.notify_all()
                return
        with self._condition:
            newest = self._wanted is framing
            if newest:
                self._wanted = None
            self._condition.notify_all()
        self._say(saving=not newest, error=None)
        if written != framing:
            self.on_merged(framing, written)

    def _say(self, *, saving: bool, error: str | None) -> None:
        now = datetime.now()
        since = (self.state.unsaved_since or now) if saving or error else None
        saved_at = self.state.saved_at if saving or error else now
        state = SaveState(saved_at, saving and not error, error, since)
        if state != self.state:
            self.state = state
            self.on_state(state)
