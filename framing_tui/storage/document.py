"""One file on disk and the framing in it: opened, saved over, joined with others' changes.

Why one object: the text, its stamp and the framing that it was read as belong together; a save
needs all three to change only what was answered.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from framing_tui.model.framing import Framing
from framing_tui.storage import canonical, files
from framing_tui.storage.edit import EditMissed, edited, unknown
from framing_tui.storage.load import Opened, load_bytes, read_bytes
from framing_tui.storage.merge import merge
from framing_tui.storage.problem import CannotOpen

_ATTEMPTS = 5


@dataclass(frozen=True)
class Document:
    """A file as it was last read or written; `opened` is None while it does not exist yet."""

    path: Path
    opened: Opened | None
    stamp: files.Stamp | None

    @property
    def framing(self) -> Framing:
        """The framing as it is on disk."""
        return self.opened.framing if self.opened else Framing()

    @classmethod
    def open(cls, path: Path, shown: str | None = None) -> Document:
        """Read a file, or stand for one that does not exist yet; raises CannotOpen."""
        shown = shown or str(path)
        with contextlib.suppress(OSError, RuntimeError):
            files.sweep(path)
        if not path.exists() and not path.is_symlink():
            if not path.parent.is_dir():
                raise CannotOpen(shown, "its directory does not exist")
            return cls(path, None, None)
        opened = load_bytes(read_bytes(path, shown), shown)
        return cls(path, opened, files.Stamp.of(path))

    def saved(self, framing: Framing) -> tuple[Document, Framing]:
        """Write a framing into the file; return the new state and the framing as saved.

        Where somebody else has written meanwhile, their answers are joined in and the framing that
        comes back holds them. Raises OSError where it cannot be written, and CannotOpen where the
        other's file cannot be read: nothing is overwritten then.
        """
        document, wanted = self, framing
        for _ in range(_ATTEMPTS):
            text, kept = document._text_for(wanted)
            try:
                stamp = files.write_whole(
                    document.path, document._encoded(text), expected=document.stamp
                )
            except files.ChangedOnDisk:
                theirs = Document.open(document.path)
                wanted = merge(document.framing, wanted, theirs.framing)
                document = theirs
                continue
            if kept is not None:
                document._keep(kept)
            opened = load_bytes(text.encode(), str(document.path))
            newline = document.opened.newline if document.opened else "\n"
            bom = document.opened.bom if document.opened else False
            now = Opened(
                opened.path, opened.framing, opened.problems, text, opened.data, newline, bom
            )
            return Document(document.path, now, stamp), wanted
        raise OSError("the file changes faster than it can be saved")

    def _text_for(self, framing: Framing) -> tuple[str, str | None]:
        """Return the text to write, and the old text where it could not be edited in place."""
        if self.opened is None:
            return canonical.document(framing), None
        try:
            return edited(self.opened.text, self.opened.framing, framing), None
        except (EditMissed, ValueError, IndexError, KeyError):
            extra = unknown(self.opened.data)
            return canonical.document(framing, extra), self.opened.text

    def _encoded(self, text: str) -> bytes:
        if self.opened is not None:
            if self.opened.newline != "\n":
                text = text.replace("\n", self.opened.newline)
            if self.opened.bom:
                text = "\ufeff" + text
        return text.encode()

    def _keep(self, text: str) -> None:
        """Keep the old text beside the file, under a name that is not taken."""
        for number in range(1, 1000):
            beside = self.path.with_name(f"{self.path.name}.old-{number}")
            try:
                with beside.open("x", encoding="utf-8", newline="") as file:
                    file.write(text)
                return
            except FileExistsError:
                continue
