"""Days, courses, cover and chains of an order of moves, checked against the tables and the policy."""

import datetime as dt
from typing import Final

import polars as pl

from penata.facts import Facts
from penata.merit import competence_gap
from penata.planning.verify.ground import Ground, Ints
from penata.planning.verify.verdict import Code, Findings
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import CredentialKind, UnitKind

_SATURDAY: Final = 6  # as Polars counts


def check_dates(
    dataset: Dataset, policy: Policy, facts: Facts, moves: pl.DataFrame, effects: pl.DataFrame, findings: Findings
) -> None:
    """One day a wave, later waves later, no holiday; schools in their terms; handover days between."""
    wanted = policy.transition
    days = moves.group_by("wave").agg(
        pl.col("effective_date").n_unique().alias("days"), pl.col("effective_date").first()
    ).sort("wave")  # fmt: skip
    findings.looked("tanggal tahap", days.height)
    earliest = (wanted.first_day or policy.effective_date) + dt.timedelta(wanted.handover_days)
    day = pl.col("effective_date")
    later = day.is_null() | (day > day.shift(1)).fill_null(value=True)
    known_last = ~(day.is_not_null() & day.shift(1).is_null() & (pl.int_range(pl.len()) > 0))
    holidays = dataset["calendar"].filter(pl.col("kind") == "HOLIDAY")["date"].unique().sort().implode()
    works = day.is_null() | ~(day.is_in(holidays) | ((day.dt.weekday() >= _SATURDAY) & wanted.skip_weekends))
    for good, words in (
        (pl.col("days") == 1, "satu tahap, satu tanggal"), (later & known_last, "urutan tanggal mengikuti tahap"),
        (day.is_null() | (day >= earliest), f"paling cepat {earliest}"), (works, "hari kerja"),
    ):  # fmt: skip
        wrong = days.with_columns(good.alias("good")).filter(~pl.col("good"))
        findings.add(Code.WAVE_DATE, "moves", ((f"tahap {w}", words, d) for w, d in
                     wrong.select("wave", "effective_date").iter_rows()), "tanggal tahap tidak sesuai")  # fmt: skip
    if wanted.school_calendar:
        _schools(dataset, policy, facts, moves, findings)
    if wanted.handover_days:
        _handover(moves, effects, wanted.handover_days, findings)


def _schools(dataset: Dataset, policy: Policy, facts: Facts, moves: pl.DataFrame, findings: Findings) -> None:
    """Who comes from a school, or goes to one, does so soon after a term starts."""
    here = facts.persons.select("employee_id", pl.col("unit_kind").alias("kind"), pl.col("agency_id").alias("left"))
    there = facts.posts.select(pl.col("post_id").alias("to_post_id"), "unit_kind", "agency_id")
    schools = (
        moves.filter(pl.col("effective_date").is_not_null())
        .join(here, on="employee_id", how="left", validate="m:1")
        .join(there, on="to_post_id", how="left", validate="m:1")
        .filter((pl.col("kind") == UnitKind.SCHOOL) | (pl.col("unit_kind") == UnitKind.SCHOOL))
        .with_columns(pl.coalesce("agency_id", "left").alias("agency"))
    )
    findings.looked("tanggal menurut tahun ajaran", schools.height)
    terms = dataset["calendar"].filter(pl.col("kind") == "TERM_STARTS").select(
        pl.col("date").alias("term"), pl.col("agency_id").alias("of")
    )  # fmt: skip
    after = pl.col("effective_date") - pl.col("term")
    own = pl.col("of").is_null() | (pl.col("of") == pl.col("agency"))
    near = (after >= dt.timedelta(0)) & (after <= dt.timedelta(policy.transition.school_days))
    good = schools.join(terms, how="cross").filter(own & near)["employee_id"].unique().implode()
    wrong = schools.filter(~pl.col("employee_id").is_in(good)).sort("employee_id")
    findings.add(Code.WAVE_DATE, "moves", ((who, "awal semester", day) for who, day in
                 wrong.select("employee_id", "effective_date").iter_rows()),
                 "pegawai sekolah pindah di luar awal semester")  # fmt: skip


def _handover(moves: pl.DataFrame, effects: pl.DataFrame, days: int, findings: Findings) -> None:
    """Who counts on a successor leaves only when the handover is over."""
    touched = (
        effects.join(moves.select("employee_id", "effective_date"), on="employee_id", how="inner", validate="m:1")
        .filter(pl.col("effective_date").is_not_null())
        .select("what", "effective_date").unique().sort("what", "effective_date")
    )  # fmt: skip
    gap = (pl.col("effective_date") - pl.col("effective_date").shift(1).over("what")).dt.total_days()
    wrong = touched.with_columns(gap.alias("gap")).filter(pl.col("gap") < days)
    findings.add(Code.WAVE_DATE, "moves", wrong.select("what", pl.lit(days), "gap").rows(),
                 "jarak tahap lebih pendek dari masa serah terima")  # fmt: skip


