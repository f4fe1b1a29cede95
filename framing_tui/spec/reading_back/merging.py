"""An edited page against the page of the framing that it came from: only what differs is an edit.

Why in rounds: one answer is shown in several places, and much of a page is worked out. Once an
edit is taken over, the page is written again, and whatever it says now by itself is explained.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from framing_tui.assessment import assess
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import WrongValue
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.rules.settings import Settings
from framing_tui.spec.page import build_page
from framing_tui.spec.reading_back.atoms import Atom, atoms_of
from framing_tui.spec.reading_back.compare import Differences, differences
from framing_tui.spec.reading_back.edits import Edit, Said, edits_of
from framing_tui.spec.reading_back.field_reading import read_field
from framing_tui.spec.reading_back.found import Bringing, offer
from framing_tui.spec.reading_back.fragments import in_full, is_open
from framing_tui.spec.reading_back.labels import FIELDS
from framing_tui.spec.reading_back.pieces import Piece, pieces_of
from framing_tui.spec.reading_back.places import is_derived, questions_of
from framing_tui.spec.reading_back.report import quoted
from framing_tui.spec.room import GOES_ON, lines_of

Write = Callable[[Framing], str]
# Texts that go on below come first, as the page shows their beginning alone, and what stands around
# the fields last, as most of it follows from them.
_PHASES = ("whole texts", "fields", "around")
_MOST_ADDED = 100
CELLS_AND_HEAD = ("Where it stands", "The ask", "Gain and cost", "In full")
WORKED_OUT = "worked out from the answers, or said again"
# From so many of its pieces on, a page is a copy of ours, and what it lacks was taken out.
_IS_A_COPY = 0.5


class Left(NamedTuple):
    """Words of a page that no edit of an answer explains, and what stood there before."""

    new: Piece
    old: Piece | None


class Merging:
    """One page, brought into the framing that it came from."""

    def __init__(
        self,
        bringing: Bringing,
        pieces: list[Piece],
        write: Write,
        settings: Settings,
        today: date | None,
    ) -> None:
        self._settings = settings
        self.bringing = bringing
        self._pieces = pieces
        self._write = write
        self._today = today
        self._atoms_of: tuple[Framing | None, list[Atom]] = (None, [])
        self._place: dict[Piece, int] = {}
        self._refused: set[tuple[Piece, str]] = set()
        # What somebody has touched; whatever else differs later is worked out anew.
        self._touched: set[Piece] = set()
        self._accepted: set[Piece] = set()
        self._taken_out: set[tuple[str, str]] = set()
        self._said: Mapping[str, list[Said]] = {}

    def merge(self) -> list[Left]:
        """Take over each edit; return what is left, for whoever reads labels alone."""
        found = self._differences()
        explained = self._explained()
        touched = (*found.added, *(new for _, new in found.pairs))
        self._touched = {piece for piece in touched if piece.field not in explained}
        found = self._still_touched(found._replace(gone=[]))._replace(
            gone=[piece for piece in found.gone if piece.field not in explained]
        )
        self._taken_out = {(piece.field, piece.text) for piece in found.gone}
        is_copy = self._is_copy(found)
        self._place = {piece: at for at, piece in reversed([*enumerate(self._pieces)])}
        for phase in _PHASES:
            before = self.bringing.framing
            if phase == "whole texts":
                self._whole_texts(found)
            else:
                for old, new in found.pairs:
                    if (new.field in CELLS_AND_HEAD) == (phase == "around"):
                        self._edited(old, new)
            if phase == "fields":
                self._items(found, is_copy)
            if self.bringing.framing != before:
                found = self._still_touched(self._differences())
        if is_copy:
            self._tell_gone(found)
        return self._left(found)

    def _explained(self) -> set[str]:
        """Return the fields that say what is answered already, each in the words of the form."""
        whole = in_full(self._pieces)
        explained = set()
        for name in FIELDS:
            of_field = [piece for piece in self._pieces if piece.field == name and piece.text]
            found, left = read_field(name, of_field, self._today, whole) if of_field else ([], [])
            if found and not left and all(map(self.bringing.holds, found)):
                explained.add(name)
        return explained

    def _differences(self) -> Differences:
        framing = self.bringing.framing
        self._said = _said(framing, self._settings)
        return differences(pieces_of(self._write(framing)), self._pieces)

    def _still_touched(self, found: Differences) -> Differences:
        return Differences(
            [pair for pair in found.pairs if pair[1] in self._touched],
            [piece for piece in found.added if piece in self._touched],
            [piece for piece in found.gone if (piece.field, piece.text) in self._taken_out],
            found.same,
        )

    def _all_atoms(self) -> list[Atom]:
        """Return the parts of the framing as it is now, which are looked through piece by piece."""
        framing = self.bringing.framing
        if self._atoms_of[0] is not framing:
            self._atoms_of = (framing, [*atoms_of(framing)])
        return self._atoms_of[1]

    def _atoms(self, piece: Piece) -> list[Atom]:
        if piece.field == "Notes":
            return [atom for atom in self._all_atoms() if atom.beside == "notes"]
        ids = questions_of(piece)
        mine = (atom for atom in self._all_atoms() if atom.question.id in ids)
        return [atom for atom in mine if atom.beside != "notes"]

    def _edited(self, old: Piece, new: Piece) -> None:
        """Take over what was typed in place of answers in one piece."""
        if is_derived(new) or _became_evidence(old, new):
            return
        edits, _ = edits_of(old.text, new.text, self._atoms(old), self._said.get(old.field, ()))
        for edit in edits:
            atom = edit.atoms[0] if len(edit.atoms) == 1 else self._meant(edit, new)
            if atom is None:
                continue
            self._put(atom, edit.typed, new)

    def _put(self, atom: Atom, typed: str, piece: Piece) -> None:
        before = self.bringing.framing
        if GOES_ON[:-1] in typed:
            # A beginning alone is no answer.
            return
        if piece.field in CELLS_AND_HEAD and typed.count(")") > typed.count("("):
            # The bracket that our page sets around the evidence.
            typed = typed.removesuffix(")")
        if not typed or (piece, typed) in self._refused:
            # Whoever takes words out of a page may have wanted a shorter page.
            return
        try:
            now = atom.put(before, typed, self._today)
        except WrongValue as error:
            self._refused.add((piece, typed))
            refused = offer(piece.line, piece.label, atom.question.id, typed, str(error))
            self.bringing.settle([refused])
            return
        if now == before:
            return
        words = f"{quoted(atom.now(before))} → {quoted(typed)}"
        self._accepted.add(piece)
        self.bringing.change(piece.line, piece.label, atom.path, words, now)

    def _meant(self, edit: Edit, piece: Piece) -> Atom | None:
        """Return the one of several answers with the same words that makes the page as it is."""
        ways: list[tuple[Atom, Framing]] = []
        for atom in edit.atoms:
            try:
                now = atom.put(self.bringing.framing, edit.typed, self._today)
            except WrongValue:
                continue
            if all(now != other for _, other in ways):
                ways.append((atom, now))
        if len(ways) < 2:
            return ways[0][0] if ways else edit.atoms[0]
        fitting = [atom for atom, now in ways if self._says(now, piece)]
        return fitting[0] if len(fitting) == 1 else None

    def _says(self, framing: Framing, piece: Piece) -> bool:
        """Tell whether the page of a framing would hold a piece."""
        written = pieces_of(self._write(framing))
        return any(p.field == piece.field and p.text == piece.text for p in written)

    def _whole_texts(self, found: Differences) -> None:
        """Take over texts that go on below the page, each with all of its lines."""
        touched = [new for _, new in found.pairs if new.field == "In full"]
        touched += [piece for piece in (*found.added, *found.gone) if piece.field == "In full"]
        if not touched:
            return
        written = in_full(pieces_of(self._write(self.bringing.framing)))
        read = in_full(self._pieces)
        for about, text in read.items():
            was = written.get(about)
            if was is None or was == text:
                continue
            piece = next(p for p in touched if p.field == "In full")
            for atom in self._all_atoms():
                value = atom.now(self.bringing.framing)
                is_whole = atom.item < 0 and not atom.beside
                if is_whole and "\n".join(lines_of(value)) == was:
                    self._put(atom, text, piece)
                    break

    def _items(self, found: Differences, is_copy: bool) -> None:
        """Take over points that were added to a list of words, or taken out of it."""
        for piece in found.gone:
            atom = self._item_of(piece)
            if atom is None or not is_copy:
                continue
            items = [*self.bringing.framing.answers[atom.question.id]]
            if len(items) > 1:
                del items[atom.item]
                now = self.bringing.framing.with_answer(atom.question.id, tuple(items))
                words = f"{quoted(piece.text)} was taken out"
                self.bringing.change(piece.line, piece.label, atom.path, words, now)
        # More than anybody adds by hand: another list, which is read by its label.
        for piece in found.added if len(found.added) <= _MOST_ADDED else ():
            beside = self._beside(piece)
            if beside is None:
                continue
            atom, after = beside
            items = [*self.bringing.framing.answers[atom.question.id]]
            items.insert(atom.item + after, piece.text)
            try:
                value = atom.question.kind.read(items)
            except WrongValue:
                continue
            now = self.bringing.framing.with_answer(atom.question.id, value)
            words = f"{quoted(piece.text)} was added"
            self.bringing.change(piece.line, piece.label, atom.path, words, now)

    def _item_of(self, piece: Piece) -> Atom | None:
        """Return the item of a list that is all that a piece says."""
        items = [
            atom
            for atom in self._atoms(piece)
            if atom.item >= 0 and atom.question.kind.has_items and piece.text in atom.shown
        ]
        return items[0] if len(items) == 1 else None

    def _beside(self, piece: Piece) -> tuple[Atom, bool] | None:
        """Return the item beside which a piece was put, and whether it stands behind that."""
        at = self._place[piece]
        for place, after in ((at - 1, True), (at + 1, False)):
            if not 0 <= place < len(self._pieces):
                continue
            other = self._pieces[place]
            if other.field == piece.field and other.is_item and not other.is_title:
                atom = self._item_of(other)
                if atom is not None and ": " not in piece.text[:40]:
                    return atom, after
        return None

    def _is_copy(self, found: Differences) -> bool:
        return found.same >= _IS_A_COPY * (found.same + len(found.gone) + len(found.pairs))

    def _tell_gone(self, found: Differences) -> None:
        """Say what a copy of our page no longer says: nothing is deleted by leaving it out."""
        for piece in found.gone:
            if not is_derived(piece) and not is_open(piece.text) and questions_of(piece):
                why = "no longer in the page; it stays in the framing"
                self.bringing.leave(piece.line, piece.label, piece.text, why)

    def _left(self, found: Differences) -> list[Left]:
        """Return what is new, or has words that no answer explains, beside the old words."""
        left: list[Left] = [Left(piece, None) for piece in found.added]
        for old, new in found.pairs:
            if is_derived(new):
                self.bringing.leave(new.line, new.label, new.text, WORKED_OUT)
                continue
            said = self._said.get(old.field, ())
            _, unexplained = edits_of(old.text, new.text, self._atoms(old), said)
            if new in self._accepted and GOES_ON in new.text:
                # How much of a text is shown follows from how long it is.
                continue
            if unexplained:
                left.append(Left(new, old))
        return sorted(left, key=lambda one: one.new.line)


def _became_evidence(old: Piece, new: Piece) -> bool:
    """Tell whether a cell that rested on its evidence has a finding now, or the other way round."""
    sign = "(named as evidence: "
    return (sign in old.text) != (sign in new.text)


def _said(framing: Framing, settings: Settings) -> dict[str, list[Said]]:
    """Return which answers the words of the page of a framing tell, by the field."""
    page = build_page(framing, assess(framing, settings=settings))
    return {
        field.label: [
            Said(" ".join(part.text.split()), part.questions)
            for line in field.lines
            for part in line.parts
            if part.questions
        ]
        for field in (*page.fields, *page.standing)
    }
