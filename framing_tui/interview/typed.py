"""What somebody has typed: an answer of its kind, or why it is none."""

from __future__ import annotations

from framing_tui.model.clean import clean
from framing_tui.model.kinds import MAX_TEXT, WrongValue, as_read
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.session import Session


class Typed(NamedTuple):
    """An answer, None where there is none; why not, or how it was read where that is not plain."""

    value: object = None
    complaint: str = ""
    remark: str = ""


class Pasted(NamedTuple):
    """What is put in of a paste, and what was done to it, if anything."""

    text: str
    remark: str = ""


def read_typed(session: Session, question: AnyQuestion, text: str) -> Typed:
    """Read what was typed as an answer to a question; blank is no answer, and no mistake.

    Some words are counted from today, or from what was answered before.
    """
    if not text.strip():
        return Typed()
    try:
        value = session.parse(question.kind, text)
    except WrongValue as error:
        return Typed(None, f"expected {error.expected}")
    return Typed(value, "", as_read(question.kind, text, value))


def pasted(text: str, room: int, *, is_long: bool) -> Pasted:
    """Return what of a paste goes into an answer with so much room."""
    trimmed = text if is_long else text.strip("\r\n")
    lines = trimmed.splitlines()
    if is_long:
        taken = clean(trimmed, multiline=True)
        expected = trimmed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    else:
        taken = clean(" ".join(line.strip() for line in lines))
        expected = trimmed
    kept = taken[: max(0, room)]
    if len(kept) < len(taken):
        return Pasted(kept, f"cut: an answer holds {MAX_TEXT:,} characters at most")
    if not is_long and len(lines) > 1:
        return Pasted(kept, f"{len(lines)} pasted lines were joined into one")
    if taken != expected:
        return Pasted(kept, "characters that do not print were made visible")
    return Pasted(kept)
