"""The pages of the registry: who sees what, as of which day, in how many queries."""

import datetime as dt
import io

import openpyxl
import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from web_cast import regency

from penata.tables import Dataset, dataset_of
from penata_web.registry import queries
from penata_web.registry.models import Batch, PersonLine, PostLine, UnitLine
from penata_web.registry.operations import take_dataset, undo_batch
from penata_web.shared.acting import SYSTEM, Acting
from penata_web.shared.searching import hits

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 7, 1)
OFFICE_ROLES = ["analyst", "committee", "decider", "auditor"]


def ids(rows) -> set[str]:
    return set(rows.values_list("employee_id", flat=True))


@pytest.mark.parametrize("name", OFFICE_ROLES)
def test_persons_of_a_whole_agency_are_everybody(acting, name: str) -> None:
    assert queries.persons(acting(name), on=TODAY).count() == PersonLine.objects.count() == 300


def test_persons_of_a_head_are_those_at_or_below_the_unit(acting, cast) -> None:
    found = ids(queries.persons(acting("head"), on=TODAY))
    below = UnitLine.objects.get(unit_id=cast.unit_id).path
    assert cast.employee_id in found
    assert found == ids(PersonLine.objects.filter(path__startswith=below))
    assert found.isdisjoint(ids(queries.persons(acting("other_head"), on=TODAY)))


def test_persons_of_an_employee_are_the_own_one(acting, cast) -> None:
    assert ids(queries.persons(acting("employee"), on=TODAY)) == {cast.employee_id}


def test_persons_of_the_keeper_of_the_system_are_none(acting) -> None:
    assert not queries.persons(acting("admin"), on=TODAY).exists()
    assert queries.units(acting("admin"), on=TODAY).exists()


def test_persons_of_another_agency_are_not_seen(acting) -> None:
    line = PersonLine.objects.exclude(path="").first()
    PersonLine.objects.filter(pk=line.pk).update(agency_id="LAIN")
    analyst = acting("analyst")
    other = Acting(account=analyst.account, role=analyst.role, agency_id="LAIN")
    assert ids(queries.persons(other, on=TODAY)) == {line.employee_id}
    assert not queries.units(other, on=TODAY).exists()


@pytest.mark.parametrize(("view", "kind"), [("person", "employee_id"), ("unit", "unit_id"), ("post", "post_id")])
def test_detail_out_of_scope_does_not_exist(enter, cast, view: str, kind: str) -> None:
    model = {"person": PersonLine, "unit": UnitLine, "post": PostLine}[view]
    own = model.objects.filter(path__contains=f"/{cast.unit_id}/").first()
    foreign = model.objects.filter(path__contains=f"/{cast.other_unit_id}/").first()
    head = enter("head")
    assert head.get(reverse(f"registry:{view}", args=[getattr(own, kind)])).status_code == 200
    assert head.get(reverse(f"registry:{view}", args=[getattr(foreign, kind)])).status_code == 404
    assert enter("analyst").get(reverse(f"registry:{view}", args=[getattr(foreign, kind)])).status_code == 200


def test_employee_lands_on_the_own_page_and_on_no_other(enter, cast) -> None:
    client = enter("employee")
    answer = client.get(reverse("registry:home"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("registry:person", args=[cast.employee_id]))
    foreign = PersonLine.objects.exclude(employee_id=cast.employee_id).first()
    assert client.get(reverse("registry:person", args=[foreign.employee_id])).status_code == 404
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("url", "model", "count"),
    [("registry:persons", PersonLine, 8), ("registry:posts", PostLine, 8), ("registry:units", UnitLine, 6)],
)
def test_list_takes_as_many_queries_for_one_row_as_for_three(enter, url: str, model, count: int) -> None:
    client = enter("analyst")
    for rows in (1, 3):
        kept = model.objects.exclude(path="").order_by("pk").values_list("pk", flat=True)[:rows]
        model.objects.exclude(pk__in=list(kept)).delete() if rows == 1 else None
        if rows == 3:
            line = model.objects.get()
            for number in (1, 2):
                line.pk = None
                line.valid_from -= dt.timedelta(days=number)
                line.save()
        model.objects.update(**({"parent_id": None} if model is UnitLine else {}))
        with CaptureQueriesContext(
            connection,
        ) as found:
            answer = client.get(reverse(url))
        shown = answer.context["table"].total if "table" in answer.context else len(answer.context["lines"])
        assert (shown, len(found)) == (rows, count)


