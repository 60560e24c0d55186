"""What all tests share: examples without a clock, a browser, and which of them belong to the web application."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["web_cast", "api_keys"]

TESTS = Path(__file__).parent
# These run on SQLite and again on PostgreSQL. Elsewhere a test says so itself, with the mark `web`.
WEB = [TESTS / "stages", TESTS / "journeys" / "web"]
CHROMIUM = Path("/usr/bin/chromium")

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# Playwright keeps a loop of events in the test's own thread, where Django would refuse to ask the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is of the web; leave out what needs a browser where none is."""
    absent = pytest.mark.skip(reason=f"Chromium is not installed at {CHROMIUM}")
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in WEB):
            item.add_marker("web")
        if "browser" in item.keywords and not CHROMIUM.exists():
            item.add_marker(absent)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium for the fixtures of pytest-playwright (`page`, `context`)."""
    return {
        "executable_path": str(CHROMIUM),
        "args": ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
    }
