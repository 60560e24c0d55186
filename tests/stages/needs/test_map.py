"""Outlines of districts on the map: matched with the districts, the unmatched listed, what is no map refused."""

import json
from dataclasses import replace

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from penata_web.needs.frames import gaps as gaps_module
from penata_web.needs.frames.gaps import places, points
from penata_web.needs.frames.outlines import NotAMapError, outlines
from penata_web.needs.frames.readings import seen, seen_in
from penata_web.needs.models import DistrictShapes
from penata_web.needs.queries import Scope, districts

pytestmark = pytest.mark.django_db

SQUARE = [[[104.0, -3.0], [104.1, -3.0], [104.123456789, -3.1], [104.0, -3.0]]]
KNOWN = {"01": "Rawa Indah", "02": "Pulau Damai"}


def feature(name="nama", value="Rawa Indah", kind="Polygon", coordinates=SQUARE):
    return {
        "type": "Feature", "properties": {name: value}, "geometry": {"type": kind, "coordinates": coordinates},
    }  # fmt: skip


def file_of(*features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def upload(client, content: bytes):
    file = SimpleUploadedFile("batas.geojson", content)
    return client.post(reverse("needs:shapes"), {"berkas": file})


@pytest.mark.parametrize(
    ("name", "value"),
    [("nama", "Kec. rawa indah"), ("KECAMATAN", "RAWA INDAH"), ("kode", "01"), ("WADMKC", "Rawa-Indah")],
)
def test_shape_is_matched_by_name_or_id_however_it_is_written(name: str, value: str) -> None:
    found = outlines(file_of(feature(name, value)), KNOWN)
    assert (found.matched, found.unknown, found.missing) == (("01",), (), ("Pulau Damai",))
    assert found.collection["features"][0]["properties"] == {"id": "01", "name": "Rawa Indah"}
    assert found.collection["features"][0]["geometry"]["coordinates"][0][2] == [104.1235, -3.1]


def test_names_that_find_no_partner_are_listed_on_both_sides() -> None:
    found = outlines(file_of(feature(), feature(value="Laut"), {"type": "Feature", "geometry": None}), KNOWN)
    assert found.unknown == ("Laut", "bentuk ke-3 tanpa nama")
    assert found.missing == ("Pulau Damai",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04\xff", "bukan berkas GeoJSON"),
        (b"[1, 2]", "features"),
        (b'{"features": [3]}', "features"),
        (file_of(feature(value="Laut")), "Laut"),
        (file_of(feature(kind="Point", coordinates=[104, -3])), "bukan bidang"),
        (file_of(feature(coordinates=[[[500_000.0, 9_600_000.0]]])), "bukan derajat"),
        (file_of(feature(coordinates=[[[float("nan"), 0.0]]])), "bukan derajat"),
        (b'{"features": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "bukan berkas GeoJSON"),
        (file_of(feature(coordinates="x")), "tidak dapat dibaca"),
    ],
)
def test_file_that_is_no_map_of_districts_is_refused_with_the_remedy(content: bytes, words: str) -> None:
    with pytest.raises(NotAMapError, match=words):
        outlines(content, KNOWN)


def test_uploaded_outlines_are_on_the_map_and_served_from_here(reading, enter) -> None:
    client = enter("analyst")
    name = next(iter(districts().values()))
    answer = upload(client, file_of(feature(value=name), feature(value="Laut")))
    assert answer.status_code == 302
    shapes = DistrictShapes.objects.get()
    assert (shapes.matched, shapes.unknown, len(shapes.missing)) == (1, ["Laut"], len(districts()) - 1)
    assert "Laut" in client.get(reverse("needs:shapes")).content.decode()
    drawn = client.get(reverse("needs:map")).context["map"]
    assert drawn.shapes_url == reverse("needs:shapes-file", args=[shapes.pk])
    assert name in dict(drawn.shape_values)
    served = enter("head").get(drawn.shapes_url)
    assert json.loads(b"".join(served.streaming_content))["features"][0]["properties"]["name"] == name


def test_refused_file_leaves_the_map_as_it_was(enter) -> None:
    answer = upload(enter("analyst"), b"{}")
    assert answer.status_code == 422
    assert "FeatureCollection" in answer.content.decode()
    assert DistrictShapes.objects.count() == 0


def test_map_of_very_many_places_shows_districts(reading, monkeypatch) -> None:
    whole = seen(reading, Scope())
    posts = whole.facts.posts
    apart = posts.with_columns(lat=pl.lit(-3.0) - posts["post"] / 10_000, lon=pl.lit(104.0))
    scattered = seen_in(replace(whole.facts, posts=apart))
    assert points(scattered).height == places(scattered).height > 50
    monkeypatch.setattr(gaps_module, "MOST_PLACES", 20)
    grouped = points(scattered)
    assert grouped.height == posts["district_id"].n_unique()
    assert grouped["need"].sum() == places(scattered)["need"].sum()
