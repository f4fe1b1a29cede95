"""Running text that is set well in a narrow column.

Why more than the toolkit's own wrapping: marks stand at the beginning of most lines, and whoever
looks down the column for the next mark must not read the rest of a sentence there; and a last word
alone on its line looks like something that was forgotten.
"""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

# How much narrower a text is tried, and how short a last line must be, for it to have company.
_TRIES, _WIDOW = 16, 10


class Hanging(Visual):
    """Lines of text; what is wrapped begins under the text of its line, not under its mark."""

    def __init__(self, content: Content, indent: int | None = 2) -> None:
        """Take the text; without an `indent`, each line's own and two cells more are taken."""
        self._content = content
        self._indent = indent
        self._set: tuple[int, Content] | None = None

    def set_in(self, width: int) -> Content:
        """Return the text as it is set in a width."""
        if self._set is None or self._set[0] != width:
            lines = [
                part
                for line in self._content.split("\n", allow_blank=True)
                for part in hung(line, width, self._indent)
            ]
            self._set = width, Content("\n").join(lines)
        return self._set[1]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        return self.set_in(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self._content.get_optimal_width(rules, container_width)

    def get_minimal_width(self, rules: RulesMap) -> int:
        return self._content.get_minimal_width(rules)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.set_in(width).plain.count("\n") + 1 if width else 0


def hung(line: Content, width: int, indent: int | None = None) -> list[Content]:
    """Return the lines into which one line is wrapped."""
    if indent is None:
        indent = len(line.plain) - len(line.plain.lstrip()) + 2
    room = width - indent
    if line.cell_length <= width or room <= indent:
        return line.wrap(max(width, 2))
    mark, first, *rest = line[:indent], *_even(line[indent:], room)
    return [mark + first, *(Content(" " * indent) + more for more in rest)]


def _even(text: Content, width: int) -> list[Content]:
    """Return the lines of a text, its last word not alone where that takes no line more."""
    lines = text.wrap(width)
    if len(lines) < 2 or not _is_widow(lines[-1]):
        return lines
    for narrower in range(width - 1, max(width - _TRIES, _WIDOW), -1):
        tried = text.wrap(narrower)
        if len(tried) > len(lines):
            break
        if not _is_widow(tried[-1]):
            return tried
    return lines


def _is_widow(line: Content) -> bool:
    return len(line.plain.strip()) <= _WIDOW
