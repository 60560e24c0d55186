"""All readers that ``penata intake`` knows, in the order in which equals are tried."""

from typing import Final

from penata.intake.dapodik import schools as dapodik
from penata.intake.dapodik import teachers as dapodik_teachers
from penata.intake.formation import eformasi as formation
from penata.intake.formation import need_list
from penata.intake.reader import Reader
from penata.intake.siasn import export as siasn
from penata.intake.siasn import job_references, nine_boxes, proposals, unit_hierarchy

READERS: Final[tuple[Reader, ...]] = (
    siasn.READER,
    unit_hierarchy.READER,
    job_references.STRUCTURAL,
    job_references.FUNCTIONAL,
    job_references.GENERAL,
    need_list.READER,
    nine_boxes.READER,
    formation.STRUCTURE,
    formation.PEOPLE,
    formation.QUALIFICATIONS,
    dapodik.READER,
    dapodik_teachers.READER,
    proposals.READER,
)
