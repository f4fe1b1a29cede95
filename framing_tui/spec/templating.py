"""Run a page template, bundled or a user's own, and turn whatever goes wrong into one sentence.

Why a sandbox for a file that the user named: such files are passed around, and a page template
needs nothing but the page. The sandbox bounds neither time nor memory, so the output is counted
as it comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError

from framing_tui.content import UnknownContent, content_dir, spec_template_path
from framing_tui.model.clean import clean, one_line
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.spec.compiled import bundled_templates
from framing_tui.spec.sandbox import Sandbox, counted_steps
from framing_tui.spec.shape import Page

MAX_PAGE = 1_000_000
MAX_TEMPLATE = 1_000_000
_OF_CLASS = re.compile(r"'framing_tui\.spec\.shape\.(\w+) object'")


class SpecError(Exception):
    """A page that cannot be written; the message names the template, the line and the reason."""


class PageFormat(NamedTuple):
    """How a format makes text safe: what every expression passes through, and its filters.

    `ending` is how the format's bundled templates end; `is_escaped_by_engine` where the template
    engine knows how to escape for it; `most` is how many bytes a page may have.
    """

    ending: str
    finalize: Callable[[Any], str]
    filters: Mapping[str, Callable[[str], str]] = {}
    is_escaped_by_engine: bool = False
    most: int = MAX_PAGE


def render(
    page: Page, template: str, page_format: PageFormat, more: Mapping[str, object] | None = None
) -> str:
    """Return the page as the template lays it out: LF, one newline at the end.

    `more` is what the template is handed beside the page. `template` is the name of a bundled
    template, or a path where it holds a dot or a slash.
    Raises SpecError.
    """
    path = find_template(template, page_format.ending)
    loader = _FolderLoader(path.parent)
    environment = Sandbox(
        loader=loader,
        undefined=StrictUndefined,
        finalize=page_format.finalize,
        autoescape=page_format.is_escaped_by_engine,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=bundled_templates() if _is_bundled(path) else None,
    )
    if page_format.is_escaped_by_engine:
        # What says that a text is safe would take somebody's words for ours.
        environment.filters.pop("safe", None)
    environment.filters.update(page_format.filters)
    try:
        with counted_steps(loader.read.__contains__):
            chunks = environment.get_template(path.name).generate(page=page, **(more or {}))
            text = _counted(chunks, page_format.most)
    except SpecError:
        raise
    except Exception as error:
        # The page is built by now, so whatever is raised here was raised by the template.
        raise SpecError(_told(error, loader, template)) from error
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n") + "\n"


def find_template(template: str, ending: str) -> Path:
    """Return the real path of a template named by name or by path; raises SpecError."""
    is_path = any(sign in template for sign in "./\\")
    try:
        path = Path(template) if is_path else spec_template_path(template, ending)
        real = path.resolve(strict=True)
        if not real.is_file():
            raise SpecError(f"{_shown(template)}: is not a file")
    except UnknownContent as error:
        raise SpecError(f"{error}; a path holds a dot or a slash, like ./{_shown(template)}") from (
            error
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise SpecError(f"{_shown(template)}: cannot be read as a template") from error
    return real


def _is_bundled(path: Path) -> bool:
    return path.parent == (content_dir() / "spec").resolve()


class _FolderLoader(BaseLoader):
    """Reads templates of one folder, and nothing that lies outside it once links are followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: dict[str, str] = {}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        try:
            path = (self.folder / template).resolve(strict=True)
        except (OSError, ValueError, RuntimeError) as error:
            raise TemplateNotFound(template, "there is no such file") from error
        if not path.is_relative_to(self.folder) or not path.is_file():
            raise TemplateNotFound(template, "it is outside the folder of the template")
        self.read[str(path)] = template
        if path.stat().st_size > MAX_TEMPLATE:
            raise SpecError(f"{_shown(template)}: is larger than {MAX_TEMPLATE:,} bytes")
        try:
            return path.read_text("utf-8"), str(path), lambda: True
        except UnicodeDecodeError as error:
            raise SpecError(f"{_shown(template)}: is not UTF-8 text") from error
        except OSError as error:
            raise SpecError(f"{_shown(template)}: cannot be read") from error


def _counted(chunks: Any, most: int) -> str:
    kept: list[str] = []
    size = 0
    for chunk in chunks:
        size += len(chunk.encode("utf-8", "replace"))
        if size > most:
            raise SpecError(f"the page would be larger than {most:,} bytes")
        kept.append(chunk)
    return "".join(kept)


def _told(error: Exception, loader: _FolderLoader, template: str) -> str:
    """Return an error as “file:line: what is wrong”, in the words of the one who wrote the file."""
    file, line = _place(error, loader)
    named = f"{_shown(file or template)}:{line}" if line else _shown(file or template)
    return f"{named}: {_reason(error)}"


def _place(error: Exception, loader: _FolderLoader) -> tuple[str | None, int | None]:
    if isinstance(error, TemplateSyntaxError):
        return loader.read.get(error.filename or "", error.name), error.lineno
    # Imported here: it is needed where something has gone wrong.
    import traceback

    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename in loader.read:
            return loader.read[frame.filename], frame.lineno
    return None, None


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "the template is nested too deep, or includes itself without end"
    if isinstance(error, MemoryError):
        return "the template takes more memory than there is"
    if isinstance(error, TemplateNotFound):
        name = one_line(str(error.name or ""), 80)
        return f"cannot include “{name}”: {error.message}"
    message = _OF_CLASS.sub(r"\1", str(getattr(error, "message", None) or error))
    return one_line(message, 300) or type(error).__name__


def _shown(name: str) -> str:
    return one_line(clean(name), 200)
