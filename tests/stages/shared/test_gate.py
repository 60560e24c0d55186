"""The gate: nothing opens undeclared, roles are held, reading requests do not write, capacities can be chosen."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from penata_web.shared import acts, gate
from penata_web.shared.acting import NOBODY, acting_in
from penata_web.shared.models import Act, Capacity, Login


def test_view_without_a_declaration_does_not_open() -> None:
    def bare(request): ...

    request = RequestFactory().get("/")
    request.acting = NOBODY
    with pytest.raises(PermissionDenied, match="declares no access"):
        gate.Gate(lambda request: None).process_view(request, bare, [], {})


@pytest.mark.django_db
def test_stranger_is_led_to_the_door() -> None:
    answer = Client().get("/jejak/")
    assert (answer.status_code, answer["Location"]) == (302, "/akun/login/?next=/jejak/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "status"), [("auditor", 200), ("admin", 200), ("analyst", 403), ("employee", 403), ("nobody", 403)]
)
def test_record_of_acts_opens_for_auditor_and_admin(enter, name: str, status: int) -> None:
    assert enter(name).get("/jejak/").status_code == status


@pytest.mark.django_db
def test_reading_request_cannot_write(rf: RequestFactory, acting, now) -> None:
    def writes(request):
        acts.record(by=acting("analyst"), at=now, verb="TRY", thing="test", thing_id=1)

    request = rf.get("/")
    request.user = acting("analyst").account
    request.session = {}
    with pytest.raises(RuntimeError, match="tried to write"):
        gate.Gate(writes)(request)
    with gate.writing():
        gate.Gate(writes)(request)
    assert Act.objects.filter(verb="TRY").count() == 1


@pytest.mark.django_db
def test_capacity_is_chosen_among_the_own_ones(enter, cast) -> None:
    second = Capacity.objects.create(account=cast.analyst, role="COMMITTEE", valid_from=dt.date(2020, 1, 1))
    foreign = Capacity.objects.get(account=cast.admin)
    client = enter("analyst")
    assert client.post("/peran/", {"capacity": foreign.pk}).status_code == 404
    assert client.post("/peran/", {"capacity": second.pk}).status_code == 302
    assert client.get("/peran/").context["acting"] == acting_in(second)


@pytest.mark.django_db
def test_capacity_outside_its_period_gives_nothing(enter, cast) -> None:
    Capacity.objects.filter(account=cast.auditor).update(valid_until=dt.date(2020, 12, 31))
    assert enter("auditor").get("/jejak/").status_code == 403


@pytest.mark.django_db
def test_role_with_second_factor_does_nothing_before_it_is_set_up(enter, settings) -> None:
    settings.SECOND_FACTOR_FOR = {"AUDITOR"}
    answer = enter("auditor").get("/jejak/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))


@pytest.mark.django_db
def test_wrong_password_locks_after_five_times_and_says_so(cast, settings) -> None:
    cast.analyst.set_password("benar-sekali-2026")
    cast.analyst.save()
    client = Client()
    statuses = [client.post("/akun/login/", {"login": "analyst", "password": "salah"}).status_code for _ in range(6)]
    assert statuses[:4] == [200] * 4
    answer = client.post("/akun/login/", {"login": "analyst", "password": "benar-sekali-2026"})
    assert answer.status_code == 429
    assert "15 menit" in answer.content.decode()


@pytest.mark.django_db
def test_oldest_device_is_logged_out(cast, settings) -> None:
    settings.SESSIONS_AT_ONCE = 2
    cast.analyst.set_password("benar-sekali-2026")
    cast.analyst.save()
    clients = [Client() for _ in range(3)]
    for client in clients:
        assert client.post("/akun/login/", {"login": "analyst", "password": "benar-sekali-2026"}).status_code == 302
    assert [client.get("/peran/").status_code for client in clients] == [302, 200, 200]
    assert Login.objects.filter(account=cast.analyst).count() == 2


@pytest.mark.django_db
def test_password_is_kept_by_argon2(cast) -> None:
    cast.analyst.set_password("benar-sekali-2026")
    assert cast.analyst.password.startswith("argon2$")


@pytest.mark.django_db
@pytest.mark.parametrize("bound", ["agency_id", "unit_id"])
def test_files_of_all_agencies_are_for_a_capacity_that_is_bound_to_none(enter, cast, bound: str) -> None:
    assert enter("analyst").get("/data/impor/").status_code == 200
    Capacity.objects.filter(account=cast.analyst).update(**{bound: "X"})
    assert enter("analyst").get("/data/impor/").status_code == 403
