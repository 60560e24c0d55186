"""The organisation: agencies, places, units, jobs and posts.

Columns are those of ``penata.tables``, which tell their meaning; a test holds the two together.
"""

from typing import ClassVar

from django.db import models

from penata_web.registry.models.dated import Dated, looked_up, one_current


class Agency(Dated):
    """Instansi."""

    table: ClassVar = "agencies"
    agency_id = models.TextField()
    name = models.TextField()
    kind = models.TextField(null=True)
    province_id = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_agencies"
        constraints: ClassVar = one_current("agencies")
        indexes: ClassVar = looked_up("agencies")


class District(Dated):
    """Kecamatan."""

    table: ClassVar = "districts"
    district_id = models.TextField()
    name = models.TextField()
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    remote = models.BooleanField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_districts"
        constraints: ClassVar = one_current("districts")
        indexes: ClassVar = looked_up("districts")


class Unit(Dated):
    """Unit organisasi; ``path`` holds the ids from the top, as in /dinas/bidang/."""

    table: ClassVar = "units"
    unit_id = models.TextField()
    parent_id = models.TextField(null=True)
    agency_id = models.TextField()
    name = models.TextField()
    kind = models.TextField(null=True)
    district_id = models.TextField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    remote = models.BooleanField(null=True)
    active = models.BooleanField(null=True)
    path = models.TextField(default="")

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_units"
        constraints: ClassVar = one_current("units")
        indexes: ClassVar = looked_up("units", "parent_id", "path")


class Job(Dated):
    """Jabatan."""

    table: ClassVar = "jobs"
    job_id = models.TextField()
    name = models.TextField()
    category = models.TextField(null=True)
    ladder = models.TextField(null=True)
    level = models.TextField(null=True)
    family = models.TextField(null=True)
    grade = models.BigIntegerField(null=True)
    allowance_month = models.BigIntegerField(null=True)
    min_rank = models.TextField(null=True)
    max_rank = models.TextField(null=True)
    min_education = models.TextField(null=True)
    education_fields = models.TextField(null=True)
    certificates = models.TextField(null=True)
    min_experience_months = models.BigIntegerField(null=True)
    retirement_age = models.BigIntegerField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_jobs"
        constraints: ClassVar = one_current("jobs")
        indexes: ClassVar = looked_up("jobs")


class Post(Dated):
    """Formasi: a job in a unit, with its seats."""

    table: ClassVar = "posts"
    post_id = models.TextField()
    unit_id = models.TextField()
    job_id = models.TextField()
    subject = models.TextField(null=True)
    need = models.BigIntegerField(null=True)
    safe_minimum = models.BigIntegerField(null=True)
    priority = models.BigIntegerField(null=True)
    leads_unit = models.BooleanField(null=True)
    workload_minutes = models.FloatField(null=True)
    need_source = models.TextField(null=True)
    external_id = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_posts"
        constraints: ClassVar = one_current("posts")
        indexes: ClassVar = looked_up("posts", "unit_id", "job_id")


class JobCompetency(Dated):
    """Standar kompetensi."""

    table: ClassVar = "job_competencies"
    job_id = models.TextField()
    competency = models.TextField()
    level = models.BigIntegerField()

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_job_competencies"
        constraints: ClassVar = one_current("job_competencies")
        indexes: ClassVar = looked_up("job_competencies", "job_id")


class Travel(Dated):
    """Perjalanan."""

    table: ClassVar = "travel"
    from_district_id = models.TextField()
    to_district_id = models.TextField()
    minutes = models.FloatField(null=True)
    km = models.FloatField(null=True)
    cost = models.BigIntegerField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_travel"
        constraints: ClassVar = one_current("travel")
        indexes: ClassVar = looked_up("travel")


class CalendarDay(Dated):
    """Kalender."""

    table: ClassVar = "calendar"
    kind = models.TextField()
    date = models.DateField()
    agency_id = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_calendar"
        constraints: ClassVar = one_current("calendar")
        indexes: ClassVar = looked_up("calendar")


class Course(Dated):
    """Pelatihan."""

    table: ClassVar = "courses"
    course_id = models.TextField()
    name = models.TextField()
    certificate = models.TextField(null=True)
    competency = models.TextField(null=True)
    level = models.BigIntegerField(null=True)
    seats = models.BigIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    place = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_courses"
        constraints: ClassVar = one_current("courses")
        indexes: ClassVar = looked_up("courses")
