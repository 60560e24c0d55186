"""Leading posts without a holder now or soon, and who could take them: as the committee compares them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl
from django.utils.translation import gettext as _

from penata.eligibility import explain_pairs
from penata.eligibility.verdict import Verdict
from penata.explain.succession import succession
from penata.law.citation import POLICY
from penata.merit import SHORTLIST_PARTS
from penata.policy import MOVE_KINDS
from penata.report.candidates import END_WORDS, PART_WORDS, told_candidates
from penata.vocabulary import LABELS, DutyKind, Outcome, label
from penata.wording import seat_name
from penata_web.planning.frames.grounds import Ground

VACANT, OVERDUE, LEAVING = "VACANT", "OVERDUE", "LEAVING"
ALWAYS: Final = ("fit", "performance", "potential", "experience", "wish")
"""Parts of the points that are shown always; the others only where somebody has points of them."""
POTENTIAL: Final = {1: "rendah", 2: "menengah", 3: "tinggi"}
_SCOPE: Final = "scope"
_FIRST: Final = 3


@dataclass(frozen=True, slots=True)
class Demand:
    """One rule of the seat, and how each of the compared candidates stands to it."""

    words: str
    citation: str
    standings: tuple[tuple[str, str], ...]

    @property
    def is_settled(self) -> bool:
        """Whether it is met by each of them, or does not apply."""
        return all(tone in {"good", "quiet"} for tone, _words in self.standings)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the points, with the points of each compared candidate; ``best`` marks the most."""

    words: str
    points: tuple[tuple[int, bool], ...]


def vacancies(ground: Ground, months: int) -> pl.DataFrame:
    """Leading posts without a holder, or whose holder leaves within so many months, with who stands first.

    post_id, seat, unit, office, level, state, holder, leaves_on, months, acting, candidates, first, first_points.
    """
    return ground.kept(("vacancies", str(months)), lambda: _vacancies(ground, months))


def succession_table(ground: Ground) -> pl.DataFrame:
    """Every leading post with its holder, when that one leaves, and the first three who could follow."""
    return ground.kept(("succession",), lambda: _with_candidates(ground, _leading(ground)))


def _vacancies(ground: Ground, months: int) -> pl.DataFrame:
    soon = _leading(ground).filter((pl.col("state").is_not_null()) & (pl.col("months").fill_null(-1) <= months))
    return _with_candidates(ground, soon)


def _leading(ground: Ground) -> pl.DataFrame:
    """The leading posts with their holder, state and acting holder; the highest first."""
    holders = ground.facts.persons.filter(pl.col("counted") & pl.col("post").is_not_null()).select(
        "post", pl.col("name").alias("holder"), pl.col("employee_id").alias("holder_id"),
        pl.col("retires_on").alias("leaves_on"), pl.col("months_to_retirement").alias("months"),
    ).sort("leaves_on", nulls_last=True).unique("post", keep="first", maintain_order=True)  # fmt: skip
    acting = (
        ground.dataset["duties"].filter(pl.col("kind") != DutyKind.ADDITIONAL.value).select("post_id", "employee_id")
        .join(ground.facts.persons.select("employee_id", pl.col("name").alias("acting")), on="employee_id", how="inner")
        .group_by("post_id").agg(pl.col("acting").sort().str.join(", "))
    )  # fmt: skip
    posts = ground.leading.select(
        "post", "post_id", seat_name(pl.col("job"), pl.col("subject")).alias("seat"), "unit", "office", "level",
        "level_order", "filled", pl.col("level").replace(_levels(ground)).alias("level_text"),
    )  # fmt: skip
    state = (
        pl.when(pl.col("filled") == 0).then(pl.lit(VACANT)).when(pl.col("months") <= 0).then(pl.lit(OVERDUE))
        .when(pl.col("leaves_on").is_not_null()).then(pl.lit(LEAVING))
    )  # fmt: skip
    return (
        posts.join(holders, on="post", how="left", validate="1:1")
        .join(acting, on="post_id", how="left", validate="1:1")
        .with_columns(
            state.alias("state"),
            _both("seat", "unit").alias("place"),
            pl.coalesce("holder", pl.format("{} (Plt.)", "acting")).alias("in_charge"),
        )
        .sort("level_order", "leaves_on", "unit", descending=[True, False, False], nulls_last=True)
    )


