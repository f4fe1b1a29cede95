"""Make every character of somebody's text visible, and none of it active.

Why here: text reaches the product from files, pastes, arguments and file names, and leaves it
through terminals, pages and logs. One function at the model's edge means that no door has to
remember which characters a terminal obeys or which ones turn the reading order round.
"""

from __future__ import annotations

# What every door says where `clean` has changed what somebody typed.
MADE_VISIBLE = "characters that do not print were made visible"
_SPACES = str.maketrans(
    {"\t": "    ", "\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x0b": "\n", "\x0c": "\n"}
)
# Format characters (category Cf) that print a sign of their own and change nothing around them.
_PRINTING_FORMAT = frozenset(
    {*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD}
)
_JOINERS = {"\u200c", "\u200d"}


def clean(text: str, *, multiline: bool = False) -> str:
    """Return the text with every control, bidi and zero-width character replaced by a visible one.

    Why visible and not dropped: a reader of a shared file should see that something was there.
    Tabs become spaces and every kind of line break becomes a newline (`multiline`) or a space.
    The function is idempotent, so text may pass through it at each edge.
    """
    if text.isprintable():
        return text
    text = _spaced(text)
    out = []
    for at, char in enumerate(text):
        if char == "\n":
            out.append("\n" if multiline else " ")
        elif char.isprintable() or (char in _JOINERS and _joins(text, at)):
            out.append(char)
        else:
            out.append(_visible(char))
    return "".join(out)


def replaced_characters(text: str) -> tuple[str, ...]:
    """Return the names of the characters that `clean` would make visible, each once, in order.

    Why: a finding tells the team what stood in their file; line breaks and tabs are no surprise
    and are left out.
    """
    if text.isprintable():
        return ()
    text = _spaced(text)
    found: dict[str, None] = {}
    for at, char in enumerate(text):
        if char == "\n" or char.isprintable():
            continue
        if char in _JOINERS and _joins(text, at):
            continue
        if _visible(char) != char:
            found[f"U+{ord(char):04X}"] = None
    return tuple(found)


def one_line(text: str, limit: int = 60) -> str:
    """Return the text as one quotable line of at most `limit` characters.

    Why: messages quote answers, and a pasted page must not swallow the message around it.
    """
    flat = " ".join(clean(text).split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def _spaced(text: str) -> str:
    """Return the text with tabs as spaces and every kind of line break as a newline.

    Why before anything else: whether a joiner joins is told by its neighbours, and those must be
    the ones that a second pass would see.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_SPACES)


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands between two non-ASCII characters, as emoji and some scripts need."""
    return 0 < at < len(text) - 1 and ord(text[at - 1]) > 127 and ord(text[at + 1]) > 127


def _visible(char: str) -> str:
    # Imported here: hardly any text holds one.
    from unicodedata import category as category_of

    code, category = ord(char), category_of(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if category == "Cs":
        return "\ufffd"
    if category == "Cc" or (category == "Cf" and code not in _PRINTING_FORMAT):
        return f"‹U+{code:04X}›"
    return char
