"""What happens to the program, run by run: blows at random instants, and noise on its stdin.

It is started by its path, reads jobs from stdin as lines of JSON, shares the runs of each out among
a few processes, and leaves a line of JSON for each run in the job's folder. Every run has a seed of
its own, so that one can be had again. It judges nothing: that is for the tests.
"""

from __future__ import annotations

import gc
import json
import os
import random
import re
import shutil
import signal
import string
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from nursery import COLUMNS, FIRST_SCREEN, PATIENCE, Program, Stuck, resize

# What a file holds before half of the runs: an answer and a comment that nobody may lose.
EARLIER = 'format = 1\ntitle = "Kept"\n\n[stack]\n# ours\nobjective = "as before"\n'
SAVED = re.compile(r"\bsaved \d\d:\d\d")
# Where the lines of the open card begin.
MARK = "  ┃ "
# Ctrl+Q leaves the program (twice, where anything was answered), and is left out of the noise.
QUIT = b"\x11"
PASTE_ENDS = b"\x1b[201~"
# A screen is several thousand bytes; a clock or a cursor would not write as much.
A_SCREEN = 1_000
# How many strings of noise one program takes, and after how many it shows that it still answers.
STRINGS_A_RUN, STRINGS_A_PROOF = 100, 20


class Typist:
    """Types one long word at a person's uneven pace, and watches what the title says of it."""

    def __init__(self, program: Program, rng: random.Random) -> None:
        self.program = program
        self._rng = rng
        self.text = ""
        self._times: list[float] = []
        self.called_saved = ""
        self._is_saved = False
        program.on_drawn = self._watch

    def type_for(self, seconds: float) -> None:
        """Type and watch for so long, then stop in the middle of whatever goes on."""
        key = time.monotonic()
        end = key + seconds
        while (now := time.monotonic()) < end and not self.program.ended:
            if now >= key:
                letters = "".join(
                    self._rng.choices(string.ascii_lowercase, k=self._rng.choice([1, 1, 2]))
                )
                self.text += letters
                self._times += [now] * len(letters)
                self.program.send(letters.encode())
                key = now + self._rng.choice([0.03, 0.03, 0.06, 0.1, 0.2, 0.6, 0.9])
            self.program.pump(max(0.001, min(key, end) - time.monotonic()))

    def _watch(self) -> None:
        """Keep what the field showed when the title turned to “saved”."""
        is_saved = SAVED.search(self.program.title) is not None
        if is_saved and not self._is_saved:
            self.called_saved = max(self.called_saved, self.shown(), key=len)
        self._is_saved = is_saved

    def shown(self) -> str:
        """Return how much of the text the open card shows; it may have wrapped there."""
        display = self.program.screen.display
        shown = ""
        for line in [line[len(MARK) :].strip() for line in display if line.startswith(MARK)]:
            if self.text.startswith(shown + line):
                shown += line
            elif shown:
                break
        return shown

    def told(self, blow_at: float) -> dict[str, Any]:
        """Return what was typed, how long before the blow, and what of it was called saved."""
        return {
            "typed": self.text,
            "ago": [round(blow_at - moment, 4) for moment in self._times],
            "called_saved": self.called_saved,
            "held_up": self.program.held_up,
        }


def blow(program: Program, rng: random.Random, *, how: str, within: float) -> dict[str, Any]:
    """End the program at a random instant while somebody types."""
    program.wait_for(FIRST_SCREEN)
    typist = Typist(program, rng)
    typist.type_for(rng.uniform(0, within))
    at = time.monotonic()
    told = program.end(partial(deal, program, how), reading=how not in ("closed", "blocked"))
    return told | typist.told(at)


def deal(program: Program, how: str) -> None:
    """Close the terminal, end the leader of the session, or send a signal."""
    if how == "closed":
        program.hang_up()
    elif how in ("ignored", "blocked"):
        os.kill(program.leader, signal.SIGKILL)
        os.waitpid(program.leader, 0)
        program.leader = 0
        if how == "blocked":
            # Nobody has told it anything: the terminal that goes with its leader does.
            program.hang_up()
    else:
        os.kill(program.pid, getattr(signal, how))


