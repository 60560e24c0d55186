"""The record of acts (jejak audit): append-only, each line sealed with the digest of the line before.

``record`` is called inside the transaction of the act itself, so that both stand or neither. Triggers in
the database refuse UPDATE and DELETE; ``problems`` finds a change, a gap, another order or a cut-off end.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from penata_web.shared.acting import Acting
from penata_web.shared.models import Act, ActHead

SEALED: Final = (
    "number", "at", "author_id", "author_name", "role", "agency_id", "unit_id", "verb", "thing", "thing_id", "reason",
    "before", "after", "previous",
)  # fmt: skip


@transaction.atomic
def record(
    *, by: Acting, at: dt.datetime, verb: str, thing: str, thing_id: object, reason: str = "", before: Any = None,
    after: Any = None,
) -> Act:  # fmt: skip
    """Write one act at the end of the record; ``before`` and ``after`` are plain values, as JSON knows them."""
    head = _locked_head()
    act = Act(
        number=head.number + 1,
        at=at,
        author=by.account,
        author_name=str(by.account) if by.account else by.title,
        role=by.role or "",
        agency_id=by.agency_id,
        unit_id=by.unit_id,
        verb=verb,
        thing=thing,
        thing_id=str(thing_id),
        reason=reason,
        before=_plain(before),
        after=_plain(after),
        previous=head.digest,
    )
    act.digest = digest_of(act)
    act.save(force_insert=True)
    ActHead.objects.filter(pk=head.pk).update(number=act.number, digest=act.digest)
    return act


def digest_of(act: Act) -> str:
    """SHA-256 over all that an act says and the digest before it."""
    values: dict[str, Any] = {name: getattr(act, name) for name in SEALED}
    values["at"] = act.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def problems() -> Iterator[str]:
    """What is wrong with the record, in words; nothing when it is whole."""
    previous, expected = "", 1
    for act in Act.objects.order_by("number").iterator(chunk_size=2000):
        if act.number != expected:
            yield f"Nomor {expected} hilang: sesudah {expected - 1} datang {act.number}."
        if act.previous != previous:
            yield f"Nomor {act.number} tidak menyambung pada nomor sebelumnya."
        if act.digest != digest_of(act):
            yield f"Nomor {act.number} tidak lagi seperti waktu ditulis."
        previous, expected = act.digest, act.number + 1
    head = ActHead.objects.get()
    if (head.number, head.digest) != (expected - 1, previous):
        yield f"Akhir catatan hilang: yang terakhir seharusnya nomor {head.number}, yang ada {expected - 1}."


def _locked_head() -> ActHead:
    """The head, held until the transaction ends: acts are written one after another."""
    rows = ActHead.objects.all()
    return (rows.select_for_update() if connection.vendor == "postgresql" else rows).get()


def _plain(value: Any) -> Any:
    """What JSON gives back, so that the digest of the written and of the read act are the same."""
    return None if value is None else json.loads(json.dumps(value, cls=DjangoJSONEncoder))
