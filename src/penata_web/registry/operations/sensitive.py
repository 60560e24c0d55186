"""Opens the sensitive part of a record for one reading, and writes down who read it and why."""

import datetime as dt
from typing import Any

from django.db import transaction

from penata_web.registry import permissions
from penata_web.registry.frames.person import sensitive_rows
from penata_web.shared import acts
from penata_web.shared.acting import Acting


class MayNotOpenError(Exception):
    """This capacity does not need the sensitive part of records."""


@transaction.atomic
def open_sensitive(
    *, employee_id: str, on: dt.date, reason: str, by: Acting, at: dt.datetime
) -> dict[str, list[dict[str, Any]]]:
    """Conditions, kinship and masked columns of somebody whom the caller has found in scope; each view is an act."""
    if not permissions.may_open(by, employee_id):
        raise MayNotOpenError
    acts.record(
        by=by, at=at, verb="OPEN_SENSITIVE", thing="person", thing_id=employee_id, reason=reason, after={"on": on}
    )
    return sensitive_rows(employee_id, on)
