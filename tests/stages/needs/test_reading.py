"""Readings: the library's own figures, once for the same data, told when they are out of date."""

import datetime as dt
from dataclasses import asdict

import pytest
from django.core.management import call_command
from django.urls import reverse
from web_cast import AS_OF, NOW, regency

from penata.facts import facts_of
from penata.needs import departures, overview, projection
from penata.policy import parse_policy
from penata_web.needs.frames.readings import balances, seen
from penata_web.needs.models import Reading
from penata_web.needs.operations import start_reading, take_reading
from penata_web.needs.queries import Scope, is_stale, latest_reading, scope_of
from penata_web.registry.models import Batch
from penata_web.registry.operations import take_rows
from penata_web.shared.models import Act, Job

pytestmark = pytest.mark.django_db


def facts():
    return facts_of(regency(), parse_policy("", as_of=AS_OF))


def one_post_more(by, at=NOW):
    """A batch that raises the need of one post by one person."""
    posts = regency()["posts"].filter(regency()["posts"]["need"] == 1).head(1)
    return take_rows(title="Satu lagi", rows={"posts": posts.with_columns(need=posts["need"] + 1)}, on=AS_OF, by=by,
                     at=at)  # fmt: skip


def test_reading_gives_the_figures_of_the_library(reading) -> None:
    told, ahead = overview(facts()), projection(facts())
    for name, number in asdict(told.totals).items():
        assert reading.figures[name] == number, name
    assert reading.figures["balance"] == told.balance
    assert reading.figures["leaving_12_months"] == departures(facts(), months=12).height
    shown = seen(reading, Scope())
    for name in ("post", "unit", "office", "district", "family"):
        assert shown.overview.by(name).equals(told.by(name)), name
        assert shown.projection.by[name].equals(ahead.by[name]), name


def test_names_behind_a_year_are_as_many_as_the_projection_counts(reading) -> None:
    shown = seen(reading, Scope())
    leaving = shown.leaving.filter("seated")
    by_year = [leaving.filter(leaving["year"] == year).height for year in shown.projection.years]
    assert by_year == reading.figures["leaves"]
    assert sum(by_year) > 10


def test_second_reading_of_the_same_data_is_the_first(reading, acting) -> None:
    again = take_reading(day=AS_OF, by=acting("analyst"), at=NOW, step=lambda *_: None)
    assert again.pk == reading.pk
    assert Reading.objects.count() == 1
    assert Act.objects.filter(verb="READ_NEEDS").count() == 1


def test_reading_is_stale_once_a_batch_was_taken(reading, acting) -> None:
    assert not is_stale(reading)
    one_post_more(acting("analyst"))
    assert is_stale(reading)
    second = take_reading(day=AS_OF, by=acting("analyst"), at=NOW, step=lambda *_: None)
    assert (second.pk != reading.pk, is_stale(second), latest_reading()) == (True, False, second)
    assert second.figures["need"] == reading.figures["need"] + 1
    history = balances([reading, second], Scope())
    assert [value for _day, value in history] == [reading.figures["balance"], second.figures["balance"]]


def test_part_of_a_unit_head_is_what_the_library_says_of_those_posts(reading, acting, cast) -> None:
    scope = scope_of(acting("head"))
    part, whole = seen(reading, scope), seen(reading, Scope())
    posts = whole.posts.filter(whole.posts["path"].str.starts_with(scope.path))
    assert part.overview.posts["post_id"].to_list() == posts["post_id"].to_list()
    assert part.overview.totals.need == posts["need"].sum()
    assert part.overview.totals.filled == posts["filled"].sum()
    assert cast.other_unit_id not in part.overview.units["unit_id"].to_list()
    assert set(part.facts.persons["unit_id"]) <= set(part.overview.units["unit_id"])
    assert 0 < posts.height < whole.posts.height


def test_unit_head_sees_the_own_balance_over_time(reading, acting) -> None:
    scope = scope_of(acting("head"))
    assert balances([reading], scope) == [(AS_OF, seen(reading, scope).overview.balance)]


def test_reading_is_made_in_the_background(enter, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = enter("analyst").post(reverse("needs:read"))
    job = Job.objects.get()
    assert answer.url == reverse("job", args=[job.pk])
    assert (job.state, job.error, job.result_url) == ("DONE", "", reverse("needs:home"))
    assert Reading.objects.get().day == AS_OF


def test_second_request_while_one_is_under_way_joins_it(acting) -> None:
    first = start_reading(by=acting("analyst"), at=NOW)
    assert start_reading(by=acting("second_analyst"), at=NOW).pk == first.pk


def test_reading_of_a_day_before_the_law_is_refused_in_words(acting, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        start_reading(by=acting("analyst"), at=NOW, day=dt.date(1950, 1, 1))
    job = Job.objects.get()
    assert (job.state, Reading.objects.count()) == ("FAILED", 0)
    assert "masa berlaku" in job.error


def test_banner_offers_to_read_again_only_to_who_may(reading, enter, acting) -> None:
    one_post_more(acting("analyst"))
    for name, offered in (("analyst", True), ("admin", True), ("head", False), ("committee", False)):
        page = enter(name).get(reverse("needs:home")).content.decode()
        assert "Data berubah sejak angka ini dihitung" in page
        assert (f'action="{reverse("needs:read")}"' in page) == offered, name


def test_first_page_without_a_reading_says_what_to_do(enter) -> None:
    page = enter("analyst").get(reverse("needs:home")).content.decode()
    assert "Kebutuhan belum dihitung" in page
    assert "Hitung sekarang" in page
    assert "Minta analis mutasi" in enter("committee").get(reverse("needs:home")).content.decode()


def test_first_page_without_data_leads_to_the_data(enter) -> None:
    Batch.objects.update(state="UNDONE")
    page = enter("analyst").get(reverse("needs:shortages")).content.decode()
    assert reverse("registry:home") in page
    assert "Belum ada data" in page


def test_command_reads_the_newest_day(capsys) -> None:
    call_command("read_needs")
    reading = Reading.objects.get()
    assert reading.day == AS_OF
    assert f"kurang {reading.figures['shortage']} orang" in capsys.readouterr().out
