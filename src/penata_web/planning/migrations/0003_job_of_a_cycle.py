"""The job that freezes a cycle's data."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [
        ("planning", "0002_initial"),
        ("shared", "0002_record_of_acts_is_append_only"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="cycle",
            name="job",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="shared.job"
            ),
        ),
    ]
