"""Checking a list of names."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from penata_web.planning.models import Review
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.operations.reviews import check_list
from penata_web.shared.jobs import Outcome, RefusedError, Run, job


@job("planning.review")
def review(run: Run) -> Outcome:
    """Judge the newest version of a list against the registry as it is."""
    try:
        row = Review.objects.get(pk=run.payload["review"])
    except Review.DoesNotExist:
        raise RefusedError(_("Daftar ini tidak ada lagi.")) from None
    now = timezone.now()
    try:
        done = check_list(review=row, by=run.acting, today=timezone.localdate(now), at=now, step=run.step)
    except RefusedChangeError as refusal:
        raise RefusedError(str(refusal)) from None
    return Outcome(url=reverse("planning:review", args=[row.pk]), result=done.result["counts"])
