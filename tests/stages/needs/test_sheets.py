"""Need sheets: the library's need, the way of approval and who may not, versions, two people at once, into the data."""

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from web_cast import AS_OF, NOW, regency

from penata.needs import workload_needs
from penata.tables import TABLES, dataset_of
from penata_web.needs.enums import SheetState
from penata_web.needs.forms.sheets import posted_lines, stored_lines
from penata_web.needs.importing.lines import pasted_rows, typed_lines
from penata_web.needs.models import NeedSheet
from penata_web.needs.operations import NotAllowedError, StaleError, begin_sheet, step_sheet, take_sheets, write_sheet
from penata_web.needs.permissions import STEPS
from penata_web.needs.queries import changes_between, sheet, sheets, versions
from penata_web.registry.models import Post, PostLine, WorkloadRow
from penata_web.registry.operations import dataset_on, undo_batch
from penata_web.shared.models import Act, Job

pytestmark = pytest.mark.django_db

STEP = {one.name: one for one in STEPS}
TYPED = {
    "task-0": "Melayani pemohon", "approach-0": "OUTPUT", "volume-0": "1.500", "minutes-0": "45,5",
    "task-1": "Menjalankan alat", "approach-1": "EQUIPMENT", "volume-1": "4", "per_person-1": "2", "shifts-1": "3",
    "task-2": "Mendampingi peserta", "approach-2": "OBJECT", "volume-2": "90", "per_person-2": "60",
    "task-3": "Rapat", "approach-3": "TASK", "volume-3": "100", "minutes-3": "180",
}  # fmt: skip
NEED = 9  # 0.91 + 6 + 1.5 + 0.24 = 8.65


@pytest.fixture
def post(cast) -> PostLine:
    """A post in the unit of the head."""
    return PostLine.objects.current().filter(unit_id=cast.unit_id).order_by("post_id")[0]


@pytest.fixture
def draft(post, acting) -> NeedSheet:
    """A sheet that the analyst wrote for it."""
    begun = begin_sheet(post=post, year=2026, by=acting("analyst"), at=NOW)
    lines = posted_lines(TYPED).good
    return write_sheet(sheet=begun, lines=lines, revision=1, filled=post.filled, by=acting("analyst"), at=NOW)


def take(one: NeedSheet, name: str, by, reason: str = "") -> NeedSheet:
    one.refresh_from_db()
    return step_sheet(sheet=one, step=STEP[name], revision=one.revision, reason=reason, by=by, at=NOW)


@pytest.fixture
def frozen(draft, acting) -> NeedSheet:
    """The sheet, all the way to the agency's word."""
    for name, who in (("submit", "analyst"), ("approve", "head"), ("freeze", "decider")):
        take(draft, name, acting(who))
    return draft


def test_sheet_begins_with_the_tasks_of_the_data_and_their_need(acting) -> None:
    row = WorkloadRow.objects.current().order_by("post_id")[0]
    line = PostLine.objects.current().get(post_id=row.post_id)
    begun = begin_sheet(post=line, year=2026, by=acting("analyst"), at=NOW)
    told = workload_needs(regency(), AS_OF).row(by_predicate=pl.col("post_id") == row.post_id, named=True)
    assert (begun.need, begun.people, begun.minutes) == (told["need"], told["people"], told["minutes"])
    assert begun.lines.count() == told["tasks"]


def test_need_of_four_approaches_is_that_of_the_library(draft) -> None:
    rows = [
        {"post_id": "P", "task": line.task, "approach": line.approach, "volume": line.volume, "minutes": line.minutes,
         "per_person": line.per_person, "shifts": line.shifts}
        for line in draft.lines.all()
    ]  # fmt: skip
    told = workload_needs(dataset_of({"workload": pl.DataFrame(rows, schema=TABLES["workload"].schema)}), AS_OF)
    assert (draft.need, draft.people) == (NEED, "8.6500") == (told["need"][0], told["people"][0])


