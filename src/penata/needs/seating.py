"""Posts that carry the need of a whole ladder, and the people seated on them."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.needs.norms import NORM_PREFIX, TEACHER_LADDER, ladder_key
from penata.tables import TABLES, Dataset
from penata.tables.subjects import CLASS_TEACHER, subject_name

_UNIT_LADDER: Final = ["unit_id", "key"]
_PLACE: Final = [*_UNIT_LADDER, "subject"]
LEFT_SCHEMA: Final[dict[str, pl.DataType]] = {
    "place": pl.String(), "what": pl.String(), "reason": pl.String(), "given": pl.Int64(), "computed": pl.Int64(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seating:
    """A dataset whose norm needs stand on posts for the whole ladder; see ``Filled`` for ``seated`` and ``left``.

    ``notes``: post_id, note, moved (its need now stands on another post).
    """

    dataset: Dataset
    seated: pl.DataFrame
    left: pl.DataFrame
    notes: pl.DataFrame


def seat_by_norms(dataset: Dataset, norms: pl.DataFrame, *, overwrite: bool) -> Seating:
    """State each need of ``norms`` (see ``NormNeeds.rows``) on the post of its ladder, and seat the people there.

    A unit's ladder whose need the agency has given, or whose teachers' subjects are unknown, is left as it is. Where
    the agency has stated a need for a whole ladder itself, people of the level posts are seated there too.
    """
    norms = norms.with_columns(ladder_key(pl.col("ladder")).alias("key"))
    posts = _posts_with_ladder(dataset)
    teaching = posts.filter(~pl.col("leads_unit").fill_null(value=False))
    aside = _given(teaching, norms, overwrite)
    applied = norms.join(aside, on=_PLACE, how="anti", nulls_equal=True)
    needs = pl.concat([applied, _whole_ladders(teaching, applied)])
    concerned = teaching.join(needs.select(_UNIT_LADDER).unique(), on=_UNIT_LADDER, how="semi")
    people = _people(dataset, concerned, needs)
    reasons = pl.concat([aside, _unknown_subjects(people, needs.filter(pl.col("source").is_not_null()))])
    active = needs.join(reasons.filter(pl.col("given").is_null()), on=_PLACE, how="anti", nulls_equal=True)
    jobs, active = _ladder_jobs(dataset["jobs"], active)
    active = _targets(active, posts)
    seats = _seats(people, active, overwrite)
    stated, differing = _stated(dataset["posts"], active, overwrite)
    emptied = _emptied(concerned, active, seats, dataset["employees"], overwrite)
    return Seating(
        dataset=_applied(dataset, jobs, stated, seats, emptied),
        seated=seats.filter(pl.col("from_post_id") != pl.col("to_post_id")).sort("employee_id"),
        left=left_rows(_left(reasons, people, active), differing),
        notes=pl.concat([
            active.select("note", post_id="target", moved=pl.lit(False)).select("post_id", "note", "moved"),
            emptied.select("post_id", note=pl.lit(None, dtype=pl.String), moved=pl.lit(True)),
        ]),
    )  # fmt: skip


def _whole_ladders(posts: pl.DataFrame, applied: pl.DataFrame) -> pl.DataFrame:
    """Needs that the agency has stated for a whole ladder, as rows of a norm that names no source: none is written.

    Left out are those that a norm replaces (``applied``).
    """
    theirs = posts.filter(
        pl.col("key").is_not_null() & pl.col("level").is_null() & pl.col("need").is_not_null() & ~_is_ours()
    )
    replaced = theirs.join(applied.select(*_UNIT_LADDER, by_norm="subject"), on=_UNIT_LADDER, how="inner").filter(
        pl.col("subject").is_null() | pl.col("by_norm").is_null() | (pl.col("subject") == pl.col("by_norm"))
    )
    theirs = theirs.join(replaced.select("post_id"), on="post_id", how="anti")
    nothing = pl.lit(None, pl.String)
    return theirs.group_by(_PLACE).agg(pl.col("need").sum()).sort(_PLACE).select(
        "unit_id", "subject", "need", "key", ladder="key", source=nothing, note=nothing
    ).select(applied.columns)  # fmt: skip


def _is_ours() -> pl.Expr:
    return pl.col("need_source").str.starts_with(NORM_PREFIX).fill_null(value=False)


def left_rows(*parts: pl.DataFrame) -> pl.DataFrame:
    """Needs that were not filled, as one frame of ``LEFT_SCHEMA``; columns that a part lacks are null."""
    return pl.concat(
        [
            part.select(
                (pl.col(n) if n in part.columns else pl.lit(None)).cast(d).alias(n) for n, d in LEFT_SCHEMA.items()
            )
            for part in (pl.DataFrame(schema=LEFT_SCHEMA), *parts)
        ]
    )


def _posts_with_ladder(dataset: Dataset) -> pl.DataFrame:
    """Posts with their ladder's key, level and canonical subject; whether task rows state their need."""
    jobs = dataset["jobs"].select("job_id", "level", ladder_key(pl.col("ladder")).alias("key"))
    tasks = dataset["workload"].select("post_id").unique().with_columns(by_tasks=pl.lit(True))
    return (
        dataset["posts"]
        .with_columns(subject_name(pl.col("subject")).alias("subject"))
        .join(jobs, on="job_id", how="left", validate="m:1")
        .join(tasks, on="post_id", how="left", validate="1:1")
        .with_columns(pl.col("by_tasks").fill_null(value=False))
    )


