"""The encoding that a terminal speaks: bytes of it as text, and text as bytes that it can show."""

from __future__ import annotations

import codecs
import unicodedata
from typing import TextIO

# Names under which Python finds what to do about bytes and characters that do not fit.
BROKEN_BYTES = "framing-tui.broken-bytes"
NEAREST_SIGNS = "framing-tui.nearest-signs"
# What stands for signs of writing that an encoding lacks, one character each.
SIGNS = {
    "…": "~",
    "–": "-",
    "—": "-",
    "−": "-",
    "•": "*",
    "·": ".",
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "»": ">",
    "«": "<",
    "×": "x",
    "≥": ">",
    "≤": "<",
    "→": ">",
    "←": "<",
    "›": ">",
    "‹": "<",
    "≈": "~",
    "●": "*",
    "○": "o",
}
_UTF_8 = "utf-8"


def encoding_of(stream: TextIO | None) -> str:
    """Return the name of the encoding in which a terminal or a pipe is read or written.

    Why not the plain one of the stream where that is ASCII: whoever sends more than that sends
    UTF-8, and there is nothing to lose. Where escapes are no characters of their own, none of the
    keys could be told; there, too, it is UTF-8.
    """
    try:
        name = codecs.lookup(getattr(stream, "encoding", None) or _UTF_8).name
        is_fit = name != "ascii" and decoder(name).decode(b"\x1b") == "\x1b"
    except (LookupError, UnicodeError):
        return _UTF_8
    return name if is_fit else _UTF_8


def decoder(encoding: str) -> codecs.IncrementalDecoder:
    """Return what decodes the bytes of a terminal as they come, whatever they are."""
    return codecs.getincrementaldecoder(encoding)(BROKEN_BYTES)


def decoded(data: bytes, encoding: str) -> str:
    """Return the text of bytes that were read whole."""
    return data.decode(encoding, BROKEN_BYTES)


def encoded(text: str, encoding: str) -> bytes:
    """Return text as bytes of an encoding; what that lacks is the nearest sign, or “?”."""
    return text.encode(encoding, NEAREST_SIGNS)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    """Replace bytes that are no text; a control of a terminal in one byte is what it is."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    is_control = len(broken) == 1 and 0x80 <= broken[0] < 0xA0
    return chr(broken[0]) if is_control else "\ufffd", error.end


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Replace characters that an encoding lacks by as many cells of those that all have."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(map(_nearest_sign, lacking)), error.end


def _nearest_sign(char: str) -> str:
    if char in SIGNS:
        return SIGNS[char]
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return ""
    is_wide = unicodedata.east_asian_width(char) in ("W", "F")
    return (" " if category == "Zs" else "?") * (2 if is_wide else 1)


codecs.register_error(BROKEN_BYTES, _replaced)
codecs.register_error(NEAREST_SIGNS, _nearest)
