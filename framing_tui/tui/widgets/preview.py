"""The kickoff spec as it stands, drawn from the same page that the file is written from."""

from __future__ import annotations

from textual.content import Content

from framing_tui.assessment import Assessment
from framing_tui.model.framing import Framing
from framing_tui.spec.page import build_page
from framing_tui.spec.shape import Field, Page
from framing_tui.tui.texts import joined
from framing_tui.tui.widgets.line import Quiet


class PagePreview(Quiet):
    """The page in the terminal: what will be pasted into the ticket."""

    def show(self, framing: Framing, assessment: Assessment) -> None:
        """Draw the page."""
        self.say(page_text(build_page(framing, assessment)))


def page_text(page: Page) -> Content:
    """Return a page as styled text."""
    head = page.head
    lines: list[Content] = [
        joined((head.title, "bold underline")),
        joined(("Decision: ", "$foreground-muted"), head.decision),
        joined(("Verdict: ", "$foreground-muted"), head.verdict),
    ]
    for extra in (head.money, head.stop):
        lines.append(_field(extra))
    for action in head.actions:
        who = ", ".join(word for word in (action.owner, action.due) if word)
        lines.append(
            joined("  → ", action.what, (f"  ({who})" if who else "", "$foreground-muted"))
        )
    lines.append(joined(""))
    for cell in page.cells:
        words = "; ".join(cell.words)
        lines.append(
            joined(
                (f"{cell.sign} {cell.title} {cell.state}", "bold"),
                (f"  {words}" if words else "", "$foreground-muted"),
            )
        )
    lines.append(joined(""))
    lines.extend(_field(field) for field in page.fields)
    return Content("\n").join(lines)


def _field(field: Field) -> Content:
    parts: list[tuple[str, str] | str] = [(f"{field.label}: ", "bold")]
    for at, part in enumerate(field.parts):
        parts.append(" · " if at else "")
        parts.append((f"{part.label}: " if part.label else "", "$foreground-muted"))
        parts.append(part.text)
    if field.open:
        parts.append((f"{' · ' if field.parts else ''}open: {', '.join(field.open)}", "$warning"))
    return joined(*parts)
