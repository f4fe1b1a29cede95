"""What each archetype is judged by and stands on, under the question that chooses one."""

from __future__ import annotations

from textual.content import Content

from framing_tui.assessment import Assessment
from framing_tui.model.archetype import PROFILES
from framing_tui.model.framing import Framing
from framing_tui.tui.texts import joined, stacked


def draw_profiles(framing: Framing, assessment: Assessment, width: int) -> Content:
    """Return the chosen archetype's profile, or all three until one is chosen."""
    chosen = framing.archetype.kind
    lines = []
    for profile in PROFILES:
        if chosen not in (None, profile.value):
            continue
        style = "$foreground-muted"
        usual = ", ".join(word.replace("-", " ") for word in profile.guardrails)
        lines.append(
            joined(
                (f"  {profile.title}: ", f"bold {style}"),
                (f"judged by {profile.focus}; usual guardrails: {usual}", style),
            )
        )
    return stacked(lines)
