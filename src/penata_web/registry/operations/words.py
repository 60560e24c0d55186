"""What people say of their own records, and what the office answers."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from penata_web.registry.enums import Outcome, Stance
from penata_web.registry.frames.fields import Field
from penata_web.registry.models import FieldWord, PersonLine
from penata_web.shared import acts
from penata_web.shared.acting import Acting


@transaction.atomic
def confirm_fields(*, line: PersonLine, fields: Sequence[Field], by: Acting, at: dt.datetime) -> int:
    """The person says that these fields are right; how many."""
    for field in fields:
        _word(line=line, field=field, stance=Stance.CONFIRM, text="", by=by, at=at).save()
    acts.record(
        by=by, at=at, verb="CONFIRM_FIELDS", thing="person", thing_id=line.employee_id,
        after={"fields": [field.name for field in fields]},
    )  # fmt: skip
    return len(fields)


@transaction.atomic
def dispute_field(*, line: PersonLine, field: Field, text: str, by: Acting, at: dt.datetime) -> FieldWord:
    """The person says that a field is wrong: a task for the analyst of the agency."""
    word = _word(line=line, field=field, stance=Stance.DISPUTE, text=text, by=by, at=at)
    word.validate_constraints()
    word.save()
    acts.record(
        by=by, at=at, verb="DISPUTE_FIELD", thing="person", thing_id=line.employee_id, reason=text,
        before={field.name: field.value},
    )  # fmt: skip
    return word


class AlreadyAnsweredError(Exception):
    """Somebody else answered in the meantime."""


@transaction.atomic
def answer_dispute(*, word: FieldWord, outcome: Outcome, answer: str, by: Acting, at: dt.datetime) -> FieldWord:
    """Close the task with an answer that the person reads."""
    assert by.account is not None
    waiting = FieldWord.objects.filter(pk=word.pk, stance=Stance.DISPUTE, outcome="")
    if not waiting.update(outcome=outcome, answer=answer, answered_by=by.account, answered_at=at):
        raise AlreadyAnsweredError
    acts.record(
        by=by, at=at, verb="ANSWER_DISPUTE", thing="person", thing_id=word.employee_id, reason=answer,
        after={"word": word.pk, "outcome": outcome},
    )  # fmt: skip
    word.refresh_from_db()
    return word


def _word(*, line: PersonLine, field: Field, stance: Stance, text: str, by: Acting, at: dt.datetime) -> FieldWord:
    assert by.account is not None
    return FieldWord(
        employee_id=line.employee_id, name=line.name, table=field.table, key=field.key, column=field.column,
        value=field.value, stance=stance, text=text, said_by=by.account, said_at=at, unit=line.unit or "",
        path=line.path, agency_id=line.agency_id,
    )  # fmt: skip
