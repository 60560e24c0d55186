"""States of a need sheet, the four approaches of workload analysis, and ways to look at shortage."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SheetState(models.TextChoices):
    """Where a need sheet stands."""

    DRAFT = "DRAFT", _("draf")
    SUBMITTED = "SUBMITTED", _("menunggu kepala unit")
    HEAD_APPROVED = "HEAD_APPROVED", _("menunggu instansi")
    FROZEN = "FROZEN", _("ditetapkan")
    SUPERSEDED = "SUPERSEDED", _("digantikan")
    WITHDRAWN = "WITHDRAWN", _("dibatalkan")


OPEN_STATES = (SheetState.DRAFT, SheetState.SUBMITTED, SheetState.HEAD_APPROVED)
"""A post has at most one sheet in these."""


class Approach(models.TextChoices):
    """How a task's people are counted; the codes are those of the table ``workload``."""

    OUTPUT = "OUTPUT", _("Hasil kerja")
    TASK = "TASK", _("Tugas per tugas jabatan")
    OBJECT = "OBJECT", _("Objek kerja")
    EQUIPMENT = "EQUIPMENT", _("Peralatan kerja")


class Direction(models.TextChoices):
    """Which posts a list of gaps holds."""

    SHORT = "kurang", _("Kekurangan")
    OVER = "lebih", _("Kelebihan")
    WITHOUT = "tanpa", _("Tanpa kebutuhan")
    ALL = "semua", _("Semua formasi")
