"""The day as of which a page is read: today, or whatever day the address names."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from penata_web.registry import queries
from penata_web.shared.acting import Request


@dataclass(frozen=True, slots=True)
class Day:
    """``on`` is the day asked about; ``since`` the first day of which anything is known, ``latest`` the last one."""

    on: dt.date
    today: dt.date
    since: dt.date | None
    latest: dt.date | None
    problem: str = ""
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def is_today(self) -> bool:
        """Whether the page tells of today."""
        return self.on == self.today

    @property
    def is_before(self) -> bool:
        """Whether the day lies before the first batch."""
        return self.since is not None and self.on < self.since

    @property
    def suffix(self) -> str:
        """What an address carries on."""
        return "" if self.is_today else f"?per={self.on.isoformat()}"

    @property
    def more(self) -> str:
        """The same for an address that has parameters of its own."""
        return "" if self.is_today else f"&per={self.on.isoformat()}"

    def url(self, name: str, *args: object, **parameters: object) -> str:
        """The address of a page as of the same day."""
        query = {key: str(value) for key, value in parameters.items()}
        if not self.is_today:
            query["per"] = self.on.isoformat()
        text = "&".join(f"{key}={quote(value)}" for key, value in query.items())
        return reverse(name, args=args) + (f"?{text}" if text else "")


def day_of(request: Request) -> Day:
    """The day in the address; today where none is, or where it is no day of the past."""
    today = timezone.localdate()
    asked = request.GET.get("per", "")
    on, problem = today, ""
    if asked:
        try:
            found = parse_date(asked)
        except ValueError:
            found = None
        if found is None:
            problem = _("“%(asked)s” bukan tanggal; tulis seperti 2026-06-30. Yang tampil keadaan hari ini.")
        elif found > today:
            problem = _("%(asked)s belum tiba. Yang tampil keadaan hari ini.")
        else:
            on = found
    known = queries.span(on)
    kept = tuple((name, str(value)) for name, value in request.GET.items() if name != "per")
    return Day(on, today, known.since, known.latest, problem and problem % {"asked": asked}, kept)