def _people(dataset: Dataset, concerned: pl.DataFrame, needs: pl.DataFrame) -> pl.DataFrame:
    """Everybody on a post concerned, with the subject under which a need can count them (null: none).

    ``told``: whether any subject of theirs is known. The subject of the post goes first, then the first certified one
    for which the unit has a need. Where class teachers are needed, a teacher without a subject is one of them.
    """
    fixed = pl.col("need").is_not_null() & ~_is_ours()
    posts = concerned.select("post_id", "unit_id", "key", "level", "job_id", of_post="subject", fixed=fixed)
    people = dataset["employees"].select(
        "employee_id", "name", pl.col("job_id").alias("own_job"), "post_id", pl.col("subjects").alias("certified")
    ).join(posts, on="post_id", how="inner", validate="m:1")  # fmt: skip
    wanted = needs.select(*_PLACE, pl.lit(True).alias("wanted"))
    certified = (
        people.select("employee_id", *_UNIT_LADDER, "certified")
        .explode("certified", empty_as_null=True, keep_nulls=True)
        .with_columns(subject_name(pl.col("certified")).alias("subject"), pl.int_range(pl.len()).alias("place"))
        .drop_nulls("subject")
        .join(wanted, on=_PLACE, how="inner", validate="m:1")
        .sort("employee_id", "place")
        .group_by("employee_id", maintain_order=True)
        .agg(pl.col("subject").first().alias("certified_wanted"))
    )
    units = needs.group_by(_UNIT_LADDER).agg(
        (pl.col("subject") == CLASS_TEACHER).any().alias("has_classes"),
        pl.col("subject").is_not_null().any().alias("by_subject"),
    )
    told = pl.col("of_post").is_not_null() | (pl.col("certified").list.len().fill_null(0) > 0)
    subject = (
        pl.when(~pl.col("by_subject")).then(None)
        .when(pl.col("of_post").is_not_null()).then("of_post")
        .when(pl.col("certified_wanted").is_not_null()).then("certified_wanted")
        .when(~told & pl.col("has_classes")).then(pl.lit(CLASS_TEACHER))
    )  # fmt: skip
    return (
        people.join(certified, on="employee_id", how="left", validate="1:1")
        .join(units, on=_UNIT_LADDER, how="left", validate="m:1")
        .with_columns(told.alias("told"), subject.alias("subject"))
        .filter(pl.col("by_subject") | pl.col("of_post").is_null())
        .sort("employee_id")
    )


