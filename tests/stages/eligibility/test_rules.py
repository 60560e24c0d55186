"""The rules page: every rule, who confirmed it, and a trial that answers as the library does."""

import datetime as dt

import pytest

from penata_web.eligibility import operations
from penata_web.registry.models import Confirmation
from penata_web.shared.models import Act

TODAY = dt.date(2026, 7, 1)


@pytest.mark.django_db
def test_home_shows_every_rule_in_force(enter) -> None:
    sheets = operations.rule_sheets(TODAY)
    answer = enter("employee").get("/aturan/?aturan-berkas=xlsx")
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    page = enter("employee").get("/aturan/")
    assert page.context["table"].total == len(sheets) > 60


@pytest.mark.django_db
def test_confirmation_counts_and_is_recorded(enter, acting, now) -> None:
    before = operations.unconfirmed_blocking_rules(TODAY)
    assert "PPK-01" in before
    operations.confirm_rule(
        rule_id="PPK-01", document="PP 11/2017", confirmed_on=TODAY, confirmed_by="Kabag Hukum", note="",
        by=acting("committee"), at=now, today=TODAY,
    )  # fmt: skip
    assert operations.unconfirmed_blocking_rules(TODAY) == [rule for rule in before if rule != "PPK-01"]
    assert Confirmation.objects.current().get().rule_id == "PPK-01"
    assert Act.objects.filter(verb="CONFIRM_RULE", thing_id="PPK-01").count() == 1


@pytest.mark.django_db
def test_confirmation_from_the_future_is_refused_and_keeps_what_was_typed(enter) -> None:
    typed = {"document": "PP 11/2017", "confirmed_on": "2999-01-01", "confirmed_by": "Kabag Hukum", "note": "x"}
    page = enter("committee").post("/aturan/MUT-03/konfirmasi", typed)
    assert page.status_code == 200
    assert page.context["form"].errors["confirmed_on"] == ["Tanggal ini belum tiba; isi tanggal naskah dicocokkan."]
    assert "Kabag Hukum" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["analyst", "employee", "auditor", "head"])
def test_confirmation_is_for_committee_and_admin(enter, name: str) -> None:
    assert enter(name).get("/aturan/MUT-03/konfirmasi").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(("since", "found"), [("2026-06-01", "BAR"), ("2019-06-01", "PASS"), ("", "UNKNOWN")])
def test_trial_answers_as_the_library(enter, since: str, found: str) -> None:
    page = enter("employee").get(
        "/aturan/MUT-03/", {"on": "2026-07-01", "person_employment": "PNS", "person_in_post_since": since}
    )
    assert page.context["answer"].found == found


@pytest.mark.django_db
def test_trial_with_an_unreadable_value_says_so(enter) -> None:
    page = enter("employee").get("/aturan/MUT-03/", {"on": "2026-07-01", "person_in_post_since": "kemarin"})
    assert page.context["form"].errors == {
        "person_in_post_since": ["Nilai ini tidak terbaca; tulis angka, atau tanggal seperti 2026-06-30."]
    }
    assert page.context["answer"] is None


@pytest.mark.django_db
def test_unknown_rule_does_not_exist(enter) -> None:
    assert enter("employee").get("/aturan/XYZ-99/").status_code == 404
