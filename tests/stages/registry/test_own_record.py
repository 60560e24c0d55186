"""What a person says of the own record, the answer to it, and who may open what is protected."""

import pytest
from django.urls import reverse

from penata_web.registry.enums import Outcome, Stance
from penata_web.registry.models import Condition, FieldWord, PersonLine
from penata_web.shared.models import Act

pytestmark = pytest.mark.django_db


def say(client, cast, **posted):
    return client.post(reverse("registry:person-word", args=[cast.employee_id]), posted)


def test_confirmed_field_is_marked_and_recorded(enter, cast) -> None:
    client = enter("employee")
    assert say(client, cast, confirm="employees|rank|").status_code == 302
    word = FieldWord.objects.get()
    assert (word.column, word.stance, word.employee_id) == ("rank", Stance.CONFIRM, cast.employee_id)
    assert Act.objects.filter(verb="CONFIRM_FIELDS", thing_id=cast.employee_id).count() == 1
    page = client.get(reverse("registry:person", args=[cast.employee_id])).content.decode()
    assert page.count("Anda nyatakan benar") == 1


def test_confirmation_of_a_value_that_changed_says_nothing_more(enter, cast) -> None:
    client = enter("employee")
    say(client, cast, confirm="employees|rank|")
    FieldWord.objects.update(value="I/a")
    assert "Anda nyatakan benar" not in client.get(reverse("registry:person", args=[cast.employee_id])).content.decode()


def test_everything_not_yet_spoken_of_is_confirmed_at_once(enter, cast) -> None:
    client = enter("employee")
    say(client, cast, dispute="1", field="employees|rank|", text="Seharusnya IV/a, SK 823/2024.")
    say(client, cast, all="1")
    page = client.get(reverse("registry:person", args=[cast.employee_id]))
    words = [one["word"].stance for group in page.context["groups"] for one in group["fields"]]
    assert words.count(Stance.DISPUTE) == 1
    assert words.count(Stance.CONFIRM) == len(words) - 1
    before = FieldWord.objects.count()
    say(client, cast, all="1")
    assert FieldWord.objects.count() == before


def test_dispute_is_a_task_until_the_answer_which_the_person_reads(enter, cast) -> None:
    client, analyst = enter("employee"), enter("analyst")
    assert say(client, cast, dispute="1", field="employees|rank|", text="Seharusnya IV/a.").status_code == 302
    word = FieldWord.objects.get()
    tasks = analyst.get(reverse("registry:tasks"))
    assert tasks.context["table"].total == 1
    assert "Seharusnya IV/a." in tasks.content.decode()
    answer = reverse("registry:task-answer", args=[word.pk])
    assert analyst.post(answer, {"outcome": "", "answer": "Sudah"}).status_code == 422
    done = analyst.post(answer, {"outcome": Outcome.CORRECTED, "answer": "SK diterima, diperbaiki di SIASN."})
    assert done.status_code == 302
    assert analyst.get(reverse("registry:tasks")).context["table"].total == 0
    page = client.get(reverse("registry:person", args=[cast.employee_id])).content.decode()
    assert "SK diterima, diperbaiki di SIASN." in page
    assert list(Act.objects.order_by("number").filter(thing="person").values_list("verb", flat=True)) == [
        "DISPUTE_FIELD", "ANSWER_DISPUTE",
    ]  # fmt: skip


def test_second_answer_is_told_of_the_first(enter, cast) -> None:
    say(enter("employee"), cast, dispute="1", field="employees|rank|", text="Seharusnya IV/a.")
    answer = reverse("registry:task-answer", args=[FieldWord.objects.get().pk])
    posted = {"outcome": Outcome.KEPT, "answer": "Sesuai SK."}
    assert enter("analyst").post(answer, posted).status_code == 302
    late = enter("second_analyst").post(answer, posted | {"answer": "Lain"})
    assert late.status_code == 409
    assert "orang lain sudah menjawab" in late.content.decode()
    assert FieldWord.objects.get().answer == "Sesuai SK."


