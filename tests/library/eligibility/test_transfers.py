"""What a transfer is called, who decides it, its code in I-MUT and its papers, on made-up people."""

import datetime as dt
from typing import Any

import polars as pl
import pytest

from penata.eligibility import TRANSFER_COLUMNS, transfers_of
from penata.eligibility.cases import Case, case_dataset
from penata.facts import facts_of
from penata.policy import parse_policy
from penata.tables import TABLES

POLICY = parse_policy("as_of = 2026-06-30")
HEAD = {"job_id": "KADIS", "category": "JPT", "ladder": None, "level": "II.b", "family": None}
ADMIN = {"job_id": "KABID", "category": "ADMINISTRATOR", "ladder": None, "level": "III.b", "family": None}
CLERK = {"job_id": "OPERATOR", "category": "PELAKSANA", "ladder": None, "level": None, "family": "LAYANAN"}
NURSE = {"job_id": "PERAWAT", "category": "FUNGSIONAL", "ladder": "PERAWAT", "level": "TERAMPIL", "family": "KESEHATAN"}


def _row(content: dict[str, Any], approvals: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The transfer of P from HERE to THERE."""
    dataset = case_dataset(Case("", "", "", content))
    if approvals is not None:
        rows = [{**dict.fromkeys(TABLES["approvals"].schema), **row} for row in approvals]
        dataset = dataset.replace(approvals=pl.DataFrame(rows, schema=TABLES["approvals"].schema))
    facts = facts_of(dataset, POLICY)
    pairs = pl.DataFrame({
        "person": facts.persons.filter(pl.col("employee_id") == "P")["person"],
        "post": facts.posts.filter(pl.col("post_id") == "THERE")["post"],
    })  # fmt: skip
    found = transfers_of(facts, dataset, POLICY, pairs)
    assert found.schema == TRANSFER_COLUMNS
    return found.row(0, named=True)


def _asking(**wish: Any) -> dict[str, Any]:
    """A clerk of the own agency who goes to THERE and asked for a place of the own agency."""
    asked = {"employee_id": "P", "stance": "WANT", "rank": 1, "request": True, **wish}
    return {"both": CLERK, "tables": {"wishes": [asked]}}


KINDS: dict[str, tuple[dict[str, Any], str]] = {
    "inside the agency": ({}, "WITHIN_AGENCY"),
    "another regency of the province": ({"to": {"agency_id": "B"}}, "BETWEEN_REGENCIES"),
    "a regency of another province": ({"to": {"agency_id": "C"}}, "ACROSS_PROVINCES"),
    "to a ministry": ({"to": {"agency_id": "Z"}}, "REGION_CENTRE"),
    "from a ministry": ({"from": {"agency_id": "Z"}, "to": {"agency_id": "A"}}, "REGION_CENTRE"),
    "a regency whose province nobody told": ({"to": {"agency_id": "X"}}, "OTHER_AGENCY"),
    "to the own province": ({"to": {"agency_id": "G"}}, "REGENCY_PROVINCE"),
    "from a regency to another province's government": (
        {"from": {"agency_id": "C"}, "to": {"agency_id": "G"}},
        "ACROSS_PROVINCES",
    ),
}


@pytest.mark.parametrize(("content", "kind"), KINDS.values(), ids=KINDS.keys())
def test_kind_of_a_transfer(content: dict[str, Any], kind: str) -> None:
    assert _row(content)["transfer_kind"] == kind


CODES: dict[str, tuple[dict[str, Any], str | None]] = {
    "a teacher": ({}, "55"),
    "a nurse": ({"both": NURSE}, "54"),
    "a clerk to another unit": ({"both": CLERK}, "561"),
    "a clerk to another job there": ({"both": CLERK, "to": {"job_id": "PENGADMINISTRASI"}}, "563"),
    "a head of office": ({"both": HEAD}, "49"),
    "a promotion to head of office": ({"from": ADMIN, "to": HEAD}, "4211"),
    "an administrator": ({"both": ADMIN}, "501"),
    "a pengawas": ({"both": {**ADMIN, "category": "PENGAWAS", "level": "IV.a"}}, "511"),
    "an administrator of the civil registry": (
        {"both": ADMIN, "to": {"job_id": "KABID Kependudukan dan Pencatatan Sipil"}}, "502",
    ),
    "a teacher into a managerial post": ({"to": {**ADMIN, "category": "PENGAWAS", "level": "IV.b"}}, "41"),
    "a clerk into a functional job": ({"from": CLERK, "to": NURSE}, "402"),
    "a teacher into another functional job": ({"to": {**NURSE, "level": "AHLI_PERTAMA"}}, "402"),
    "a step up the ladder": ({"to": {"job_id": "GM", "level": "AHLI_MUDA"}}, "PROMOSI"),
    "a step down by discipline": ({"from": ADMIN, "to": CLERK, "forced": "DIS-07: SK 1"}, "482"),
    "a step down by reorganisation": (
        {"from": HEAD, "to": ADMIN, "forced": "JPT-08: penataan"}, "481",
    ),
    "a head of school": ({"to": {"kind": "SCHOOL", "leads_unit": True}}, "53"),
    "a head of health centre to another": ({"both": {**NURSE, "kind": "HEALTH_CENTRE", "leads_unit": True}}, "52"),
    "a nurse who becomes head": (
        {"both": NURSE, "to": {"kind": "HEALTH_CENTRE", "leads_unit": True}}, "431",
    ),
    "a PPPK": ({"person": {"employment": "PPPK", "rank": "IX"}}, "571"),
    "a person without a post": ({"person": {"post_id": None}, "both": CLERK}, "563"),
    "a job of no known kind": ({"to": {"job_id": "?", "category": None, "ladder": None, "level": None}}, None),
}  # fmt: skip


@pytest.mark.parametrize(("content", "code"), CODES.values(), ids=CODES.keys())
def test_code_of_imut(content: dict[str, Any], code: str | None) -> None:
    assert _row(content)["imut_kind"] == code


ROUTES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a teacher inside the agency": ({}, ["PERFORMANCE_TEAM", "IMUT", "DECREE"]),
    "a PPPK": ({"person": {"employment": "PPPK", "rank": "IX"}}, ["IMUT", "CONTRACT", "DECREE"]),
    "another regency, at the person's request": (
        {"to": {"agency_id": "B"}, "request": True},
        ["REQUEST", "RECEIVING_PPK", "ORIGIN_PPK", "THROUGH_GOVERNOR", "PERTEK_REGIONAL", "GOVERNOR_DECIDES", "IMUT",
         "DECREE"],
    ),
    "another province": (
        {"to": {"agency_id": "C"}},
        ["RECEIVING_PPK", "ORIGIN_PPK", "THROUGH_GOVERNOR", "PERTEK_BKN", "MINISTER_DECIDES", "IMUT", "DECREE"],
    ),
    "a ministry": ({"to": {"agency_id": "Z"}}, ["RECEIVING_PPK", "ORIGIN_PPK", "BKN_DECIDES", "IMUT", "DECREE"]),
    "a head of office": ({"both": HEAD}, ["JPT_TEST", "PERFORMANCE_TEAM", "IMUT", "DECREE", "INAUGURATION"]),
    "the secretary of the region": (
        {"both": HEAD, "to": {"job_id": "SEKDA", "name": "Sekretaris Daerah"},
         "jobs": [{**HEAD, "job_id": "SEKDA", "name": "Sekretaris Daerah"}]},
        ["JPT_TEST", "PERFORMANCE_TEAM", "GOVERNOR_COORDINATES", "IMUT", "DECREE", "INAUGURATION"],
    ),
    "an inspector who leaves": (
        {"both": HEAD, "from": {"job_id": "INSPEKTUR"}, "jobs": [{**HEAD, "job_id": "INSPEKTUR", "name": "Inspektur"}]},
        ["JPT_TEST", "PERFORMANCE_TEAM", "GOVERNOR_INSPECTORATE", "IMUT", "DECREE", "INAUGURATION"],
    ),
    "the own province, whose decider no text names": (
        {"to": {"agency_id": "G"}},
        ["RECEIVING_PPK", "ORIGIN_PPK", "PERTEK_BKN", "ASK_WHO_DECIDES", "IMUT", "DECREE"],
    ),
    "a teacher under an acting head of region": (
        {"tables": {"calendar": [{"kind": "HEAD_ACTING_FROM", "date": dt.date(2026, 3, 1)}]}},
        ["PERFORMANCE_TEAM", "MINISTER_ELECTION", "IMUT", "DECREE"],
    ),
    "a teacher to a private school": (
        {"tables": {"schools": [{"unit_id": "U2", "private": True}]}},
        ["PRIVATE_SCHOOL_TEAM", "PERFORMANCE_TEAM", "IMUT", "DECREE"],
    ),
    "a functional expert of the highest level in the own job": (
        {"both": {**NURSE, "level": "AHLI_UTAMA"}}, ["PERFORMANCE_TEAM", "IMUT", "DECREE"],
    ),
    "a functional expert who rises to the highest level": (
        {"both": {**NURSE, "level": "AHLI_MADYA"}, "to": {"job_id": "PU", "level": "AHLI_UTAMA"}},
        ["FUNCTIONAL_TEST", "PERFORMANCE_TEAM", "IMUT", "PRESIDENT", "DECREE"],
    ),
    "a head of office in the months of an election": (
        {"both": HEAD, "tables": {"calendar": [
            {"kind": "ELECTION_CANDIDATES_SET", "date": dt.date(2026, 9, 22)},
            {"kind": "HEAD_TERM_ENDS", "date": dt.date(2027, 2, 20)},
        ]}},
        ["JPT_TEST", "PERFORMANCE_TEAM", "MINISTER_ELECTION", "IMUT", "DECREE", "INAUGURATION", "MINISTER_REPORT"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "route"), ROUTES.values(), ids=ROUTES.keys())
def test_route_of_approval(content: dict[str, Any], route: list[str]) -> None:
    assert _row(content)["approval_route"] == route


OF_ALL = ["ANJAB_ABK", "DISCIPLINE_STATEMENT", "APPRAISALS", "FINDINGS_CLEAR", "IMUT_PERTEK"]
OF_PNS = ["PNS_DECREE", "RANK_DECREE", "STUDY_STATEMENT", "BOND_STATEMENT"]
INSIDE = [*OF_ALL, *OF_PNS, "PERFORMANCE_TEAM_MINUTES"]
PAPERS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a teacher": ({}, [*INSIDE, "TEACHER_CERTIFICATE", "TEACHING_HOURS"]),
    "a clerk": ({"both": CLERK}, INSIDE),
    "a nurse": ({"both": NURSE}, [*INSIDE, "STR", "SIP"]),
    "a PPPK nurse": ({"both": NURSE, "person": {"employment": "PPPK"}}, [*OF_ALL, "PPPK_CONTRACT", "STR", "SIP"]),
    "a clerk who asks for another regency": (
        {"both": CLERK, "to": {"agency_id": "B"}, "request": True},
        [*OF_ALL, *OF_PNS, "REQUEST_LETTER", "PPK_LETTERS", "GUBERNUR"],
    ),
    "a clerk who gets the post asked for": ({"both": CLERK, "request": True}, [*INSIDE, "REQUEST_LETTER"]),
    "a clerk who asked for that unit": (_asking(unit_id="U2"), [*INSIDE, "REQUEST_LETTER"]),
    "a clerk who asked for another place of the own agency": (_asking(unit_id="U1"), INSIDE),
    "a clerk who wished, but did not ask": (_asking(unit_id="U2", request=False), INSIDE),
    "a head of office": (
        {"both": HEAD}, [*INSIDE, "COI_STATEMENT", "UJI_KOMPETENSI_JPT"],
    ),
    "a head of office under an acting head of region": (
        {"both": HEAD, "tables": {"calendar": [{"kind": "HEAD_ACTING_FROM", "date": dt.date(2026, 3, 1)}]}},
        [*INSIDE, "COI_STATEMENT", "UJI_KOMPETENSI_JPT", "MENDAGRI"],
    ),
    "the inspector who becomes head of an office": (
        {"both": HEAD, "from": {"job_id": "INSPEKTUR"}, "jobs": [{**HEAD, "job_id": "INSPEKTUR", "name": "Inspektur"}]},
        [*INSIDE, "COI_STATEMENT", "UJI_KOMPETENSI_JPT", "ROUTE_INSPEKTORAT"],
    ),
    "a clerk to the own province": (
        {"both": CLERK, "to": {"agency_id": "G"}}, [*OF_ALL, *OF_PNS, "PPK_LETTERS", "TRANSFER_DECISION"],
    ),
    "a pengawas put down into a functional job": (
        {"from": {**ADMIN, "category": "PENGAWAS", "level": "IV.a"}, "to": NURSE, "forced": "JPT-08: penataan"},
        [*INSIDE, "UJI_KOMPETENSI", "DEMOTION_BASIS", "STR", "SIP"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "papers"), PAPERS.values(), ids=PAPERS.keys())
def test_papers_still_to_collect(content: dict[str, Any], papers: list[str]) -> None:
    assert sorted(_row(content)["documents"]) == sorted(papers)


def test_papers_on_file_are_not_asked_again() -> None:
    day = dt.date(2026, 6, 30)
    on_file = [
        {"kind": "APPRAISALS", "employee_id": "P", "given_on": day},
        {"kind": "ANJAB_ABK", "post_id": "THERE", "given_on": day},
        {"kind": "IMUT_PERTEK", "employee_id": "P", "post_id": "THERE", "given_on": day},
    ]
    others = [
        {"kind": "PNS_DECREE", "employee_id": "P", "given_on": day + dt.timedelta(days=1)},  # not yet given
        {"kind": "RANK_DECREE", "employee_id": "P", "post_id": "HERE", "given_on": day},  # for another seat
        {"kind": "FINDINGS_CLEAR", "post_id": "HERE", "given_on": day},
    ]
    left = {*INSIDE, "TEACHER_CERTIFICATE", "TEACHING_HOURS"} - {row["kind"] for row in on_file}
    assert set(_row({}, [*on_file, *others])["documents"]) == left


def test_rows_keep_their_order_and_may_repeat() -> None:
    dataset = case_dataset(Case("", "", "", {}))
    facts = facts_of(dataset, POLICY)
    here, there = (facts.posts.filter(pl.col("post_id") == name)["post"].item() for name in ("HERE", "THERE"))
    pairs = pl.DataFrame({"person": [0, 0, 0], "post": [there, here, there]}, schema_overrides={
        "person": pl.UInt32, "post": pl.UInt32,
    })  # fmt: skip
    found = transfers_of(facts, dataset, POLICY, pairs)
    assert found.height == 3
    assert found.row(0) == found.row(2)
    assert transfers_of(facts, dataset, POLICY, pairs.clear()).height == 0