def _both(one: str, other: str) -> pl.Expr:
    """A job with its unit, once where the name of the job ends with that of the unit."""
    joined = pl.concat_str([one, other], separator=", ", ignore_nulls=True)
    named = pl.col(one).str.ends_with(pl.col(other)).fill_null(value=False)
    return pl.when(named).then(pl.col(one)).otherwise(joined).replace("", None)


def _levels(ground: Ground) -> dict[str, str]:
    return {level: label(level) for level in ground.leading["level"].drop_nulls().unique()}


def _with_candidates(ground: Ground, posts: pl.DataFrame) -> pl.DataFrame:
    names = ground.facts.persons.select("employee_id", "name")
    first = ground.points.filter(pl.col("place") <= _FIRST).join(names, on="employee_id", how="left", validate="m:1")
    told = pl.format("{} ({})", "name", "points")
    followers = (
        first.sort("post_id", "place").group_by("post_id", maintain_order=True)
        .agg(told.str.join(", ").alias("followers"), pl.col("name").first().alias("first"),
             pl.col("points").first().alias("first_points"))
    )  # fmt: skip
    counts = ground.points.group_by("post_id").agg(pl.len().cast(pl.Int64).alias("candidates"))
    return (
        posts.join(counts, on="post_id", how="left", validate="1:1", maintain_order="left")
        .join(followers, on="post_id", how="left", validate="1:1", maintain_order="left")
        .with_columns(pl.col("candidates").fill_null(0))
    )


def leading_post(ground: Ground, post_id: str) -> dict[str, Any] | None:
    """One leading post as ``vacancies`` tells it; None where it is none."""
    rows = ground.kept(("leading",), lambda: _leading(ground)).filter(pl.col("post_id") == post_id)
    return rows.to_dicts()[0] if rows.height else None


def shortlist(ground: Ground, post_id: str) -> pl.DataFrame:
    """The candidates of one leading post in their order, with parts, what is still open, and who they are now."""

    def told() -> pl.DataFrame:
        rows = ground.points.filter(pl.col("post_id") == post_id)
        people = ground.facts.persons.select("employee_id", "name", "job", "unit", "rank")
        found = told_candidates(rows, ground.facts, ground.dataset, ground.policy).with_columns(
            pl.concat_str(_in_words("predicate_last"), _in_words("predicate_before"), separator=", ", ignore_nulls=True)
            .replace("", None).alias("predicate_text"),
            pl.col("potential_level").replace_strict(POTENTIAL, default=None, return_dtype=pl.String)
            .alias("potential_text"),
        )  # fmt: skip
        elsewhere = _first_elsewhere(ground, post_id)
        found = found.drop("elsewhere").join(
            elsewhere, on="employee_id", how="left", validate="m:1", maintain_order="left"
        )
        return found.join(people, on="employee_id", how="left", validate="m:1", maintain_order="left").with_columns(
            _both("job", "unit").alias("present")
        )

    return ground.kept(("shortlist", post_id), told)


def _first_elsewhere(ground: Ground, post_id: str) -> pl.DataFrame:
    """employee_id, elsewhere: on how many other vacant leading posts a candidate is among the first three."""
    vacant = vacancies(ground, 0).filter(pl.col("post_id") != post_id)["post_id"]
    first = ground.points.filter(pl.col("post_id").is_in(vacant.implode()) & (pl.col("place") <= _FIRST))
    return first.group_by("employee_id").agg(pl.len().cast(pl.Int64).alias("elsewhere"))


def _in_words(column: str) -> pl.Expr:
    """A code of the library's vocabulary as people read it."""
    return pl.col(column).replace({str(code): words for code, words in LABELS.items()})


def parts(candidates: Sequence[dict[str, Any]]) -> list[Part]:
    """The points of the compared candidates part by part; their sums are their points."""
    rows = []
    for name in SHORTLIST_PARTS:
        points = [int(one[name] or 0) for one in candidates]
        if name not in ALWAYS and not any(points):
            continue
        most = max(points)
        marked = tuple((value, value == most and len(set(points)) > 1) for value in points)
        rows.append(Part(PART_WORDS[name], marked))
    return rows


def demands(ground: Ground, post_id: str, employee_ids: Sequence[str]) -> list[Demand]:
    """Every rule of the seat with how each candidate stands; personal conditions are one line without an answer."""
    key = ("demands", post_id, *employee_ids)
    return ground.kept(key, lambda: _demands(ground, post_id, employee_ids))


