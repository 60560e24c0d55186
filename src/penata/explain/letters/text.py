"""Letters in sentences: the facts of all letters at once, in one language, section by section.

A sentence is an expression over columns; one that lacks a fact is null and falls out, a section without sentences
too. Nothing is said of a person by name but to that person, and no personal condition is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.explain.letters.account_text import WhatIf
from penata.explain.letters.catalogue import paragraphs, said, text, together, worded
from penata.explain.letters.facts import Case, LetterFacts
from penata.explain.letters.wish_text import wish_sentences
from penata.law.citation import POLICY
from penata.vocabulary import Direction, Predicate
from penata.wording import Language, amounts, days, spans, tenths, wholes

SECTIONS: Final = ("open", "need", "you", "wish", "if", "change", "before", "next", "basis")
"""The sections of a letter in their order; every one but the first has a heading ``head.…``. "if" is empty until
``with_what_if`` fills it.
"""

STRENGTHS_SAID: Final = 3
"""How many of a person's strengths a letter names, the most particular first."""

_LEAST_MONTHS: Final = 12
"""Experience that is worth naming."""


def letter_texts(
    facts: LetterFacts, language: Language, *, contact: str | None = None, confirmed: frozenset[str] = frozenset(),
    objection_days: int | None = None,
) -> pl.DataFrame:  # fmt: skip
    """employee_id, name, case, seats (before and after, a line each), and one text for each of SECTIONS.

    In a text, paragraphs stand on lines of their own and points of a list begin with "• "; null: nothing to say.
    ``contact``: whom to ask. ``confirmed``: ids of the rules that the agency's legal office has confirmed; no other
    is cited. ``objection_days``: the time limit of a *keberatan* in working days, where it is confirmed.
    """
    speaker = _Speaker(language)
    frame = _worded(facts, language, contact).join(
        _cited(facts, confirmed), on="employee_id", how="left", validate="1:1", maintain_order="left"
    )
    told = facts.rules.filter(pl.col("rule").is_in(sorted(confirmed))).height
    frame = frame.with_columns(
        pl.lit(None if objection_days is None else str(objection_days), pl.String).alias("w_objection_days"),
        pl.lit(str(facts.rules.height)).alias("w_rules_tested"),
        pl.lit(str(told) if told else None, pl.String).alias("w_rules_confirmed"),
    )
    frame = frame.join(
        wish_sentences(facts, language), on="employee_id", how="left", validate="1:1", maintain_order="left"
    )
    return frame.select(
        "employee_id", "name", "case", _seat(speaker, "from").alias("seat_before"),
        _seat(speaker, "to").alias("seat_after"), _opening(speaker).alias("open"), _need(speaker).alias("need"),
        _you(speaker).alias("you"), _wishes(speaker).alias("wish"),
        pl.lit(None, pl.String).alias("if"), _change(speaker).alias("change"),
        _before(speaker).alias("before"), _next(speaker).alias("next"), _basis(speaker).alias("basis"),
    )  # fmt: skip


