"""What is done in this stage."""

from penata_web.needs.operations.norms import start_taking_norms, take_norms
from penata_web.needs.operations.readings import start_reading, take_reading
from penata_web.needs.operations.shapes import take_shapes
from penata_web.needs.operations.sheets import (
    NotAllowedError,
    StaleError,
    begin_sheet,
    start_taking,
    step_sheet,
    take_sheets,
    write_sheet,
)

__all__ = [
    "NotAllowedError",
    "StaleError",
    "begin_sheet",
    "start_reading",
    "start_taking",
    "start_taking_norms",
    "step_sheet",
    "take_norms",
    "take_reading",
    "take_shapes",
    "take_sheets",
    "write_sheet",
]
