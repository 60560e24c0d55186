"""Who may do what in this stage; units and agencies are cut in the queries."""

from typing import Final

from penata_web.shared.enums import Role

READERS: Final = (Role.ANALYST, Role.COMMITTEE, Role.DECIDER, Role.AUDITOR, Role.ADMIN, Role.UNIT_HEAD)
"""Who sees what is needed and who is there."""

READING_STARTERS: Final = (Role.ANALYST, Role.ADMIN)
"""Who may have the registry read again, and bring outlines of districts."""
