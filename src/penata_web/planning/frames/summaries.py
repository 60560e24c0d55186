"""A plan in a few figures, sentences and pictures, as the library's report tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import polars as pl
from django.urls import reverse
from django.utils.translation import gettext as _

from penata.report.answers import AnswerCount
from penata.report.movers import flows
from penata.report.rules import RuleLine, confirmation_words
from penata.report.side_limits import LimitLine
from penata.report.timetable import order_in_words
from penata.report.verdict import (
    NOT_POSSIBLE,
    NOT_PROVEN,
    PROVEN,
    budget,
    is_proven,
    is_verified,
    law_off,
    nothing_moves,
)
from penata.report.verdict import standing as standing_of
from penata_web.planning.frames.plans import Reading, Sight
from penata_web.shared.charts import Chart, Dot, Series, number
from penata_web.shared.maps import Flow, Key, Map, Point

FLOWS: Final = 12
PLACES: Final = 300
BARS: Final = 8
LEVELS: Final = {"unit": "units", "kantor": "offices", "kecamatan": "districts"}


@dataclass(frozen=True, slots=True)
class Told:
    """How a plan is spoken of: the answer, how sure it is, what the verifier said, money and days."""

    answer: str
    standing: str
    nothing: str
    verified: bool | None
    is_proven: bool
    law_off: bool
    budget: str | None
    order: str
    confirmed: str
    moves: int
    headline: Any
    result: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Summary:
    """The first screen: figures, the same before and after, what else is to be known."""

    figures: list[tuple[Any, str, str, str, str]]
    changes: list[tuple[str, str, str, str]]
    ladder: list[Mapping[str, Any]]
    gated: int
    gates: list[Mapping[str, Any]]


def told_of(reading: Reading) -> Told:
    """The sentences of a plan; its figures are those of result.json."""
    story, h = reading.story, reading.story.headline
    transition = reading.result.get("transition")
    return Told(
        answer=_answer(reading), standing=_standing(reading), nothing=nothing_moves(story) if not h.moves else "",
        verified=is_verified(story), is_proven=is_proven(story), law_off=law_off(story),
        budget=budget(reading.result), order=order_in_words(transition) if transition else "",
        confirmed=confirmation_words(reading.result), moves=h.moves, headline=h, result=reading.result,
    )  # fmt: skip


def _answer(reading: Reading) -> str:
    """What the plan does, in one sentence; the sentence of the report, in the language of the reader."""
    h = reading.story.headline
    if not h.moves:
        return nothing_moves(reading.story)
    values = {"moves": number(h.moves), "before": number(h.shortage_before), "after": number(h.shortage_after)}
    if not h.shortage_before:
        said = _(
            "Dengan memindahkan %(moves)s orang, penempatan menjadi lebih sesuai; tidak ada formasi yang kekurangan."
        )
    elif not h.closed:
        said = _(
            "Dengan memindahkan %(moves)s orang, penempatan menjadi lebih sesuai; kekurangan tetap %(after)s orang."
        )
    elif not h.shortage_after:
        said = _("Dengan memindahkan %(moves)s orang, kekurangan pegawai habis.")
    else:
        said = _(
            "Dengan memindahkan %(moves)s orang, kekurangan pegawai turun dari %(before)s menjadi %(after)s orang."
        )
    return said % values


def _standing(reading: Reading) -> str:
    """How good the plan is known to be; the two usual answers are in the language of the reader."""
    said = standing_of(reading.story)
    if said == PROVEN:
        return _(
            "Dengan data dan aturan ini tidak ada susunan lain yang lebih baik menurut urutan tujuan; "
            "keputusan tetap pada PPK."
        )
    if said == NOT_PROVEN:
        return _(
            "Susunan ini sah menurut data dan aturan yang dipakai, tetapi belum terbukti tidak ada yang lebih baik; "
            "selisih terbesar yang mungkin ada di lampiran. Keputusan tetap pada PPK."
        )
    return said


def summary_of(reading: Reading, pk: int) -> Summary:
    """Figures of the first screen."""
    h = reading.story.headline
    tab = {name: reverse(f"planning:plan-{name}", args=[pk]) for name in ("moves", "short", "wishes", "units")}
    figures: list[tuple[Any, str, str, str, str]] = [
        (h.shortage_after, _("orang"), _("masih kurang, dari %(n)s") % {"n": number(h.shortage_before)},
         tab["short"], ""),
        (h.moves, _("orang"), _("berpindah, dalam %(n)s rantai") % {"n": number(_chains(reading))}, tab["moves"], ""),
        (h.short_units_after, _("unit"), _("masih kekurangan, dari %(n)s") % {"n": number(h.short_units_before)},
         tab["units"], ""),
        (h.wishes_granted, _("keinginan"), _("terpenuhi; %(n)s pegawai menyampaikannya") % {"n": number(h.wishers)},
         tab["wishes"], ""),
    ]  # fmt: skip
    rows = (
        (_("Kekurangan pegawai (orang)"), h.shortage_before, h.shortage_after),
        (_("Formasi yang kekurangan"), h.short_posts_before, h.short_posts_after),
        (_("Unit yang kekurangan"), h.short_units_before, h.short_units_after),
        (_("Kekurangan di daerah terpencil (orang)"), h.remote_before, h.remote_after),
    )
    changes = [(words, number(a), number(b), _signed(b - a)) for words, a, b in rows]
    shares = [reading.result.get(when, {}).get("imbalance") for when in ("before", "after")]
    if None not in shares:
        a, b = (100 * float(share) for share in shares)
        changes.append((_("Ketimpangan antarunit (%)"), number(a, 1), number(b, 1), _signed(round(b - a, 1))))
    gates = reading.story.gate_totals.head(6).to_dicts()
    return Summary(figures, changes, _rungs(reading), h.gated_moves, [_masked(row) for row in gates])


def _masked(row: dict[str, Any]) -> dict[str, Any]:
    """Few people under a personal condition are not counted out."""
    few = row["gate"] == "syarat pribadi" and row["people"] < 5
    return {**row, "people": _("kurang dari 5") if few else number(row["people"])}


def _rungs(reading: Reading) -> list[Mapping[str, Any]]:
    return [rung for rung in reading.written.ladder if rung["status"] != NOT_POSSIBLE]


def ladder_chart(reading: Reading) -> Chart | None:
    """What fewer moves would leave: how much each further move is worth."""
    rungs = _rungs(reading)
    h = reading.story.headline
    if len(rungs) < 2 or not h.shortage_before:
        return None
    dots = [Dot(_("tanpa perpindahan"), 0, h.shortage_before)]
    dots += [
        Dot(_("semua") if rung["moves"] is None else number(rung["moves"]), rung["moves_used"], rung["missing_seats"],
            marked=rung["moves"] is None)
        for rung in rungs
    ]  # fmt: skip
    first = next((rung for rung in reversed(rungs) if rung["moves"] is not None), rungs[0])
    title = _("%(moves)s perpindahan pertama sudah menutup %(n)s dari %(all)s kekurangan yang dapat ditutup") % {
        "moves": number(first["moves_used"]), "n": number(h.shortage_before - first["missing_seats"]),
        "all": number(h.closed),
    }  # fmt: skip
    return Chart(kind="frontier", title=title, dots=dots, x_name=_("Perpindahan"), y_name=_("Masih kurang (orang)"))


def place_chart(reading: Reading) -> Chart | None:
    """The places most short, before and after."""
    story = reading.story
    frame, name = (story.districts, _("kecamatan")) if story.districts.height > 1 else (story.offices, _("kantor"))
    rows = frame.filter(pl.col("shortage_before") > 0).head(BARS).to_dicts()
    if not rows:
        return None
    helped = frame.filter(pl.col("shortage_after") < pl.col("shortage_before")).height
    title = _("Kekurangan turun di %(n)s dari %(all)s %(name)s") % {
        "n": number(helped), "all": number(frame.height), "name": name,
    }  # fmt: skip
    return Chart(
        kind="bars", title=title, unit=_("orang"), x=[str(row["name"] or row["key"] or "–") for row in rows],
        series=(Series(_("Sebelum"), [row["shortage_before"] for row in rows]),
                Series(_("Sesudah"), [row["shortage_after"] for row in rows])),
    )  # fmt: skip


def place_map(reading: Reading, pk: int, most: int = FLOWS) -> Map | None:
    """Where people are lacking after the plan, and between which places people go; None without coordinates."""
    points = reading.story.points.drop_nulls(["lat", "lon"])
    if points.height < 2:
        return None
    level = "district" if set(points["key"]) <= set(reading.dataset["districts"]["district_id"]) else "unit"
    rows = points.sort("shortage_after", "key", descending=[True, False]).head(PLACES).to_dicts()
    moves, names = (
        reverse("planning:plan-moves", args=[pk]),
        {row["key"]: str(row["name"] or row["key"]) for row in rows},
    )
    between = flows(reading.moves, level).filter(pl.col("from_id") != pl.col("to_id")).to_dicts()
    shown = [row for row in between if row["from_id"] in names and row["to_id"] in names][:most]
    short = sum(row["shortage_after"] > 0 for row in rows)
    return Map(
        title=_("Sesudah rencana, %(n)s dari %(all)s tempat masih kekurangan") % {
            "n": number(short), "all": number(len(rows)),
        },
        words=_("Garis: orang yang pindah antartempat, %(n)s arus terbesar.") % {"n": number(len(shown))},
        unit=_("orang"), key=Key(_("kekurangan"), _("sesuai"), _("kelebihan")),
        points=[
            Point(names[row["key"]], row["lat"], row["lon"], _gap(row), row["need"] or 1,
                  f"{moves}?perpindahan-{level}_to={quote(str(row['name'] or ''))}", _words(row))
            for row in rows
        ],
        flows=[
            Flow(names[row["from_id"]], names[row["to_id"]], row["people"],
                 url=f"{moves}?perpindahan-{level}_from={quote(str(row['from']))}"
                     f"&perpindahan-{level}_to={quote(str(row['to']))}")
            for row in shown
        ],
    )  # fmt: skip


def places_seen(reading: Reading, sight: Sight, level: str) -> pl.DataFrame:
    """Before and after by place, with the change, and the name as an address takes it."""
    frame: pl.DataFrame = getattr(reading.story, LEVELS[level])
    if level == "unit":
        frame = sight.rows(frame, "key")
    name = pl.coalesce("name", "key").fill_null(_("tidak diketahui"))
    queries = [quote(str(text or "")) for text in frame["name"]]
    return frame.with_columns(
        name.alias("name"), (pl.col("shortage_after") - pl.col("shortage_before")).alias("change"),
        pl.Series("query", queries, dtype=pl.String),
    )  # fmt: skip


def answer_chart(counts: Sequence[AnswerCount]) -> Chart | None:
    """How many wishes have which answer."""
    if not counts:
        return None
    good, total = sum(one.count for one in counts if one.good), sum(one.count for one in counts)
    return Chart(
        kind="bars", title=_("%(n)s dari %(all)s keinginan terpenuhi") % {"n": number(good), "all": number(total)},
        unit=_("keinginan"), x=[one.label for one in counts], series=(Series("", [one.count for one in counts]),),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands in the annex: the levels with value and bound, rules, limits, gaps in the data, versions."""

    levels: list[dict[str, Any]]
    binding: list[LimitLine]
    loose: int
    limits_standing: str
    rules: list[RuleLine]
    untouched: int
    gaps: list[Any]
    versions: list[tuple[str, str]]
    digests: list[tuple[str, str]]
    is_equal: bool


