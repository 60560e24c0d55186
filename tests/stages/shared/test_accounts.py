"""Accounts: opened, given capacities, closed; each with a reason in the record."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from penata_web.shared.accounts import end_capacity
from penata_web.shared.models import Account, Act, Capacity


@pytest.mark.django_db
def test_admin_opens_an_account_whose_owner_sets_the_password(enter) -> None:
    answer = enter("admin").post("/pengguna/", {"username": "rina", "full_name": "Rina Wulandari, S.E."}, follow=True)
    rina = Account.objects.get(username="rina")
    assert not rina.has_usable_password()
    owner = Client()
    page = owner.get(answer.context["password_url"], follow=True)
    done = owner.post(page.redirect_chain[-1][0], {"password1": "sangat-rahasia-77", "password2": "sangat-rahasia-77"})
    assert done.status_code == 302
    rina.refresh_from_db()
    assert rina.check_password("sangat-rahasia-77")


@pytest.mark.django_db
def test_capacity_given_and_ended_is_recorded(enter, cast) -> None:
    client, address = enter("admin"), f"/pengguna/{cast.nobody.pk}/"
    typed = {"role": "AUDITOR", "valid_from": "2020-01-01", "reason": "ST 12/2026"}
    assert client.post(address, typed).status_code == 302
    assert enter("nobody").get("/jejak/").status_code == 200
    given = Capacity.objects.get(account=cast.nobody)
    client.post(f"/pengguna/peran/{given.pk}/akhiri", {"reason": "tugas selesai"})
    assert enter("nobody").get("/jejak/").status_code == 403
    said = Act.objects.filter(thing="account", thing_id=str(cast.nobody.pk)).order_by("number")
    assert list(said.values_list("verb", "reason")) == [
        ("GIVE_CAPACITY", "ST 12/2026"), ("END_CAPACITY", "tugas selesai"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_nobody_gives_a_capacity_to_oneself(enter, cast) -> None:
    typed = {"role": "DECIDER", "valid_from": "2020-01-01", "reason": "coba"}
    page = enter("admin").post(f"/pengguna/{cast.admin.pk}/", typed)
    assert page.context["form"].non_field_errors() == [
        "Peran tidak dapat diberikan kepada diri sendiri; minta pengelola yang lain."
    ]
    assert Capacity.objects.filter(account=cast.admin).count() == 1


@pytest.mark.django_db
def test_head_without_a_unit_is_refused_beside_the_form(enter, cast) -> None:
    typed = {"role": "UNIT_HEAD", "valid_from": "2020-01-01", "reason": "coba"}
    page = enter("admin").post(f"/pengguna/{cast.nobody.pk}/", typed)
    assert page.context["form"].non_field_errors() == ["Kepala unit harus punya unit."]


@pytest.mark.django_db
def test_closed_account_cannot_enter(enter, cast) -> None:
    client = enter("auditor")
    enter("admin").post(f"/pengguna/{cast.auditor.pk}/kunci", {"reason": "pindah instansi"})
    assert client.get("/jejak/").status_code == 302


@pytest.mark.django_db
def test_ended_capacity_given_today_never_held(cast, acting, now) -> None:
    given = Capacity.objects.create(account=cast.nobody, role="AUDITOR", valid_from=dt.date(2026, 7, 1))
    end_capacity(capacity=given, on=dt.date(2026, 7, 1), by=acting("admin"), at=now, reason="salah")
    assert (given.valid_from, given.valid_until) == (dt.date(2026, 6, 30), dt.date(2026, 6, 30))


@pytest.mark.django_db
def test_first_account_is_made_once(capsys) -> None:
    Capacity.objects.filter(role="ADMIN").delete()
    call_command("first_account", "kepala-sistem", "Andi Saputra, S.Kom.")
    made = Account.objects.get(username="kepala-sistem")
    assert capsys.readouterr().out.startswith("Sandi diatur di: /akun/password/reset/key/")
    assert list(made.capacities.values_list("role", flat=True)) == ["ADMIN"]
    with pytest.raises(CommandError, match="Sudah ada pengelola sistem"):
        call_command("first_account", "lain", "Lain")
