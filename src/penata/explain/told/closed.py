"""A wished place where a person is no candidate: the post there that suits best, and what stands against it.

``closed_places`` answers with one row for each row asked: ``row``, ``reason`` (a code of ``explain.told.wishes``),
``post`` (null without one), ``rules`` (ids, those on personal conditions left out), ``personal``, ``words``.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import polars as pl

from penata.eligibility import Judge, Verdict
from penata.eligibility.masks import roots
from penata.eligibility.rules.scope import open_post
from penata.eligibility.scene import pair_frame
from penata.planning import Workings
from penata.vocabulary import RuleClass
from penata.wording import PERSONAL

CLOSED: Final = pl.Schema({
    "row": pl.UInt32(), "reason": pl.String(), "post": pl.UInt32(), "rules": pl.List(pl.String()),
    "personal": pl.Boolean(), "words": pl.String(),
})  # fmt: skip

_WORDS: Final = {
    "NOT_COUNTED": "Pegawai ini tidak ikut direncanakan (kedudukan atau jenis kepegawaiannya).",
    "NO_POST": "Tidak ada formasi di tempat itu.",
    "NO_NEED": "Kebutuhan formasi di sana belum diketahui, maka tidak ada yang datang atau pergi.",
    "COMMITTEE": "Jabatan pimpinan: diputuskan tim, tidak direncanakan di sini.",
    "NOT_PLANNED": "Jenis jabatan di sana tidak direncanakan.",
    "ORIGIN": "Formasi pegawai ini sekarang tidak direncanakan atau kebutuhannya belum diketahui.",
    "OTHER_AGENCY": "Formasi instansi lain tidak termasuk rencana ini.",
    "OTHER_JOB": "Di sana tidak ada formasi untuk jabatan pegawai ini.",
    "OTHER_LEVEL": "Di sana tidak ada formasi pada jenjang pegawai ini.",
    "TOO_FAR": "Lebih jauh daripada batas jarak dalam kebijakan.",
    "NOT_SCORED": "Hanya pasangan yang dinilai dari luar yang dipertimbangkan, dan yang ini tidak dinilai.",
}
_PLACES: Final = ("post_id", "unit_id", "district_id")
_PERSON: Final = ("agency_id", "category", "field", "level", "subject")


def closed_places(work: Workings, rows: pl.DataFrame) -> pl.DataFrame:
    """Why nobody could come: ``rows`` are row, person, employee_id, counted, and the place as wished
    (wished_post_id, wished_unit_id, wished_district_id).
    """
    if not rows.height:
        return CLOSED.to_frame()
    absent = rows.filter(~pl.col("counted")).select("row", pl.lit("NOT_COUNTED").alias("reason"))
    present = rows.filter("counted")
    suited = _suited(work, present)
    nowhere = present.join(suited, on="row", how="anti").select("row", pl.lit("NO_POST").alias("reason"))
    judge = Judge.of(work.facts, work.dataset, work.policy)
    judged = suited.with_columns(_scope(judge, suited))
    outside = judged.filter(pl.col("reason").is_not_null()).select("row", "reason", "post")
    inside = judged.filter(pl.col("reason").is_null())
    plain = pl.concat([absent, nowhere, outside], how="diagonal").with_columns(
        pl.col("reason").replace_strict(_WORDS, return_dtype=pl.String).alias("words")
    )
    return pl.concat([_whole(plain), _by_rules(judge, inside)]).sort("row")


def _whole(frame: pl.DataFrame) -> pl.DataFrame:
    """All columns of CLOSED; what is not there is null, no rule and nothing personal."""
    given = [pl.col(name) for name in CLOSED.names() if name in frame.columns]
    absent = [pl.lit(None, CLOSED[name]).alias(name) for name in CLOSED.names() if name not in frame.columns]
    return (
        frame.select(*given, *absent)
        .select(CLOSED.names())
        .cast(CLOSED)
        .with_columns(pl.col("rules").fill_null([]), pl.col("personal").fill_null(value=False))
    )


def _suited(work: Workings, rows: pl.DataFrame) -> pl.DataFrame:
    """row, person, employee_id, post, post_id: of each wished place the post that is nearest to the person's job."""
    posts = work.facts.posts.select(
        "post", "post_id", "unit_id", "district_id", open_post("treatment", "need").alias("_open"), "shortage",
        *(pl.col(name).alias(f"to_{name}") for name in _PERSON),
    )  # fmt: skip
    people = rows.join(work.facts.persons.select("person", *_PERSON), on="person", how="left", validate="m:1")
    parts = []
    for place in _PLACES:
        asked = people.filter(pl.col(f"wished_{place}").is_not_null()).select(
            "row", "person", "employee_id", pl.col(f"wished_{place}").alias("at"), *_PERSON
        )
        kinds = asked.select("at", *_PERSON).unique()
        there = posts.with_columns(pl.col(place).alias("at"))
        best = (
            kinds.join(there, on="at", how="inner", validate="m:m")
            .sort(*_preference(), "post", descending=[True] * len(_preference()) + [False])
            .group_by("at", *_PERSON, maintain_order=True)
            .agg(pl.col("post", "post_id").first())
        )
        parts.append(
            asked.join(best, on=["at", *_PERSON], how="inner", validate="m:1", nulls_equal=True).select(
                "row", "person", "employee_id", "post", "post_id"
            )
        )
    return pl.concat(parts).sort("row")


