"""What stands between a wrong output and the harm: the way from one to the other, link by link.

Why drawn as a way: “contained” is said of a whole product, and is true or not at the one place
where nobody looks. The weakest link is what the room should talk about.
"""

from __future__ import annotations

from framing_tui.model.audit import Errors
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.rules.finding import Level

_UNDONE = {
    "at-once": "undone at once",
    "with-effort": "undone with effort",
    "no": "cannot be undone",
}
_NOTHING = "nothing in between"


class Link(NamedTuple):
    """One place on the way: what it is, what is said of it, and how far it can be relied on.

    `level` is red where it stops nothing, a warning where it may let through, None where it holds
    or where it is no obstacle but a place, as the output is.
    """

    name: str
    words: str = ""
    level: Level | None = None

    @property
    def text(self) -> str:
        """The link in words."""
        return f"{self.name} ({self.words})" if self.words else self.name


class Containment(NamedTuple):
    """The links from the output to the person or thing hit, and the weakest of them in words."""

    links: tuple[Link, ...]
    weakest: str

    @property
    def words(self) -> str:
        """The way in one line."""
        return " → ".join(link.text for link in self.links)


def containment(framing: Framing) -> Containment | None:
    """Return the way from the output to the harm; None while nobody has said who catches it."""
    errors = framing.errors
    if errors.who_catches is None:
        return None
    before = _before(framing)
    hit = Link("the person hit" if framing.compliance.people_affected == "yes" else "the harm")
    if "the-person-hit" in errors.caught_by:
        hit = Link(hit.name, "may object, once it has happened")
    after = (Link(_UNDONE[errors.reversible], level=_weight(errors)),) if errors.reversible else ()
    between = before or (Link(_NOTHING, level=Level.RED),)
    return Containment((Link("output"), *between, hit, *after), _weakest(framing, before))


def _before(framing: Framing) -> tuple[Link, ...]:
    """Return what can stop an output before it takes effect, in the order of the way."""
    caught_by = framing.errors.caught_by
    links = []
    if "automatic-limit" in caught_by:
        links.append(Link("automatic limit"))
    if "the-user" in caught_by:
        links.append(Link("the user", _seen(framing), _of_people(framing) or Level.WARN))
    if "independent-reviewer" in caught_by:
        links.append(Link("independent reviewer", _seen(framing), _of_people(framing)))
    return tuple(links)


def _seen(framing: Framing) -> str:
    first = framing.errors.reviewer_sees_first
    return "" if first is None else f"sees {Errors.reviewer_sees_first.kind.show(first)} first"


def _of_people(framing: Framing) -> Level | None:
    return Level.WARN if framing.errors.reviewer_sees_first == "the-output" else None


def _weight(errors: Errors) -> Level | None:
    return {"no": Level.RED, "with-effort": Level.WARN}.get(errors.reversible or "")


def _weakest(framing: Framing, before: tuple[Link, ...]) -> str:
    errors = framing.errors
    if not before:
        if "the-person-hit" in errors.caught_by:
            return "nobody stops it before it takes effect: the person hit finds out"
        return "nobody stops it before it takes effect"
    if all(link.level is not None for link in before):
        if errors.reviewer_sees_first == "the-output":
            return f"{before[-1].name} sees the output first, and tends to follow it"
        return f"{before[0].name} alone stands in between"
    if errors.reversible == "no":
        return "what gets through cannot be undone"
    if errors.reversible == "with-effort":
        return "what gets through is undone with effort"
    return ""
