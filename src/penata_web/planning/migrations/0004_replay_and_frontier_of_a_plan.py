"""What a replay found, and what balance costs in moves or wishes."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns."""

    dependencies: ClassVar = [("planning", "0003_job_of_a_cycle")]

    operations: ClassVar = [
        migrations.AddField(model_name="plan", name="replay_differs", field=models.JSONField(default=list)),
        migrations.AddField(model_name="plan", name="frontier", field=models.JSONField(default=dict)),
    ]