def stall(program: Program, rng: random.Random) -> dict[str, Any]:
    """Go on typing while nobody reads what the program writes, then ask it to end."""
    program.wait_for(FIRST_SCREEN)
    typist = Typist(program, rng)
    typist.type_for(rng.uniform(0.2, 1.0))
    before, at = len(typist.text), time.monotonic()
    while time.monotonic() < at + 3.0:
        program.send(rng.choice(string.ascii_lowercase).encode(), reading=False)
        time.sleep(0.02)
        if rng.random() < 0.1:
            # A letter is some bytes; a window of another size is drawn anew.
            program.narrow = not program.narrow
            resize(program.slave, COLUMNS - program.narrow)
    # Before anything is read again: the loop stands, and what it has drawn waits in the pty.
    told = program.end(partial(os.kill, program.pid, signal.SIGTERM), reading=False)
    read = len(program.raw)
    while program.pump():
        pass
    return told | {"typed": typist.text[:before], "unread": len(program.raw) - read}


def noise(program: Program, rng: random.Random, *, strings: list[str] | None) -> dict[str, Any]:
    """Send strings that nobody would type; see now and then whether the program still answers."""
    program.wait_for(FIRST_SCREEN)
    sent: list[str] = []
    told: dict[str, Any] = {"stuck": ""}
    given = [bytes.fromhex(s) for s in strings or ()] or [_noise(rng) for _ in range(STRINGS_A_RUN)]
    try:
        for number, some in enumerate(given):
            sent.append(some.hex())
            program.send(some)
            if number % STRINGS_A_PROOF == STRINGS_A_PROOF - 1:
                _prove(program)
        told |= program.end(partial(_ask_to_leave, program))
    except Stuck as stuck:
        told["stuck"] = str(stuck)
    program.look()
    told["ended"] = program.ended
    if told["stuck"] or (program.ended or {}).get("code") != 0:
        told["strings"] = sent
        told["tail"] = program.raw[-3000:].decode("latin-1")
    return told | {"count": len(sent)}


def _ask_to_leave(program: Program) -> None:
    """End what may be half a paste or half a key, and press Ctrl+Q until it is heard."""
    for _ in range(20):
        program.send(PASTE_ENDS)
        _quiet(program, 0.2)
        program.send(QUIT)
        _quiet(program, 1.0)
        if program.ended:
            return


def _prove(program: Program) -> None:
    """Make the window a little narrower, or wide again: a living program draws itself anew."""
    end = time.monotonic() + PATIENCE
    _quiet(program, 0.05)
    size = len(program.raw)
    while len(program.raw) < size + A_SCREEN:
        program.narrow = not program.narrow
        resize(program.slave, COLUMNS - program.narrow)
        # Once more where it has not: it looks only now, and sees the size that it had before.
        _read_until(program, size + A_SCREEN, min(end, time.monotonic() + 3.0))
        if program.ended or time.monotonic() > end:
            raise Stuck(f"does not draw itself anew; ended: {program.ended}")


def _read_until(program: Program, size: int, end: float) -> None:
    """Read until so much has come in all, the program has ended, or it is too late."""
    while len(program.raw) < size and not program.ended and time.monotonic() < end:
        program.pump(0.05)
        program.look()


def _quiet(program: Program, seconds: float) -> None:
    """Read until nothing has come for so long."""
    now = last = time.monotonic()
    longest = now + 10.0
    while not program.ended and now < min(longest, last + seconds):
        came = program.pump(last + seconds - now)
        program.look()
        now = time.monotonic()
        last = now if came else last


