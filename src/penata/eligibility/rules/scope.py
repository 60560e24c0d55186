"""Where the agency lets its plan look: kinds of move, planned categories, posts with a need. No rule of law."""

from collections.abc import Mapping

import polars as pl

from penata.eligibility.scene import same_field
from penata.law.citation import POLICY
from penata.law.rule import Gate, Rule, Scope
from penata.policy import Policy
from penata.vocabulary import LEADING, RuleClass

_LEADING = [category.value for category in LEADING]
_POLICY_GATE = Gate("POLICY", "kebijakan instansi")


def scope_rules(policy: Policy) -> list[Rule]:
    """What makes a pair a candidate before any rule of law; a decision (FORCE) goes past all of these."""
    return [_kinds(policy), _target(), _origin()]


def in_kinds(policy: Policy) -> pl.Expr:
    """Whether the policy's kinds of move reach from the own job to the target; never null.

    LATERAL: same ladder (else family) and level. CHANGE_OF_FAMILY: another one of equal standing.
    PROMOTION: one step up in the ladder, or into a leading post of the next standing. OTHER_AGENCY: as
    LATERAL, in another agency.
    """
    inside = pl.col("to_agency_id") == pl.col("agency_id")
    ways: Mapping[str, pl.Expr] = {
        "LATERAL": inside & lateral(),
        "CHANGE_OF_FAMILY": inside & other_family(),
        "PROMOTION": inside & one_step_up(),
        "OTHER_AGENCY": (pl.col("to_agency_id") != pl.col("agency_id")) & lateral(),
    }
    if not policy.kinds:
        return pl.lit(value=False)
    return pl.any_horizontal(*(ways[kind].fill_null(value=False) for kind in sorted(policy.kinds)))


def lateral() -> pl.Expr:
    """Same ladder (else family) and level; a level that is not known does not stand in the way."""
    level = pl.col("to_level").is_null() | pl.col("level").is_null() | (pl.col("to_level") == pl.col("level"))
    return same_field() & level


def other_family() -> pl.Expr:
    """Another ladder or family of equal standing; between functional jobs the level must be equal too."""
    functional = (pl.col("category") == "FUNGSIONAL") & (pl.col("to_category") == "FUNGSIONAL")
    level = pl.col("to_level").is_null() | (pl.col("to_level") == pl.col("level"))
    standing = pl.col("to_standing") == pl.col("standing")
    return ~same_field() & pl.when(functional).then(level).otherwise(standing)


def one_step_up() -> pl.Expr:
    """The next level of the ladder, or a leading post one step higher."""
    next_level = pl.col("to_level_order") == pl.col("level_order") + 1
    into_leading = pl.col("to_category").is_in(_LEADING) & pl.when(pl.col("category") == pl.col("to_category")).then(
        next_level
    ).otherwise(pl.col("to_standing") == pl.col("standing") + 1)
    return (same_field() & next_level) | into_leading


def _kinds(policy: Policy) -> Rule:
    return Rule(
        id="POL-KINDS", family="scope", citation=POLICY, rule_class=RuleClass.HARD, confidence=None, scope=Scope.PAIR,
        applies=~pl.col("forced"), passes=in_kinds(policy), facts=("job", "to_job", "agency_id", "to_agency_id"),
        settled_by=_POLICY_GATE,
        demand="jenis perpindahan termasuk yang direncanakan instansi (jabatan dan jenjang sama, instansi sendiri, "
        "kecuali kebijakan menambah)",
        demand_en="a kind of move that the policy plans",
        remedy="Ubah kinds di policy.toml, atau tetapkan keputusan FORCE.",
    )  # fmt: skip


def _target() -> Rule:
    return Rule(
        id="POL-TARGET", family="scope", citation=POLICY, rule_class=RuleClass.HARD, confidence=None, scope=Scope.POST,
        applies=~pl.col("forced"), passes=open_post("to_treatment", "to_need"), facts=("to_treatment", "to_need"),
        settled_by=_POLICY_GATE,
        demand="formasi tujuan direncanakan (jabatan pimpinan: lewat daftar calon tim) dan kebutuhannya diketahui",
        demand_en="the target is planned and its need is known",
        remedy="Jabatan pimpinan: lihat daftar calon; putusan tim dicatat sebagai FORCE. Lainnya: isi kebutuhan (need) "
        "formasi, atau ubah [categories] di policy.toml.",
    )  # fmt: skip


def _origin() -> Rule:
    own = pl.col("own_post").is_null() | open_post("treatment", "own_need")
    return Rule(
        id="POL-ORIGIN", family="scope", citation=POLICY, rule_class=RuleClass.HARD, confidence=None,
        scope=Scope.PAIR, applies=~pl.col("forced"), passes=own, facts=("treatment", "own_need"),
        settled_by=_POLICY_GATE, demand="formasi sekarang direncanakan dan kebutuhannya diketahui",
        demand_en="the present post is planned and its need is known",
        remedy="Isi kebutuhan (need) formasi asal: tanpa itu tidak ada yang datang atau pergi.",
    )  # fmt: skip


def open_post(treatment: str, need: str) -> pl.Expr:
    """Whether people may come to and leave a post: planned by category, with a need."""
    return (pl.col(treatment).eq_missing(pl.lit("plan"))) & pl.col(need).is_not_null()