def check_training(
    dataset: Dataset, policy: Policy, facts: Facts, moves: pl.DataFrame, table: pl.DataFrame, findings: Findings
) -> None:
    """Everything that is known to be lacking, seats that exist, and no post before its course."""
    findings.looked("pelatihan sebelum bertugas", table.height)
    expected, told = _lacking(dataset, facts, moves), set(table.select("employee_id", "lacks").rows())
    for who, what in sorted({(w, _plain(x)) for w, x in expected} ^ {(w, _plain(x)) for w, x in told}):
        findings.one(Code.WAVE_TRAINING, "training", who, "yang belum dimiliki tidak sesuai", what, "")
    seated = table.filter(pl.col("status") == "PLACED").join(
        dataset["courses"].with_columns(pl.col("ends_on").alias("course_ends")).drop("ends_on"), on="course_id",
        how="left", validate="m:1",
    ).join(moves.select("employee_id", "effective_date"), on="employee_id", how="left", validate="m:1")  # fmt: skip
    seat = seated.select("employee_id", "course_id").unique()
    used = seat.group_by("course_id").len("used").join(dataset["courses"].select("course_id", "seats"), on="course_id",
                                                       how="left", validate="1:1")  # fmt: skip
    over = used.filter((pl.col("used") > pl.col("seats")).fill_null(value=True)).sort("course_id")
    findings.add(Code.WAVE_TRAINING, "training", over.select("course_id", "seats", "used").rows(),
                 "kursi pelatihan terlampaui")  # fmt: skip
    reaches = pl.col("level_asked").is_null() | (pl.col("level") >= pl.col("level_asked"))
    gives = pl.coalesce(pl.when(pl.col("level_asked").is_null()).then("certificate").otherwise("competency"))
    good = (
        (_bare(gives) == _bare(pl.col("lacks"))) & reaches & (pl.col("ends_on") == pl.col("course_ends"))
        & (pl.col("starts_on").is_null() | (pl.col("starts_on") >= policy.as_of))
    ).fill_null(value=False)  # fmt: skip
    waits = pl.lit(not policy.transition.training) | pl.col("effective_date").is_null() | (
        pl.col("effective_date") > pl.col("ends_on")
    )  # fmt: skip
    wrong = seated.filter(~(good & waits)).sort("employee_id")
    findings.add(Code.WAVE_TRAINING, "training", wrong.select("employee_id", "course_id", "effective_date").rows(),
                 "pelatihan tidak memberi yang diperlukan, atau belum selesai")  # fmt: skip
    early = table.filter(pl.col("status") == "NO_SEAT").join(moves.select("employee_id", "effective_date"),
                                                             on="employee_id", how="left")  # fmt: skip
    early = early.filter(pl.col("effective_date").is_not_null() & pl.lit(policy.transition.training))
    findings.add(Code.WAVE_TRAINING, "training", early.select("employee_id", "lacks", "effective_date").rows(),
                 "bertugas tanpa kursi pelatihan")  # fmt: skip


def _lacking(dataset: Dataset, facts: Facts, moves: pl.DataFrame) -> set[tuple[str, str]]:
    """employee_id and what is known to be lacking for the post meant."""
    pairs = moves.select("employee_id", "to_post_id").join(
        facts.persons.select("employee_id", pl.col("person"), pl.col("job_id").alias("own_job"), "ladder",
                             "certificates"), on="employee_id", how="left", validate="1:1",
    ).join(
        facts.posts.select(pl.col("post_id").alias("to_post_id"), "post", "job_id", "level",
                           pl.col("ladder").alias("ladder_there")), on="to_post_id", how="inner", validate="m:1",
    )  # fmt: skip
    gaps = competence_gap(facts, dataset, pairs.select("person", "post")).filter(pl.col("gap") > 0)
    found = set(
        gaps.join(pairs.select("person", "employee_id"), on="person").select("employee_id", "competency").rows()
    )
    keeps = (pl.col("level").is_null() & (pl.col("ladder") == pl.col("ladder_there"))).fill_null(value=False)
    asked = dataset["jobs"].select("job_id", pl.col("certificates").alias("asked"))
    told = pairs.filter(pl.col("certificates").is_not_null()).with_columns(
        pl.when(keeps).then("own_job").otherwise("job_id").alias("job_id")
    ).join(asked, on="job_id", how="left", validate="m:1")  # fmt: skip
    law = {kind.value.lower() for kind in CredentialKind}
    for who, has, wants in told.select("employee_id", "certificates", "asked").iter_rows():
        held = {_plain(name) for name in has}
        names = {key: name for name in wants or () if (key := _plain(name))}
        found |= {(who, name) for key, name in names.items() if key not in held | law}
    return found


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


def _bare(column: pl.Expr) -> pl.Expr:
    return column.str.strip_chars().str.replace_all(r"\s+", " ").str.to_lowercase()


