"""What was taken over at once, and can be undone as a whole."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from penata_web.registry.enums import BatchState


class Batch(models.Model):
    """Files brought in together: tested, then taken over, perhaps undone.

    ``digest`` names what the dry run would write: only exactly that can be taken over. ``found`` is what the dry run
    saw. ``job`` works on it, or did so last.
    """

    title = models.TextField()
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.TESTING)
    as_of = models.DateField(_("keadaan per tanggal"))
    folder = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    found: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+")
    created_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    job = models.ForeignKey("shared.Job", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        """Newest first; one at a time changes the registry."""

        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Value(1),
                condition=Q(state__in=[BatchState.TAKING, BatchState.UNDOING]),
                name="one_batch_at_a_time",
            )
        ]

    def __str__(self) -> str:
        """Its title."""
        return self.title


class RefusedRow(models.Model):
    """A row that could not be taken, with its place, the reason and the remedy; it waits and stops nobody else."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="refused")
    file = models.TextField()
    sheet = models.TextField(blank=True)
    row = models.IntegerField(null=True)
    table = models.TextField(blank=True)
    column = models.TextField(blank=True)
    value = models.TextField(blank=True)
    reason = models.TextField()
    remedy = models.TextField(blank=True)
    content: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """As they stand in the file."""

        ordering: ClassVar = ["batch_id", "file", "sheet", "row"]

    def __str__(self) -> str:
        """Where it stands."""
        return f"{self.file} {self.sheet} {self.row}"