def with_what_if(texts: pl.DataFrame, answers: Mapping[str, Sequence[WhatIf]], language: Language) -> pl.DataFrame:
    """The letters with what would have changed the result; people about whom nothing was asked keep their letter.

    ``answers``: by employee_id, as ``what_if`` gives them.
    """
    told = {
        who: "\n".join([*(line for one in each for line in one.lines), text("page.folded", language)])
        for who, each in answers.items()
        if each
    }
    known = pl.DataFrame(
        {"employee_id": list(told), "if": list(told.values())}, schema={"employee_id": pl.String, "if": pl.String}
    )
    joined = texts.drop("if").join(known, on="employee_id", how="left", validate="1:1", maintain_order="left")
    return joined.select(texts.columns)


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Says a text of the catalogue from the columns ``w_…``, under a condition."""

    language: Language

    def __call__(self, key: str, when: pl.Expr | None = None) -> pl.Expr:
        sentence = said(key, self.language, prefix="w_")
        return sentence if when is None else pl.when(when).then(sentence)


def _worded(facts: LetterFacts, language: Language, contact: str | None) -> pl.DataFrame:
    """The letters with every fact in words, as columns ``w_…``; a blank text counts as not known."""
    frame = facts.letters.with_columns(
        pl.when(pl.col(pl.String).str.strip_chars() != "").then(pl.col(pl.String)).name.keep()
    )
    number = ("need", "filled_before", "shortage_before", "shortage_after", "chain_closes", "rivals",
              "next_behind_gain", "shortage_after_from", "grade_before", "grade_after", "hours_asked")  # fmt: skip
    plain = ("name", "seat_from", "unit_from", "seat_to", "unit_to", "education_field", "certified_subject",
             "certificates")  # fmt: skip
    papers = _papers(facts, language)
    year = (pl.col("allowance_change") * 12).alias("allowance_year")
    return frame.join(papers, on="employee_id", how="left", validate="1:1", maintain_order="left").with_columns(
        *(pl.col(name).alias(f"w_{name}") for name in plain),
        *(wholes(pl.col(name), language).alias(f"w_{name}") for name in number),
        *(amounts(pl.col(f"allowance_{name}"), language).alias(f"w_allowance_{name}")
          for name in ("before", "after", "change")),
        amounts(year, language).alias("w_allowance_year"),
        *(spans(pl.col(f"{name}_months"), language).alias(f"w_{name}_months")
          for name in ("unit", "office", "experience")),
        *(_near(pl.col(name), language).alias(f"w_{name}") for name in ("home_before", "home_after")),
        *(tenths(pl.col(name), language).alias(f"w_{name}") for name in ("hours_now", "hours_there")),
        *(days(pl.col(name), language).alias(f"w_{name}") for name in ("as_of", "effective_on")),
        pl.coalesce("office_to", "unit_to").alias("w_main_to"),
        worded(pl.col("documents"), "paper", language).alias("w_documents"),
        worded(pl.col("route"), "who", language).alias("w_route"),
        pl.when(pl.col("lacking").list.len() > 0).then(pl.col("lacking").list.join(", ")).alias("w_lacking"),
        pl.lit(contact or text("contact.default", language)).alias("w_contact"),
    )  # fmt: skip


def _near(km: pl.Expr, language: Language) -> pl.Expr:
    """A distance as people speak of it: whole kilometres, and none below one."""
    rounded = pl.when(km < 10).then(km).otherwise(km.round())
    some = text("near.some", language).split("{km}")
    long = pl.concat_str(pl.lit(some[0]), tenths(rounded, language), pl.lit(some[1]))
    return pl.when(km < 1).then(pl.lit(text("near.one", language))).otherwise(long)


def _papers(facts: LetterFacts, language: Language) -> pl.DataFrame:
    """employee_id, w_papers: what settles the open rules, in words."""
    words = facts.rules.select("rule", pl.col("paper" if language is Language.INDONESIAN else "en").alias("words"))
    rows = facts.letters.select("employee_id", pl.col("gates").alias("rule")).explode("rule").drop_nulls("rule")
    return (
        rows.join(words, on="rule", how="inner", validate="m:1", maintain_order="left")
        .group_by("employee_id", maintain_order=True)
        .agg(pl.col("words").unique(maintain_order=True).str.join("; ").alias("w_papers"))
    )


def _cited(facts: LetterFacts, confirmed: frozenset[str]) -> pl.DataFrame:
    """employee_id, w_citations: the confirmed articles on which a letter rests."""
    known = facts.rules.filter(pl.col("rule").is_in(sorted(confirmed)) & (pl.col("citation") != POLICY))
    rows = facts.letters.select("employee_id", pl.col("cited").alias("rule")).explode("rule").drop_nulls("rule")
    return (
        rows.join(known.select("rule", "citation"), on="rule", how="inner", validate="m:1", maintain_order="left")
        .group_by("employee_id", maintain_order=True)
        .agg(pl.col("citation").unique(maintain_order=True).str.join("; ").alias("w_citations"))
    )


def _seat(say: _Speaker, side: str) -> pl.Expr:
    """A seat in words: post and unit, office where it is another, district; a line each."""
    seat, unit = pl.col(f"seat_{side}"), pl.col(f"unit_{side}")
    before, after = text("label.district", say.language).split("{district}")
    district = pl.concat_str(pl.lit(before), pl.col(f"district_{side}"), pl.lit(after))
    return paragraphs(seat, unit, pl.col(f"office_{side}"), district)


def _is(*cases: Case) -> pl.Expr:
    return pl.col("case").is_in([case.value for case in cases])


def _moves() -> pl.Expr:
    return _is(Case.MOVED, Case.PLACED, Case.RELEASED)


def _opening(say: _Speaker) -> pl.Expr:
    inside = (pl.col("unit_from") == pl.col("unit_to")).fill_null(value=False)
    moved, refused, stays = _is(Case.MOVED), _is(Case.NOT_GRANTED), _is(Case.STAYS)
    first = pl.coalesce(
        say("open.moved_inside", moved & inside), say("open.moved", moved), say("open.placed", _is(Case.PLACED)),
        say("open.released", _is(Case.RELEASED)), say("open.not_granted", refused),
        say("open.not_granted_bare", refused), say("open.stays", stays), say("open.stays_bare", stays),
    )  # fmt: skip
    forced = pl.col("forced").fill_null(value=False)
    kind = pl.coalesce(*(say(f"open.{code}", pl.col("direction") == code) for code in Direction))
    kept = say("open.kept", ~_moves() & pl.col("kept").fill_null(value=False))
    blameless = _is(Case.MOVED) & ~forced & pl.col("direction").ne_missing(Direction.DEMOTION.value)
    return paragraphs(
        together(first, kept, say("open.wish_stays", refused)),
        together(say("open.proposal", _moves()), say("open.no_blame", blameless)),
        together(pl.when(_is(Case.MOVED)).then(kind), say("open.forced", _moves() & forced)),
    )


def _need(say: _Speaker) -> pl.Expr:
    short, arrives = pl.col("shortage_before") > 0, pl.col("seat_to").is_not_null()
    why = pl.coalesce(
        say("need.short_empty", short & (pl.col("filled_before") == 0)), say("need.short", short),
        say("need.vacated", pl.col("shortage_before") == 0),
    )  # fmt: skip
    then = pl.coalesce(
        say("need.then_full", short & (pl.col("shortage_after") == 0)),
        say("need.then_short", pl.col("shortage_after") > 0),
    )
    elsewhere = ~short & arrives
    chain = pl.coalesce(
        say("need.chain_one", elsewhere & (pl.col("chain_closes") == 1)),
        say("need.chain", elsewhere & (pl.col("chain_closes") > 1)),
    )
    here = pl.coalesce(
        say("need.from_short", pl.col("shortage_after_from") > 0),
        say("need.from_full", pl.col("shortage_after_from") == 0),
    )  # fmt: skip
    decided = ~pl.col("forced").fill_null(value=False)
    return pl.when(_is(Case.MOVED, Case.PLACED)).then(
        paragraphs(pl.when(decided | short).then(together(why, then, chain)), together(here))
    )


def _you(say: _Speaker) -> pl.Expr:
    best = pl.col("predicate") == Predicate.SANGAT_BAIK.value
    found = pl.concat_list(
        say("you.unit", pl.col("unit_months") >= _LEAST_MONTHS),
        say("you.office", (pl.col("office_months") >= _LEAST_MONTHS)
            & ~(pl.col("unit_months") >= _LEAST_MONTHS).fill_null(value=False)),
        say("you.subject"), say("you.education"),
        pl.coalesce(
            say("you.excellent_twice", best & (pl.col("predicate_before") == Predicate.SANGAT_BAIK.value)),
            say("you.excellent", best),
        ),
        say("you.experience", pl.col("experience_months") >= _LEAST_MONTHS),
        say("you.certificates"), say("you.competencies", pl.col("competencies_met") > 0),
        say("you.good", pl.col("predicate") == Predicate.BAIK.value),
    ).list.drop_nulls()  # fmt: skip
    listed = pl.concat_str(pl.lit("• "), found.list.head(STRENGTHS_SAID).list.join("\n• "))
    some, one = pl.col("rivals") > 1, pl.col("rivals") == 1
    others = pl.coalesce(say("you.rivals", some), say("you.rival", one), say("you.no_rival", pl.col("rivals") == 0))
    heavier, lower = pl.col("next_behind_shortage") > 0, pl.col("next_behind_gain") > 0
    even = (pl.col("next_behind_shortage") == 0) & (pl.col("next_behind_gain") == 0)
    instead = pl.coalesce(
        say("you.next_short", some & heavier), say("you.next_short_one", one & heavier),
        together(say("you.next_gain", some & lower), say("you.weighed", some & lower)),
        together(say("you.next_gain_one", one & lower), say("you.weighed", one & lower)),
        say("you.next_equal", (some | one) & even),
    )  # fmt: skip
    freely = ~pl.col("forced").fill_null(value=False)
    return pl.when(_is(Case.MOVED, Case.PLACED)).then(
        paragraphs(
            pl.coalesce(
                pl.when(found.list.len() > 0).then(paragraphs(say("you.counts_on"), listed)), say("you.nothing")
            ),
            pl.when(freely).then(together(others, instead)),
        )
    )


def _wishes(say: _Speaker) -> pl.Expr:
    refused = _is(Case.NOT_GRANTED)
    known = pl.col("wishes_said").is_not_null()
    after = together(say("wish.correct", refused), say("wish.again", refused))
    return pl.coalesce(pl.when(known).then(paragraphs(pl.col("wishes_said"), after)), say("wish.none", _moves()))


def _change(say: _Speaker) -> pl.Expr:
    before, after = pl.col("home_before"), pl.col("home_after")
    same = (before - after).abs() < 1
    home = pl.coalesce(
        say("change.home_same", same), say("change.home", before.is_not_null()), say("change.home_new"),
        say("change.home_unknown"),
    )  # fmt: skip
    farther = say("change.farther", (after - before) >= 10)
    rise = pl.col("grade_after") - pl.col("grade_before")
    grade = pl.coalesce(
        say("change.grade_same", rise == 0), say("change.grade_up", rise > 0), say("change.grade_down", rise < 0),
        say("change.grade_new", pl.col("grade_before").is_null()), say("change.grade_unknown"),
    )  # fmt: skip
    more = pl.col("allowance_change")
    pay = pl.coalesce(
        say("change.pay_same", more == 0), say("change.pay_up", more > 0), say("change.pay_down", more < 0),
        say("change.pay_unknown"),
    )  # fmt: skip
    return (
        pl.when(_is(Case.MOVED, Case.PLACED))
        .then(paragraphs(together(home, farther), _hours(say), grade, pay))
        .when(_is(Case.NOT_GRANTED, Case.STAYS))
        .then(say("change.nothing"))
    )


def _hours(say: _Speaker) -> pl.Expr:
    """A teacher's hours at both ends, and whether the profession allowance is at risk."""
    now, there, asked = pl.col("hours_now"), pl.col("hours_there"), pl.col("hours_asked")
    return pl.coalesce(
        say("change.hours_short", there < asked), say("change.hours_restored", now < asked), say("change.hours_enough"),
    )  # fmt: skip


