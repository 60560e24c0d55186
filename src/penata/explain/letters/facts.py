"""The facts of a personal letter: everything that it may say, as values, for everyone to whom one is due.

``letter_facts`` gives two frames.

``LETTERS``, one row a person, sorted by employee_id. Null means: not known, or does not concern this person.
    employee_id, name, case (``Case``); forced (a decision names the new seat), kept (a decision keeps the person)
    both seats in words: seat_, unit_, office_ (null where it is the unit), district_ with _from and _to; direction
    the day: as_of, effective_on (null where it is the day of the data)
    why there: need, filled_before, shortage_before, shortage_after of the new post; chain_closes; rivals,
    next_behind_shortage, next_behind_gain as ``penata.explain.told.moves`` has them
    why from here: shortage_after_from
    what the person brings: unit_months and office_months (served there before, months), experience_months (in the
    field), education_field (where the job asks for it), certified_subject, certificates (all that the job asks),
    predicate and predicate_before (only good ones), competencies_met (all that the job asks, how many)
    what changes: home_before, home_after (km); grade_before, grade_after; allowance_before, allowance_after,
    allowance_change (rupiah a month); hours_now, hours_there, hours_asked (of a teacher, see ``letters.teaching``)
    what has to be done: gates (ids of open rules, personal ones left out), personal_gate, lacking (competencies below
    the level that the job asks), unassessed (how many were never assessed); documents and route as codes of
    ``penata.law.transfers`` (null where the plan does not tell)
    cited (rules on which the letter rests)

``ANSWERS``, one row a wish of these people: the columns of ``explain.told.wishes`` and place (in words), seat_there
    and unit_there (of the post that the answer speaks of).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

import polars as pl

from penata.eligibility import Candidates
from penata.explain.letters.catalogue import condition
from penata.explain.letters.strengths import strengths
from penata.explain.letters.teaching import teaching_hours
from penata.explain.told.wishes import WISHES
from penata.facts import Facts, pair_distance
from penata.planning import Plan, Workings
from penata.planning.result import PlanTables
from penata.tables import Dataset
from penata.vocabulary import DecisionKind
from penata.wording import Language, seat_name


class Case(StrEnum):
    """What a letter tells its reader."""

    MOVED = "MOVED"
    PLACED = "PLACED"
    RELEASED = "RELEASED"
    NOT_GRANTED = "NOT_GRANTED"
    STAYS = "STAYS"


NOT_GRANTED: Final = frozenset({"BARRED", "GATE_FORBIDDEN", "NOT_OPEN", "DECIDED", "LOST", "OVERRIDDEN", "REMAINS"})
"""Answers to a wish that its owner has a right to be told in a letter."""

LETTERS: Final = pl.Schema({
    "employee_id": pl.String(), "name": pl.String(), "case": pl.String(), "forced": pl.Boolean(), "kept": pl.Boolean(),
    **{f"{what}_{side}": pl.String() for side in ("from", "to") for what in ("seat", "unit", "office", "district")},
    "direction": pl.String(), "as_of": pl.Date(), "effective_on": pl.Date(),
    "need": pl.Int64(), "filled_before": pl.Int64(), "shortage_before": pl.Int64(), "shortage_after": pl.Int64(),
    "chain_closes": pl.Int64(), "rivals": pl.Int64(), "next_behind_shortage": pl.Int64(),
    "next_behind_gain": pl.Int64(), "shortage_after_from": pl.Int64(),
    "unit_months": pl.Int64(), "office_months": pl.Int64(), "experience_months": pl.Int64(),
    "education_field": pl.String(), "certified_subject": pl.String(), "certificates": pl.String(),
    "predicate": pl.String(), "predicate_before": pl.String(), "competencies_met": pl.Int64(),
    "home_before": pl.Float64(), "home_after": pl.Float64(), "grade_before": pl.Int64(), "grade_after": pl.Int64(),
    "allowance_before": pl.Int64(), "allowance_after": pl.Int64(), "allowance_change": pl.Int64(),
    "hours_now": pl.Float64(), "hours_there": pl.Float64(), "hours_asked": pl.Int64(),
    "gates": pl.List(pl.String()), "personal_gate": pl.Boolean(), "lacking": pl.List(pl.String()),
    "unassessed": pl.Int64(), "documents": pl.List(pl.String()), "route": pl.List(pl.String()),
    "cited": pl.List(pl.String()),
})  # fmt: skip

ANSWERS: Final = pl.Schema({**WISHES, "place": pl.String(), "seat_there": pl.String(), "unit_there": pl.String()})


class MoreTold(Protocol):
    """What the letters read of an explained plan: ``penata.explain.told.telling.Told`` has it."""

    @property
    def moves(self) -> pl.DataFrame:
        """Every move, as ``penata.explain.told.moves`` tells it."""

    @property
    def wishes(self) -> pl.DataFrame:
        """Every wish, as ``penata.explain.told.wishes`` tells it."""


@dataclass(frozen=True, slots=True, eq=False)
class LetterFacts:
    """The two frames, see the module; ``rules`` as ``rule_words`` gives them; ``weighted``: points weigh shortage."""

    letters: pl.DataFrame
    answers: pl.DataFrame
    rules: pl.DataFrame
    weighted: bool = False


def letter_facts(work: Workings, tables: PlanTables | Plan, told: MoreTold, also: Iterable[str] = ()) -> LetterFacts:
    """The facts of the letters to all who move and all who wished in vain, and to the people named in ``also``."""
    facts, dataset, policy = work.facts, work.dataset, work.policy
    rules = rule_words(work.found)
    personal = set(rules.filter("sensitive")["rule"])
    cases = _cases(tables.moves, told.wishes, sorted(set(also)))
    answers = _answered(told.wishes, facts, dataset).join(cases, on="employee_id", how="semi")
    moves = tables.moves.join(cases, on="employee_id", how="semi")
    frames = (
        _seats(cases, tables.moves, facts), facts.persons.select("employee_id", "name"), _decided(dataset),
        _needs(moves, tables.posts, told.moves), _homes(moves, facts), _pay(moves, facts), _papers(moves, personal),
        strengths(moves, facts, dataset, told.moves), _cited(moves, answers, personal),
        teaching_hours(moves, tables.posts, work),
    )  # fmt: skip
    letters = cases
    for frame in frames:
        letters = letters.join(frame, on="employee_id", how="left", validate="1:1", maintain_order="left")
    letters = letters.with_columns(
        pl.col("forced", "kept", "personal_gate").fill_null(value=False),
        pl.lit(policy.as_of).alias("as_of"),
        pl.lit(None if policy.effective_date == policy.as_of else policy.effective_date, pl.Date).alias("effective_on"),
    )
    frames_told = letters.select(LETTERS.names()).cast(LETTERS), answers.select(ANSWERS.names())
    return LetterFacts(*frames_told, rules, work.problem.aims.is_weighted)


def rule_words(found: Candidates) -> pl.DataFrame:
    """rule, id (what it asks of a person, in plain Indonesian), en (the same in English), paper (what settles it),
    citation, sensitive.
    """
    rows = [
        (rule.id, condition(rule.id, rule.demand, Language.INDONESIAN, rule.demand),
         condition(rule.id, rule.demand_en, Language.ENGLISH, rule.demand), rule.settled_by.label, rule.citation,
         rule.sensitive)
        for rule in found.rules
    ]  # fmt: skip
    names = {"rule": pl.String, "id": pl.String, "en": pl.String, "paper": pl.String, "citation": pl.String}
    return pl.DataFrame(rows, schema={**names, "sensitive": pl.Boolean}, orient="row")


def _cases(moves: pl.DataFrame, wishes: pl.DataFrame, also: list[str]) -> pl.DataFrame:
    """employee_id, case: everybody to whom a letter is due, and who else was asked for."""
    moved = moves.select(
        "employee_id",
        pl.when(pl.col("to_post_id").is_null())
        .then(pl.lit(Case.RELEASED.value))
        .when(pl.col("from_post_id").is_null())
        .then(pl.lit(Case.PLACED.value))
        .otherwise(pl.lit(Case.MOVED.value))
        .alias("case"),
    )
    in_vain = pl.col("status").is_in(NOT_GRANTED) & pl.col("reason").ne_missing("DEARER")
    refused = wishes.filter(in_vain).select("employee_id", pl.lit(Case.NOT_GRANTED.value).alias("case"))
    asked = pl.DataFrame({"employee_id": also}, schema={"employee_id": pl.String}).with_columns(
        pl.lit(Case.STAYS.value).alias("case")
    )
    everyone = pl.concat([moved, refused, asked])
    return everyone.unique("employee_id", keep="first", maintain_order=True).sort("employee_id")


def _seats(cases: pl.DataFrame, moves: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Both seats in words; who does not move has one before and none after."""
    posts = facts.posts
    ends = cases.join(
        facts.persons.select("employee_id", pl.col("post_id").alias("from_post_id"), "job", "ladder"),
        on="employee_id",
        how="left",
        validate="1:1",
    ).join(moves.select("employee_id", "to_post_id", "direction"), on="employee_id", how="left", validate="1:1")
    place = posts.select(
        "post_id", "unit", "district", pl.col("ladder").alias("post_ladder"), "level", "subject",
        pl.col("job").alias("post_job"), pl.when(pl.col("office") != pl.col("unit")).then("office").alias("office"),
    )  # fmt: skip
    for side in ("from", "to"):
        # A post that names a whole ladder is held at the person's own level.
        keeps = pl.col("level").is_null() & (pl.col("post_ladder") == pl.col("ladder"))
        seat = seat_name(pl.when(keeps).then("job").otherwise("post_job"), pl.col("subject"))
        there = ends.join(place, left_on=f"{side}_post_id", right_on="post_id", how="left", validate="m:1")
        ends = there.with_columns(
            seat.alias(f"seat_{side}"), pl.col("unit", "office", "district").name.suffix(f"_{side}")
        ).drop("unit", "office", "district", "post_ladder", "level", "subject", "post_job")  # fmt: skip
    return ends.drop("case", "job", "ladder", "from_post_id", "to_post_id")


