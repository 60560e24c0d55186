"""States of what is brought in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """Where a batch stands."""

    TESTING = "TESTING", _("sedang diperiksa")
    TESTED = "TESTED", _("sudah diperiksa")
    TAKING = "TAKING", _("sedang diambil alih")
    TAKEN = "TAKEN", _("diambil alih")
    UNDONE = "UNDONE", _("dibatalkan")
    FAILED = "FAILED", _("gagal")
