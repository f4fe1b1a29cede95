"""Words that are obeyed at any prompt, as they are typed: with a colon before, as no answer has."""

from __future__ import annotations

from framing_tui.model.named_tuple import NamedTuple

MARK = ":"


class Word(NamedTuple):
    """A word that was typed, and what followed it."""

    name: str
    rest: str = ""


def word_in(line: str) -> Word | None:
    """Return the word that a line is, or None where it is an answer."""
    text = line.strip()
    if text == "?":
        return Word("?")
    if not text.startswith(MARK) or text.startswith(MARK * 2):
        return None
    name, _, rest = text[1:].partition(" ")
    return Word(name.lower(), rest.strip())


def unescaped(line: str) -> str:
    """Return an answer as it is meant: two colons at its beginning stand for one."""
    bare = line.lstrip()
    return bare[1:] if bare.startswith(MARK * 2) else line