def _decided(dataset: Dataset) -> pl.DataFrame:
    """employee_id, forced, kept: what decisions say of a person."""
    kind = pl.col("kind")
    keeps = (kind == DecisionKind.PIN) | ((kind == DecisionKind.FORBID) & pl.col("post_id").is_null())
    return dataset["decisions"].group_by("employee_id").agg(
        (kind == DecisionKind.FORCE).any().alias("forced"), keeps.any().alias("kept")
    )  # fmt: skip


def _needs(moves: pl.DataFrame, posts: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """What the new post needed, what the chain closes, who else might have come, and how the old post fares."""
    there = told.select(
        "employee_id", "need", "filled_before", "shortage_before", "shortage_after", "chain_closes", "rivals",
        "next_behind_shortage", "next_behind_gain",
    )  # fmt: skip
    here = posts.select(
        pl.col("post_id").alias("from_post_id"), pl.col("shortage_after").alias("shortage_after_from"),
    )  # fmt: skip
    return (
        moves.select("employee_id", "from_post_id")
        .join(here, on="from_post_id", how="left", validate="m:1")
        .join(there, on="employee_id", how="left", validate="1:1")
        .drop("from_post_id")
    )


def _homes(moves: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """employee_id, home_before, home_after: km between the home and each seat; null without a known home."""
    homed = pl.col("home_district_id").is_not_null() | (
        pl.col("home_lat").is_not_null() & pl.col("home_lon").is_not_null()
    )
    place = ("district_id", "lat", "lon")
    here = facts.persons.filter(homed).select(
        "employee_id", "home_district_id", "home_lat", "home_lon", *(pl.col(c).alias(f"{c}_from") for c in place)
    )
    there = facts.posts.select(pl.col("post_id").alias("to_post_id"), *(pl.col(c).alias(f"{c}_to") for c in place))
    rows = (
        moves.select("employee_id", "to_post_id")
        .join(here, on="employee_id", how="inner", validate="1:1")
        .join(there, on="to_post_id", how="left", validate="m:1", maintain_order="left")
    )
    home = ("home_district_id", "home_lat", "home_lon")
    before, after = (
        pair_distance(rows, facts.travel, here=home, there=(f"district_id_{s}", f"lat_{s}", f"lon_{s}"))
        for s in ("from", "to")
    )
    return rows.select("employee_id", before.alias("home_before"), after.alias("home_after"))


def _pay(moves: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Grade and allowance on both sides."""
    before = facts.persons.select("employee_id", pl.col("allowance_month").alias("allowance_before"))
    return moves.select("employee_id", "grade_before", "grade_after", "allowance_change").join(
        before, on="employee_id", how="left", validate="1:1"
    ).with_columns((pl.col("allowance_before") + pl.col("allowance_change")).alias("allowance_after"))  # fmt: skip


def _papers(moves: pl.DataFrame, personal: set[str]) -> pl.DataFrame:
    """Open gates without the personal ones, and what the plan tells of papers and of those who decide."""
    is_personal = pl.element().is_in(list(personal))
    gates = pl.col("legal_gates").fill_null([])
    told = {"documents": "documents", "route": "approval_route"}
    return moves.select(
        "employee_id", gates.list.eval(pl.element().filter(~is_personal)).alias("gates"),
        gates.list.eval(is_personal).list.any().alias("personal_gate"),
        *(
            pl.col(column).alias(name) if column in moves.columns else pl.lit(None, pl.List(pl.String)).alias(name)
            for name, column in told.items()
        ),
    )  # fmt: skip


def _cited(moves: pl.DataFrame, answers: pl.DataFrame, personal: set[str]) -> pl.DataFrame:
    """employee_id, cited: ids of the rules that a letter speaks of, in the order of their ids."""
    spoken = pl.concat([
        moves.select("employee_id", pl.col("legal_gates").alias("rule")),
        answers.filter(pl.col("status").is_in(NOT_GRANTED)).select("employee_id", pl.col("rules").alias("rule")),
    ])  # fmt: skip
    rows = spoken.explode("rule").drop_nulls("rule").filter(~pl.col("rule").is_in(list(personal)))
    return rows.group_by("employee_id").agg(pl.col("rule").unique().sort().alias("cited"))


def _answered(wishes: pl.DataFrame, facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """The answers to all wishes with the places in words."""
    seat = seat_name(pl.col("job"), pl.col("subject"))
    posts = facts.posts.select("post_id", seat.alias("seat"), "unit")
    units = dataset["units"].select(pl.col("unit_id").alias("wished_unit_id"), pl.col("name").alias("_unit"))
    districts = dataset["districts"].select(
        pl.col("district_id").alias("wished_district_id"), pl.col("name").alias("_district")
    )
    return (
        wishes.join(
            posts.rename({"post_id": "wished_post_id", "seat": "_seat", "unit": "_of"}), on="wished_post_id",
            how="left", validate="m:1", maintain_order="left",
        )
        .join(units, on="wished_unit_id", how="left", validate="m:1", maintain_order="left")
        .join(districts, on="wished_district_id", how="left", validate="m:1", maintain_order="left")
        .join(
            posts.rename({"seat": "seat_there", "unit": "unit_there"}), on="post_id", how="left", validate="m:1",
            maintain_order="left",
        )
        .with_columns(
            pl.coalesce(
                pl.concat_str("_seat", "_of", separator=", "), "_unit", pl.concat_str(pl.lit("Kecamatan "), "_district")
            ).alias("place")
        )
    )  # fmt: skip
