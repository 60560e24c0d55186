import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("shared", "0004_tokens"),
        ("shared", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="QualityLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("document", models.JSONField()),
            ],
            options={
                "db_table": "registry_quality_lines",
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("TESTING", "sedang diperiksa"),
                            ("TESTED", "sudah diperiksa"),
                            ("SAME", "tidak ada yang berubah"),
                            ("TAKING", "sedang diambil alih"),
                            ("TAKEN", "diambil alih"),
                            ("UNDOING", "sedang dibatalkan"),
                            ("UNDONE", "dibatalkan"),
                            ("FAILED", "gagal"),
                        ],
                        default="TESTING",
                        max_length=10,
                    ),
                ),
                ("as_of", models.DateField(verbose_name="keadaan per tanggal")),
                ("folder", models.TextField(blank=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("found", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="shared.job"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("state__in", ["TAKING", "UNDOING"])),
                        name="one_batch_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("kind", models.TextField()),
                ("employee_id", models.TextField(null=True)),
                ("post_id", models.TextField(null=True)),
                ("given_on", models.DateField()),
                ("reference", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_approvals",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="approvals_versions"),
                    models.Index(fields=["batch"], name="approvals_batch"),
                    models.Index(fields=["ended_by"], name="approvals_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="approvals_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("period", models.TextField()),
                ("work_result", models.BigIntegerField(null=True)),
                ("behaviour", models.BigIntegerField(null=True)),
                ("predicate", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_appraisals",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="appraisals_versions"),
                    models.Index(fields=["batch"], name="appraisals_batch"),
                    models.Index(fields=["ended_by"], name="appraisals_ended_by"),
                    models.Index(fields=["employee_id"], name="appraisals_employee_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="appraisals_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("agency_id", models.TextField()),
                ("name", models.TextField()),
                ("kind", models.TextField(null=True)),
                ("province_id", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_agencies",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="agencies_versions"),
                    models.Index(fields=["batch"], name="agencies_batch"),
                    models.Index(fields=["ended_by"], name="agencies_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="agencies_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("kind", models.TextField()),
                ("date", models.DateField()),
                ("agency_id", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_calendar",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="calendar_versions"),
                    models.Index(fields=["batch"], name="calendar_batch"),
                    models.Index(fields=["ended_by"], name="calendar_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="calendar_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Competency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("competency", models.TextField()),
                ("level", models.BigIntegerField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_competencies",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="competencies_versions"),
                    models.Index(fields=["batch"], name="competencies_batch"),
                    models.Index(fields=["ended_by"], name="competencies_ended_by"),
                    models.Index(fields=["employee_id"], name="competencies_employee_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="competencies_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("kind", models.TextField()),
                ("from_date", models.DateField(db_column="from")),
                ("until", models.DateField(null=True)),
                ("note", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_conditions",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="conditions_versions"),
                    models.Index(fields=["batch"], name="conditions_batch"),
                    models.Index(fields=["ended_by"], name="conditions_ended_by"),
                    models.Index(fields=["employee_id"], name="conditions_employee_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="conditions_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("rule_id", models.TextField()),
                ("document", models.TextField()),
                ("confirmed_on", models.DateField()),
                ("confirmed_by", models.TextField(null=True)),
                ("note", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_confirmations",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="confirmations_versions"),
                    models.Index(fields=["batch"], name="confirmations_batch"),
                    models.Index(fields=["ended_by"], name="confirmations_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="confirmations_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("course_id", models.TextField()),
                ("name", models.TextField()),
                ("certificate", models.TextField(null=True)),
                ("competency", models.TextField(null=True)),
                ("level", models.BigIntegerField(null=True)),
                ("seats", models.BigIntegerField(null=True)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("place", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_courses",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="courses_versions"),
                    models.Index(fields=["batch"], name="courses_batch"),
                    models.Index(fields=["ended_by"], name="courses_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="courses_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("kind", models.TextField()),
                ("subject", models.TextField(null=True)),
                ("place_unit_id", models.TextField(null=True)),
                ("good_until", models.DateField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_credentials",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="credentials_versions"),
                    models.Index(fields=["batch"], name="credentials_batch"),
                    models.Index(fields=["ended_by"], name="credentials_ended_by"),
                    models.Index(fields=["employee_id"], name="credentials_employee_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="credentials_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("kind", models.TextField()),
                ("post_id", models.TextField(null=True)),
                ("reason", models.TextField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_decisions",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="decisions_versions"),
                    models.Index(fields=["batch"], name="decisions_batch"),
                    models.Index(fields=["ended_by"], name="decisions_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="decisions_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("district_id", models.TextField()),
                ("name", models.TextField()),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("remote", models.BooleanField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_districts",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="districts_versions"),
                    models.Index(fields=["batch"], name="districts_batch"),
                    models.Index(fields=["ended_by"], name="districts_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="districts_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("post_id", models.TextField()),
                ("kind", models.TextField()),
                ("from_date", models.DateField(db_column="from", null=True)),
                ("until", models.DateField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_duties",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="duties_versions"),
                    models.Index(fields=["batch"], name="duties_batch"),
                    models.Index(fields=["ended_by"], name="duties_ended_by"),
                    models.Index(fields=["employee_id"], name="duties_employee_id"),
                    models.Index(fields=["post_id"], name="duties_post_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="duties_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Employee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("name", models.TextField()),
                ("employment", models.TextField()),
                ("status", models.TextField(null=True)),
                ("sex", models.TextField(null=True)),
                ("birth_date", models.DateField(null=True)),
                ("rank", models.TextField(null=True)),
                ("rank_since", models.DateField(null=True)),
                ("post_id", models.TextField(null=True)),
                ("job_id", models.TextField(null=True)),
                ("in_post_since", models.DateField(null=True)),
                ("in_job_since", models.DateField(null=True)),
                ("in_unit_since", models.DateField(null=True)),
                ("cpns_on", models.DateField(null=True)),
                ("pns_since", models.DateField(null=True)),
                ("cohort_year", models.BigIntegerField(null=True)),
                ("education_level", models.TextField(null=True)),
                ("education_field", models.TextField(null=True)),
                ("subjects", models.TextField(null=True)),
                ("teaching_hours", models.FloatField(null=True)),
                ("certificates", models.TextField(null=True)),
                ("potential", models.BigIntegerField(null=True)),
                ("home_lat", models.FloatField(null=True)),
                ("home_lon", models.FloatField(null=True)),
                ("home_district_id", models.TextField(null=True)),
                ("household_id", models.TextField(null=True)),
                ("dependants", models.BigIntegerField(null=True)),
                ("contract_until", models.DateField(null=True)),
                ("external_id", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_employees",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="employees_versions"),
                    models.Index(fields=["batch"], name="employees_batch"),
                    models.Index(fields=["ended_by"], name="employees_ended_by"),
                    models.Index(fields=["post_id"], name="employees_post_id"),
                    models.Index(fields=["name"], name="employees_name"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="employees_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FaultLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("code", models.TextField()),
                ("table", models.TextField()),
                ("item_id", models.TextField()),
                ("name", models.TextField(null=True)),
                ("unit", models.TextField(null=True)),
                ("detail", models.TextField(null=True)),
                ("path", models.TextField()),
                ("agency_id", models.TextField()),
            ],
            options={
                "db_table": "registry_fault_lines",
                "indexes": [
                    models.Index(fields=["item_id"], name="fault_lines_item"),
                    models.Index(fields=["code"], name="fault_lines_code"),
                    models.Index(fields=["path"], name="fault_lines_path", opclasses=["text_pattern_ops"]),
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("employee_id", models.TextField()),
                ("name", models.TextField()),
                ("table", models.TextField()),
                ("key", models.TextField()),
                ("column", models.TextField(blank=True)),
                ("value", models.TextField(blank=True)),
                ("stance", models.CharField(choices=[("CONFIRM", "benar"), ("DISPUTE", "keliru")], max_length=8)),
                ("text", models.TextField(blank=True, verbose_name="Yang benar menurut Anda, dan apa dasarnya")),
                ("said_at", models.DateTimeField()),
                ("unit", models.TextField(blank=True)),
                ("path", models.TextField(blank=True)),
                ("agency_id", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True, choices=[("CORRECTED", "diperbaiki"), ("KEPT", "tetap")], max_length=10
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="Jawaban kepada pegawai")),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-said_at", "-id"],
                "indexes": [
                    models.Index(fields=["employee_id", "-said_at"], name="word_of_a_person"),
                    models.Index(fields=["stance", "outcome"], name="word_open"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stance", "DISPUTE"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dispute_says_why",
                        violation_error_message="Tulis apa yang keliru dan yang benar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("outcome", "")),
                            models.Q(models.Q(("outcome", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="answer_says_when",
                        violation_error_message="Jawaban harus lengkap.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HealthCentre",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("unit_id", models.TextField()),
                ("inpatient", models.BooleanField()),
                ("area", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_health_centres",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="health_centres_versions"),
                    models.Index(fields=["batch"], name="health_centres_batch"),
                    models.Index(fields=["ended_by"], name="health_centres_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="health_centres_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImutResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("post_id", models.TextField()),
                ("imut_kind", models.TextField(null=True)),
                ("status", models.TextField()),
                ("pertek_number", models.TextField(null=True)),
                ("pertek_on", models.DateField(null=True)),
                ("note", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_imut_results",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="imut_results_versions"),
                    models.Index(fields=["batch"], name="imut_results_batch"),
                    models.Index(fields=["ended_by"], name="imut_results_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="imut_results_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("job_id", models.TextField()),
                ("name", models.TextField()),
                ("category", models.TextField(null=True)),
                ("ladder", models.TextField(null=True)),
                ("level", models.TextField(null=True)),
                ("family", models.TextField(null=True)),
                ("grade", models.BigIntegerField(null=True)),
                ("allowance_month", models.BigIntegerField(null=True)),
                ("min_rank", models.TextField(null=True)),
                ("max_rank", models.TextField(null=True)),
                ("min_education", models.TextField(null=True)),
                ("education_fields", models.TextField(null=True)),
                ("certificates", models.TextField(null=True)),
                ("min_experience_months", models.BigIntegerField(null=True)),
                ("retirement_age", models.BigIntegerField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_jobs",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="jobs_versions"),
                    models.Index(fields=["batch"], name="jobs_batch"),
                    models.Index(fields=["ended_by"], name="jobs_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)), fields=("key",), name="jobs_one_current_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JobCompetency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("job_id", models.TextField()),
                ("competency", models.TextField()),
                ("level", models.BigIntegerField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_job_competencies",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="job_competencies_versions"),
                    models.Index(fields=["batch"], name="job_competencies_batch"),
                    models.Index(fields=["ended_by"], name="job_competencies_ended_by"),
                    models.Index(fields=["job_id"], name="job_competencies_job_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="job_competencies_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Kinship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("relative_id", models.TextField()),
                ("relation", models.TextField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_kinship",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="kinship_versions"),
                    models.Index(fields=["batch"], name="kinship_batch"),
                    models.Index(fields=["ended_by"], name="kinship_ended_by"),
                    models.Index(fields=["employee_id"], name="kinship_employee_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="kinship_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("name", models.TextField()),
                ("found_by", models.TextField()),
                ("employment", models.TextField()),
                ("status", models.TextField()),
                ("rank", models.TextField(null=True)),
                ("counted", models.BooleanField()),
                ("post_id", models.TextField(null=True)),
                ("job_id", models.TextField(null=True)),
                ("job", models.TextField(null=True)),
                ("category", models.TextField(null=True)),
                ("field", models.TextField(null=True)),
                ("level_order", models.BigIntegerField(null=True)),
                ("leads", models.BooleanField()),
                ("in_post_since", models.DateField(null=True)),
                ("unit_id", models.TextField(null=True)),
                ("unit", models.TextField(null=True)),
                ("path", models.TextField()),
                ("office_id", models.TextField(null=True)),
                ("office", models.TextField(null=True)),
                ("agency_id", models.TextField()),
                ("district", models.TextField(null=True)),
                ("leaves_on", models.DateField(null=True)),
                ("leaves_because", models.TextField(null=True)),
            ],
            options={
                "db_table": "registry_person_lines",
                "indexes": [
                    models.Index(fields=["employee_id", "valid_from"], name="person_lines_employee"),
                    models.Index(fields=["name"], name="person_lines_name"),
                    models.Index(fields=["post_id"], name="person_lines_post"),
                    models.Index(fields=["unit_id"], name="person_lines_unit"),
                    models.Index(fields=["leaves_on"], name="person_lines_leaves_on"),
                    models.Index(fields=["path"], name="person_lines_path", opclasses=["text_pattern_ops"]),
                    models.Index(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=["found_by", "path", "agency_id"],
                        name="person_lines_found_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("post_id", models.TextField()),
                ("unit_id", models.TextField()),
                ("job_id", models.TextField()),
                ("subject", models.TextField(null=True)),
                ("need", models.BigIntegerField(null=True)),
                ("safe_minimum", models.BigIntegerField(null=True)),
                ("priority", models.BigIntegerField(null=True)),
                ("leads_unit", models.BooleanField(null=True)),
                ("workload_minutes", models.FloatField(null=True)),
                ("need_source", models.TextField(null=True)),
                ("external_id", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_posts",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="posts_versions"),
                    models.Index(fields=["batch"], name="posts_batch"),
                    models.Index(fields=["ended_by"], name="posts_ended_by"),
                    models.Index(fields=["unit_id"], name="posts_unit_id"),
                    models.Index(fields=["job_id"], name="posts_job_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)), fields=("key",), name="posts_one_current_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PostLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("post_id", models.TextField()),
                ("job_id", models.TextField()),
                ("job", models.TextField()),
                ("found_by", models.TextField()),
                ("category", models.TextField(null=True)),
                ("field", models.TextField(null=True)),
                ("level_order", models.BigIntegerField(null=True)),
                ("subject", models.TextField(null=True)),
                ("leads_unit", models.BooleanField()),
                ("unit_id", models.TextField()),
                ("unit", models.TextField()),
                ("path", models.TextField()),
                ("office_id", models.TextField(null=True)),
                ("office", models.TextField(null=True)),
                ("agency_id", models.TextField()),
                ("district", models.TextField(null=True)),
                ("need", models.BigIntegerField(null=True)),
                ("need_source", models.TextField(null=True)),
                ("safe_minimum", models.BigIntegerField(null=True)),
                ("filled", models.BigIntegerField()),
                ("absent", models.BigIntegerField()),
                ("shortage", models.BigIntegerField()),
                ("surplus", models.BigIntegerField()),
            ],
            options={
                "db_table": "registry_post_lines",
                "indexes": [
                    models.Index(fields=["post_id", "valid_from"], name="post_lines_post"),
                    models.Index(fields=["unit_id"], name="post_lines_unit"),
                    models.Index(fields=["job"], name="post_lines_job"),
                    models.Index(fields=["shortage"], name="post_lines_shortage"),
                    models.Index(fields=["path"], name="post_lines_path", opclasses=["text_pattern_ops"]),
                    models.Index(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=["found_by", "path", "agency_id"],
                        name="post_lines_found_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RefusedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.TextField()),
                ("sheet", models.TextField(blank=True)),
                ("row", models.IntegerField(null=True)),
                ("table", models.TextField(blank=True)),
                ("column", models.TextField(blank=True)),
                ("value", models.TextField(blank=True)),
                ("reason", models.TextField()),
                ("remedy", models.TextField(blank=True)),
                ("content", models.JSONField(default=dict)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="refused", to="registry.batch"
                    ),
                ),
            ],
            options={
                "ordering": ["batch_id", "file", "sheet", "row"],
            },
        ),
        migrations.CreateModel(
            name="School",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("unit_id", models.TextField()),
                ("stage", models.TextField()),
                ("npsn", models.TextField(null=True)),
                ("pupils", models.BigIntegerField(null=True)),
                ("classes", models.BigIntegerField(null=True)),
                ("classrooms", models.BigIntegerField(null=True)),
                ("teachers", models.BigIntegerField(null=True)),
                ("special_area", models.BooleanField(null=True)),
                ("private", models.BooleanField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_schools",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="schools_versions"),
                    models.Index(fields=["batch"], name="schools_batch"),
                    models.Index(fields=["ended_by"], name="schools_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="schools_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("post_id", models.TextField()),
                ("points", models.BigIntegerField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_scores",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="scores_versions"),
                    models.Index(fields=["batch"], name="scores_batch"),
                    models.Index(fields=["ended_by"], name="scores_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="scores_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("job_id", models.TextField()),
                ("unit_id", models.TextField()),
                ("post_id", models.TextField(null=True)),
                ("kind", models.TextField(null=True)),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_service_history",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="service_history_versions"),
                    models.Index(fields=["batch"], name="service_history_batch"),
                    models.Index(fields=["ended_by"], name="service_history_ended_by"),
                    models.Index(fields=["employee_id"], name="service_history_employee_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="service_history_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SubjectHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("unit_id", models.TextField()),
                ("subject", models.TextField()),
                ("weekly_hours", models.FloatField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_subject_hours",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="subject_hours_versions"),
                    models.Index(fields=["batch"], name="subject_hours_batch"),
                    models.Index(fields=["ended_by"], name="subject_hours_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="subject_hours_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TalentBox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("year", models.BigIntegerField()),
                ("performance_score", models.FloatField(null=True)),
                ("potential_score", models.FloatField(null=True)),
                ("box", models.BigIntegerField()),
                ("source", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_talent",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="talent_versions"),
                    models.Index(fields=["batch"], name="talent_batch"),
                    models.Index(fields=["ended_by"], name="talent_ended_by"),
                    models.Index(fields=["employee_id"], name="talent_employee_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="talent_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Travel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("from_district_id", models.TextField()),
                ("to_district_id", models.TextField()),
                ("minutes", models.FloatField(null=True)),
                ("km", models.FloatField(null=True)),
                ("cost", models.BigIntegerField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_travel",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="travel_versions"),
                    models.Index(fields=["batch"], name="travel_batch"),
                    models.Index(fields=["ended_by"], name="travel_ended_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="travel_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("unit_id", models.TextField()),
                ("parent_id", models.TextField(null=True)),
                ("agency_id", models.TextField()),
                ("name", models.TextField()),
                ("kind", models.TextField(null=True)),
                ("district_id", models.TextField(null=True)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("remote", models.BooleanField(null=True)),
                ("active", models.BooleanField(null=True)),
                ("path", models.TextField(default="")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_units",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="units_versions"),
                    models.Index(fields=["batch"], name="units_batch"),
                    models.Index(fields=["ended_by"], name="units_ended_by"),
                    models.Index(fields=["parent_id"], name="units_parent_id"),
                    models.Index(fields=["path"], name="units_path"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)), fields=("key",), name="units_one_current_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("unit_id", models.TextField()),
                ("parent_id", models.TextField(null=True)),
                ("name", models.TextField()),
                ("found_by", models.TextField()),
                ("kind", models.TextField(null=True)),
                ("path", models.TextField()),
                ("agency_id", models.TextField()),
                ("office_id", models.TextField(null=True)),
                ("office", models.TextField(null=True)),
                ("district", models.TextField(null=True)),
                ("active", models.BooleanField(null=True)),
                ("children", models.BigIntegerField()),
                ("head_id", models.TextField(null=True)),
                ("head", models.TextField(null=True)),
                ("head_as", models.TextField(null=True)),
                ("need", models.BigIntegerField()),
                ("filled", models.BigIntegerField()),
                ("shortage", models.BigIntegerField()),
                ("surplus", models.BigIntegerField()),
                ("all_need", models.BigIntegerField()),
                ("all_filled", models.BigIntegerField()),
                ("all_shortage", models.BigIntegerField()),
                ("all_surplus", models.BigIntegerField()),
            ],
            options={
                "db_table": "registry_unit_lines",
                "indexes": [
                    models.Index(fields=["unit_id", "valid_from"], name="unit_lines_unit"),
                    models.Index(fields=["parent_id"], name="unit_lines_parent"),
                    models.Index(fields=["name"], name="unit_lines_name"),
                    models.Index(fields=["path"], name="unit_lines_path", opclasses=["text_pattern_ops"]),
                    models.Index(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=["found_by", "path", "agency_id"],
                        name="unit_lines_found_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("employee_id", models.TextField()),
                ("rank", models.BigIntegerField(null=True)),
                ("post_id", models.TextField(null=True)),
                ("unit_id", models.TextField(null=True)),
                ("district_id", models.TextField(null=True)),
                ("stance", models.TextField()),
                ("request", models.BooleanField(null=True)),
                ("reason", models.TextField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_wishes",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="wishes_versions"),
                    models.Index(fields=["batch"], name="wishes_batch"),
                    models.Index(fields=["ended_by"], name="wishes_ended_by"),
                    models.Index(fields=["employee_id"], name="wishes_employee_id"),
                    models.Index(fields=["post_id"], name="wishes_post_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="wishes_one_current_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkloadRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("post_id", models.TextField()),
                ("task", models.TextField()),
                ("approach", models.TextField(null=True)),
                ("volume", models.FloatField()),
                ("minutes", models.FloatField(null=True)),
                ("per_person", models.FloatField(null=True)),
                ("shifts", models.FloatField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="registry.batch"
                    ),
                ),
            ],
            options={
                "db_table": "registry_workload",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["key", "valid_from"], name="workload_versions"),
                    models.Index(fields=["batch"], name="workload_batch"),
                    models.Index(fields=["ended_by"], name="workload_ended_by"),
                    models.Index(fields=["post_id"], name="workload_post_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("key",),
                        name="workload_one_current_row",
                    )
                ],
            },
        ),
    ]