def _given(concerned: pl.DataFrame, needs: pl.DataFrame, overwrite: bool) -> pl.DataFrame:
    """Needs of the norm that stand aside: the agency has given one, or task rows state it."""
    given = concerned.filter(pl.col("need").is_not_null() & ~_is_ours() & (pl.col("by_tasks") | pl.lit(not overwrite)))
    given = given.select(*_UNIT_LADDER, "post_id", pl.col("need").alias("given"), pl.col("subject").alias("of_post"))
    hits = needs.select(*_PLACE, "need").join(given, on=_UNIT_LADDER, how="inner", validate="m:m")
    hits = hits.filter(
        pl.col("subject").is_null() | pl.col("of_post").is_null() | (pl.col("of_post") == pl.col("subject"))
    )
    told = hits.sort("post_id").group_by(_PLACE).agg(
        pl.col("need").first(), pl.col("given").sum(), pl.col("post_id").first(), pl.len().alias("posts")
    )  # fmt: skip
    more = pl.when(pl.col("posts") > 1).then(pl.format(" dan {} lainnya", pl.col("posts") - 1)).otherwise(pl.lit(""))
    reason = pl.format("kebutuhan {} sudah diisi pada {}{}; norma memberi {}", "given", "post_id", more, "need")
    return told.select(*_PLACE, "given", computed="need", reason=reason).sort(_PLACE)


def _unknown_subjects(people: pl.DataFrame, needs: pl.DataFrame) -> pl.DataFrame:
    """Needs by subject in units where somebody's subject is unknown: a shortage there might be no shortage."""
    unknown = people.filter(pl.col("by_subject") & ~pl.col("has_classes") & ~pl.col("told"))
    units = unknown.group_by(_UNIT_LADDER).agg(pl.len().alias("people"))
    reason = pl.format(
        "{} guru tanpa mata pelajaran: kekurangan yang dihitung bisa keliru; muat daftar guru Dapodik "
        "atau isi kolom subjects, lalu ulangi", "people"
    )  # fmt: skip
    hits = needs.filter(pl.col("subject").is_not_null()).select(_PLACE)
    nothing = pl.lit(None, dtype=pl.Int64)
    table = hits.join(units, on=_UNIT_LADDER, how="inner", validate="m:1")
    return table.select(*_PLACE, given=nothing, computed=nothing, reason=reason)


