"""Save in the background, from immutable snapshots, soon after each answer.

Why a thread of its own: a slow disk or a stalled link must not hold up a keystroke, and a frozen
screen must not hold up a save.
"""

from __future__ import annotations

import contextlib
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

    `on_state` is called after each change of the state, from the saving thread or the caller's;
    it must not wait for the other one. `joined` then tells what others have written meanwhile.
    """

    def __init__(
        self,
        document: Document,
        on_state: Callable[[SaveState], None] = lambda _state: None,
    ) -> None:
        self.document = document
        self.state = SaveState()
        self.on_state = on_state
        # The framing that newer submissions grew from; it lacks what others wrote meanwhile.
        self._lineage = document.framing
        self._wanted: Framing | None = None
        # The framing whose saving has failed, until it is tried again.
        self._failed: Framing | None = None
        # Its lock may be taken twice by one thread: a signal may ask for a save at any moment.
        self._condition = threading.Condition()
        self._is_writing = False
        self._hurry = False
        self._closing = False
        self._thread: threading.Thread | None = None

    def submit(self, framing: Framing) -> None:
        """Ask for a framing to be saved; a newer one takes its place until it is written."""
        with self._condition:
            self._wanted = framing
            self._failed, self._closing = None, False
            told = self._become(self._state_waiting())
            self._wake()
        self._tell(told)

    def flush(self, timeout: float = 5.0) -> bool:
        """Write what is waiting now and tell whether everything is on disk.

        Why it does not wait out a failing disk: the answer is known as soon as one try has failed.
        """
        with self._condition:
            if self._wanted is not None:
                self._failed = None
                self._hurry = True
                self._wake()
                self._condition.wait_for(
                    lambda: self._wanted is None or self._failed is self._wanted, timeout
                )
                self._hurry = False
            return self._wanted is None

    def close(self, timeout: float = 5.0) -> bool:
        """Write what is waiting, end the thread, and tell whether everything is on disk.

        A framing that is submitted later starts a new thread.
        """
        done = self.flush(timeout)
        with self._condition:
            self._closing = True
            thread = self._thread
            self._condition.notify_all()
        if done and thread is not None and thread is not threading.current_thread():
            thread.join(timeout)
        return done

    def joined(self, framing: Framing) -> Framing | None:
        """Return the newest framing with what others have written, or None where that is nothing.

        `framing` is what has been submitted last. What is submitted from here on counts as grown
        from the result: to change an answer of somebody else's is then no clash. While a save is
        under way the answer is None, and the state changes at its end.
        """
        with self._condition:
            on_disk = self.document.framing
            if self._is_writing or self._lineage == on_disk:
                return None
            merged = merge(self._lineage, framing, on_disk)
            self._lineage = on_disk
            if self._wanted is not None:
                self._wanted = merged
            return merged

    def _wake(self) -> None:
        """Let the thread look again, and start one where there is none; under the condition."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)
            self._thread.start()
        self._condition.notify_all()

    def _run(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._wanted is not None or self._closing)
                pause = RETRY_SECONDS if self.state.error else PAUSE_SECONDS
                self._condition.wait_for(lambda: self._hurry or self._closing, pause)
                framing = self._wanted
                if framing is None or (self._closing and self._failed is framing):
                    # Whoever closes knows by now that the last try has failed.
                    self._thread = None
                    return
                self._is_writing = True
            self._write(framing)

    def _write(self, framing: Framing) -> None:
        document, error = self.document, None
        try:
            on_disk = document.framing
            grew = self._lineage == on_disk
            wanted = framing if grew else merge(self._lineage, framing, on_disk)
            document, _ = document.saved(wanted)
        except (OSError, CannotOpen) as failure:
            error = getattr(failure, "strerror", None) or str(failure)
        except Exception as failure:
            # Whatever it is, this thread must outlive it: the next answer may be writable.
            error = f"{type(failure).__name__}: {failure}"
        with self._condition:
            self._is_writing = False
            if error is not None:
                self._failed, self._hurry = framing, False
                told = self._become(self._state_failed(error))
            else:
                self.document, self._lineage, self._failed = document, framing, None
                if self._wanted is framing:
                    self._wanted = None
                told = self._become(self._state_written())
            self._condition.notify_all()
        # A screen that has gone must not end the saving.
        with contextlib.suppress(Exception):
            self._tell(told)

    def _become(self, state: SaveState) -> SaveState | None:
        """Take on a state, and return it where it is a new one; under the condition."""
        if state == self.state:
            return None
        self.state = state
        return state

    def _state_waiting(self) -> SaveState:
        last = self.state
        since = last.unsaved_since or datetime.now()
        return SaveState(last.saved_at, last.error is None, last.error, since)

    def _state_written(self) -> SaveState:
        now = datetime.now()
        is_all = self._wanted is None
        return SaveState(now, not is_all, None, None if is_all else now)

    def _state_failed(self, error: str) -> SaveState:
        since = self.state.unsaved_since or datetime.now()
        return SaveState(self.state.saved_at, False, error, since)

    def _tell(self, state: SaveState | None) -> None:
        if state is not None:
            self.on_state(state)
