"""What a need is computed from, as the files bring it: task rows, pupils, hours, health centres.

Columns are those of ``penata.tables``, which tell their meaning; a test holds the two together.
"""

from typing import ClassVar

from django.db import models

from penata_web.registry.models.dated import Dated, looked_up, one_current


class WorkloadRow(Dated):
    """Uraian tugas ABK."""

    table: ClassVar = "workload"
    post_id = models.TextField()
    task = models.TextField()
    approach = models.TextField(null=True)
    volume = models.FloatField()
    minutes = models.FloatField(null=True)
    per_person = models.FloatField(null=True)
    shifts = models.FloatField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_workload"
        constraints: ClassVar = one_current("workload")
        indexes: ClassVar = looked_up("workload", "post_id")


class School(Dated):
    """Sekolah."""

    table: ClassVar = "schools"
    unit_id = models.TextField()
    stage = models.TextField()
    npsn = models.TextField(null=True)
    pupils = models.BigIntegerField(null=True)
    classes = models.BigIntegerField(null=True)
    classrooms = models.BigIntegerField(null=True)
    teachers = models.BigIntegerField(null=True)
    special_area = models.BooleanField(null=True)
    private = models.BooleanField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_schools"
        constraints: ClassVar = one_current("schools")
        indexes: ClassVar = looked_up("schools")


class SubjectHours(Dated):
    """Jam mata pelajaran."""

    table: ClassVar = "subject_hours"
    unit_id = models.TextField()
    subject = models.TextField()
    weekly_hours = models.FloatField()

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_subject_hours"
        constraints: ClassVar = one_current("subject_hours")
        indexes: ClassVar = looked_up("subject_hours")


class HealthCentre(Dated):
    """Puskesmas."""

    table: ClassVar = "health_centres"
    unit_id = models.TextField()
    inpatient = models.BooleanField()
    area = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_health_centres"
        constraints: ClassVar = one_current("health_centres")
        indexes: ClassVar = looked_up("health_centres")