def test_page_computes_while_typing_and_saves_nothing(draft, enter) -> None:
    changed = {**TYPED, "volume-1": "8", "revision": draft.revision, "do": "compute"}
    page = enter("analyst").post(reverse("needs:sheet", args=[draft.pk]), changed, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert page.context["result"].need == 15
    assert [row.people for row in page.context["rows"][:4]] == [0.91, 12.0, 1.5, 0.24]
    assert NeedSheet.objects.get(pk=draft.pk).need == NEED


def test_saved_sheet_shows_what_was_typed(draft, enter) -> None:
    form = stored_lines(draft)
    assert form.is_valid
    assert {f"{name}-{n}": line.typed[name] for n, line in enumerate(form.lines) for name in line.typed
            if f"{name}-{n}" in TYPED} == {**TYPED, "volume-0": "1500"}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"minutes-0": "abc"}, "“abc” bukan angka"),
        ({"minutes-0": ""}, "Isi norma waktu"),
        ({"volume-0": "-3"}, "Isi angka antara 0 dan 1.000.000.000"),
        ({"per_person-1": "0"}, "lebih dari nol"),
        ({"per_person-2": ""}, "Isi berapa yang dilayani"),
        ({"task-3": ""}, "Tulis tugasnya"),
        ({"shifts-1": "101"}, "antara 0 dan 100"),
    ],
)
def test_row_that_cannot_be_computed_is_kept_as_typed_and_told(draft, enter, changes, words) -> None:
    answer = enter("analyst").post(reverse("needs:sheet", args=[draft.pk]), {**TYPED, **changes, "revision": "2"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert NeedSheet.objects.get(pk=draft.pk).revision == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Menulis\t120\t30", [("Menulis", "OUTPUT", 120.0, 30.0, None)]),
        ("1.\tMenulis\t1.200\t30,5\n2.\tAlat\tPeralatan kerja\t4\t\t2",
         [("Menulis", "OUTPUT", 1200.0, 30.5, None), ("Alat", "EQUIPMENT", 4.0, None, 2.0)]),
        ("No\tNorma waktu (menit)\tUraian tugas\tVolume\n1\t30\tMenulis\t120",
         [("Menulis", "OUTPUT", 120.0, 30.0, None)]),
        ("\n  \n", []),
    ],
)  # fmt: skip
def test_rows_from_excel_are_read_as_they_look(text, found) -> None:
    lines = typed_lines(pasted_rows(text))
    assert [(one.task, one.approach, one.volume, one.minutes, one.per_person) for one in lines] == found


def test_unknown_approach_from_excel_is_asked_about() -> None:
    (line,) = typed_lines(pasted_rows("Tugas\tPendekatan\tVolume\tNorma waktu\nMenulis\tborongan\t3\t4"))
    assert "borongan" in line.errors["approach"]


def test_pasted_rows_stand_below_those_that_were_there_and_are_not_saved(draft, enter) -> None:
    sent = {**TYPED, "revision": "2", "do": "paste", "pasted": "Menulis surat\t120\t30"}
    page = enter("analyst").post(reverse("needs:sheet", args=[draft.pk]), sent)
    assert [row.cells["task"][0] for row in page.context["rows"][:5]][-1] == "Menulis surat"
    assert draft.lines.count() == 4


def test_row_is_taken_out(draft, enter) -> None:
    page = enter("analyst").post(reverse("needs:sheet", args=[draft.pk]), {**TYPED, "do": "remove-1", "revision": "2"})
    assert [line.task for line in page.context["form"].lines] == ["Melayani pemohon", "Mendampingi peserta", "Rapat"]


def test_two_people_at_once_one_is_told_and_nothing_is_lost(draft, enter) -> None:
    address = reverse("needs:sheet", args=[draft.pk])
    first = enter("second_analyst").post(address, {**TYPED, "volume-0": "3000", "revision": "2", "do": "save"})
    assert first.status_code == 302
    mine = {**TYPED, "task-1": "Alat saya", "revision": "2", "do": "save"}
    second = enter("analyst").post(address, mine)
    text = second.content.decode()
    assert second.status_code == 409
    assert "Sdr. Second_Analyst" in text
    assert "Alat saya" in text
    assert [change.kind for change in second.context["differences"]] == ["CHANGED", "NEW", "GONE"]
    assert draft.lines.get(place=1).volume == 3000
    third = enter("analyst").post(address, {**mine, "revision": second.context["form"].revision})
    assert third.status_code == 302
    assert draft.lines.get(place=2).task == "Alat saya"


def test_step_on_a_version_that_nobody_looked_at_is_refused(draft, acting) -> None:
    with pytest.raises(StaleError):
        step_sheet(sheet=draft, step=STEP["submit"], revision=1, reason="", by=acting("analyst"), at=NOW)
    draft.refresh_from_db()
    assert draft.state == SheetState.DRAFT


def test_need_is_approved_by_head_and_agency_and_then_stands(frozen, cast, enter) -> None:
    frozen.refresh_from_db()
    assert (frozen.state, frozen.head_by, frozen.agency_by) == (SheetState.FROZEN, cast.head, cast.decider)
    assert len(frozen.digest) == 64
    verbs = Act.objects.filter(thing="sheet", thing_id=str(frozen.pk)).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["BEGIN_SHEET", "WRITE_SHEET", "SUBMIT_SHEET", "APPROVE_SHEET", "FREEZE_SHEET"]
    answer = enter("analyst").post(reverse("needs:sheet", args=[frozen.pk]), {**TYPED, "do": "save", "revision": "5"})
    assert answer.status_code == 409
    assert "tidak dapat diubah lagi" in answer.content.decode()


