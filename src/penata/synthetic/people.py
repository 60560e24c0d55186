"""The people on the posts: who they are, what they have learnt, since when they serve."""

import datetime as dt
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.synthetic.catalogue import catalogue
from penata.synthetic.chance import Bools, Ints, draw, stream
from penata.synthetic.jobs import SKILLED_LEVELS
from penata.synthetic.staffing import unplaced
from penata.vocabulary import PNS_RANKS

Months = npt.NDArray[np.int64]
"""Months since the year 0: year · 12 + month − 1."""

SERVICE_BANDS: Final = {
    "II.a": (22, 34), "II.b": (18, 34), "III.a": (16, 32), "III.b": (13, 30), "IV.a": (10, 28), "IV.b": (8, 26),
    "AHLI_PERTAMA": (1, 11), "AHLI_MUDA": (8, 24), "AHLI_MADYA": (16, 34),
}  # fmt: skip
"""Years of service that people at a level have."""

RANK_AT_ENTRY: Final = {"SD": 1, "SMP": 3, "SMA": 5, "D2": 6, "D3": 7, "D4": 9, "S1": 9, "PROFESI": 10, "S2": 10}
RANK_CEILING: Final = {"SD": 5, "SMP": 7, "SMA": 10, "D2": 10, "D3": 11, "D4": 12, "S1": 12, "PROFESI": 12, "S2": 13}
RANK_OF_LEVEL: Final = {
    "II.a": (15, 16), "II.b": (14, 15), "III.a": (13, 14), "III.b": (12, 13), "IV.a": (11, 12), "IV.b": (10, 11),
    "AHLI_PERTAMA": (9, 10), "AHLI_MUDA": (11, 12), "AHLI_MADYA": (13, 14),
}  # fmt: skip
PPPK_GRADE: Final = {
    "SD": "I", "SMP": "IV", "SMA": "V", "D2": "VI", "D3": "VII", "D4": "IX", "S1": "IX", "PROFESI": "X", "S2": "X",
}  # fmt: skip
MONTHS_TO_RISE: Final = 52


def people_on(posts: pl.DataFrame, people: int, as_of: dt.date, seed: int, agency: int) -> pl.DataFrame:
    """One row a person: the post (row number ``at``; null without one), identity, education, service, rank, level.

    Columns: at, group, area, job_id, ladder, subject, level, employment, status, sex, education_level,
    education_field, birth_date, cpns_on, pns_since, rank, rank_since, in_unit_since, in_post_since, in_job_since.
    """
    rng = stream(seed, agency, "people")
    seats = _seats(posts, people)
    size = seats.height
    group, area = seats["group"].to_numpy(), seats["area"].to_numpy()
    employment = _employment(rng, seats, group, area)
    education = _education(rng, seats)
    years = _service_years(rng, seats, employment)
    now = as_of.year * 12 + as_of.month - 1
    hired = (as_of.year - years) * 12 + draw(rng, {0: 3, 2: 4, 3: 2, 11: 1}, size).astype(np.int64)
    hired = np.minimum(hired, now - 1)
    retire = np.select(
        [group == "teacher", np.isin(seats["level"].to_numpy(), ["II.a", "II.b", "AHLI_MADYA"])], [60, 60], 58
    )
    born = _births(rng, hired, now, retire, employment, education)
    days = rng.integers(1, 29, size)
    rank, level, risen = _ranks(rng, seats, employment, education, now - hired)
    female = catalogue("services")["people"]["female"]
    women = rng.random(size) < np.array([female[g] for g in group])
    unit_since = _unit_since(rng, hired, now, employment)
    later = (rng.random(size) < 0.12) & (now - unit_since > 30)
    post_since = np.where(later, now - ((now - unit_since) * rng.random(size)).astype(np.int64), unit_since)
    job_since = np.where(_keeps_own_level(seats), np.maximum(hired, risen + now), post_since)
    cpns = (employment == "PNS") & (hired + 12 > now)
    return seats.drop("level").with_columns(
        level=pl.Series(level, dtype=pl.String),
        employment=pl.Series(np.where(cpns, "CPNS", employment), dtype=pl.String),
        sex=pl.Series(np.where(women, "F", "M"), dtype=pl.String),
        education_level=pl.Series(education, dtype=pl.String),
        education_field=pl.Series(_fields(rng, seats, education), dtype=pl.String),
        birth_date=_dates(born, days),
        cpns_on=_dates(hired),
        pns_since=_dates(np.where((employment == "PNS") & ~cpns, hired + 12, -1)),
        rank=pl.Series(rank, dtype=pl.String).replace({"": None}),
        rank_since=_dates(np.where(np.isin(employment, ["PNS", "PPPK"]), np.maximum(hired, now + risen), -1)),
        in_unit_since=_dates(unit_since),
        in_post_since=_dates(post_since),
        in_job_since=_dates(job_since),
    )


