"""A text in somebody's editor, which works in the encoding of the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a shell", allow_module_level=True)

from framing_tui.terminal.external_editor import edited


def use_editor(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(path))


@pytest.mark.parametrize(
    ("encoding", "text", "typed", "wanted"),
    [
        ("utf-8", "Größe", "é".encode(), "Größeé"),
        ("iso8859-1", "Größe", b"\xe9", "Größeé"),
        ("koi8-r", "цена", "я".encode("koi8-r"), "ценая"),
        # What the encoding lacks must not be lost on the way to the editor.
        ("iso8859-1", "“цена”", "é".encode(), "“цена”é"),
        ("utf-8", "a", b"\xff", "a\ufffd"),
    ],
)
def test_an_editor_reads_and_writes_in_the_encoding_of_the_terminal(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    encoding: str,
    text: str,
    typed: bytes,
    wanted: str,
) -> None:
    octal = "".join(f"\\{byte:03o}" for byte in typed)
    use_editor(f"""cp "$1" "{tmp_path}/given"; printf '{octal}' >>"$1\"""", tmp_path, monkeypatch)
    assert edited(text, encoding) == wanted
    given = (tmp_path / "given").read_bytes()
    assert text in (given.decode(encoding, "replace"), given.decode("utf-8", "replace"))
