"""Names that people type, and the options of a choice with the names under which they go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from framing_tui.model.named_tuple import NamedTuple

# Longer than any name; comparing a page with every name would take its time.
MAX_NAME = 100
# Among the hundred names of some options, a short one is near to anything.
_LONG_NAME = 5
_MUCH_ALIKE = 0.8
_ARTICLE = r"(?i)^\s*(?:an?|the)\s+"


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like this one, or None where none is near."""
    if len(name) > MAX_NAME:
        return None
    folded = {option.lower(): option for option in known}
    # Imported where a name is wrong; most are right.
    from difflib import get_close_matches

    close = get_close_matches(name.strip().lower().replace(" ", "-"), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def folded(words: str) -> str:
    """Return words as names are compared: letters and digits alone, without case or plural.

    Why: “A/B-Test”, “ab tests” and “AB_TEST” are one name to everybody who types it.
    """
    # Imported here: what a file holds is compared as it is.
    from unicodedata import normalize

    plain = normalize("NFKC", words).casefold()
    name = "".join(char for char in plain if char.isalnum())
    is_plural = len(name) > 3 and name.endswith("s") and not name.endswith("ss")
    return name[:-1] if is_plural else name


class Option(NamedTuple):
    """One choice of a question: the word in the file, the words on the screen, what it means.

    `aliases` are the everyday names under which people type it. A name that stands on several
    options of a question leaves open which of them is meant, and is refused.
    """

    value: str
    label: str = ""
    means: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words to show."""
        return self.label or self.value

    @property
    def own_names(self) -> frozenset[str]:
        """The word of the file and the words on the screen, folded."""
        return _folded((self.value, self.text))

    @property
    def other_names(self) -> frozenset[str]:
        """The aliases, folded."""
        return _folded(self.aliases)


@lru_cache(maxsize=1024)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    """Return names folded; remembered, as each name that is typed is held against all of them."""
    return frozenset(map(folded, names))


def option(value: str, means: str = "", *, label: str = "", also: str = "") -> Option:
    """Return an option as it is declared; `also` holds its aliases, with commas between.

    Where no label is given, it is the word of the file, with blanks for dashes.
    """
    aliases = tuple(name.strip() for name in also.split(",")) if also else ()
    return Option(value, label or value.replace("-", " "), means, aliases)


def options(*choices: str | Option) -> tuple[Option, ...]:
    """Return the options of a question; a word alone stands for itself."""
    return tuple(Option(c) if isinstance(c, str) else c for c in choices)


def options_meant(typed: str, known: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return the options that a name stands for: one, several that share it, or none.

    Why an option's own words come first: what is shown must read back as what was chosen.
    """
    if len(typed) > MAX_NAME:
        return ()
    for name in filter(None, (folded(typed), folded(re.sub(_ARTICLE, "", typed)))):
        own = tuple(option for option in known if name in option.own_names)
        meant = own or tuple(option for option in known if name in option.other_names)
        if meant:
            return meant
    return ()


def nearest_option(word: str, known: tuple[Option, ...]) -> str | None:
    """Return the word of the option that is meant, or else of the one that is most like it.

    None where nothing is near, and where a name could mean several.
    """
    if len(word) > MAX_NAME:
        return None
    meant = options_meant(word, known)
    if meant:
        return meant[0].value if len(meant) == 1 else None
    from difflib import get_close_matches

    names = _long_names(known)
    close = get_close_matches(folded(word), names, n=1, cutoff=_MUCH_ALIKE)
    return names[close[0]] if close else nearest_name(word, [option.value for option in known])


@lru_cache(maxsize=64)
def _long_names(known: tuple[Option, ...]) -> Mapping[str, str]:
    """Return the names that are long enough to be compared, each with the word of its option.

    Remembered, as a file may hold thousands of wrong words.
    """
    names = {
        name: option.value
        for option in known
        for name in option.own_names | option.other_names
        if len(name) >= _LONG_NAME
    }
    return dict(sorted(names.items()))
