"""One person in a plan: at once what the plan's files say, and once the plan is open the library's whole account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from penata.explain.letters.account import Account, Other, account_of
from penata.explain.letters.account_text import WhatIf, behind_words, what_if
from penata.explain.letters.catalogue import filled
from penata.explain.letters.facts import letter_facts
from penata.explain.letters.text import SECTIONS, letter_texts, with_what_if
from penata.merit import CRITERION_LABELS
from penata.report.letters import letter_body
from penata.wording import PART_LABELS, Language
from penata_web.planning.frames.boards import Opened
from penata_web.planning.frames.moves import Chain, chain_of
from penata_web.planning.frames.plans import Reading, Sight
from penata_web.shared.charts import Chart, Series

KEPT: Final = 500
"""Accounts that an opened plan keeps."""
REFUSED: Final = ("LOST", "BARRED", "GATE_FORBIDDEN")
"""Answers to a wish of which it can be asked what would have had to be different."""


@dataclass(frozen=True, slots=True)
class InPlan:
    """What the files of a plan say of a person: the move, if any, its chain, open papers, wishes, other seats."""

    employee_id: str
    name: str
    job: str
    unit: str
    now: str
    move: Mapping[str, Any] | None
    chain: Chain | None
    gates: Sequence[Mapping[str, Any]]
    wishes: Sequence[Mapping[str, Any]]
    others: list[tuple[str, int, bool]]
    parts: Chart | None


@dataclass(frozen=True, slots=True)
class Told:
    """The library's account: the letter in sections and as a body, the sheet, other seats, what would change it."""

    sections: list[tuple[str, list[tuple[bool, list[str]]]]]
    body: SafeString
    title: str
    sheet: list[Mapping[str, Any]]
    others: list[tuple[str, int, str]]
    candidates: int
    chain: list[tuple[str, str, bool]]
    what_if: list[tuple[str, WhatIf]]
    total: int


def person_in(reading: Reading, sight: Sight, employee_id: str, *, own: bool = False) -> InPlan | None:
    """A person of the plan, None where there is nobody or she or he is out of sight; ``own``: it is the reader."""
    found = reading.facts.persons.filter(pl.col("employee_id") == employee_id).to_dicts()
    moved = reading.moves.filter(pl.col("employee_id") == employee_id)
    if not found:
        return None
    person = found[0]
    seen = sight.units is None or person["unit_id"] in sight.units or sight.moves(moved).height > 0
    if not (seen or own):
        return None
    move = moved.to_dicts()[0] if moved.height else None
    gates = reading.story.gates.filter(pl.col("employee_id") == employee_id).to_dicts()
    wishes = reading.wishes.filter(pl.col("employee_id") == employee_id).sort("stance_text").to_dicts()
    return InPlan(
        employee_id=employee_id, name=person["name"] or employee_id, job=person["job"] or "",
        unit=person["unit"] or "",
        now=reading.places.get(person["post_id"] or "", _("tanpa formasi")), move=move,
        chain=_chain(reading, sight, move) if move and not own else None, gates=gates, wishes=wishes,
        others=_others(reading, employee_id, person["post_id"]), parts=_waterfall(reading, employee_id),
    )  # fmt: skip


LANGUAGES: Final = tuple(one.value for one in Language)
"""Languages in which the library writes letters."""


def told_of_person(opened: Opened, employee_id: str, language: str) -> Told:
    """The account of one person as the library gives it, kept for the next who asks; personal facts are not quoted.

    ``language``: one of ``LANGUAGES``, else Indonesian.
    """
    key = (employee_id, language)
    with opened.lock:
        if key not in opened.accounts:
            if len(opened.accounts) >= KEPT:
                opened.accounts.clear()
            opened.accounts[key] = _told(opened, employee_id, Language(language if language in LANGUAGES else "id"))
        told: Told = opened.accounts[key]
    return told


