"""One number or the two ends of a range, with what stands before and behind: `EUR 3k..5k a week`.

Why one reader with a vocabulary: every kind of number takes the same dashes, brackets, thousands
and signs; only the words that it knows are its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from framing_tui.model.entry import figures
from framing_tui.model.entry.money import is_currency, prefixes_sign, without_scale
from framing_tui.model.entry.plain import DASH, RANGE, plain
from framing_tui.model.entry.refusal import EntryError
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.values import Range

_TOKEN = re.compile(rf"({figures.PATTERN})|([a-zA-Z]+(?:\.(?![0-9]))?)|\S")
_PERCENT = re.compile(r"(?<![a-zA-Z])(?:per ?cent|pct)(?![a-zA-Z])\.?", re.I)
_ABOUT = (
    "about ", "around ", "approximately ", "approx. ", "approx ", "circa ", "ca. ", "ca ",
    "roughly ", "some ", "~",
)  # fmt: skip
# One end is open: “over 50” may be 51 or 5,000.
_OPEN = (
    "<", ">", "at least ", "at most ", "no more than ", "no less than ", "not more than ",
    "more than ", "less than ", "fewer than ", "over ", "under ", "above ", "below ", "up to ",
    "min ", "min. ", "max ", "max. ", "minimum ", "maximum ",
)  # fmt: skip
_OPEN_ENDS = ("+", " or more", " or less", " or fewer", " or over", " or under", " and up")
_NONE = ("none", "nothing", "no", "nil")
_RANGE_WORDS = ("to", "through", "thru")
_PER_WORDS = ("per", "a", "an", "each", "every")
_CLOSED = {"[": "]", "(": ")"}


def _as_it_is(value: float) -> float:
    return value


@dataclass(frozen=True)
class Vocabulary:
    """What may stand behind a number of one kind, and what is said where it is something else.

    `scales` multiply, and that of the last end serves both; `units` are read behind them, and an
    empty unit says that a bare number will do. `money` allows a currency, `percent` its sign.
    """

    expected: str
    scales: Mapping[str, float] = field(default_factory=dict)
    units: Mapping[str, Callable[[float], float]] = field(default_factory=dict)
    nouns: frozenset[str] = frozenset()
    percent: bool = False
    money: bool = False
    decimals: int = 12


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    is_number: bool
    is_word: bool

    @property
    def word(self) -> str:
        return self.text.rstrip(".").lower() if self.is_word else ""


class _End(NamedTuple):
    """One end as it was read: its number, the scale and the unit behind it, empty where none."""

    number: float
    scale: str = ""
    unit: str = ""


def read_ends(typed: str, vocabulary: Vocabulary) -> Range:
    """Return the one number or the range that is typed, or raise EntryError."""
    expected = vocabulary.expected
    text = bare(typed, expected)
    if text.lower() in _NONE:
        raise EntryError(expected, "where there is none, that is 0")
    ends = [_end(part, vocabulary) for part in _parts(text, expected)]
    return _joined(ends, vocabulary)


def bare(typed: str, expected: str) -> str:
    """Return typed text made plain, without quotes around it and without “about” before it.

    Refuses what leaves one end open: a rule would take it for the number itself.
    """
    text = plain(typed, expected)
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1].strip()
    text = _PERCENT.sub("%", text.removeprefix("= "))
    lower = text.lower()
    if lower.startswith("between ") and " and " in lower:
        at = lower.index(" and ")
        text = f"{text[len('between ') : at]} {RANGE} {text[at + len(' and ') :]}"
    text = _without_about(text)
    if text.lower().startswith(_OPEN) or text.lower().endswith(_OPEN_ENDS) or "<" in text:
        raise EntryError(expected, "one end is open: give both, like 50..80, or one number")
    if "±" in text or "+/-" in text:
        raise EntryError(expected, "give both ends, like 15..25")
    return text


def has_sign(part: str) -> bool:
    """Tell whether a number is written with a plus or a minus before it."""
    return part.strip()[:1] in ("+", "-", DASH)


def parts_of(typed: str, expected: str) -> list[str]:
    """Return the text of one number, or of the two ends of a range; raises EntryError."""
    return _parts(bare(typed, expected), expected)


def _without_about(text: str) -> str:
    for word in _ABOUT:
        if text.lower().startswith(word):
            return text[len(word) :].strip()
    return text


# The two ends apart.


def _parts(text: str, expected: str) -> list[str]:
    at = next((i for i, char in enumerate(text) if char in _CLOSED), -1)
    if at >= 0:
        return _parts_in_brackets(text, at, expected)
    tokens = list(_tokens(text))
    parts: list[str] = []
    begun, is_counted = 0, False
    for at, token in enumerate(tokens):
        if token.is_number:
            is_counted = True
        elif is_counted and _is_between(tokens, at):
            parts.append(text[begun : token.start])
            begun, is_counted = token.end, False
    parts.append(text[begun:])
    if len(parts) > 2:
        raise EntryError(expected)
    if len(parts) == 2 and _is_two_ways(text, parts):
        hint = "a dash before a number may be a minus: write a range with dots, like -5..-2"
        raise EntryError(expected, hint)
    return [part.strip() for part in parts]


def _is_between(tokens: list[_Token], at: int) -> bool:
    """Tell whether a token stands between the two ends of a range."""
    token = tokens[at]
    if token.is_word:
        return token.word in _RANGE_WORDS
    if token.text in (RANGE, DASH, "~"):
        return True
    if token.text != "-":
        return False
    before, after = tokens[at - 1], next(iter(tokens[at + 1 :]), None)
    # In “a 6-month trial” nothing but a unit is behind the hyphen.
    is_hyphen = after is not None and after.is_word and not is_currency(after.text)
    return not (is_hyphen and before.is_number and before.end == token.start)


def _is_two_ways(text: str, parts: list[str]) -> bool:
    """Tell whether the dash between two ends may just as well be the minus of the second."""
    first, second = parts
    sign = text[len(first) : len(text) - len(second)]
    if sign == "-" and second[:1] in ("-", DASH):
        # Two hyphens are a long dash to some, and a dash and a minus to others.
        return True
    is_tied = sign in ("-", DASH) and first.endswith(" ") and second[:1] not in (" ", "-", DASH)
    return is_tied and first.startswith(("-", DASH))


def _parts_in_brackets(text: str, at: int, expected: str) -> list[str]:
    """Return the parts of `[28, 31]`, each with what stands before and behind the brackets."""
    close = text.rfind(_CLOSED[text[at]])
    if close < at:
        raise EntryError(expected)
    before, inside, behind = text[:at], text[at + 1 : close], text[close + 1 :]
    if ";" in inside:
        parts = inside.split(";")
    elif ", " in inside or " ," in inside:
        parts = inside.replace(" ,", ", ").split(", ")
    elif "," in inside:
        parts = inside.split(",")
        if len(parts) > 2 or _may_be_one_number(*parts):
            hint = "this can be one number or two: put a blank behind the comma, like [28, 310]"
            raise EntryError(expected, hint)
    else:
        parts = _parts(inside, expected)
    # A number in round brackets is a negative one to whoever keeps books.
    if len(parts) > 2 or (text[at] == "(" and len(parts) < 2):
        raise EntryError(expected)
    return [f"{before}{part.strip()}{behind}".strip() for part in parts]


def _may_be_one_number(first: str, second: str) -> bool:
    left = first[len(first.rstrip("0123456789")) :]
    right = second[: len(second) - len(second.lstrip("0123456789"))]
    is_fraction = first.removesuffix(left).endswith(".")
    return bool(left) and not is_fraction and len(left) <= 3 and len(right) == 3


# One end.


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        is_word = found.group(2) is not None
        yield _Token(found.group(), *found.span(), found.group(1) is not None, is_word)


def _end(part: str, vocabulary: Vocabulary) -> _End:
    tokens = list(_tokens(_without_about(part)))
    at = next((i for i, token in enumerate(tokens) if token.is_number), None)
    if at is None:
        raise EntryError(vocabulary.expected)
    sign = _sign_before(tokens[: at + 1], vocabulary)
    number = sign * figures.value_of(tokens[at].text, vocabulary.expected)
    scale, unit = _behind(tokens[at + 1 :], vocabulary)
    return _End(number, scale, unit)


def _sign_before(tokens: list[_Token], vocabulary: Vocabulary) -> float:
    """Return the sign of a number from what stands before it, a currency at most."""
    sign, moneys = 0.0, 0
    for token, after in pairwise(tokens):
        is_tied = token.end == after.start
        if token.text in ("+", "-", DASH) and is_tied and not sign:
            sign = 1.0 if token.text == "+" else -1.0
        elif vocabulary.money and is_currency(token.text) and not moneys:
            moneys += 1
        elif not (vocabulary.money and is_tied and prefixes_sign(token.text, after.text)):
            hint = figures.decimal_point("") if token.text == "," else _unknown(token.text)
            raise EntryError(vocabulary.expected, hint)
    return sign or 1.0


def _behind(tokens: list[_Token], vocabulary: Vocabulary) -> tuple[str, str]:
    """Return the scale and the unit behind a number."""
    scale, percents, moneys = "", 0, 0
    others: list[_Token] = []
    for at, token in enumerate(tokens):
        word = token.word
        after = next((t.text for t in tokens[at + 1 : at + 2]), "")
        if at == 0 and vocabulary.money and (joined := without_scale(token.text)):
            scale, moneys = joined, 1
        elif not scale and not others and word in vocabulary.scales:
            scale = word
        elif token.text == "%":
            percents += 1
        elif vocabulary.money and is_currency(token.text):
            moneys += 1
        elif vocabulary.money and prefixes_sign(token.text, after):
            continue
        elif token.text != "-" or others:
            others.append(token)
    if percents and not vocabulary.percent:
        raise EntryError(f"{vocabulary.expected}, without a percent sign")
    unit = _unit([token.word or token.text for token in others], vocabulary)
    if percents > 1 or moneys > 1 or (unit and unit not in vocabulary.units):
        raise EntryError(vocabulary.expected, _unknown(others[0].text) if unit.isalpha() else "")
    return scale, unit


def _unit(words: list[str], vocabulary: Vocabulary) -> str:
    kept = ["a" if word in ("/", *_PER_WORDS) else word for word in words]
    return " ".join(word for word in kept if word not in vocabulary.nouns)


def _unknown(words: str) -> str:
    return f"“{words[:20]}” is not understood"


# Both ends together.


def _joined(ends: list[_End], vocabulary: Vocabulary) -> Range:
    first, last = ends[0], ends[-1]
    scales = {"": 1.0, **vocabulary.scales}
    values = [_scaled(e.number, scales[e.scale or last.scale], vocabulary.decimals) for e in ends]
    if values[0] > values[-1] and not first.scale:
        # “900..1.2k” rises only where the scale is that of the last end alone.
        alone = [_scaled(e.number, scales[e.scale], vocabulary.decimals) for e in ends]
        values = alone if alone[0] <= alone[-1] else values
    hint = "say at both ends what is counted"
    if values[0] > values[-1] and first.scale and not last.scale:
        # “20k..40” is nearly always 20,000 to 40,000, and would be read as 40 to 20,000.
        raise EntryError(vocabulary.expected, hint)
    if first.unit and not last.unit and vocabulary.units[first.unit](1.0) != 1.0:
        raise EntryError(vocabulary.expected, hint)
    units = [end.unit or last.unit for end in ends]
    values = [
        vocabulary.units.get(unit, _as_it_is)(value)
        for unit, value in zip(units, values, strict=True)
    ]
    if any(math.isinf(value) or math.isnan(value) for value in values):
        raise EntryError(vocabulary.expected, "that number is too large")
    return Range.of(*values)


def _scaled(value: float, scale: float, decimals: int) -> float:
    """Return a value in the unit of its key, without the dust that a multiplication leaves.

    Why a plain number is left as it is: what a field shows must read back as the same answer.
    """
    if scale == 1.0:
        return value
    # A second is so small a part of a day that it needs more digits than a minute.
    digits = decimals + 3 if scale < 1e-4 else decimals
    return round(cleaned(value * scale), digits)


def cleaned(value: float) -> float:
    """Return a product without the dust that binary fractions leave in its last digits."""
    return float(f"{value:.12g}")
