"""Save in the background, from immutable snapshots, soon after each answer.

Why a thread of its own: a slow disk or a stalled link must not hold up a keystroke, and a frozen
screen must not hold up a save.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from datetime import datetime

from framing_tui.model.framing import Framing
from framing_tui.storage import files
from framing_tui.storage.document import Document, Vanished
from framing_tui.storage.merge import merge
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.rescue import Rescue
from framing_tui.storage.state import SaveState

# Long enough to gather a word's keystrokes, short enough to lose less than a second of typing.
PAUSE_SECONDS = 0.4
RETRY_SECONDS = 2.0
# How often somebody looks whether another program has written the file.
LOOK_SECONDS = 1.0
_UNSEEN = (-1, -1, -1)


class Autosave:
    """Writes the newest submitted framing to its document, off the caller's thread.

    `on_state` is called after each change of the state, from the saving thread or the caller's;
    it must not wait for the other one. `joined` then tells what others have written meanwhile.
    `rescue` keeps a copy of what cannot be written.
    """

    def __init__(
        self,
        document: Document,
        on_state: Callable[[SaveState], None] = lambda _state: None,
        rescue: Rescue | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        self.document = document
        self._read_only = read_only
        self.state = SaveState()
        self.on_state = on_state
        self._rescue = rescue
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
        self._is_watching = False
        # Whether a file that has gone is to be written again.
        self._again = False
        self._sight: tuple[int, int, int] | None = _UNSEEN
        self._thread: threading.Thread | None = None

    def submit(self, framing: Framing) -> None:
        """Ask for a framing to be saved; a newer one takes its place until it is written."""
        with self._condition:
            self._wanted = framing
            self._failed, self._closing = None, False
            told = self._become(self._state_waiting())
            self._wake()
        self._tell(told)

    def watch(self) -> None:
        """Look from now on whether somebody else changes the file, and tell through the state."""
        with self._condition:
            self._is_watching, self._closing = True, False
            self._wake()

    def flush(self, timeout: float = 5.0, *, again: bool = False) -> bool:
        """Write what is waiting now and tell whether everything is on disk.

        `again` is the word to write a file that was deleted or emptied once more. Why it does not
        wait out a failing disk: the answer is known as soon as one try has failed. What a disk
        does not take in time is kept as a copy.
        """
        end = time.monotonic() + timeout
        with self._condition:
            # A try that has begun already knows nothing of the word.
            self._condition.wait_for(lambda: not self._is_writing, timeout)
            if self._wanted is not None:
                self._failed = None
                self._hurry, self._again = True, again
                self._wake()
                answered = self._condition.wait_for(
                    lambda: self._wanted is None or self._failed is self._wanted,
                    max(0.0, end - time.monotonic()),
                )
                self._hurry = self._again = False
                if not answered and self._wanted is not None:
                    self._keep_copy(self.document, self._wanted)
            return self._wanted is None

    def move_to(self, document: Document, framing: Framing) -> None:
        """Save into another file from now on, and the framing first of all."""
        with self._condition:
            self.document, self._lineage = document, document.framing
            self._sight = _UNSEEN
        self.submit(framing)

    def close(self, timeout: float = 5.0) -> bool:
        """Write what is waiting, end the thread, and tell whether everything is on disk.

        A framing that is submitted later starts a new thread.
        """
        done = self.flush(timeout)
        with self._condition:
            self._closing, self._is_watching = True, False
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
                self._wait_for_work()
                is_time_to_look = self._wanted is None and not self._closing
                if not is_time_to_look:
                    pause = RETRY_SECONDS if self.state.error else PAUSE_SECONDS
                    self._condition.wait_for(lambda: self._hurry or self._closing, pause)
                    framing = self._wanted
                    if framing is None or (self._closing and self._failed is framing):
                        # Whoever closes knows by now that the last try has failed.
                        self._thread = None
                        return
                    self._is_writing = True
            if is_time_to_look:
                self._look()
            else:
                assert framing is not None
                self._write(framing)

    def _wait_for_work(self) -> None:
        """Return once there is something to do, or time to look; under the condition."""
        was_watching = self._is_watching
        self._condition.wait_for(
            lambda: self._wanted is not None or self._closing or self._is_watching != was_watching,
            LOOK_SECONDS if was_watching else None,
        )

    def _look(self) -> None:
        """See whether somebody else has changed the file.

        Why a file that has gone, or that nobody can read, becomes something to save: what the
        screen shows is no longer on disk then, and the save that is tried next says why.
        """
        document = self.document
        sight = files.sight(document.path)
        if sight == self._sight:
            return
        try:
            theirs = document.seen_anew()
        except (OSError, CannotOpen, Vanished):
            with self._condition:
                if self._wanted is None and self.document is document and not self._read_only:
                    self._wanted = self._lineage
            return
        self._sight = sight
        if theirs is None:
            return
        with self._condition:
            if self.document is not document:
                return
            self.document = theirs
        with contextlib.suppress(Exception):
            self._tell(self.state)

    def _write(self, framing: Framing) -> None:
        before = document = self.document
        error, is_gone = None, False
        wanted = framing
        try:
            on_disk = document.framing
            grew = self._lineage == on_disk
            wanted = framing if grew else merge(self._lineage, framing, on_disk)
            document, _ = document.saved(wanted, again=self._again)
        except Vanished as failure:
            error, is_gone = str(failure), True
        except (OSError, CannotOpen) as failure:
            error = getattr(failure, "strerror", None) or str(failure)
        except Exception as failure:
            # Whatever it is, this thread must outlive it: the next answer may be writable.
            error = f"{type(failure).__name__}: {failure}"
        if error is not None:
            self._keep_copy(before, wanted)
        with self._condition:
            self._is_writing = False
            if error is not None:
                self._failed, self._hurry = framing, False
                told = self._become(self._state_failed(error, is_gone))
            else:
                if self.document is before:
                    self.document, self._lineage = document, framing
                self._failed, self._sight = None, _UNSEEN
                if self._wanted is framing:
                    self._wanted = None
                told = self._become(self._state_written())
            self._condition.notify_all()
        if error is None and self._rescue is not None:
            self._rescue.drop_own()
        # A screen that has gone must not end the saving.
        with contextlib.suppress(Exception):
            self._tell(told)

    def _keep_copy(self, document: Document, framing: Framing) -> None:
        """Keep what could not be written in a place of its own."""
        if self._rescue is not None:
            self._rescue.keep(document, framing)

    def _become(self, state: SaveState) -> SaveState | None:
        """Take on a state, and return it where it is a new one; under the condition."""
        if state == self.state:
            return None
        self.state = state
        return state

    def _state_waiting(self) -> SaveState:
        last = self.state
        since = last.unsaved_since or datetime.now()
        return last._replace(saving=last.error is None, unsaved_since=since)

    def _state_written(self) -> SaveState:
        now = datetime.now()
        is_all = self._wanted is None
        return SaveState(now, not is_all, None, None if is_all else now)

    def _state_failed(self, error: str, is_gone: bool) -> SaveState:
        since = self.state.unsaved_since or datetime.now()
        copy = self._rescue.kept if self._rescue is not None else None
        return SaveState(self.state.saved_at, False, error, since, is_gone, copy)

    def _tell(self, state: SaveState | None) -> None:
        if state is not None:
            self.on_state(state)
