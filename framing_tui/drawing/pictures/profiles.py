"""What an archetype is judged by and stands on, under the question that chooses one."""

from __future__ import annotations

from framing_tui.assessment import Assessment
from framing_tui.drawing.parts import InkedLine, InkedRows, clipped
from framing_tui.model.archetype import PROFILES
from framing_tui.model.framing import Framing


def draw_profiles(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
    """Return the profile of the archetype that is chosen, or under the cursor; nothing of others.

    Why not all three: they would push the next question off the screen.
    """
    chosen = framing.archetype.kind
    lines: list[InkedLine] = []
    for profile in PROFILES:
        if chosen != profile.value:
            continue
        usual = ", ".join(word.replace("-", " ") for word in profile.guardrails)
        words = f"{profile.title}: judged by {profile.focus}; usual guardrails: {usual}"
        lines += [((f"  {line}", "quiet"),) for line in clipped(words, width - 2, 3)]
    return tuple(lines)
