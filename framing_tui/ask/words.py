"""The words that are obeyed at any prompt; each begins with a colon, as no answer does."""

from __future__ import annotations

from dataclasses import dataclass

from framing_tui.model.kinds import nearest_name

MARK = ":"
# Each word: what follows it, and what it does.
WORDS: dict[str, tuple[str, str]] = {
    "help": ("", "these words; ? alone explains the question, with examples"),
    "skip": ("", "go on, and leave the answer as it is; an empty line does so too"),
    "back": ("", "go back to the question before"),
    "clear": ("", "clear the answer"),
    "take": ("", "take the answer that is offered"),
    "more": ("", "ask the optional questions of this section, too"),
    "find": ("WHO BY DATE", "do not know yet: who finds out, and by when"),
    "na": ("REASON", "not applicable; without a reason, the mark is lifted"),
    "note": ("TEXT", "a note on this question; without a text, it is removed"),
    "park": ("TEXT", "a thought that fits no question, for the parking lot"),
    "goto": ("QUESTION", "go to a question like stack.kpi, or to a section by its number"),
    "undo": ("", "take back the last change, and go there"),
    "redo": ("", "make the change again that was taken back"),
    "why": ("CODE", "the findings on this question with their reasons, or the one of that code"),
    "status": ("", "verdict, cells, and how much of both passes is answered"),
    "findings": ("", "verdict, cells and all findings, worst first"),
    "flips": ("", "which single number would change the verdict, a red finding or a figure"),
    "accept": ("CODE REASON BY NAME", "take a finding on as a known risk; UNTIL DATE may follow"),
    "withdraw": ("CODE", "take back that a finding was accepted"),
    "settle": ("mine|theirs|both", "two answers to this question; alone, it shows them"),
    "copies": ("take|drop NUMBER", "answers that could not be saved; alone, it shows them"),
    "page": ("", "the page as it stands"),
    "stop": ("", "stop; everything is saved, and the next time goes on here"),
}
# What is obeyed only in a list of records.
ROW_WORDS: dict[str, tuple[str, str]] = {
    "list": ("", "the list as it stands"),
    "edit": ("NUMBER", "go through a record again"),
    "delete": ("NUMBER", "delete a record"),
    "move": ("NUMBER TO", "move a record to another place"),
    "done": ("", "leave the rest of a record open"),
}


@dataclass(frozen=True)
class Word:
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


def usage(name: str) -> str:
    """Return how a word is typed."""
    rest = (WORDS | ROW_WORDS)[name][0]
    return f"{MARK}{name} {rest}".rstrip()


def unknown(name: str) -> str:
    """Return what to say about a word that there is none of."""
    near = nearest_name(name, (*WORDS, *ROW_WORDS)) if name else None
    hint = f"; nearest: {MARK}{near}" if near else ""
    return (
        f"there is no word {MARK}{name}{hint}; an answer that begins with a colon begins with two"
    )
