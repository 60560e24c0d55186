"""All readers that ``penata intake`` knows, in the order in which equals are tried."""

from typing import Final

from penata.intake import siasn
from penata.intake.reader import Reader

READERS: Final[tuple[Reader, ...]] = (siasn.READER,)