# Pieces of what terminals send, so that noise gets past the first byte.
PIECES = [
    b"\x1b", b"\x1b[", b"\x1bO", b"\x1b]", b"\x1bP", b"\x1b_", b"\x9b", b"\x1b\\", b"\x07",
    b"\x1b[200~", b"\x1b[201~", b"\x1b[I", b"\x1b[O", b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D",
    b"\x1b[5~", b"\x1b[6~", b"\x1b[3~", b"\x1b[Z", b"\t", b"\r", b"\n", b"\x7f", b"\x08", b" ",
    b"\x1bOP", b"\x1bOQ", b"\x1bOR", b"\x1bOS", b"\x1b[15~", b"\x1b[17~", b"\x1b[18~", b"\x1b[19~",
    b"\x1b[20~", b"\x07", b"\x0e", b"\x0f", b"\x10", b"\x12", b"\x13", b"\x19", b"\x1a", b"\x03",
    b"\x1b[<0;", b"\x1b[<64;", b"\x1b[<35;", b"M", b"m", b";", b":", b"~", b"u", b"t", b"c", b"R",
    b"$y", b"\x1b[?", b"\x1b[48;", b"\x1b[?2026;2$y", b"\x1b[?1u", b"\x1b[97;5u", b"\x1b[1;5D",
    b"\x00", b"\xff", b"\xc3", b"\xe2\x82", b"\xf0\x9f", b"\xed\xa0\x80", b"\xc0\x80", b"0", b"n",
]  # fmt: skip


def _noise(rng: random.Random) -> bytes:
    """Return bytes of one of four kinds: any, pieces of keys, numbers, any character at all."""
    kind = rng.random()
    if kind < 0.3:
        some = rng.randbytes(rng.randint(1, 12))
    elif kind < 0.75:
        some = b"".join(rng.choices(PIECES, k=rng.randint(1, 6)))
    elif kind < 0.85:
        numbers = [str(rng.choice([0, 1, 5, 24, 80, 999, 10**9])) for _ in range(rng.randint(1, 6))]
        some = b"\x1b[" + rng.choice([b"", b"<", b"?", b"="])
        some += rng.choice([";", ":"]).join(numbers).encode() + rng.choice(PIECES)[-1:]
    else:
        points = [rng.choice([rng.randint(0, 0x3FF), rng.randint(0, 0x10FFFF)]) for _ in range(4)]
        some = "".join(map(chr, points)).encode("utf-8", "surrogatepass")
    # What is not ended takes all that follows as one paste.
    ended = PASTE_ENDS if rng.random() < 0.3 else b""
    return ended + some.replace(QUIT, b"")


HAZARDS: dict[str, Callable[..., dict[str, Any]]] = {"blow": blow, "stall": stall, "noise": noise}


def serve(job: dict[str, Any]) -> int:
    """Do the runs of a job in a few processes; return how many of these failed themselves."""
    gc.collect()
    gc.freeze()
    workers = []
    for number in range(job["workers"]):
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                _work(job, number)
                code = 0
            except BaseException:
                traceback.print_exc()
            os._exit(code)
        workers.append(pid)
    return sum(os.waitpid(pid, 0)[1] != 0 for pid in workers)


def _work(job: dict[str, Any], worker: int) -> None:
    """Do this process's share of the runs, all in one folder."""
    folder = Path(job["folder"]) / str(worker)
    folder.mkdir()
    with (folder.parent / f"{worker}.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(worker, job["runs"], job["workers"]):
            seed = f"{job['seed']}:{number}"
            rng = random.Random(seed)
            file = folder / "f.toml"
            file.unlink(missing_ok=True)
            # A copy that one has kept is offered to the next, which would take the keys for a word.
            shutil.rmtree(folder / "home", ignore_errors=True)
            is_earlier = rng.random() < 0.5
            if is_earlier:
                file.write_text(EARLIER, encoding="utf-8")
            at = rng.choice(job["at"])
            program = Program(folder, at=at, led=job.get("led", ""), emulate=job["emulate"])
            try:
                told = HAZARDS[job["hazard"]](program, rng, **job["options"])
            except Stuck as stuck:
                told = {"stuck": str(stuck)}
            finally:
                program.clear()
            names = sorted(n.name for n in folder.iterdir() if n.name not in ("f.toml", "home"))
            copies = [c for c in (folder / "home").rglob("*.toml") if ".base." not in c.name]
            if copies:
                # The disk did not take it in time; the next program offers it.
                told["file"] = copies[0].read_text(encoding="utf-8")
            told |= {"seed": seed, "earlier": is_earlier, "others": names}
            print(json.dumps(told), file=lines, flush=True)


if __name__ == "__main__":
    for job in sys.stdin:
        print(serve(json.loads(job)), flush=True)
