"""Who acts, in what capacity, over what: goes with every request, job and act."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from penata_web.shared.enums import Role
from penata_web.shared.models import Account, Capacity


@dataclass(frozen=True, slots=True)
class Acting:
    """An account in one of its capacities. ``account`` is None only for what the system does by itself."""

    account: Account | None
    role: Role | None
    agency_id: str = ""
    unit_id: str = ""
    title: str = ""
    capacity_id: int | None = None

    @property
    def employee_id(self) -> str:
        """The person's own NIP, empty where the account belongs to nobody on the payroll."""
        return self.account.employee_id if self.account else ""

    @property
    def sees_everything(self) -> bool:
        """Whether the capacity is bound neither to an agency nor to a unit nor to the own person."""
        return not self.agency_id and not self.unit_id and self.role not in {Role.EMPLOYEE, None}

    def has(self, *roles: Role) -> bool:
        """Whether the capacity is one of these: for what a page offers, not for what it permits."""
        return self.role in roles


NOBODY: Final = Acting(account=None, role=None)
SYSTEM: Final = Acting(account=None, role=None, title="Penata")


def acting_in(capacity: Capacity) -> Acting:
    """The account acting in this capacity."""
    return Acting(
        account=capacity.account,
        role=Role(capacity.role),
        agency_id=capacity.agency_id,
        unit_id=capacity.unit_id,
        title=capacity.title,
        capacity_id=capacity.pk,
    )


class Request(HttpRequest):
    """A request that came through the gate."""

    acting: Acting
    htmx: object
