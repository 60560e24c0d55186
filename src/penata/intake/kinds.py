"""All readers that ``penata intake`` knows, in the order in which equals are tried."""

from typing import Final

from penata.intake import dapodik, dapodik_teachers, formation, job_references, need_list, siasn, unit_hierarchy
from penata.intake.reader import Reader

READERS: Final[tuple[Reader, ...]] = (
    siasn.READER,
    unit_hierarchy.READER,
    job_references.STRUCTURAL,
    job_references.FUNCTIONAL,
    job_references.GENERAL,
    need_list.READER,
    formation.STRUCTURE,
    formation.PEOPLE,
    formation.QUALIFICATIONS,
    dapodik.READER,
    dapodik_teachers.READER,
)