def _seats(posts: pl.DataFrame, people: int) -> pl.DataFrame:
    """One row a person: counted ones first, then the others of the post; at last those without a post."""
    columns = ["at", "group", "area", "job_id", "subject", "level", "counted"]
    numbered = posts.with_row_index("at").with_columns(pl.col("at").cast(pl.Int64))
    occupied = [
        numbered.with_columns(pl.lit(value=counted).alias("counted")).select(*columns, pl.col(count).alias("_n"))
        for count, counted in (("filled", True), ("extra", False))
    ]
    seated = pl.concat(occupied).filter(pl.col("_n") > 0).with_columns(pl.int_ranges(0, "_n").alias("_n")).explode("_n")
    nowhere = numbered.filter(pl.col("group") == "general").head(1)
    lost = pl.concat([nowhere] * unplaced(people)).with_columns(
        pl.lit(None, dtype=pl.Int64).alias("at"), pl.lit(value=True).alias("counted")
    )
    return pl.concat([seated.select(columns), lost.select(columns)]).with_columns(
        pl.col("job_id").str.split(".").list.first().alias("ladder")
    )


def _employment(
    rng: np.random.Generator, seats: pl.DataFrame, group: npt.NDArray[Any], area: npt.NDArray[Any]
) -> npt.NDArray[Any]:
    figures = catalogue("services")["people"]
    share = np.array([figures["pppk"].get(g, 0.0) for g in group]) * np.array([figures["pppk_area"][a] for a in area])
    pppk = (rng.random(seats.height) < share) & ~np.isin(seats["level"].to_numpy(), ["AHLI_MUDA", "AHLI_MADYA"])
    others = np.where(rng.random(seats.height) < 0.7, "PPPK_PART_TIME", "NON_ASN")
    return np.where(~seats["counted"].to_numpy(), others, np.where(pppk, "PPPK", "PNS"))


def _education(rng: np.random.Generator, seats: pl.DataFrame) -> npt.NDArray[Any]:
    """Education by what the job asks; a few have less than that, as in life."""
    size = seats.height
    group, level = seats["group"].to_numpy(), seats["level"].to_numpy()
    result = draw(rng, {"S1": 0.915, "S2": 0.07, "D2": 0.008, "D3": 0.007}, size)
    ladders = {x["id"]: x for x in catalogue("jobs")["ladders"]}
    ladder = seats["ladder"].to_numpy()
    experts = np.array([ladders[x].get("experts", 1.0) if x in ladders else 1.0 for x in ladder])
    degrees = np.array([ladders[x].get("expert", "S1") if x in ladders else "S1" for x in ladder], dtype=object)
    skilled = draw(rng, {"D3": 0.88, "D4": 0.12}, size)
    result = np.where(group == "health", np.where(rng.random(size) < experts, degrees, skilled), result)
    result = np.where(
        group == "technical",
        np.where(degrees == "PROFESI", "PROFESI", draw(rng, {"S1": 0.78, "S2": 0.22}, size)),
        result,
    )
    general = {
        "SD": {"SD": 0.35, "SMP": 0.35, "SMA": 0.30}, "SMA": {"SMA": 0.82, "D3": 0.08, "S1": 0.10},
        "D3": {"D3": 0.70, "S1": 0.30}, "S1": {"S1": 0.92, "S2": 0.08},
    }  # fmt: skip
    asked = {job["id"]: job["education"] for job in catalogue("jobs")["pelaksana"]}
    for education, shares in general.items():
        at = (group == "general") & np.array([asked.get(j) == education for j in ladder])
        result[at] = draw(rng, shares, int(at.sum()))
    top = np.isin(level, ["II.a", "II.b", "III.a"])
    leaders = np.where(
        top, draw(rng, {"S1": 0.35, "S2": 0.65}, size), draw(rng, {"S1": 0.66, "S2": 0.30, "D3": 0.04}, size)
    )
    return np.where(group == "leading", leaders, result)


