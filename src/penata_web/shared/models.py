"""Accounts and the capacities they act in, the record of acts, and jobs."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from penata_web.shared.enums import JobState, Role


class Account(AbstractUser):
    """Somebody who can log in. What they may do hangs on their capacities alone, never on groups or flags."""

    full_name = models.TextField(_("nama lengkap"), blank=True)
    employee_id = models.CharField(_("NIP"), max_length=40, blank=True, db_index=True)

    class Meta:
        """Names of the account on screen."""

        verbose_name = _("akun")
        verbose_name_plural = _("akun")

    def __str__(self) -> str:
        """The name, or what is typed to log in."""
        return self.full_name or self.username


class Capacity(models.Model):
    """A role that an account may act in, over one agency or one unit with all below it (empty: everything)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="capacities")
    role = models.CharField(_("peran"), max_length=16, choices=Role.choices)
    agency_id = models.TextField(_("instansi"), blank=True)
    unit_id = models.TextField(_("unit"), blank=True)
    unit_name = models.TextField(_("nama unit"), blank=True)
    valid_from = models.DateField(_("mulai"))
    valid_until = models.DateField(_("sampai"), null=True, blank=True)

    class Meta:
        """A head of a unit has a unit; a period runs forward."""

        verbose_name = _("peran akun")
        ordering: ClassVar = ["account_id", "role", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="capacity_head_has_unit",
                condition=~Q(role=Role.UNIT_HEAD) | ~Q(unit_id=""),
                violation_error_message=_("Kepala unit harus punya unit."),
            ),
            models.CheckConstraint(
                name="capacity_period_runs_forward",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("Tanggal akhir lebih awal daripada tanggal mulai."),
            ),
        ]

    def __str__(self) -> str:
        """Role and where."""
        return self.title

    @property
    def title(self) -> str:
        """What stands at "Bertindak sebagai"."""
        return f"{self.get_role_display()} · {self.unit_name}" if self.unit_name else str(self.get_role_display())


class Act(models.Model):
    """One line of the record of acts (jejak audit). Written once by ``acts.record``; triggers refuse the rest."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    author = models.ForeignKey(Account, on_delete=models.RESTRICT, null=True, related_name="+")
    author_name = models.TextField()
    role = models.CharField(max_length=16, blank=True)
    agency_id = models.TextField(blank=True)
    unit_id = models.TextField(blank=True)
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    thing_id = models.TextField()
    reason = models.TextField(blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [models.Index(fields=["thing", "thing_id"], name="act_of_a_thing")]

    def __str__(self) -> str:
        """Number and verb."""
        return f"{self.number} {self.verb}"


class ActHead(models.Model):
    """The one row that holds the last act's number and digest, so that a cut-off end is found too."""

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")


class Job(models.Model):
    """Work in the background, as people see it: what, for whom, how far, and what came of it."""

    kind = models.CharField(max_length=60)
    title = models.TextField()
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    stage = models.TextField(blank=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    payload = models.JSONField(default=dict)
    result: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    result_url = models.TextField(blank=True)
    error = models.TextField(blank=True)
    account = models.ForeignKey(Account, on_delete=models.RESTRICT, related_name="+")
    capacity = models.ForeignKey(Capacity, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancel_asked = models.BooleanField(default=False)
    attempts = models.IntegerField(default=0)
    task_id = models.CharField(max_length=64, blank=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["state", "heartbeat_at"], name="job_by_state")]

    def __str__(self) -> str:
        """What it does."""
        return self.title

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}

    @property
    def percent(self) -> int:
        """How far, where that is known; 100 once done."""
        if self.state == JobState.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0


class Login(models.Model):
    """A device on which an account is logged in, so that the number of devices can be held."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="logins")
    session_key = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        """Whose."""
        return f"{self.account} {self.at:%Y-%m-%d %H:%M}"


class Token(models.Model):
    """A key for a program that acts in one capacity; only its digest is kept."""

    capacity = models.ForeignKey(Capacity, on_delete=models.CASCADE, related_name="tokens")
    name = models.TextField(_("untuk apa"))
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """What it is for."""
        return self.name
