"""A small regency with islands, and a plan for it, shaped as the planner hands plans over: for tests of the report."""

import datetime as dt
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from penata.facts import Facts, facts_of
from penata.policy import Policy
from penata.report import write_plan
from penata.tables import PLAN_TABLES, TABLES, Dataset, dataset_of

AS_OF = dt.date(2026, 6, 30)
POLICY = Policy(as_of=AS_OF, effective_date=AS_OF)

DISTRICTS = (
    ("Kota Tengah", -3.41, 114.85), ("Sungai Pinang", -3.18, 115.05), ("Aranio", -3.55, 115.12),
    ("Pulau Beruang", -3.92, 114.70), ("Paramasan", -3.10, 115.32), ("Gambut Raya", -3.44, 114.66),
    ("Telaga Bauntung", -3.21, 114.98), ("Kertak Hanyar", -3.39, 114.63),
)  # fmt: skip
NAMES = ("Siti Aminah", "Muhammad Rizky Ramadhani", "Ni Luh Putu Sri Wahyuningsih", "Yohanes Krisostomus Tukan",
         "Hj. Noor Hayati Rahmawati Kusumaningrum", "Budi", "Fransiska Xaveria Dhiu", "Ahmad", "Dewi")  # fmt: skip


@dataclass(frozen=True)
class FinishedPlan:
    """A plan as ``penata.planning`` hands it over."""

    moves: pl.DataFrame
    assignments: pl.DataFrame
    posts: pl.DataFrame
    shortlist: pl.DataFrame
    prices: pl.DataFrame
    parts: pl.DataFrame
    explanations: list[dict[str, Any]]
    ladder: list[dict[str, Any]]
    result: dict[str, Any]
    clashes: list[Any]


@dataclass(frozen=True)
class Case:
    """A dataset, its facts and a plan for it."""

    plan: FinishedPlan
    dataset: Dataset
    facts: Facts
    policy: Policy

    def with_result(self, **changes: Any) -> "Case":
        """The same case with other entries in result.json."""
        return replace(self, plan=replace(self.plan, result={**self.plan.result, **changes}))


def written_page(folder: Path, prefix: str = "", **kind: Any) -> str:
    """Address of a report written into ``folder``, for a browser; every name begins with ``prefix``."""
    dataset = school_regency(**kind)
    named = {
        table: dataset[table].with_columns(pl.format("{}{}", pl.lit(prefix), "name").alias("name"))
        for table in ("employees", "units", "districts", "jobs")
    }
    case = made_case(dataset.replace(**named))
    write_plan(case.plan, case.dataset, case.facts, case.policy, folder)
    return (folder / "laporan.html").as_uri()


def made_case(dataset: Dataset) -> Case:
    """Greedy moves from surplus to shortage of the same job: a feasible plan, enough to be written."""
    facts = facts_of(dataset, POLICY)
    pairs, posts = _greedy(facts)
    moves = _moves(pairs, facts)
    after = facts.persons.select("employee_id", "post_id").filter(pl.col("post_id").is_not_null())
    after = after.join(moves.select("employee_id", "to_post_id"), on="employee_id", how="left", validate="1:1")
    parts = moves.select(
        "employee_id", pl.col("to_post_id").alias("post_id"),
        pl.lit(12).alias("fit"), pl.lit(-4).alias("distance"), pl.lit(-15).alias("disruption"),
    )  # fmt: skip
    plan = FinishedPlan(
        moves=moves,
        assignments=after.select("employee_id", pl.coalesce("to_post_id", "post_id").alias("post_id")),
        posts=posts,
        shortlist=_shortlist(facts),
        prices=PLAN_TABLES["prices"].conform(
            posts.select("post_id", *(pl.lit(i).alias(n) for i, n in enumerate(("shortage", "gain", "moves", "tie"))))
        ),
        parts=parts,
        explanations=[{"employee_id": row[0], "to": row[2]} for row in moves.iter_rows()],
        ladder=_ladder(moves.height, posts),
        result=_result(moves, posts),
        clashes=[],
    )
    return Case(plan, dataset, facts, POLICY)


