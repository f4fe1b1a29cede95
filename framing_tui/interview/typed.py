"""What somebody has typed: an answer of its kind, or why it is none."""

from __future__ import annotations

import math
import time
from itertools import chain

from framing_tui.model.clean import MADE_VISIBLE, clean
from framing_tui.model.kinds import MAX_TEXT, WrongValue, as_read
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.session import Session

# After so long without a key, what is typed is something new.
PAUSE_SECONDS = 1.0
# What a line break is shown by in one line; behind them what is looked through where a text holds
# all three: no text is so long that it holds every character.
_BREAKS = "↵⏎¶"
_OTHERS = range(0x2190, 0xD800)


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
        return Pasted(kept, MADE_VISIBLE)
    return Pasted(kept)


def break_sign(text: str) -> str:
    """Return what stands for a line break of a text in one line; “\\n” where it has none.

    It is a character that the text does not hold, so that it can be told apart and turned back.
    """
    if "\n" not in text:
        return "\n"
    signs = chain(_BREAKS, map(chr, _OTHERS))
    return next(sign for sign in signs if sign.isprintable() and sign not in text)


def prints(char: str | None) -> bool:
    """Tell whether a key stands for a character, blanks and joiners of every kind included.

    Why not what the toolkit calls printable: what is typed is to arrive as what is pasted does.
    """
    code = ord(char) if char and len(char) == 1 else 0
    return code >= 0x20 and not 0x7F <= code < 0xA0


class Words:
    """Letters as they are typed; what follows one within a pause is of the same words.

    Why watched where no text is taken: the blank behind a word would go on, and the rest of it be
    an answer elsewhere.
    """

    def __init__(self) -> None:
        self._typed_at = -math.inf

    @property
    def go_on(self) -> bool:
        """Whether somebody is in the middle of words."""
        return time.monotonic() - self._typed_at <= PAUSE_SECONDS

    def note(self) -> None:
        """Note that a letter was typed."""
        self._typed_at = time.monotonic()