def _told(opened: Opened, employee_id: str, language: Language) -> Told:
    own = pl.col("employee_id") == employee_id
    mine = replace(opened.tables, moves=opened.tables.moves.filter(own))
    scene = _Mine(opened.moves.filter(own), opened.wishes.filter(own))
    letters = letter_facts(opened.work, mine, scene, also=(employee_id,))
    refused = letters.answers.filter(pl.col("status").is_in(REFUSED) & pl.col("post_id").is_not_null())["post_id"]
    ask = tuple(refused.unique(maintain_order=True))
    account = account_of(opened.work, opened.tables, opened.moves, letters, employee_id, ask)
    texts = letter_texts(letters, language, confirmed=opened.confirmed)
    answers = what_if(account.asked, account.names, language)
    texts = with_what_if(texts, {employee_id: answers}, language)
    row = texts.row(0, named=True)
    return Told(
        sections=[(_heading(name, language), _blocks(row[name])) for name in SECTIONS if row[name]],
        body=SafeString(letter_body(texts, language).item()),
        title=filled("head.title", language, name=account.person["name"]),
        sheet=[_criterion(line) for line in account.sheet],
        others=[_other(one, account, language) for one in account.others],
        candidates=account.candidates,
        chain=[(account.seat(step.from_post_id), account.seat(step.to_post_id), step.own) for step in account.chain],
        what_if=[(account.seat(one.post_id), said) for one, said in zip(account.asked, answers, strict=True)],
        total=sum(account.parts.values()),
    )


@dataclass(frozen=True, slots=True)
class _Mine:
    """What was told of one person alone."""

    moves: pl.DataFrame
    wishes: pl.DataFrame


def _heading(name: str, language: Language) -> str:
    return "" if name == "open" else filled(f"head.{name}", language)


def _blocks(text: str) -> list[tuple[bool, list[str]]]:
    """The lines of a section in their order: whether they are points of a list, and the lines."""
    blocks: list[tuple[bool, list[str]]] = []
    for line in text.split("\n"):
        is_point = line.startswith("• ")
        if not blocks or blocks[-1][0] != is_point:
            blocks.append((is_point, []))
        blocks[-1][1].append(line.removeprefix("• "))
    return blocks


def _criterion(line: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**line, "part": PART_LABELS[line["part"]], "criterion": CRITERION_LABELS[line["criterion"]]}


def _other(one: Other, account: Account, language: Language) -> tuple[str, int, str]:
    place = filled("page.stays", language) if one.stays else account.seat(one.post_id)
    return place, one.gain, behind_words(one, language)


def _chain(reading: Reading, sight: Sight, move: Mapping[str, Any]) -> Chain | None:
    chain = chain_of(reading, sight, {"chain_id": move["chain_id"]})
    return chain if chain.people > 1 else None


def _others(reading: Reading, employee_id: str, own: str | None) -> list[tuple[str, int, bool]]:
    rows = reading.tables["alternatives"].filter(pl.col("employee_id") == employee_id).sort("place")
    return [
        (reading.places.get(post_id, post_id), gain, post_id == own)
        for post_id, gain in rows.select("post_id", "gain").iter_rows()
    ]


def _waterfall(reading: Reading, employee_id: str) -> Chart | None:
    """The points of a move from "stays" to "goes", part by part."""
    found = reading.written.parts.filter(pl.col("employee_id") == employee_id).drop("post_id").to_dicts()
    if not found:
        return None
    parts = [(PART_LABELS[name], points) for name, points in found[0].items() if name in PART_LABELS and points]
    if not parts:
        return None
    total = sum(points for _name, points in parts)
    values = [0, *(points for _name, points in parts), total]
    title = _("Perpindahan ini bernilai %(n)s poin; tetap di tempat bernilai 0") % {
        "n": f"{total:+d}".replace("-", "−")
    }
    return Chart(
        kind="waterfall", title=title, unit=_("poin"), x=[_("tetap"), *(name for name, _points in parts), _("pindah")],
        series=(Series("", values),),
    )  # fmt: skip
