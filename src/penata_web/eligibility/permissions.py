"""Who may do what with rules; everybody reads them."""

from typing import Final

from penata_web.shared.enums import Role

MAY_CONFIRM: Final = (Role.COMMITTEE, Role.ADMIN)
"""Enters what the legal office confirmed."""
