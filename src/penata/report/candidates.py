"""Candidates for leading posts in words: why one stands before another, what is still open, what a choice opens."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from penata.eligibility.headship import headship_pairs
from penata.eligibility.shortlist import Shortlists
from penata.explain.succession import succession
from penata.facts import Facts
from penata.law.rule import Rule
from penata.merit import SHORTLIST_PARTS, shortlist_sheet
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import LABELS
from penata.wording import PERSONAL, seat_name

CHAINS: Final = 3
"""Of how many first candidates of a post the chain of succession is told."""

PART_WORDS: Final = {
    "fit": "kecocokan", "performance": "kinerja", "potential": "potensi", "experience": "pengalaman",
    "wish": "aspirasi", "last_resort": "syarat upaya terakhir", "assessed": "nilai dari luar",
    "development": "jabatan pimpinan pertama",
}  # fmt: skip
END_WORDS: Final = {
    "NOT_NEEDED": "tidak harus diisi: yang tinggal masih cukup",
    "NOBODY": "belum ada yang memenuhi syarat untuk naik ke sana",
    "SHORT": "menjadi kurang, dan tidak ada formasi berlebih yang dapat membantu",
    "KEPT": "tidak diatur oleh kebijakan ini",
}

TOLD: Final = (
    "post_id", "place", "employee_id", "points", *SHORTLIST_PARTS, "predicate_last", "predicate_before",
    "potential_level", "months_in_field", "box", "box_source", "step_text", "gate_text", "superior_text", "ahead_text",
    "elsewhere", "chain_text", "chain_moves",
)  # fmt: skip
"""Columns of ``told_candidates``."""


def told_candidates(
    shortlist: pl.DataFrame, facts: Facts, dataset: Dataset, policy: Policy, *, pairs: pl.DataFrame | None = None
) -> pl.DataFrame:
    """The rows of a shortlist with their parts and in words, in the order of posts and places; columns TOLD.

    ``step_text``: the step up; ``gate_text``: what is still open; ``superior_text``: the rank against the superior's;
    ``ahead_text``: by what the candidate leads the next one; ``chain_text`` and ``chain_moves`` (people who would
    move): which seat the choice opens and who could follow, for the first CHAINS candidates. What a foreign shortlist
    lists that the library would not stays without parts. ``pairs``: the candidates of the plan with their gain.
    """
    lists = Shortlists.of(facts, dataset, policy)
    posts = facts.posts.join(shortlist.select("post_id").unique(), on="post_id", how="semi")["post"].to_list()
    chains = _chains(succession(facts, dataset, policy, shortlist, first=CHAINS, pairs=pairs), facts)
    sheet = shortlist_sheet(facts, dataset, policy, lists.pairs(posts), lists.rules)
    return _told(shortlist, sheet, chains, lists.rules)


def told_heads(facts: Facts, dataset: Dataset, policy: Policy, posts: pl.DataFrame) -> pl.DataFrame:
    """The same for heads of schools and health centres (``posts`` as ``vacant_headships`` gives them).

    Leading is then a duty beside the own seat: nobody leaves one, so there is no chain and no step.
    """
    lists = Shortlists.of(facts, dataset, policy)
    sheet = shortlist_sheet(facts, dataset, policy, headship_pairs(facts, dataset, policy, posts, lists), lists.rules)
    nothing = pl.DataFrame(schema={"post_id": pl.String, "place": pl.Int64, "chain_text": pl.String,
                                   "chain_moves": pl.Int64})  # fmt: skip
    told = _told(sheet.select("post_id", "place", "employee_id", "points"), sheet, nothing, lists.rules)
    return told.with_columns(pl.lit(None, pl.String).alias("step_text"))


def _told(shortlist: pl.DataFrame, sheet: pl.DataFrame, chains: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    titles = {rule.id: PERSONAL if rule.sensitive else rule.demand for rule in rules}
    return (
        shortlist.join(sheet.drop("place", "points"), on=["post_id", "employee_id"], how="left", validate="m:1")
        .join(chains, on=["post_id", "place"], how="left", validate="m:1")
        .sort("post_id", "place", "employee_id")
        .with_columns(_step(), _gates(titles), _superior(), _ahead())
        .select(TOLD)
    )


def _level(column: str) -> pl.Expr:
    return pl.col(column).replace({str(code): words for code, words in LABELS.items()})


def _step() -> pl.Expr:
    both = pl.concat_str(_level("from_level"), pl.lit(" → "), _level("to_level"))
    skipped = pl.col("skipped").list.join(", ")
    return (
        pl.when(pl.col("steps").is_null()).then(pl.lit(None, pl.String))
        .when((pl.col("steps") == 0) & (pl.col("from_level") == pl.col("to_level")))
        .then(pl.format("setingkat ({})", _level("to_level")))
        .when(pl.col("steps") == 0).then(pl.format("setara ({})", both))
        .when(pl.col("steps") == 1).then(pl.format("naik satu tingkat ({})", both))
        .when(pl.col("skipped").list.len() > 0)
        .then(pl.format("naik {} tingkat ({}), melewati {}", "steps", both, skipped))
        .when(pl.col("steps") > 1).then(pl.format("naik {} tingkat ({})", "steps", both))
        .otherwise(pl.format("turun ({})", both))
        .alias("step_text")
    )  # fmt: skip


def _gates(titles: dict[str, str]) -> pl.Expr:
    told = pl.element().replace(titles) if titles else pl.element()
    return pl.col("gates").list.eval(told.unique(maintain_order=True)).list.join("; ").alias("gate_text")


def _superior() -> pl.Expr:
    return (
        pl.when(pl.col("outranks_superior"))
        .then(pl.format("△ pangkat di atas atasan ({})", "superior_rank"))
        .when(pl.col("outranks_superior").not_())
        .then(pl.format("tidak di atas atasan ({})", "superior_rank"))
        .otherwise(pl.lit("atasan atau pangkatnya tidak ada dalam data"))
        .alias("superior_text")
    )


def _ahead() -> pl.Expr:
    """By which parts the candidate leads the next one of the same post; null for the last."""
    ahead = {name: pl.col(name) - pl.col(name).shift(-1).over("post_id") for name in ("points", *SHORTLIST_PARTS)}
    parts = [
        pl.when(ahead[name] != 0).then(pl.format(f"{PART_WORDS[name]} {{}}{{}}", _sign(ahead[name]), ahead[name].abs()))
        for name in SHORTLIST_PARTS
    ]
    because = pl.concat_list(parts).list.drop_nulls().list.join(", ")
    return (
        pl.when(ahead["points"] > 0).then(pl.format("unggul {} poin: {}", ahead["points"], because))
        .when(ahead["points"] == 0).then(pl.lit("nilai sama; urutan menurut pangkat, lama dalam pangkat, lalu NIP"))
        .alias("ahead_text")
    )  # fmt: skip


def _seat() -> pl.Expr:
    """The seat with its unit, once where the name of the job ends with it."""
    job = seat_name(pl.col("job"), pl.col("subject"))
    return pl.when(job.str.ends_with(pl.col("unit"))).then(job).otherwise(pl.concat_str(job, pl.lit(", "), "unit"))


def _sign(number: pl.Expr) -> pl.Expr:
    return pl.when(number < 0).then(pl.lit("−")).otherwise(pl.lit("+"))


def _chains(links: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """post_id, place, chain_text, chain_moves."""
    seats = facts.posts.select(
        pl.col("post_id").alias("opens"),
        _seat().alias("seat"),
    )
    people = facts.persons.select("employee_id", "name")
    told = links.join(seats, on="opens", how="left", validate="m:1").join(
        people, on="employee_id", how="left", validate="m:1"
    )
    chain = ("post_id", "choice")
    told = told.sort(*chain, "link").with_columns(
        pl.col("name").shift(-1).over(chain).alias("next_name"), pl.col("points").shift(-1).over(chain).alias("next"),
        pl.col("steps").shift(-1).over(chain).alias("next_steps"),
    )  # fmt: skip
    rises = pl.when(pl.col("next_steps") > 0).then(pl.lit(", naik")).otherwise(pl.lit(""))
    goes_on = pl.format("{}. {} terbuka; penerusnya {} (nilai {}{})", "link", "seat", "next_name", "next", rises)
    ends = (
        pl.when(pl.col("opens").is_null()).then(pl.format("{}. {} tidak meninggalkan kursi", "link", "name"))
        .otherwise(pl.format("{}. {} terbuka; {}", "link", "seat", _end()))
    )  # fmt: skip
    line = pl.when(pl.col("end").is_null()).then(goes_on).otherwise(ends)
    return (
        told.group_by(chain, maintain_order=True)
        .agg(line.str.join("\n").alias("chain_text"), pl.len().cast(pl.Int64).alias("chain_moves"))
        .rename({"choice": "place"})
    )


def _end() -> pl.Expr:
    return pl.col("end").replace_strict(END_WORDS, default=None, return_dtype=pl.String)
