"""Many files to one dataset: what joins, what is refused, and that every row is accounted for."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from siasn_export import nip, person, write_csv, write_xlsx

from penata.intake.joining.join import Intake, join_files
from penata.intake.writing import write_dataset
from penata.tables import InputError
from penata.vocabulary import Severity


def errors(intake: Intake) -> list[str]:
    return intake.issues.sentences([Severity.ERROR])


def test_dataset_folder_and_export_join_by_id(tmp_path: Path) -> None:
    first = join_files([write_csv(tmp_path / "asn.csv", [person(1)])])
    posts = first.dataset["posts"].with_columns(need=pl.lit(4))
    write_dataset(first.dataset.replace(posts=posts), tmp_path / "d")
    (tmp_path / "d" / "employees.csv").unlink()
    joined = join_files([tmp_path / "asn.csv", tmp_path / "d"])
    assert errors(joined) == []
    assert joined.dataset["posts"].select("post_id", "need").rows() == [("U-SD1:8ae48288guru", 4)]
    assert joined.dataset["employees"].height == 1


def test_person_in_two_exports_is_kept_once_and_both_places_are_named(tmp_path: Path) -> None:
    a = write_csv(tmp_path / "a.csv", [person(1), person(2)])
    b = write_csv(tmp_path / "b.csv", [person(2), person(3)])
    joined = join_files([b, a])
    assert joined.dataset["employees"]["employee_id"].to_list() == [nip(1), nip(2), nip(3)]
    assert [(c.file, c.read, c.kept, c.refused) for c in joined.counts] == [("a.csv", 2, 2, 0), ("b.csv", 2, 1, 1)]
    assert "baris 3 di a.csv" in errors(joined)[0]


def test_person_in_our_own_table_and_in_an_export_is_one_and_ours_is_believed(tmp_path: Path) -> None:
    export = write_csv(tmp_path / "asn.csv", [person(1), person(2)])
    place = tmp_path / "d"
    place.mkdir()
    ours = f"employee_id,name,employment,in_post_since,rank\n{nip(1)},Siti Aminah,PNS,2012-07-01,III/d\n"
    (place / "employees.csv").write_text(ours)
    joined = join_files([export, place])
    assert errors(joined) == []
    assert joined.dataset["employees"].select("in_post_since", "in_job_since", "rank", "post_id").rows() == [
        (dt.date(2012, 7, 1), dt.date(2018, 10, 1), "III/d", "U-SD1:8ae48288guru"),
        (dt.date(2018, 10, 1), dt.date(2018, 10, 1), "III/c", "U-SD1:8ae48288guru"),
    ]
    assert [column for column in joined.issues.frame()["column"] if column.startswith("employees.")] == [
        "employees.rank"
    ]


def test_files_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for name in ("satu", "dua"):
        (tmp_path / name).mkdir()
        paths.append(write_csv(tmp_path / name / "asn.csv", [person(len(name), TMT_JABATAN="x")]))
    joined = join_files(paths)
    assert sorted({count.file for count in joined.counts}) == sorted(str(path) for path in paths)
    assert [count.refused for count in joined.counts] == [1, 1]


def test_file_of_no_known_kind_is_told_with_the_kinds_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "cuaca.csv").write_text("hari,hujan\n1,2\n")
    joined = join_files([tmp_path / "cuaca.csv", write_csv(tmp_path / "asn.csv", [person(1)])])
    assert joined.dataset["employees"].height == 1
    assert joined.refused == 1
    assert "jenis berkas tidak dikenali" in errors(joined)[0]
    assert "--kind siasn-asn" in errors(joined)[0]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04xx", b"a,b\n1,2\n"])
def test_no_usable_file_at_all_is_an_input_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(InputError, match=r"a\.xlsx"):
        join_files([tmp_path / "a.xlsx"])


def test_forced_kind_names_the_headings_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("NIP,Nama\n1,Ana\n")
    with pytest.raises(InputError, match="UNOR NAMA"):
        join_files([tmp_path / "a.csv"], kind="siasn-asn")


def test_unknown_kind_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="siasn-asn"):
        join_files([tmp_path / "a.csv"], kind="siasn")


def test_export_with_a_header_and_no_rows_is_kept_with_a_warning(tmp_path: Path) -> None:
    joined = join_files([write_csv(tmp_path / "asn.csv", [])])
    assert joined.dataset["employees"].height == 0
    assert "tidak ada baris data" in joined.issues.sentences([Severity.WARNING])[0]


def test_sheets_that_are_nothing_known_are_named(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "asn.xlsx", [dict(person(1))], other_sheet="Catatan")
    assert join_files([path]).ignored == ("asn.xlsx, lembar Catatan",)


def test_difference_between_files_is_named_with_both_values(tmp_path: Path) -> None:
    first = join_files([write_csv(tmp_path / "asn.csv", [person(1)])])
    jobs = first.dataset["jobs"].with_columns(level=pl.lit("AHLI_MADYA"))
    write_dataset(first.dataset.replace(jobs=jobs), tmp_path / "d")
    (tmp_path / "d" / "employees.csv").unlink()
    joined = join_files([tmp_path / "d", tmp_path / "asn.csv"])
    assert joined.dataset["jobs"]["level"].to_list() == ["AHLI_MADYA"]
    warning = joined.issues.frame().filter(pl.col("column") == "jobs.level").row(0, named=True)
    assert warning["value"] == "AHLI_MUDA"
    assert "AHLI_MADYA" in warning["message"]


def test_need_for_a_whole_ladder_takes_the_people_of_every_level(tmp_path: Path) -> None:
    people = [person(1), person(2, JABATAN_ID="pertama", JABATAN_NAMA="Guru Ahli Pertama")]
    write_csv(tmp_path / "asn.csv", people)
    place = tmp_path / "d"
    place.mkdir()
    (place / "jobs.csv").write_text("job_id,name,category,ladder\nGURU,Guru,FUNGSIONAL,GURU\n")
    (place / "posts.csv").write_text("post_id,unit_id,job_id,need\nP,U-SD1,GURU,6\n")
    joined = join_files([tmp_path / "asn.csv", place])
    assert errors(joined) == []
    assert joined.dataset["posts"].select("post_id", "need").rows() == [("P", 6)]
    assert joined.dataset["employees"].select("post_id", "job_id").rows() == [("P", "8ae48288guru"), ("P", "pertama")]


def test_order_of_files_does_not_matter(tmp_path: Path) -> None:
    a = write_csv(tmp_path / "a.csv", [person(1), person(2)])
    b = write_csv(tmp_path / "b.csv", [person(3, UNOR_ID="U9", UNOR_NAMA="SD Negeri 9"), person(2)])
    one, other = join_files([a, b]), join_files([b, a])
    assert one.dataset.digest() == other.dataset.digest()
    assert one.issues.frame().rows() == other.issues.frame().rows()


CELLS = {
    "NIP_BARU": [None, "null", "'198001012005012001", "123", "1,98E+17"],
    "NAMA": [None, "null"],
    "TMT_JABATAN": [None, "null", "31-02-2020", "2020-01-01", "43861"],
    "KEDUDUKAN_HUKUM_ID": [None, "99", "03", "ZZ"],
    "UNOR_ID": [None, "null", "U2"],
    "GOL_AKHIR_NAMA": [None, "IX", "entah"],
    "JENIS_JABATAN_ID": [None, "1", "4", "null"],
    "JABATAN_NAMA": [None, "null", "Kepala Seksi"],
}


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, str]]:
    """Persons with some of the quirks, some of them doubled."""
    found = []
    for _ in range(draw(st.integers(0, 6))):
        chosen = {name: draw(st.sampled_from(values)) for name, values in CELLS.items()}
        found.append(person(draw(st.integers(1, 4)), **{n: v for n, v in chosen.items() if v is not None}))
    return found


@settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)  # fmt: skip
@given(first=people(), second=people())
def test_every_row_read_is_kept_or_refused(
    tmp_path_factory: pytest.TempPathFactory, first: list[dict[str, str]], second: list[dict[str, str]]
) -> None:
    place = tmp_path_factory.mktemp("d")
    joined = join_files([write_csv(place / "a.csv", first), write_csv(place / "b.csv", second)])
    assert [c.read for c in joined.counts] == [len(first), len(second)]
    assert all(c.read == c.kept + c.refused for c in joined.counts)
    assert [line for line in errors(joined) if ", baris " not in line] == []
    assert joined.dataset["employees"].height == sum(c.kept for c in joined.counts)
    refused = joined.issues.frame().filter(pl.col("severity") == "ERROR").select("file", "row").unique()
    assert refused.height == sum(c.refused for c in joined.counts)
    assert joined.dataset["employees"]["employee_id"].is_unique().all()


NEEDS = "NAMA JABATAN;NAMA UNIT KERJA;ABK\n"


def with_needs(place: Path, needs: str, *units: tuple[str, str]) -> Intake:
    """One teacher in each of these units (id, name), joined with a local list of needs."""
    people = [person(n, UNOR_ID=unit, UNOR_NAMA=name) for n, (unit, name) in enumerate(units, start=1)]
    (place / "abk.csv").write_text(NEEDS + needs)
    return join_files([write_csv(place / "asn.csv", people), place / "abk.csv"])


def test_need_joins_by_the_names_of_unit_and_job(tmp_path: Path) -> None:
    joined = with_needs(tmp_path, "GURU AHLI MUDA;SDN 1 Martapura;6\n", ("U1", "SD Negeri 1 Martapura"))
    assert errors(joined) == []
    assert joined.dataset["posts"].select("post_id", "need").rows() == [("U1:8ae48288guru", 6)]


def test_unit_name_that_several_units_bear_is_refused(tmp_path: Path) -> None:
    units = (("U1", "Subbagian Umum"), ("U2", "Subbagian Umum"))
    joined = with_needs(tmp_path, "Guru Ahli Muda;Subbagian Umum;2\n", *units)
    assert len(errors(joined)) == 1
    assert "dipakai oleh 2 unit" in errors(joined)[0]
    assert [(c.file, c.kept, c.refused) for c in joined.counts] == [("asn.csv", 2, 0), ("abk.csv", 0, 1)]
    assert joined.dataset["posts"]["need"].to_list() == [None, None]


def test_unknown_unit_is_new_and_listed_with_the_nearest_name(tmp_path: Path) -> None:
    joined = with_needs(tmp_path, "Guru Ahli Muda;SD Negeri 1 Martapurra;6\n", ("U1", "SD Negeri 1 Martapura"))
    warning = next(line for line in joined.issues.sentences([Severity.WARNING]) if "dicatat sebagai unit baru" in line)
    assert "bila maksudnya “SD Negeri 1 Martapura”" in warning
    assert joined.dataset["units"].height == 2
    assert joined.dataset["units"]["agency_id"].to_list() == ["A-63", "A-63"]


def test_need_by_subject_seats_people_by_their_own_subjects(tmp_path: Path) -> None:
    people = [person(n) for n in (1, 2, 3)]
    place = tmp_path / "d"
    place.mkdir()
    (place / "jobs.csv").write_text("job_id,name,category,ladder\nGURU,Guru,FUNGSIONAL,GURU\n")
    (place / "posts.csv").write_text(
        "post_id,unit_id,job_id,subject,need\nK,U-SD1,GURU,Guru Kelas,6\nO,U-SD1,GURU,PJOK,1\n"
    )
    (place / "employees.csv").write_text(
        "employee_id,name,employment,subjects\n"
        f"{nip(1)},Ana,PNS,Guru Kelas\n{nip(2)},Budi,PNS,Matematika;PJOK\n{nip(3)},Citra,PNS,Matematika\n"
    )
    joined = join_files([write_csv(tmp_path / "asn.csv", people), place])
    assert errors(joined) == []
    assert joined.dataset["employees"].select("post_id", "job_id").rows() == [
        ("K", "8ae48288guru"),
        ("O", "8ae48288guru"),
        ("U-SD1:8ae48288guru", None),
    ]
    assert joined.dataset["posts"]["post_id"].to_list() == ["K", "O", "U-SD1:8ae48288guru"]
