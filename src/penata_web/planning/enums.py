"""States of cycles, scenarios, plans and reviewed lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CycleState(models.TextChoices):
    """Where a cycle stands."""

    PREPARING = "PREPARING", _("dibekukan…")
    OPEN = "OPEN", _("terbuka")
    PROPOSED = "PROPOSED", _("usulan dikunci")
    CLOSED = "CLOSED", _("ditutup")


class PlanState(models.TextChoices):
    """Where a plan stands: the run of one version of a scenario."""

    RUNNING = "RUNNING", _("dihitung")
    DONE = "DONE", _("selesai")
    NO_PLAN = "NO_PLAN", _("keputusan bertentangan")
    FAILED = "FAILED", _("gagal")
    CANCELLED = "CANCELLED", _("dibatalkan")


class DecisionKind(models.TextChoices):
    """What people decide about one person before the plan is made; codes are the library's."""

    PIN = "PIN", _("tetap di tempat")
    FORBID = "FORBID", _("tidak ke sana")
    FORCE = "FORCE", _("ke sana")


class ReviewState(models.TextChoices):
    """Where a reviewed list stands."""

    DRAFT = "DRAFT", _("draf")
    CHECKING = "CHECKING", _("diperiksa")
    CHECKED = "CHECKED", _("sudah diperiksa")
    FAILED = "FAILED", _("gagal")
