"""Answers to wishes in sentences: what was wished, what came of it, and why."""

from typing import Final

import polars as pl

from penata.explain.letters.catalogue import said, together
from penata.explain.letters.facts import LetterFacts
from penata.vocabulary import Stance
from penata.wording import Language, wholes

_FIRST: Final = ("GRANTED", "ALREADY_THERE", "HONOURED", "OVERRIDDEN", "REMAINS")
_OF_PLACE: Final = (
    "NOT_COUNTED", "NO_POST", "NO_NEED", "COMMITTEE", "NOT_PLANNED", "ORIGIN", "OTHER_AGENCY", "OTHER_JOB",
    "OTHER_LEVEL", "TOO_FAR", "NOT_SCORED", "HOME_SHORT", "SEAT_COSTLY", "NO_ROOM", "DEARER", "MOVES", "LIMIT",
)  # fmt: skip


def wish_sentences(facts: LetterFacts, language: Language) -> pl.DataFrame:
    """employee_id, wishes_said: a line for each wish of a person, the dearest first, each beginning with "• "."""
    rows = _worded(facts, language)
    stance = pl.coalesce(*(_say(f"wish.{stance}", language, pl.col("stance") == stance) for stance in Stance))
    answer = pl.coalesce(
        *(_say(f"wish.{status}", language, pl.col("status") == status) for status in _FIRST),
        _say("wish.DECIDED", language, pl.col("status") == "DECIDED"), _closed(language),
        _lost(language, weighted=facts.weighted),
        *(_say(f"wish.{reason}", language, pl.col("reason") == reason) for reason in _OF_PLACE),
    )  # fmt: skip
    line = pl.concat_str(stance, answer, separator=" ")
    return (
        rows.sort("employee_id", "rank", "stance", "place", maintain_order=True, nulls_last=True)
        .select("employee_id", line.alias("line"))
        .drop_nulls("line")
        .group_by("employee_id", maintain_order=True)
        .agg(pl.concat_str(pl.lit("• "), pl.col("line").str.join("\n• ")).first().alias("wishes_said"))
    )


def _worded(facts: LetterFacts, language: Language) -> pl.DataFrame:
    """The answers with their facts in words, as columns ``w_…``; rules on personal conditions are never among them."""
    indonesian = language is Language.INDONESIAN
    words = facts.rules.filter(~pl.col("sensitive")).select(
        "rule", pl.col("id" if indonesian else "en").alias("demand"), pl.col("paper" if indonesian else "en")
        .alias("paper")
    )  # fmt: skip
    rows = facts.answers.with_row_index("wish")
    spoken = (
        rows.select("wish", pl.col("rules").alias("rule")).explode("rule").drop_nulls("rule")
        .join(words, on="rule", how="inner", validate="m:1", maintain_order="left")
        .group_by("wish", maintain_order=True)
        .agg(
            pl.col("demand").unique(maintain_order=True).str.join("; ").alias("w_rules"),
            pl.col("paper").unique(maintain_order=True).str.join("; ").alias("w_papers"),
        )
    )  # fmt: skip
    return rows.join(spoken, on="wish", how="left", validate="1:1", maintain_order="left").with_columns(
        pl.when(pl.col("place").str.strip_chars() != "").then("place").alias("w_place"),
        *(wholes(pl.col(name), language).alias(f"w_{name}") for name in ("points", "points_needed", "ahead")),
    )


def _say(key: str, language: Language, when: pl.Expr) -> pl.Expr:
    return pl.when(when).then(said(key, language, prefix="w_"))


def _closed(language: Language) -> pl.Expr:
    """What bars the way: rules, a missing approval, a personal condition."""
    barred, waiting = pl.col("status") == "BARRED", pl.col("status") == "GATE_FORBIDDEN"
    return together(
        _say("wish.RULE", language, barred), _say("wish.GATE", language, waiting),
        _say("wish.personal", language, (barred | waiting) & pl.col("personal")),
    )  # fmt: skip


def _lost(language: Language, *, weighted: bool) -> pl.Expr:
    """What others had before this person: points where they decide."""
    lost = pl.col("status") == "LOST"
    points = lost & (pl.col("reason") == "POINTS")
    why = "wish.points_why_weighted" if weighted else "wish.points_why"
    return pl.coalesce(
        together(
            _say("wish.POINTS", language, points), _say("wish.ahead", language, points & (pl.col("ahead") > 1)),
            _say(why, language, points & pl.col("points_needed").is_not_null()),
        ),
        _say("wish.LOST", language, points),
        _say("wish.EQUAL", language, lost & pl.col("reason").is_in(["TIE", "EQUAL"])),
    )  # fmt: skip
