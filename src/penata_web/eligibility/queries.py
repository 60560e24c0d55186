"""What the legal office has confirmed, and what it has not."""

import datetime as dt

from penata_web.registry.models import Confirmation


def confirmation_rows(day: dt.date) -> list[dict[str, object]]:
    """The confirmations that stand on a day."""
    names = ("rule_id", "document", "confirmed_on", "confirmed_by", "note")
    return list(Confirmation.objects.on(day).values(*names))
