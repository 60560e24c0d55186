"""Lists of names: read, judged row by row, changed by two people, seen by named people only."""

import datetime as dt
import io
import zipfile

import openpyxl
import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from web_cast import regency

from penata_web.planning.enums import ReviewState
from penata_web.planning.models import Review
from penata_web.planning.operations import reviews as operations
from penata_web.planning.operations.refusals import RefusedChangeError, StaleError
from penata_web.shared.models import Act, Job

pytestmark = pytest.mark.django_db

ON = dt.date(2026, 8, 1)


def people(count: int = 3) -> list[dict[str, str]]:
    """People of one kind of post with somewhere to go: employee_id, name, post_id, and another post of the same job."""
    data = regency()
    seats = data["posts"].select("post_id", "job_id", "subject")
    placed = data["employees"].filter(pl.col("status") == "ACTIVE").join(seats, on="post_id").sort("employee_id")
    found = []
    for row in placed.to_dicts():
        others = seats.filter(
            (pl.col("job_id") == row["job_id"]) & pl.col("subject").eq_missing(row["subject"])
            & (pl.col("post_id") != row["post_id"])
        ).sort("post_id")  # fmt: skip
        if others.height:
            found.append({**row, "to": others["post_id"][0]})
    return found[:count]


def pasted(rows: list[dict[str, str]]) -> str:
    return "\n".join(f"{row['employee_id']}\t{row['to']}" for row in rows)


@pytest.fixture
def received(acting, now, django_capture_on_commit_callbacks):
    """A list of three names as the analyst brought it in, checked; the function does an operation with its jobs."""

    def done(act, **given):
        with django_capture_on_commit_callbacks(execute=True):
            row = act(at=now, **given)
        row.refresh_from_db()
        return row

    row = done(
        operations.receive_list, title="Usulan Juli", on=ON, file=None, rows=pasted(people()), by=acting("analyst")
    )
    return row, done


def named(row: Review, key: int) -> dict:
    return next(name for name in row.result["names"] if name["key"] == key)


# What comes in


def test_pasted_rows_are_read_and_judged_name_by_name(received) -> None:
    row, _done = received
    assert (row.state, row.checked_version, row.version) == (ReviewState.CHECKED, 1, 1)
    assert [line["employee_id"] for line in row.lines] == [one["employee_id"] for one in people()]
    assert [line["to_post_id"] for line in row.lines] == [one["to"] for one in people()]
    assert {name["verdict"] for name in row.result["names"]} <= {"MS", "BTL", "TMS"}
    assert sum(row.result["counts"].values()) == 3


def test_rows_pasted_with_their_headings_are_read_like_a_file(received, acting) -> None:
    _row, done = received
    one = people()[0]
    text = f"NO.\tNIP\tID formasi baru\n1\t{one['employee_id']}\t{one['to']}"
    row = done(operations.receive_list, title="x", on=ON, file=None, rows=text, by=acting("analyst"))
    assert [(line["employee_id"], line["to_post_id"]) for line in row.lines] == [(one["employee_id"], one["to"])]


def test_parts_of_every_name_and_rival_add_up_to_their_points(received) -> None:
    row, _done = received
    for name in row.result["names"]:
        sums = [sum(points) for points in zip(*(part["points"] for part in name["parts"]), strict=True)]
        assert sums == [name["points"], *(one["points"] for one in name["better"])]
    assert any(name["better"] for name in row.result["names"])


