"""The law of transfers as data: every entry stands on a known text, and every condition is one that is looked at."""

import pytest

from penata.law.citation import resolve
from penata.law.transfers import Provision, transfers
from penata.tables.plan import TRANSFER_KINDS
from penata.vocabulary import Confidence, ImutStatus, label

LAW = transfers()
ALL = (*LAW.kinds, *LAW.steps, *LAW.documents, *LAW.imut_kinds)
FACTS = {"relation", "transfer_kind", "employment", "category", "to_category", "to_level", "direction", "change",
         "seat", "to_seat", "to_ladder", "practises", "own_request", "private_school", "election", "acting_head",
         "reason"}  # fmt: skip
DROPDOWN = 255
"""Characters that a list of choices may have in a spreadsheet."""


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: f"{entry.code} {entry.label[:20]}")
def test_entry_cites_a_known_regulation_and_asks_for_known_facts(entry: Provision) -> None:
    assert resolve(entry.citation)
    assert {fact for way in entry.when for fact in way} <= FACTS
    assert all(entry.when)
    assert entry.label


def test_codes_are_told_apart() -> None:
    for entries in (LAW.kinds, LAW.steps, LAW.documents, LAW.imut_kinds):
        codes = [entry.code for entry in entries]
        assert len(codes) == len(set(codes))


def test_kinds_are_those_of_the_table_and_the_last_always_holds() -> None:
    assert tuple(kind.code for kind in LAW.kinds) == TRANSFER_KINDS
    assert [kind.code for kind in LAW.kinds if not kind.when] == ["OTHER_AGENCY"]


def test_states_of_a_proposal_are_those_of_the_vocabulary() -> None:
    assert list(LAW.phases) == [str(status) for status in ImutStatus]
    assert set(LAW.phases.values()) == {"WAITING", "RETURNED", "REFUSED", "APPROVED"}
    assert {"PERTEK_SIGNED", "DECREE_DONE"} <= LAW.approved
    assert not {"VALIDATED", "PERTEK_SIGNATURE", "PERTEK_REOPENED"} & LAW.approved


def test_states_fit_into_the_list_of_a_cell() -> None:
    assert len(",".join(label(status) for status in ImutStatus)) <= DROPDOWN
    assert len({label(status) for status in ImutStatus}) == len(ImutStatus)


def test_codes_of_imut_are_never_called_quoted() -> None:
    assert {kind.confidence for kind in LAW.imut_kinds} == {Confidence.CODE, Confidence.MEMORY}


def test_papers_have_short_names_of_their_own() -> None:
    short = [paper.short for paper in LAW.documents]
    assert all(short)
    assert len(short) == len(set(short))
