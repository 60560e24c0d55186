"""What the registry does in the background: test files, take them over, undo it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from penata_web.registry.models import Batch
from penata_web.registry.operations import CannotUndoError, imports
from penata_web.shared.jobs import Outcome, RefusedError, Run, job


@job("registry.test")
def test(run: Run) -> Outcome:
    """The dry run."""
    batch = _batch(run)
    batch = imports.check_batch(batch=batch, tell=run.step, at=timezone.now())
    return Outcome(url=_page(batch), result={"state": batch.state})


@job("registry.take")
def take(run: Run) -> Outcome:
    """The take-over, in one transaction."""
    batch = _batch(run)
    run.step(_("menulis ke registri"))
    try:
        imports.take_over(batch=batch, by=run.acting, at=timezone.now())
    except BaseException:
        imports.let_go(batch=batch)
        raise
    return Outcome(url=_page(batch))


@job("registry.undo")
def undo(run: Run) -> Outcome:
    """The undoing, in one transaction."""
    batch = _batch(run)
    run.step(_("mengembalikan keadaan semula"))
    try:
        imports.undo(batch=batch, reason=str(run.payload["reason"]), by=run.acting, at=timezone.now())
    except CannotUndoError as error:
        imports.let_go(batch=batch)
        raise RefusedError(str(error)) from None
    except BaseException:
        imports.let_go(batch=batch)
        raise
    return Outcome(url=_page(batch))


def _batch(run: Run) -> Batch:
    return Batch.objects.get(pk=run.payload["batch"])


def _page(batch: Batch) -> str:
    return reverse("registry:import", args=[batch.pk])
