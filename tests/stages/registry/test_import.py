"""Files into the registry: received, tested, taken over exactly as shown, undone, refused rows answered."""

import datetime as dt
import io

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from web_cast import AS_OF, NOW, regency

from penata.tables import Dataset
from penata_web.registry.enums import BatchState
from penata_web.registry.frames import dataset
from penata_web.registry.models import DATED, Batch, RefusedRow
from penata_web.registry.operations import imports, take_dataset, undo_batch
from penata_web.shared import jobs
from penata_web.shared.models import Act, Job

pytestmark = pytest.mark.django_db
NEXT = AS_OF + dt.timedelta(days=1)


def csv(name: str, frame: pl.DataFrame) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.csv", frame.write_csv().encode())


def table_file(name: str, frame: pl.DataFrame | None = None) -> SimpleUploadedFile:
    frame = regency()[name] if frame is None else frame
    lists = [column for column, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    return csv(name, frame.with_columns(pl.col(lists).list.join(";")) if lists else frame)


@pytest.fixture
def drop(enter, django_capture_on_commit_callbacks):
    """Drop files as the analyst does; the job runs at once."""

    def dropped(*files: SimpleUploadedFile, day: dt.date = NEXT, complete: bool = False) -> Batch:
        with django_capture_on_commit_callbacks(execute=True):
            answer = enter("analyst").post(
                reverse("registry:import-new"),
                {"uploads": list(files), "as_of": day.isoformat(), **({"complete": "on"} if complete else {})},
            )
        assert answer.status_code == 302, answer.content.decode()
        return Batch.objects.latest("pk")

    return dropped


@pytest.fixture
def act(enter, django_capture_on_commit_callbacks):
    """Press a button of the batch's page."""

    def pressed(batch: Batch, name: str, *, who: str = "analyst", **data: object) -> object:
        with django_capture_on_commit_callbacks(execute=True):
            return enter(who).post(reverse(f"registry:{name}", args=[batch.pk]), data)

    return pressed


def take(act, batch: Batch) -> Batch:
    assert act(batch, "import-take", digest=batch.digest).status_code == 302
    batch.refresh_from_db()
    return batch


def renamed(employee_id: str, name: str) -> pl.DataFrame:
    people = regency()["employees"]
    return people.with_columns(
        pl.when(pl.col("employee_id") == employee_id).then(pl.lit(name)).otherwise("name").alias("name")
    )


def everything() -> dict[str, list[tuple]]:
    """All rows of all tables but for their numbers."""
    return {
        name: sorted(map(repr, model.objects.values_list(*(f.attname for f in model._meta.fields if f.name != "id"))))
        for name, model in DATED.items()
    }


def test_dry_run_tells_what_changes_and_writes_nothing(drop) -> None:
    before, person = everything(), regency()["employees"]["employee_id"][0]
    batch = drop(table_file("employees", renamed(person, "Nama Baru")))
    assert batch.state == BatchState.TESTED
    (table,) = batch.found["tables"]
    assert (table["added"], table["changed"], table["ended"], table["same"]) == (
        0,
        1,
        0,
        regency()["employees"].height - 1,
    )
    (line,) = imports.reading_of(batch).table("changes").to_dicts()
    assert (line["id"], line["column"], line["new"]) == (person, "Nama", "Nama Baru")
    assert everything() == before


def test_take_over_does_what_the_dry_run_showed(drop, act) -> None:
    person = regency()["employees"]["employee_id"][0]
    batch = take(act, drop(table_file("employees", renamed(person, "Nama Baru"))))
    assert batch.state == BatchState.TAKEN
    assert dataset(NEXT)["employees"].equals(regency().replace(employees=renamed(person, "Nama Baru"))["employees"])
    assert dataset(AS_OF).digest() == regency().digest()
    assert Act.objects.filter(verb="TAKE_BATCH", thing_id=str(batch.pk)).exists()


def test_undo_leaves_the_tables_as_they_were(drop, act) -> None:
    before = everything()
    people = renamed(regency()["employees"]["employee_id"][0], "Nama Baru")[:-5]
    batch = take(act, drop(table_file("employees", people), complete=True))
    assert everything() != before
    act(batch, "import-undo", reason="berkas yang keliru")
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    assert everything() == before
    assert Act.objects.get(verb="UNDO_BATCH").reason == "berkas yang keliru"


def test_same_file_twice_changes_nothing(drop, act) -> None:
    file = renamed(regency()["employees"]["employee_id"][0], "Nama Baru")
    take(act, drop(table_file("employees", file)))
    before = everything()
    again = drop(table_file("employees", file))
    assert again.state == BatchState.SAME
    assert act(again, "import-take", digest=again.digest).status_code == 409
    assert everything() == before


def test_missing_rows_end_only_where_the_list_is_complete(drop, act) -> None:
    fewer = regency()["wishes"][:-2]
    batch = drop(table_file("wishes", fewer))
    assert batch.state == BatchState.SAME
    assert batch.found["tables"][0]["absent"] == 2
    act(batch, "import-test", complete="wishes")
    batch.refresh_from_db()
    assert batch.found["tables"][0]["ended"] == 2
    take(act, batch)
    assert dataset(NEXT)["wishes"].height == fewer.height


def test_refused_row_of_a_complete_list_does_not_end_whom_it_names(drop) -> None:
    people = regency()["employees"].with_columns(
        pl.when(pl.int_range(pl.len()) < 2).then(pl.lit("XX")).otherwise("rank").alias("rank")
    )
    batch = drop(table_file("employees", people[:-1]), complete=True)
    assert batch.refused.count() == 2
    lines = imports.reading_of(batch).table("changes").filter(pl.col("what") == "ENDED")
    assert lines["id"].to_list() == [people["employee_id"][-1]]


def test_file_that_cannot_be_read_ends_nothing(drop) -> None:
    batch = drop(
        table_file("wishes", regency()["wishes"][:-2]),
        SimpleUploadedFile("arisan.csv", b"nama;iuran\nA;1\nB;2\n"),
        complete=True,
    )
    assert batch.found["unread"] == ["arisan.csv"]
    assert batch.found["tables"][0]["ended"] == 0


def test_columns_without_any_value_leave_what_is_known(drop) -> None:
    bare = regency()["employees"].select("employee_id", "name", "employment")
    batch = drop(csv("employees", bare))
    assert batch.state == BatchState.SAME
    assert "Pangkat/golongan" in batch.found["tables"][0]["untold"]


def test_registry_that_moved_on_is_shown_again(drop, act) -> None:
    one, two = regency()["employees"]["employee_id"][:2]
    first = drop(table_file("employees", renamed(one, "Nama Satu")))
    second = drop(table_file("employees", renamed(two, "Nama Dua")))
    take(act, second)
    act(first, "import-take", digest=first.digest)
    first.refresh_from_db()
    assert first.state == BatchState.TESTED
    assert first.found["moved"]
    assert "berubah sejak" in first.job.error
    assert first.found["tables"][0]["changed"] == 2, "the name of the second person would go back"


def test_digest_that_was_not_shown_is_refused(drop, act) -> None:
    batch = drop(table_file("employees", renamed(regency()["employees"]["employee_id"][0], "Nama Baru")))
    answer = act(batch, "import-take", digest="0" * 64)
    assert answer.status_code == 409
    assert "sudah berubah sejak halaman ini dibuka" in answer.content.decode()


def test_second_take_over_at_once_is_told(drop, act) -> None:
    one = drop(table_file("employees", renamed(regency()["employees"]["employee_id"][0], "Nama Satu")))
    two = drop(table_file("employees", renamed(regency()["employees"]["employee_id"][1], "Nama Dua")))
    Batch.objects.filter(pk=one.pk).update(state=BatchState.TAKING)
    Job.objects.filter(pk=one.job_id).update(state="RUNNING")
    answer = act(two, "import-take", digest=two.digest)
    assert answer.status_code == 409
    assert "sedang diambil alih" in answer.content.decode()


def test_batch_of_a_job_that_ended_badly_blocks_nobody(drop, act) -> None:
    one = drop(table_file("employees", renamed(regency()["employees"]["employee_id"][0], "Nama Satu")))
    two = drop(table_file("employees", renamed(regency()["employees"]["employee_id"][1], "Nama Dua")))
    Batch.objects.filter(pk=one.pk).update(state=BatchState.TAKING)
    Job.objects.filter(pk=one.job_id).update(state="FAILED")
    assert take(act, two).state == BatchState.TAKEN


def test_undo_is_refused_where_a_later_batch_stands_on_it(drop, act) -> None:
    person = regency()["employees"]["employee_id"][0]
    first = take(act, drop(table_file("employees", renamed(person, "Nama Satu"))))
    later = take(act, drop(table_file("employees", renamed(person, "Nama Dua"))))
    Batch.objects.filter(pk=later.pk).update(title="Impor kemudian")
    act(first, "import-undo", reason="berkas yang keliru")
    first.refresh_from_db()
    assert first.state == BatchState.TAKEN
    assert "“Impor kemudian”" in first.job.error


def test_undo_is_refused_where_later_rows_refer_to_what_it_brought(drop, act) -> None:
    unit = regency()["units"][0].with_columns(
        unit_id=pl.lit("BARU"), parent_id=pl.lit(None, pl.String), name=pl.lit("Unit baru")
    )
    first = take(act, drop(table_file("units", unit)))
    post = regency()["posts"][0].with_columns(unit_id=pl.lit("BARU"), post_id=pl.lit("BARU:X"))
    later = take(act, drop(table_file("posts", post)))
    act(first, "import-undo", reason="berkas yang keliru")
    first.refresh_from_db()
    assert first.state == BatchState.TAKEN
    assert f"“{later.title}”" in first.job.error


def test_older_files_cannot_be_laid_under_newer_ones(drop, act) -> None:
    batch = drop(
        table_file("employees", renamed(regency()["employees"]["employee_id"][0], "Nama Baru")),
        day=AS_OF - dt.timedelta(days=30),
    )
    assert "lebih baru daripada berkas ini" in batch.found["problems"][0]
    assert act(batch, "import-take", digest=batch.digest).status_code == 409


def test_rows_that_would_refer_to_nothing_cannot_be_taken_over(drop, act) -> None:
    post = regency()["posts"][0].with_columns(unit_id=pl.lit("TIDAK-ADA"), post_id=pl.lit("TIDAK-ADA:X"))
    batch = drop(table_file("posts", post))
    assert "“TIDAK-ADA”" in batch.found["problems"][0]
    assert act(batch, "import-take", digest=batch.digest).status_code == 409


def test_file_that_knows_units_by_name_alone_must_come_with_siasn(drop) -> None:
    batch = drop(
        SimpleUploadedFile(
            "HierarkiUnor.csv",
            b"ID,NAMA UNOR,DIATASAN ID,NAMA JABATAN,ESELON ID\nA1,Dinas Kesehatan,,Kepala Dinas Kesehatan,22\n",
        )
    )
    assert batch.state != BatchState.FAILED, batch.found["problems"]
    assert "tidak menyebut instansi" in batch.found["problems"][0]


def test_file_of_no_use_says_why(drop) -> None:
    batch = drop(SimpleUploadedFile("arisan.csv", b"nama;iuran\nA;1\nB;2\n"))
    assert batch.state == BatchState.FAILED
    assert "jenis berkas tidak dikenali" in batch.found["problems"][0]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("foto.jpg", b"x"), "bukan tabel"),
        (SimpleUploadedFile("kosong.csv", b""), "berkas kosong"),
        (SimpleUploadedFile("…" * 90 + ".csv", b"x"), "nama berkas terlalu panjang"),
    ],
)
def test_wrong_file_is_refused_with_a_clear_word(enter, file: SimpleUploadedFile, words: str) -> None:
    file.seek(0)
    answer = enter("analyst").post(reverse("registry:import-new"), {"uploads": [file], "as_of": AS_OF.isoformat()})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Batch.objects.filter(state=BatchState.TESTING).exists()


