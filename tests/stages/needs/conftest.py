"""A reading of the small regency, for tests of what is shown of it."""

from collections.abc import Callable
from typing import Any

import pytest
from web_cast import AS_OF, NOW

from penata_web.needs.models import Reading
from penata_web.needs.operations import take_reading


@pytest.fixture
def reading(acting: Callable[[str], Any]) -> Reading:
    """The registry as it is, read."""
    return take_reading(day=AS_OF, by=acting("analyst"), at=NOW, step=lambda *_: None)
