"""What a transfer is called, who decides it on which route, its I-MUT code, and the papers still to collect."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from penata.eligibility.approvals import closed_kinds
from penata.eligibility.forced import decided_pairs
from penata.eligibility.scene import Scene, pair_frame, scene_of
from penata.facts import Facts
from penata.law.transfers import Provision, When, transfers
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import LEADING

TRANSFER_COLUMNS: Final[dict[str, pl.DataType]] = {
    "transfer_kind": pl.String(),
    "imut_kind": pl.String(),
    "approval_route": pl.List(pl.String),
    "documents": pl.List(pl.String),
}


def transfers_of(facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> pl.DataFrame:
    """Kind, I-MUT code, route and papers of transfers, one row each in the order given.

    Args:
        facts: persons and posts on the effective date.
        dataset: for agencies, wishes, decisions and approvals.
        policy: its effective date.
        pairs: ``person`` and ``post`` (UInt32), row numbers of the facts.

    Returns:
        ``TRANSFER_COLUMNS``: codes of ``penata.law.transfers``. ``approval_route``: every step, in its order.
        ``documents``: what is asked and not yet among the approvals given up to the effective date (of the person,
        the target post, or both). ``imut_kind`` is null where no code fits.
    """
    bits = {document.code: 1 << bit for bit, document in enumerate(transfers().documents)}
    shut = pl.Series("_shut", closed_kinds(dataset, facts, bits).of_rows(pairs))
    frame = _frame(facts, dataset, policy, pairs).with_columns(shut)
    cases = frame.unique(maintain_order=True)  # many people, few cases in law
    return frame.join(
        pl.concat([cases, _answers(cases, bits)], how="horizontal"), on=frame.columns, how="left", validate="m:1",
        nulls_equal=True, maintain_order="left",
    ).select(*TRANSFER_COLUMNS)  # fmt: skip


def _answers(cases: pl.DataFrame, bits: dict[str, int]) -> pl.DataFrame:
    """``TRANSFER_COLUMNS`` of each case."""
    law = transfers()
    return cases.with_columns(_first(law.kinds).alias("transfer_kind")).select(
        "transfer_kind",
        _first(law.imut_kinds).alias("imut_kind"),
        _all(law.steps, {}).alias("approval_route"),
        _all(law.documents, bits).alias("documents"),
    )


def _first(provisions: Sequence[Provision]) -> pl.Expr:
    """The code of the first provision that holds; null where none does."""
    code = pl.lit(None, pl.String)
    for entry in reversed(provisions):
        code = pl.when(_holds(entry.when)).then(pl.lit(entry.code)).otherwise(code)
    return code


def _all(provisions: Sequence[Provision], shut: dict[str, int]) -> pl.Expr:
    """The codes of all provisions that hold, but for those whose bit is shut."""
    found = []
    for entry in provisions:
        holds = _holds(entry.when)
        if entry.code in shut:
            holds &= (pl.col("_shut") & pl.lit(shut[entry.code], pl.UInt64)) == 0
        found.append(pl.when(holds).then(pl.lit(entry.code)))
    return pl.concat_list(found).list.drop_nulls()


def _holds(when: When) -> pl.Expr:
    if not when:
        return pl.lit(value=True)
    return pl.any_horizontal(
        pl.all_horizontal(pl.col(fact).is_in(values).fill_null(value=False) for fact, values in way.items())
        for way in when
    )


_OF_SCENE: Final = (
    "employment", "category", "to_category", "to_level", "direction", "own_request", "job_id", "to_job_id", "same_job",
    "unit_id", "to_unit_id", "to_ladder", "to_practises", "agency_id", "to_agency_id", "agency_kind", "to_agency_kind",
    "province_id", "to_province_id", "leads", "to_leads_unit", "unit_kind", "to_unit_kind", "special_route",
    "to_special_route", "in_election_window", "to_in_election_window", "in_head_window", "to_in_head_window",
    "head_acting", "to_head_acting", "ladder", "to_private",
)  # fmt: skip


def _frame(facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> pl.DataFrame:
    """One text column for each fact that a provision may ask for."""
    scene, rows = _scene(facts, dataset, policy, pairs)
    frame = pair_frame(scene, rows, _OF_SCENE).with_columns(rows["reason"], _asked_for(facts, dataset, pairs))
    election = _is_leading("") & (pl.col("in_election_window") | pl.col("in_head_window")) | _is_leading("to_") & (
        pl.col("to_in_election_window") | pl.col("to_in_head_window")
    )
    return frame.select(
        "employment", "category", "to_category", "to_level", "to_ladder", "reason",
        _relation().alias("relation"),
        pl.col("direction").cast(pl.String).fill_null("PLACEMENT").alias("direction"),
        _change().alias("change"),
        _seat("").alias("seat"),
        _seat("to_").alias("to_seat"),
        _text(pl.col("to_practises")).alias("practises"),
        _text(pl.col("own_request") & (pl.col("asked_for") | (pl.col("to_agency_id") != pl.col("agency_id")))).alias(
            "own_request"
        ),
        _text(pl.col("ladder").eq_missing(pl.lit("GURU")) & pl.col("to_private")).alias("private_school"),
        _text(election).alias("election"),
        _text(pl.col("head_acting") | pl.col("to_head_acting")).alias("acting_head"),
    )  # fmt: skip


def _scene(facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> tuple[Scene, pl.DataFrame]:
    """The scene of those persons alone, and the pairs by their row numbers in it, with the reason of a decision."""
    people = facts.persons[pairs["person"].unique().sort()]
    numbered = people.rename({"person": "_whole"}).with_row_index("person")
    some = replace(facts, persons=numbered.drop("_whole"), experience=facts.experience.clear())
    decided = decided_pairs(dataset).select("employee_id", "post_id", "reason")
    rows = (
        pairs.select(pl.col("person").alias("_whole"), "post")
        .join(numbered.select("_whole", "person", "employee_id"), on="_whole", how="left", validate="m:1",
              maintain_order="left")
        .join(facts.posts.select("post", "post_id"), on="post", how="left", validate="m:1", maintain_order="left")
        .join(decided, on=["employee_id", "post_id"], how="left", validate="m:1", maintain_order="left")
        .with_columns(pl.col("reason").fill_null(""))
    )  # fmt: skip
    return scene_of(some, dataset, policy), rows.select("person", "post", "reason")


def _asked_for(facts: Facts, dataset: Dataset, pairs: pl.DataFrame) -> pl.Series:
    """``asked_for``: whether the person's own request names the target post, its unit or its district."""
    wishes = dataset["wishes"].filter(pl.col("request") & pl.col("stance").is_in(["WANT", "ACCEPT"]))
    rows = pairs.select("person", "post").join(
        facts.persons.select("person", "employee_id"), on="person", how="left", validate="m:1", maintain_order="left"
    )
    rows = rows.join(
        facts.posts.select("post", "post_id", "unit_id", "district_id"), on="post", how="left", validate="m:1",
        maintain_order="left",
    ).with_row_index("row")  # fmt: skip
    found = [
        rows.join(wishes, on=["employee_id", place], how="semi")["row"]
        for place in ("post_id", "unit_id", "district_id")
    ]
    return rows.select(pl.col("row").is_in(pl.concat(found).implode()).alias("asked_for"))["asked_for"]


