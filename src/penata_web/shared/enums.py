"""Roles, and the states of a job."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """In what capacity somebody acts. What each may see and do is declared at the views."""

    ANALYST = "ANALYST", _("Analis mutasi")
    UNIT_HEAD = "UNIT_HEAD", _("Kepala unit")
    COMMITTEE = "COMMITTEE", _("Tim Penilai Kinerja")
    DECIDER = "DECIDER", _("Pejabat Pembina Kepegawaian")
    EMPLOYEE = "EMPLOYEE", _("Pegawai")
    AUDITOR = "AUDITOR", _("Auditor")
    ADMIN = "ADMIN", _("Pengelola sistem")


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "WAITING", _("menunggu")
    RUNNING = "RUNNING", _("berjalan")
    DONE = "DONE", _("selesai")
    FAILED = "FAILED", _("gagal")
    CANCELLED = "CANCELLED", _("dibatalkan")
