"""Plain words taken apart, for the rules that read what somebody wrote.

Why so little grammar: these rules quote what they found and never make a red of it, so a phrase
that is not understood is left alone.
"""

import re
from functools import lru_cache


def short_list(words: str) -> frozenset[str]:
    """Return the words of a list that a rule keeps beside it."""
    return frozenset(words.split())


# Words at which the thing that a verb acts on, or that a measure counts, has been said.
_PHRASE_ENDS = short_list(
    """of per by to for in on at with without from and or while as that who which during among when
    before after over between against a an the"""
)
_ARTICLES = short_list("the a an our")
_MEASURE_ONLY = short_list("rate share percentage percent % level volume count number amount ratio")


@lru_cache(maxsize=64)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words in lower case, with “%” and the punctuation that ends a phrase as words.

    Remembered, as several rules read the same line on each keystroke.
    """
    return tuple(re.findall(r"[^\W\d_][\w'’-]*|%|[,;:.()](?!\d)", text.lower()))


def thing_of(words: tuple[str, ...]) -> str | None:
    """Return the noun that a phrase is about, without its plural, or None.

    “The share of late orders” is about orders, and “monthly churn rate” about churn.
    """
    at = 0
    while True:
        while at < len(words) and words[at] in _ARTICLES:
            at += 1
        end = phrase_end(words, at)
        is_measure = all(word in _MEASURE_ONLY for word in words[at:end])
        if not (end > at and is_measure and words[end : end + 1] == ("of",)):
            break
        at = end + 1
    noun = next((word for word in reversed(words[at:end]) if word not in _MEASURE_ONLY), None)
    return None if noun is None else singular(noun)


def phrase_end(words: tuple[str, ...], at: int = 0) -> int:
    """Return where the phrase that begins there ends: at a preposition, a comma or the end."""
    ends = (i for i in range(at, len(words)) if words[i] in _PHRASE_ENDS or words[i] in ",;:.()")
    return next(ends, len(words))


def singular(word: str) -> str:
    """Return a word of many as the word of one, as far as its ending tells."""
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