def _demands(ground: Ground, post_id: str, employee_ids: Sequence[str]) -> list[Demand]:
    wide = replace(ground.policy, kinds=frozenset(MOVE_KINDS))
    found = explain_pairs(ground.facts, ground.dataset, wide, [(one, post_id) for one in employee_ids])
    by_rule: dict[str, dict[int, Verdict]] = {}
    for place, explanation in enumerate(found):
        for verdict in explanation.verdicts:
            if verdict.rule.family != _SCOPE and not verdict.rule.sensitive:
                by_rule.setdefault(verdict.rule.id, {})[place] = verdict
    rows = []
    for verdicts in by_rule.values():
        rule = next(iter(verdicts.values())).rule
        standings = tuple(_standing(verdicts.get(place)) for place in range(len(employee_ids)))
        source = _("kebijakan instansi") if rule.citation == POLICY else rule.citation
        rows.append(Demand(rule.demand, f"{rule.id}; {source}", standings))
    return sorted(rows, key=lambda row: min(_ORDER[tone] for tone, _words in row.standings))


_ORDER: Final = {"stop": 0, "warn": 1, "": 2, "good": 3, "quiet": 4}


def _standing(verdict: Verdict | None) -> tuple[str, str]:
    """Tone and words of one answer."""
    if verdict is None:
        return "quiet", _("tidak berlaku")
    if verdict.on_file:
        return "good", _("berkas sudah ada")
    if verdict.outcome is Outcome.BAR:
        return "stop", _("tidak dipenuhi")
    if verdict.is_open_gate:
        if verdict.outcome is Outcome.UNKNOWN:
            return "warn", _("belum diketahui: %(paper)s") % {"paper": verdict.rule.settled_by.label}
        return "warn", _("perlu %(paper)s") % {"paper": verdict.rule.settled_by.label}
    if verdict.remark:
        return "", _("catatan")
    return "good", _("dipenuhi")


def chains(ground: Ground, post_id: str, places: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What the choice of each of these places on the shortlist opens: seats in their order, and why the chain ends."""
    key = ("chains", post_id, *map(str, places))
    return ground.kept(key, lambda: _chains(ground, post_id, places))


def _chains(ground: Ground, post_id: str, places: Sequence[int]) -> dict[int, dict[str, Any]]:
    chosen = ground.points.filter((pl.col("post_id") == post_id) & pl.col("place").is_in(list(places)))
    if not chosen.height:
        return {}
    links = succession(ground.facts, ground.dataset, ground.policy, chosen, first=max(places))
    seats = {
        row["post_id"]: row
        for row in ground.facts.posts.select(
            "post_id", seat_name(pl.col("job"), pl.col("subject")).alias("seat"), "unit"
        ).filter(pl.col("post_id").is_in([*links["seat_id"], *links["opens"].drop_nulls()])).to_dicts()
    }  # fmt: skip
    names = dict(ground.facts.persons.select("employee_id", "name").iter_rows())
    found: dict[int, dict[str, Any]] = {}
    for (choice,), group in links.group_by("choice", maintain_order=True):
        rows = group.sort("link").to_dicts()
        drawn = []
        for at, row in enumerate(rows):
            leaves = rows[at - 1] if at else None
            drawn.append(_place(seats, row["seat_id"], names, comes=row, leaves=leaves))
        last = rows[-1]
        if last["opens"]:
            drawn.append(_place(seats, last["opens"], names, leaves=last))
        end = END_WORDS.get(last["end"], _("yang terakhir tidak meninggalkan kursi"))
        found[int(str(choice))] = {"places": drawn, "end": end, "moves": len(rows), "swap": False}
    return found


def _place(
    seats: dict[str, dict[str, Any]], post_id: str, names: dict[str, str], *, comes: dict[str, Any] | None = None,
    leaves: dict[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    told = {
        side: None if row is None
        else {"name": names[row["employee_id"]], "employee_id": row["employee_id"], "is_seen": True,
              "points": row["points"]}
        for side, row in (("comes", comes), ("leaves", leaves))
    }  # fmt: skip
    return {"seat": seats[post_id]["seat"], "unit": seats[post_id]["unit"], "short": None, **told}


def is_candidate(ground: Ground, post_id: str, employee_id: str) -> bool:
    """Whether the rules let this person on the shortlist of the post."""
    return ground.points.filter((pl.col("post_id") == post_id) & (pl.col("employee_id") == employee_id)).height > 0


def name_of(ground: Ground, employee_id: str) -> str:
    """The name of a person; the number where nobody has it."""
    names: dict[str, str] = ground.kept(
        ("names",), lambda: dict(ground.facts.persons.select("employee_id", "name").iter_rows())
    )
    return names.get(employee_id, employee_id)
