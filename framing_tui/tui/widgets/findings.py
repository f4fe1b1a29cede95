"""The findings, worst first; each one leads to its question."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from framing_tui.rules.finding import Finding
from framing_tui.tui.hanging import Hanging
from framing_tui.tui.texts import LEVEL_GLYPHS, LEVEL_STYLES, joined
from framing_tui.tui.widgets.cells import JumpWanted


class ExplainWanted(Message):
    """Somebody wants to know more about a finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding


class AcceptWanted(Message):
    """Somebody wants to take a finding on as a known risk, or to take that back."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding


class FindingsList(OptionList):
    """Findings as a list: Enter jumps to the question, `e` explains, `a` accepts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "explain", "explain"),
        Binding("a", "accept", "accept"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, compact=True, id=id)
        self._shown: tuple[tuple[Finding, ...], frozenset[str]] | None = None

    def show(self, findings: tuple[Finding, ...], tentative: frozenset[str]) -> None:
        """Bring the list in line, keeping the cursor where it was."""
        if self._shown == (findings, tentative):
            return
        self._shown = (findings, tentative)
        at = self.highlighted
        self.clear_options()
        self.add_options([Option(Hanging(self._line(f, f.code in tentative))) for f in findings])
        if not findings:
            self.add_option(Option(joined(("nothing found", "$foreground-muted")), disabled=True))
        elif at is not None:
            self.highlighted = min(at, len(findings) - 1)
        elif self.has_focus:
            # On a screen of its own the list has the focus before it has any findings.
            self.highlighted = 0

    def on_focus(self) -> None:
        """Begin with the worst, so that every key that it names works at once."""
        if self.highlighted is None and self._shown is not None and self._shown[0]:
            self.highlighted = 0

    def _line(self, finding: Finding, tentative: bool) -> Content:
        style = LEVEL_STYLES[finding.level] if finding.counts else "$foreground-muted"
        if tentative:
            style += " dim"
        kept = "" if finding.counts else " accepted:" if finding.accepted else " decided:"
        return joined(
            (f"{LEVEL_GLYPHS[finding.level]} {finding.level.value}", style),
            (f"{kept} ", "$foreground-muted"),
            (finding.message, ""),
            (f"  {finding.code}", "$foreground-muted"),
        )

    @property
    def current(self) -> Finding | None:
        """The finding under the cursor."""
        if self._shown is None or self.highlighted is None:
            return None
        findings = self._shown[0]
        return findings[self.highlighted] if self.highlighted < len(findings) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        finding = self.current
        if finding is not None and finding.questions:
            self.post_message(JumpWanted(finding.questions[0]))

    def action_explain(self) -> None:
        if self.current is not None:
            self.post_message(ExplainWanted(self.current))

    def action_accept(self) -> None:
        if self.current is not None:
            self.post_message(AcceptWanted(self.current))