def test_person_page_takes_as_many_queries_for_whom_little_is_known(enter, cast) -> None:
    client = enter("analyst")
    rich = cast.employee_id
    poor = PersonLine.objects.filter(post_id=None).first()
    found = []
    for employee_id in (rich, poor.employee_id):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("registry:person", args=[employee_id])).status_code == 200
        found.append(len(asked))
    assert found == [22, 22]


def test_page_before_the_first_batch_says_since_when_data_exist(enter) -> None:
    answer = enter("analyst").get(reverse("registry:persons"), {"per": "2020-01-01"})
    text = answer.content.decode()
    assert "Belum ada data per tanggal ini" in text
    assert "30 Juni 2026" in text
    assert "?per=2026-06-30" in text


@pytest.mark.parametrize(("asked", "said"), [("2999-01-01", "belum tiba"), ("kemarin", "bukan tanggal")])
def test_day_that_cannot_be_is_said_and_today_is_shown(enter, asked: str, said: str) -> None:
    answer = enter("analyst").get(reverse("registry:persons"), {"per": asked})
    assert said in answer.content.decode()
    assert answer.context["day"].is_today


def later(dataset: Dataset):
    """The people of the regency, the first seated one gone and the second elsewhere."""
    people = dataset["employees"].sort("employee_id")
    seated = people.filter(people["post_id"].is_not_null())
    gone, moved = seated["employee_id"][0], seated["employee_id"][1]
    target = seated["post_id"][-1]
    changed = people.filter(pl.col("employee_id") != gone).with_columns(
        pl.when(pl.col("employee_id") == moved).then(pl.lit(target)).otherwise("post_id").alias("post_id")
    )
    return gone, moved, target, changed


@pytest.fixture
def moved_on(acting):
    """A second batch a day later: somebody left, somebody moved."""
    day = dt.date(2026, 7, 1)
    gone, moved, target, changed = later(regency())
    tables = {name: regency()[name] for name in regency().given} | {"employees": changed}
    for name in ("duties", "conditions", "credentials", "appraisals", "talent", "competencies", "service_history",
                 "kinship", "wishes", "decisions", "scores"):  # fmt: skip
        tables.pop(name, None)
    batch = take_dataset(
        dataset=dataset_of(tables), title="Juli", as_of=day, by=SYSTEM, at=dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
    )
    return gone, moved, target, batch


def test_list_as_of_a_day_shows_who_was_there_then(enter, moved_on) -> None:
    gone, moved, target, _ = moved_on
    before, after = dt.date(2026, 6, 30), dt.date(2026, 7, 1)
    then = PersonLine.objects.on(before)
    now = PersonLine.objects.on(after)
    assert then.filter(employee_id=gone).exists()
    assert not now.filter(employee_id=gone).exists()
    assert then.get(employee_id=moved).post_id != target == now.get(employee_id=moved).post_id
    page = enter("analyst").get(reverse("registry:person", args=[gone]))
    assert "Tidak tercatat per" in page.content.decode()
    page = enter("analyst").get(reverse("registry:person", args=[gone]), {"per": "2026-06-30"})
    assert "Keadaan per <strong>30 Juni 2026</strong>" in page.content.decode()
    assert "?per=2026-06-30" in page.content.decode()


def test_lines_of_an_undone_batch_are_as_if_it_never_was(moved_on, acting, now) -> None:
    gone, moved, target, batch = moved_on
    undo_batch(batch=Batch.objects.get(pk=batch.pk), by=acting("analyst"), at=now, reason="salah berkas")
    assert PersonLine.objects.current().filter(employee_id=gone).exists()
    assert PersonLine.objects.current().get(employee_id=moved).post_id != target
    assert PersonLine.objects.count() == 300
    assert not PersonLine.objects.filter(valid_until__isnull=False).exists()


def test_unit_tells_who_came_and_who_went(acting, moved_on) -> None:
    gone, moved, target, _ = moved_on
    analyst, before, after = acting("analyst"), dt.date(2026, 6, 30), dt.date(2026, 7, 1)
    reached = PostLine.objects.current().get(post_id=target).unit_id
    unit = queries.unit(analyst, reached, on=after)
    left = UnitLine.objects.current().get(unit_id=PersonLine.objects.on(before).get(employee_id=gone).unit_id)
    assert moved in ids(queries.came(analyst, unit, since=before, until=after))
    assert gone in ids(queries.went(analyst, left, since=before, until=after))


