"""States of what is brought in, and of what people say of their records."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """Where a batch stands."""

    TESTING = "TESTING", _("sedang diperiksa")
    TESTED = "TESTED", _("sudah diperiksa")
    SAME = "SAME", _("tidak ada yang berubah")
    TAKING = "TAKING", _("sedang diambil alih")
    TAKEN = "TAKEN", _("diambil alih")
    UNDOING = "UNDOING", _("sedang dibatalkan")
    UNDONE = "UNDONE", _("dibatalkan")
    FAILED = "FAILED", _("gagal")


class Stance(models.TextChoices):
    """What a person says of a field of the own record."""

    CONFIRM = "CONFIRM", _("benar")
    DISPUTE = "DISPUTE", _("keliru")


class Outcome(models.TextChoices):
    """What became of a dispute."""

    CORRECTED = "CORRECTED", _("diperbaiki")
    KEPT = "KEPT", _("tetap")
