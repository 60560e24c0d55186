"""The surge what-if: the library's answer, asked by the address, nothing written."""

import pytest
from django.urls import reverse
from web_cast import AS_OF, regency

from penata.facts import facts_of
from penata.needs import nearest, overview, surge
from penata.policy import parse_policy

pytestmark = pytest.mark.django_db


def test_answer_is_that_of_the_library(reading, enter) -> None:
    page = enter("analyst").get(reverse("needs:surge") + "?rumpun=GURU&persen=20&orang=2").context
    facts = facts_of(regency(), parse_policy("", as_of=AS_OF))
    posts = facts.posts.filter((facts.posts["field"] == "GURU") & facts.posts["need"].is_not_null())
    after = surge(facts, posts["post_id"].to_list(), percent=20, people=2)
    found = page["table"].rows_of
    told = overview(after).posts.filter(overview(after).posts["post_id"].is_in(posts["post_id"].implode()))
    assert found["shortage_after"].sum() == told["shortage"].sum()
    assert found["need_after"].sum() == told["need"].sum() == posts["need"].sum() * 6 // 5 + 2
    short = told.filter(told["shortage"] > 0).sort("shortage", "post_id", descending=[True, False])
    near = nearest(after, short["post_id"].head(20).to_list())
    assert page["near"].rows_of.equals(near)


def test_question_without_service_or_amount_is_asked_back_with_what_was_typed(reading, enter) -> None:
    page = enter("analyst").get(reverse("needs:surge") + "?orang=5")
    assert "pelayanan mana" in page.content.decode()
    assert 'value="5"' in page.content.decode()
    assert (
        "Isi persen atau jumlah orang" in enter("analyst").get(reverse("needs:surge") + "?rumpun=GURU").content.decode()
    )


def test_head_of_a_unit_raises_the_own_unit_only(reading, enter, cast) -> None:
    own = enter("head").get(reverse("needs:surge") + f"?unit={cast.unit_id}&orang=1").context
    assert own["table"].rows_of["unit_id"].unique().to_list() == [cast.unit_id]
    other = enter("head").get(reverse("needs:surge") + f"?unit={cast.other_unit_id}&orang=1")
    assert "Tidak ada formasi dengan kebutuhan di sana" in other.content.decode()