def test_files_beyond_the_limit_are_refused(enter, settings) -> None:
    settings.UPLOAD_LIMIT_BYTES = 10
    answer = enter("analyst").post(
        reverse("registry:import-new"), {"uploads": [table_file("units")], "as_of": AS_OF.isoformat()}
    )
    assert "melebihi batas" in answer.content.decode()


def test_refused_rows_come_back_as_excel_and_are_settled(drop, act, enter) -> None:
    people = regency()["employees"].with_columns(
        pl.when(pl.int_range(pl.len()) == 3).then(pl.lit("XX")).otherwise("rank").alias("rank")
    )
    person = people["employee_id"][3]
    other = "III/c" if regency()["employees"]["rank"][3] != "III/c" else "III/b"
    batch = drop(table_file("employees", people), complete=False)
    (row,) = RefusedRow.objects.filter(batch=batch)
    assert (row.file, row.column, row.value) == ("employees.csv", "rank", "XX")
    assert batch.found["counts"][0]["read"] == batch.found["counts"][0]["kept"] + 1
    answer = enter("analyst").get(reverse("registry:import-refused-file", args=[batch.pk]), {"berkas": "employees.csv"})
    sheet = pl.read_excel(io.BytesIO(answer.content), sheet_name="employees", infer_schema_length=0)
    assert sheet.columns[-3:] == ["Alasan penolakan", "Cara memperbaiki", "Nomor penolakan"]
    assert sheet["employee_id"].to_list() == [person]
    assert "kode tidak dikenal" in sheet["Alasan penolakan"][0]
    book = io.BytesIO()
    sheet.with_columns(rank=pl.lit(other)).write_excel(book, worksheet="employees")
    again = drop(SimpleUploadedFile("ditolak-employees.xlsx", book.getvalue()))
    assert again.state == BatchState.TESTED, again.found
    take(act, again)
    row.refresh_from_db()
    assert row.settled_at is not None
    assert dataset(NEXT)["employees"].filter(employee_id=person)["rank"].item() == other


