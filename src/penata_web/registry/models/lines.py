"""Lines of the lists: what the library derives of each person, post and unit, kept with the days on which it held.

``registry.operations.redraw_lines`` writes them whenever a batch is taken or undone; nobody else does. A list, a search
or a total reads one of these tables and no other.
"""

from typing import Any, ClassVar

from django.db import models

from penata_web.registry.models.dated import DatedRows


class Line(models.Model):
    """A line as it held from ``valid_from`` until the day before ``valid_until`` (null: still)."""

    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    objects = DatedRows.as_manager()

    class Meta:
        """Not a table of its own."""

        abstract = True


def _below(name: str) -> models.Index:
    """The index by which everything below a unit is found, in whatever order the database sorts text."""
    return models.Index(fields=["path"], name=f"{name}_path", opclasses=["text_pattern_ops"])


def _found(name: str) -> models.Index:
    """All that a search by words reads of the lines that hold now, so that it never touches the wide rows."""
    return models.Index(
        fields=["found_by", "path", "agency_id"], name=f"{name}_found_by", condition=models.Q(valid_until__isnull=True)
    )


class PersonLine(Line):
    """A person in a list: who, where, and when they leave."""

    employee_id = models.TextField()
    name = models.TextField()
    found_by = models.TextField()
    employment = models.TextField()
    status = models.TextField()
    rank = models.TextField(null=True)
    counted = models.BooleanField()
    post_id = models.TextField(null=True)
    job_id = models.TextField(null=True)
    job = models.TextField(null=True)
    category = models.TextField(null=True)
    field = models.TextField(null=True)
    level_order = models.BigIntegerField(null=True)
    leads = models.BooleanField()
    in_post_since = models.DateField(null=True)
    unit_id = models.TextField(null=True)
    unit = models.TextField(null=True)
    path = models.TextField()
    office_id = models.TextField(null=True)
    office = models.TextField(null=True)
    agency_id = models.TextField()
    district = models.TextField(null=True)
    leaves_on = models.DateField(null=True)
    leaves_because = models.TextField(null=True)

    class Meta:
        """Looked up by number, name, place and day of leaving."""

        db_table = "registry_person_lines"
        indexes: ClassVar = [
            models.Index(fields=["employee_id", "valid_from"], name="person_lines_employee"),
            models.Index(fields=["name"], name="person_lines_name"),
            models.Index(fields=["post_id"], name="person_lines_post"),
            models.Index(fields=["unit_id"], name="person_lines_unit"),
            models.Index(fields=["leaves_on"], name="person_lines_leaves_on"),
            _below("person_lines"),
            _found("person_lines"),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class PostLine(Line):
    """A post in a list: what is needed and who is there, as the library counts."""

    post_id = models.TextField()
    job_id = models.TextField()
    job = models.TextField()
    found_by = models.TextField()
    category = models.TextField(null=True)
    field = models.TextField(null=True)
    level_order = models.BigIntegerField(null=True)
    subject = models.TextField(null=True)
    leads_unit = models.BooleanField()
    unit_id = models.TextField()
    unit = models.TextField()
    path = models.TextField()
    office_id = models.TextField(null=True)
    office = models.TextField(null=True)
    agency_id = models.TextField()
    district = models.TextField(null=True)
    need = models.BigIntegerField(null=True)
    need_source = models.TextField(null=True)
    safe_minimum = models.BigIntegerField(null=True)
    filled = models.BigIntegerField()
    absent = models.BigIntegerField()
    shortage = models.BigIntegerField()
    surplus = models.BigIntegerField()

    class Meta:
        """Looked up by id, unit, place and shortage."""

        db_table = "registry_post_lines"
        indexes: ClassVar = [
            models.Index(fields=["post_id", "valid_from"], name="post_lines_post"),
            models.Index(fields=["unit_id"], name="post_lines_unit"),
            models.Index(fields=["job"], name="post_lines_job"),
            models.Index(fields=["shortage"], name="post_lines_shortage"),
            _below("post_lines"),
            _found("post_lines"),
        ]

    def __str__(self) -> str:
        """Job and unit."""
        return f"{self.job} · {self.unit}"


class UnitLine(Line):
    """A unit in the tree: its own figures, and with ``all_`` those of everything below it too."""

    unit_id = models.TextField()
    parent_id = models.TextField(null=True)
    name = models.TextField()
    found_by = models.TextField()
    kind = models.TextField(null=True)
    path = models.TextField()
    agency_id = models.TextField()
    office_id = models.TextField(null=True)
    office = models.TextField(null=True)
    district = models.TextField(null=True)
    active = models.BooleanField(null=True)
    children = models.BigIntegerField()
    head_id = models.TextField(null=True)
    head = models.TextField(null=True)
    head_as = models.TextField(null=True)
    need = models.BigIntegerField()
    filled = models.BigIntegerField()
    shortage = models.BigIntegerField()
    surplus = models.BigIntegerField()
    all_need = models.BigIntegerField()
    all_filled = models.BigIntegerField()
    all_shortage = models.BigIntegerField()
    all_surplus = models.BigIntegerField()

    class Meta:
        """Looked up by id, parent, name and place."""

        db_table = "registry_unit_lines"
        indexes: ClassVar = [
            models.Index(fields=["unit_id", "valid_from"], name="unit_lines_unit"),
            models.Index(fields=["parent_id"], name="unit_lines_parent"),
            models.Index(fields=["name"], name="unit_lines_name"),
            _below("unit_lines"),
            _found("unit_lines"),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class FaultLine(Line):
    """A record that a check of data quality found wanting."""

    code = models.TextField()
    table = models.TextField()
    item_id = models.TextField()
    name = models.TextField(null=True)
    unit = models.TextField(null=True)
    detail = models.TextField(null=True)
    path = models.TextField()
    agency_id = models.TextField()

    class Meta:
        """Looked up by record, check and place."""

        db_table = "registry_fault_lines"
        indexes: ClassVar = [
            models.Index(fields=["item_id"], name="fault_lines_item"),
            models.Index(fields=["code"], name="fault_lines_code"),
            _below("fault_lines"),
        ]

    def __str__(self) -> str:
        """Check and record."""
        return f"{self.code} {self.item_id}"


class QualityLine(Line):
    """The answer of the whole check: score, dimensions, and each check with who can repair what it found."""

    document: "models.JSONField[Any, Any]" = models.JSONField()

    class Meta:
        """One a day on which something changed."""

        db_table = "registry_quality_lines"

    def __str__(self) -> str:
        """Its day."""
        return str(self.valid_from)
