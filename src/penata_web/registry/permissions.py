"""Who may see what of the registry; agency, unit and own person are cut in the queries."""

from typing import Final

from penata_web.shared.acting import Acting
from penata_web.shared.enums import Role

PERSON_READERS: Final = (Role.ANALYST, Role.UNIT_HEAD, Role.COMMITTEE, Role.DECIDER, Role.EMPLOYEE, Role.AUDITOR)
"""Roles that see people by name; the keeper of the system does not need to."""

QUALITY_READERS: Final = tuple(role for role in PERSON_READERS if role != Role.EMPLOYEE)
"""Roles that see which records are wanting; a person sees those of the own record on the own page."""

ORGANISATION_READERS: Final = (
    Role.ANALYST, Role.UNIT_HEAD, Role.COMMITTEE, Role.DECIDER, Role.AUDITOR, Role.ADMIN,
)  # fmt: skip
"""Roles that see units and posts."""

OPENERS: Final = (Role.ANALYST, Role.COMMITTEE, Role.EMPLOYEE)
"""Roles that may open sensitive data: those who prepare and weigh, and the person themselves; each view is recorded."""

IMPORTERS: Final = (Role.ANALYST, Role.ADMIN)
"""Roles that bring files in, take them over and undo it."""

IMPORT_READERS: Final = (*IMPORTERS, Role.AUDITOR)
"""Roles that see what was brought in."""

TASK_READERS: Final = (Role.ANALYST, Role.UNIT_HEAD, Role.AUDITOR)


def sees_people(acting: Acting) -> bool:
    """Whether the capacity meets people by name at all."""
    return acting.has(*PERSON_READERS)


def is_own(acting: Acting, employee_id: str) -> bool:
    """Whether somebody acts as the person that a record tells of."""
    return acting.role == Role.EMPLOYEE and acting.employee_id == employee_id != ""


def may_open(acting: Acting, employee_id: str) -> bool:
    """Whether the sensitive part of a record may be opened, where the record itself may be seen."""
    return acting.has(*OPENERS) and (acting.role != Role.EMPLOYEE or is_own(acting, employee_id))


def may_answer(acting: Acting) -> bool:
    """Whether disputes are answered in this capacity; a head of a unit only sees them."""
    return acting.role == Role.ANALYST
