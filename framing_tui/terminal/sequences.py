"""What a terminal sends, in whole pieces: text, keys, pastes; replies and broken ones left out.

Why before any toolkit: a terminal that is asked late, or over a slow link, answers in the middle of
what somebody types, and its answer may come in parts. A parser that gives a sequence up types what
it has of it. Here a sequence is whole, or it is nothing.

Nothing here reads a clock or a terminal: the text and the time it came at are given.
"""

from __future__ import annotations

import re
from typing import NamedTuple

ESCAPE = "\x1b"
PASTE_BEGINS = "\x1b[200~"
PASTE_ENDS = "\x1b[201~"
# What an escape inside a paste is shown as.
VISIBLE_ESCAPE = "␛"

# How long an escape alone may still be the beginning of something; nobody notices that.
ESCAPE_WAITS = 0.05
# For so long after it, what begins a sequence does so still: its escape came ahead of it.
LATE = 0.4
# Whoever types leaves more time than this between two keys, a terminal within a reply does not.
BURST = 0.03
# A sequence that has not gone on for so long, or has not ended for so long, will not.
SILENCE, LONGEST_WAIT = 0.8, 5.0
# A paste may well stop on its way; but if its end was lost, typing must come back.
SILENCE_IN_PASTE = 5.0
# More than any key has, and more than any reply.
_PARAMETERS, _CONTENT = 256, 4096

# Patterns are texts here, put together by `re` where one is first wanted.
_TEXT = r"[^\x1b\x80-\x9f]+"
_SPECIAL = r"[\x1b\x80-\x9f]"
_PASTE_END = r"(?:\x1b\[|\x9b)201~"
_PASTE_END_BEGUN = r"(?:\x1b|(?:\x1b\[|\x9b)(?:2(?:01?)?)?)\Z"
# What is no key and is wanted though its escape came too early: a paste, the size of the window,
# what the terminal can do.
_NOT_A_KEY = r"\x1b\[(?:20[01]~|48;[\d:;]*t|\?\d+;\d\$y)"
# The first letter behind `ESC P` in whatever terminals answer.
_DEVICE_REPLY = frozenset("!$+<=>?0123456789")
_LATE_KEY = r"\x1bO[0-9;]*[A-S]"


class _Form(NamedTuple):
    """One form of sequence: what it looks like whole, and as far as it has come."""

    whole: str
    begun: str


# Control sequences: parameters and one letter. Three bytes follow in the mouse report of old
# terminals, a letter in the function keys of the Linux console; rxvt ends some keys with “$”.
_CONTROL = _Form(
    r"(?:\x1b\[|\x9b)(?:\[[ -~]|M[^\x00-\x1f]{3}|(?:3|7|8|23|24)\$"
    rf"|(?![M\[])[ -?]{{0,{_PARAMETERS}}}[@-~])",
    rf"(?:\x1b\[|\x9b)(?:\[|M[^\x00-\x1f]{{0,2}}|[ -?]{{0,{_PARAMETERS}}})",
)
# Keys of the keypad, some of the arrows and function keys.
_KEYPAD = _Form(
    r"(?:\x1bO|\x8f)[0-9;]{0,8}[ -/:<-~]",
    r"(?:\x1bO|\x8f)[0-9;]{0,8}",
)
# Strings, for a terminal or from one: OSC, DCS, SOS, PM and APC, with either end. No key is one.
_STRING_BEGUN = rf"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x9c]{{0,{_CONTENT}}}"
_STRING = _Form(rf"{_STRING_BEGUN}(?:\x07|\x1b\\|\x9c)", _STRING_BEGUN)
_FORMS = {"[": _CONTROL, "O": _KEYPAD, **dict.fromkeys("]PX^_", _STRING)}
# The same in one character each; the others of their kind say nothing.
_SHORT_FORMS = {"\x9b": _CONTROL, "\x8f": _KEYPAD, **dict.fromkeys("\x90\x98\x9d\x9e\x9f", _STRING)}
_SHORT_TO_LONG = {"\x9b": "\x1b[", "\x8f": "\x1bO"}


