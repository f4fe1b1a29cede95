"""What passes between the interview and a prompter: things said, and prompts for lines.

Why no input or output here: a test, a pipe, a dumb terminal and a capable one drive the same
interview, and cannot come to different answers.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal, TypeVar

from framing_tui.model.clean import one_line
from framing_tui.model.kinds import Option

T = TypeVar("T")
Tone = Literal["", "head", "quiet", "red", "amber", "green", "choice"]
# Longer than most answers, and still one line that somebody can listen to.
_QUOTED = 200


@dataclass(frozen=True)
class Said:
    """One line, and its tone: a prompter may colour it, and loses nothing where it does not.

    A line in the tone “choice” is an option of the next prompt, for who does not list them there.
    Where `wraps` is false it is to be copied, and no line is broken.
    """

    text: str
    tone: Tone = ""
    wraps: bool = True


@dataclass(frozen=True)
class Prompt:
    """What is wanted next.

    `choices` are what may be picked; with `many`, any number of them, with commas between;
    with `own`, words of one's own too. `stands` are those that are picked already. `hint` says how
    to type the rest, and `on_empty` what an empty line does, to follow the word “to”.
    """

    label: str
    choices: tuple[Option, ...] = ()
    many: bool = False
    own: bool = False
    stands: tuple[str, ...] = ()
    hint: str = ""
    on_empty: str = ""


# A part of the interview: it yields prompts, takes what was typed, and ends with a result.
Talk = Generator[Prompt, str, T]


def quoted(text: str) -> str:
    """Return somebody's text as one line, cut where it is long."""
    return one_line(text, _QUOTED)


def at_words(text: str, columns: int) -> str:
    """Return a line broken at its words, where it is wider than a terminal; 0 breaks none."""
    if not columns or len(text) < columns:
        return text
    lines = wrap(text, columns - 1, break_long_words=False, break_on_hyphens=False)
    # What stands at the end is what is typed behind.
    return "\n".join(lines) + text[len(text.rstrip()) :]
