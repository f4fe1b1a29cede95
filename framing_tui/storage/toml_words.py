"""What is wrong in a text that is not TOML, in the words of TOML and with what to write instead.

Why not the parser's own words: it speaks of namespaces and prints Python tuples, and it stands
where it stopped, which for a text that is never closed is the end of the file. Which fault it was
is taken from its message; all else is read from the text, so that a message in other words leads
to a plainer answer and never to a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from framing_tui.model.clean import one_line
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.storage.limits import blanked, line_at, unclosed_string
from framing_tui.storage.toml_twice import given_before

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
# A tuple of texts as Python prints it.
_TUPLE = re.compile(r"\((?:(?:'[^']*'|\"[^\"]*\")(?:, ?|(?=\))))+\)")
_TOKEN = re.compile(r"[^,\]}#\n]*")
_PAIR = re.compile(r"\s*([^=]+?)\s*=\s*(.*?)\s*(?:\s#.*)?$")
_COMMA_NUMBER = re.compile(r"[-+]?\d+,\d+\b")
_CURLY = "“”„‘’«»"
_LIKE_A_DAY = re.compile(r"\d{4}[-/.]\d")
_NO_DAY = "there is no such day or time"
_CLOSING = {"[": "]", "{": "}"}
_BOOLEANS = ("true", "false")
_NOTHING = ("none", "null", "nil")
_QUOTED = 40


class Fault(NamedTuple):
    """What is wrong, and the line where it shows."""

    message: str
    line: int | None


class _Spot(NamedTuple):
    """Where the parser stopped in a text."""

    text: str
    at: int

    @property
    def char(self) -> str:
        """The character there, or nothing at the end."""
        return self.text[self.at : self.at + 1]

    @property
    def is_end(self) -> bool:
        """True where the line, or all of the text, ends."""
        return self.char in ("", "\n", "#")

    @property
    def line(self) -> int:
        """The number of the line; at the end of the text, that of its last words."""
        at = self.at if self.char else len(self.text.rstrip())
        return line_at(self.text, at)

    @property
    def words(self) -> str:
        """All of the line."""
        start = self.text.rfind("\n", 0, self.at) + 1
        end = self.text.find("\n", self.at)
        return self.text[start : len(self.text) if end < 0 else end]

    @property
    def before(self) -> str:
        """The line up to there."""
        return self.text[self.text.rfind("\n", 0, self.at) + 1 : self.at]

    @property
    def token(self) -> str:
        """What stands there, up to a comma, a bracket or the end of the line."""
        found = _TOKEN.match(self.text, self.at)
        return found.group().strip() if found else ""


def fault_of(said: str, text: str) -> Fault:
    """Return what the parser's complaint about a text means, and the line of it."""
    text = text.replace("\r\n", "\n")
    found = _AT.search(said)
    if found is None:
        return Fault(_plain(said), None)
    at = len(text)
    if found[1]:
        lines = text.split("\n")
        at = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    spot = _Spot(text, min(at, len(text)))
    said = said[: found.start()]
    words = next((words for begin, words in _WORDS_FOR if said.startswith(begin)), None)
    fault = words(spot) if words else None
    if isinstance(fault, Fault):
        return fault
    where = "" if spot.char or fault else " at the end of the file"
    return Fault(f"{fault or _plain(said)}{where}", spot.line)


def known_complaints() -> tuple[str, ...]:
    """Return how each complaint of the parser begins for which there are words."""
    return tuple(begin for begin, _ in _WORDS_FOR)


def _plain(said: str) -> str:
    """Return a complaint that is not known, without the brackets of Python."""
    plain = _TUPLE.sub(
        lambda found: ".".join(
            part.strip(" '\"") for part in found.group()[1:-1].split(",") if part
        ),
        said,
    ).rstrip(".")
    is_sentence = plain[:1].isupper() and " " in plain
    return one_line(plain[:1].lower() + plain[1:] if is_sentence else plain, 200)


# Statements.


def _statement(spot: _Spot) -> str:
    if spot.char == "=":
        return "a key is missing before ="
    return (
        _odd_name(spot) or f"a line begins with a key, a [table] or #, not with {_shown(spot.char)}"
    )