def test_job_done_twice_takes_over_once(drop, act, acting) -> None:
    batch = take(act, drop(table_file("employees", renamed(regency()["employees"]["employee_id"][0], "Nama Baru"))))
    before = everything()
    imports.take_over(batch=batch, by=acting("analyst"), at=NOW)
    assert everything() == before
    assert Act.objects.filter(verb="TAKE_BATCH", thing_id=str(batch.pk)).count() == 1


def test_discarded_files_are_gone(drop, act) -> None:
    batch = drop(table_file("units"))
    folder = imports.folder_of(batch)
    assert folder.exists()
    act(batch, "import-discard")
    assert not Batch.objects.filter(pk=batch.pk).exists()
    assert not folder.exists()


def test_auditor_looks_and_does_not_touch(drop, act, enter) -> None:
    batch = drop(table_file("employees", renamed(regency()["employees"]["employee_id"][0], "Nama Baru")))
    page = enter("auditor").get(reverse("registry:import", args=[batch.pk]))
    assert page.status_code == 200
    assert "Ambil alih ke registri" not in page.content.decode()
    assert act(batch, "import-take", who="auditor", digest=batch.digest).status_code == 403


@pytest.mark.parametrize("part", ["", "perbedaan", "ditolak", "catatan", "angka"])
def test_parts_of_a_batch_take_as_many_queries_with_one_change_as_with_three(
    drop, enter, part: str, django_assert_num_queries
) -> None:
    client = enter("analyst")
    for count in (1, 3):
        ids = regency()["employees"]["employee_id"][:count]
        people = regency()["employees"].with_columns(
            pl.when(pl.col("employee_id").is_in(ids.implode())).then(pl.lit("Baru")).otherwise("name").alias("name")
        )
        batch = drop(table_file("employees", people))
        with django_assert_num_queries(QUERIES[part]):
            assert client.get(reverse("registry:import", args=[batch.pk]), {"bagian": part}).status_code == 200


