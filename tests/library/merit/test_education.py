"""Fields of education: the same however they are written, near by field and branch, else nothing."""

import json
import os
from pathlib import Path

import polars as pl
import pytest

from penata.merit.education import closeness, closeness_of, recognised, taxonomy
from penata.merit.points import Words, plain


@pytest.mark.parametrize(
    ("held", "asked", "thousandths"),
    [
        ("S-1 PENDIDIKAN MATEMATIKA", "Pendidikan Matematika", 1000),
        ("Pend. Matematika", "A-IV PENDIDIKAN MATEMATIKA", 1000),
        ("Tadris Matematika", "Pend. MTK", 1000),
        ("Matematika", "Pendidikan Matematika", 700),
        ("Statistika", "Matematika", 700),
        ("Pendidikan MIPA", "Pendidikan Matematika", 400),
        ("Pendidikan Fisika", "Matematika", 400),
        ("Pendidikan Matematika", "Pendidikan", 400),
        ("PGSD", "Pendidikan Matematika", 400),
        ("Pendidikan Sejarah", "Pendidikan Matematika", 0),
        ("Ilmu Hukum", "Matematika", 0),
        ("PAI", "S-1 Pendidikan Agama Islam", 1000),
        ("PPKn", "Pendidikan Pancasila dan Kewarganegaraan", 1000),
        ("D-III Akademi Keperawatan", "S1 Keperawatan (Ners)", 1000),
        ("Adm. Negara", "Ilmu Administrasi Publik", 1000),
        ("Ek. Akuntansi", "S1 Akuntansi", 1000),
        ("S-2 PENDIDIKAN DASAR (BASIC S-1 PENDIDIKAN FISIKA)", "Pendidikan Fisika", 400),
        ("Zymurgi", " zymurgi", 1000),
        ("Zymurgi", "Matematika", 0),
    ],
)
def test_closeness_is_by_programme_field_and_branch_both_ways(held: str, asked: str, thousandths: int) -> None:
    assert closeness(held, asked) == closeness(asked, held) == thousandths


def test_closeness_of_many_is_that_of_each() -> None:
    names = pl.DataFrame({"name": ["Matematika", "Zymurgi", "Pend. MIPA", "Kebidanan", "Zymurgi baru", "PGSD"]})
    texts = names.select(plain(pl.col("name")).alias("name"))["name"]
    held, asked = Words.of(texts[:4]), Words.of(texts[1:])
    table = closeness_of(held, asked)
    expected = [[closeness(one, other) for other in asked.texts] for one in held.texts]
    assert table.tolist() == expected
    assert closeness_of(Words.of(texts[:0]), asked).shape == (0, 5)


def test_every_programme_is_recognised_by_its_own_name() -> None:
    tree = taxonomy()
    programmes = {place for place in tree.phrases.values() if place.programme}
    found = {place: tree.place(place.programme or "") for place in programmes}
    assert {p.programme: (f.field, f.programme) for p, f in found.items() if f} == {
        place.programme: (place.field, place.programme) for place in programmes
    }


def test_most_names_of_the_national_list_are_recognised() -> None:
    folder = os.environ.get("PENATA_SHARED_DATA")
    if not folder:
        pytest.skip("PENATA_SHARED_DATA does not name the folder of shared data")
    listed = json.loads((Path(folder) / "siasn_ref" / "pendidikan.json").read_text("utf-8"))
    names = pl.Series([row["nama"] for row in listed])
    known = recognised(names)
    assert known.sum() / len(names) > 0.93