@pytest.mark.parametrize(
    ("before", "name", "who"),
    [
        ((), "approve", "head"),
        ((), "freeze", "decider"),
        (("submit",), "approve", "analyst"),
        (("submit",), "approve", "decider"),
        (("submit",), "freeze", "decider"),
        (("submit",), "freeze", "head"),
        (("submit", "approve"), "freeze", "head"),
        (("submit", "approve"), "freeze", "analyst"),
        (("submit", "approve", "freeze"), "withdraw", "analyst"),
    ],
)
def test_step_out_of_turn_or_in_another_capacity_is_refused(draft, acting, before, name, who) -> None:
    people = {"submit": "analyst", "approve": "head", "freeze": "decider"}
    for one in before:
        take(draft, one, acting(people[one]))
    with pytest.raises(NotAllowedError, match="tidak tersedia"):
        take(draft, name, acting(who))


def test_who_prepared_does_not_approve(post, acting) -> None:
    own = begin_sheet(post=post, year=2026, by=acting("head"), at=NOW)
    lines = posted_lines(TYPED).good
    write_sheet(sheet=own, lines=lines, revision=1, filled=0, by=acting("second_analyst"), at=NOW)
    take(own, "submit", acting("second_analyst"))
    with pytest.raises(NotAllowedError, match="harus orang lain"):
        take(own, "approve", acting("head"))


def test_head_of_another_unit_does_not_find_the_sheet(draft, enter, acting) -> None:
    take(draft, "submit", acting("analyst"))
    client = enter("other_head")
    assert client.get(reverse("needs:sheet", args=[draft.pk])).status_code == 404
    assert client.post(reverse("needs:step", args=[draft.pk]), {"step": "approve"}).status_code == 404
    assert client.get(reverse("needs:sheets-of-post", args=[draft.post_id])).status_code == 404
    assert sheets(acting("other_head")).count() == 0
    assert sheet(acting("head"), draft.pk) is not None


def test_return_needs_a_reason_and_opens_the_sheet_again(draft, acting, enter) -> None:
    take(draft, "submit", acting("analyst"))
    with pytest.raises(NotAllowedError, match="alasannya"):
        take(draft, "return", acting("head"), reason="  ")
    take(draft, "return", acting("head"), reason="Volume rapat terlalu besar")
    assert draft.state == SheetState.DRAFT
    assert (
        "Volume rapat terlalu besar" in enter("analyst").get(reverse("needs:sheet", args=[draft.pk])).content.decode()
    )
    assert Act.objects.get(verb="RETURN_SHEET").reason == "Volume rapat terlalu besar"


def test_sheet_without_tasks_cannot_be_submitted(post, acting) -> None:
    begun = begin_sheet(post=post, year=2026, by=acting("analyst"), at=NOW)
    write_sheet(sheet=begun, lines=[], revision=1, filled=0, by=acting("analyst"), at=NOW)
    with pytest.raises(NotAllowedError, match="belum ada uraian tugas"):
        take(begun, "submit", acting("analyst"))


def test_post_has_one_open_sheet(draft, post, acting) -> None:
    with pytest.raises(NotAllowedError, match="belum selesai"):
        begin_sheet(post=post, year=2027, by=acting("second_analyst"), at=NOW)


def test_new_version_starts_from_the_last_and_supersedes_it(frozen, post, acting) -> None:
    second = begin_sheet(post=post, year=2026, by=acting("analyst"), at=NOW)
    assert (second.version, second.need) == (2, NEED)
    lines = posted_lines({**TYPED, "volume-2": "600", "task-3": "Rapat dinas"}).good
    write_sheet(sheet=second, lines=lines, revision=1, filled=0, by=acting("analyst"), at=NOW)
    for name, who in (("submit", "analyst"), ("approve", "head"), ("freeze", "committee")):
        take(second, name, acting(who))
    frozen.refresh_from_db()
    assert frozen.state == SheetState.SUPERSEDED
    new, old = versions(acting("analyst"), post.post_id)
    changes = changes_between(list(old.lines.all()), list(new.lines.all()))
    assert [(one.kind, one.task) for one in changes] == [
        ("CHANGED", "Mendampingi peserta"), ("NEW", "Rapat dinas"), ("GONE", "Rapat"),
    ]  # fmt: skip
    assert changes[0].fields == (("volume", 90.0, 600.0),)


