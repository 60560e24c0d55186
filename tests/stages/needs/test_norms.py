"""Norms of schools and health centres: the library's needs with their citation, entered as a batch."""

import polars as pl
import pytest
from django.urls import reverse
from web_cast import AS_OF, NOW, regency

from penata.needs import health_needs, school_needs
from penata.needs.norms import NORM_PREFIX
from penata.policy import parse_policy
from penata_web.needs.frames.norms import norm_rows, norms_on
from penata_web.needs.operations import take_norms
from penata_web.registry.operations import dataset_on, undo_batch
from penata_web.shared.jobs import RefusedError
from penata_web.shared.models import Act, Job

pytestmark = pytest.mark.django_db

POLICY = parse_policy("", as_of=AS_OF)


def test_table_has_every_need_that_a_norm_states_with_its_citation(reading, enter) -> None:
    for kind, told in (("sekolah", school_needs(regency(), POLICY)), ("puskesmas", health_needs(regency(), POLICY))):
        page = enter("analyst").get(reverse("needs:counts") + f"?jenis={kind}")
        rows = page.context["table"].rows_of
        keys = ["unit_id", "ladder", "subject"]
        assert rows.select(*keys, "need").sort(keys).equals(told.rows.select(*keys, "need").sort(keys))
        assert rows["source"].null_count() == 0
        assert not rows["source"].str.starts_with(NORM_PREFIX).any()


def test_those_who_are_there_are_counted_as_the_library_seats_them() -> None:
    found = norms_on(regency(), AS_OF, {}).rows.filter(pl.col("kind") == "SCHOOL")
    assert found["filled"].drop_nulls().sum() > 20
    assert (found["gap"] == found["filled"] - found["need"]).all()
    assert found.filter(pl.col("filled").is_null() & pl.col("left").is_null()).height == 0


def test_needs_that_the_agency_stated_stay_unless_they_are_to_be_replaced() -> None:
    posts = regency()["posts"]
    kept = norm_rows(regency(), AS_OF, overwrite=False).get("posts", posts)
    stated = posts.filter(pl.col("need").is_not_null()).select("post_id", "need")
    assert stated.join(kept, on=["post_id", "need"], how="anti").height == 0
    replaced = norm_rows(regency(), AS_OF, overwrite=True)["posts"]
    assert replaced.filter(pl.col("need_source").str.starts_with(NORM_PREFIX)).height > 20


def test_norms_enter_the_data_as_one_batch_that_can_be_undone(acting) -> None:
    before = dataset_on(NOW.date())
    batch = take_norms(overwrite=True, reason="Dapodik semester genap", by=acting("analyst"), at=NOW)
    after = dataset_on(batch.as_of)
    expected = norm_rows(before, batch.as_of, overwrite=True)
    for name, frame in expected.items():
        assert after[name].equals(frame), name
    assert Act.objects.get(verb="TAKE_NORMS").reason == "Dapodik semester genap"
    undo_batch(batch=batch, by=acting("analyst"), at=NOW, reason="salah")
    assert dataset_on(batch.as_of).digest() == before.digest()


def test_norms_that_change_nothing_are_told(acting) -> None:
    take_norms(overwrite=True, reason="x", by=acting("analyst"), at=NOW)
    with pytest.raises(RefusedError, match="Tidak ada yang berubah"):
        take_norms(overwrite=False, reason="", by=acting("analyst"), at=NOW)


def test_replacing_asks_for_a_reason(reading, enter, django_capture_on_commit_callbacks) -> None:
    enter("analyst").post(reverse("needs:take-norms"), {"overwrite": "ya", "reason": " "})
    assert Job.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        enter("analyst").post(reverse("needs:take-norms"), {"overwrite": "ya", "reason": "Dapodik"})
    assert (Job.objects.get().state, Job.objects.get().error) == ("DONE", "")


def test_head_of_a_unit_sees_the_norms_of_the_own_unit(reading, enter, acting) -> None:
    page = enter("head").get(reverse("needs:counts"))
    assert page.status_code == 200
    path = enter("head").get(reverse("needs:counts")).context["scope"].path
    assert page.context["table"].rows_of.filter(~pl.col("path").str.starts_with(path)).height == 0