def _ladder_jobs(jobs: pl.DataFrame, active: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Jobs with one without level for every ladder needed, and the needs with its ``job_id``."""
    keyed = jobs.with_columns(ladder_key(pl.col("ladder")).alias("key")).drop_nulls("key").sort("job_id")
    named = (ladder_key(pl.col("name")) == pl.col("key")) | (ladder_key(pl.col("job_id")) == pl.col("key"))
    bare = keyed.filter(pl.col("level").is_null() & (named | (pl.col("key") != TEACHER_LADDER)))
    whole = bare.sort(~named, "job_id").group_by("key", maintain_order=True).agg(pl.col("job_id").first())
    wanted = active.select("key", "ladder").unique("key", keep="first", maintain_order=True).sort("key")
    missing = wanted.join(whole, on="key", how="anti")
    like = keyed.group_by("key", maintain_order=True).agg(pl.col("ladder", "category", "family").drop_nulls().first())
    new = missing.drop("ladder").join(like, on="key", how="left", validate="1:1").select(
        _free_id(pl.col("key"), jobs["job_id"]).alias("job_id"),
        pl.col("key").str.replace_all("_", " ").str.to_titlecase().alias("name"),
        pl.col("category").fill_null("FUNGSIONAL"),
        pl.coalesce("ladder", "key").alias("ladder"),
        "family",
        "key",
    )  # fmt: skip
    ids = pl.concat([whole, new.select("key", "job_id")])
    table = TABLES["jobs"]
    return pl.concat([jobs, table.conform(new)]), active.join(ids, on="key", how="left", validate="m:1")


def _free_id(wanted: pl.Expr, taken: pl.Series) -> pl.Expr:
    """The id itself, or marked where another job already has it."""
    return pl.when(wanted.is_in(taken.implode())).then(wanted + "_SEMUA_JENJANG").otherwise(wanted)


def _targets(active: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Needs with ``target``: the unit's post of the ladder and subject, or the id of the one to be made."""
    ladders = posts.filter(pl.col("level").is_null() & ~pl.col("leads_unit").fill_null(value=False))
    there = ladders.sort(pl.col("need").is_null(), "post_id").group_by(_PLACE, maintain_order=True).agg(
        pl.col("post_id").first().alias("target")
    )  # fmt: skip
    derived = pl.concat_str(["unit_id", "job_id", "subject"], separator=":", ignore_nulls=True)
    taken = derived.is_in(posts["post_id"].implode())
    derived = pl.when(taken).then(derived + ":NORMA").otherwise(derived)
    joined = active.join(there, on=_PLACE, how="left", validate="1:1", nulls_equal=True)
    return joined.with_columns(pl.coalesce("target", derived).alias("target"))


def _seats(people: pl.DataFrame, active: pl.DataFrame, overwrite: bool) -> pl.DataFrame:
    """employee_id, from_post_id, to_post_id, job_id: the own job keeps the level that the old post named.

    Who sits on a post whose need the agency has given stays, unless a norm overwrites it.
    """
    targets = active.select(*_PLACE, "target", "source")
    seated = people.join(targets, on=_PLACE, how="inner", validate="m:1", nulls_equal=True)
    seated = seated.filter(~pl.col("fixed") | (pl.col("source").is_not_null() & pl.lit(overwrite)))
    own = pl.when(pl.col("level").is_not_null()).then("job_id").otherwise("own_job")
    return seated.select("employee_id", from_post_id="post_id", to_post_id="target", job_id=own)


def _stated(posts: pl.DataFrame, active: pl.DataFrame, overwrite: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Posts with the needs of the norm, new ones added; and needs that differ from one written earlier."""
    by_norm = active.filter(pl.col("source").is_not_null())
    new = by_norm.select("unit_id", "job_id", "subject", "source", post_id="target", _need="need")
    old = posts.join(new.select("post_id", "_need", "source"), on="post_id", how="left", validate="1:1")
    takes = pl.col("_need").is_not_null() & (pl.col("need").is_null() | pl.lit(overwrite))
    changed = old.with_columns(
        need=pl.when(takes).then("_need").otherwise("need"),
        need_source=pl.when(takes).then("source").otherwise("need_source"),
    )
    made = new.join(posts, on="post_id", how="anti").rename({"_need": "need", "source": "need_source"})
    differing = old.filter(~takes & (pl.col("_need") != pl.col("need"))).select(
        place="post_id",
        what=pl.lit("norma"),
        reason=pl.format("kebutuhan {} ditulis sebelumnya; norma kini memberi {}", "need", "_need"),
        given="need",
        computed="_need",
    )
    table = TABLES["posts"]
    return pl.concat([table.conform(changed), table.conform(made)]), differing


def _emptied(
    concerned: pl.DataFrame, active: pl.DataFrame, seats: pl.DataFrame, employees: pl.DataFrame, overwrite: bool
) -> pl.DataFrame:
    """Posts by level whose need now stands on the ladder's post, named in ``source``.

    ``stays``: somebody whom no norm counts still sits there, so that its need is not nought but unknown.
    """
    by_norm = active.filter(pl.col("source").is_not_null())["unit_id"].unique()
    overwritten = pl.lit(overwrite) & pl.col("unit_id").is_in(by_norm.implode())
    covered = pl.concat([active.select(_PLACE), active.select(*_UNIT_LADDER, pl.lit(None, pl.String).alias("subject"))])
    level_posts = concerned.join(covered.unique(), on=_PLACE, how="semi", nulls_equal=True).filter(
        ~pl.col("post_id").is_in(active["target"].implode())
        & (pl.col("need").is_null() | _is_ours() | overwritten)
        & ~pl.col("by_tasks")
    )
    seated = employees.select("employee_id", "post_id").join(
        seats.select("employee_id", "to_post_id"), on="employee_id", how="left", validate="1:1"
    )
    still = seated.select(pl.coalesce("to_post_id", "post_id").alias("post_id")).drop_nulls().unique()
    stands = active.sort("target").group_by(_UNIT_LADDER).agg(pl.col("target").first().alias("stands"))
    stays = pl.col("post_id").is_in(still["post_id"].implode())
    return (
        level_posts.filter(~stays | pl.col("need").is_not_null())
        .join(stands, on=_UNIT_LADDER, how="left", validate="m:1")
        .select(
            "post_id",
            source=pl.format(f"{NORM_PREFIX}seluruh jenjang: lihat {{}}", "stands"),
            stays=stays,
        )
    )


def _applied(
    dataset: Dataset, jobs: pl.DataFrame, posts: pl.DataFrame, seats: pl.DataFrame, emptied: pl.DataFrame
) -> Dataset:
    posts = posts.join(emptied, on="post_id", how="left", validate="1:1").with_columns(
        need=pl.when("stays").then(None).when(~pl.col("stays")).then(pl.lit(0)).otherwise("need"),
        need_source=pl.coalesce("source", "need_source"),
    )
    places = seats.select("employee_id", _post="to_post_id", _job="job_id")
    employees = dataset["employees"].join(places, on="employee_id", how="left", validate="1:1")
    employees = employees.with_columns(post_id=pl.coalesce("_post", "post_id"), job_id=pl.coalesce("_job", "job_id"))
    return dataset.replace(jobs=jobs, posts=posts, employees=employees)


def _left(reasons: pl.DataFrame, people: pl.DataFrame, active: pl.DataFrame) -> pl.DataFrame:
    """Needs that stood aside, and people whom no need counts because of their subject."""
    what = pl.concat_str([pl.col("key"), pl.col("subject")], separator=" ", ignore_nulls=True)
    aside = reasons.select("reason", "given", "computed", place="unit_id", what=what)
    here = active.select(_UNIT_LADDER).unique()
    idle = (
        people.filter(~pl.col("fixed"))
        .join(here, on=_UNIT_LADDER, how="semi")
        .join(active.select(_PLACE), on=_PLACE, how="anti", nulls_equal=True)
        .join(reasons.select(_PLACE), on=_PLACE, how="anti", nulls_equal=True)
        .group_by("post_id", "told")
        .agg(pl.len().alias("n"))
    )
    reason = (
        pl.when("told")
        .then(pl.format("{} orang mengampu mata pelajaran tanpa norma di unit ini: tetap pada formasi lama", "n"))
        .otherwise(
            pl.format("{} guru tanpa mata pelajaran tetap pada formasi lama: kekurangan di unit ini bisa keliru", "n")
        )
    )
    assumed = people.filter(~pl.col("told") & (pl.col("subject") == CLASS_TEACHER)).join(
        active.select(*_PLACE, "target"), on=_PLACE, how="inner", validate="m:1"
    ).group_by("target").agg(pl.len().alias("n"))  # fmt: skip
    taken = pl.format("{} guru tanpa mata pelajaran dianggap guru kelas", "n")
    return left_rows(
        aside,
        idle.select(place="post_id", what=pl.lit("mata pelajaran"), reason=reason),
        assumed.select(place="target", what=pl.lit("mata pelajaran"), reason=taken),
    )
