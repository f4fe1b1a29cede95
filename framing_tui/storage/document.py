"""One file on disk and the framing in it: opened, saved over, joined with others' changes.

Why one object: the text, its stamp and the framing that it was read as belong together; a save
needs all three to change only what was answered.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.storage import canonical, files
from framing_tui.storage.edit import EditMissed, edited, read_back
from framing_tui.storage.leftover import leftover
from framing_tui.storage.load import Opened, load_bytes, read_bytes
from framing_tui.storage.merge import merge
from framing_tui.storage.problem import CannotOpen

_ATTEMPTS = 5
# More than a person looks through; a hundred old texts beside a file are no help to anybody.
_MAX_KEPT = 99


@dataclass(frozen=True)
class Document:
    """A file as it was last read or written; `opened` is None while it does not exist yet.

    `was_anew` tells that its text is no longer what a person wrote, who has it beside the file.
    """

    path: Path
    opened: Opened | None
    stamp: files.Stamp | None
    was_anew: bool = False

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

    def saved(self, framing: Framing) -> tuple[Document, Framing]:
        """Write a framing into the file; return the new state and the framing as saved.

        Where somebody else has written meanwhile, their answers are joined in and the framing that
        comes back holds them. Raises OSError where it cannot be written, and CannotOpen where the
        other's file cannot be read, or what would be written could not: nothing is overwritten
        then.
        """
        document, wanted = self, framing
        for _ in range(_ATTEMPTS):
            opened, anew = document._next(wanted)
            if anew and not document.was_anew:
                # Before the new text takes its place: a full disk must cost neither.
                document._keep_old()
            try:
                data = _encoded(opened)
                stamp = files.write_whole(document.path, data, expected=document.stamp)
            except files.ChangedOnDisk:
                document, wanted = document._joined(wanted)
                continue
            return Document(document.path, opened, stamp, anew or document.was_anew), wanted
        raise OSError("the file changes faster than it can be saved")

    def _joined(self, wanted: Framing) -> tuple[Document, Framing]:
        """Return the file as somebody else has left it, and the framing with their answers.

        Why a file that is gone or empty joins nothing: nobody has taken back each answer in it,
        and what this program holds may be the last copy.
        """
        theirs = Document.open(self.path)
        if self.opened is not None and (theirs.opened is None or not theirs.opened.text.strip()):
            return replace(self, stamp=theirs.stamp), wanted
        return theirs, merge(self.framing, wanted, theirs.framing)

    def _next(self, framing: Framing) -> tuple[Opened, bool]:
        """Return the file as it is to be, and whether it was written anew.

        Why three tries: an edit in place keeps everything; the canonical form keeps every key but
        no comment; and what cannot stand beside the answers stays in the old text, which is kept.
        """
        shown = self.opened.path if self.opened else clean(str(self.path))
        if self.opened is None:
            return _read(canonical.document(framing), shown), False
        old = self.opened
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
        return replace(opened, newline=old.newline, bom=old.bom)

    def _keep_old(self) -> None:
        """Keep the old text beside the file, under a name that is not taken."""
        assert self.opened is not None
        data = _encoded(self.opened)
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
    except UnicodeEncodeError as error:
        raise CannotOpen(shown, "cannot be written: an answer is no text") from error


def _encoded(opened: Opened) -> bytes:
    """Return the bytes of a file, with the newlines and the byte-order mark that it had."""
    text = opened.text
    if opened.newline != "\n":
        text = text.replace("\n", opened.newline)
    if opened.bom:
        text = "\ufeff" + text
    return text.encode()
