"""laporan.html: one self-contained page; its first screen answers a regent, the rest whoever asks further."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from penata.report import charts, wording
from penata.report.answers import answers_in_a_sentence
from penata.report.charts.rings import ring
from penata.report.movers import kind_of_move
from penata.report.reasons import REASONS
from penata.report.rules import CONFIDENCE, confirmation_words
from penata.report.story import Story
from penata.report.verdict import NOT_POSSIBLE, answer, budget, is_proven, is_verified, law_off, nothing_moves, standing
from penata.vocabulary import label

MOVES_SHOWN: Final = 500
_FIRST_MOVES: Final = 50
_FIRST_SHORT: Final = 25
_FIRST_HIRES: Final = 12
_FIRST_LIMITS: Final = 12
_BARS: Final = 20
_ROWS: Final = 200
_SHORT: Final = 100
_CHAINS: Final = 100
_COVER: Final = 12
_RINGS: Final = 100
_CANDIDATES: Final = 5
_LEADING_POSTS: Final = 40
_PLACES: Final = 400
_LEVEL_NAMES: Final = {"district": "kecamatan", "office": "kantor", "unit": "unit"}


def page_of(story: Story) -> str:
    """The whole page as text; the same story gives the same text."""
    between = pl.col("from_id").ne_missing(pl.col("to_id"))
    return _template().render(
        story=story,
        h=story.headline,
        result=story.result,
        answer=answer(story),
        nothing=nothing_moves(story),
        imbalance=_imbalance(story.result),
        budget=budget(story.result),
        standing=standing(story),
        proven=is_proven(story),
        verified=is_verified(story),
        law_off=law_off(story),
        first=_FIRST_MOVES,
        first_short=_FIRST_SHORT,
        moves=_rows(_people(story).head(MOVES_SHOWN).with_columns(kind_of_move().alias("kind"))),
        places=_places(story),
        maps=_maps(story),
        ladder=_ladder(story),
        flow_name=_LEVEL_NAMES[story.flow_level],
        flows=_rows(story.flows.head(30)),
        across=_rows(story.flows.filter(between).head(1)),
        within=story.flows.filter(~between)["people"].sum(),
        ribbons=_ribbons(story),
        short=_short(story),
        **_explained(story),
        **_ordered(story),
        begun=story.result.get("exchange_first"),
        rings=_rings(story),
        sides=story.sides,
        first_limits=_FIRST_LIMITS,
        limit_rows=_ROWS,
        shortlist=_shortlist(story),
        gate_totals=_rows(story.gate_totals),
        personal_rules=[line for line in story.rules if line.sensitive],
        touching=[line for line in story.rules if not line.sensitive and line.touches],
        untouched=[line for line in story.rules if not line.sensitive and not line.touches],
        confidence=CONFIDENCE,
        confirmed=confirmation_words(story.result),
        levels=story.result.get("levels", ()),
        policy_text=json.dumps(story.result.get("policy", {}), ensure_ascii=False, indent=2, default=str),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("penata.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(
        whole=wording.whole, decimal=wording.decimal, day=wording.day, signed=wording.signed, percent=wording.percent,
        rupiah=wording.rupiah, rank_name=wording.rank_name, level_name=wording.level_name, label=label,
        cut_text=wording.cut_text,
    )  # fmt: skip
    environment.globals.update(
        style=Markup(files("penata.report").joinpath("templates/laporan.css").read_text(encoding="utf-8")),
        personal=wording.PERSONAL,
        change_bar=charts.change_bar,
        share_bar=charts.share_bar,
        gap_bar=charts.gap_bar,
        wave_strip=charts.wave_strip,
        draw_ring=ring,
        ring_style=Markup(files("penata.report").joinpath("templates/tukar.css").read_text(encoding="utf-8")),
    )
    return environment.get_template("laporan.html.jinja")


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return frame.to_dicts()


def _people(story: Story) -> pl.DataFrame:
    """The listed moves, with their reasons where the plan was told."""
    return story.people if story.explained is None else story.explained.reasons


def _short(story: Story) -> list[dict[str, Any]]:
    """The worst vacancies, with the funnel and what would help where the plan was told."""
    short = story.short.head(_SHORT)
    if story.explained is None:
        return _rows(short.with_columns(pl.lit(None).alias("steps"), pl.lit(None).alias("helps")))
    for frame in (story.explained.steps, story.explained.helps):
        short = short.join(frame, on="post_id", how="left", validate="1:1", maintain_order="left")
    return _rows(short)


def _explained(story: Story) -> dict[str, Any]:
    """What the sections of answers and prices show; without a told plan they are left out."""
    told = story.explained
    if told is None:
        return {"ex": None, "limits": None, "reasons": None}
    said = pl.col("words").str.strip_prefix("Dikabulkan: ").str.strip_prefix("Dihormati: ")
    total, good = answers_in_a_sentence(told.counts)
    return {
        "ex": told,
        "answers": _rows(told.answers.head(MOVES_SHOWN).with_columns(said.alias("said"))),
        "wishes_all": total,
        "wishes_good": good,
        "wishes_most": max((one.count for one in told.counts), default=0),
        "limits": told.limits,
        "reasons": REASONS,
        "first_hires": _FIRST_HIRES,
        "rows": _ROWS,
    }


def _ordered(story: Story) -> dict[str, Any]:
    """What the section of the order shows; without an order it is left out."""
    table = story.timetable
    if table is None:
        return {"plan_order": None, "order_chains": [], "order_training": [], "order_cover": []}
    several = table.chains.filter(pl.col("moves") > 1)
    return {
        "plan_order": table,
        "order_chains": _rows(several.head(_CHAINS)),
        "order_training": _learners(table.training),
        "order_cover": _rows(table.cover.head(_COVER)),
    }


def _rings(story: Story) -> list[tuple[str, list[dict[str, Any]]]]:
    """Name and members of each ring that the plan began with, the shortest first."""
    members = story.result.get("exchange_first", {}).get("members", {})
    people = {row["employee_id"]: row for row in story.proposed.select("employee_id", "name", "unit_from").to_dicts()}
    rings = [(name, [people[one] for one in ring if one in people]) for name, ring in members.items()]
    return sorted(rings, key=lambda ring: (len(ring[1]), ring[0]))[:_RINGS]


def _learners(training: pl.DataFrame) -> list[dict[str, Any]]:
    """One row a person, with everything that is lacking."""
    people = training.group_by("employee_id", maintain_order=True).agg(
        pl.col("name", "seat_to", "unit_to", "effective_date").first(),
        pl.struct("lacks", "level_held", "level_asked", "course", "course_id", "ends_on", "status_text").alias("needs"),
    )
    return _rows(people.head(_SHORT))


def _places(story: Story) -> list[dict[str, Any]]:
    """The charts of shortage by place: districts where they are known, then units; offices where there are several."""
    charts_of = [
        ("kecamatan", "Kecamatan mana yang terbantu?", story.districts),
        ("kantor", "Kantor mana yang terbantu?", story.offices if story.offices.height > 1 else story.offices.clear()),
        ("unit", "Unit mana yang paling kekurangan?", story.units),
    ]
    return [
        {
            "name": name, "question": question, "count": frame.height, "rows": _rows(frame.head(_ROWS)), "bars": _BARS,
            "most": (_most(frame, "shortage"), _most(frame, "surplus")),
            "helped": frame.filter(pl.col("shortage_after") < pl.col("shortage_before")).height,
            "short_before": frame.filter(pl.col("shortage_before") > 0).height,
            "short_after": frame.filter(pl.col("shortage_after") > 0).height,
        }
        for name, question, frame in charts_of
        if frame.height
    ]  # fmt: skip


def _most(frame: pl.DataFrame, what: str) -> int:
    shown = frame.head(_BARS)
    return int(shown.select(pl.max_horizontal(f"{what}_before", f"{what}_after").max()).item() or 0)


def _imbalance(result: Mapping[str, Any]) -> list[str] | None:
    """Percent of people who would have to sit in another unit, before and after; None where it is not known."""
    shares = [result.get(when, {}).get("imbalance") for when in ("before", "after")]
    return None if None in shares else [f"{100 * share:.1f}".replace(".", ",") for share in shares]


def _maps(story: Story) -> list[tuple[str, Markup]]:
    """Before and after; empty where too few places have coordinates."""
    places = _rows(story.points.sort("need", "key", descending=[True, False]).head(_PLACES))
    if len(places) < 2:
        return []
    flows = _rows(story.flows)
    return [
        ("Sebelum", charts.place_map(places, "before", "Peta kekurangan sebelum rencana")),
        (
            "Sesudah, dengan arus perpindahan",
            charts.place_map(places, "after", "Peta kekurangan sesudah rencana", flows),
        ),
    ]


def _ladder(story: Story) -> list[dict[str, Any]]:
    """Rungs with what each leaves, and what one more move still closes between it and the rung before."""
    rungs, moves, missing = [], 0, story.headline.shortage_before
    for rung in story.plan.ladder:
        if rung["status"] == NOT_POSSIBLE:
            rungs.append({**rung, "per_move": None, "possible": False})
            continue
        more = rung["moves_used"] - moves
        per_move = (missing - rung["missing_seats"]) / more if more else None
        rungs.append({**rung, "per_move": per_move, "possible": True})
        moves, missing = rung["moves_used"], rung["missing_seats"]
    return rungs


def _ribbons(story: Story) -> Markup | None:
    if not story.flows.height:
        return None
    names = (
        pl.coalesce("from", "from_id", pl.lit("tidak diketahui")),
        pl.coalesce("to", "to_id", pl.lit("tidak diketahui")),
    )
    flows = _rows(story.flows.select(names[0].alias("from"), names[1].alias("to"), "people"))
    return charts.ribbons(flows, f"Arus perpindahan antar-{_LEVEL_NAMES[story.flow_level]}")


def _shortlist(story: Story) -> list[dict[str, Any]]:
    """Leading posts with their first candidates."""
    posts: dict[str, dict[str, Any]] = {}
    for row in story.shortlist.filter(pl.col("place") <= _CANDIDATES).iter_rows(named=True):
        if row["post_id"] in posts or len(posts) < _LEADING_POSTS:
            posts.setdefault(row["post_id"], {**row, "candidates": []})["candidates"].append(row)
    return list(posts.values())
