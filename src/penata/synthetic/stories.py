"""The five stories and the cases that tests point at: planted in the first agency, named in ``cases.json``."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import polars as pl

from penata.synthetic.blueprint import Blueprint
from penata.synthetic.catalogue import catalogue
from penata.synthetic.staffing import Fixed


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the stories play: the agency, its schools by reference, and the posts by name."""

    agency_id: str
    schools: dict[str, str]
    fixed: dict[str, tuple[int, int]]

    def unit(self, reference: str) -> str:
        """The unit that a reference means."""
        return self.schools[reference] if reference.startswith("@") else f"{self.agency_id}.{reference}"

    def post(self, name: str) -> str:
        """The post that is planted under this name."""
        unit, job = catalogue("stories")["posts"][name]["post"].split(":", 1)
        return f"{self.unit(unit)}:{job}"


def set_stage(board: Blueprint, agency_id: str) -> Stage:
    """Put the units and posts of the stories on the board; how many people sit on each."""
    units = {row["unit_id"]: row for row in board.units}
    for line in catalogue("stories")["units"]:
        parent = units[f"{agency_id}.{line['parent']}"]
        unit = board.unit(f"{agency_id}.{line['unit']}", parent["unit_id"], line["name"], "DIVISION", parent)
        board.post(unit, line["job"], "leading", "PLAIN", need=1, leads_unit=True, title=line["title"],
                   level="IV.a", need_source="Struktur organisasi")  # fmt: skip
    stage = Stage(agency_id, _schools(board), {})
    posts = {row["post_id"]: row for row in board.posts}
    for name, line in catalogue("stories")["posts"].items():
        post = stage.post(name)
        row = posts.get(post) or _add(board, post)
        need = int(line.get("need", row.get("need") or 0))
        row |= {key: line[key] for key in ("safe_minimum", "priority") if key in line}
        stage.fixed[post] = (need, int(line["people"] if "people" in line else need + line["surplus"]))
    return stage


def fixed_posts(stage: Stage | None) -> Fixed:
    """Need and people of the planted posts; none without a stage."""
    return stage.fixed if stage else {}


def cast(people: pl.DataFrame, posts: pl.DataFrame, stage: Stage) -> dict[str, int]:
    """Row number of each planted person by name."""
    at = {post: number for number, post in enumerate(posts["post_id"])}
    rows = people.with_row_index("row").filter(pl.col("counted")).group_by("at").agg(pl.col("row").sort())
    sitting = dict(zip(rows["at"].to_list(), rows["row"].to_list(), strict=True))
    return {
        name: sitting[at[stage.post(line["sits"])]][line.get("nth", 0)]
        for name, line in catalogue("stories")["people"].items()
    }


def dress(people: pl.DataFrame, roles: dict[str, int], as_of: dt.date) -> pl.DataFrame:
    """Give the planted people their age, service, rank and education, before they get a name and a number."""
    rows = []
    for name, row in roles.items():
        line = catalogue("stories")["people"][name]
        began = dt.date(as_of.year - line["years"], 3, 1)
        seated = _months_before(as_of, line["months_in_post"]) + dt.timedelta(days=line.get("days", 0))
        rows.append(
            {
                "row": row, "employment": "PNS", "sex": line["sex"], "rank": line["rank"],
                "education_field": line.get("field"),
                "education_level": line.get("education", "S1" if "field" in line else None),
                "level": _level(line),
                "birth_date": dt.date(as_of.year - line["age"], 2, 3 + row % 25), "cpns_on": began,
                "pns_since": dt.date(began.year + 1, 3, 1),
                "rank_since": max(began, dt.date(as_of.year - 2, 4, 1)),
                "in_post_since": seated, "in_unit_since": seated, "in_job_since": seated,
            }
        )  # fmt: skip
    return update_rows(people, rows)


def clothe(
    people: pl.DataFrame, roles: dict[str, int], stage: Stage, units: pl.DataFrame, districts: pl.DataFrame
) -> pl.DataFrame:
    """Give the planted people their home, certificates and potential, and a standing without blemish."""
    district_of = dict(zip(units["unit_id"], units["district_id"], strict=True))
    number = {district: i for i, district in enumerate(districts["district_id"])}
    rows = []
    for name, row in roles.items():
        line = catalogue("stories")["people"][name]
        home = number[district_of[stage.unit(line["home"])]]
        rows.append({"row": row, "status": "ACTIVE", "potential": line.get("potential"), "home_district": home,
                     "home_lat": districts["lat"][home], "home_lon": districts["lon"][home],
                     "subjects": line.get("subjects"), "certificates": _certificates(line)})  # fmt: skip
    on_stage = pl.col("post_id").is_in(list(stage.fixed))
    active = pl.when(on_stage).then(pl.lit("ACTIVE")).otherwise("status").alias("status")
    return update_rows(people, rows).with_columns(active)


