"""What a person says of the own record: this is right, or this is wrong and why."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from penata_web.registry.enums import Outcome, Stance


class FieldWord(models.Model):
    """One field of one record, as the person saw it: confirmed or disputed. A dispute is a task until it is answered.

    ``value`` is what stood there; once something else stands there, a confirmation says nothing of it. ``name``,
    ``unit``, ``path`` and ``agency_id`` tell whose task it is.
    """

    employee_id = models.TextField()
    name = models.TextField()
    table = models.TextField()
    key = models.TextField()
    column = models.TextField(blank=True)
    value = models.TextField(blank=True)
    stance = models.CharField(max_length=8, choices=Stance.choices)
    text = models.TextField(_("Yang benar menurut Anda, dan apa dasarnya"), blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    said_at = models.DateTimeField()
    unit = models.TextField(blank=True)
    path = models.TextField(blank=True)
    agency_id = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("Jawaban kepada pegawai"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """A dispute has its words, an answer its day; both are looked up by person and place."""

        ordering: ClassVar = ["-said_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="dispute_says_why",
                condition=~Q(stance=Stance.DISPUTE) | ~Q(text=""),
                violation_error_message=_("Tulis apa yang keliru dan yang benar."),
            ),
            models.CheckConstraint(
                name="answer_says_when",
                condition=Q(outcome="", answered_at__isnull=True) | (~Q(outcome="") & Q(answered_at__isnull=False)),
                violation_error_message=_("Jawaban harus lengkap."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["employee_id", "-said_at"], name="word_of_a_person"),
            models.Index(fields=["stance", "outcome"], name="word_open"),
        ]

    def __str__(self) -> str:
        """Whose, and of what."""
        return f"{self.name}: {self.column or self.table}"