def _greedy(facts: Facts) -> tuple[list[tuple[str, str, str]], pl.DataFrame]:
    filled = {row["post_id"]: row["filled"] for row in facts.posts.iter_rows(named=True)}
    planned = facts.posts.filter((pl.col("treatment") == "plan") & pl.col("need").is_not_null())
    need = dict(planned.select("post_id", "need").iter_rows())
    job = dict(planned.select("post_id", "job_id").iter_rows())
    people = facts.persons.filter(pl.col("counted")).select("employee_id", "post_id")
    pairs = []
    for person, here in people.iter_rows():
        open_posts = [p for p in need if job[p] == job.get(here) and filled[p] < need[p]]
        if here in need and filled[here] > need[here] and open_posts:
            there = max(open_posts, key=lambda p: ((need[p] - filled[p]) / need[p], p))
            filled[here], filled[there] = filled[here] - 1, filled[there] + 1
            pairs.append((person, here, there))
    short = (pl.col("need") - pl.col("filled_after")).clip(lower_bound=0)
    posts = facts.posts.select(
        "post_id", "need", pl.col("filled").alias("filled_before"),
        pl.Series("filled_after", [filled[p] for p in facts.posts["post_id"]], dtype=pl.Int64),
        pl.col("absent").alias("filled_absent"), pl.col("shortage").alias("shortage_before"),
    ).with_columns(short.alias("shortage_after"))  # fmt: skip
    said = pl.format("agency=300; same_job=14; MUT-03=7; DIS-04=2; candidates={}", "filled_before")
    funnel = pl.when(pl.col("shortage_after") > 0).then(said)
    return pairs, PLAN_TABLES["posts"].conform(posts.with_columns(funnel.alias("funnel")))


def _moves(pairs: list[tuple[str, str, str]], facts: Facts) -> pl.DataFrame:
    rows = [
        {"employee_id": person, "from_post_id": here, "to_post_id": there, "direction": "LATERAL", "gain": -7,
         "distance_km": 12.5, "wish_rank": 1 if n % 3 == 0 else None, "chain_id": f"C{n:04}",
         "legal_gates": ["MUT-12"] if n % 2 else (["DIS-04", "MUT-12"] if n == 2 else None)}
        for n, (person, here, there) in enumerate(pairs)
    ]  # fmt: skip
    if not rows:
        return PLAN_TABLES["moves"].empty()
    return PLAN_TABLES["moves"].conform(pl.DataFrame(rows, infer_schema_length=None))


def _shortlist(facts: Facts) -> pl.DataFrame:
    leading = facts.posts.filter((pl.col("treatment") == "shortlist") & (pl.col("shortage") > 0))["post_id"].to_list()
    people = facts.persons["employee_id"].to_list()[:3]
    rows = [(post, place, person, 90 - place) for post in leading for place, person in enumerate(people, start=1)]
    return pl.DataFrame(rows, schema=PLAN_TABLES["shortlist"].schema, orient="row")


def _ladder(moves: int, posts: pl.DataFrame) -> list[dict[str, Any]]:
    before, after = posts["shortage_before"].sum(), posts["shortage_after"].sum()
    rungs = [n for n in (25, 50, 100, 200) if n < moves]
    ladder = [
        {"moves": n, "moves_used": n, "shortage_cost": 10**6 * (before - n), "missing_seats": before - n,
         "status": "OPTIMAL", "bound": 10**6 * (before - n)}
        for n in rungs
    ]  # fmt: skip
    last = {"moves": None, "moves_used": moves, "shortage_cost": 10**6 * after, "missing_seats": after}
    return [*ladder, {**last, "status": "OPTIMAL", "bound": 10**6 * after}]


