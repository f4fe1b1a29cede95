"""Where the bundled content is: starters, examples and spec templates.

Why one lookup: content is data and lives outside the package in a checkout, inside it once
installed; everything that needs a file of it asks here and never builds such a path itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from framing_tui.model.clean import one_line
from framing_tui.model.kinds import nearest_name

_PACKAGE = Path(__file__).resolve().parent
_TOML = ".toml"
MARKDOWN_TEMPLATE = ".md.j2"
HTML_TEMPLATE = ".html.j2"


class UnknownContent(LookupError):
    """No bundled file of that name; the message says which there are and the nearest."""


def content_dir() -> Path:
    """Return the folder of the bundled content.

    Why the project file must sit beside a checkout's `templates/`: an installed package stands in
    a folder of other people's files, where a folder of that name could be anybody's.
    """
    installed = _PACKAGE / "templates"
    if installed.is_dir():
        return installed
    checkout = _PACKAGE.parent / "templates"
    if checkout.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return checkout
    raise UnknownContent("the bundled content is missing: install framing-tui again")


def starter_names() -> tuple[str, ...]:
    """Return the names of the starters, in order."""
    return _names("starters", _TOML)


def starter_path(name: str) -> Path:
    """Return the file of a starter; raises UnknownContent."""
    return _path("starter", "starters", name, _TOML)


def example_names() -> tuple[str, ...]:
    """Return the names of the filled-in examples, in order."""
    return _names("examples", _TOML)


def example_path(name: str) -> Path:
    """Return the file of an example; raises UnknownContent."""
    return _path("example", "examples", name, _TOML)


def spec_template_names(ending: str = MARKDOWN_TEMPLATE) -> tuple[str, ...]:
    """Return the names of the spec templates of one format, told by how their files end."""
    return _names("spec", ending)


def spec_template_path(name: str, ending: str = MARKDOWN_TEMPLATE) -> Path:
    """Return the file of a spec template of one format; raises UnknownContent."""
    return _path("spec template", "spec", name, ending)


def page_style() -> str:
    """Return the style of the page in HTML; raises UnknownContent."""
    return _text_of("style of the page", content_dir() / "spec" / "page.css")


def board_style() -> str:
    """Return the style of the board in HTML; raises UnknownContent."""
    return _text_of("style of the board", content_dir() / "board" / "board.css")


def served_page(ending: str = ".html") -> str:
    """Return the page in which the app is served, or its script; raises UnknownContent."""
    return _text_of("served page", content_dir() / "web" / f"session{ending}")


def _text_of(what: str, path: Path) -> str:
    if not path.is_file():
        raise UnknownContent(f"the {what} is missing: install framing-tui again")
    return path.read_text("utf-8")


def rule_cases_path(code: str) -> Path:
    """Return the file of a rule's cases, as its tests read them; raises UnknownContent.

    Why these: an example that a test runs on cannot say something that is no longer so.
    """
    for folder in (content_dir() / "cases", content_dir().parent / "tests" / "rules" / "cases"):
        path = folder / f"{code}{_TOML}"
        if path.is_file():
            return path
    raise UnknownContent(f"there are no cases of {one_line(code, 40)}")


def _names(folder: str, ending: str) -> tuple[str, ...]:
    files = (content_dir() / folder).glob(f"*{ending}")
    return tuple(sorted(file.name.removesuffix(ending) for file in files))


def _path(what: str, folder: str, name: str, ending: str) -> Path:
    # Only a listed name becomes a path, so no name can point outside the folder.
    names = _names(folder, ending)
    if name in names:
        return content_dir() / folder / f"{name}{ending}"
    raise UnknownContent(_unknown(what, name, names))


def _unknown(what: str, name: str, names: Iterable[str]) -> str:
    near = nearest_name(name, names)
    hint = f" (nearest: {near})" if near else ""
    there = ", ".join(names) or "none"
    return f"there is no {what} “{one_line(name, 40)}”{hint}; there is: {there}"
