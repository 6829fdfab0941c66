"""What all tests share: hypothesis profiles, the seed, and the material that lies beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("WIKIREL_SHARED", ROOT.parent / "shared"))

settings.register_profile(
    "default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "long", deadline=None, max_examples=3000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def seed_text() -> str:
    """The founding document, in the plain rendering."""
    return (ROOT / "seeds" / "cuba-peru.txt").read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def seed_wiki() -> str:
    """The same article in wikitext."""
    return (ROOT / "seeds" / "cuba-peru.wiki").read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The read-only material beside the repository; tests that need it skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"the shared material is not there (looked for {SHARED.name}/ beside the repository)")
    return SHARED
