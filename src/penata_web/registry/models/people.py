"""People on the payroll and what the files tell of them.

Columns are those of ``penata.tables``, which tell their meaning; a test holds the two together.
"""

from typing import ClassVar

from django.db import models

from penata_web.registry.models.dated import Dated, looked_up, one_current


class Employee(Dated):
    """Pegawai."""

    table: ClassVar = "employees"
    employee_id = models.TextField()
    name = models.TextField()
    employment = models.TextField()
    status = models.TextField(null=True)
    sex = models.TextField(null=True)
    birth_date = models.DateField(null=True)
    rank = models.TextField(null=True)
    rank_since = models.DateField(null=True)
    post_id = models.TextField(null=True)
    job_id = models.TextField(null=True)
    in_post_since = models.DateField(null=True)
    in_job_since = models.DateField(null=True)
    in_unit_since = models.DateField(null=True)
    cpns_on = models.DateField(null=True)
    pns_since = models.DateField(null=True)
    cohort_year = models.BigIntegerField(null=True)
    education_level = models.TextField(null=True)
    education_field = models.TextField(null=True)
    subjects = models.TextField(null=True)
    teaching_hours = models.FloatField(null=True)
    certificates = models.TextField(null=True)
    potential = models.BigIntegerField(null=True)
    home_lat = models.FloatField(null=True)
    home_lon = models.FloatField(null=True)
    home_district_id = models.TextField(null=True)
    household_id = models.TextField(null=True)
    dependants = models.BigIntegerField(null=True)
    contract_until = models.DateField(null=True)
    external_id = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_employees"
        constraints: ClassVar = one_current("employees")
        indexes: ClassVar = looked_up("employees", "post_id", "name")


class Duty(Dated):
    """Plt., Plh., tugas tambahan."""

    table: ClassVar = "duties"
    employee_id = models.TextField()
    post_id = models.TextField()
    kind = models.TextField()
    from_date = models.DateField(db_column="from", null=True)
    until = models.DateField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_duties"
        constraints: ClassVar = one_current("duties")
        indexes: ClassVar = looked_up("duties", "employee_id", "post_id")


class Condition(Dated):
    """Discipline, health, care: sensitive; read through ``registry.operations.open_sensitive`` alone."""

    table: ClassVar = "conditions"
    employee_id = models.TextField()
    kind = models.TextField()
    from_date = models.DateField(db_column="from")
    until = models.DateField(null=True)
    note = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_conditions"
        constraints: ClassVar = one_current("conditions")
        indexes: ClassVar = looked_up("conditions", "employee_id")


class Credential(Dated):
    """Sertifikat profesi; ``good_until`` is the column ``valid_until`` of the dataset, whose name is taken here."""

    table: ClassVar = "credentials"
    employee_id = models.TextField()
    kind = models.TextField()
    subject = models.TextField(null=True)
    place_unit_id = models.TextField(null=True)
    good_until = models.DateField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_credentials"
        constraints: ClassVar = one_current("credentials")
        indexes: ClassVar = looked_up("credentials", "employee_id")


class Appraisal(Dated):
    """Kinerja."""

    table: ClassVar = "appraisals"
    employee_id = models.TextField()
    period = models.TextField()
    work_result = models.BigIntegerField(null=True)
    behaviour = models.BigIntegerField(null=True)
    predicate = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_appraisals"
        constraints: ClassVar = one_current("appraisals")
        indexes: ClassVar = looked_up("appraisals", "employee_id")


class TalentBox(Dated):
    """Kotak talenta."""

    table: ClassVar = "talent"
    employee_id = models.TextField()
    year = models.BigIntegerField()
    performance_score = models.FloatField(null=True)
    potential_score = models.FloatField(null=True)
    box = models.BigIntegerField()
    source = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_talent"
        constraints: ClassVar = one_current("talent")
        indexes: ClassVar = looked_up("talent", "employee_id")


class Competency(Dated):
    """Kompetensi pegawai."""

    table: ClassVar = "competencies"
    employee_id = models.TextField()
    competency = models.TextField()
    level = models.BigIntegerField()

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_competencies"
        constraints: ClassVar = one_current("competencies")
        indexes: ClassVar = looked_up("competencies", "employee_id")


class Service(Dated):
    """Riwayat jabatan."""

    table: ClassVar = "service_history"
    employee_id = models.TextField()
    job_id = models.TextField()
    unit_id = models.TextField()
    post_id = models.TextField(null=True)
    kind = models.TextField(null=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_service_history"
        constraints: ClassVar = one_current("service_history")
        indexes: ClassVar = looked_up("service_history", "employee_id")


class Kinship(Dated):
    """Kekerabatan."""

    table: ClassVar = "kinship"
    employee_id = models.TextField()
    relative_id = models.TextField()
    relation = models.TextField()

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_kinship"
        constraints: ClassVar = one_current("kinship")
        indexes: ClassVar = looked_up("kinship", "employee_id")
