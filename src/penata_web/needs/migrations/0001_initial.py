import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("registry", "0001_initial"),
        ("shared", "0004_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="DistrictShapes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.TextField()),
                ("path", models.TextField()),
                ("matched", models.IntegerField()),
                ("unknown", models.JSONField(default=list)),
                ("missing", models.JSONField(default=list)),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="NeedSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("post_id", models.TextField(verbose_name="formasi")),
                ("unit_id", models.TextField(verbose_name="unit")),
                ("year", models.IntegerField(verbose_name="tahun")),
                ("version", models.IntegerField(verbose_name="versi")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "draf"),
                            ("SUBMITTED", "menunggu kepala unit"),
                            ("HEAD_APPROVED", "menunggu instansi"),
                            ("FROZEN", "ditetapkan"),
                            ("SUPERSEDED", "digantikan"),
                            ("WITHDRAWN", "dibatalkan"),
                        ],
                        default="DRAFT",
                        max_length=16,
                    ),
                ),
                ("revision", models.IntegerField(default=1)),
                ("need", models.IntegerField(null=True, verbose_name="kebutuhan")),
                ("people", models.TextField(blank=True)),
                ("minutes", models.FloatField(null=True)),
                ("problem", models.TextField(blank=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("prepared_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("head_at", models.DateTimeField(null=True)),
                ("agency_at", models.DateTimeField(null=True)),
                ("returned_reason", models.TextField(blank=True)),
                (
                    "agency_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditetapkan oleh",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="registry.batch"
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diubah oleh",
                    ),
                ),
                (
                    "editors",
                    models.ManyToManyField(
                        related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="yang pernah mengisi"
                    ),
                ),
                (
                    "head_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="disetujui kepala unit",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="disusun oleh",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-version", "post_id"],
                "indexes": [
                    models.Index(fields=["unit_id"], name="sheet_of_unit"),
                    models.Index(fields=["state"], name="sheet_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("post_id", "year", "version"), name="sheet_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("DRAFT", "SUBMITTED", "HEAD_APPROVED"))),
                        fields=("post_id",),
                        name="sheet_one_open_a_post",
                        violation_error_message="Formasi ini sudah punya lembar yang belum selesai.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.IntegerField()),
                ("task", models.TextField(verbose_name="uraian tugas")),
                (
                    "approach",
                    models.CharField(
                        choices=[
                            ("OUTPUT", "Hasil kerja"),
                            ("TASK", "Tugas per tugas jabatan"),
                            ("OBJECT", "Objek kerja"),
                            ("EQUIPMENT", "Peralatan kerja"),
                        ],
                        default="OUTPUT",
                        max_length=12,
                        verbose_name="pendekatan",
                    ),
                ),
                ("volume", models.FloatField(verbose_name="volume setahun")),
                ("minutes", models.FloatField(null=True, verbose_name="norma waktu (menit)")),
                ("per_person", models.FloatField(null=True, verbose_name="rasio per pegawai")),
                ("shifts", models.FloatField(null=True, verbose_name="sif")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="needs.needsheet"
                    ),
                ),
            ],
            options={
                "ordering": ["sheet_id", "place"],
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "place"), name="line_place_once"),
                    models.CheckConstraint(condition=models.Q(("volume__gte", 0)), name="line_volume_not_below_zero"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("digest", models.CharField(max_length=64)),
                ("stamp", models.TextField()),
                ("folder", models.TextField()),
                ("figures", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
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
            },
        ),
    ]
