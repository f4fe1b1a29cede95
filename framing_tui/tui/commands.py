"""Everything by name: what the palette finds, and in which order.

Why not the toolkit's own list: it ranks by spelling alone, and the many rules would stand before
the question that somebody is looking for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, cast

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from framing_tui.content import example_names
from framing_tui.model.catalogue import QUESTIONS, SECTION_OF, SECTIONS, asks_in_full
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.tui.screens.interview import Interview
from framing_tui.tui.themes import THEMES

# A rule is looked for by its code; by a word of its name, only where nothing else is called so.
_RULES_COUNT = 0.5
_KEY_NAMES = {"pageup": "PgUp", "pagedown": "PgDn"}


class Ways(Protocol):
    """What the commands work on."""

    interview: Interview
    theme: str


@dataclass(frozen=True)
class Named:
    """One thing that can be done by name; `counts` weighs how well its name fits."""

    title: str
    help: str
    run: Callable[[], Any]
    counts: float = 1.0


def everything(ways: Ways) -> Iterator[Named]:
    """Yield every action, theme, example, rule, section and question."""
    interview = ways.interview
    for binding in Interview.BINDINGS:
        if isinstance(binding, Binding) and binding.description:
            run = partial(interview.run_action, binding.action)
            yield Named(binding.description, f"key {key_name(binding.key)}", run)
    yield Named("export the page", "write the kickoff spec as Markdown", interview.export_page)
    for word, theme in THEMES.items():
        yield Named(f"theme: {word}", "how it looks", partial(setattr, ways, "theme", theme))
    for example in example_names():
        run = partial(interview.look_at, example)
        yield Named(f"example: {example}", "look at a filled example", run)
    for code, rule in BY_CODE.items():
        run = partial(interview.explain_rule, code)
        yield Named(f"{code} {rule.name}", rule.docs.says, run, _RULES_COUNT)
    for section in SECTIONS:
        run = partial(interview.open_section, section.id)
        # As wide as the last number, since the palette sorts as text.
        yield Named(f"{section.number:>2} {section.title}", section.intro, run)
    for question in QUESTIONS.values():
        if question.internal:
            continue
        run = partial(interview.go_to_question, question.id)
        where = f"{question.id} · {SECTION_OF[question.id].title}"
        yield Named(asks_in_full(question.id), where, run)


def key_name(key: str) -> str:
    """Return a key as it is printed on keyboards: `ctrl+n` is Ctrl+N."""
    return "+".join(_KEY_NAMES.get(part, part.capitalize()) for part in key.split("+"))


class ByName(Provider):
    """Gives the palette what fits what was typed, and everything where nothing was."""

    async def discover(self) -> Hits:
        """Yield everything, by name."""
        for named in sorted(everything(cast(Ways, self.app)), key=lambda named: named.title):
            yield DiscoveryHit(Content(named.title), named.run, named.title, named.help)

    async def search(self, query: str) -> Hits:
        """Yield what fits a query, with how well it fits."""
        matcher = self.matcher(query)
        for named in everything(cast(Ways, self.app)):
            fits = matcher.match(named.title)
            if fits > 0:
                title = matcher.highlight(named.title)
                yield Hit(fits * named.counts, title, named.run, named.title, named.help)
