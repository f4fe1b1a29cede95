"""One file on disk and the framing in it: opened, saved over, joined with others' changes.

Why one object: the text, its stamp and the framing that it was read as belong together; a save
needs all three to change only what was answered.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.storage import canonical, files
from framing_tui.storage.limits import upper_sides
from framing_tui.storage.load import Opened, load_bytes, read_bytes
from framing_tui.storage.merge import merge
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.toml_edit import EditMissed, edited, read_back
from framing_tui.storage.unread_keys import leftover

_ATTEMPTS = 5
# More than a person looks through; a hundred old texts beside a file are no help to anybody.
_MAX_KEPT = 99


class Vanished(Exception):
    """The file was deleted or emptied by somebody else; it is not written again without a word.

    Why: a checkout or a colleague may have meant it, and what this program holds is kept meanwhile.
    """


@dataclass(frozen=True)
class Document:
    """A file as it was last read or written; `opened` is None while it does not exist yet.

    `was_anew` tells that its text is no longer what a person wrote, who has it beside the file.
    `past` are the states in which it has been seen, and `is_put_back` tells that somebody else has
    brought one of them back.
    """

    path: Path
    opened: Opened | None
    stamp: files.Stamp | None
    was_anew: bool = False
    past: frozenset[files.Stamp] = field(default=frozenset(), compare=False)
    is_put_back: bool = False

    @property
    def framing(self) -> Framing:
        """The framing as it is on disk."""
        return self.opened.framing if self.opened else Framing()

    @classmethod
    def open(cls, path: Path, shown: str | None = None) -> Document:
        """Read a file, or stand for one that does not exist yet; raises CannotOpen."""
        shown = clean(shown or str(path))
        with contextlib.suppress(OSError, ValueError):
            files.sweep(path)
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            if not path.parent.is_dir():
                raise CannotOpen(shown, "its directory does not exist") from None
            return cls(path, None, None)
        except (OSError, ValueError) as error:
            raise CannotOpen(shown, getattr(error, "strerror", None) or str(error)) from error
        raw = read_bytes(path, shown)
        return cls(path, load_bytes(raw, shown), files.Stamp.of_bytes(raw))

    @classmethod
    def open_conflicted(cls, path: Path, shown: str | None = None) -> Document:
        """Read a file with git conflicts in it as if their upper sides stood alone; for reading.

        Raises CannotOpen where that is no framing either.
        """
        shown = clean(shown or str(path))
        raw = read_bytes(path, shown)
        text = raw.replace(b"\r\n", b"\n").decode("utf-8", "replace")
        upper = load_bytes(upper_sides(text).encode(), shown)
        return cls(path, upper, files.Stamp.of_bytes(raw))

    @classmethod
    def of_text(cls, text: str, shown: str) -> Document:
        """Return a text as a file that does not exist yet; raises CannotOpen."""
        return cls(Path(shown), load_bytes(text.encode(), shown), None)

    def elsewhere(self, path: Path) -> Document:
        """Return the same text and framing as a file that does not exist yet."""
        return replace(self, path=path, stamp=None, was_anew=False, past=frozenset())

    def seen_anew(self) -> Document | None:
        """Return the file as somebody else has left it, or None where it is as last seen.

        Raises Vanished where it was deleted or emptied, and CannotOpen where it can no longer be
        read as a framing.
        """
        shown = self._shown
        try:
            self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            if self.stamp is None:
                return None
            raise Vanished("the file was deleted") from None
        except OSError as error:
            raise CannotOpen(shown, error.strerror or str(error)) from error
        raw = read_bytes(self.path, shown)
        stamp = files.Stamp.of_bytes(raw)
        if stamp == self.stamp:
            return None
        theirs = load_bytes(raw, shown)
        if self.opened and self.opened.text.strip() and not theirs.text.strip():
            raise Vanished("the file was emptied")
        return Document(
            self.path, theirs, stamp, False, self._states, is_put_back=stamp in self.past
        )

    def saved(self, framing: Framing, *, again: bool = False) -> tuple[Document, Framing]:
        """Write a framing into the file; return the new state and the framing as saved.

        Where somebody else has written meanwhile, their answers are joined in and the framing that
        comes back holds them. A file that was deleted or emptied meanwhile is written anew only
        where `again` says so. Raises Vanished where it does not, OSError where the file cannot be
        written, and CannotOpen where the other's file cannot be read, or what would be written
        could not: nothing is overwritten then.
        """
        document, wanted = self, framing
        for _ in range(_ATTEMPTS):
            opened, anew = document._next(wanted)
            if anew and not document.was_anew:
                # Before the new text takes its place: a full disk must cost neither.
                document._keep_old()
            try:
                stamp = document._write(encoded(opened))
            except files.ChangedOnDisk:
                document, wanted = document._joined(wanted, again)
                continue
            saved = replace(
                document,
                opened=opened,
                stamp=stamp,
                was_anew=anew or document.was_anew,
                past=document._states,
            )
            return saved, wanted
        raise OSError("the file changes faster than it can be saved")

    def encoded(self, framing: Framing) -> bytes:
        """Return the bytes that a framing would be saved as; raises CannotOpen."""
        return encoded(self._next(framing)[0])

    def _write(self, data: bytes) -> files.Stamp:
        """Write the file; leave it alone where it holds just that already.

        Why: to answer and to take it back is no reason to touch a file that others watch.
        """
        stamp = files.Stamp.of_bytes(data)
        if stamp == self.stamp:
            files.refuse_if_changed(self.path, stamp)
            return stamp
        return files.write_whole(self.path, data, expected=self.stamp)

    @property
    def _shown(self) -> str:
        return self.opened.path if self.opened else clean(str(self.path))

    @property
    def _states(self) -> frozenset[files.Stamp]:
        return self.past if self.stamp is None else self.past | {self.stamp}

    def _joined(self, wanted: Framing, again: bool) -> tuple[Document, Framing]:
        """Return the file as somebody else has left it, and the framing with their answers.

        Why a file that is gone or empty joins nothing: nobody has taken back each answer in it,
        and what this program holds may be the last copy.
        """
        try:
            theirs = self.seen_anew()
        except Vanished:
            if not again:
                raise
            return replace(self, stamp=files.Stamp.of(self.path), past=self._states), wanted
        if theirs is None:
            return self, wanted
        return theirs, merge(self.framing, wanted, theirs.framing)

    def _next(self, framing: Framing) -> tuple[Opened, bool]:
        """Return the file as it is to be, and whether it was written anew.

        Why three tries: an edit in place keeps everything; the canonical form keeps every key but
        no comment; and what cannot stand beside the answers stays in the old text, which is kept.
        """
        shown = self._shown
        if self.opened is None:
            return _read(canonical.document(framing), shown), False
        old = self.opened
        if framing == old.framing:
            return old, self.was_anew
        with contextlib.suppress(EditMissed, ValueError, LookupError):
            return self._like_old(edited(old, framing)), False
        with contextlib.suppress(EditMissed, ValueError):
            left = leftover(old.data, old.framing.answers)
            for question_id in [q for q in left.records if framing.answers.get(q) == ()]:
                # “None” cannot stand beside records, however unreadable they are.
                del left.records[question_id]
            text = canonical.document(framing, left)
            return self._like_old(read_back(text, framing, shown)), True
        return self._like_old(_read(canonical.document(framing), shown)), True

    def _like_old(self, opened: Opened) -> Opened:
        assert self.opened is not None
        old = self.opened
        return opened._replace(newline=old.newline, bom=old.bom)

    def _keep_old(self) -> None:
        """Keep the old text beside the file, under a name that is not taken."""
        assert self.opened is not None
        data = encoded(self.opened)
        for number in range(1, _MAX_KEPT + 1):
            beside = self.path.with_name(f"{self.path.name}.old-{number}")
            with contextlib.suppress(files.ChangedOnDisk):
                files.write_whole(beside, data, expected=None)
                return
            with contextlib.suppress(OSError):
                if beside.read_bytes() == data:
                    return
        raise OSError(f"no name is left beside {self.path.name} for its old text")


def _read(text: str, shown: str) -> Opened:
    """Return a text as it will be read; raises CannotOpen where nobody could read it."""
    try:
        return load_bytes(text.encode(), shown)
    except CannotOpen as error:
        raise CannotOpen(shown, f"cannot be written: {error.message}") from error


def encoded(opened: Opened) -> bytes:
    """Return the bytes of a file, with the newlines and the byte-order mark that it had."""
    text = opened.text
    if opened.newline != "\n":
        text = text.replace("\n", opened.newline)
    if opened.bom:
        text = "\ufeff" + text
    return text.encode()
