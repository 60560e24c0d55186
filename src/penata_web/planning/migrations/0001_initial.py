import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("shared", "0004_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cycle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(verbose_name="nama")),
                ("agency_id", models.TextField(blank=True, verbose_name="instansi")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PREPARING", "dibekukan…"),
                            ("OPEN", "terbuka"),
                            ("PROPOSED", "usulan dikunci"),
                            ("CLOSED", "ditutup"),
                        ],
                        default="PREPARING",
                        max_length=10,
                    ),
                ),
                ("as_of", models.DateField(verbose_name="keadaan data per tanggal")),
                ("effective_date", models.DateField(verbose_name="rencana berlaku mulai")),
                ("policy_text", models.TextField(blank=True, verbose_name="kebijakan")),
                ("folder", models.TextField(blank=True)),
                ("dataset_digest", models.CharField(blank=True, max_length=64)),
                ("rule_set", models.TextField(blank=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("figures", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("release_at", models.DateTimeField(blank=True, null=True, verbose_name="dibuka untuk semua pada")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="shared.job"
                    ),
                ),
                (
                    "members",
                    models.ManyToManyField(
                        related_name="cycles", to=settings.AUTH_USER_MODEL, verbose_name="yang boleh melihat draf"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("post_id", models.TextField()),
                ("employee_id", models.TextField()),
                ("reason", models.TextField(verbose_name="alasan")),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.TextField(blank=True, verbose_name="alasan ditarik")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="choices", to="planning.cycle"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("cycle", "post_id"),
                        name="one_choice_a_seat",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("cycle", "employee_id"),
                        name="one_choice_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scenario_version", models.IntegerField()),
                ("policy_text", models.TextField()),
                ("decisions", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("RUNNING", "dihitung"),
                            ("DONE", "selesai"),
                            ("NO_PLAN", "keputusan bertentangan"),
                            ("FAILED", "gagal"),
                            ("CANCELLED", "dibatalkan"),
                        ],
                        default="RUNNING",
                        max_length=10,
                    ),
                ),
                ("folder", models.TextField(blank=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("figures", models.JSONField(default=dict)),
                ("clashes", models.JSONField(default=list)),
                ("error", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("replayed_at", models.DateTimeField(null=True)),
                ("replayed_same", models.BooleanField(null=True)),
                ("replay_differs", models.JSONField(default=list)),
                ("frontier", models.JSONField(default=dict)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="shared.job"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.TextField(verbose_name="judul")),
                ("agency_id", models.TextField(blank=True, verbose_name="instansi")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "draf"),
                            ("CHECKING", "diperiksa"),
                            ("CHECKED", "sudah diperiksa"),
                            ("FAILED", "gagal"),
                        ],
                        default="DRAFT",
                        max_length=10,
                    ),
                ),
                ("as_of", models.DateField(verbose_name="diperiksa per tanggal")),
                ("version", models.IntegerField(default=1)),
                ("checked_version", models.IntegerField(default=0)),
                ("file_name", models.TextField(blank=True)),
                ("folder", models.TextField(blank=True)),
                ("lines", models.JSONField(default=list)),
                ("result", models.JSONField(default=dict)),
                ("error", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="shared.job"
                    ),
                ),
                ("viewers", models.ManyToManyField(related_name="reviews", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Scenario",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(verbose_name="nama")),
                ("policy_text", models.TextField()),
                ("version", models.IntegerField(default=1)),
                ("note", models.TextField(blank=True, verbose_name="catatan")),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("frozen_at", models.DateTimeField(null=True)),
                (
                    "copied_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="planning.scenario",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="scenarios", to="planning.cycle"
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "frozen_plan",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="planning.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["cycle_id", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cycle", "name"),
                        name="scenario_name_in_cycle",
                        violation_error_message="Nama ini sudah dipakai dalam siklus yang sama.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("frozen_at__isnull", False)),
                        fields=("cycle",),
                        name="cycle_has_one_proposal",
                        violation_error_message="Siklus ini sudah punya usulan yang dikunci.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("employee_id", models.TextField(verbose_name="NIP")),
                (
                    "kind",
                    models.CharField(
                        choices=[("PIN", "tetap di tempat"), ("FORBID", "tidak ke sana"), ("FORCE", "ke sana")],
                        max_length=8,
                        verbose_name="keputusan",
                    ),
                ),
                ("post_id", models.TextField(blank=True, verbose_name="formasi")),
                ("reason", models.TextField(verbose_name="alasan")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "choice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="planning.choice",
                    ),
                ),
                (
                    "scenario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="planning.scenario"
                    ),
                ),
            ],
            options={
                "ordering": ["scenario_id", "employee_id", "kind"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scenario", "employee_id", "kind", "post_id"), name="decision_said_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="plan",
            name="scenario",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT, related_name="plans", to="planning.scenario"
            ),
        ),
    ]
