"""What people and agencies said, as the files bring it: wishes, decisions, scores, papers.

Columns are those of ``penata.tables``, which tell their meaning; a test holds the two together.
"""

from typing import ClassVar

from django.db import models

from penata_web.registry.models.dated import Dated, looked_up, one_current


class Wish(Dated):
    """Aspirasi."""

    table: ClassVar = "wishes"
    employee_id = models.TextField()
    rank = models.BigIntegerField(null=True)
    post_id = models.TextField(null=True)
    unit_id = models.TextField(null=True)
    district_id = models.TextField(null=True)
    stance = models.TextField()
    request = models.BooleanField(null=True)
    reason = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_wishes"
        constraints: ClassVar = one_current("wishes")
        indexes: ClassVar = looked_up("wishes", "employee_id", "post_id")


class Decision(Dated):
    """Keputusan."""

    table: ClassVar = "decisions"
    employee_id = models.TextField()
    kind = models.TextField()
    post_id = models.TextField(null=True)
    reason = models.TextField()

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_decisions"
        constraints: ClassVar = one_current("decisions")
        indexes: ClassVar = looked_up("decisions")


class Score(Dated):
    """Nilai dari luar."""

    table: ClassVar = "scores"
    employee_id = models.TextField()
    post_id = models.TextField()
    points = models.BigIntegerField()

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_scores"
        constraints: ClassVar = one_current("scores")
        indexes: ClassVar = looked_up("scores")


class Approval(Dated):
    """Persetujuan."""

    table: ClassVar = "approvals"
    kind = models.TextField()
    employee_id = models.TextField(null=True)
    post_id = models.TextField(null=True)
    given_on = models.DateField()
    reference = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_approvals"
        constraints: ClassVar = one_current("approvals")
        indexes: ClassVar = looked_up("approvals")


class ImutResult(Dated):
    """Hasil I-MUT."""

    table: ClassVar = "imut_results"
    employee_id = models.TextField()
    post_id = models.TextField()
    imut_kind = models.TextField(null=True)
    status = models.TextField()
    pertek_number = models.TextField(null=True)
    pertek_on = models.DateField(null=True)
    note = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_imut_results"
        constraints: ClassVar = one_current("imut_results")
        indexes: ClassVar = looked_up("imut_results")


class Confirmation(Dated):
    """Konfirmasi aturan."""

    table: ClassVar = "confirmations"
    rule_id = models.TextField()
    document = models.TextField()
    confirmed_on = models.DateField()
    confirmed_by = models.TextField(null=True)
    note = models.TextField(null=True)

    class Meta(Dated.Meta):
        """One current row a key."""

        db_table = "registry_confirmations"
        constraints: ClassVar = one_current("confirmations")
        indexes: ClassVar = looked_up("confirmations")