def _preference() -> list[pl.Expr]:
    """The more of these, and the earlier, the nearer a post is to what the person does."""
    same = [pl.col(name).eq_missing(pl.col(f"to_{name}")) for name in ("agency_id", "category", "field")]
    level = pl.col("to_level").is_null() | pl.col("to_level").eq_missing(pl.col("level"))
    subject = pl.col("to_subject").is_null() | pl.col("to_subject").eq_missing(pl.col("subject"))
    return [*same, level, subject, pl.col("_open"), pl.col("shortage").fill_null(0)]


def _scope(judge: Judge, suited: pl.DataFrame) -> pl.Series:
    """Where the policy does not look: code of the reason, null where it does."""
    rules = {rule.id: rule for rule in judge.rules[: judge.scope]}
    frame = pair_frame(
        judge.scene, suited.select("person", "post"),
        roots(rules.values()) | {"to_treatment", "to_need", "agency_id", "to_agency_id", "same_field"},
    )  # fmt: skip
    fails = {name: rule.fails.fill_null(value=False) for name, rule in rules.items()}
    code = (
        pl.when(fails["POL-TARGET"] & (pl.col("to_treatment") == "shortlist"))
        .then(pl.lit("COMMITTEE"))
        .when(fails["POL-KINDS"] & (pl.col("to_agency_id") != pl.col("agency_id")))
        .then(pl.lit("OTHER_AGENCY"))
        .when(fails["POL-KINDS"] & ~pl.col("same_field").fill_null(value=False))
        .then(pl.lit("OTHER_JOB"))
        .when(fails["POL-KINDS"])
        .then(pl.lit("OTHER_LEVEL"))
        .when(fails["POL-TARGET"] & (pl.col("to_treatment") != "plan"))
        .then(pl.lit("NOT_PLANNED"))
        .when(fails["POL-TARGET"])
        .then(pl.lit("NO_NEED"))
        .when(fails["POL-ORIGIN"])
        .then(pl.lit("ORIGIN"))
    )
    return frame.select(code.alias("reason"))["reason"]


def _by_rules(judge: Judge, rows: pl.DataFrame) -> pl.DataFrame:
    """What the law, or the policy's treatment of its gates, says of pairs that the policy looks at."""
    pairs = rows.select("employee_id", "post_id").unique().sort("employee_id", "post_id")
    found = judge.against(pairs.iter_rows()) if pairs.height else []
    answers = pl.DataFrame(
        [_answer(against, judge.policy.candidates == "scores") for against in found], orient="row",
        schema={"reason": pl.String, "rules": pl.List(pl.String), "personal": pl.Boolean, "words": pl.String},
    )  # fmt: skip
    told = rows.select("row", "employee_id", "post_id", "post").join(
        pl.concat([pairs, answers], how="horizontal"), on=["employee_id", "post_id"], how="left", validate="m:1"
    )
    return _whole(told)


def _answer(against: Sequence[Verdict], scored_only: bool) -> tuple[str, list[str], bool, str]:
    if not against:
        reason = "NOT_SCORED" if scored_only else "TOO_FAR"
        return reason, [], False, _WORDS[reason]
    bars = any(verdict.rule.rule_class is RuleClass.HARD and not verdict.forbidden for verdict in against)
    open_ones = [verdict for verdict in against if not verdict.rule.sensitive]
    personal = len(open_ones) < len(against)
    sentences = [verdict.marked_message for verdict in open_ones] + [f"Tidak memenuhi: {PERSONAL}."] * personal
    return "RULE" if bars else "GATE", [v.rule.id for v in open_ones], personal, _joined(sentences)


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(sentences)