def test_unknown_nip_is_told_and_not_judged(received, acting) -> None:
    _row, done = received
    text = f"199901012020011999\t{people()[0]['to']}"
    row = done(operations.receive_list, title="x", on=ON, file=None, rows=text, by=acting("analyst"))
    name = named(row, 0)
    assert name["verdict"] == ""
    assert name["findings"][0]["code"] == "UNKNOWN_PERSON"
    assert "199901012020011999" in name["findings"][0]["text"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("surat.pdf", b"%PDF", "bukan tabel"),
        ("absensi.csv", b"TANGGAL,JAM\n2026-01-01,08:00\n", "judul kolom daftar usulan tidak ada"),
        ("kosong.csv", b"NIP,JABATAN BARU\n", "tidak ada satu nama pun"),
        ("rusak.xlsx", b"bukan xlsx", "rusak.xlsx"),
    ],
)
def test_wrong_file_is_refused_with_the_place_and_the_day_that_was_typed_is_kept(enter, name, content, words) -> None:
    sent = {"file": SimpleUploadedFile(name, content), "on": "2026-08-17", "rows": "", "title": "Tahap dua"}
    answer = enter("analyst").post(reverse("planning:review-new"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="2026-08-17"' in page
    assert 'value="Tahap dua"' in page
    assert not Review.objects.exists()


def test_pasted_row_without_a_seat_is_named_by_its_number(enter) -> None:
    rows = f"{pasted(people(1))}\n199901012020011999"
    answer = enter("analyst").post(reverse("planning:review-new"), {"on": "2026-08-17", "rows": rows, "title": ""})
    assert answer.status_code == 422
    assert "Baris tempelan 2 tidak punya jabatan tujuan" in answer.content.decode()


def test_workbook_comes_back_with_the_findings_beside_and_says_who_took_it(received, enter, acting) -> None:
    _row, done = received
    one = people()[0]
    book = openpyxl.Workbook()
    book.active.append(["DAFTAR USULAN MUTASI"])
    book.active.append(["NO.", "NAMA", "NIP", "JABATAN BARU", "ID formasi baru"])
    book.active.append(["1", one["name"], one["employee_id"], "", one["to"]])
    content = io.BytesIO()
    book.save(content)
    file = SimpleUploadedFile("usulan juli.xlsx", content.getvalue())
    row = done(operations.receive_list, title="Usulan", on=ON, file=file, rows="", by=acting("analyst"))
    answer = enter("analyst").get(reverse("planning:review-file", args=[row.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert "Sdr. Analyst" in sheet["A1"].value
    assert [cell.value for cell in sheet[3]][:3] == ["1", one["name"], one["employee_id"]]
    assert [cell.value for cell in sheet[2]][5] == "HASIL"
    assert sheet["F3"].value == named(row, 0)["verdict"]
    assert zipfile.is_zipfile(operations.workbook_of(row))


# Changes, and two people at once


def test_another_seat_is_judged_anew_and_the_row_keeps_its_number(received, acting) -> None:
    row, done = received
    own = people()[0]["post_id"]
    before = row.lines[0]["row"]
    row = done(operations.change_line, review=row, version=1, key=0, employee_id="", post_id=own, by=acting("analyst"))
    assert (row.version, row.checked_version, row.state) == (2, 2, ReviewState.CHECKED)
    assert named(row, 0)["row"] == before
    assert "NO_CHANGE" in {finding["code"] for finding in named(row, 0)["findings"]}
    act = Act.objects.filter(thing="review", verb="CHANGE_LINE").get()
    assert (act.before["to_post_id"], act.after["to_post_id"]) == (people()[0]["to"], own)


def test_second_person_who_changes_the_same_version_is_told_who_was_first(received, acting, cast) -> None:
    row, done = received
    done(operations.change_viewers, review=row, viewers=[cast.second_analyst], by=acting("analyst"))
    done(operations.remove_line, review=row, version=1, key=2, by=acting("analyst"))
    with pytest.raises(StaleError, match=r"Sdr\. Analyst") as told:
        done(operations.remove_line, review=row, version=1, key=1, by=acting("second_analyst"))
    assert [change.verb for change in told.value.changes] == ["REMOVE_LINE"]
    assert [line["state"] for line in Review.objects.get(pk=row.pk).lines] == ["", "", "REMOVED"]


def test_stale_change_in_the_browser_is_answered_with_409_and_what_was_done(received, enter, acting) -> None:
    row, done = received
    done(operations.remove_line, review=row, version=1, key=2, by=acting("analyst"))
    url = reverse("planning:review-line", args=[row.pk, "0"])
    answer = enter("analyst").post(url, {"version": 1, "post_id": people()[0]["post_id"], "employee_id": ""})
    assert answer.status_code == 409
    assert "sudah diubah oleh Sdr. Analyst" in answer.content.decode()
    assert Review.objects.get(pk=row.pk).version == 2


def test_name_that_was_removed_is_not_judged_and_can_be_put_back(received, acting) -> None:
    row, done = received
    row = done(operations.remove_line, review=row, version=1, key=1, by=acting("analyst"))
    assert {name["key"] for name in row.result["names"]} == {0, 2}
    row = done(operations.put_line_back, review=row, version=2, key=1, by=acting("analyst"))
    assert {name["key"] for name in row.result["names"]} == {0, 1, 2}


def test_last_name_cannot_be_removed(received, acting) -> None:
    row, done = received
    for version, key in ((1, 0), (2, 1)):
        row = done(operations.remove_line, review=row, version=version, key=key, by=acting("analyst"))
    with pytest.raises(RefusedChangeError, match="nama terakhir"):
        done(operations.remove_line, review=row, version=3, key=2, by=acting("analyst"))


def test_name_is_added_in_the_row_after_the_last(received, acting) -> None:
    row, done = received
    one = people(4)[3]
    last = max(line["row"] for line in row.lines)
    given = {"employee_id": one["employee_id"], "post_id": one["to"], "by": acting("analyst")}
    row = done(operations.add_line, review=row, version=1, **given)
    assert (named(row, 3)["row"], named(row, 3)["name"]) == (last + 1, one["name"])
    with pytest.raises(RefusedChangeError, match="sudah ada dalam daftar"):
        done(operations.add_line, review=row, version=2, **given)


def test_edited_list_is_written_anew_in_its_old_rows(received, acting) -> None:
    row, done = received
    rows = [line["row"] for line in row.lines]
    row = done(operations.remove_line, review=row, version=1, key=1, by=acting("analyst"))
    sheet = openpyxl.load_workbook(operations.workbook_of(row)).worksheets[0]
    nips = {number: sheet.cell(number, 3).value for number in rows}
    found = people()
    assert nips == {rows[0]: found[0]["employee_id"], rows[1]: None, rows[2]: found[2]["employee_id"]}


def test_swap_is_a_chain_of_two_seats(received, acting) -> None:
    _row, done = received
    seats = regency()["posts"].select("post_id", "job_id", "need")
    leading = regency()["jobs"].filter(pl.col("category").is_in(["PENGAWAS", "ADMINISTRATOR"])).select("job_id")
    heads = regency()["employees"].join(seats.join(leading, on="job_id"), on="post_id").sort("employee_id").to_dicts()
    one, other = heads[:2]
    text = f"{one['employee_id']};{other['post_id']}\n{other['employee_id']};{one['post_id']}"
    row = done(operations.receive_list, title="Tukar", on=ON, file=None, rows=text, by=acting("analyst"))
    (chain,) = row.result["chains"]
    assert chain["swap"]
    assert [place["comes"]["employee_id"] for place in chain["places"]] == [one["employee_id"], other["employee_id"]]
    assert [place["leaves"]["employee_id"] for place in chain["places"]] == [other["employee_id"], one["employee_id"]]


# Who sees it


def test_draft_does_not_exist_for_whoever_is_not_named(received, enter, acting, cast) -> None:
    row, done = received
    urls = [reverse("planning:review", args=[row.pk]), reverse("planning:review-file", args=[row.pk])]
    assert [enter("committee").get(url).status_code for url in urls] == [404, 404]
    assert "Usulan Juli" not in enter("committee").get(reverse("planning:reviews")).content.decode()
    done(operations.change_viewers, review=row, viewers=[cast.committee], by=acting("analyst"))
    page = enter("committee").get(urls[0]).content.decode()
    assert "Dibuka oleh Sdr. Committee" in page


def test_reader_who_is_named_cannot_change(received, acting, cast) -> None:
    row, done = received
    done(operations.change_viewers, review=row, viewers=[cast.decider], by=acting("analyst"))
    with pytest.raises(RefusedChangeError):
        done(operations.remove_line, review=row, version=1, key=0, by=acting("decider"))


def test_personal_conditions_are_named_as_such_only(received, acting) -> None:
    _row, done = received
    punished = regency()["conditions"].filter(pl.col("kind").cast(pl.String).str.starts_with("DISCIPLINE"))
    who = punished.join(regency()["employees"], on="employee_id").sort("from", descending=True)["employee_id"].to_list()
    seat = people()[0]["to"]
    text = "\n".join(f"{one}\t{seat}" for one in dict.fromkeys(who))
    row = done(operations.receive_list, title="x", on=ON, file=None, rows=text, by=acting("analyst"))
    told = [finding["text"].lower() for name in row.result["names"] for finding in name["findings"]]
    assert any("syarat pribadi" in text for text in told)
    assert not any("disiplin" in text for text in told)


# Pages


def test_page_tells_the_answer_every_name_and_the_way_to_each(received, enter) -> None:
    row, _done = received
    page = enter("analyst").get(reverse("planning:review", args=[row.pk])).content.decode()
    assert "<strong>3 nama:" in page
    assert all(one["name"].replace("'", "&#x27;") in page for one in people())
    assert reverse("planning:review-line", args=[row.pk, "0"]) in page


def test_list_that_waits_shows_its_progress_and_asks_again(acting, now, enter) -> None:
    row = operations.receive_list(title="Antre", on=ON, file=None, rows=pasted(people()), by=acting("analyst"), at=now)
    page = enter("analyst").get(reverse("planning:review", args=[row.pk])).content.decode()
    assert 'hx-trigger="every 1s"' in page
    Job.objects.filter(pk=row.job_id).update(state="FAILED", error="Terputus.")
    page = enter("analyst").get(reverse("planning:review", args=[row.pk])).content.decode()
    assert 'hx-trigger="every 1s"' not in page
    assert "Terputus." in page


def test_search_on_a_line_finds_posts_and_people(received, enter) -> None:
    row, _done = received
    one = people()[1]
    url = reverse("planning:review-line", args=[row.pk, "0"])
    page = enter("analyst").get(url, {"jabatan": one["to"], "orang": one["employee_id"]}).content.decode()
    assert f'value="{one["to"]}"' in page
    assert f'value="{one["employee_id"]}"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_list_asks_the_database_the_same_for_one_and_three_names(
    received, acting, enter, django_assert_num_queries, count
) -> None:
    _row, done = received
    text = pasted(people(count))
    row = done(operations.receive_list, title="x", on=ON, file=None, rows=text, by=acting("analyst"))
    client = enter("analyst")
    url = reverse("planning:review", args=[row.pk])
    client.get(url)
    with django_assert_num_queries(6):
        client.get(url)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_lists_asks_the_database_the_same_for_one_and_three(
    received, acting, enter, django_assert_num_queries, count
) -> None:
    _row, done = received
    for _ in range(count - 1):
        done(operations.receive_list, title="x", on=ON, file=None, rows=pasted(people(1)), by=acting("analyst"))
    client = enter("analyst")
    with django_assert_num_queries(5):
        client.get(reverse("planning:reviews"))
