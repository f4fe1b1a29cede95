"""What was typed and is no answer, kept as a note until it is one.

Why in a note: it is text that somebody typed, so it must outlive the program and be seen by whoever
reads the file; it is no answer, so no rule may read it.
"""

from __future__ import annotations

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.session import Session

_MARK = "typed, and not an answer yet: "
_BETWEEN = "; "


def with_draft(note: str, draft: str) -> str:
    """Return a note with what was typed at its end."""
    words = _MARK + draft.strip()
    return f"{note}{_BETWEEN}{words}" if note else words


def without_draft(note: str) -> str:
    """Return a note without what was typed; lines that somebody has added behind it stay."""
    before, mark, rest = note.partition(_MARK)
    if not mark:
        return note
    is_behind = before.endswith(_BETWEEN)
    before = before.removesuffix(_BETWEEN) if is_behind else before.removesuffix("\n")
    return "\n".join(part for part in (before, rest.partition("\n")[2]) if part)


def draft_in(note: str) -> str:
    """Return what was typed, or nothing; it ends with its line, as no draft has more than one."""
    return note.partition(_MARK)[2].partition("\n")[0]


class Drafts:
    """What was typed and is no answer, by its question, or by the column of a record."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._typed: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        """What was typed since the program was opened, or nothing."""
        return self._typed.get(path, "")

    def __setitem__(self, path: str, draft: str) -> None:
        self._typed[path] = draft

    def begun(self, path: str) -> str:
        """Return what was typed at a question, else what its note keeps from before."""
        return self._typed.get(path, draft_in(self._note(path)))

    def drop(self, path: str) -> None:
        """Forget what was typed since the program was opened."""
        self._typed.pop(path, None)

    def forget(self, key: str) -> None:
        """Drop the note of what was typed before, as it was answered or taken back."""
        before = self._note(key)
        after = without_draft(before)
        if after != before:
            self._session.note(key, after or None)

    def into_note(self, key: str, words: str) -> None:
        """Keep words as a note on a question, and no longer as a draft."""
        self.drop(key)
        self._add(key, without_draft(self._note(key)), words)

    def keep(self) -> None:
        """Keep all of it as notes, so that leaving loses nothing."""
        for path, draft in self._typed.items():
            if self._session.read_only or not draft.strip():
                continue
            if path in QUESTIONS:
                before = without_draft(self._note(path))
                self._session.note(path, with_draft(before, draft))
            elif (asked := _list_of(path)) is not None:
                # It is read by whoever opens the list; no column takes it up again.
                before = self._note(asked)
                words = f"typed at {path.removeprefix(asked + '.')}, and no answer: {draft.strip()}"
                if words not in before:
                    self._add(asked, before, words)

    def _note(self, key: str) -> str:
        return self._session.framing.notes.get(key, "")

    def _add(self, key: str, before: str, words: str) -> None:
        self._session.note(key, f"{before}\n{words}" if before else words)


def _list_of(path: str) -> str | None:
    """Return the list of whose record a draft is kept by its path, or None."""
    return next((qid for qid in QUESTIONS if path.startswith(f"{qid}.")), None)
