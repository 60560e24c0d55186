"""Need sheets: the tasks of a post, what they ask for, and who approved it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from penata_web.needs.enums import OPEN_STATES, Approach, SheetState
from penata_web.registry.models import Batch


def _who(name: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=name, on_delete=models.RESTRICT, null=True, related_name="+"
    )


class NeedSheet(models.Model):
    """Lembar kebutuhan (ABK) of a post in a year: one version, from draft to frozen.

    ``revision`` counts savings, so that two people at once do not overwrite each other. ``need``, ``people`` and
    ``minutes`` are what the library computed when the lines were last saved; ``problem`` tells why it could not.
    """

    post_id = models.TextField(_("formasi"))
    unit_id = models.TextField(_("unit"))
    year = models.IntegerField(_("tahun"))
    version = models.IntegerField(_("versi"))
    state = models.CharField(max_length=16, choices=SheetState.choices, default=SheetState.DRAFT)
    revision = models.IntegerField(default=1)
    need = models.IntegerField(_("kebutuhan"), null=True)
    people = models.TextField(blank=True)
    minutes = models.FloatField(null=True)
    problem = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    editors: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("yang pernah mengisi")
    )
    prepared_by = _who(_("disusun oleh"))
    prepared_at = models.DateTimeField()
    changed_by = _who(_("diubah oleh"))
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    head_by = _who(_("disetujui kepala unit"))
    head_at = models.DateTimeField(null=True)
    agency_by = _who(_("ditetapkan oleh"))
    agency_at = models.DateTimeField(null=True)
    returned_reason = models.TextField(blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        """Newest first; one open sheet a post."""

        ordering: ClassVar = ["-year", "-version", "post_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post_id", "year", "version"], name="sheet_version_once"),
            models.UniqueConstraint(
                fields=["post_id"], condition=Q(state__in=OPEN_STATES), name="sheet_one_open_a_post",
                violation_error_message=_("Formasi ini sudah punya lembar yang belum selesai."),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["unit_id"], name="sheet_of_unit"),
            models.Index(fields=["state"], name="sheet_by_state"),
        ]

    @property
    def exact(self) -> float | None:
        """The people before rounding, as a number."""
        return float(self.people) if self.people else None

    def __str__(self) -> str:
        """Post, year and version."""
        return f"{self.post_id} {self.year} v{self.version}"


class NeedLine(models.Model):
    """Uraian tugas: one task with its volume a year and what one of it takes."""

    sheet = models.ForeignKey(NeedSheet, on_delete=models.CASCADE, related_name="lines")
    place = models.IntegerField()
    task = models.TextField(_("uraian tugas"))
    approach = models.CharField(_("pendekatan"), max_length=12, choices=Approach.choices, default=Approach.OUTPUT)
    volume = models.FloatField(_("volume setahun"))
    minutes = models.FloatField(_("norma waktu (menit)"), null=True)
    per_person = models.FloatField(_("rasio per pegawai"), null=True)
    shifts = models.FloatField(_("sif"), null=True)

    class Meta:
        """In the order in which they were written."""

        ordering: ClassVar = ["sheet_id", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "place"], name="line_place_once"),
            models.CheckConstraint(condition=Q(volume__gte=0), name="line_volume_not_below_zero"),
        ]

    def __str__(self) -> str:
        """The task."""
        return self.task
