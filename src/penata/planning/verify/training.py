"""Courses before duty in an order of moves, checked against the tables with code of its own."""

import polars as pl

from penata.facts import Facts
from penata.merit import competence_gap
from penata.planning.verify.verdict import Code, Findings
from penata.policy import Policy
from penata.tables import ORDER_TABLES, Dataset
from penata.vocabulary import CredentialKind


def check_training(
    dataset: Dataset, policy: Policy, facts: Facts, moves: pl.DataFrame, told: pl.DataFrame | None, findings: Findings
) -> None:
    """Everything that is known to be lacking, seats that exist, and no post before its course.

    ``told``: the table training, None where there is none; nobody may then begin before any course that
    gives what is lacking has ended.
    """
    table = ORDER_TABLES["training"].empty() if told is None else told
    findings.looked("pelatihan sebelum bertugas", table.height)
    needs = _needs(dataset, facts, moves)
    dated = moves.select("employee_id", "effective_date").unique("employee_id", keep="first")
    if told is None:
        early = needs.join(dated, on="employee_id", how="left").filter(
            (pl.col("effective_date") <= pl.col("soonest")) & pl.lit(policy.transition.training)
        )
        findings.add(Code.WAVE_TRAINING, "moves", early.sort("employee_id", "key")
                     .select("employee_id", pl.format("sesudah {}", "soonest"), "effective_date").rows(),
                     "bertugas sebelum pelatihan yang diperlukannya")  # fmt: skip
        return
    _rows(needs, table, findings)
    seated = table.filter(pl.col("status") == "PLACED").join(
        dataset["courses"].with_columns(pl.col("ends_on").alias("course_ends")).drop("ends_on"), on="course_id",
        how="left", validate="m:1",
    ).join(dated, on="employee_id", how="left", validate="m:1")  # fmt: skip
    _seats(dataset, seated, findings)
    good = (
        _gives(pl.col("lacks")) & (pl.col("ends_on") == pl.col("course_ends"))
        & (pl.col("starts_on").is_null() | (pl.col("starts_on") >= policy.as_of))
    ).fill_null(value=False)  # fmt: skip
    waits = pl.lit(not policy.transition.training) | pl.col("effective_date").is_null() | (
        pl.col("effective_date") > pl.col("ends_on")
    )  # fmt: skip
    wrong = seated.filter(~(good & waits)).sort("employee_id")
    findings.add(Code.WAVE_TRAINING, "training", wrong.select("employee_id", "course_id", "effective_date").rows(),
                 "pelatihan tidak memberi yang diperlukan, atau belum selesai")  # fmt: skip
    early = table.filter(pl.col("status") == "NO_SEAT").join(dated, on="employee_id", how="left")
    early = early.filter(pl.col("effective_date").is_not_null() & pl.lit(policy.transition.training))
    findings.add(Code.WAVE_TRAINING, "training", early.select("employee_id", pl.lit("tanpa tanggal"),
                 "effective_date").rows(), "bertugas tanpa kursi pelatihan")  # fmt: skip


def _rows(needs: pl.DataFrame, table: pl.DataFrame, findings: Findings) -> None:
    """Each need once, with its post and levels, and "no course" where, and only where, no course gives it."""
    told = table.with_columns(_bare(pl.col("lacks")).alias("key"))
    doubled = told.group_by("employee_id", "key").len("rows").filter(pl.col("rows") > 1).sort("employee_id", "key")
    findings.add(Code.WAVE_TRAINING, "training", doubled.select("employee_id", pl.lit("satu baris"), "rows").rows(),
                 "yang belum dimiliki tercantum lebih dari sekali")  # fmt: skip
    told = told.unique(["employee_id", "key"], keep="first", maintain_order=True).with_columns(
        (pl.col("status") != "NO_COURSE").alias("taught"), pl.lit(value=True).alias("there")
    )
    both = needs.with_columns(pl.lit(value=True).alias("there")).join(
        told, on=["employee_id", "key"], how="full", coalesce=True, suffix="_told"
    ).sort("employee_id", "key")  # fmt: skip
    for column, what in (
        ("there", "yang belum dimiliki tidak sesuai"), ("post_id", "formasi baru tidak sesuai"),
        ("level_held", "level sekarang tidak sesuai"), ("level_asked", "level diminta tidak sesuai"),
        ("taught", "ada atau tidaknya pelatihan tidak sesuai"),
    ):  # fmt: skip
        known = pl.lit(column == "there") | (pl.col("there") & pl.col("there_told"))
        wrong = both.filter(known & pl.col(column).ne_missing(pl.col(f"{column}_told")))
        place = pl.format("{}, {}", "employee_id", "key")
        yes = {True: "ya", False: "tidak", None: "tidak tercantum"}
        findings.add(Code.WAVE_TRAINING, "training", (
            (at, yes.get(a, a) if a is None or isinstance(a, bool) else a,
             yes.get(b, b) if b is None or isinstance(b, bool) else b)
            for at, a, b in wrong.select(place, column, f"{column}_told").iter_rows()
        ), what)  # fmt: skip