def _behind_value(spot: _Spot) -> str:
    pair = _PAIR.match(spot.words)
    if pair is None or spot.words.lstrip().startswith("["):
        there = _shown(spot.token or spot.char)
        return f"nothing but a comment may follow here, and there is {there}"
    key, value = pair.groups()
    if value[:1] in tuple("[{"):
        brackets = f"{value[0]} {_CLOSING[value[0]]}"
        return f"nothing but a comment may follow {brackets}, and there is {_shown(spot.token)}"
    if _LIKE_A_DAY.match(value):
        return f"{_NO_DAY}: {_shown(value)}; one is written like 2027-06-01"
    if _COMMA_NUMBER.match(value):
        return f"a number has a decimal point and no commas, like 0.5 or 20000, not {_shown(value)}"
    cut = f"the text of {_key(key)} ends before {_shown(spot.token)}"
    if '"' in value:
        return f'{cut}; a quote in it is written \\"'
    if "'" in value:
        return f"{cut}; put it in double quotes"
    return f"a text stands in quotes: {_quoted_pair(key, value)}"


def _equals(spot: _Spot) -> str:
    key = re.split(r"[{,]", spot.before)[-1].strip()
    if spot.is_end:
        return f"{_key(key)} has no value: = and the value are missing"
    if spot.char == ":":
        return f"= stands between a key and its value, not a colon: {_key(key)} = …"
    missing = f"= is missing behind the key {_key(key)}"
    if spot.before[-1:].isspace() and "=" not in spot.words[len(spot.before) :]:
        return missing
    return _odd_name(spot) or f"{missing}, or the key wants quotes"


def _key_begins(spot: _Spot) -> str:
    if spot.char == "." or spot.before.rstrip().endswith("."):
        return "a name is missing beside a dot"
    if spot.char == "=":
        return "a key is missing before ="
    if spot.char == "]":
        return "a name is missing between the brackets"
    if spot.char == "}":
        return "no comma stands before }"
    if spot.char == "\n" and "{" in spot.before:
        return "what stands in { } stands in one line"
    if spot.is_end:
        return f"a name is missing behind {_shown(spot.before)}"
    return _odd_name(spot) or f"no name begins with {_shown(spot.char)}, unless it stands in quotes"


def _header_ends(spot: _Spot) -> str:
    header = spot.before.strip()
    closing = "]]" if header.startswith("[[") else "]"
    if spot.is_end or spot.char == "]":
        return f"{closing} is missing behind {_shown(header)}"
    name = re.split(r"[\]#]", spot.words.strip().lstrip("["))[0].strip()
    opening = "[" * len(closing)
    return f"{_odd(spot)} stands in quotes: {opening}{_quoted(name)}{closing}"


# Values.


def _value(spot: _Spot) -> str:
    token = spot.token
    if not token:
        if spot.char in tuple(",]}"):
            return f"a value is missing before {spot.char}"
        return 'a value is missing; a question still open is ""'
    if token[0] == "=":
        return "one = is enough"
    if token[0] in _CURLY:
        return f"a text stands in straight quotes: {_quoted(token.strip(_CURLY))}"
    if token.lower() in _NOTHING:
        return f'TOML has no {_shown(token)}; a question still open is ""'
    if token.lower() in _BOOLEANS:
        return f"{token.lower()} is written small, not {_shown(token)}"
    if re.match(r"[-+]?\.\d", token):
        return f"a number begins with a digit: {token.replace('.', '0.', 1)}"
    pair = _PAIR.match(spot.words)
    if pair is not None and pair[2].startswith(token):
        return f"a text stands in quotes: {_quoted_pair(pair[1], pair[2])}"
    return f"a text stands in quotes: {_quoted(token)}"


def _day(spot: _Spot) -> str:
    return f"{_NO_DAY}: {_shown(spot.token)}"


def _in_list(spot: _Spot) -> str:
    return f"a comma or ] is missing in the list{_opened(spot)}{_stopped(spot)}"


def _in_braces(spot: _Spot) -> str:
    if spot.char == "\n":
        return "what stands in { } stands in one line, and } is missing"
    return f"a comma or }} is missing in the {{ }}{_opened(spot)}{_stopped(spot)}"


