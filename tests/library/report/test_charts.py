"""Charts say numbers by length, stay inside their frame and are well-formed."""

import re
from xml.etree import ElementTree

import pytest

from penata.report.charts import change_bar, gap_bar, place_map, ribbons


def _tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def _blocks(svg: str) -> dict[str, tuple[float, float]]:
    return {r.get("class"): (float(r.get("x")), float(r.get("width"))) for r in _tree(svg).iter("rect")}


def test_change_bar_is_as_long_as_what_was_missing():
    assert _blocks(change_bar(30, 6, 60)) == {"short": (0.0, 10.0), "found": (10.0, 40.0)}


def test_change_bar_of_nothing_is_empty():
    assert _blocks(change_bar(0, 0, 0)) == {}


def test_change_bar_that_grows_shows_no_gain():
    blocks = [(r.get("class"), float(r.get("width"))) for r in _tree(change_bar(5, 10, 10)).iter("rect")]
    assert blocks == [("short", 50.0), ("short", 50.0)]


def test_gap_bar_puts_shortage_left_and_surplus_right_of_zero():
    blocks = _blocks(gap_bar((6, 3), (2, 0), (6, 4)))
    assert blocks == {"short-before": (-60.0, 60.0), "short": (-30.0, 30.0), "over-before": (0.0, 20.0)}


def test_bars_say_their_numbers():
    assert (
        _tree(gap_bar((1200, 3), (2, 0), (1200, 4))).find("title").text == "kurang 1.200 menjadi 3, lebih 2 menjadi 0"
    )


def _place(key: str, lat: float, lon: float, **counts: int) -> dict:
    figures = {"shortage_before": 0, "shortage_after": 0, "surplus_before": 0, "surplus_after": 0, **counts}
    return {"key": key, "name": f"Kecamatan {key}", "lat": lat, "lon": lon, "need": 10, **figures}


PLACES = [
    _place("A", -3.0, 115.0, shortage_before=3),
    _place("B", -3.5, 115.2, surplus_before=1),
    _place("C", -3.2, 114.9),
]


def test_map_shades_by_what_is_missing():
    looks = {c.find("title").text: c.get("class") for c in _tree(place_map(PLACES, "before", "Peta")).iter("circle")}
    assert looks == {
        "Kecamatan A: kebutuhan 10, kurang 3, lebih 0": "spot short-3",
        "Kecamatan B: kebutuhan 10, kurang 0, lebih 1": "spot over-1",
        "Kecamatan C: kebutuhan 10, kurang 0, lebih 0": "spot even",
    }


def test_map_has_north_up_and_east_right():
    spots = {c.find("title").text[10]: c for c in _tree(place_map(PLACES, "before", "Peta")).iter("circle")}
    assert float(spots["A"].get("cy")) < float(spots["B"].get("cy"))
    assert float(spots["C"].get("cx")) < float(spots["B"].get("cx"))


def test_map_draws_flows_between_its_places_only():
    flows = [{"from_id": a, "to_id": b, "people": n} for a, b, n in (("B", "A", 4), ("B", "Z", 9), ("A", "A", 2))]
    curves = [p for p in _tree(place_map(PLACES, "after", "Peta", flows)).iter("path") if p.get("class") == "curve"]
    assert [curve.find("title").text for curve in curves] == ["Kecamatan B ke Kecamatan A: 4 orang"]


@pytest.mark.parametrize("places", [[_place("A", -3.0, 115.0), _place("B", -3.0, 115.0)], PLACES[:1]])
def test_map_of_places_on_one_spot_stays_on_paper(places):
    svg = place_map(places, "before", "Peta")
    _, _, width, height = map(float, _tree(svg).get("viewBox").split())
    assert all(
        0 <= float(c.get("cx")) <= width and 0 <= float(c.get("cy")) <= height for c in _tree(svg).iter("circle")
    )
    assert "nan" not in svg


def test_ribbons_show_people_on_both_sides():
    flows = [{"from": "Kota", "to": "Hulu", "people": 4}, {"from": "Kota", "to": "Pulau", "people": 2}]
    texts = [text.text for text in _tree(ribbons(flows, "Arus")).iter("text")]
    assert texts == ["Kota 6", "Hulu 4", "Pulau 2"]


def test_ribbons_take_small_places_together():
    flows = [{"from": f"S{n:02}", "to": "Hulu", "people": 30 - n} for n in range(14)]
    texts = [text.text for text in _tree(ribbons(flows, "Arus")).iter("text")]
    assert len(texts) == 12
    assert texts[10] == f"tempat lain {sum(30 - n for n in range(10, 14))}"


def test_names_in_charts_are_escaped():
    svg = ribbons([{"from": "<b>&", "to": '"x"', "people": 1}], "Arus")
    assert [text.text for text in _tree(svg).iter("text")] == ["<b>& 1", '"x" 1']
    assert re.search(r"<b>", svg) is None
