"""A target that is said as a change from today: `-40 %`, `40 % fewer`, `5 less`, `twice as many`.

Why a type of its own: what is typed says nothing alone; only with today's value is it a number.
"""

from __future__ import annotations

from framing_tui.model.entry.amounts import number
from framing_tui.model.entry.ends import Vocabulary, bare, cleaned, has_sign, parts_of, read_ends
from framing_tui.model.entry.plain import DASH
from framing_tui.model.entry.refusal import EntryError
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.values import Range

EXPECTED = "a value, or a change from today's like -40 %, 5 fewer or half"
_DOWNWARDS = (
    "fewer less lower smaller shorter cheaper down off minus reduction decrease decline drop fall "
    "cut reduce reduced decrease decreased drops falls cuts shrink"
)
_UPWARDS = (
    "more higher greater larger bigger longer up plus increase increased rise rises growth grow "
    "grows raise raised"
)
_FEWER = frozenset(_DOWNWARDS.split())
_MORE = frozenset(_UPWARDS.split())
# Words beside a change that say no more than it does.
_FILLING = (
    "by", "a", "an", "of", "in", "than", "today", "today's", "now", "current", "value", "it",
    "that",
)  # fmt: skip
_AS_MANY = (
    "as many much high low large small long often the number amount of today today's value now "
    "current that it"
)
_OF = frozenset(_AS_MANY.split())
_POINTS = ("percentage points", "percentage point", "% points", "% point", "points", "pp", "ppt")
_FACTORS = {
    "double": 2.0, "doubled": 2.0, "twice": 2.0, "twofold": 2.0, "triple": 3.0, "tripled": 3.0,
    "treble": 3.0, "thrice": 3.0, "threefold": 3.0, "quadruple": 4.0, "tenfold": 10.0,
    "halve": 0.5, "halved": 0.5,
}  # fmt: skip
_FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4}
_COUNTS = {"two": "2", "three": "3", "four": "4", "five": "5", "ten": "10"}
_TIMES = dict.fromkeys(("x", "times", "fold"), cleaned)
_TWO_WAYS = "this can be read in two ways: write -40 %, +40 % or the value itself"


class Change(NamedTuple):
    """A change from today's value: so many times it, a share of it more, or an amount more.

    Less is a negative share or amount; exactly one of the three is given.
    """

    times: Range | None = None
    share_percent: Range | None = None
    amount: Range | None = None

    def from_value(self, now: Range) -> Range:
        """Return what today's value becomes; raises EntryError where that cannot be said."""
        by = self.times or self.share_percent or self.amount
        assert by is not None
        if self.amount is None and now.low <= 0 <= now.high:
            raise EntryError(EXPECTED, "today's value may be 0, and a share of 0 is no target")
        found = [cleaned(self._moved(n, b)) for n in _ends(now) for b in _ends(by)]
        return Range(min(found), max(found))

    def _moved(self, now: float, by: float) -> float:
        if self.times is not None:
            return now * by
        # Of a negative number, less is further from 0.
        return now + by if self.amount is not None else now + abs(now) * by / 100


def change(typed: str) -> Change | None:
    """Return the change from today that is typed, None where the text is a value of its own.

    Raises EntryError for a change that can be read in two ways.
    """
    text = bare(typed, EXPECTED).lower()
    for sign in ("-", "+", DASH):
        # Of a list of points that would be the dash before an item; here there is one value.
        text = sign + text[2:] if text.startswith(f"{sign} ") and "%" in text else text
    words = [_COUNTS.get(word, word) for word in text.split()]
    ways = {word in _MORE for word in words if word in _MORE | _FEWER}
    if not ways:
        return _times(words) or _signed(text.removeprefix("by "))
    if len(ways) > 1:
        raise EntryError(EXPECTED, _TWO_WAYS)
    left = [word for word in words if word not in (*_MORE, *_FEWER, *_FILLING)]
    sized = _size(left)
    return sized if ways == {True} else _opposite(sized)


