"""The rules for programs: what each asks, on which article, how sure the text is, and what is confirmed."""

import datetime as dt
from typing import Literal

from django.http import Http404
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from penata_web.eligibility import operations
from penata_web.eligibility.forms import ConfirmForm
from penata_web.eligibility.frames import RuleSheet
from penata_web.eligibility.permissions import MAY_CONFIRM
from penata_web.shared.acting import Request
from penata_web.shared.answers import OF_A_CHANGE, OF_ONE, REFUSALS, Answer, Day, Id, Page, Part, part_of, wrong_values
from penata_web.shared.enums import Role
from penata_web.shared.tokens import for_roles

router = Router(tags=["rules"])


class RulesWanted(Part):
    """Which rules."""

    rule_class: Literal["", "HARD", "GATE", "SOFT", "INFO"] = Field(
        "", description="HARD bars, GATE asks for a document, SOFT and INFO are noted."
    )
    confirmed: bool | None = Field(None, description="Only those that the legal office has confirmed, or has not.")


class Confirmed(Schema):
    """What the legal office compared, when and who."""

    document: str
    on: dt.date
    by: str
    note: str
    outdated: bool = Field(description="The rule has changed since: the confirmation does not count.")


class RuleFound(Schema):
    """A rule in plain words."""

    id: str
    family: str
    demand: str
    demand_en: str
    rule_class: str
    citation: str
    confidence: str
    must_check: bool = Field(description="Its text must still be compared with the official one.")
    sensitive: bool
    is_confirmed: bool


class RuleTold(RuleFound):
    """A rule with all that is said of it; each line is a label and a text."""

    lines: list[tuple[str, str]]
    confirmation: Confirmed | None


class Compared(Schema):
    """Document, date and name: what makes a confirmation one."""

    document: str = Field(min_length=1, max_length=500, pattern=r"^[^\u0000]*$")
    confirmed_on: Day
    confirmed_by: str = Field(min_length=1, max_length=200, pattern=r"^[^\u0000]*$")
    note: str = Field("", max_length=2000, pattern=r"^[^\u0000]*$")


@router.get("", response={200: Page[RuleFound], **REFUSALS}, summary="All rules")
@for_roles(*Role)
def rules(request: Request, wanted: Query[RulesWanted]) -> Answer:  # noqa: ARG001 - ninja passes it
    """Every rule that is in force today."""
    found = [
        sheet
        for sheet in operations.rule_sheets(timezone.localdate())
        if wanted.rule_class in {"", sheet.rule_class} and wanted.confirmed in {None, sheet.is_confirmed}
    ]
    return part_of(found, wanted)


@router.get("/{rule_id}", response={200: RuleTold, **OF_ONE}, summary="One rule")
@for_roles(*Role)
def rule(request: Request, rule_id: Id) -> Answer:  # noqa: ARG001 - ninja passes it
    """One rule with all that is said of it."""
    return _sheet(rule_id)


@router.post("/{rule_id}/confirmation", response={201: RuleTold, **OF_A_CHANGE}, summary="Confirm a rule")
@for_roles(*MAY_CONFIRM)
def confirm(request: Request, rule_id: Id, compared: Compared) -> Answer:
    """Say that the rule was compared with the official text."""
    now, today = timezone.now(), timezone.localdate()
    _sheet(rule_id)
    form = ConfirmForm(compared.model_dump(), today=today)
    if not form.is_valid():
        raise wrong_values(form.errors)
    operations.confirm_rule(rule_id=rule_id, by=request.acting, at=now, today=today, **form.cleaned_data)
    return Status(201, _sheet(rule_id))


def _sheet(rule_id: str) -> RuleSheet:
    found = next((sheet for sheet in operations.rule_sheets(timezone.localdate()) if sheet.id == rule_id), None)
    if found is None:
        raise Http404
    return found
