"""Talent: boxes down to their people, succession, IP-ASN; the figures are those of the rows behind them."""

import polars as pl
import pytest
from django.urls import reverse
from planned_cycles import open_cycle

from penata_web.planning.frames import talent as frames
from penata_web.planning.frames.grounds import Ground, ground_now
from penata_web.shared.models import Capacity

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(cast, now) -> Ground:
    return ground_now(today=now.date(), on=now.date(), agency_id="")


def boxes(grid: frames.Grid) -> dict[int, int]:
    return {box.number: box.people for _row, cells in grid.rows for box in cells}


def test_each_box_counts_the_people_of_its_list(ground) -> None:
    counts = boxes(frames.grid(ground, ""))
    rows = frames.people(ground)
    assert counts == {box: rows.filter(pl.col("box") == box).height for box in range(1, 10)}
    assert sum(counts.values()) > 0


def test_boxes_of_the_offices_add_up_to_those_of_the_agency(ground) -> None:
    whole = frames.grid(ground, "")
    parts = [frames.grid(ground, office) for office in frames.offices(ground)]
    nowhere = frames.people(ground).filter(pl.col("office").is_null()).height
    assert sum(part.total for part in parts) + nowhere == whole.total


def test_high_performance_and_high_potential_is_box_nine(ground) -> None:
    performance, cells = frames.grid(ground, "").rows[0]
    assert (performance, [box.number for box in cells], [box.in_pool for box in cells]) == (
        3, [4, 7, 9], [False, True, True],
    )  # fmt: skip


def test_who_has_no_box_lacks_an_axis(ground) -> None:
    without = frames.people(ground).filter(pl.col("box").is_null())
    assert without.height > 0
    assert (without["missing"] != "").all()
    grid = frames.grid(ground, "")
    assert grid.total - grid.boxed == without.height


def test_succession_tells_when_each_leading_post_falls_vacant(ground) -> None:
    rows = frames.succession(ground)
    empty = rows.filter(pl.col("holder").is_null())
    year = rows.filter(pl.col("when") == "YEAR")
    assert set(empty["when"]) <= {"NOW"}
    assert year["months"].is_between(1, 12).all()
    assert rows.height == ground.leading.height


def test_index_is_a_range_and_never_counts_discipline(ground) -> None:
    rows = frames.index_of_offices(ground)
    assert (rows["low"] < rows["high"]).all()
    assert rows["known_discipline"].sum() == 0


def test_box_opens_its_people_by_name(enter, ground) -> None:
    box, people = max(boxes(frames.grid(ground, "")).items(), key=lambda one: one[1])
    page = enter("analyst").get(reverse("planning:talent"), {"kotak": box}).content.decode()
    named = frames.people(ground).filter(pl.col("box") == box).sort("name")["name"][0]
    assert named in page
    assert f"Kotak {box}" in page
    assert people > 0


@pytest.mark.parametrize("part", ["", "suksesi", "ip-asn"])
def test_every_part_opens_and_is_handed_out_as_a_workbook(enter, part) -> None:
    client = enter("decider")
    url = reverse("planning:talent")
    assert client.get(url, {"lihat": part}).status_code == 200
    name = {"": "orang"}.get(part, part)
    answer = client.get(url, {"lihat": part, f"{name}-berkas": "xlsx"})
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_capacity_bound_to_a_unit_does_not_find_the_page(enter, cast) -> None:
    Capacity.objects.filter(account=cast.analyst).update(unit_id=cast.unit_id)
    assert enter("analyst").get(reverse("planning:talent")).status_code == 404


def test_other_agency_sees_nobody(enter, cast) -> None:
    Capacity.objects.filter(account=cast.analyst).update(agency_id="9999")
    page = enter("analyst").get(reverse("planning:talent")).content.decode()
    assert "<strong>0 dari 0 ASN</strong>" in page


def test_frozen_data_of_a_cycle_is_marked_as_a_draft(enter, cast) -> None:
    cycle = open_cycle(cast.analyst)
    page = enter("analyst").get(reverse("planning:talent"), {"siklus": cycle.pk}).content.decode()
    assert "Dibuka oleh Sdr. Analyst" in page