def _relation() -> pl.Expr:
    """How the two agencies stand to each other; UNKNOWN where kinds or provinces are not told."""
    here, there = pl.col("agency_kind"), pl.col("to_agency_kind")
    regencies = ["REGENCY", "CITY"]
    central, regional = [side == "CENTRAL" for side in (here, there)], [here != "CENTRAL", there != "CENTRAL"]
    one_province = pl.col("province_id") == pl.col("to_province_id")
    both_regencies = here.is_in(regencies) & there.is_in(regencies)
    one_is_province = (here == "PROVINCE") ^ (there == "PROVINCE")
    cases = (
        (pl.col("agency_id") == pl.col("to_agency_id"), "SAME_AGENCY"),
        (central[0] & central[1], "BETWEEN_CENTRAL"),
        ((central[0] & regional[1]) | (regional[0] & central[1]), "REGION_CENTRE"),
        (both_regencies & one_province, "SAME_PROVINCE"),
        (one_is_province & one_province, "REGENCY_PROVINCE"),
        (regional[0] & regional[1] & ~one_province, "OTHER_PROVINCE"),
    )
    found = pl.lit("UNKNOWN")
    for holds, code in reversed(cases):
        found = pl.when(holds.fill_null(value=False)).then(pl.lit(code)).otherwise(found)
    return found


def _change() -> pl.Expr:
    """UNIT, JOB or BOTH: what is another one; a seat that differs in neither counts as another unit."""
    other_unit = pl.col("unit_id").ne_missing(pl.col("to_unit_id"))
    return (
        pl.when(pl.col("same_job"))
        .then(pl.lit("UNIT"))
        .otherwise(pl.when(other_unit).then(pl.lit("BOTH")).otherwise(pl.lit("JOB")))
    )


_HEADS: Final = {"SCHOOL": "KEPALA_SEKOLAH", "HEALTH_CENTRE": "KEPALA_PUSKESMAS"}


def _seat(side: str) -> pl.Expr:
    """Code of a seat with a path of its own: head of a school or health centre, or a route of JPT-09; else null."""
    heads = pl.col("to_leads_unit") if side else pl.col("leads")
    head = pl.col(f"{side}unit_kind").replace_strict(_HEADS, default=None, return_dtype=pl.String)
    return pl.coalesce(pl.when(heads).then(head), pl.col(f"{side}special_route"))


def _is_leading(side: str) -> pl.Expr:
    """Whether a seat is one that PIL-05 means: a leading post, or the head of a unit."""
    heads = pl.col("to_leads_unit") if side else pl.col("leads")
    return heads | pl.col(f"{side}category").is_in([category.value for category in LEADING]).fill_null(value=False)


def _text(flag: pl.Expr) -> pl.Expr:
    return pl.when(flag).then(pl.lit("true"))
