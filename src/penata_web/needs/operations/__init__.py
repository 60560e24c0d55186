"""What is done in this stage."""

from penata_web.needs.operations.readings import start_reading, take_reading
from penata_web.needs.operations.shapes import take_shapes

__all__ = ["start_reading", "take_reading", "take_shapes"]