def _times(words: list[str]) -> Change | None:
    """Return the change that `double`, `twice as many`, `half of today` or `3x` stands for."""
    words = words[1:] if words[:1] in (["a"], ["an"]) else words
    said = words[:1]
    if said and said[0] in _FACTORS:
        factor, rest = Range.of(_FACTORS[said[0]]), words[1:]
    elif (fraction := _fraction(words)) is not None:
        factor, rest = Range.of(fraction), words[1 + words[0].isdigit() :]
    else:
        at = next((i for i, word in enumerate(words) if word.endswith(("x", "times", "fold"))), -1)
        if at < 0:
            return None
        factor = read_ends(" ".join(words[: at + 1]), Vocabulary(EXPECTED, units=_TIMES))
        rest = words[at + 1 :]
    if not _OF.issuperset(rest):
        raise EntryError(EXPECTED, f"“{' '.join(rest)[:20]}” is not understood")
    return Change(times=factor)


def _fraction(words: list[str]) -> float | None:
    """Return the share that `half`, `third` or `2 thirds` begins with, or None."""
    if words[:1] and words[0] in _FRACTIONS:
        return _FRACTIONS[words[0]]
    if len(words) > 1 and words[0] in ("2", "3") and words[1] in ("thirds", "quarters"):
        return int(words[0]) * _FRACTIONS[words[1]]
    return None


def _size(words: list[str]) -> Change:
    """Return how much more or fewer is said: a share, percentage points or an amount."""
    text = " ".join(words)
    fraction = _fraction(words)
    if fraction is not None and len(words) == 1 + words[0].isdigit():
        return Change(share_percent=Range.of(100 * fraction))
    if not words or words[0] == "to":
        raise EntryError(EXPECTED, "write the value itself, or by how much it changes")
    parts = parts_of(text, EXPECTED)
    if any(map(has_sign, parts)) or words[-1].endswith(("x", "times", "fold")):
        # “-40 % fewer”, “2 times more”.
        raise EntryError(EXPECTED, _TWO_WAYS)
    return _sized(text)


def _sized(text: str) -> Change:
    for points in _POINTS:
        if text.endswith(points):
            return Change(amount=number(text.removesuffix(points)))
    if "%" in text:
        return Change(share_percent=read_ends(text, Vocabulary(EXPECTED, percent=True)))
    return Change(amount=number(text))


def _opposite(sized: Change) -> Change:
    share, amount = (
        None if value is None else Range(-value.low, -value.high)
        for value in (sized.share_percent, sized.amount)
    )
    if share is not None and share.low < -100:
        raise EntryError(EXPECTED, "that is more than all of it")
    return Change(share_percent=share, amount=amount)


def _signed(text: str) -> Change | None:
    """Return the change that `-40 %`, `-30..-40 %`, `-3 pp` or `60 % of today` stands for."""
    if text.endswith(tuple(f"of {what}" for what in ("today", "now", "today's value"))):
        share = text[: text.rindex("of ")]
        if "%" in share:
            found = read_ends(share, Vocabulary(EXPECTED, percent=True))
            return Change(times=Range(found.low / 100, found.high / 100))
    if "%" not in text and not text.endswith(_POINTS):
        return None
    signs = [part[0] for part in parts_of(text, EXPECTED) if has_sign(part)]
    if not signs:
        if text.endswith(_POINTS):
            raise EntryError(EXPECTED, _TWO_WAYS)
        return None
    if len(set(signs)) > 1 or (signs[0] != "+" and len(signs) < len(parts_of(text, EXPECTED))):
        # “-30..40 %” may be a fall by 30 to 40 %.
        raise EntryError(EXPECTED, _TWO_WAYS)
    sized = _sized(text)
    if sized.share_percent is not None and sized.share_percent.low < -100:
        raise EntryError(EXPECTED, "that is more than all of it")
    return sized


def _ends(value: Range) -> tuple[float, ...]:
    return (value.low,) if value.is_point else (value.low, value.high)