def check_cover(
    ground: Ground, facts: Facts, moves: pl.DataFrame, table: pl.DataFrame, after: Ints, findings: Findings
) -> None:
    """Every seat that stands empty is listed, and nobody is proposed who moves or is not of the unit."""
    findings.looked("pengisi sementara", table.height)
    named = table.explode("proposed").filter(pl.col("proposed").is_not_null())
    people = facts.persons.select(pl.col("employee_id").alias("proposed"), "counted", pl.col("unit_id").alias("of"))
    units = facts.posts.select("post_id", "unit_id")
    joined = named.join(people, on="proposed", how="left").join(units, on="post_id", how="left")
    moving = moves["employee_id"].implode()
    wrong = joined.filter(
        pl.col("proposed").is_in(moving)
        | ~pl.col("counted").fill_null(value=False)
        | (pl.col("of") != pl.col("unit_id"))
    )
    findings.add(Code.WAVE_COVER, "cover", wrong.select("post_id", pl.lit("rekan yang tetap"), "proposed").rows(),
                 "pengisi sementara tidak dapat diusulkan")  # fmt: skip
    need = dict(zip(ground.post_ids, ground.need.tolist(), strict=True))
    level = dict(zip(ground.post_ids, ground.filled.tolist(), strict=True))
    wanted = {post: min(max(need[post], 0), level[post]) for post in level}
    told = set(table.filter(pl.col("kind") != "ACTING").select("post_id", "first_wave").rows())
    found: set[tuple[str, int]] = set()
    open_: set[str] = set()
    for (wave,), group in moves.sort("wave").group_by("wave", maintain_order=True):
        for left, taken in group.select("from_post_id", "to_post_id").iter_rows():
            level[left] = level.get(left, 0) - 1
            level[taken] = level.get(taken, 0) + 1
        for post in {*group["from_post_id"].drop_nulls(), *group["to_post_id"].drop_nulls()}:
            short = level[post] < wanted[post]
            if short and post not in open_:
                found.add((post, wave))
            open_ = open_ | {post} if short else open_ - {post}
    leads = set(facts.posts.filter(pl.col("leads_unit"))["post_id"])
    for post, wave in sorted(found ^ {row for row in told if row[0] not in leads or row in found}):
        findings.one(Code.WAVE_COVER, "cover", post, "kursi kosong tidak tercantum, atau tercantum lain", wave, "")
    del after


def check_chains(moves: pl.DataFrame, table: pl.DataFrame, effects: pl.DataFrame, findings: Findings) -> None:
    """What is said of each chain; and that every bound holds when just the moves that fall are not made."""
    findings.looked("rantai dan mata rantai terlemah", table.height)
    true = moves.group_by("chain_id").agg(
        pl.len().cast(pl.Int64).alias("moves"), pl.col("wave").min().alias("first_wave"),
        pl.col("wave").max().alias("last_wave"),
    )  # fmt: skip
    both = table.join(true, on="chain_id", how="full", coalesce=True, suffix="_true").sort("chain_id")
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(f"{name}_true")) for name in ("moves", "first_wave", "last_wave")
    ) & (pl.col("stands") == pl.col("moves") - pl.col("falls").list.len().fill_null(0)).fill_null(value=False)
    findings.add(Code.WAVE_CHAIN, "chains", ((one, "sesuai moves", "lain") for one in
                 both.filter(~same)["chain_id"]), "rantai tidak sesuai")  # fmt: skip
    fallen = (
        table.select("chain_id", "weakest", pl.col("falls").alias("employee_id"))
        .explode("employee_id")
        .drop_nulls("employee_id")
    )
    own = fallen.join(moves.select("employee_id", pl.col("chain_id").alias("of")), on="employee_id", how="left")
    alien = own.filter(pl.col("of").ne_missing(pl.col("chain_id")))["chain_id"].unique().to_list()
    meant = table.filter(
        pl.col("weakest").is_not_null() & ~pl.col("falls").list.contains(pl.col("weakest")).fill_null(value=False)
    )
    findings.add(Code.WAVE_CHAIN, "chains", ((one, "anggota rantai", "lain") for one in
                 sorted({*alien, *meant["chain_id"]})), "yang gugur bukan anggota rantai")  # fmt: skip
    gone = (
        fallen.join(effects, on="employee_id", how="inner")
        .group_by("chain_id", "what")
        .agg(pl.col("change").sum(), pl.col("low", "high", "end").first())
    )
    level = pl.col("end") - pl.col("change")
    broken = gone.filter((level < pl.col("low")) | (level > pl.col("high"))).sort("chain_id", "what")
    whole = table.filter(pl.col("stands") == 0)["chain_id"].implode()
    broken = broken.filter(~pl.col("chain_id").is_in(whole))  # a whole chain that falls leaves others as they are
    findings.add(Code.WAVE_CHAIN, "chains", broken.select("chain_id", "what", level.alias("found")).rows(),
                 "sisa rantai melanggar batas")  # fmt: skip
