"""Who looks at a draft and when: stands on every page and in every file of it."""

import datetime as dt

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from penata_web.planning.models import Cycle
from penata_web.planning.queries.cycles import is_draft
from penata_web.shared.acting import Acting


def mark_of(cycle: Cycle, acting: Acting, at: dt.datetime) -> str:
    """The words of the mark; empty once the proposal is open to all."""
    if not is_draft(cycle, at):
        return ""
    return _("Draf, hanya untuk orang yang disebut namanya. Dibuka oleh %(name)s pada %(at)s.") % {
        "name": acting.account,
        "at": formats.date_format(timezone.localtime(at), "j F Y H:i"),
    }
