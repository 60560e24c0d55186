"""Cycles with their frozen data, scenarios, plans, the committee's choices, and lists under review.

What a plan computed lies in its folder on disk, as the library writes it; the rows here say what it is and for whom.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from penata_web.planning.enums import CycleState, DecisionKind, PlanState, ReviewState
from penata_web.shared.enums import JobState
from penata_web.shared.models import Job


class Cycle(models.Model):
    """Siklus: registry, needs, rules and policy frozen under one digest; scenarios are made within it."""

    name = models.TextField(_("nama"))
    agency_id = models.TextField(_("instansi"), blank=True)
    state = models.CharField(max_length=10, choices=CycleState.choices, default=CycleState.PREPARING)
    as_of = models.DateField(_("keadaan data per tanggal"))
    effective_date = models.DateField(_("rencana berlaku mulai"))
    policy_text = models.TextField(_("kebijakan"), blank=True)
    folder = models.TextField(blank=True)
    dataset_digest = models.CharField(max_length=64, blank=True)
    rule_set = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    figures: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    job = models.ForeignKey(Job, on_delete=models.RESTRICT, null=True, related_name="+")
    members: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="cycles", verbose_name=_("yang boleh melihat draf")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField()
    release_at = models.DateTimeField(_("dibuka untuk semua pada"), null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Its name."""
        return self.name


class Scenario(models.Model):
    """Skenario: a policy and decisions in a cycle. ``version`` counts changes, so that two people do not overwrite."""

    cycle = models.ForeignKey(Cycle, on_delete=models.RESTRICT, related_name="scenarios")
    name = models.TextField(_("nama"))
    copied_from = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="+")
    policy_text = models.TextField()
    version = models.IntegerField(default=1)
    note = models.TextField(_("catatan"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+")
    frozen_plan = models.ForeignKey("Plan", on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        """As they were made; a cycle has one proposal; names tell them apart."""

        ordering: ClassVar = ["cycle_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cycle", "name"], name="scenario_name_in_cycle",
                violation_error_message=_("Nama ini sudah dipakai dalam siklus yang sama."),
            ),
            models.UniqueConstraint(
                fields=["cycle"], condition=models.Q(frozen_at__isnull=False), name="cycle_has_one_proposal",
                violation_error_message=_("Siklus ini sudah punya usulan yang dikunci."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """Its name."""
        return self.name


class Decision(models.Model):
    """Pin, forbid or force one person in a scenario, with the reason."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="decisions")
    employee_id = models.TextField(_("NIP"))
    kind = models.CharField(_("keputusan"), max_length=8, choices=DecisionKind.choices)
    post_id = models.TextField(_("formasi"), blank=True)
    reason = models.TextField(_("alasan"))
    choice = models.ForeignKey("Choice", on_delete=models.CASCADE, null=True, related_name="decisions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One word about one person and post; a forced person has a post or leaves."""

        ordering: ClassVar = ["scenario_id", "employee_id", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scenario", "employee_id", "kind", "post_id"], name="decision_said_once")
        ]

    def __str__(self) -> str:
        """Who and what."""
        return f"{self.employee_id} {self.kind} {self.post_id}"


class Plan(models.Model):
    """Rencana: what one version of a scenario came to; its tables lie in ``folder`` as the library writes them."""

    scenario = models.ForeignKey(Scenario, on_delete=models.RESTRICT, related_name="plans")
    scenario_version = models.IntegerField()
    policy_text = models.TextField()
    decisions: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.RUNNING)
    job = models.ForeignKey(Job, on_delete=models.RESTRICT, null=True, related_name="+")
    folder = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    figures: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    clashes: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    error = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    replayed_at = models.DateTimeField(null=True)
    replayed_same = models.BooleanField(null=True)
    replay_differs: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    frontier: "models.JSONField[Any, Any]" = models.JSONField(default=dict)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Scenario and number."""
        return f"{self.scenario} #{self.pk}"

    @property
    def standing(self) -> PlanState:
        """Its state; where a worker was lost for good, that of its job: nothing runs that nobody works on."""
        if self.state != PlanState.RUNNING or self.job is None or not self.job.is_over:
            return PlanState(self.state)
        return PlanState.CANCELLED if self.job.state == JobState.CANCELLED else PlanState.FAILED


class Choice(models.Model):
    """The committee's choice for a vacant leading post in a cycle; it enters scenarios as a FORCE decision."""

    cycle = models.ForeignKey(Cycle, on_delete=models.RESTRICT, related_name="choices")
    post_id = models.TextField()
    employee_id = models.TextField()
    reason = models.TextField(_("alasan"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+")
    withdrawn_reason = models.TextField(_("alasan ditarik"), blank=True)

    class Meta:
        """One standing choice a seat, and a person."""

        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cycle", one], condition=models.Q(withdrawn_at__isnull=True), name=f"one_choice_{name}"
            )
            for one, name in (("post_id", "a_seat"), ("employee_id", "a_person"))
        ]

    def __str__(self) -> str:
        """Who, where."""
        return f"{self.employee_id} → {self.post_id}"


class Review(models.Model):
    """Daftar usulan: a list of names somebody drew up, checked row by row; a draft that named people see.

    ``version`` counts changes, so that two people do not overwrite; ``checked_version`` is the one that ``result``
    tells of.
    """

    title = models.TextField(_("judul"))
    agency_id = models.TextField(_("instansi"), blank=True)
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.DRAFT)
    as_of = models.DateField(_("diperiksa per tanggal"))
    version = models.IntegerField(default=1)
    checked_version = models.IntegerField(default=0)
    file_name = models.TextField(blank=True)
    folder = models.TextField(blank=True)
    lines: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    result: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    job = models.ForeignKey(Job, on_delete=models.RESTRICT, null=True, related_name="+")
    viewers: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="reviews"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Its title."""
        return self.title
