"""Make text inert in Markdown: what somebody wrote reads as it was written and does nothing.

Why character by character and by context: a page is also read as plain text, so `<= 120 ms`,
`snake_case` and `5 * 3` stay as they are, and only what a Markdown parser or a forge would act on
is touched.
"""

from __future__ import annotations

import re

from framing_tui.model.clean import clean

# A character of no width between a sign and its name: the forge then sees neither a person nor an
# issue. Written as an entity, so that a reader of the raw page sees why the sign does nothing.
GUARD = "&#8203;"
LINE_BREAK = " / "
BLANK = "(blank)"

# What a forge acts on: @person, #12, !12, &12, GH-12. A backslash would not help, as forges look
# at the rendered text.
_PINGS = r"@(?=\w)|[#!&](?=\d)|\b(?:[Gg][Hh]|[Gg][Ll])-(?=\d)"

# What a Markdown parser acts on. Each alternative is one character that needs a backslash.
_MARKUP = "|".join(
    (
        r"[\\`|\[\]]",
        # Emphasis: never between two spaces, nor for an underscore within a word.
        r"(?<! )\*|\*(?! )",
        r"(?<![^\W_])_|_(?![^\W_])",
        # Strikethrough; a tilde between spaces, or as in “about ~5”, opens and closes nothing.
        r"(?<=\S)~|~(?![\d ])",
        # Tags, comments, autolinks (at the end too, as a template's text may follow), entities.
        r"<(?=[A-Za-z/!?]|$)",
        r"&(?=#?\w+;)",
        # Math on forges: only a dollar that could close is touched, so prices stay readable.
        r"(?<=\S)\$(?!\d)",
        # Addresses that become links by themselves.
        r"(?<=[A-Za-z]):(?=//)",
        r"(?<=\b[Ww]{3})\.",
        # The closing run of a heading.
        r"#(?=#*$)",
        # What begins a block, since a template may set an answer at the start of a line.
        r"^#(?=#*\s)",
        r"^[-+](?=[-\s]|$)",
        r"^=(?==*$)",
        r"^>",
        r"^:(?=-)",
    )
)
# A number that would begin a list takes its backslash before the dot.
_NUMBER = r"^\d{1,9}[.)](?=\s|$)"
_ACTIVE = re.compile(f"(?P<ping>{_PINGS})|(?P<number>{_NUMBER})|(?P<markup>{_MARKUP})")
_SPACES = re.compile(r"[ \t]{2,}|\t")


class Inert(str):
    """Text that may go onto a Markdown page as it is, because this package wrote or escaped it."""

    __slots__ = ()


def escape(text: str) -> Inert:
    """Return text as one line of Markdown that reads as it was written and does nothing.

    Line breaks become “ / ”. Text of nothing but spaces is named as such, since an empty place
    would change the shape of the page.
    """
    flat = _one_line(text)
    if not flat:
        return Inert(BLANK if text else "")
    return Inert(_ACTIVE.sub(_touched, flat))


def code(text: str) -> Inert:
    """Return an id or a code as a code span, whatever it holds."""
    flat = _one_line(text)
    if not flat:
        return escape(text)
    longest = max((len(run) for run in re.findall("`+", flat)), default=0)
    fence = "`" * (longest + 1)
    # A span that touches a backtick needs a space, which the parser takes away again.
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return Inert(f"{fence}{pad}{flat}{pad}{fence}")


def _one_line(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in clean(text, multiline=True).split("\n"))
    return LINE_BREAK.join(line for line in lines if line)


def _touched(match: re.Match[str]) -> str:
    found = match[0]
    if match["ping"]:
        return found + GUARD
    return f"{found[:-1]}\\{found[-1]}"