QUERIES = {"": 4, "perbedaan": 4, "ditolak": 7, "catatan": 4, "angka": 4}


def test_lists_take_as_many_queries_with_one_batch_as_with_three(drop, enter, django_assert_num_queries) -> None:
    client = enter("analyst")
    for count in (1, 2):
        for _ in range(count):
            drop(table_file("units"))
        with django_assert_num_queries(6):
            assert client.get(reverse("registry:imports")).status_code == 200
        with django_assert_num_queries(5):
            assert client.get(reverse("registry:refused")).status_code == 200


def test_private_values_are_not_shown_in_a_difference(drop) -> None:
    people = regency()["employees"].with_columns(home_lat=pl.lit(-1.25), dependants=pl.lit(7))
    batch = drop(table_file("employees", people))
    lines = imports.reading_of(batch).table("changes").filter(pl.col("column").is_in(["Lintang rumah", "Tanggungan"]))
    assert lines.height
    assert set(lines["new"]) == {"•••"}


def test_refused_value_of_the_private_life_is_shown_to_importers_alone(drop, enter) -> None:
    batch = drop(table_file("units"))
    place = {"file": "conditions.csv", "row": 2, "table": "conditions", "column": "Macam"}
    batch.refused.create(**place, value="JANTUNG", reason="JANTUNG: tidak dikenal")
    for address in (reverse("registry:refused"), f"{reverse('registry:import', args=[batch.pk])}?bagian=ditolak"):
        assert "JANTUNG" in enter("analyst").get(address).content.decode()
        shown = enter("auditor").get(address)
        assert "•••" in shown.content.decode()
        assert "JANTUNG" not in shown.content.decode()
        asked = {"bagian": "ditolak", "ditolak-cari": "JANTUNG"}
        assert enter("auditor").get(address, asked).context["table"].total == 0


def test_first_filling_and_undo_of_a_whole_dataset(acting) -> None:
    """Rows of every table come and go; what was there before stays."""
    before = everything()
    new: Dataset = regency().replace(
        employees=renamed(regency()["employees"]["employee_id"][0], "X"), wishes=regency()["wishes"][:-1]
    )
    batch = take_dataset(dataset=new, title="Semua", as_of=NEXT, by=acting("analyst"), at=NOW)
    assert dataset(NEXT).digest() == new.digest()
    undo_batch(batch=batch, by=acting("analyst"), at=NOW, reason="uji")
    assert everything() == before


def test_take_over_without_a_dry_run_is_refused(acting) -> None:
    batch = Batch.objects.create(title="Kosong", as_of=NEXT, created_at=NOW)
    with pytest.raises(jobs.RefusedError, match="Belum ada hasil pemeriksaan"):
        imports.ask_to_take(batch=batch, digest="", by=acting("analyst"), at=NOW)
