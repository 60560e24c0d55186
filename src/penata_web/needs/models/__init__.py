"""The records of this stage."""

from penata_web.needs.models.reading import Reading
from penata_web.needs.models.shapes import DistrictShapes
from penata_web.needs.models.sheet import NeedLine, NeedSheet

__all__ = ["DistrictShapes", "NeedLine", "NeedSheet", "Reading"]