def _result(moves: pl.DataFrame, posts: pl.DataFrame) -> dict[str, Any]:
    before, after = posts["shortage_before"].sum(), posts["shortage_after"].sum()
    level = {"gain": -7 * moves.height, "moves": moves.height, "tie": 4711}
    tally = {"people_tested": 250, "unknown": 12, "pairs_barred": 340, "pairs_gated": 21}
    return {
        "status": "OPTIMAL",
        "levels": [
            {"name": "shortage", "sense": "least", "words": "kekurangan"},
            {"name": "gain", "sense": "most", "words": "nilai"},
        ],
        "objective": {"shortage": 10**6 * after, **level},
        "before": {"shortage": 10**6 * before, "gain": 0, "moves": 0, "tie": 0, "missing_seats": before},
        "bounds": {"shortage": 10**6 * after, **level},
        "gap": 0,
        "counts": {"moves": moves.height, "posts": posts.height},
        "rules": {"count": 3, "enabled": True, "tallies": [
            {"id": "MUT-03", "title": "lama di jabatan", "citation": "PP 11/2017", "confidence": "Q", **tally},
            {"id": "MUT-12", "title": "kelengkapan dokumen", "citation": "BKN 5/2019", "confidence": "M",
             "settled_by": "berkas usul", **tally},
            {"id": "DIS-04", "title": "hukuman disiplin", "citation": "PP 94/2021", "confidence": "S", **tally,
             "sensitive": True, "pairs_barred": 3},
        ]},
        "candidates": {"pairs": 4210, "people": 260, "cuts": []},
        "policy": {"as_of": str(AS_OF), "kinds": ["LATERAL"]},
        "versions": {"penata": "0.1.0", "ortools": "9.15"},
        "digest": "5e" * 32,
        "verifier": "ACCEPTED",
    }  # fmt: skip


def school_regency(*, schools: int, coordinates: bool = True, balanced: bool = False) -> Dataset:
    """Schools in eight districts; town schools have too many teachers, far ones too few; ``balanced``: none has."""
    places = [DISTRICTS[n % len(DISTRICTS)] for n in range(schools)]
    units = [{"unit_id": "U00", "agency_id": "A1", "name": "Dinas Pendidikan", "kind": "OPD"}]
    posts = [{"post_id": "P-HEAD", "unit_id": "U00", "job_id": "J-HEAD", "need": 1, "leads_unit": True}]
    people = []
    for n, (district, lat, lon) in enumerate(places):
        unit, turn = f"U{n + 1:02}", 2 * math.pi * n / max(1, schools)
        units.append({
            "unit_id": unit, "parent_id": "U00", "agency_id": "A1", "name": f"SD Negeri {n + 1} {district}",
            "kind": "SCHOOL", "district_id": f"D{DISTRICTS.index((district, lat, lon)) + 1}",
            **({"lat": lat + 0.04 * math.cos(turn), "lon": lon + 0.04 * math.sin(turn)} if coordinates else {}),
        })  # fmt: skip
        posts.append({"post_id": f"{unit}:GURU", "unit_id": unit, "job_id": "J-GURU", "need": 6})
        filled = 6 if balanced else 9 if n % len(DISTRICTS) in {0, 5} else 3 + n % 4
        people += [(f"{unit}:GURU", n * 20 + k) for k in range(filled)]
    rows: dict[str, list[dict[str, Any]]] = {
        "agencies": [{"agency_id": "A1", "name": "Kabupaten Contoh", "kind": "REGENCY"}],
        "districts": [
            {"district_id": f"D{n}", "name": name, "remote": n > 6, **({"lat": y, "lon": x} if coordinates else {})}
            for n, (name, y, x) in enumerate(DISTRICTS, start=1)
        ],
        "units": units,
        "jobs": [
            {"job_id": "J-GURU", "name": "Guru Kelas", "category": "FUNGSIONAL", "ladder": "GURU"},
            {"job_id": "J-HEAD", "name": "Kepala Dinas Pendidikan", "category": "JPT", "level": "II.b"},
        ],
        "posts": posts if not balanced else posts[1:],
        "employees": [_employee(post, number) for post, number in people],
        "wishes": [{"employee_id": _nip(people[0][1]), "rank": 1, "district_id": "D4", "stance": "WANT"}],
    }  # fmt: skip
    return dataset_of(
        {name: TABLES[name].conform(pl.DataFrame(given, infer_schema_length=None)) for name, given in rows.items()}
    )


def _nip(number: int) -> str:
    return f"19850101201001{number % 2 + 1}{number:03}"


def _employee(post: str, number: int) -> dict[str, Any]:
    return {
        "employee_id": _nip(number), "name": f"{NAMES[number % len(NAMES)]}, S.Pd.", "employment": "PNS",
        "sex": "F" if number % 2 else "M", "birth_date": dt.date(1985, 1, 1), "rank": ("III/a", "III/c")[number % 2],
        "post_id": post, "in_post_since": dt.date(2018, 1, 1), "education_level": "S1",
    }  # fmt: skip
