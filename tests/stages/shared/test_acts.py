"""The record of acts: whole, append-only, and honest about what was done to it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from penata_web.shared import acts
from penata_web.shared.models import Act


def written(acting, now, count: int) -> list[Act]:
    return [
        acts.record(by=acting("analyst"), at=now, verb="TRY", thing="test", thing_id=n, before={"n": n}, reason="uji")
        for n in range(count)
    ]


@pytest.mark.django_db
def test_record_chains_each_act_to_the_one_before(acting, now) -> None:
    first, second = written(acting, now, 2)
    assert second.previous == first.digest
    assert second.number == first.number + 1
    assert list(acts.problems()) == []


@pytest.mark.django_db
def test_database_refuses_to_change_or_delete_an_act(acting, now) -> None:
    written(acting, now, 1)
    for statement in ("UPDATE shared_act SET reason = 'lain'", "DELETE FROM shared_act"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE shared_act SET reason = 'lain' WHERE number = {2}", ["Nomor {2} tidak lagi seperti waktu ditulis."]),
        (
            "DELETE FROM shared_act WHERE number = {3}",
            ["Akhir catatan hilang: yang terakhir seharusnya nomor {3}, yang ada {2}."],
        ),
    ],
)
def test_verify_finds_what_was_done_beneath_the_triggers(acting, now, damage: str, found: list[str]) -> None:
    numbers = [0, *(act.number for act in written(acting, now, 3))]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE shared_act DISABLE TRIGGER ALL")
        else:
            cursor.execute("DROP TRIGGER act_no_update")
            cursor.execute("DROP TRIGGER act_no_delete")
        cursor.execute(damage.format(*numbers))
    assert list(acts.problems()) == [line.format(*numbers) for line in found]
    with pytest.raises(CommandError, match="tidak utuh"):
        call_command("audit", "verify")
