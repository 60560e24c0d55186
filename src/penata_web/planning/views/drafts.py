"""Who looks at a draft and when: stands on every page and in every file of it."""

import datetime as dt

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from penata_web.planning.models import Cycle, Plan, Scenario
from penata_web.planning.queries import cycles, plans
from penata_web.shared.acting import Acting


def mark_of(thing: Cycle | Scenario | Plan, acting: Acting, at: dt.datetime) -> str:
    """The words of the mark; empty for the proposal once it is open to all, and for what belongs to it."""
    if not _is_draft(thing, at):
        return ""
    return _("Draf, hanya untuk orang yang disebut namanya. Dibuka oleh %(name)s pada %(at)s.") % {
        "name": acting.account,
        "at": formats.date_format(timezone.localtime(at), "j F Y H:i"),
    }


def _is_draft(thing: Cycle | Scenario | Plan, at: dt.datetime) -> bool:
    """A scenario beside the proposal stays a draft when the cycle is open to all."""
    if isinstance(thing, Plan):
        return plans.is_draft(thing, at)
    if isinstance(thing, Scenario):
        return thing.frozen_at is None or cycles.is_draft(thing.cycle, at)
    return cycles.is_draft(thing, at)