def plant(
    tables: dict[str, pl.DataFrame], roles: dict[str, int], stage: Stage, as_of: dt.date
) -> dict[str, pl.DataFrame]:
    """The tables of people with what the stories say of the planted ones, in place of what chance said."""
    planted = list(roles.values())
    lines = {row: catalogue("stories")["people"][name] for name, row in roles.items()}
    without = ("wishes", "conditions", "duties", "appraisals", "kinship")
    result = tables | {name: tables[name].filter(~pl.col("p").is_in(planted)) for name in without}
    result["kinship"] = result["kinship"].filter(~pl.col("q").is_in(planted))
    history = result["service_history"]
    told = [row for row, line in lines.items() if "history" in line]
    history = history.filter(~(pl.col("p").is_in(told) & pl.col("ended_on").is_not_null()))
    result["duties"] = result["duties"].filter(~pl.col("post_id").is_in(list(stage.fixed)))
    skilled = [row for row, line in lines.items() if "competence" in line]
    result["competencies"] = tables["competencies"].filter(~pl.col("p").is_in(skilled))
    additions = {
        "wishes": [_wish(row, line["wish"], stage) for row, line in lines.items() if "wish" in line],
        "appraisals": [a for row, line in lines.items() for a in _appraisals(row, line, as_of)],
        "competencies": [
            {"p": row, "level": lines[row]["competence"], "competency": name}
            for row in skilled
            for name in catalogue("jobs")["competencies"]
        ],
        "duties": [_duty(row, line["duty"], stage, as_of) for row, line in lines.items() if "duty" in line],
        "service_history": [_past(row, line, stage, as_of) for row, line in lines.items() if "history" in line],
    }
    result["service_history"] = history
    for name, rows in additions.items():
        result[name] = pl.concat([result[name], pl.DataFrame(rows, schema=result[name].schema)])
    pins = [{"p": row, **line["decision"]} for row, line in lines.items() if "decision" in line]
    return result | {"decisions": pl.DataFrame(pins, schema={"p": pl.Int64, "kind": pl.String, "reason": pl.String})}


def told(stage: Stage, ids: dict[str, str]) -> dict[str, Any]:
    """The stories and cases with the ids of their people, posts and units, as ``cases.json`` shows them."""
    book = catalogue("stories")
    return {
        part: {
            name: {
                **({"title": line["title"]} if "title" in line else {}),
                "people": {role: _role(role, ids, stage) for role in line["people"]},
                "posts": {post: stage.post(post) for post in line["posts"]},
                "expect": line["expect"],
            }
            for name, line in book[part].items()
        }
        for part in ("stories", "cases")
    }


def update_rows(frame: pl.DataFrame, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The frame with values of some rows replaced; an absent value leaves what is there."""
    if not rows:
        return frame
    schema = {"row": pl.Int64} | {c: frame.schema[c] for c in rows[0] if c != "row"}
    return (
        frame.with_row_index("row").cast({"row": pl.Int64})
        .update(pl.DataFrame(rows, schema=schema), on="row", how="left").drop("row")
    )  # fmt: skip


def _role(role: str, ids: dict[str, str], stage: Stage) -> dict[str, Any]:
    line = catalogue("stories")["people"][role]
    wish = line.get("wish", {})
    wanted = stage.post(wish["post"]) if "post" in wish else stage.unit(wish["unit"]) if "unit" in wish else None
    return {"employee_id": ids[role], "post_id": stage.post(line["sits"]), "wish": wanted}


def _schools(board: Blueprint) -> dict[str, str]:
    """The first school of each stage and area."""
    found: dict[str, str] = {}
    for row in board.units:
        if row["kind"] == "SCHOOL":
            stage = row["unit_id"].split(".")[1].rstrip("0123456789")
            found.setdefault(f"@{stage}.{row['area']}", row["unit_id"])
    return found


def _add(board: Blueprint, post: str) -> dict[str, Any]:
    unit, job = post.split(":")
    group = "technical" if "." in job else "general"
    board.post(unit, job, group, "PLAIN", level=job.split(".")[1] if "." in job else None, scarcity=1.0)
    return board.posts[-1]


def _level(line: dict[str, Any]) -> str | None:
    """Level of a teacher from the rank; others have the level of their post."""
    if "subjects" not in line:
        return None
    return {"III/a": "AHLI_PERTAMA", "III/b": "AHLI_PERTAMA", "IV/a": "AHLI_MADYA"}.get(line["rank"], "AHLI_MUDA")


def _certificates(line: dict[str, Any]) -> list[str] | None:
    if "subjects" in line:
        return ["Sertifikat Pendidik"]
    certificates: list[str] | None = line.get("certificates")
    return certificates


def _wish(row: int, wish: dict[str, Any], stage: Stage) -> dict[str, Any]:
    return {"p": row, "rank": 1, "unit_id": stage.unit(wish["unit"]) if "unit" in wish else None,
            "post_id": stage.post(wish["post"]) if "post" in wish else None, "district": None,
            "stance": wish["stance"], "request": bool(wish.get("request")), "reason": wish["reason"]}  # fmt: skip


def _appraisals(row: int, line: dict[str, Any], as_of: dt.date) -> list[dict[str, Any]]:
    rating = 1 if line["predicate"] == "SANGAT_BAIK" else 2
    return [
        {"p": row, "period": str(as_of.year - back), "work_result": rating, "behaviour": rating,
         "predicate": line["predicate"]}
        for back in (3, 2, 1)
    ]  # fmt: skip


def _duty(row: int, duty: dict[str, Any], stage: Stage, as_of: dt.date) -> dict[str, Any]:
    return {"p": row, "post_id": stage.post(duty["post"]), "kind": duty["kind"], "from": _months_before(as_of, 3),
            "until": None}  # fmt: skip


def _past(row: int, line: dict[str, Any], stage: Stage, as_of: dt.date) -> dict[str, Any]:
    return {"p": row, "job_id": line["history"]["job"], "unit_id": stage.unit(line["history"]["unit"]),
            "post_id": None, "started_on": dt.date(as_of.year - line["years"], 3, 1),
            "ended_on": _months_before(as_of, line["months_in_post"]), "kind": "DEFINITIVE"}  # fmt: skip


def _months_before(day: dt.date, months: int) -> dt.date:
    """The day so many months before; the last of a month that is too short."""
    moved: dt.date = pl.Series([day]).dt.offset_by(f"-{months}mo").item()
    return moved
