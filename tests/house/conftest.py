"""What the tests of the house share: the checkout, and the scripts in docs/ as modules."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def script(path: Path) -> ModuleType:
    """Return a script as a module; it is on no path that Python looks at by itself."""
    spec = importlib.util.spec_from_file_location(f"docs_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its module up by name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def generate() -> ModuleType:
    """docs/generate.py."""
    return script(ROOT / "docs" / "generate.py")


@pytest.fixture(scope="session")
def screenshots() -> ModuleType:
    """docs/screenshots.py."""
    return script(ROOT / "docs" / "screenshots.py")
