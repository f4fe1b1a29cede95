"""Make typed text plain: one kind of blank, dash and quote, and digits and signs of one width.

Why in one place: a phone writes long dashes, a page no-break spaces, a Japanese keyboard wide
digits, and people see no difference. Every form below may then be written with plain signs only.
"""

from __future__ import annotations

import unicodedata

from framing_tui.model.entry.refusal import EntryError

# Longer than any figure that a person types; a pasted page is not searched for one.
MAX_TYPED = 200
# The sign between the two ends of a range, and a dash that is longer than a hyphen.
RANGE = "…"
DASH = "–"
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("−➖⁃˗⁻‐‑﹣－", "-"),
        **dict.fromkeys("⁓∼〜～", "~"),
        **dict.fromkeys("’‘‛ʼʹʻ′´`", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‥⋯", RANGE),
        **dict.fromkeys("⟶⇒➔➙➜⭢", "→"),
        "∕": "/",
        "⁄": "/",
        "٪": "%",
        "×": "x",
        "、": ",",
        "≤": "<=",
        "≥": ">=",
        "≦": "<=",
        "≧": ">=",
        "⩽": "<=",
        "⩾": ">=",
        "≈": "~",
        # Letters and signs that are drawn as a blank.
        "\u115f": " ",
        "\u1160": " ",
        "\u2800": " ",
        "\u3164": " ",
        "\uffa0": " ",
        # How a sign is drawn, in colour or not.
        "\ufe0e": "",
        "\ufe0f": "",
    }
)
_WIDTHS = ("<wide>", "<narrow>", "<small>")


def plain(typed: str, expected: str) -> str:
    """Return typed text with plain signs and single blanks.

    Refuses a text that is too long to be a figure. Why: the patterns that read it must never meet
    thousands of blanks, which they would try one by one.
    """
    if len(typed) > MAX_TYPED:
        raise EntryError(expected)
    if not typed.isascii():
        # Twice, as a wide tilde is first a tilde and then a sign for a range.
        typed = "".join(map(_plain, typed.translate(_SIGNS))).translate(_SIGNS)
    text = " ".join(typed.split()).replace("->", "→").replace("=>", "→")
    while "..." in text:
        text = text.replace("...", "..")
    return text.replace("..", RANGE)


def _plain(char: str) -> str:
    if char.isascii() or char in (RANGE, DASH):
        return char
    if unicodedata.decomposition(char).startswith(_WIDTHS):
        return unicodedata.normalize("NFKC", char)
    category = unicodedata.category(char)
    if category == "Pd":
        return DASH
    # What has no width of its own still stands between two things.
    return " " if char.isspace() or category in ("Zs", "Cf") else char