def test_set_needs_enter_the_data_as_one_batch_that_can_be_undone(frozen, acting, enter, now) -> None:
    before = dataset_on(now.date())
    batch = take_sheets(by=acting("analyst"), at=now)
    after = dataset_on(batch.as_of)
    post = after["posts"].row(by_predicate=pl.col("post_id") == frozen.post_id, named=True)
    assert (post["need"], post["need_source"]) == (NEED, "ABK (PermenPANRB 1/2020): 4 uraian tugas, 8.6500 pegawai")
    assert after["workload"].filter(pl.col("post_id") == frozen.post_id).height == 4
    others = pl.col("post_id") != frozen.post_id
    assert after["posts"].filter(others).equals(before["posts"].filter(others))
    assert after["workload"].filter(others).equals(before["workload"].filter(others))
    told = workload_needs(after, batch.as_of).row(by_predicate=~others, named=True)
    assert told["need"] == NEED
    undo_batch(batch=batch, by=acting("analyst"), at=now, reason="salah")
    assert dataset_on(batch.as_of).digest() == before.digest()
    assert Post.objects.current().get(post_id=frozen.post_id).need_source != post["need_source"]


def test_second_version_in_the_data_replaces_the_tasks_of_the_first(frozen, post, acting, now) -> None:
    take_sheets(by=acting("analyst"), at=now)
    second = begin_sheet(post=post, year=2027, by=acting("analyst"), at=NOW)
    write_sheet(sheet=second, lines=posted_lines({"task-0": "Rapat", "volume-0": "100", "minutes-0": "1500"}).good,
                revision=1, filled=0, by=acting("analyst"), at=NOW)  # fmt: skip
    for name, who in (("submit", "analyst"), ("approve", "head"), ("freeze", "decider")):
        take(second, name, acting(who))
    batch = take_sheets(by=acting("analyst"), at=now)
    rows = dataset_on(batch.as_of)["workload"].filter(pl.col("post_id") == post.post_id)
    assert rows["task"].to_list() == ["Rapat"]


def test_button_enters_the_needs_in_the_background(frozen, enter, django_capture_on_commit_callbacks) -> None:
    assert "1 kebutuhan sudah ditetapkan" in enter("analyst").get(reverse("needs:sheets")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        enter("analyst").post(reverse("needs:take"))
    job = Job.objects.latest("pk")
    assert (job.state, job.error) == ("DONE", "")
    frozen.refresh_from_db()
    assert frozen.batch.title == "ABK yang ditetapkan: 1 formasi"
    assert "belum masuk Data" not in enter("analyst").get(reverse("needs:sheets")).content.decode()


def test_page_offers_the_steps_of_the_reader(draft, enter, acting) -> None:
    def offered(name: str) -> list[str]:
        page = enter(name).get(reverse("needs:sheet", args=[draft.pk]))
        return [step.name for step, problem in page.context["steps"] if not problem]

    assert (offered("analyst"), offered("auditor")) == (["submit", "withdraw"], [])
    take(draft, "submit", acting("analyst"))
    assert (offered("analyst"), offered("head"), offered("decider")) == ([], ["approve", "return"], [])
    assert "menunggu persetujuan Anda" in enter("head").get(reverse("needs:sheets")).content.decode()
    take(draft, "approve", acting("head"))
    assert (offered("head"), offered("committee")) == ([], ["freeze", "send-back"])


def test_whole_way_through_the_pages(post, enter) -> None:
    begun = enter("analyst").post(reverse("needs:sheets-of-post", args=[post.post_id]), {"year": "2026"})
    address = begun.url
    assert enter("analyst").post(address, {**TYPED, "revision": "1", "do": "save"}).status_code == 302
    for name, who in (("submit", "analyst"), ("approve", "head"), ("freeze", "decider")):
        revision = NeedSheet.objects.get().revision
        enter(who).post(f"{address}langkah/", {"step": name, "revision": revision, "reason": "Sesuai"})
    assert NeedSheet.objects.get().state == SheetState.FROZEN
    page = enter("head").get(reverse("needs:sheets-of-post", args=[post.post_id])).content.decode()
    assert "ditetapkan" in page


def test_year_that_is_none_is_asked_again(post, enter) -> None:
    enter("analyst").post(reverse("needs:sheets-of-post", args=[post.post_id]), {"year": "dua"})
    assert NeedSheet.objects.count() == 0


def test_list_of_sheets_asks_as_many_questions_for_one_as_for_three(acting, enter) -> None:
    client = enter("committee")
    lines = list(PostLine.objects.current().order_by("post_id")[:3])
    for number, line in enumerate(lines, start=1):
        begin_sheet(post=line, year=2026, by=acting("analyst"), at=NOW)
        if number == 2:
            continue
        client.get(reverse("needs:sheets"))
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse("needs:sheets"))
        assert page.context["table"].total == number
        assert len(asked) == 6, [one["sql"][:90] for one in asked]
