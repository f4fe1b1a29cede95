"""The bundled templates as the engine has compiled them, kept in the user's cache.

Why: compiling a template takes longer than filling it in. Why only those that come with the
program: what is kept is code, and nobody else's file becomes code that is run later. A folder that
somebody else could write to is left alone, and so is any that cannot be written.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from framing_tui import __version__
from framing_tui.spec import sandbox

_OTHERS_WRITE = 0o022


class CompiledTemplates(BytecodeCache):
    """Compiled templates in one folder; what was compiled otherwise is compiled again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of the file for a template."""
        return name.replace("/", "-")

    def get_source_checksum(self, source: str) -> str:
        """Return what has to be the same: the template, the program, and what compiles it.

        Why the text itself and no hash of it: a module would be read in for that alone.
        """
        made_by = Path(sandbox.__file__).stat()
        return f"{__version__} {made_by.st_mtime_ns} {made_by.st_size}\n{source}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is kept, if it is there and nobody else can have written it."""
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            if _is_own(self._folder):
                bucket.bytecode_from_string(self._file(bucket).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; where that fails, it is compiled once more the next time."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_own(self._folder):
                return
            # Whole or not at all, as another run may read it meanwhile.
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as out:
                kept = Path(out.name)
                out.write(bucket.bytecode_to_string())
            kept.replace(self._file(bucket))

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.template"


def bundled_templates() -> CompiledTemplates | None:
    """Return where compiled templates are kept; None where the user has no cache."""
    import platformdirs

    with contextlib.suppress(OSError, RuntimeError):
        return CompiledTemplates(platformdirs.user_cache_path("framing-tui", appauthor=False))
    return None


def _is_own(folder: Path) -> bool:
    if not hasattr(os, "getuid"):
        # There the folder of a user is closed to others by where it lies.
        return folder.is_dir()
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & _OTHERS_WRITE
