"""What was needed and who was there, computed on a day and kept."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from penata_web.shared.models import Job


class Reading(models.Model):
    """Pembacaan: need, filled and gap of the registry on a day. The chain of them is the history of the balance index.

    ``digest`` names the data that was read, ``stamp`` the state of the registry's batches at that time. The frames lie
    in ``folder``; ``figures`` are the totals over everything.
    """

    day = models.DateField()
    digest = models.CharField(max_length=64)
    stamp = models.TextField()
    folder = models.TextField()
    figures: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Its day."""
        return f"{self.day} #{self.pk}"