def _fields(rng: np.random.Generator, seats: pl.DataFrame, education: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Field of education: what the job or subject asks, for most people."""
    teacher = catalogue("services")["schools"]["teacher_field"]
    jobs = catalogue("jobs")
    wanted = {x["id"]: x["fields"] for x in [*jobs["ladders"], *jobs["pelaksana"]]}
    wanted |= {x["code"]: x["fields"] for x in catalogue("offices")["offices"]}
    general, secondary = catalogue("education")["general"], catalogue("education")["secondary"]
    others = sorted(set(teacher.values()))
    fits = rng.random(seats.height) < 0.93
    kinds = seats.select("group", "ladder", "subject", pl.Series("education", education, dtype=pl.String)).with_columns(
        pl.Series("fits", fits)
    )
    number = kinds.select(pl.struct(pl.all()).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()
    kinds = kinds.with_columns(pl.Series("number", number)).unique("number").sort("number")
    choices: list[list[str | None]] = []
    for group, ladder, subject, level, fit, _ in kinds.iter_rows():
        if group == "teacher":
            choices.append([teacher[subject]] if fit else others)
        elif level in ("SD", "SMP"):
            choices.append([None])
        elif level == "SMA":
            choices.append(secondary)
        else:
            choices.append((wanted.get(ladder) if fit or group == "health" else None) or general)
    lengths = np.array([len(x) for x in choices])
    first = np.cumsum(lengths) - lengths
    flat = np.array([x for chosen in choices for x in chosen], dtype=object)
    fields: npt.NDArray[Any] = flat[first[number] + (rng.random(seats.height) * lengths[number]).astype(np.int64)]
    return fields


def _service_years(rng: np.random.Generator, seats: pl.DataFrame, employment: npt.NDArray[Any]) -> Ints:
    figures = catalogue("services")["people"]
    weights = {int(k): float(v) for k, v in figures["intake_years"].items()}
    years = draw(rng, weights, seats.height).astype(np.int64)
    level = seats["level"].to_numpy()
    for name, (low, high) in SERVICE_BANDS.items():
        at = level == name
        band = {k: v + 0.2 for k, v in weights.items() if low <= k <= high}
        years[at] = draw(rng, band, int(at.sum())).astype(np.int64)
    pppk = draw(rng, {int(k): v for k, v in figures["pppk_years"].items()}, seats.height).astype(np.int64)
    return np.where(employment == "PNS", years, pppk)


def _births(
    rng: np.random.Generator,
    hired: Months,
    now: int,
    retire: Ints,
    employment: npt.NDArray[Any],
    education: npt.NDArray[Any],
) -> Months:
    """Month of birth: the age at entry follows education and kind of employment; nobody is past retirement yet."""
    size = len(hired)
    youngest = np.array([{"SD": 20, "SMP": 19, "SMA": 19, "D2": 20, "D3": 21}.get(e, 23) for e in education])
    late = employment != "PNS"
    span = np.where(late, 32.0, 12.0)
    age = youngest + span * rng.beta(np.where(late, 1.5, 1.4), np.where(late, 2.4, 2.2), size)
    served = (now - hired) / 12.0
    age = np.minimum(age, retire - served - 0.2 - rng.random(size) * 1.5)
    return hired - np.round(np.maximum(age, 18.2) * 12).astype(np.int64)


def _ranks(
    rng: np.random.Generator,
    seats: pl.DataFrame,
    employment: npt.NDArray[Any],
    education: npt.NDArray[Any],
    served: Months,
) -> tuple[npt.NDArray[Any], npt.NDArray[Any], Months]:
    """Rank, level, and months (negative) since the last rise in rank."""
    group, level = seats["group"].to_numpy(), seats["level"].to_numpy()
    entry = np.array([RANK_AT_ENTRY[e] for e in education])
    ceiling = np.array([RANK_CEILING[e] for e in education])
    experts = np.isin(education, ["S1", "PROFESI", "S2"])
    functional = _keeps_own_level(seats)
    ceiling = np.where(functional, np.where(experts, np.where(rng.random(len(entry)) < 0.04, 15, 14), 12), ceiling)
    order = np.minimum(entry + served // MONTHS_TO_RISE, ceiling)
    for name, (low, high) in RANK_OF_LEVEL.items():
        order = np.where(level == name, order.clip(low, high), order)
    level = np.where(functional, _levels(rng, order, group == "teacher", experts, employment), level)
    pppk = np.array([PPPK_GRADE[e] for e in education], dtype=object)
    names = np.array(["", *PNS_RANKS], dtype=object)[order]
    rank = np.select([employment == "PNS", employment == "PPPK"], [names, pppk], "")
    return rank, level, -np.where(employment == "PNS", served % MONTHS_TO_RISE, served)


def _keeps_own_level(seats: pl.DataFrame) -> Bools:
    """Whether the post names a whole ladder, on which each keeps the own level."""
    return (seats["group"].is_in(["teacher", "health", "technical"]) & seats["level"].is_null()).to_numpy()


def _levels(
    rng: np.random.Generator, order: Ints, teacher: Bools, experts: Bools, employment: npt.NDArray[Any]
) -> npt.NDArray[Any]:
    """Level of a functional job from the rank; PPPK start at the first level of theirs."""
    expert = np.select([order <= 10, order <= 12], ["AHLI_PERTAMA", "AHLI_MUDA"], "AHLI_MADYA")
    skilled = np.select([order <= 5, order <= 8, order <= 10], list(SKILLED_LEVELS[:3]), SKILLED_LEVELS[3])
    level = np.where(teacher | experts, expert, skilled)
    first = np.where(teacher | experts, "AHLI_PERTAMA", np.where(rng.random(len(order)) < 0.95, "TERAMPIL", "MAHIR"))
    return np.where(employment == "PNS", level, first)


def _unit_since(rng: np.random.Generator, hired: Months, now: int, employment: npt.NDArray[Any]) -> Months:
    """Month in which the person came to the unit: PPPK stay where they were hired, PNS have moved now and then."""
    size = len(hired)
    band = draw(rng, {0: 0.10, 1: 0.34, 2: 0.56}, size).astype(np.int64)
    low, high = np.array([1, 24, 60])[band], np.array([24, 60, 200])[band]
    months = low + ((high - low) * rng.random(size)).astype(np.int64)
    stays = (employment != "PNS") & (rng.random(size) < 0.93)
    return np.maximum(hired, np.where(stays, 0, now - months))


def _dates(months: Months, days: Ints | None = None) -> pl.Series:
    """Dates from months since the year 0 (negative: null), on the first or on the given day."""
    stamps = (months - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]")
    if days is not None:
        stamps = stamps + (days - 1).astype("timedelta64[D]")
    stamps = np.where(months < 0, np.datetime64("NaT", "D"), stamps)
    return pl.Series(stamps).cast(pl.Date)