class Sequences:
    """Takes apart what one terminal sends, as it comes; each piece comes out whole.

    A piece is a text without escapes, an escape alone, one key or report that begins with an
    escape, or a mark of a paste. Escapes inside a paste come out visible.
    """

    def __init__(self, escape_waits: float = ESCAPE_WAITS) -> None:
        self._escape_waits = escape_waits
        # What may go on, when it began, and when something was heard last.
        self._held = ""
        self._begun = self._heard = 0.0
        self._in_paste = False
        # Until when the rest of a sequence may follow an escape that was taken for the key.
        self._late_until = float("-inf")
        self._is_late = False

    def feed(self, text: str, now: float) -> list[str]:
        """Return the pieces that are whole with this text, which came now."""
        pieces: list[str] = []
        if not text:
            return pieces
        is_late = self._is_late and bool(self._held)
        if is_late and not self._goes_on(text, now):
            self._held, is_late = "", False
        if self._held and not self._in_paste and now - self._begun >= LONGEST_WAIT:
            self._held, is_late = "", False
        was_held = self._held
        if now <= self._late_until and text[0] in _FORMS:
            text, is_late = ESCAPE + text, True
        self._late_until = float("-inf")
        text, self._held = was_held + text, ""
        if not (was_held or self._in_paste or re.search(_SPECIAL, text)):
            self._heard = now
            return [text]
        at = 0
        while at < len(text):
            # Only what came too late itself is treated so.
            self._is_late = is_late and at == 0
            take = self._take_in_paste if self._in_paste else self._take
            at = take(text, at, pieces)
        if not (was_held and len(self._held) == len(text)):
            self._begun = now
        self._heard = now
        return pieces

    def expire(self, now: float) -> list[str]:
        """Return what has waited long enough, and give up what has not ended in time.

        To be called when there is nothing to read: a program that was held up itself finds what
        came in time, and must not take it for late.
        """
        due = self.due()
        if due is None:
            if now >= self._heard + SILENCE:
                self._held = ""
            return []
        if now < due:
            return []
        if self._in_paste:
            return self._end_paste()
        self._held, self._late_until = "", self._heard + LATE
        return [ESCAPE]

    def due(self) -> float | None:
        """Return when `expire` will have something, unless more comes before."""
        if self._in_paste:
            return self._heard + SILENCE_IN_PASTE
        return self._heard + self._escape_waits if self._held == ESCAPE else None

    def close(self) -> list[str]:
        """Return what is left at the end of the input."""
        if self._in_paste:
            return self._end_paste()
        held, self._held = self._held, ""
        return [ESCAPE] if held == ESCAPE else []

    def _goes_on(self, text: str, now: float) -> bool:
        """Tell whether a string that began too late is one, and no word of somebody."""
        if self._held not in ("\x1bP", "\x1bX") or now - self._heard <= BURST:
            return True
        return self._held == "\x1bP" and text[0] in _DEVICE_REPLY

    def _take(self, text: str, at: int, pieces: list[str]) -> int:
        """Take the next piece out of the text outside a paste; return where it goes on."""
        if run := re.compile(_TEXT).match(text, at):
            pieces.append(run.group())
            return run.end()
        if text[at] == ESCAPE:
            form = _FORMS.get(text[at + 1 : at + 2])
            if form is None:
                return self._take_key(text, at, pieces)
        else:
            form = _SHORT_FORMS.get(text[at])
            if form is None:
                return at + 1
        if whole := re.compile(form.whole).match(text, at):
            if form is _STRING:
                return whole.end()
            return self._hear(whole.group(), whole.end(), pieces)
        begun = re.compile(form.begun).match(text, at)
        end = begun.end() if begun else at + 1
        # The end of a string has two characters.
        is_ending = form is _STRING and len(text) == end + 1 and text[end] == ESCAPE
        if end == len(text) or is_ending:
            self._held = text[at:]
            return len(text)
        # It is broken: what there was of it is dropped, what broke it counts for itself.
        return end

    def _hear(self, sequence: str, end: int, pieces: list[str]) -> int:
        """Take a whole key or report; return where it goes on."""
        long = _SHORT_TO_LONG.get(sequence[0])
        sequence = long + sequence[1:] if long else sequence
        if self._is_late and not re.fullmatch(_NOT_A_KEY, sequence):
            # Somebody may well begin a word with an O.
            return end if sequence[1] == "[" or re.fullmatch(_LATE_KEY, sequence) else end - 1
        self._in_paste = sequence == PASTE_BEGINS
        if sequence != PASTE_ENDS:
            pieces.append(sequence)
        return end

    def _take_key(self, text: str, at: int, pieces: list[str]) -> int:
        """Take an escape and what follows: a key with Alt, or the key itself."""
        following = text[at + 1 : at + 2]
        if not following:
            self._held = ESCAPE
        elif re.match(_SPECIAL, following):
            pieces.append(ESCAPE)
            return at + 1
        elif following != "\\":
            pieces.append(ESCAPE + following)
        # `ESC \` is the end of a string that has been given up.
        return at + 2

    def _take_in_paste(self, text: str, at: int, pieces: list[str]) -> int:
        """Take the text of a paste up to its end, or to what may be the beginning of its end."""
        end = re.compile(_PASTE_END).search(text, at)
        begun = end or re.compile(_PASTE_END_BEGUN).search(text, at)
        if inside := text[at : begun.start() if begun else len(text)]:
            pieces.append(inside.replace(ESCAPE, VISIBLE_ESCAPE))
        if end:
            self._in_paste = False
            pieces.append(PASTE_ENDS)
            return end.end()
        self._held = begun.group() if begun else ""
        return len(text)

    def _end_paste(self) -> list[str]:
        held, self._held, self._in_paste = self._held, "", False
        return [held.replace(ESCAPE, VISIBLE_ESCAPE), PASTE_ENDS] if held else [PASTE_ENDS]


def without_sequences(line: str) -> str:
    """Return a line that was read whole, without the keys and replies in it.

    A key with Alt leaves the key; what was pasted stays, and its escapes are visible.
    """
    if not re.search(_SPECIAL, line):
        return line
    sequences = Sequences()
    pieces = [*sequences.feed(line, 0.0), *sequences.close()]
    return "".join(_text_of(piece) for piece in pieces)


def _text_of(piece: str) -> str:
    if not piece.startswith(ESCAPE):
        return piece
    return piece[1:] if len(piece) == 2 else ""