def test_dispute_without_words_is_kept_open_and_says_what_to_write(enter, cast) -> None:
    page = say(enter("employee"), cast, dispute="1", field="employees|rank|", text=" ")
    assert page.status_code == 422
    assert "Tulis apa yang keliru dan yang benar" in page.content.decode()
    assert not FieldWord.objects.exists()


def test_task_is_seen_by_the_own_head_and_answered_by_none_but_the_analyst(enter, cast) -> None:
    say(enter("employee"), cast, dispute="1", field="employees|rank|", text="Seharusnya IV/a.")
    pk = FieldWord.objects.get().pk
    page = reverse("registry:task", args=[pk])
    assert enter("head").get(page).status_code == 200
    assert enter("other_head").get(page).status_code == 404
    assert enter("head").get(reverse("registry:tasks")).context["table"].total == 1
    assert enter("other_head").get(reverse("registry:tasks")).context["table"].total == 0
    assert enter("head").post(reverse("registry:task-answer", args=[pk]), {}).status_code == 403


def test_word_about_somebody_else_is_refused(enter, cast) -> None:
    other = PersonLine.objects.exclude(employee_id=cast.employee_id).first()
    url = reverse("registry:person-word", args=[other.employee_id])
    assert enter("employee").post(url, {"confirm": "employees|rank|"}).status_code == 404
    assert enter("analyst").post(url, {"confirm": "employees|rank|"}).status_code == 403
    assert not FieldWord.objects.exists()


def sick(cast) -> Condition:
    """Give the employee an illness that nobody should read in passing."""
    one = Condition.objects.current().first()
    one.pk, one.employee_id, one.key = None, cast.employee_id, "sakit"
    one.kind, one.note, one.until = "ILLNESS", "Perlu cuci darah tiap pekan", None
    one.save()
    return one


@pytest.mark.parametrize("name", ["analyst", "committee", "head", "decider", "auditor", "employee"])
def test_protected_data_are_not_on_the_page(enter, cast, name: str) -> None:
    sick(cast)
    birth = PersonLine.objects.filter(employee_id=cast.employee_id)
    page = enter(name).get(reverse("registry:person", args=[cast.employee_id])).content.decode()
    assert birth.exists()
    assert "cuci darah" not in page
    assert "Tanggal lahir</dt>" not in page


def test_opening_protected_data_is_recorded_with_its_reason(enter, cast) -> None:
    sick(cast)
    url = reverse("registry:person-open", args=[cast.employee_id])
    page = enter("analyst").post(url, {"reason": "Memeriksa syarat kesehatan untuk mutasi"})
    assert page.status_code == 200
    assert "Perlu cuci darah tiap pekan" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    act = Act.objects.get(verb="OPEN_SENSITIVE")
    assert (act.thing_id, act.reason) == (cast.employee_id, "Memeriksa syarat kesehatan untuk mutasi")
    for name in ("employee", "auditor"):
        seen = enter(name).get(reverse("registry:person", args=[cast.employee_id])).content.decode()
        assert f"Dilihat oleh {cast.analyst.full_name}" in seen
    assert "Dilihat oleh" not in enter("head").get(reverse("registry:person", args=[cast.employee_id])).content.decode()


def test_opening_without_a_reason_shows_nothing_and_records_nothing(enter, cast) -> None:
    sick(cast)
    page = enter("analyst").post(reverse("registry:person-open", args=[cast.employee_id]), {"reason": "ya"})
    assert page.status_code == 422
    assert "cuci darah" not in page.content.decode()
    assert not Act.objects.filter(verb="OPEN_SENSITIVE").exists()


@pytest.mark.parametrize(("name", "status"), [("head", 403), ("decider", 403), ("auditor", 403), ("employee", 200)])
def test_protected_data_open_for_those_who_need_them_alone(enter, cast, name: str, status: int) -> None:
    url = reverse("registry:person-open", args=[cast.employee_id])
    assert enter(name).post(url, {"reason": "Memeriksa data"}).status_code == status


def test_protected_data_of_a_foreign_person_do_not_exist_for_an_employee(enter, cast) -> None:
    other = PersonLine.objects.exclude(employee_id=cast.employee_id).first()
    url = reverse("registry:person-open", args=[other.employee_id])
    assert enter("employee").post(url, {"reason": "Ingin tahu saja"}).status_code == 404