def _opened(spot: _Spot) -> str:
    """Say in which line the innermost open bracket is, where that is another one."""
    still_open: list[int] = []
    for found in re.finditer(r"[\[\]{}]", blanked(spot.text[: spot.at])):
        if found.group() in "[{":
            still_open.append(found.start())
        elif still_open:
            still_open.pop()
    line = line_at(spot.text, still_open[-1]) if still_open else spot.line
    return f" that begins in line {line}" if line != spot.line else ""


def _stopped(spot: _Spot) -> str:
    token = spot.token or spot.char.strip()
    return f" before {_shown(token)}" if token else " at the end"


# Texts.


def _never_closed(spot: _Spot) -> Fault:
    """Say where the text begins that runs to the end of the file."""
    opening = unclosed_string(spot.text)
    if opening is None:
        return Fault("a text in quotes is not closed", spot.line)
    quotes = next(q for q in ('"""', "'''", '"', "'") if spot.text.startswith(q, opening))
    line = line_at(spot.text, opening)
    return Fault(f"a text that begins with {quotes} is not closed", line)


def _forbidden(spot: _Spot) -> str:
    if spot.char == "\n":
        return 'a text in quotes ends in its own line; three quotes (""") hold several lines'
    return f"TOML has no room for the character U+{ord(spot.char or ' '):04X} as it is"


def _backslash(spot: _Spot) -> str:
    return "a \\ in a text in double quotes is written \\\\; in single quotes it stands for itself"


def _hexadecimal(spot: _Spot) -> str:
    return "\\u wants four hexadecimal digits, and \\U eight; a \\ of its own is written \\\\"


def _no_character(spot: _Spot) -> str:
    return "there is no character of that number"


# Keys and tables that stand twice.


def _twice(spot: _Spot) -> Fault | None:
    """Say what stood there before; the line is that of the second, which may take several."""
    found = given_before(spot.text, spot.at)
    return Fault(*found) if found else None


_WORDS_FOR: tuple[tuple[str, Callable[[_Spot], Fault | str | None]], ...] = (
    ("Invalid statement", _statement),
    ("Expected newline or end of document after a statement", _behind_value),
    ("Expected '=' after a key", _equals),
    ("Invalid initial character for a key part", _key_begins),
    ("Expected ']' at the end of a table declaration", _header_ends),
    ("Expected ']]' at the end of an array declaration", _header_ends),
    ("Expected \"'", _never_closed),
    ("Unterminated string", _never_closed),
    ("Illegal character", _forbidden),
    ("Found invalid character", _forbidden),
    ("Unescaped '\\' in a string", _backslash),
    ("Invalid hex value", _hexadecimal),
    ("Escaped character is not a Unicode scalar value", _no_character),
    ("Unclosed array", _in_list),
    ("Unclosed inline table", _in_braces),
    ("Invalid date or datetime", _day),
    ("Invalid value", _value),
    ("Cannot declare", _twice),
    ("Cannot overwrite a value", _twice),
    ("Cannot mutate immutable namespace", _twice),
    ("Cannot redefine namespace", _twice),
    ("Duplicate inline table key", _twice),
)


def _odd_name(spot: _Spot) -> str | None:
    """Say what to do with a name that holds what no bare name does."""
    if spot.char in _CURLY and spot.char:
        return "a name stands in straight quotes, or in none"
    name = re.split(r"[=\]]", spot.words)[0].strip(" \t[")
    return f"{_odd(spot)} stands in quotes: {_quoted(name)}" if spot.char.isalnum() else None


def _odd(spot: _Spot) -> str:
    is_spaced = spot.before[-1:] in (" ", "\t")
    return "a name of several words" if is_spaced else f"a name with {_shown(spot.char)} in it"


def _quoted_pair(key: str, value: str) -> str:
    return f"{_key(key)} = {_quoted(value)}"


def _quoted(text: str) -> str:
    plain = text.strip("\"'")
    return f'"{one_line(plain, _QUOTED)}"'


def _key(name: str) -> str:
    return one_line(name, _QUOTED)


def _shown(text: str) -> str:
    return f"“{one_line(text, _QUOTED)}”"