def test_branch_of_the_tree_is_the_part_that_the_page_takes_in(enter) -> None:
    parent = UnitLine.objects.filter(children__gt=1).first()
    answer = enter("analyst").get(reverse("registry:units"), {"induk": parent.unit_id})
    assert {line.parent_id for line in answer.context["lines"]} == {parent.unit_id}
    assert len(answer.context["lines"]) == parent.children
    text = answer.content.decode()
    assert text.count('<ul id="pohon">') == 1
    assert f"{reverse('registry:unit', args=[answer.context['lines'][0].unit_id])}" in text


@pytest.mark.parametrize("view", ["formasi", "pensiun", "keluar-masuk", "bagan"])
@pytest.mark.parametrize("name", ["analyst", "head", "admin"])
def test_unit_page_opens_in_each_view(enter, cast, view: str, name: str) -> None:
    answer = enter(name).get(reverse("registry:unit", args=[cast.unit_id]), {"lihat": view})
    assert answer.status_code == 200
    line = PersonLine.objects.get(employee_id=cast.employee_id)
    if view == "formasi" or name == "admin":
        assert (line.name in answer.content.decode()) == (name != "admin")


def test_table_exports_to_xlsx_what_the_filter_leaves(enter) -> None:
    answer = enter("analyst").get(
        reverse("registry:persons"), {"pegawai-berkas": "xlsx", "pegawai-category": "PELAKSANA"}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet.max_row - 1 == PersonLine.objects.filter(category="PELAKSANA").count() > 0


def test_figures_of_home_lead_to_their_rows(enter) -> None:
    client = enter("analyst")
    figures = client.get(reverse("registry:home")).context["figures"]
    people, _units, _short, vacant, leaving, _quality = figures
    for value, _unit, _words, url, _tone in (people, vacant, leaving):
        assert client.get(url).context["table"].total == value > 0
    assert all(client.get(url).status_code == 200 for _v, _u, _w, url, _t in figures)


def test_home_without_data_asks_for_an_import_first(enter) -> None:
    Batch.objects.update(state="UNDONE")
    text = enter("analyst").get(reverse("registry:home")).content.decode()
    assert reverse("registry:import-new") in text
    assert "Mulai dari berkas yang sudah ada" in text


def test_home_of_a_head_counts_the_own_unit_only(enter, cast) -> None:
    counts = enter("head").get(reverse("registry:home")).context["counts"]
    path = UnitLine.objects.get(unit_id=cast.unit_id).path
    assert counts["people"] == PersonLine.objects.filter(path__startswith=path).count() < 300


def test_units_carry_the_sums_of_all_below(acting) -> None:
    for top in queries.tops(acting("analyst"), on=TODAY):
        below = PostLine.objects.filter(path__startswith=top.path)
        assert top.all_shortage == sum(below.values_list("shortage", flat=True))
        assert top.all_filled == sum(below.values_list("filled", flat=True))


def test_search_finds_by_number_name_unit_and_post_within_the_scope(enter, acting, cast) -> None:
    own = PersonLine.objects.get(employee_id=cast.employee_id)
    foreign = PersonLine.objects.filter(path__contains=f"/{cast.other_unit_id}/").first()
    post = PostLine.objects.get(post_id=own.post_id)
    analyst, head = acting("analyst"), acting("head")
    assert [hit.title for hit in hits(analyst, cast.employee_id)] == [own.name]
    words = own.name.split(",")[0].split()
    assert own.name in [hit.title for hit in hits(analyst, " ".join(reversed(words)).upper())]
    assert reverse("registry:unit", args=[own.unit_id]) in [hit.url for hit in hits(analyst, own.unit)]
    assert reverse("registry:post", args=[own.post_id]) in [hit.url for hit in hits(analyst, f"{post.unit} {post.job}")]
    assert [hit.title for hit in hits(head, foreign.employee_id)] == []
    assert [hit.url for hit in hits(acting("employee"), own.unit)] == []
    assert hits(Acting(account=None, role=None), own.name) == []
