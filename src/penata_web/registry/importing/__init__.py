"""Files brought in: what they hold, what taking them over would do, and what had to be refused."""

from penata_web.registry.importing.changes import Titles, changes, titles
from penata_web.registry.importing.differences import Difference, difference, differences, digest_of
from penata_web.registry.importing.readings import Reading, kept_reading, read_files, read_folder
from penata_web.registry.importing.references import dangling
from penata_web.registry.importing.refusals import (
    Refusal,
    answered_numbers,
    named_in,
    original_cells,
    refusals,
)

__all__ = [
    "Difference",
    "Reading",
    "Refusal",
    "Titles",
    "answered_numbers",
    "changes",
    "dangling",
    "difference",
    "differences",
    "digest_of",
    "kept_reading",
    "named_in",
    "original_cells",
    "read_files",
    "read_folder",
    "refusals",
    "titles",
]