def proof_of(reading: Reading) -> Proof:
    """The annex of a plan."""
    result, story = reading.result, reading.story
    objective, bounds = result.get("objective", {}), result.get("bounds", {})
    levels = [
        {"words": level["words"], "value": objective.get(level["name"]), "bound": bounds.get(level["name"]),
         "same": objective.get(level["name"]) == bounds.get(level["name"])}
        for level in result.get("levels", ()) if level["name"] in objective
    ]  # fmt: skip
    sides = story.sides
    rules = result.get("rules", {})
    digests = [(_("Himpunan data"), result.get("digest", "")), (_("Himpunan aturan"), rules.get("digest", ""))]
    return Proof(
        levels=levels, binding=sides.binding if sides else [], loose=len(sides.loose) if sides else 0,
        limits_standing=sides.standing if sides else "",
        rules=[line for line in story.rules if line.touches and not line.sensitive],
        untouched=sum(not line.touches for line in story.rules), gaps=story.gaps,
        versions=[(str(name), str(value)) for name, value in result.get("versions", {}).items()],
        digests=[(words, str(digest)) for words, digest in digests if digest],
        is_equal=all(level["same"] for level in levels),
    )  # fmt: skip


def _chains(reading: Reading) -> int:
    return int(reading.moves["chain_id"].n_unique())


def _gap(row: Mapping[str, Any]) -> float:
    return -float(row["shortage_after"]) if row["shortage_after"] else float(row["surplus_after"])


def _words(row: Mapping[str, Any]) -> str:
    return _("kurang %(a)s → %(b)s; lebih %(c)s → %(d)s") % {
        "a": number(row["shortage_before"]), "b": number(row["shortage_after"]), "c": number(row["surplus_before"]),
        "d": number(row["surplus_after"]),
    }  # fmt: skip


def _signed(change: float) -> str:
    return f"+{number(change)}" if change > 0 else number(change)
