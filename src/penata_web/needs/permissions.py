"""Who may do what in this stage; units and agencies are cut in the queries."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata_web.needs.enums import SheetState
from penata_web.needs.models import NeedSheet
from penata_web.registry.permissions import QUALITY_READERS
from penata_web.shared.acting import Acting
from penata_web.shared.enums import Role

READERS: Final = (Role.ANALYST, Role.COMMITTEE, Role.DECIDER, Role.AUDITOR, Role.ADMIN, Role.UNIT_HEAD)
"""Who sees what is needed and who is there."""

NAME_READERS: Final = QUALITY_READERS
"""Who also sees by name who leaves and who is nearest."""

READING_STARTERS: Final = (Role.ANALYST, Role.ADMIN)
"""Who may have the registry read again, and bring outlines of districts."""

PREPARERS: Final = (Role.ANALYST, Role.UNIT_HEAD)
"""Who writes need sheets."""

APPROVERS: Final = (Role.COMMITTEE, Role.DECIDER)
"""Who sets a need for the agency."""

TAKERS: Final = (Role.ANALYST,)
"""Who enters needs that were set, or that norms give, into the data."""


@dataclass(frozen=True, slots=True)
class Step:
    """One way a sheet can go: from a state to another, by whom, and whether a reason is asked for."""

    name: str
    label: Any
    source: SheetState
    target: SheetState
    roles: tuple[Role, ...]
    needs_reason: bool = False
    approves: bool = False


STEPS: Final = (
    Step("submit", gettext_lazy("Ajukan ke kepala unit"), SheetState.DRAFT, SheetState.SUBMITTED, PREPARERS),
    Step("withdraw", gettext_lazy("Batalkan lembar ini"), SheetState.DRAFT, SheetState.WITHDRAWN, PREPARERS, True),
    Step("approve", gettext_lazy("Setujui sebagai kepala unit"), SheetState.SUBMITTED, SheetState.HEAD_APPROVED,
         (Role.UNIT_HEAD,), approves=True),
    Step("return", gettext_lazy("Kembalikan"), SheetState.SUBMITTED, SheetState.DRAFT, (Role.UNIT_HEAD,), True),
    Step("freeze", gettext_lazy("Tetapkan untuk instansi"), SheetState.HEAD_APPROVED, SheetState.FROZEN, APPROVERS,
         approves=True),
    Step("send-back", gettext_lazy("Kembalikan ke penyusun"), SheetState.HEAD_APPROVED, SheetState.DRAFT, APPROVERS,
         True),
)  # fmt: skip
"""States and transitions of a need sheet; nothing else changes its state but that a newer version supersedes it."""


def steps_of(sheet: NeedSheet, acting: Acting) -> list[tuple[Step, str]]:
    """The steps that a capacity sees at a sheet, each with what stands in its way ("": nothing)."""
    return [
        (step, why_not(step, sheet, acting)) for step in STEPS if step.source == sheet.state and acting.has(*step.roles)
    ]


def why_not(step: Step, sheet: NeedSheet, acting: Acting) -> str:
    """What stands in the way of a step, in words; empty where nothing does. Who prepared a need does not approve it."""
    if sheet.state != step.source or not acting.has(*step.roles):
        return _("Langkah ini tidak tersedia sekarang.")
    if step.target in {SheetState.SUBMITTED, SheetState.FROZEN} and sheet.need is None:
        return _("Kebutuhan belum dapat dihitung: %(problem)s") % {"problem": sheet.problem or _("belum ada tugas")}
    if not step.approves:
        return ""
    account = acting.account
    if account is None or sheet.editors.filter(pk=account.pk).exists():
        return _("Anda ikut menyusun lembar ini; yang menyetujui harus orang lain.")
    if sheet.head_by_id == account.pk:
        return _("Anda sudah menyetujui lembar ini sebagai kepala unit; penetapan harus oleh orang lain.")
    return ""


def may_write(sheet: NeedSheet, acting: Acting) -> bool:
    """Whether the lines can be changed now, in this capacity."""
    return sheet.state == SheetState.DRAFT and acting.has(*PREPARERS)