def _before(say: _Speaker) -> pl.Expr:
    gates, personal = say("before.gates"), say("before.personal", pl.col("personal_gate").fill_null(value=False))
    nothing = pl.col("gates").is_null() | (pl.col("gates").list.len() > 0) | pl.col("personal_gate")
    return pl.when(_moves()).then(
        paragraphs(
            pl.coalesce(together(gates, personal), say("before.nothing", ~nothing)), say("before.documents"),
            together(say("before.lacking"), say("before.unassessed", pl.col("unassessed") > 0)),
        )
    )  # fmt: skip


def _next(say: _Speaker) -> pl.Expr:
    moves = _moves()
    day = pl.coalesce(say("next.effective"), say("next.start"))
    objection = pl.coalesce(say("next.objection_days"), say("next.objection_ask"))
    return pl.coalesce(
        pl.when(moves).then(
            paragraphs(
                together(say("next.answer"), say("next.weighed")),
                together(say("next.route"), say("next.decides"), day),
                objection,
            )
        ),
        say("next.ask"),
    )  # fmt: skip


def _basis(say: _Speaker) -> pl.Expr:
    rests = pl.col("cited").list.len() > 0
    law = together(say("basis.law"), say("basis.checked", _moves()))
    return paragraphs(
        pl.coalesce(law, say("basis.checking", _moves() | rests)), together(say("basis.day"), say("basis.how"))
    )