def _seats(dataset: Dataset, seated: pl.DataFrame, findings: Findings) -> None:
    """No course has more people than seats, and nobody sits in two courses on one day."""
    seat = seated.select("employee_id", "course_id", "starts_on", "course_ends").unique().sort(pl.all())
    used = seat.group_by("course_id").len("used").join(dataset["courses"].select("course_id", "seats"), on="course_id",
                                                       how="left", validate="1:1")  # fmt: skip
    over = used.filter((pl.col("used") > pl.col("seats")).fill_null(value=True)).sort("course_id")
    findings.add(Code.WAVE_TRAINING, "training", over.select("course_id", "seats", "used").rows(),
                 "kursi pelatihan terlampaui")  # fmt: skip
    days = seat.with_columns(pl.coalesce("starts_on", "course_ends").alias("begins"))
    twice = days.join(days, on="employee_id", suffix="_2").filter(
        (pl.col("course_id") < pl.col("course_id_2"))
        & (pl.col("begins") <= pl.col("course_ends_2")) & (pl.col("begins_2") <= pl.col("course_ends"))
    )  # fmt: skip
    findings.add(Code.WAVE_TRAINING, "training", twice.select("employee_id", "course_id", "course_id_2").rows(),
                 "dua pelatihan pada hari yang sama")  # fmt: skip


def _gives(lacks: pl.Expr) -> pl.Expr:
    """Whether a course (certificate, competency, level) gives what is lacking (level_asked)."""
    asked = pl.col("level_asked")
    certificate = asked.is_null() & (_bare(pl.col("certificate")) == _bare(lacks))
    competency = asked.is_not_null() & (_bare(pl.col("competency")) == _bare(lacks)) & (pl.col("level") >= asked)
    return certificate.fill_null(value=False) | competency.fill_null(value=False)


def _needs(dataset: Dataset, facts: Facts, moves: pl.DataFrame) -> pl.DataFrame:
    """employee_id, post_id, key, level_held, level_asked of what is lacking; taught: whether some course gives it, and
    soonest: the first day on which one ends.
    """
    pairs = moves.select("employee_id", pl.col("to_post_id").alias("post_id")).join(
        facts.persons.select("employee_id", pl.col("person"), pl.col("job_id").alias("own_job"), "ladder",
                             "certificates"), on="employee_id", how="left", validate="1:1",
    ).join(
        facts.posts.select("post_id", "post", "job_id", "level", pl.col("ladder").alias("ladder_there")), on="post_id",
        how="inner", validate="m:1",
    )  # fmt: skip
    gaps = competence_gap(facts, dataset, pairs.select("person", "post")).filter(pl.col("gap") > 0)
    lacking = gaps.join(pairs.select("person", "employee_id", "post_id"), on="person").select(
        "employee_id", "post_id", _bare(pl.col("competency")).alias("key"),
        pl.col("held").cast(pl.Int64).alias("level_held"), pl.col("asked").cast(pl.Int64).alias("level_asked"),
    )  # fmt: skip
    found = pl.concat([_certificates(dataset, pairs), lacking])  # a certificate goes before a competency of its name
    found = found.unique(["employee_id", "key"], keep="first", maintain_order=True)
    courses = dataset["courses"].select("certificate", "competency", "level", "ends_on")
    taught = found.join(courses, how="cross").filter(_gives(pl.col("key"))).group_by("employee_id", "key").agg(
        pl.col("ends_on").min().alias("soonest"), pl.lit(value=True).alias("taught")
    )  # fmt: skip
    return found.join(taught, on=["employee_id", "key"], how="left",
                      validate="1:1").with_columns(pl.col("taught").fill_null(value=False))  # fmt: skip


def _certificates(dataset: Dataset, pairs: pl.DataFrame) -> pl.DataFrame:
    keeps = (pl.col("level").is_null() & (pl.col("ladder") == pl.col("ladder_there"))).fill_null(value=False)
    asked = dataset["jobs"].select("job_id", pl.col("certificates").alias("asked"))
    told = pairs.filter(pl.col("certificates").is_not_null()).with_columns(
        pl.when(keeps).then("own_job").otherwise("job_id").alias("job_id")
    ).join(asked, on="job_id", how="left", validate="m:1")  # fmt: skip
    law = {kind.value.lower() for kind in CredentialKind}
    rows = []
    for who, post, has, wants in told.select("employee_id", "post_id", "certificates", "asked").iter_rows():
        held = {_plain(name) for name in has}
        rows += [(who, post, key, None, None) for key in sorted({_plain(name) for name in wants or ()} - held - law)]
    schema = {"employee_id": pl.String, "post_id": pl.String, "key": pl.String, "level_held": pl.Int64,
              "level_asked": pl.Int64}  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row").filter(pl.col("key") != "")


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


def _bare(column: pl.Expr) -> pl.Expr:
    return column.str.strip_chars().str.replace_all(r"\s+", " ").str.to_lowercase()
