"""Batches and the rows that wait, for those who import and those who audit."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet

from penata_web.registry.models import Batch, RefusedRow


def batches() -> QuerySet[Batch, Any]:
    """Every batch with its author and its rows that wait."""
    waiting = Count("refused", filter=Q(refused__settled_at=None))
    return Batch.objects.annotate(author=F("created_by__full_name"), waiting=waiting).values(
        "pk", "title", "as_of", "state", "created_at", "author", "waiting", "found", "job__state"
    )


def waiting_rows() -> QuerySet[RefusedRow]:
    """Refused rows that nobody has corrected yet, of batches that were taken over or may be."""
    return RefusedRow.objects.filter(settled_at=None)
